//! Which extracts of a theme are quoted.
//!
//! The best is taken again and again. What an extract is worth: how well it reads, how much it adds to what the chosen ones say (words that many of the theme's extracts share and no
//! chosen one has), and from whom it is: the second of one place, channel or kind of respondent is worth less. The last place goes to the minority: where at most a third of the extracts that take a side
//! take one side, at least one of them is quoted.

use rustc_hash::{FxHashMap, FxHashSet};

use super::stance::{Stance, stance};
use super::words::Words;
use crate::analysis::Outcome;
use crate::redact::RedactedText;
use crate::submission::Kind;
use crate::text::{Span, hash_of};

/// An extract that can be quoted.
pub(super) struct Candidate<'a> {
    pub(super) response: usize,
    pub(super) outcome: &'a Outcome,
    pub(super) span: Span,
    /// Its words as they are shown.
    pub(super) shown: RedactedText,
    /// A checksum of these.
    pub(super) wording: u64,
    pub(super) score: i64,
    /// Whether some of it is quoted for another theme.
    pub(super) is_quoted: bool,
    /// Whether its words could tell who said them.
    pub(super) is_telling: bool,
    pub(super) kind: Kind,
    pub(super) locality: Option<u32>,
    pub(super) channel: Option<u32>,
    pub(super) respondent_type: Option<u32>,
    pub(super) words: Vec<u64>,
    pub(super) stance: Stance,
}

/// The words of an extract by which it is compared with others: each once, without the shortest; and the side that it takes.
pub(super) fn words_of(normal: &Words) -> (Vec<u64>, Stance) {
    let mut words: Vec<u64> = normal.iter().filter(|word| word.chars().count() > 3).map(hash_of).collect();
    words.sort_unstable();
    words.dedup();
    (words, stance(normal))
}

/// What an extract is worth less whose words could tell who said them: others come first.
const TOLD: i64 = 80;

/// Where there are so many others, none is taken whose words could tell who said them.
const PLENTY: usize = 3;

/// What is worth most that an extract adds.
const MOST_ADDED: i64 = 36;

/// Chooses at most so many. What is quoted for another theme already is taken only where there is nothing else, and then one; what could tell who said it, where there are few others. None from one person or campaign twice, and one at most of a kind of which one quote is enough.
pub(super) fn choose<'a>(
    mut candidates: Vec<Candidate<'a>>,
    mut most: usize,
    is_single: &dyn Fn(Kind) -> bool,
) -> Vec<Candidate<'a>> {
    match candidates.iter().any(|candidate| !candidate.is_quoted) {
        true => candidates.retain(|candidate| !candidate.is_quoted),
        false => most = most.min(1),
    }
    if candidates.iter().filter(|candidate| !candidate.is_telling).count() >= PLENTY {
        candidates.retain(|candidate| !candidate.is_telling);
    }
    let shares = shares(&candidates);
    let minority = minority(&candidates);
    let mut said: FxHashSet<u64> = FxHashSet::default();
    let mut chosen: Vec<Candidate<'a>> = Vec::new();
    while chosen.len() < most && !candidates.is_empty() {
        let waits = minority.filter(|side| chosen.iter().all(|one| one.stance != *side));
        let is_last = chosen.len() + 1 == most && most > 1;
        let only = waits.filter(|side| is_last && candidates.iter().any(|one| one.stance == *side));
        let worth = |candidate: &Candidate<'_>| {
            let alike = |same: fn(&Candidate<'_>, &Candidate<'_>) -> bool| {
                chosen.iter().filter(|other| same(other, candidate)).count() as i64
            };
            let same_place = alike(|one, other| one.locality.is_some() && one.locality == other.locality);
            let same_channel = alike(|one, other| one.channel == other.channel);
            let same_type = alike(|one, other| {
                one.respondent_type.is_some() && one.respondent_type == other.respondent_type
            });
            let adds: i64 = candidate
                .words
                .iter()
                .filter(|word| !said.contains(word))
                .map(|word| shares.get(word).copied().unwrap_or(0))
                .sum();
            candidate.score + adds.min(MOST_ADDED)
                - 30 * same_place
                - 12 * same_channel
                - 12 * same_type
                - TOLD * i64::from(candidate.is_telling)
        };
        let allowed =
            (0..candidates.len()).filter(|at| only.is_none_or(|side| candidates[*at].stance == side));
        let best = allowed
            .max_by_key(|at| (worth(&candidates[*at]), std::cmp::Reverse(candidates[*at].response)))
            .unwrap_or(0);
        let taken = candidates.swap_remove(best);
        candidates.retain(|other| {
            let same_person = other.outcome.respondent == taken.outcome.respondent;
            let same_campaign =
                other.outcome.campaign.is_some() && other.outcome.campaign == taken.outcome.campaign;
            let is_told = other.kind == taken.kind && is_single(taken.kind);
            !same_person && !same_campaign && !is_told && other.wording != taken.wording
        });
        said.extend(&taken.words);
        chosen.push(taken);
    }
    chosen
}

/// How many in a hundred extracts hold each word that several hold; a word that nearly all hold tells nothing.
fn shares(candidates: &[Candidate<'_>]) -> FxHashMap<u64, i64> {
    let mut counts: FxHashMap<u64, i64> = FxHashMap::default();
    for word in candidates.iter().flat_map(|candidate| &candidate.words) {
        *counts.entry(*word).or_default() += 1;
    }
    let all = candidates.len().max(1) as i64;
    counts.retain(|_, count| *count > 1 && *count * 10 < all * 9);
    counts.values_mut().for_each(|count| *count = (*count * 100 / all).min(12));
    counts
}

/// The side that at most a third of those who take one take.
fn minority(candidates: &[Candidate<'_>]) -> Option<Stance> {
    let of = |side: Stance| candidates.iter().filter(|candidate| candidate.stance == side).count();
    let (approving, objecting) = (of(Stance::Approving), of(Stance::Objecting));
    let (few, side) =
        if approving < objecting { (approving, Stance::Approving) } else { (objecting, Stance::Objecting) };
    (few > 0 && few * 3 <= approving + objecting).then_some(side)
}
