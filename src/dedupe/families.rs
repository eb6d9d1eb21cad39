//! Which texts belong together: linked copies, and whether they are a person's repeats, copies or a campaign.

use rustc_hash::FxHashMap;

use super::DedupeSettings;
use super::fingerprint::{BANDS, Fingerprint, Shingles, shingles};
use super::template::{added_spans, shared_shingles};
use crate::redact::Detail;
use crate::text::{Span, Tokeniser};
use crate::theme::Worker;

/// What a family is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FamilyKind {
    /// Submissions of one person.
    SamePerson,
    /// The same words from different people, too few to be a campaign.
    Exact,
    /// Nearly the same words from different people, too few to be a campaign.
    Near,
    /// One template sent by many.
    Campaign,
}

impl FamilyKind {
    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            FamilyKind::SamePerson => "same_person",
            FamilyKind::Exact => "exact",
            FamilyKind::Near => "near",
            FamilyKind::Campaign => "campaign",
        }
    }
}

/// Texts that belong together.
#[derive(Debug, Clone)]
pub struct Family {
    /// What it is.
    pub kind: FamilyKind,
    /// Index of the response that stands for it: the one nearest to what all share.
    pub representative: usize,
    /// Every member, in the order of reading; the representative too.
    pub members: Vec<Member>,
    /// How many different respondents sent it; a submission without a known sender is one.
    pub respondents: usize,
}

/// A text of a family.
#[derive(Debug, Clone)]
pub struct Member {
    /// Index of the response.
    pub response: usize,
    /// Jaccard similarity of its word triples with the representative's.
    pub similarity: f64,
    /// Share of the template's word triples (of the representative's, outside campaigns) that stand in it.
    pub containment: f64,
    /// The sender's own words besides the template; only in campaigns.
    pub added: Vec<Span>,
}

/// Everything that was found.
#[derive(Debug, Clone, Default)]
pub struct Families {
    /// Families of copies, largest first.
    pub copies: Vec<Family>,
}

/// One response as this room sees it.
pub struct DedupeInput<'a> {
    /// The clean text.
    pub text: &'a str,
    /// Where personal details stand in it.
    pub details: &'a [Detail],
    /// What was kept of it.
    pub fingerprint: &'a Fingerprint,
    /// Number of its respondent.
    pub respondent: u32,
    /// Whether its words can be copies at all: it says something, in the lexicon's language.
    pub is_candidate: bool,
}

/// Texts in one bucket are compared with at most so many that did not agree with each other.
const MOST_LEADERS: usize = 8;

/// Finds copies among responses. The result does not depend on their order, but for the order of members.
pub fn find_families(
    inputs: &[DedupeInput<'_>],
    settings: &DedupeSettings,
    tokeniser: &Tokeniser,
) -> Families {
    let texts = distinct_texts(inputs, settings);
    let mut comparer =
        Comparer { inputs, texts: &texts, tokeniser, worker: Worker::default(), known: FxHashMap::default() };
    let mut groups = Groups::new(texts.len());
    link_near_copies(&texts, inputs, settings, &mut comparer, &mut groups);
    let mut by_root: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for text in 0..texts.len() as u32 {
        by_root.entry(groups.root(text)).or_default().push(text);
    }
    let mut groups: Vec<Vec<u32>> = by_root.into_values().collect();
    groups.retain(|group| group.iter().map(|text| texts.responses(*text).len()).sum::<usize>() > 1);
    let mut copies: Vec<Family> =
        groups.iter().filter_map(|group| comparer.family(group, settings)).collect();
    copies.sort_by_key(|family| (std::cmp::Reverse(family.members.len()), family.members[0].response));
    Families { copies }
}

/// The distinct texts among the responses, by number: responses of the same words in the same order are one.
struct Texts {
    /// Responses, those of one text together.
    responses: Vec<u32>,
    /// Where each text's responses begin, and one more for the end.
    starts: Vec<u32>,
}

impl Texts {
    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The responses of a text, in the order of reading.
    fn responses(&self, text: u32) -> &[u32] {
        &self.responses[self.starts[text as usize] as usize..self.starts[text as usize + 1] as usize]
    }
}

/// The distinct texts, sorted by their key, so that nothing that follows depends on the order of reading.
fn distinct_texts(inputs: &[DedupeInput<'_>], settings: &DedupeSettings) -> Texts {
    let mut keyed: Vec<(u128, u32)> = inputs
        .iter()
        .enumerate()
        .filter(|(_, input)| input.is_candidate && input.fingerprint.words >= settings.exact_from_words)
        .map(|(at, input)| (input.fingerprint.exact, at as u32))
        .collect();
    keyed.sort_unstable();
    let mut starts = Vec::with_capacity(keyed.len() + 1);
    for at in 0..keyed.len() {
        if at == 0 || keyed[at - 1].0 != keyed[at].0 {
            starts.push(at as u32);
        }
    }
    starts.push(keyed.len() as u32);
    Texts { responses: keyed.into_iter().map(|(_, at)| at).collect(), starts }
}

fn link_near_copies(
    texts: &Texts,
    inputs: &[DedupeInput<'_>],
    settings: &DedupeSettings,
    comparer: &mut Comparer<'_>,
    groups: &mut Groups,
) {
    // The keys of one band side by side, so that a band is read in order.
    let mut sketched: Vec<u32> = Vec::new();
    let mut keys: Vec<Vec<u32>> = vec![Vec::new(); BANDS];
    for text in 0..texts.len() as u32 {
        let first = texts.responses(text)[0] as usize;
        let Some(bands) = &inputs[first].fingerprint.bands else { continue };
        sketched.push(text);
        for (column, key) in keys.iter_mut().zip(bands.iter()) {
            column.push(*key);
        }
    }
    // The first text of each bucket, and the others in it that agreed with none before them.
    let mut leaders: FxHashMap<u32, u32> = FxHashMap::default();
    let mut more_leaders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    leaders.reserve(sketched.len());
    for column in &keys {
        leaders.clear();
        more_leaders.clear();
        for (&text, &key) in sketched.iter().zip(column) {
            let first = *leaders.entry(key).or_insert(text);
            if first == text {
                continue;
            }
            let others = more_leaders.get(&key).map_or(&[][..], Vec::as_slice);
            let root = groups.root(text);
            if std::iter::once(&first).chain(others).any(|leader| groups.root(*leader) == root) {
                continue;
            }
            let alike = std::iter::once(&first)
                .chain(others)
                .find(|leader| comparer.similarity(**leader, text) >= settings.near);
            match alike {
                Some(leader) => groups.join(*leader, text),
                None if others.len() + 1 < MOST_LEADERS => more_leaders.entry(key).or_default().push(text),
                None => {}
            }
        }
    }
}

/// Compares texts word triple by word triple; remembers the triples of those it has compared.
struct Comparer<'a> {
    inputs: &'a [DedupeInput<'a>],
    texts: &'a Texts,
    tokeniser: &'a Tokeniser,
    worker: Worker,
    known: FxHashMap<u32, Shingles>,
}

impl Comparer<'_> {
    fn learn(&mut self, text: u32) {
        if self.known.contains_key(&text) {
            return;
        }
        let input = &self.inputs[self.texts.responses(text)[0] as usize];
        self.worker.read_words(input.text, input.details, self.tokeniser);
        let (words, vocabulary) = self.worker.last_words();
        let found = shingles(words, vocabulary);
        self.known.insert(text, found);
    }

    fn similarity(&mut self, one: u32, other: u32) -> f64 {
        self.learn(one);
        self.learn(other);
        jaccard(&self.known[&one], &self.known[&other])
    }

    fn family(&mut self, group: &[u32], settings: &DedupeSettings) -> Option<Family> {
        for text in group {
            self.learn(*text);
        }
        let sized: Vec<(&Shingles, usize)> =
            group.iter().map(|text| (&self.known[text], self.texts.responses(*text).len())).collect();
        let template = shared_shingles(&sized);
        // The text nearest to what all share; of two as near, the commoner, then the one with the smaller key.
        let nearest = |at: &usize| {
            let (shingles, times) = sized[*at];
            let shared = shingles.iter().filter(|shingle| template.contains(shingle)).count();
            let union = template.len() + shingles.len() - shared;
            (shared * 1_000_000 / union.max(1), times, std::cmp::Reverse(*at))
        };
        let nearest = (0..group.len()).max_by_key(nearest)?;
        let representative_text = group[nearest];
        let representative_shingles = self.known[&representative_text].clone();
        let all: Vec<u32> =
            group.iter().flat_map(|text| self.texts.responses(*text).iter().copied()).collect();
        let mut respondents: Vec<u32> = all.iter().map(|at| self.inputs[*at as usize].respondent).collect();
        respondents.sort_unstable();
        respondents.dedup();
        if respondents.len() < 2 {
            // One person's own repeats are no copies between people.
            return None;
        }
        let words = self.inputs[self.texts.responses(representative_text)[0] as usize].fingerprint.words;
        let is_campaign = respondents.len() >= settings.campaign_from_respondents as usize
            && words >= settings.campaign_from_words;
        let kind = match (is_campaign, group.len()) {
            (true, _) => FamilyKind::Campaign,
            (false, 1) => FamilyKind::Exact,
            (false, _) => FamilyKind::Near,
        };
        let mut members = Vec::with_capacity(all.len());
        for text in group {
            let shingles = &self.known[text];
            let similarity = jaccard(shingles, &representative_shingles);
            let containment = if is_campaign {
                share(shingles.iter().filter(|shingle| template.contains(shingle)).count(), template.len())
            } else {
                share(common(shingles, &representative_shingles), representative_shingles.len())
            };
            for &response in self.texts.responses(*text) {
                let input = &self.inputs[response as usize];
                let added = if is_campaign {
                    self.worker.read_words(input.text, input.details, self.tokeniser);
                    let (words, vocabulary) = self.worker.last_words();
                    let tokens: Vec<_> = words.copied().collect();
                    added_spans(input.text, &tokens, vocabulary, &template)
                } else {
                    Vec::new()
                };
                members.push(Member { response: response as usize, similarity, containment, added });
            }
        }
        members.sort_by_key(|member| member.response);
        let representative = *self.texts.responses(representative_text).iter().min()? as usize;
        Some(Family { kind, representative, members, respondents: respondents.len() })
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// How many values two sorted lists have in common.
fn common(one: &[u64], other: &[u64]) -> usize {
    let (mut a, mut b, mut both) = (0, 0, 0);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                a += 1;
                b += 1;
            }
        }
    }
    both
}

/// Jaccard similarity: what two sets have in common, as a share of what is in either.
fn jaccard(one: &[u64], other: &[u64]) -> f64 {
    let both = common(one, other);
    share(both, one.len() + other.len() - both)
}

/// Which texts were linked: a disjoint-set forest with path halving.
struct Groups(Vec<u32>);

impl Groups {
    fn new(count: usize) -> Groups {
        Groups((0..count as u32).collect())
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let up = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = up;
            at = up;
        }
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
