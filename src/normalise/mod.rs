//! The same words, written one way. Nothing here changes what was said.

mod markup;
mod mojibake;
mod plain;
mod spacing;
mod unwrap;

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::ingest::SubmittedText;
use crate::submission::debug_without_words;
use markup::{has_markup, without_markup};
use plain::{holds, is_plainly_clean};
use spacing::one_way_of_spacing;

/// A text written one way: the text that every span in the program slices. It may still name people.
#[derive(Clone, PartialEq, Eq)]
pub struct CleanText {
    words: Box<str>,
    change: Option<Box<Change>>,
}

/// What cleaning did to a text.
#[derive(Clone, PartialEq, Eq)]
struct Change {
    submitted: Box<str>,
    repairs: Repairs,
}

/// How many characters of a text were mended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Characters that had been decoded twice (`didnâ€™t`).
    pub twice_decoded: u32,
    /// Apostrophes that had been lost (`didn\u{fffd}t`).
    pub lost: u32,
}

impl Repairs {
    /// What was done, for the ledger; nothing where nothing was.
    pub fn reason(self) -> Option<String> {
        match self {
            Repairs { twice_decoded: 0, lost: 0 } => None,
            Repairs { twice_decoded, lost: 0 } => {
                Some(format!("double-decoded characters mended ({twice_decoded})"))
            }
            Repairs { twice_decoded: 0, lost } => Some(format!("lost apostrophes put back ({lost})")),
            Repairs { twice_decoded, lost } => Some(format!(
                "double-decoded characters mended ({twice_decoded}), lost apostrophes put back ({lost})"
            )),
        }
    }
}

impl CleanText {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// The text as it was submitted, where cleaning changed more of it than white space.
    pub fn submitted(&self) -> Option<&str> {
        self.change.as_ref().map(|change| &*change.submitted)
    }

    /// What was mended in it.
    pub fn repairs(&self) -> Repairs {
        self.change.as_ref().map_or(Repairs::default(), |change| change.repairs)
    }
}

impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_without_words("CleanText", &self.words, f)
    }
}

/// Cleaning goes over a text again while that changes it, at most so often: HTML inside HTML, text decoded twice twice.
const MOST_PASSES: usize = 12;

/// Cleans a text: white space, line ends, HTML entities and tags, soft hyphens and zero-width characters, ligatures, text that
/// was decoded twice, lines wrapped by a mail program. Cleaning a clean text changes nothing.
pub fn clean(text: SubmittedText) -> CleanText {
    clean_string(text.into_string())
}

fn clean_string(submitted: String) -> CleanText {
    if is_plainly_clean(submitted.as_bytes()) {
        return CleanText { words: submitted.into_boxed_str(), change: None };
    }
    let mut repairs = Repairs::default();
    let mut text = pass(&submitted, &mut repairs);
    for _ in 1..MOST_PASSES {
        // Only what a pass laid bare, such as the tag inside an entity, can need another.
        if !has_markup(&text) && !text.contains('\u{fffd}') && !mojibake::may_be(&text) {
            break;
        }
        let next = pass(&text, &mut repairs);
        let is_same = next == text;
        text = next;
        if is_same {
            break;
        }
    }
    let change = is_changed(&submitted, &text)
        .then(|| Box::new(Change { submitted: submitted.into_boxed_str(), repairs }));
    CleanText { words: text.into_boxed_str(), change }
}

/// Whether two texts differ in more than white space.
fn is_changed(submitted: &str, clean: &str) -> bool {
    let is_seen = |c: &char| !c.is_whitespace();
    submitted != clean && !submitted.chars().filter(is_seen).eq(clean.chars().filter(is_seen))
}

fn pass(text: &str, repairs: &mut Repairs) -> String {
    let (repaired, twice_decoded) = mojibake::repair(text);
    repairs.twice_decoded += twice_decoded;
    let repaired = match mojibake::restore(&repaired) {
        (Cow::Owned(restored), lost) => {
            repairs.lost += lost;
            Cow::Owned(restored)
        }
        (Cow::Borrowed(_), _) => repaired,
    };
    let unmarked = if has_markup(&repaired) { Cow::Owned(without_markup(&repaired)) } else { repaired };
    let spaced = one_way_of_spacing(&unmarked);
    // Everything below the first combining mark is composed already, and so are dashes and quotation marks.
    let may_compose = |c: char| c >= '\u{300}' && !('\u{2010}'..='\u{2027}').contains(&c);
    let has_high = holds(&spaced, |byte| byte >= 0xcc);
    let composed =
        if has_high && spaced.contains(may_compose) && is_nfc_quick(spaced.chars()) != IsNormalized::Yes {
            spaced.nfc().collect()
        } else {
            spaced
        };
    unwrap::unwrapped(composed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        clean_string(text.to_owned()).as_str().to_owned()
    }

    #[test]
    fn words_are_written_one_way() {
        for (submitted, clean) in [
            ("  More\tnurses\u{a0}please \r\n\r\n\r\n thanks ", "More nurses please\n\nthanks"),
            ("parks &amp; buses<br>now", "parks & buses\nnow"),
            ("&amp;lt;b&amp;gt;no&amp;lt;/b&amp;gt;", "no"),
            ("it took <5 minutes <3", "it took <5 minutes <3"),
            ("didnâ€™t cost Â£5, cafÃ©", "didn’t cost £5, café"),
            ("hos\u{ad}pi\u{200b}tal o\u{fb03}ce", "hospital office"),
            ("cafe\u{301}", "café"),
            ("one_x000D_\ntwo", "one\ntwo"),
            ("one_x000D_two", "one\ntwo"),
            ("<td>one</td><td>two</td>", "one two"),
            ("<p class=\"x\">It&#146;s <!-- hidden --><b>good</b></p>", "It’s good"),
            ("if a<b then c>d, waiting < 2 weeks & > 1", "if a<b then c>d, waiting < 2 weeks & > 1"),
            ("she said â€œnoâ€ and it costs ‚Äì ¬£5.Â  Then Â", "she said “no” and it costs – £5. Then"),
            ("CAFÉ’s, 5×£35, Brontë…” and Ð±ÑŠÐ», PaweÅ‚", "CAFÉ’s, 5×£35, Brontë…” and бъл, Paweł"),
            ("didn\u{92}t, Ecuadorâ\u{80}\u{99}s", "didn’t, Ecuador’s"),
            ("didn\u{fffd}t \u{fffd}5", "didn’t \u{fffd}5"),
            ("👩\u{200d}⚕️ \u{f0b7} ＧＰ２", "👩\u{200d}⚕️ • GP2"),
            ("Âge and Ångström", "Âge and Ångström"),
        ] {
            assert_eq!(cleaned(submitted), clean, "{submitted:?}");
        }
    }

    #[test]
    fn what_was_changed_is_kept_beside_it() {
        let text = |text: &str| clean_string(text.to_owned());
        assert_eq!(text("  two  spaces\r\n").submitted(), None, "white space is nobody's words");
        assert_eq!(text("caf&eacute;").submitted(), Some("caf&eacute;"));
        assert_eq!(text("caf&eacute;").repairs().reason(), None);
        let mended = text("didnâ€™t cost Â£5, wasn\u{fffd}t");
        assert_eq!(mended.submitted(), Some("didnâ€™t cost Â£5, wasn\u{fffd}t"));
        assert_eq!(mended.repairs(), Repairs { twice_decoded: 2, lost: 1 });
    }

    #[test]
    fn lines_wrapped_by_a_mail_program_are_joined() {
        let wrapped = "I have lived in Leek for forty years and I can never get through to the\n\
                       surgery in the morning, whatever time I ring, and when I do there is not\n\
                       an appointment left.\n\nPlease think again.";
        assert_eq!(
            cleaned(wrapped),
            "I have lived in Leek for forty years and I can never get through to the surgery in the morning, whatever time I \
             ring, and when I do there is not an appointment left.\n\nPlease think again."
        );
        assert_eq!(cleaned("More GPs\nBetter buses\nFree parking"), "More GPs\nBetter buses\nFree parking");
    }

    #[test]
    fn a_wrapped_line_that_begins_with_a_year_goes_on_and_a_numbered_point_does_not() {
        let asked = "How much has the trust spent on taxis for patients of this town since\n2016? I would like a figure.";
        assert_eq!(cleaned(asked), asked.replace('\n', " "));
        for points in [
            "1. The bus from our village to the hospital runs twice on a Saturday and\n2. the one on Sunday does not run.",
            "We asked the bus company about the service to the hospital on Sundays.\n14 people came.",
        ] {
            assert_eq!(cleaned(points), points);
        }
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "([ -~\n\ta-z&;<>é£â€™Ã©Â\u{ad}\u{200b}\u{fffd}¬‚Äôﬁ]{0,80}|[a-z .’\n]{0,240})") {
            let once = cleaned(&text);
            if is_plainly_clean(text.as_bytes()) {
                proptest::prop_assert_eq!(pass(&text, &mut Repairs::default()), text.clone());
            }
            proptest::prop_assert_eq!(cleaned(&once), once);
        }

        #[test]
        fn words_are_never_joined(words in proptest::collection::vec("[a-z]{1,8}", 1..12), seams in proptest::collection::vec(0usize..12, 12)) {
            let between = [" ", "\n", "\r\n", "\r", "_x000D_", "<br>", "</p><p>", "</td><td>", "&nbsp;", "\u{a0}", "\t", "\u{2028}"];
            let mut text = String::new();
            for (word, seam) in words.iter().zip(&seams) {
                text.push_str(word);
                text.push_str(between[*seam]);
            }
            let cleaned = cleaned(&text);
            let found: Vec<&str> = cleaned.split_whitespace().collect();
            proptest::prop_assert_eq!(found, words.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
