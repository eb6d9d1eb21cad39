//! What people were asked about being quoted, and what they answered.

use super::boxes::{chosen, has_boxes, is_ticked, without_boxes};
use super::consent_words::yes_or_no;
use super::headings::plain;
use crate::submission::Consent;

/// What a column asks about the words of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Asked {
    /// Whether they may be quoted, published or used.
    ToQuote,
    /// For consent or permission, and not to what.
    InGeneral,
    /// Whether they are to be kept back: "Is your response confidential?"
    ToWithhold,
}

/// What a column with this header asks; nothing where it asks for something else, such as leave to keep in touch.
pub(in crate::ingest) fn asked(header: &str) -> Option<Asked> {
    let plain = plain(header);
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    let ends = ['?', ':', '.', '*', ' '];
    let bare =
        ["(y/n)", "y/n", "(yes/no)", "yes/no"].iter().fold(plain.trim_end_matches(ends), |bare, choice| {
            bare.trim_end_matches(choice).trim_end_matches(ends)
        });
    let is = |names: &[&str]| names.contains(&bare);
    let of_words = has(&WORDS);
    // "How should we use your feedback?", "Have you read the published strategy?", "Should planning permission be granted?"
    let asks_else = plain.contains("planning")
        || [
            "how ", "what ", "why ", "where ", "which ", "when ", "who ", "should ", "did ", "were ", "was ",
            "date ",
        ]
        .iter()
        .any(|start| plain.starts_with(start))
        || plain.starts_with("have ") && !has(&["consent", "permission"]);
    if asks_else {
        return None;
    }
    let withholds = has(&NOT_TO_PUBLISH)
        || has(&OBJECTS) && (of_words || has(&["publish", "quote", "report"]))
        || is(&["confidential", "do not share", "don't share", "keep private", "kept private"])
        || has(&["kept private", "keep private", "remain private"]) && of_words
        || plain.contains("confidential") && of_words;
    let quotes = has(&TO_PUBLISH)
        || is(&[
            "publish",
            "publication",
            "published",
            "ok to use",
            "can use",
            "can we use",
            "happy to share",
            "ok to share",
            "share",
            "share with provider",
            "share with the provider",
            "share with service",
            "share anonymously",
            "anonymous quote ok",
            "verbatim can be used",
            "quotable",
        ])
        || plain.contains("published") && of_words
        || has(&TO_USE) && of_words
        || has(&["in our report", "in the report", "in a report", "in reports", "in report", "our report"]);
    if withholds {
        Some(Asked::ToWithhold)
    } else if quotes {
        Some(Asked::ToQuote)
    } else if has(&["consent", "permission"]) && !has(&SOMETHING_ELSE) {
        Some(Asked::InGeneral)
    } else {
        None
    }
}

/// Whether a question asks for leave to quote or publish in so many words, so that whatever is answered is about that: "May we quote you?"
pub(super) fn asks_to_quote(header: &str) -> bool {
    const BEGINNINGS: [&str; 10] = [
        "may we",
        "may i",
        "can we",
        "could we",
        "are you",
        "would you",
        "do you",
        "is it",
        "happy for",
        "are we",
    ];
    let plain = plain(header);
    let begins = BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning));
    let names_it = plain.contains("quote") || plain.contains("publish");
    begins && names_it && asked(header) == Some(Asked::ToQuote)
}

const NOT_TO_PUBLISH: [&str; 10] = [
    "not publish",
    "don't publish",
    "not be published",
    "not to be published",
    "not for publication",
    "not quote",
    "don't quote",
    "not be quoted",
    "not to be quoted",
    "not be used in",
];

const OBJECTS: [&str; 10] = [
    "do not want",
    "don't want",
    "do not consent",
    "don't consent",
    "do not give",
    "please do not",
    "please don't",
    "opt out",
    "opt-out",
    "object",
];

const TO_PUBLISH: [&str; 14] = [
    "quote me",
    "quote you",
    "quote y/n",
    "quoted",
    "quotation",
    "may we quote",
    "can we quote",
    "ok to quote",
    "consent to quote",
    "permission to quote",
    "publish your",
    "publish my",
    "be published",
    "being published",
];

const TO_USE: [&str; 14] = [
    "use your",
    "use my",
    "use their",
    "use these",
    "use this",
    "using your",
    "using my",
    "share your",
    "share my",
    "be used",
    "being used",
    "be shared",
    "being shared",
    "happy for us to",
];

/// What somebody says or writes.
const WORDS: [&str; 11] = [
    "word",
    "comment",
    "feedback",
    "story",
    "stories",
    "response",
    "answer",
    "quote",
    "submission",
    "views",
    "reply",
];

/// What people also consent to.
const SOMETHING_ELSE: [&str; 19] = [
    "contact",
    "newsletter",
    "mailing",
    "in touch",
    "gdpr",
    "data protection",
    "privacy",
    "stored",
    "storing",
    "to store",
    "hold my",
    "hold your",
    "personal data",
    "personal information",
    "my details",
    "your details",
    "photo",
    "further research",
    "follow-up",
];

/// Whether a cell plainly says yes or no, as people do where they are asked for consent.
pub(in crate::ingest) fn is_plain_answer(cell: &str) -> bool {
    cell.len() <= 200 && answer(cell).is_some()
}

/// Whether a cell of a column that asks for consent says neither yes nor no, and is taken for no.
pub(super) fn is_unclear(cell: &str) -> bool {
    let cell = cell.trim();
    let picked = chosen(cell).filter(|picked| !picked.is_empty());
    !cell.is_empty() && answer(picked.as_deref().unwrap_or(cell)).is_none()
}

/// Whether somebody refuses to be quoted in a letter or a form: a label, or a question that may run over three lines, asks for leave, and a plain answer stands
/// behind it, or in a word or two on the next line.
pub(in crate::ingest) fn refuses_to_be_quoted(text: &str) -> bool {
    const LONGEST: usize = 300;
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let words = |text: &str| text.split_whitespace().count();
    let begins_as_answer = |said: &str| {
        let first = said.split(|c: char| !c.is_alphanumeric() && c != '\'').find(|word| !word.is_empty());
        let first = first.unwrap_or_default().to_lowercase();
        ["yes", "no", "y", "n", "not", "i", "please", "true", "false"].contains(&first.as_str())
    };
    let refuses = |asks: &str, said: &str| {
        let said = if is_ticked(said) && without_boxes(said).is_empty() { "yes" } else { said };
        asks.len() <= LONGEST
            && (is_plain_answer(said) || chosen(said).is_some_and(|picked| is_plain_answer(&picked)))
            && asked(asks).is_some_and(|asked| consent_of([(asked, said)].into_iter()) == Consent::Refused)
    };
    let behind = |line: &str| {
        let mark = line.char_indices().rfind(|(_, c)| [':', '?', '\t'].contains(c));
        mark.is_some_and(|(mark, _)| {
            let said = line[mark..].trim_start_matches([':', '?', '*', '_', '\t', ' ']);
            (words(said) <= 3 || words(said) <= 12 && (begins_as_answer(said) || has_boxes(said)))
                && refuses(&line[..mark], said)
        })
    };
    // A statement with a tick beside it: "I do not want to be quoted".
    let is_stated = |line: &str| {
        is_ticked(line) && {
            let said = without_boxes(line);
            said.len() <= LONGEST && !said.contains('?') && asked(&said) == Some(Asked::ToWithhold)
        }
    };
    (0..lines.len()).any(|at| {
        let asks = lines[at].trim_end_matches(['*', '_']);
        let is_label = asks.ends_with(['?', ':']) || words(asks) <= 8 && !asks.ends_with(['.', '!', ',']);
        let is_tick = |said: &str| is_ticked(said) && without_boxes(said).is_empty();
        let below = lines
            .get(at + 1)
            .filter(|said| is_tick(said) || is_label && (words(said) <= 3 || has_boxes(said)));
        is_stated(lines[at])
            || below.is_some_and(|said| refuses(asks, said))
            || (0..3.min(at + 1)).any(|more| behind(&lines[at - more..=at].join(" ")))
    })
}

/// What the cells of a row say about being quoted, each with what its column asks. Whoever refuses anywhere is not quoted; where people were
/// asked, silence is no permission (SD8), and nor is an answer that is neither yes nor no.
pub(super) fn consent_of<T: AsRef<str>>(cells: impl Iterator<Item = (Asked, T)>) -> Consent {
    // Of each kind of question: how often it was put, and how often somebody agreed.
    let (mut quoting, mut in_general) = ((0, 0), (0, 0));
    let mut is_refused = false;
    for (asked, cell) in cells {
        let cell = cell.as_ref().trim();
        let picked = chosen(cell).filter(|picked| !picked.is_empty());
        let cell = picked.as_deref().unwrap_or(cell);
        let said = (!cell.is_empty()).then(|| answer(cell) == Some(true));
        match asked {
            Asked::ToWithhold => is_refused |= !cell.is_empty() && !is_not_withheld(cell),
            Asked::ToQuote | Asked::InGeneral => {
                let kind = if asked == Asked::ToQuote { &mut quoting } else { &mut in_general };
                *kind = (kind.0 + 1, kind.1 + usize::from(said == Some(true)));
                is_refused |= said == Some(false);
            }
        }
    }
    let is_given = match (quoting, in_general) {
        ((0, _), (0, _)) => None,
        ((0, _), (_, agreed)) => Some(agreed > 0),
        ((put, agreed), _) => Some(put == agreed),
    };
    match is_given {
        _ if is_refused => Consent::Refused,
        None => Consent::NotAsked,
        Some(true) => Consent::Given,
        Some(false) => Consent::Refused,
    }
}

/// Whether words that could be kept back plainly need not be.
fn is_not_withheld(cell: &str) -> bool {
    let cell = plain(cell);
    let whole = [
        "no",
        "n",
        "false",
        "0",
        "public",
        "not confidential",
        "non-confidential",
        "no, not confidential",
        "no thanks",
    ];
    whole.contains(&cell.trim_end_matches(['.', '!']))
        || cell != "na" && yes_or_no(&cell) == Some(false)
        || cell.starts_with("no, you may")
        || cell.starts_with("no, you can")
}

/// Yes or no; nothing where it is neither.
fn answer(cell: &str) -> Option<bool> {
    // Nobody is named beside their words anyhow.
    let mut plain = plain(cell);
    if plain.contains("my name") {
        for unnamed in ["without my name", "but not my name", "not with my name", "not my name"] {
            plain = plain.replace(unnamed, "");
        }
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| plain.starts_with(start));
    let is = |whole: &[&str]| whole.contains(&plain.trim_end_matches(['.', '!', ',', ' ']));
    // A word of refusal anywhere: "Yes to contact, no to quotes" is no leave to quote.
    let refuses = is(&["n", "0", "false"])
        || plain.starts_with(['\u{2717}', '\u{2718}'])
        || plain
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .any(|word| NO.contains(&word) || word.ends_with("n't"))
        || ["refus", "declin", "withh", "withdr", "confidential"].iter().any(|part| plain.contains(part));
    if refuses {
        return Some(false);
    }
    let agrees = is(&[
        "y",
        "ok",
        "okay",
        "true",
        "1",
        "given",
        "granted",
        "tick",
        "ticked",
        "fine",
        "sure",
        "consent",
        "consented",
        "publish",
        "happy",
    ]) || plain.starts_with(['\u{2713}', '\u{2714}', '\u{2611}'])
        || begins(&[
            "yes",
            "yep",
            "yeah",
            "ok to",
            "ok,",
            "i agree",
            "agree",
            "i give",
            "i consent",
            "consent given",
            "consent granted",
            "consents",
            "i am happy",
            "i'm happy",
            "happy to be quoted",
            "happy for you to",
            "publish my",
            "publish with",
            "publish anonym",
            "publish response",
            "permission g",
            "you may",
            "you can",
            "please use",
            "please do",
            "of course",
            "certainly",
            "anonym",
        ]);
    if agrees { Some(true) } else { yes_or_no(&plain) }
}

const NO: [&str; 15] = [
    "no", "not", "none", "nothing", "never", "nope", "nobody", "only", "denied", "missing", "pending",
    "private", "internal", "without", "unless",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_told_by_the_header() {
        for header in [
            "May we quote your comments?",
            "Do you agree to your anonymised comments being published?",
            "Do you give permission for your comments to be used in our report?",
            "Can we share your story?",
            "OK to use in report?",
            "Can we use your comments?",
            "May we use your words?",
            "Happy to be quoted?",
            "Publish?",
            "Quote Y/N",
            "Consent to quote",
            "Are you happy for us to use your feedback?",
            "I agree to my comments being shared anonymously",
            "Ok to share?",
            "Publish? Y/N",
            "Share?",
            "Share with provider?",
            "Anonymous quote ok",
            "Verbatim can be used",
        ] {
            assert_eq!(asked(header), Some(Asked::ToQuote), "{header}");
        }
        for header in ["Permission", "Consent given", "I consent to take part"] {
            assert_eq!(asked(header), Some(Asked::InGeneral), "{header}");
        }
        for header in [
            "Would you like your response to be kept confidential?",
            "Please treat my response as confidential",
            "Do NOT publish my comments",
            "Confidential?",
            "Please tick if you do not want your response to be published",
            "I do not consent to my comments being published",
            "Do not share",
            "Confidential Y/N",
            "Do you want your comments to be kept private?",
        ] {
            assert_eq!(asked(header), Some(Asked::ToWithhold), "{header}");
        }
        for header in [
            "Do you consent to being contacted?",
            "I consent to my data being stored (GDPR)",
            "Would you like our newsletter?",
            "What matters most to you?",
            "Are your notes kept confidential at the surgery?",
            "How did you hear about us?",
            "How should we use your feedback?",
            "Have you read the published strategy?",
            "Should planning permission be granted?",
            "Did you report the abuse?",
            "Date published",
        ] {
            assert_eq!(asked(header), None, "{header}");
        }
    }

    #[test]
    fn a_refusal_in_a_letter_is_known() {
        for refusal in [
            "Keep the ward.\nMay we quote you? No",
            "May we quote you?\nNo, thank you.\nKeep the ward.",
            "Can we quote you\nNo",
            "I consent to my comments being used in the report: No",
            "Do you give your permission for us to quote your comments, without your\nname, in our report?: No",
            "Please keep my response confidential: Yes",
            "*Can we quote you?* No",
            "Please tick if you do not want your comments to be published \u{2612}",
            "\u{2612} I do not want my comments to be published",
            "Please keep my response confidential\n\u{2612}",
            "Please tick if you do not want your comments to be published\n\u{2612}",
            "Can we quote you?\tYes \u{2610}\tNo \u{2612}",
            "Can we quote you?\n\u{2610} Yes \u{2612} No",
        ] {
            assert!(refuses_to_be_quoted(refusal), "{refusal}");
        }
        for other in [
            "May we quote you? Yes",
            "May we quote you? \u{2612} Yes \u{2610} No",
            "\u{2610} I do not want my comments to be published",
            "Do you want your response treated as confidential? \u{2610} Yes \u{2612} No",
            "Do you agree with the report? No",
            "No.\nYou should publish the report.",
            "The report was confidential. I did not agree.\nNo buses run.",
            "I ask that response times be published by district and\nnot only by county.",
            "The strategy should be shared with us: it was not.",
        ] {
            assert!(!refuses_to_be_quoted(other), "{other}");
        }
    }

    #[test]
    fn a_refusal_anywhere_is_a_refusal() {
        use Asked::{InGeneral, ToQuote, ToWithhold};
        let of = |cells: &[(Asked, &str)]| consent_of(cells.iter().map(|(asked, cell)| (*asked, *cell)));
        assert_eq!(of(&[(ToQuote, "No"), (InGeneral, "Yes")]), Consent::Refused);
        assert_eq!(of(&[(ToQuote, ""), (InGeneral, "Yes")]), Consent::Refused);
        assert_eq!(of(&[(ToQuote, "Yes"), (InGeneral, "")]), Consent::Given);
        assert_eq!(of(&[(ToQuote, "Yes"), (ToWithhold, "Yes")]), Consent::Refused);
        assert_eq!(of(&[(ToWithhold, "x")]), Consent::Refused);
        assert_eq!(of(&[(ToQuote, "Yes"), (ToQuote, "")]), Consent::Refused);
        assert_eq!(of(&[(ToWithhold, "Not to be published")]), Consent::Refused);
        assert_eq!(of(&[(ToWithhold, "No")]), Consent::NotAsked);
        assert_eq!(of(&[(ToWithhold, "")]), Consent::NotAsked);
        assert_eq!(of(&[(InGeneral, "")]), Consent::Refused);
        assert_eq!(of(&[]), Consent::NotAsked);
    }

    #[test]
    fn only_a_yes_is_a_yes() {
        let of = |cell: &str| consent_of([(Asked::ToQuote, cell)].into_iter());
        for yes in [
            "Yes",
            "y",
            "Yes please",
            "I agree that my comments may be used",
            "Consent given",
            "\u{2713}",
            "Ticked",
            "Happy",
            "Anonymously",
            "Yes, without my name",
        ] {
            assert_eq!(of(yes), Consent::Given, "{yes}");
        }
        for no in [
            "No",
            "No thanks",
            "I would prefer my comments not be used",
            "Consent not given",
            "I don\u{2019}t",
            "Declined",
            "X",
            "Maybe",
            "Your call",
            "Consent withdrawn",
            "None of it can be used",
            "OK for internal use only",
            "Yes to contact, no to quotes",
            "Publish nothing",
        ] {
            assert_eq!(of(no), Consent::Refused, "{no}");
        }
    }
}
