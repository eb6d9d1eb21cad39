//! Messages that programs sent, known by their words: automatic replies, newsletters.

use super::sentences::{is_around_a_letter, sentences};

/// Why a newsletter is no submission.
pub(in crate::ingest) const NEWSLETTER: &str = "a newsletter sent to a list of readers, not a submission";

/// An automatic reply has at most so many words.
const MOST_WORDS: usize = 120;

/// How the first sentence of somebody who is away begins.
const AWAY: &[&str] = &[
    "i am out of the office",
    "i'm out of the office",
    "i am out of office",
    "i am currently out of",
    "i am currently away from the office",
    "i am currently on annual leave",
    "i am currently on maternity leave",
    "i am currently on leave",
    "i am on annual leave",
    "i am on maternity leave",
    "i am on leave until",
    "i am now on annual leave",
    "i am now out of the office",
    "i will be out of the office",
    "i am away from the office",
    "i am away until",
];

/// What else such a message says.
const BESIDE: &[&str] = &[
    "out of the office",
    "out of office",
    "annual leave",
    "maternity leave",
    "access to email",
    "access to my email",
    "access to e-mail",
    "please contact",
    "please ring",
    "please call",
    "please email",
    "please e-mail",
    "please speak to",
    "will respond",
    "will reply",
    "will be back",
    "will get back to you",
    "when i return",
    "on my return",
    "upon my return",
    "i return on",
    "back in the office",
    "thank you for your email",
    "thank you for your e-mail",
    "thank you for your message",
    "thanks for your email",
    "thank you for contacting",
    "if urgent",
    "for urgent",
    "if your query",
    "if your email",
    "if your enquiry",
    "if you need",
    "if you require",
    "not be monitored",
    "not monitored",
];

/// Whether a message says no more than that somebody is away, or calls itself an automatic reply.
pub(super) fn is_automatic_reply(text: &str) -> bool {
    if text.split_whitespace().count() > MOST_WORDS {
        return false;
    }
    let sentences: Vec<String> = sentences(&text.replace('\u{2019}', "'"));
    let plain: Vec<String> = sentences.iter().map(|sentence| sentence.to_lowercase()).collect();
    calls_itself_automatic(&plain.join("\n")) || says_only_who_is_away(&sentences, &plain)
}

/// "Thank you for contacting … This is an automated response."; what repeats somebody's words to them is none.
fn calls_itself_automatic(plain: &str) -> bool {
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| plain.contains(phrase));
    let is_told = has(&[
        "this is an automated response",
        "this is an automated reply",
        "this is an automatic response",
        "this is an automatic reply",
        "this is an auto-reply",
        "this is an automated acknowledgement",
        "do not reply to this email",
        "do not reply to this e-mail",
    ]);
    let thanks = has(&[
        "thank you for contacting",
        "thanks for contacting",
        "thank you for your email",
        "thank you for your e-mail",
        "thank you for your message",
        "thank you for getting in touch",
        "thank you for emailing",
    ]);
    let repeats = has(&[
        "your message:",
        "your comments",
        "your response:",
        "you wrote",
        "you said",
        "you told us",
        "details submitted",
        "comments:",
        "comment:",
        "message:",
        "feedback:",
    ]);
    is_told && thanks && !repeats
}

fn says_only_who_is_away(sentences: &[String], plain: &[String]) -> bool {
    let said = || sentences.iter().zip(plain).filter(|(written, _)| !is_around_a_letter(written));
    let thanks = |plain: &str| plain.starts_with("thank you for") || plain.starts_with("thanks for");
    let first = said().map(|(_, plain)| plain).find(|plain| !thanks(plain));
    let is_away = first.is_some_and(|first| AWAY.iter().any(|start| first.starts_with(start)));
    is_away && said().all(|(_, plain)| says_who_is_away(plain))
}

/// Whether all of a sentence is what somebody who is away says; "I am on maternity leave and nobody told me" goes on with more.
fn says_who_is_away(plain: &str) -> bool {
    const GOES_ON: [&str; 9] = ["with", "will", "have", "returning", "until", "from", "for", "then", "so"];
    let is_known = |part: &str| BESIDE.iter().chain(AWAY).any(|phrase| part.contains(phrase));
    let clauses = plain.replace(" and ", ", ").replace(" but ", ", but ");
    let is_of_it = |clause: &str| {
        let clause = clause.trim();
        let first = clause.split_whitespace().next().unwrap_or_default();
        is_known(clause)
            || GOES_ON.contains(&first)
            || clause.starts_with(|c: char| c.is_ascii_digit())
            || clause.starts_with("if ")
    };
    is_known(plain) && clauses.split(", ").all(is_of_it)
}

/// What the headers of a message tell of how it was sent.
pub(in crate::ingest) struct Posting<'a> {
    /// Its readers can take themselves off a list.
    pub(in crate::ingest) has_unsubscribe: bool,
    /// Its readers write to the list themselves.
    pub(in crate::ingest) is_discussion: bool,
    /// Somebody other than its sender is to be answered.
    pub(in crate::ingest) is_for_another: bool,
    /// The value of the header `Precedence`, lower case.
    pub(in crate::ingest) precedence: &'a str,
    pub(in crate::ingest) subject: &'a str,
}

/// Whether a message is a newsletter: its headers and its words say that it went to a list. What somebody wrote to a list, or through
/// a campaign's website, is none.
pub(in crate::ingest) fn is_newsletter(posting: &Posting<'_>, body: &str) -> bool {
    if !posting.has_unsubscribe || posting.is_discussion || posting.is_for_another {
        return false;
    }
    let plain = body.to_lowercase();
    let is_sent_to_many = ["bulk", "list"].contains(&posting.precedence)
        || posting.subject.to_lowercase().contains("newsletter")
        || plain.contains("newsletter");
    let says_so =
        ["unsubscribe", "you are receiving this", "you're receiving this", "you received this email because"];
    is_sent_to_many && says_so.iter().any(|words| plain.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_programs_are_known_by_their_words() {
        for reply in [
            "I am out of the office until Monday 25 March with no access to email. If it is about the surgery car park please contact the practice.",
            "Thank you for your email. I am currently on annual leave until 2nd April. For urgent matters ring 01632 960111.\n\nKind regards\nAlan Lee",
            "Thank you for contacting Family Hubs. This is an automated response. Please do not reply to this email. For health visitors ring 01632 960556.",
        ] {
            assert!(is_automatic_reply(reply), "{reply}");
        }
    }

    #[test]
    fn people_who_say_that_they_were_away_are_heard() {
        for words in [
            "I was out of the office when this come so sorry its late. Need more district nurses.",
            "I am out of the office until Monday but the ward must stay.",
            "I am on annual leave until Monday. The ward must stay.",
            "I am on maternity leave, nobody came.",
            "I am on maternity leave and nobody told me where to go.",
            "Please do not reply to this email, I only want to say that the bus is late.",
            "Thank you for contacting us. This is an automated response. Your message: the bus was late.",
        ] {
            assert!(!is_automatic_reply(words), "{words}");
        }
    }

    #[test]
    fn a_newsletter_went_to_a_list_and_says_so() {
        let posting = Posting {
            has_unsubscribe: true,
            is_discussion: false,
            is_for_another: false,
            precedence: "bulk",
            subject: "Spring",
        };
        let body = "Shorter waits.\nYou are receiving this because you signed up. Unsubscribe";
        assert!(is_newsletter(&posting, body));
        assert!(!is_newsletter(&posting, "Keep the ward."));
        assert!(!is_newsletter(&Posting { is_discussion: true, ..posting }, body));
        let campaign = Posting { is_discussion: false, is_for_another: true, ..posting };
        assert!(!is_newsletter(&campaign, body));
    }
}
