//! Words by which two letters that are otherwise the same say the opposite.

use rustc_hash::FxHashMap;

use super::fingerprint::Stem;
use crate::text::Tokeniser;
use crate::theme::Worker;

const IN_FAVOUR: &str = "support supports supporting supportive favour favours agree agrees welcome welcomes approve endorse accept yes";
const AGAINST: &str = "oppose opposes opposed opposing opposition object objection against disagree disagrees reject rejects condemn deplore resist refuse";
const NOT: &str = "not no never neither nor cannot can't don't doesn't won't isn't shouldn't wouldn't";

/// What a word says of its writer's side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    InFavour,
    Against,
    Not,
}

/// The words that take sides.
pub(super) struct Stances(FxHashMap<Stem, Side>);

impl Stances {
    /// By their stems, as texts are aligned by them.
    pub(super) fn new(tokeniser: &Tokeniser) -> Stances {
        let mut worker = Worker::default();
        let mut sides = FxHashMap::default();
        for (words, side) in [(IN_FAVOUR, Side::InFavour), (AGAINST, Side::Against), (NOT, Side::Not)] {
            worker.read_words(words, &[], tokeniser);
            let (tokens, vocabulary) = worker.last_words();
            sides.extend(tokens.map(|token| (Stem::of(token.word, vocabulary), side)));
        }
        Stances(sides)
    }

    /// Whether these words and those, the ones in which two letters differ, take opposite sides: one speaks for and the other against, or only
    /// one says *not*.
    pub(super) fn are_opposite(
        &self,
        one: impl Iterator<Item = Stem>,
        other: impl Iterator<Item = Stem>,
    ) -> bool {
        let (one, other) = (self.leaning(one), self.leaning(other));
        let leans = |sides: [usize; 3]| sides[0].cmp(&sides[1]);
        leans(one) != leans(other) && leans(one).is_ne() && leans(other).is_ne()
            || (one[2] == 0) != (other[2] == 0)
    }

    fn leaning(&self, words: impl Iterator<Item = Stem>) -> [usize; 3] {
        let mut sides = [0; 3];
        for side in words.filter_map(|word| self.0.get(&word)) {
            sides[*side as usize] += 1;
        }
        sides
    }
}
