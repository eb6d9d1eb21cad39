//! Where two texts differ, word by word, marked for a terminal.

use crate::dedupe::longest_common_row;
use crate::text::{hash_of, normal_form};

/// Texts of more words are not compared: it takes the product of their lengths.
const LONGEST: usize = 4_000;

/// The words of `text`; those that are not in `template` stand in `{+ +}`, and what is left out of it in `[- -]`. Case and punctuation make no
/// difference. None where the texts are too long to be compared.
pub(super) fn marked_differences(template: &str, text: &str) -> Option<String> {
    let [before, after] = [template, text].map(|text| text.split_whitespace().collect::<Vec<&str>>());
    if before.len().max(after.len()) > LONGEST {
        return None;
    }
    let mut common = longest_common_row(&keys(&before), &keys(&after));
    common.reverse();
    common.push((before.len(), after.len()));
    let mut marked: Vec<String> = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (left, right) in common {
        if from < left {
            marked.push(format!("[-{}-]", before[from..left].join(" ")));
        }
        if to < right {
            marked.push(format!("{{+{}+}}", after[to..right].join(" ")));
        }
        marked.extend(after.get(right).map(|word| (*word).to_owned()));
        (from, to) = (left + 1, right + 1);
    }
    Some(marked.join(" "))
}

/// The words without case and punctuation, as numbers; what is punctuation alone stays as it is.
fn keys(words: &[&str]) -> Vec<u64> {
    let key = |word: &&str| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        hash_of(&normal_form(if plain.is_empty() { word } else { plain }))
    };
    words.iter().map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::marked_differences;

    #[test]
    fn what_was_put_in_and_left_out_is_marked() {
        let marked = marked_differences(
            "Please keep our beds open. Thank you.",
            "Please keep the old beds open, thank you. My mother needs them.",
        );
        assert_eq!(
            marked.as_deref(),
            Some("Please keep [-our-] {+the old+} beds open, thank you. {+My mother needs them.+}")
        );
        assert_eq!(marked_differences("More buses.", "more buses").as_deref(), Some("more buses"));
        assert_eq!(marked_differences("", "").as_deref(), Some(""));
    }
}
