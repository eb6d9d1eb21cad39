//! Yes and no in the languages that residents write besides English.

/// Words that say yes, as the first of an answer, without accents that people leave out.
const YES: &[&str] = &[
    "tak", "zgadzam", "zgoda", "ydw", "ydy", "ydyn", "ydych", "ie", "oes", "cewch", "cytuno", "si", "sí",
    "oui", "ja", "jawohl", "da", "sim", "taip", "evet", "haa", "haan", "acepto", "concordo", "accetto",
    "sutinku",
];

/// Words that say no, wherever they stand.
const NO: &[&str] = &[
    "nie",
    "nac",
    "nage",
    "naddo",
    "nein",
    "nicht",
    "non",
    "não",
    "nao",
    "hayir",
    "hayır",
    "maya",
    "nahi",
    "nahin",
    "ddim",
    "pas",
    "nesutinku",
];

/// Words that say no where they stand first: elsewhere they mean other things.
const NO_FIRST: &[&str] = &["na", "nu", "ne"];

/// Words that may stand beside a yes and take nothing from it.
const BESIDE_YES: &[&str] = &[
    "yes",
    "się",
    "sie",
    "prosze",
    "proszę",
    "oczywiście",
    "oczywiscie",
    "dziękuję",
    "dziekuje",
    "wyrażam",
    "wyrazam",
    "zgodę",
    "zgode",
    "rwy'n",
    "dw",
    "i'n",
    "fodlon",
    "iawn",
    "diolch",
    "wrth",
    "gwrs",
    "claro",
    "gracias",
    "por",
    "favor",
    "de",
    "acuerdo",
    "estoy",
    "bien",
    "sûr",
    "sur",
    "merci",
    "d'accord",
    "je",
    "suis",
    "bitte",
    "gerne",
    "gern",
    "danke",
    "natürlich",
    "naturlich",
    "sigur",
    "desigur",
    "sunt",
    "acord",
    "mulțumesc",
    "multumesc",
    "obrigado",
    "obrigada",
    "certo",
    "grazie",
    "per",
    "favore",
    "s'il",
    "vous",
    "plaît",
    "plait",
];

/// Whether an answer in small letters says yes or no in one of these languages; nothing where it says neither, or says yes with more words
/// than are understood.
pub(super) fn yes_or_no(plain: &str) -> Option<bool> {
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let first = words.first()?;
    if NO_FIRST.contains(first) || words.iter().any(|word| NO.contains(word)) {
        return Some(false);
    }
    let is_beside = |word: &&str| YES.contains(word) || BESIDE_YES.contains(word);
    let begins = YES.contains(first)
        || ["rwy'n cytuno", "wyrażam zgodę", "wyrazam zgode"].iter().any(|yes| plain.starts_with(yes));
    (begins && words.iter().all(is_beside)).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_is_understood_and_a_yes_with_more_is_not() {
        for yes in [
            "tak",
            "tak, zgadzam się",
            "ydw",
            "ydyn / yes",
            "sí",
            "oui, bien sûr",
            "ja, gerne",
            "da.",
            "rwy'n cytuno",
        ] {
            assert_eq!(yes_or_no(yes), Some(true), "{yes}");
        }
        for no in ["nie", "nie dziękuję", "na", "nac ydw", "nein", "non", "nu", "tak, ale nie z nazwiskiem"]
        {
            assert_eq!(yes_or_no(no), Some(false), "{no}");
        }
        for neither in
            ["tak, ale tylko anonimowo", "ja aber", "sixty", "", "dr da silva", "perhaps", "da works here"]
        {
            assert_eq!(yes_or_no(neither), None, "{neither}");
        }
    }
}
