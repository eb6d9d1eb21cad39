//! The short notes that people put above what they attach or pass on.

use super::own_words::Forwarded;
use super::sentences::{is_around_a_letter, sentences};
use crate::ingest::formats::Message;
use crate::text::entries;

const VIEWS: &str = include_str!("lists/views.txt");
const SERVICES: &str = include_str!("lists/services.txt");
const SHARED_HOSTS: &str = include_str!("lists/shared_hosts.txt");
const POST_WORDS: &str = include_str!("lists/post_words.txt");
const ATTACHED: &str = include_str!("lists/attached.txt");
const PASSED_ON: &str = include_str!("lists/passed_on.txt");
const CONSTITUENTS: &str = include_str!("lists/constituents.txt");
const REQUESTS: &str = include_str!("lists/requests.txt");

/// A note of so many words is a comment of its own.
const FEWEST_WORDS_OF_A_COMMENT: usize = 30;

/// An office's note above a constituent's message has at most so many words.
const MOST_WORDS_OF_AN_OFFICE: usize = 80;

/// Whether an office passes a constituent's message on and says no more than that and what it asks for: "Please see below an email from
/// our constituent. Please can you provide a response by 4 April."
pub(super) fn is_offices_note(text: &str) -> bool {
    let words = plain_words(text);
    let plain = format!(" {} ", words.join(" "));
    let has =
        |list: &'static str, plain: &str| entries(list).any(|known| plain.contains(&format!(" {known} ")));
    let is_of_post = |sentence: &String| {
        let plain = format!(" {} ", plain_words(sentence).join(" "));
        is_around_a_letter(sentence)
            || has(CONSTITUENTS, &plain)
            || has(REQUESTS, &plain)
            || has(PASSED_ON, &plain)
    };
    words.len() <= MOST_WORDS_OF_AN_OFFICE
        && has(CONSTITUENTS, &plain)
        && !has(VIEWS, &plain)
        && sentences(text).iter().all(is_of_post)
}

/// Whether what stands above a forwarded message says no more than that it is passed on: with the words for that, or with none but those of the
/// post, or, from a colleague of those it is sent to, in few words that tell of no service and of no view. A comment of the sender's own is none.
pub(super) fn is_forwarding_note(text: &str, message: &Message, forwarded: &Forwarded) -> bool {
    if is_offices_note(text) {
        return true;
    }
    let words = plain_words(text);
    if words.len() >= FEWEST_WORDS_OF_A_COMMENT {
        return false;
    }
    let plain = format!(" {} ", words.join(" "));
    let has_view = entries(VIEWS).any(|view| plain.contains(&format!(" {view} ")));
    if is_from_colleague(message, forwarded) {
        let has_service = entries(SERVICES).any(|service| words.iter().any(|word| word == service));
        is_covering_note(text, true) || !has_view && !has_service
    } else {
        !has_view && (is_covering_note(text, true) || speaks_of_the_post_alone(text))
    }
}

/// Whether the sender writes from an office that the message goes to, and what is passed on came from elsewhere.
fn is_from_colleague(message: &Message, forwarded: &Forwarded) -> bool {
    let Some(own) = message.sent_from.as_deref().and_then(office) else { return false };
    let goes_to = |to: &String| Some(to) != message.sent_from.as_ref() && office(to) == Some(own);
    message.to.iter().any(goes_to) && forwarded.from.as_deref().and_then(host) != Some(own)
}

fn host(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, host)| host)
}

/// Whether two addresses are of one office.
pub(super) fn is_of_office(one: &str, other: &str) -> bool {
    office(one).is_some_and(|own| office(other) == Some(own))
}

/// The part of an address that colleagues share; none where strangers do.
fn office(address: &str) -> Option<&str> {
    host(address).filter(|host| !entries(SHARED_HOSTS).any(|shared| host.split('.').next() == Some(shared)))
}

/// Whether a note has no words but those that messages are passed on with, and names.
fn speaks_of_the_post_alone(text: &str) -> bool {
    const TITLES: [&str; 6] = ["mr", "mrs", "ms", "miss", "dr", "cllr"];
    const BEFORE_NAMES: [&str; 14] = [
        "hi", "hello", "hey", "dear", "from", "by", "to", "thanks", "thank", "you", "regards", "wishes",
        "cheers", "x",
    ];
    let (mut may_be_name, mut has_words) = (false, false);
    for word in written_words(text) {
        let plain = plain_word(word);
        let is_title = TITLES.contains(&plain.as_str());
        let is_known = is_title || entries(POST_WORDS).any(|known| known == plain);
        let is_name = may_be_name && word.starts_with(char::is_uppercase);
        if !is_known && !is_name {
            return false;
        }
        may_be_name = is_title || BEFORE_NAMES.contains(&plain.as_str()) || is_name && !is_known;
        has_words = true;
    }
    has_words
}

/// The words of a note as they are written.
fn written_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')))
        .filter(|word| !word.is_empty())
}

/// A word in small letters, with a straight apostrophe.
fn plain_word(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}

fn plain_words(text: &str) -> Vec<String> {
    written_words(text).map(plain_word).collect()
}

/// Whether a message is short and says no more than that something is attached or, where it passes another message on, that it does.
pub(super) fn is_covering_note(text: &str, passes_on: bool) -> bool {
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
        || entries(ATTACHED).any(|says| plain.contains(says))
        || passes_on && entries(PASSED_ON).any(|says| plain.contains(says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_plain() {
        for list in [VIEWS, SERVICES, SHARED_HOSTS, POST_WORDS, ATTACHED, PASSED_ON, CONSTITUENTS, REQUESTS] {
            assert!(entries(list).is_sorted_by(|one, other| one < other), "sorted, each once");
            assert!(
                entries(list).all(|entry| plain_words(entry).join(" ") == entry),
                "in the form that is looked for"
            );
        }
    }

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
            "I\u{2019}ve had this from Mr Tibbs",
            "FYI",
        ] {
            assert!(forwards(note, "sandra@parish.example"), "{note}");
        }
    }

    #[test]
    fn an_offices_note_above_a_constituents_message_is_no_comment() {
        let note = "Dear ICB\n\nPlease see below an email from our constituent. Please can you provide a response by 4 April so that \
                    Ms Black can reply to her.\n\nKind regards\nOffice of Amelia Black MP";
        assert!(is_offices_note(note) && forwards(note, "casework@parliament.example"));
        for comment in [
            "Please see below an email from our constituent. The bus service is dreadful.",
            "Please see below an email from our constituent. I support what she says.",
            "Please provide a response by 4 April.",
        ] {
            assert!(!is_offices_note(comment), "{comment}");
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
