//! The short notes that people put above what they attach or pass on.

use super::own_words::Forwarded;
use crate::ingest::formats::Message;

/// A note of so many words is a comment of its own.
const FEWEST_WORDS_OF_A_COMMENT: usize = 30;

/// Whether what stands above a forwarded message says no more than that it is passed on: with the words for that, or with none but those of the
/// post, or, from a colleague of those it is sent to, in few words that tell of no service and of no view. A comment of the sender's own is none.
pub(super) fn is_forwarding_note(text: &str, message: &Message, forwarded: &Forwarded) -> bool {
    let words = plain_words(text);
    if words.len() >= FEWEST_WORDS_OF_A_COMMENT {
        return false;
    }
    let plain = format!(" {} ", words.join(" "));
    let has_view = VIEWS.iter().any(|view| plain.contains(view));
    if is_from_colleague(message, forwarded) {
        let has_service = SERVICES.iter().any(|service| words.iter().any(|word| word == service));
        is_covering_note(text, true) || !has_view && !has_service
    } else {
        !has_view && (is_covering_note(text, true) || speaks_of_the_post_alone(text))
    }
}

/// What tells of a view, among the words of a short note.
const VIEWS: &[&str] = &[
    " i think ",
    " i feel ",
    " i believe ",
    " i agree ",
    " i disagree ",
    " i oppose ",
    " i object ",
    " i support ",
    " i want ",
    " i need ",
    " we need ",
    " we want ",
    " we oppose ",
    " keep our ",
    " keep the ",
    " save our ",
    " save the ",
    " don't close ",
    " do not close ",
    " should ",
    " must ",
    " shame ",
    " disgrace ",
    " disgraceful ",
    " disgusting ",
    " worried ",
    " against ",
];

/// What tells of a service, among the words of a colleague's note.
const SERVICES: &[&str] = &[
    "hospital",
    "hospitals",
    "ward",
    "wards",
    "surgery",
    "surgeries",
    "gp",
    "gps",
    "doctor",
    "doctors",
    "nurse",
    "nurses",
    "staff",
    "clinic",
    "clinics",
    "maternity",
    "dentist",
    "dentists",
    "pharmacy",
    "ambulance",
    "care",
    "service",
    "services",
    "treatment",
    "appointment",
    "appointments",
    "bus",
    "buses",
    "parking",
    "travel",
    "transport",
    "closure",
    "closing",
    "waiting",
    "beds",
];

/// Whether the sender writes from an office that the message goes to, and what is passed on came from elsewhere.
fn is_from_colleague(message: &Message, forwarded: &Forwarded) -> bool {
    let Some(own) = message.sent_from.as_deref().and_then(office) else { return false };
    let goes_to = |to: &String| Some(to) != message.sent_from.as_ref() && office(to) == Some(own);
    message.to.iter().any(goes_to) && forwarded.from.as_deref().and_then(host) != Some(own)
}

fn host(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, host)| host)
}

/// The part of an address that colleagues share; none where strangers do.
fn office(address: &str) -> Option<&str> {
    const ANYBODYS: &[&str] = &[
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "live",
        "yahoo",
        "ymail",
        "icloud",
        "me",
        "mac",
        "aol",
        "msn",
        "btinternet",
        "btopenworld",
        "sky",
        "talktalk",
        "virginmedia",
        "virgin",
        "ntlworld",
        "blueyonder",
        "tiscali",
        "plus",
        "mail",
        "gmx",
        "proton",
        "protonmail",
        "zoho",
    ];
    host(address).filter(|host| !ANYBODYS.contains(&host.split('.').next().unwrap_or_default()))
}

/// Whether a note has no words but those that messages are passed on with, and names.
fn speaks_of_the_post_alone(text: &str) -> bool {
    const OF_THE_POST: &[&str] = &[
        "a",
        "above",
        "add",
        "added",
        "all",
        "also",
        "and",
        "another",
        "any",
        "as",
        "asked",
        "attached",
        "attention",
        "be",
        "been",
        "below",
        "best",
        "both",
        "box",
        "can",
        "cheers",
        "colleague",
        "colleagues",
        "comment",
        "comments",
        "consultation",
        "could",
        "dear",
        "deal",
        "email",
        "emails",
        "everyone",
        "exercise",
        "feedback",
        "file",
        "folder",
        "following",
        "for",
        "forward",
        "forwarded",
        "forwarding",
        "from",
        "fyi",
        "gentleman",
        "got",
        "had",
        "handle",
        "has",
        "have",
        "he",
        "hello",
        "her",
        "hey",
        "hi",
        "him",
        "his",
        "i",
        "i've",
        "in",
        "inbox",
        "include",
        "included",
        "information",
        "into",
        "is",
        "it",
        "just",
        "kind",
        "lady",
        "letter",
        "letters",
        "list",
        "log",
        "logged",
        "many",
        "me",
        "member",
        "message",
        "morning",
        "afternoon",
        "my",
        "new",
        "note",
        "of",
        "on",
        "one",
        "ones",
        "our",
        "over",
        "pass",
        "passed",
        "passing",
        "pile",
        "please",
        "pls",
        "plz",
        "post",
        "process",
        "public",
        "receive",
        "received",
        "record",
        "regards",
        "reply",
        "resident",
        "residents",
        "response",
        "responses",
        "s",
        "see",
        "send",
        "sending",
        "sent",
        "she",
        "sirs",
        "submission",
        "submissions",
        "survey",
        "team",
        "thank",
        "thanks",
        "that",
        "the",
        "them",
        "these",
        "they",
        "this",
        "through",
        "to",
        "today",
        "us",
        "was",
        "we",
        "were",
        "wishes",
        "with",
        "x",
        "xx",
        "yesterday",
        "you",
        "your",
    ];
    const BEFORE_NAMES: &[&str] = &[
        "hi", "hello", "hey", "dear", "from", "by", "to", "mr", "mrs", "ms", "miss", "dr", "cllr", "thanks",
        "thank", "you", "regards", "wishes", "cheers", "x",
    ];
    let words = plain_words(text);
    let written = text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
    let mut may_be_name = false;
    for (word, plain) in written.zip(&words) {
        let is_title = ["mr", "mrs", "ms", "miss", "dr", "cllr"].contains(&plain.as_str());
        let is_known = is_title || OF_THE_POST.contains(&plain.as_str());
        let is_name = may_be_name && word.starts_with(char::is_uppercase);
        if !is_known && !is_name {
            return false;
        }
        may_be_name = BEFORE_NAMES.contains(&plain.as_str()) || is_name && !is_known;
    }
    !words.is_empty()
}

/// The words of a note in small letters.
fn plain_words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace('\u{2019}', "'");
    let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether a message is short and says no more than that something is attached or, where it passes another message on, that it does.
pub(super) fn is_covering_note(text: &str, passes_on: bool) -> bool {
    const ATTACHED: &[&str] = &[
        "find attached",
        "find enclosed",
        "find my",
        "find our",
        "see attached",
        "see the attached",
        "see enclosed",
        "attached please find",
        "attached is",
        "attached are",
        "attached herewith",
        "i attach",
        "we attach",
        "i have attached",
        "i've attached",
        "we have attached",
        "attached response",
        "attached document",
        "attached letter",
        "as attached",
        "i enclose",
        "we enclose",
    ];
    const PASSED_ON: &[&str] = &[
        "fyi",
        "for information",
        "for your information",
        "see below",
        "find below",
        "below from",
        "email below",
        "message below",
        "forwarding",
        "forwarded",
        "passing on",
        "passed on",
        "received this",
        "received the",
        "came in",
        "as discussed",
        "please log",
        "log it",
        "log this",
        "log these",
        "for logging",
        "please record",
        "for your records",
        "please add this",
        "please add to",
        "in error",
        "came to my inbox",
        "came to me",
        "to be added",
        "please include this",
        "for inclusion",
        "for your attention",
        "one for you",
        "another one for",
        "another response",
    ];
    const WHAT: &[&str] = &[
        "response",
        "reply",
        "comments",
        "views",
        "letter",
        "submission",
        "form",
        "document",
        "feedback",
        "survey",
    ];
    if text.split_whitespace().count() >= FEWEST_WORDS_OF_A_COMMENT {
        return false;
    }
    let words = plain_words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_attached = words.windows(3).any(|three| {
        WHAT.contains(&three[0])
            && ["is", "are"].contains(&three[1])
            && ["attached", "enclosed"].contains(&three[2])
    }) || words
        .windows(2)
        .any(|two| WHAT.contains(&two[0]) && ["attached", "enclosed"].contains(&two[1]));
    let plain = words.join(" ");
    plain == "attached"
        || is_attached
        || ATTACHED.iter().any(|says| plain.contains(says))
        || passes_on && PASSED_ON.iter().any(|says| plain.contains(says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covering_notes_are_short_and_say_so() {
        assert!(is_covering_note("Dear Sirs,\nPlease find attached our response.\nKind regards\nJo", false));
        assert!(is_covering_note("My response is attached.", false));
        assert!(is_covering_note("FYI", true) && !is_covering_note("FYI", false));
        for note in ["Hi both,\nPlease log this one.\nThanks\nJo", "Another response from a resident."] {
            assert!(is_covering_note(note, true) && !is_covering_note(note, false), "{note}");
        }
        assert!(!is_covering_note("I had this response from my surgery, and it is a disgrace.", true));
        for kept in ["The ward attached to the hospital must stay.", "My mother is attached to the ward."] {
            assert!(!is_covering_note(kept, true), "{kept}");
        }
        let long = "word ".repeat(30) + "please find attached";
        assert!(!is_covering_note(&long, false));
    }

    fn forwards(note: &str, from: &str) -> bool {
        let message = Message {
            sent_from: Some(from.to_owned()),
            to: ["views@council.example".to_owned()].into(),
            ..Message::default()
        };
        let from = Some("jo@example.org".to_owned());
        is_forwarding_note(note, &message, &Forwarded { from, heading: 4, body: "Keep the ward.".to_owned() })
    }

    #[test]
    fn a_note_of_the_post_is_no_comment_whoever_wrote_it() {
        for note in [
            "Hi both, this came to my inbox, can you log it please? S",
            "For the consultation inbox. Thanks, Sandra",
            "Hi Jo, pls see attached/below, one for the pile. S x",
            "From Mr Tibbs\n\nSandra Lowe",
            "FYI",
        ] {
            assert!(forwards(note, "sandra@parish.example"), "{note}");
        }
    }

    #[test]
    fn a_comment_is_the_senders_own() {
        for comment in [
            "This is a disgrace.",
            "See below. I think the ward must stay.",
            "My neighbour says it all.",
            "No",
            "The bus was late too.",
        ] {
            assert!(!forwards(comment, "sam@gmail.com"), "{comment}");
        }
    }

    #[test]
    fn a_colleague_may_word_a_note_freely_and_still_has_views() {
        for (note, is_note) in [
            ("Spoke to this chap at the library and promised to send it on. S", true),
            ("Angry man! S", true),
            ("I agree with him.", false),
            ("As somebody who works on the ward: he is right.", false),
        ] {
            assert_eq!(forwards(note, "sandra@council.example"), is_note, "{note}");
            let public = "Angry man! S";
            assert!(!forwards(public, "sandra@gmail.com"), "strangers share this host");
        }
    }
}
