//! What the sender of a message wrote in it, apart from what mail programs, earlier senders or lawyers put there.

use super::marks::{
    announces_quotation, begins_banner, begins_copy, begins_disclaimer, forwards, goes_on_banner, is_contact,
    is_device_line, is_heading_line, is_rule,
};
use crate::text::is_close_alone;

/// The sender's own words, and what was cut from the message besides them, in lines with something on them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct OwnWords {
    /// The words, lines as written.
    pub(in crate::ingest) text: String,
    /// Lines of an earlier message.
    pub(in crate::ingest) quoted: usize,
    /// These lines, as they stand there.
    pub(super) quotation: Vec<String>,
    /// Lines of a signature block.
    pub(super) signature: usize,
    /// Lines of a notice about confidentiality, viruses or printing.
    pub(super) disclaimer: usize,
    /// Lines that warn of a sender outside.
    pub(super) banner: usize,
    /// Lines that a telephone or mail program added.
    pub(in crate::ingest) device: usize,
    /// What was passed on below the words, if the message passes another on.
    pub(super) forwarded: Option<Forwarded>,
}

/// A message inside a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Forwarded {
    /// Who wrote it, lower case, where its heading has an address.
    pub(in crate::ingest) from: Option<String>,
    /// Lines of its heading.
    pub(in crate::ingest) heading: usize,
    /// All of it below the heading, with its own quotations and signature.
    pub(in crate::ingest) body: String,
}

/// A line `--` begins a signature block where at most so many lines follow.
const LONGEST_SIGNATURE: usize = 8;

/// A line `-- ` does where at most so many follow.
const LONGEST_MARKED_SIGNATURE: usize = 25;

/// Divides a message; `passes_on` says that its subject calls it a forwarded one. Lines marked `>` are an earlier message's, and so are the lines
/// above them that say so; all that follows an Outlook heading is; the mark `-- ` begins the signature block, and so do
/// telephone numbers and addresses under a name under "Kind regards". All else is the sender's own, above or below.
pub(super) fn own_words(body: &str, passes_on: bool) -> OwnWords {
    let lines: Vec<&str> = body.lines().collect();
    let mut own = OwnWords::default();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (line, rest) = (lines[at], &lines[at..]);
        let trimmed = line.trim();
        if let Some(forwarded) = forwarded(rest, passes_on) {
            own.forwarded = Some(forwarded);
            break;
        }
        if let Some(length) = signature(rest) {
            own.signature += filled(&rest[..length]);
            at += length;
        } else if let Some(announcing) = announces_quotation(rest) {
            let next = rest[announcing..].iter().find(|line| !line.trim().is_empty());
            let is_marked = next.is_none_or(|line| line.trim_start().starts_with('>'));
            let end = if is_marked { announcing } else { rest.len() };
            own.quote(&rest[..end]);
            at += end;
        } else if begins_copy(rest) {
            own.quote(rest);
            break;
        } else if trimmed.starts_with('>') {
            own.quote(&rest[..1]);
            at += 1;
        } else if begins_banner(trimmed) {
            let more = rest[1..].iter().take_while(|line| goes_on_banner(line.trim())).count();
            own.banner += 1 + more;
            at += 1 + more;
        } else if begins_disclaimer(trimmed) {
            let length = rest.iter().position(|line| line.trim().is_empty()).unwrap_or(rest.len());
            own.disclaimer += filled(&rest[..length]);
            // The rules above and below belong to it.
            while kept.last().is_some_and(|line| line.trim().is_empty() || is_rule(line.trim())) {
                own.disclaimer += usize::from(kept.pop().is_some_and(|line| is_rule(line.trim())));
            }
            at += length;
            while lines.get(at).is_some_and(|line| line.trim().is_empty()) {
                at += 1;
            }
            if lines.get(at).is_some_and(|line| is_rule(line.trim())) {
                own.disclaimer += 1;
                at += 1;
            }
            kept.push("");
        } else if is_device_line(trimmed) {
            own.device += 1;
            at += 1;
        } else {
            kept.push(line);
            at += 1;
        }
    }
    own.signature += cut_contact_details(&mut kept);
    own.text = kept.join("\n").trim().to_owned();
    own
}

impl OwnWords {
    /// Takes lines out as an earlier message's.
    fn quote(&mut self, lines: &[&str]) {
        self.quoted += filled(lines);
        self.quotation.extend(lines.iter().map(|line| (*line).to_owned()));
    }
}

/// How many lines have something on them.
fn filled(lines: &[&str]) -> usize {
    lines.iter().filter(|line| !line.trim().is_empty()).count()
}

/// How many lines a signature block takes that begins here; it ends where another message begins.
fn signature(rest: &[&str]) -> Option<usize> {
    let longest = match rest[0] {
        "-- " => LONGEST_MARKED_SIGNATURE,
        line if line.trim_end() == "--" => LONGEST_SIGNATURE,
        _ => return None,
    };
    let ends = |rest: &[&str]| {
        rest[0].trim_start().starts_with('>') || announces_quotation(rest).is_some() || begins_copy(rest)
    };
    let mut lines = 0;
    for at in 1..rest.len() {
        if ends(&rest[at..]) {
            return Some(at);
        }
        lines += usize::from(!rest[at].trim().is_empty());
        if lines > longest {
            return None;
        }
    }
    Some(rest.len())
}

/// The message that is passed on from here, if one is: after a mark that says so, or after an Outlook heading where the subject says so.
fn forwarded(rest: &[&str], passes_on: bool) -> Option<Forwarded> {
    let line = rest[0].trim();
    let unmarked = line.trim_start_matches(['>', ' ']);
    let is_told = forwards(unmarked);
    if !(is_told || passes_on && begins_copy(rest)) {
        return None;
    }
    // Apple Mail marks what it forwards like a quotation, sometimes with the words that announce it.
    let marked = line.starts_with('>') || {
        let filled = rest[1..].iter().map(|line| line.trim_start()).filter(|line| !line.is_empty());
        is_told && filled.clone().next().is_some() && filled.take(20).all(|line| line.starts_with('>'))
    };
    let plain = |line: &&str| -> String {
        match line.trim_start().strip_prefix('>') {
            Some(inner) if marked => inner.strip_prefix(' ').unwrap_or(inner).to_owned(),
            _ => (*line).to_owned(),
        }
    };
    let lines: Vec<String> = rest.iter().map(plain).collect();
    let (mut at, mut heading, mut from) = (0, 0, None);
    // The heading: the mark, a rule, lines such as "From: …" with blank lines between them, and the lines they run over to.
    let mut last_was_heading = false;
    while at < lines.len() {
        let line = lines[at].trim();
        // What announces it is no word of it, whatever it says.
        let is_heading = at == 0 || is_heading_line(line) || heading < 2 && is_rule(line);
        let runs_over = last_was_heading && !line.is_empty() && line.contains('@');
        if is_heading || runs_over {
            heading += 1;
            if from.is_none() && is_from(line) {
                from = address(line).or_else(|| lines.get(at + 1).and_then(|next| address(next)));
            }
        } else if !line.is_empty() || heading > 1 && !next_is_heading(&lines[at..]) {
            break;
        }
        last_was_heading = is_heading && at > 0;
        at += 1;
    }
    Some(Forwarded { from, heading, body: lines[at..].join("\n").trim().to_owned() })
}

fn next_is_heading(rest: &[String]) -> bool {
    let next = rest.iter().map(|line| line.trim()).find(|line| !line.is_empty());
    next.is_some_and(is_heading_line)
}

fn is_from(line: &str) -> bool {
    let plain = line.trim_start_matches('*').to_lowercase();
    ["from", "de", "von", "van", "da", "oddi wrth"]
        .iter()
        .any(|word| plain.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with([':', '*'])))
}

/// The first e-mail address in a line, lower case.
pub(in crate::ingest) fn address(line: &str) -> Option<String> {
    let is_part = |c: char| c.is_alphanumeric() || "@._%+-'".contains(c);
    line.split(|c| !is_part(c))
        .map(|word| word.trim_matches(['.', '\'', '-']))
        .find(|word| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')))
        .map(str::to_lowercase)
}

/// Takes away what stands under the name under "Kind regards" where that is plainly how to reach the sender: at most ten short lines, none of
/// them a sentence, at least one a telephone number, e-mail or web address. How many lines with something on them.
fn cut_contact_details(kept: &mut Vec<&str>) -> usize {
    let from = kept.len().saturating_sub(30);
    let Some(parting) = (from..kept.len()).rev().find(|at| is_close_alone(kept[*at].trim())) else {
        return 0;
    };
    let mut after = (parting + 1..kept.len()).filter(|at| !kept[*at].trim().is_empty());
    let Some(name) = after.next() else { return 0 };
    let tail: Vec<&str> = after.map(|at| kept[at].trim()).collect();
    let is_sentence = |line: &&str| {
        line.split_whitespace().count() > 7 && line.ends_with(['.', '!', '?']) || line.len() > 90
    };
    let is_postscript = |line: &&str| {
        let plain = line.to_lowercase();
        plain.starts_with("ps") || plain.starts_with("p.s")
    };
    let is_plain = !tail.iter().any(|line| is_sentence(line) || is_postscript(line));
    if tail.len() > 10 || !is_plain || !tail.iter().any(|line| is_contact(line)) {
        return 0;
    }
    kept.truncate(name + 1);
    tail.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        own_words(body, false).text
    }

    #[test]
    fn a_quoted_thread_is_cut_and_counted() {
        let own = own_words(
            "More buses.\nSent from my iPhone\n\nOn Monday, Sam wrote:\n> What do you want?\nAnd trains.",
            false,
        );
        assert_eq!((own.text.as_str(), own.quoted, own.device), ("More buses.\n\nAnd trains.", 2, 1));
        assert_eq!(text("From: me to you with love"), "From: me to you with love");
        assert_eq!(own_words("Yes.\nFrom: Sam\nSent: Monday\nWhat?", false).quoted, 3);
    }

    #[test]
    fn threads_are_announced_in_many_ways() {
        for announced in [
            "On 27 Feb 2019, at 10:04, Sam Poole <sam@example.org>\nwrote:\n\n> Old words",
            "On Wed, Feb 27, 2019 at 10:04 AM Sam Poole of the Very Long Named Trust\n<sam@example.org> wrote:\n> Old words",
            "--- On Wed, 27/2/19, Sam <sam@example.org> wrote:\n\nOld words",
            "Le mer. 27 févr. 2019 à 10:04, Sam <sam@example.org> a écrit :\n> Old words",
            "Am 27.02.2019 um 10:04 schrieb Sam Poole:\n> Old words",
            "27.02.2019 10:04 пользователь \"Sam\" <\nsam@example.org> написал:\n> Old words",
            "Ar ddydd Mercher, 27 Chwef 2019 am 10:04, ysgrifennodd Sam <sam@example.org>:\n> Old words",
            "-----Original Message-----\nFrom: Sam\nOld words",
            "________________________________\nFrom: Sam\nSent: 27 February 2019\nOld words",
            "*From:* Sam\n*Sent:* 27 February 2019\n*To:* Jo\n*Subject:* Buses\n\nOld words",
            "From: Sam <sam@example.org>\nSubject: Buses\nTo: jo@example.org\n\nOld words",
            "Von: Sam\nGesendet: Mittwoch\nAn: Jo\nOld words",
        ] {
            let own = own_words(&format!("Keep the ward.\n\n{announced}"), false);
            assert_eq!(own.text, "Keep the ward.", "{announced}");
            assert!(own.quoted > 0, "{announced}");
        }
    }

    #[test]
    fn ordinary_sentences_are_no_announcement() {
        for body in [
            "On the leaflet you wrote:\nno ward will close. That is not so.",
            "From: Sam, a resident\nI would like more buses.",
            "________________________________\nMore buses please.",
            "He wrote: never again.",
        ] {
            assert_eq!(text(body), body);
        }
    }

    #[test]
    fn a_signature_block_is_no_point() {
        let own = own_words("Keep the ward.\n-- \nJo Bloggs\nDirector", false);
        assert_eq!((own.text.as_str(), own.signature), ("Keep the ward.", 3));
        let own = own_words("Keep it.\n-- \nJo\n\nOn Monday, Sam wrote:\n> Why?\nBecause.", false);
        assert_eq!((own.text.as_str(), own.signature, own.quoted), ("Keep it.\nBecause.", 2, 2));
    }

    #[test]
    fn contact_details_under_a_name_are_cut_and_all_else_is_kept() {
        let own = own_words(
            "Keep the ward.\n\nKind regards\n\nJo Bloggs\nDirector of Things\nTel: 01538 000000\njo@example.org",
            false,
        );
        assert_eq!((own.text.as_str(), own.signature), ("Keep the ward.\n\nKind regards\n\nJo Bloggs", 3));
        for kept in [
            "Kind regards\nJo\nP.S. My number is 01538 000000",
            "Many thanks\nI hope you will keep the ward open for all of us who need it.\nRing 01538 000000",
            "Yours faithfully,\n\nHilary\nLeek ST13 9ZZ",
        ] {
            assert_eq!(text(kept), kept);
        }
    }

    #[test]
    fn notices_and_banners_are_cut() {
        let own = own_words(
            "CAUTION: This email originated from outside of the organisation. Do not click links or open\n\
             attachments unless you recognise the sender.\nDear all,\nKeep the ward.\n\n\
             ********************************\nThis message may contain confidential information. If you are not the\n\
             intended recipient please inform the sender.\n********************************\n",
            false,
        );
        assert_eq!(own.text, "Dear all,\nKeep the ward.");
        assert_eq!((own.banner, own.disclaimer), (2, 4));
        let kept = "CAUTION: the road is dangerous.\nThis message is for the council.";
        assert_eq!(text(kept), kept);
    }

    #[test]
    fn a_forwarded_message_is_found_with_its_sender() {
        for body in [
            "FYI\n\nBegin forwarded message:\n\n> From: Jo <Jo@Example.org>\n> Subject: Ward\n> Date: 27 February 2019\n>\n> Keep the ward.",
            "FYI\n\n---------- Forwarded message ---------\nFrom: Jo <jo@example.org>\nDate: Wed\nSubject: Ward\nTo: <a@example.org>\n\n\nKeep the ward.",
            "FYI\n\nFrom: Jo [mailto:jo@example.org]\nSent: Monday\nTo: Sam\nSubject: Ward\n\nKeep the ward.",
            "FYI\n> Begin forwarded message:\n>\n> *From: *Jo <jo@example.org>\n> *Subject: *Ward\n>\n> Keep the ward.",
        ] {
            let own = own_words(body, true);
            let forwarded = own.forwarded.expect("it is found");
            assert_eq!((own.text.as_str(), forwarded.body.as_str()), ("FYI", "Keep the ward."), "{body}");
            assert_eq!(forwarded.from.as_deref(), Some("jo@example.org"), "{body}");
        }
    }
}
