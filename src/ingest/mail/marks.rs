//! The lines that mail programs, mail servers and offices put into messages, as they look.

use crate::text::WEEKDAYS;
use crate::text::opens_formally;

/// How many lines here say that an earlier message follows: "On Monday, Sam wrote:", over up to four lines.
pub(super) fn announces_quotation(rest: &[&str]) -> Option<usize> {
    const STARTS: &[&str] =
        &["On ", "Le ", "El ", "Am ", "Il ", "Op ", "Em ", "W dniu ", "Ar ", "Em ", "Den "];
    const ENDS: &[&str] = &[
        "wrote:",
        "wrote :",
        "wrote ----",
        "a écrit :",
        "a écrit\u{a0}:",
        "a écrit:",
        "escribió:",
        "schrieb:",
        "ha scritto:",
        "schreef:",
        "escreveu:",
        "написал:",
        "написала:",
        "пишет:",
        "napisał:",
        "napisała:",
        "napisał(a):",
        "pisze:",
        "skrev:",
    ];
    const INSIDE: &[&str] = &[" schrieb ", " schreef ", " ysgrifennodd ", " escribió ", " skrev "];
    let first = rest[0].trim().trim_start_matches('-').trim_start();
    if first.is_empty() {
        return None;
    }
    if announces_on_its_line(first) {
        return Some(1);
    }
    let is_started = STARTS.iter().any(|start| first.starts_with(start));
    let begins_with_date = first.starts_with(|c: char| c.is_ascii_digit());
    if !is_started && !begins_with_date && !rest[0].contains('@') {
        return None;
    }
    let mut joined = String::new();
    for (at, line) in rest.iter().take(4).enumerate() {
        let line = line.trim();
        if line.is_empty() || line.len() > 250 || line.starts_with('>') {
            return None;
        }
        joined.push(' ');
        joined.push_str(line);
        let is_ended = ENDS.iter().any(|end| line.ends_with(end))
            || line.ends_with(':') && INSIDE.iter().any(|inside| joined.contains(inside));
        if is_ended {
            let next = rest[at + 1..].iter().map(|line| line.trim()).find(|line| !line.is_empty());
            let is_marked = next.is_none_or(|line| line.starts_with('>'));
            // Where the quotation is not marked, more must speak for it: "On the leaflet you wrote:" announces none.
            let is_likely = joined.contains('@') || names_a_day(&joined);
            return (joined.len() <= 400 && (is_marked || is_likely)).then_some(at + 1);
        }
        if line.ends_with(['.', '!', '?']) && !names_a_day(&joined) {
            return None;
        }
    }
    None
}

/// Whether a line announces what it quotes itself: "On Mon, 4 Mar 2019 at 9:12, A Name<a@example.org> wrote: Dear …".
fn announces_on_its_line(line: &str) -> bool {
    let Some((told, _)) = line.split_once("> wrote:").filter(|_| line.starts_with("On ")) else {
        return false;
    };
    told.len() <= 200
        && told
            .split_once('<')
            .is_some_and(|(_, address)| address.contains('@') && !address.contains("mailto:"))
        && told.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a day, a month or a time stands in it.
fn names_a_day(text: &str) -> bool {
    let plain = text.to_lowercase();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let names = |day: &str| plain.contains(day) || plain.contains(&format!("{},", &day[..3]));
    digits >= 4 || plain.contains("yesterday") || WEEKDAYS.iter().any(|day| names(day))
}

/// The labels of a copied message's heading, in the languages of common mail programs: of the sender first.
const FROM: &[&str] = &["from", "de", "von", "van", "da", "oddi wrth"];
const OTHER: &[&str] = &[
    "sent",
    "date",
    "to",
    "cc",
    "subject",
    "reply-to",
    "importance",
    "attachments",
    "envoyé",
    "à",
    "objet",
    "gesendet",
    "an",
    "betreff",
    "datum",
    "verzonden",
    "aan",
    "onderwerp",
    "enviado",
    "para",
    "asunto",
    "assunto",
    "inviato",
    "a",
    "oggetto",
    "anfonwyd",
    "at",
    "pwnc",
    "resent-from",
    "when",
    "where",
    "organisation",
    "organization",
];

/// Whether a line is `label: …`, also with the asterisks of bold type.
fn has_label(line: &str, labels: &[&str]) -> bool {
    let Some((label, _)) = line.split_once(':') else { return false };
    let label = label.trim_matches(['*', ' ', '\u{a0}', '_']).to_lowercase();
    labels.contains(&label.as_str())
}

/// Whether a line belongs to the heading of a copied message.
pub(super) fn is_heading_line(line: &str) -> bool {
    has_label(line, FROM) || has_label(line, OTHER)
}

/// Whether a copied message begins here: Outlook's heading, or a rule that says so.
pub(super) fn begins_copy(rest: &[&str]) -> bool {
    let line = rest[0].trim();
    let mut following = rest[1..].iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    if has_label(line, FROM) {
        return following.next().is_some_and(|next| has_label(next, OTHER));
    }
    if line.starts_with("____") && is_rule(line) {
        return following.next().is_some_and(|next| has_label(next, FROM))
            && following.next().is_some_and(|next| has_label(next, OTHER));
    }
    says(
        line,
        &[
            "original message",
            "original appointment",
            "message d'origine",
            "message original",
            "ursprüngliche nachricht",
            "mensaje original",
            "oorspronkelijk bericht",
            "neges wreiddiol",
            "reply message",
        ],
    )
}

/// Whether a line says that a message is passed on.
pub(super) fn forwards(line: &str) -> bool {
    let plain = line.to_lowercase();
    plain == "begin forwarded message:"
        || plain == "début du message transféré :"
        || says(
            line,
            &["forwarded message", "message transféré", "weitergeleitete nachricht", "forwarded by"],
        )
}

/// Whether a line of dashes says one of these.
fn says(line: &str, what: &[&str]) -> bool {
    if !line.starts_with("--") || line.len() > 200 {
        return false;
    }
    let plain = line.trim_matches(['-', ' ']).to_lowercase();
    what.iter().any(|words| plain.starts_with(words))
}

/// Whether a line is only drawn: dashes, asterisks, underscores, equals signs.
pub(super) fn is_rule(line: &str) -> bool {
    line.len() >= 5 && line.chars().all(|c| "*_-=~#".contains(c))
}

/// Whether a line warns that the message came from outside.
pub(super) fn begins_banner(line: &str) -> bool {
    let plain = line.trim_start_matches(['*', ' ', '⚠', '\u{fe0f}', '!']).to_lowercase();
    let speaks_of_mail = ["email", "e-mail", "message", "sender"].iter().any(|word| plain.contains(word));
    let of_outside = ["outside", "external"].iter().any(|word| plain.contains(word));
    let warns = [
        "caution",
        "warning",
        "[external",
        "external",
        "[caution",
        "this email originated",
        "this message originated",
        "this e-mail originated",
        "this message is from an external",
        "this email is from an external",
        "this email came from outside",
        "this email has originated",
    ]
    .iter()
    .any(|start| plain.starts_with(start));
    plain.starts_with("[external]") && plain.len() < 40
        || plain.starts_with("you don't often get email from")
        || plain.starts_with("you don’t often get email from")
        || warns && speaks_of_mail && of_outside
}

/// Whether a line under such a warning goes on with it.
pub(super) fn goes_on_banner(line: &str) -> bool {
    let plain = line.to_lowercase();
    let words = [
        "click",
        "links",
        "attachment",
        "recogni",
        "content is safe",
        "phishing",
        "learn why this is important",
        "unless you",
        "the sender",
        "suspicious",
    ];
    line.len() < 200
        && words.iter().filter(|words| plain.contains(**words)).count() >= 1
        && !opens_formally(line)
}

/// Whether a notice about confidentiality, viruses or printing begins here.
pub(super) fn begins_disclaimer(line: &str) -> bool {
    let plain = line.trim_start_matches(['*', '_', ' ', '-']).to_lowercase().replace("e-mail", "email");
    const STARTS: &[&str] = &[
        "this message may contain confidential",
        "this message contains confidential",
        "this message is confidential",
        "this message (including",
        "this message and any attach",
        "this email and any",
        "this email and all",
        "this email may contain",
        "this email contains confidential",
        "this email contains information",
        "this email message and any",
        "this email (including",
        "this email, including",
        "this email is confidential",
        "this email is intended",
        "this email is privileged",
        "this email has been scanned",
        "this message has been scanned",
        "this communication contains",
        "this communication is confidential",
        "this transmission is confidential",
        "the information contained in this email",
        "the information contained in this message",
        "the information in this email",
        "the information in this message",
        "the contents of this email",
        "the content of this email",
        "confidentiality notice",
        "confidentiality:",
        "confidentiality and legal",
        "if you are not the intended recipient",
        "if you have received this email in error",
        "if you have received this message in error",
        "if you receive this email in error",
        "any views or opinions",
        "the views expressed in this email",
        "all emails are subject to monitoring",
        "emails sent to and from",
        "email is not a secure",
        "nhsmail is the secure",
        "nhsmail is approved",
        "for more information and to find out how you can switch",
        "please consider the environment before printing",
        "please think before you print",
        "think before you print",
        "save paper",
        "click here to report this email as spam",
        "virus-free.",
        "scanned by mailscanner",
        "mae'r neges hon",
        "mae'r e-bost hwn",
    ];
    plain.trim_end_matches([':', '*', '.', ' ']) == "disclaimer"
        || STARTS.iter().any(|start| plain.starts_with(start))
}

/// Whether a telephone or a mail program wrote this line.
pub fn is_device_line(line: &str) -> bool {
    let plain = line.trim_matches(['*', '_', '<', '>', ' ', '\u{a0}']).to_lowercase();
    const STARTS: &[&str] = &[
        "sent from my ",
        "sent from mail for ",
        "sent from outlook",
        "sent from yahoo",
        "sent from aol",
        "sent from gmail",
        "sent from samsung",
        "sent from windows mail",
        "sent from blackberry",
        "sent from proton",
        "sent from android",
        "sent from bt",
        "sent from the all-new",
        "sent via bt",
        "sent via blackberry",
        "sent with sparrow",
        "sent with proton",
        "sent using ",
        "get outlook for ",
        "download outlook for ",
        "anfonwyd o'm ",
    ];
    plain.len() < 120 && !plain.ends_with('?') && STARTS.iter().any(|start| plain.starts_with(start))
}

/// Whether a line tells how to reach somebody: a telephone number, an e-mail or web address.
pub(super) fn is_contact(line: &str) -> bool {
    let plain = line.to_lowercase();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let is_number = plain.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c)) && digits >= 7;
    let labels = [
        "tel", "phone", "mobile", "mob", "t:", "m:", "t.", "m.", "direct", "email", "e:", "fax", "office:",
        "ffôn",
    ];
    let is_labelled =
        labels.iter().any(|label| plain.starts_with(label)) && (digits >= 7 || plain.contains('@'));
    let is_address = plain.split_whitespace().any(|word| {
        word.starts_with("www.") || word.starts_with("http") || word.contains('@') && word.contains('.')
    });
    is_number || is_labelled || is_address && plain.split_whitespace().count() <= 4
}
