//! One form for a word's endings: the Snowball stemmer, mended where it confuses words that matter here.

use rust_stemmers::Algorithm;

use super::spelling::spelt;

/// Words whose Snowball stem would be shared with a word of another meaning, or whose plural it does not know.
/// Sorted, so that a look-up is a binary search (a test holds this).
const OVERRIDES: &[(&str, &str)] = &[
    ("accommodation", "accommodation"),
    ("accommodations", "accommodation"),
    ("added", "add"),
    ("adding", "add"),
    ("approachable", "approachable"),
    ("attentive", "attentive"),
    ("attentively", "attentive"),
    ("attentiveness", "attentive"),
    ("bus", "bus"),
    ("buses", "bus"),
    ("business", "business"),
    ("businesses", "business"),
    ("busses", "bus"),
    ("cant", "can't"),
    ("children", "child"),
    ("childrens", "child"),
    ("clinical", "clinical"),
    ("clinically", "clinical"),
    ("considerable", "considerable"),
    ("considerably", "considerable"),
    ("considerate", "considerate"),
    ("considerately", "considerate"),
    ("couldnt", "couldn't"),
    ("didnt", "didn't"),
    ("doesnt", "doesn't"),
    ("dont", "don't"),
    ("emergencies", "emergency"),
    ("emergency", "emergency"),
    ("evening", "evening"),
    ("evenings", "evening"),
    ("everything", "everything"),
    ("exceptional", "exceptional"),
    ("exceptionally", "exceptional"),
    ("experiment", "experiment"),
    ("experimental", "experiment"),
    ("experiments", "experiment"),
    ("feet", "foot"),
    ("gps", "gp"),
    ("hadnt", "hadn't"),
    ("hardly", "hardly"),
    ("hasnt", "hasn't"),
    ("havent", "haven't"),
    ("homely", "homely"),
    ("hospitable", "hospitable"),
    ("hospitality", "hospitality"),
    ("informal", "informal"),
    ("informally", "informal"),
    ("informative", "informative"),
    ("internal", "internal"),
    ("internally", "internal"),
    ("isnt", "isn't"),
    ("ive", "i've"),
    ("majorities", "majority"),
    ("majority", "majority"),
    ("medication", "medication"),
    ("medications", "medication"),
    ("men", "man"),
    ("minorities", "minority"),
    ("minority", "minority"),
    ("mobility", "mobility"),
    ("mps", "mp"),
    ("nearly", "nearly"),
    ("nothing", "nothing"),
    ("operator", "operator"),
    ("operators", "operator"),
    ("organic", "organic"),
    ("personable", "personable"),
    ("personal", "personal"),
    ("personalities", "personality"),
    ("personality", "personality"),
    ("personally", "personal"),
    ("political", "political"),
    ("politically", "political"),
    ("politics", "politics"),
    ("position", "position"),
    ("positions", "position"),
    ("practical", "practical"),
    ("practically", "practical"),
    ("quite", "quite"),
    ("range", "range"),
    ("ranged", "range"),
    ("ranges", "range"),
    ("ranging", "range"),
    ("relative", "relative"),
    ("relatives", "relative"),
    ("responsibilities", "responsible"),
    ("responsibility", "responsible"),
    ("responsible", "responsible"),
    ("responsibly", "responsible"),
    ("responsive", "responsive"),
    ("responsiveness", "responsive"),
    ("several", "several"),
    ("shouldnt", "shouldn't"),
    ("something", "something"),
    ("teeth", "tooth"),
    ("timely", "timely"),
    ("universal", "universal"),
    ("universe", "universe"),
    ("universities", "university"),
    ("university", "university"),
    ("wasnt", "wasn't"),
    ("werent", "weren't"),
    ("willing", "willing"),
    ("willingly", "willing"),
    ("willingness", "willing"),
    ("women", "woman"),
    ("wont", "won't"),
    ("wouldnt", "wouldn't"),
];

/// A stemmer for English.
pub struct Stemmer(rust_stemmers::Stemmer);

impl Default for Stemmer {
    fn default() -> Self {
        Stemmer(rust_stemmers::Stemmer::create(Algorithm::English))
    }
}

impl Stemmer {
    /// The stem of a word in its normal form; `written` tells an acronym's plural (`GPs`, `PCNs`) from an ordinary word.
    pub fn stem(&self, normal: &str, written: &str) -> String {
        if is_plural_acronym(written) {
            return normal[..normal.len() - 1].to_owned();
        }
        let normal = &*spelt(normal);
        if let Ok(at) = OVERRIDES.binary_search_by_key(&normal, |(word, _)| word) {
            return OVERRIDES[at].1.to_owned();
        }
        if !normal.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'') {
            let bare = normal.strip_suffix("'s").unwrap_or(normal);
            return bare.to_owned();
        }
        if normal.len() > 5 && (normal.ends_with("ful") || normal.ends_with("fully")) {
            return normal.strip_suffix("ly").unwrap_or(normal).to_owned();
        }
        self.0.stem(normal).into_owned()
    }
}

fn is_plural_acronym(written: &str) -> bool {
    written.len() > 2
        && written.is_ascii()
        && written.ends_with('s')
        && written[..written.len() - 1].bytes().all(|b| b.is_ascii_uppercase() || b == b'&')
}

/// The stem of one word as written in a lexicon or a sentence. For many words, keep a [`Stemmer`].
pub fn stem(written: &str) -> String {
    Stemmer::default().stem(&super::normal_form(written), written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_are_sorted() {
        assert!(OVERRIDES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn words_that_matter_stay_apart() {
        for (one, other) in [
            ("evening", "even"),
            ("emergency", "emerge"),
            ("university", "universe"),
            ("organic", "organ"),
            ("internal", "intern"),
            ("busy", "business"),
            ("grateful", "grate"),
            ("helpful", "help"),
            ("medication", "medical"),
            ("political", "polite"),
            ("range", "rang"),
            ("operator", "operation"),
            ("accommodation", "accommodating"),
            ("practical", "practice"),
            ("mobility", "mobile"),
            ("exceptional", "except"),
            ("considerate", "consider"),
            ("homely", "home"),
            ("willing", "will"),
            ("quite", "quit"),
            ("approachable", "approach"),
            ("attentive", "attention"),
            ("clinical", "clinic"),
            ("considerable", "considerate"),
            ("hardly", "hard"),
            ("hospitable", "hospital"),
            ("informative", "information"),
            ("majority", "major"),
            ("minority", "minor"),
            ("nearly", "near"),
            ("personable", "person"),
            ("personality", "person"),
            ("politics", "political"),
            ("responsible", "response"),
            ("responsive", "response"),
            ("timely", "time"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other} share a stem");
        }
    }

    #[test]
    fn endings_fall_away() {
        for (one, other) in [
            ("appointments", "appointment"),
            ("waiting", "waits"),
            ("buses", "bus"),
            ("GPs", "GP"),
            ("doctor's", "doctors"),
            ("don’t", "dont"),
            ("children", "child"),
            ("carefully", "careful"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
    }
}
