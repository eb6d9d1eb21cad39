//! Which words of a response can stand by themselves as a quote.
//!
//! The rule: a quote ends as a sentence does, or it ends its response, or it is an item of a list; it never ends in a colon, a comma or a word that waits for another ("since", "and"); it is no heading, signature
//! or letterhead (most of its longer words begin with a capital); it is no greeting or close; and it is no message about the response itself: whether it may be published, under which name, or how it is written.

use super::words::{Words, holds_any, in_normal_form, normal_words, words_of};
use crate::text::{closes_formally, normal_form, opens_formally};

/// Words that wait for another one: nothing ends with them, unless the sentence does.
const WAITING: &[&str] = &[
    "a",
    "although",
    "an",
    "and",
    "as",
    "because",
    "between",
    "but",
    "during",
    "his",
    "if",
    "including",
    "into",
    "my",
    "of",
    "or",
    "our",
    "per",
    "since",
    "than",
    "the",
    "their",
    "towards",
    "unless",
    "until",
    "via",
    "whether",
    "your",
];

/// What is said of being quoted.
const QUOTING: &[&str] = &["quote", "quoted", "quoting"];

/// What is said where somebody allows or forbids something.
const ALLOWING: &[&str] = &[
    "happy",
    "fine",
    "ok",
    "okay",
    "glad",
    "mind",
    "please",
    "can",
    "may",
    "feel free",
    "permission",
    "consent",
    "prefer",
    "rather",
    "rather not",
    "don't",
    "dont",
    "do not",
    "not",
    "name",
    "anonymous",
    "anonymously",
];

/// What is done with a name or with an answer.
const USING: &[&str] = &[
    "use",
    "used",
    "using",
    "print",
    "publish",
    "put",
    "mention",
    "include",
    "share",
    "keep",
    "leave",
    "give",
    "quote",
    "not my name",
    "without my name",
];

/// Ways to speak of one's own answer.
const OWN_ANSWER: &[&str] = &[
    "use this",
    "use my answer",
    "use my answers",
    "use my comment",
    "use my comments",
    "use my words",
    "use my story",
    "use these comments",
    "use any of this",
    "using this",
    "using my answers",
    "using my comments",
    "share this",
    "share my answers",
    "share my comments",
    "pass this on",
    "publish this",
    "publish my",
    "publish any of this",
    "print this",
    "print my",
    "my consent",
    "for publication",
];

const ANONYMOUS: &[&str] =
    &["anonymous", "anonymously", "anonymised", "anonymity", "confidential", "confidentially"];

/// Ways to ask pardon.
const PARDON: &[&str] =
    &["sorry", "apologies", "apologise", "apology", "excuse", "forgive", "pardon", "forgiveness"];

/// What writers ask pardon for.
const WRITING: &[&str] = &[
    "typo",
    "typos",
    "typing",
    "spelling",
    "spellings",
    "grammar",
    "handwriting",
    "writing",
    "ramble",
    "rambling",
    "rant",
    "ranting",
    "length",
    "my english",
    "first language",
    "second language",
    "so long",
    "too long",
    "this is long",
    "going on",
    "autocorrect",
];

/// Ways to forbid being quoted.
const REFUSING: &[&str] = &[
    "do not quote me",
    "don't quote me",
    "dont quote me",
    "do not quote this",
    "don't quote this",
    "do not quote my",
    "don't quote my",
    "do not quote any",
    "don't quote any",
    "not be quoted",
    "not to be quoted",
    "not want to be quoted",
    "not wish to be quoted",
    "not for publication",
    "do not publish this",
    "don't publish this",
    "do not publish my",
    "don't publish my",
    "do not publish any",
    "don't publish any",
    "not want this published",
];

/// Whether an extract can stand by itself, as far as its form goes. `ends_its_place`: it ends the response, or is an item of a list or cut off with a mark, so that it needs no stop.
pub(super) fn stands_alone(extract: &str, ends_its_place: bool) -> bool {
    ends_well(extract, ends_its_place) && !is_heading(extract)
}

/// Greetings, closes and headings of letters, and messages about the response itself, are no part of a quote.
pub(super) fn is_form(sentence: &str) -> bool {
    let is_headed = |heading: &str| {
        sentence.get(..heading.len()).is_some_and(|start| start.eq_ignore_ascii_case(heading))
    };
    if opens_formally(sentence) || closes_formally(sentence) || is_headed("re:") || is_headed("subject:") {
        return true;
    }
    let words = normal_words(sentence);
    is_sent_for_others(&words) || speaks_of_itself(&words)
}

/// Whether an extract speaks of the response itself: of its publication, of its writer's name, or of how it is written.
pub(super) fn is_about_itself(extract: &str) -> bool {
    speaks_of_itself(&normal_words(extract))
}

/// Words before the one that speaks of quoting, and behind it, that a way to forbid it has at most.
const AROUND: (usize, usize) = (5, 2);

/// Whether somebody says in words that nothing of this is to be published.
pub(super) fn refuses(response: &str) -> bool {
    // Most responses speak of nothing of the kind, though of public transport; their words need not be made.
    let parts = ["quot", "Quot", "QUOT", "publis", "Publis", "PUBLIS", "publica", "Publica", "PUBLICA"];
    let has_any = |parts: &[&str]| parts.iter().any(|part| response.contains(part));
    if !may_speak_of_quoting(response.as_bytes()) || !has_any(&parts) {
        return false;
    }
    let words: Vec<&str> = words_of(response).collect();
    let may_speak =
        |word: &str| word.starts_with(|c: char| !c.is_ascii() || matches!(c, 'q' | 'Q' | 'p' | 'P'));
    (0..words.len()).filter(|at| may_speak(words[*at]) && speaks_of_quoting(words[*at])).any(|at| {
        let around = at.saturating_sub(AROUND.0)..words.len().min(at + 1 + AROUND.1);
        holds_any(&in_normal_form(words[around].iter().copied()), REFUSING)
    })
}

/// Whether "uot" or "ubl" stands anywhere, as in each word that speaks of quoting. One look at every byte, without branches, so that it compiles to a
/// few vector instructions.
fn may_speak_of_quoting(response: &[u8]) -> bool {
    let Some(count) = response.len().checked_sub(2) else { return false };
    let threes = response[..count].iter().zip(&response[1..]).zip(&response[2..]);
    threes.fold(false, |found, ((first, second), third)| {
        let is_quoting = (second | 0x20 == b'o') & (third | 0x20 == b't');
        let is_publishing = (second | 0x20 == b'b') & (third | 0x20 == b'l');
        found | (first | 0x20 == b'u') & (is_quoting | is_publishing)
    })
}

fn speaks_of_quoting(word: &str) -> bool {
    let word = normal_form(word);
    ["quot", "publi"].iter().any(|start| word.starts_with(start))
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_as_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']);
    bare.ends_with(['.', '!', '?', '…'])
}

fn ends_well(extract: &str, ends_its_place: bool) -> bool {
    let is_waiting = || {
        let last = words_of(extract).last();
        last.is_none_or(|last| WAITING.binary_search(&normal_form(last).as_str()).is_ok())
    };
    ends_as_sentence(extract)
        || ends_its_place && !extract.trim_end().ends_with([':', ',', ';']) && !is_waiting()
}

/// Whether most longer words begin with a capital: the name of a group, an address, the head of a letter. What is all in capitals is none.
fn is_heading(extract: &str) -> bool {
    let longer = extract
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| word.chars().count() > 3);
    let (mut all, mut capital) = (0, 0);
    for word in longer {
        let mut characters = word.chars();
        all += 1;
        capital += usize::from(
            characters.next().is_some_and(char::is_uppercase) && characters.any(char::is_lowercase),
        );
    }
    all >= 3 && capital * 4 > all * 3
}

/// "On behalf of our members, who are mainly care staff" signs a letter; "On behalf of our members I ask …" does not.
fn is_sent_for_others(words: &Words) -> bool {
    let speaks = ["i", "we", "i'd", "i'm", "we'd", "we're", "please"];
    words.has_at(0, "on behalf of") && !words.iter().any(|word| speaks.contains(&word))
}

fn speaks_of_itself(words: &Words) -> bool {
    let has = |phrases: &[&str]| holds_any(words, phrases);
    let own = ["i", "i'm", "i'd", "my", "me", "this"];
    has(QUOTING) && has(ALLOWING) && has(&own)
        || has(&["my name", "my real name"]) && has(USING)
        || has(OWN_ANSWER) && has(ALLOWING)
        || has(ANONYMOUS)
            && has(&["please", "stay", "remain", "keep", "like to be", "want to be", "prefer"])
            && has(&own)
        || has(&["identify me", "identify us", "identify my"])
        || has(PARDON) && has(WRITING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(WAITING.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn around_the_word_that_speaks_of_quoting_a_refusal_is_seen_whole() {
        for refusal in REFUSING {
            let words: Vec<&str> = refusal.split(' ').collect();
            let at = words.iter().position(|word| speaks_of_quoting(word)).expect(refusal);
            assert!(at <= AROUND.0 && words.len() - 1 - at <= AROUND.1, "{refusal}");
            assert!(refuses(&format!("The ward was cold. {refusal}, thanks.")), "{refusal}");
        }
    }

    #[test]
    fn sentences_stand_alone() {
        for extract in [
            "The bus to the clinic was an hour late.",
            "Nobody told my dad (he is 80).",
            "What are the beds for?",
            "THE LIFT WAS BROKEN AGAIN AND NOBODY CAME.",
            "I was quoted twelve weeks and it took forty.",
            "My name was called out to the whole waiting room.",
            "The receptionist said sorry for the wait.",
            "Doctor Khan at Leek listened to me and my daughter.",
        ] {
            assert!(stands_alone(extract, false), "{extract}");
            assert!(!is_form(extract), "{extract}");
        }
    }

    #[test]
    fn what_ends_a_response_needs_no_stop() {
        for extract in ["more buses to the hospital please", "somebody to talk to", "let me tell it once 🙏"]
        {
            assert!(stands_alone(extract, true), "{extract}");
            assert!(!stands_alone(extract, false), "{extract}");
        }
    }

    #[test]
    fn fragments_do_not_stand_alone() {
        for extract in [
            "If they all sat in one room they would spend a bit on:",
            "How much has been spent on taxis since",
            "We would like more nurses,",
            "It was better when the clinic was a part of the",
        ] {
            assert!(!stands_alone(extract, true), "{extract}");
        }
    }

    #[test]
    fn headings_and_signatures_do_not_stand_alone() {
        for extract in [
            "Trentbrook Surgery Patient Participation Group",
            "Chair, Moor and Vale Carers",
            "The Old Reading Room, Harrowdale Lane, Buxton.",
        ] {
            assert!(!stands_alone(extract, true), "{extract}");
        }
    }

    #[test]
    fn messages_about_the_response_are_no_quotes() {
        for sentence in [
            "Yes, happy for you to use this, not my name though please.",
            "I'm happy to be quoted but spell my village right.",
            "Please keep this anonymous.",
            "I don't mind you using this if it means it happens.",
            "Please don't identify my team, there are only four of us.",
            "You may publish this, but leave my name out.",
            "Sorry about the spelling, I have my arm in plaster.",
            "English is my second language so please excuse.",
            "On behalf of our members, who are mainly care staff.",
        ] {
            assert!(is_form(sentence), "{sentence}");
        }
        assert!(!is_form("On behalf of our members I ask you to keep the beds."));
        assert!(!is_form("Do not publish glossy leaflets, mend the lift."));
    }

    #[test]
    fn somebody_can_refuse_in_words() {
        assert!(refuses("The ward was cold. Please do not quote me."));
        assert!(refuses("I would rather not be quoted"));
        assert!(!refuses("They quoted me a price and I paid it."));
    }
}
