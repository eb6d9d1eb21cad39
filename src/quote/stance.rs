//! Whether an extract approves or objects, as far as plain words show it.
//!
//! Used for one thing: that the quotes of a theme do not all come from one side. It counts words and turns them round after "not"; it is no measure of opinion, and no figure is made of it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::Words;

/// The side that an extract takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    Approving,
    Objecting,
    Neither,
}

const APPROVING: &[&str] = &[
    "agree",
    "amazing",
    "appreciate",
    "best",
    "better",
    "brilliant",
    "caring",
    "excellent",
    "fantastic",
    "friendly",
    "glad",
    "good",
    "grateful",
    "great",
    "happy",
    "helped",
    "helpful",
    "kind",
    "like",
    "love",
    "lovely",
    "pleased",
    "praise",
    "quick",
    "quickly",
    "safe",
    "support",
    "thank",
    "thankful",
    "thanks",
    "useful",
    "welcome",
    "wonderful",
    "works",
];

const OBJECTING: &[&str] = &[
    "against",
    "appalling",
    "awful",
    "bad",
    "badly",
    "cancelled",
    "closed",
    "complain",
    "cut",
    "cuts",
    "dangerous",
    "difficult",
    "disagree",
    "disappointed",
    "disgraceful",
    "dreadful",
    "fail",
    "failed",
    "hard",
    "impossible",
    "lack",
    "late",
    "long",
    "lost",
    "missed",
    "object",
    "oppose",
    "poor",
    "poorly",
    "problem",
    "problems",
    "refused",
    "rude",
    "shocking",
    "short",
    "struggle",
    "terrible",
    "unacceptable",
    "unfair",
    "unsafe",
    "upset",
    "useless",
    "waited",
    "waiting",
    "worried",
    "worse",
    "worst",
    "wrong",
];

/// What each of these words adds to the side that an extract takes.
static SIDES: LazyLock<FxHashMap<&'static str, i32>> = LazyLock::new(|| {
    let approving = APPROVING.iter().map(|word| (*word, 1));
    approving.chain(OBJECTING.iter().map(|word| (*word, -1))).collect()
});

/// The side of a text in normal form.
pub(super) fn stance(words: &Words) -> Stance {
    let mut sum = 0;
    for (at, word) in words.iter().enumerate() {
        let Some(side) = SIDES.get(word) else { continue };
        let is_turned = (at.saturating_sub(3)..at)
            .map(|before| words.word(before))
            .any(|before| matches!(before, "not" | "no" | "never" | "without") || before.ends_with("n't"));
        sum += if is_turned { -side } else { *side };
    }
    match sum {
        1.. => Stance::Approving,
        0 => Stance::Neither,
        _ => Stance::Objecting,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::normal_words;
    use super::*;

    #[test]
    fn a_word_is_on_one_side() {
        assert_eq!(SIDES.len(), APPROVING.len() + OBJECTING.len());
    }

    #[test]
    fn a_side_is_turned_by_not() {
        let of = |text: &str| stance(&normal_words(text));
        assert_eq!(of("the staff were kind"), Stance::Approving);
        assert_eq!(of("the staff were not very kind"), Stance::Objecting);
        assert_eq!(of("the bus stops here"), Stance::Neither);
    }
}
