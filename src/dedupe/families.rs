//! Which texts belong together: linked copies, and whether they are a person's repeats, copies or a campaign.

use rustc_hash::{FxHashMap, FxHashSet};

use super::DedupeSettings;
use super::boilerplate::Boilerplate;
use super::campaigns::{Core, attach_letters, cores};
use super::comparer::{Comparer, common, share};
use super::fingerprint::{Fingerprint, SHINGLE, Shingle};
use super::links::linked_texts;
use super::template::{added_spans, cover};
use super::texts::distinct_texts;
use crate::redact::Detail;
use crate::text::{Span, Tokeniser, sentences};

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
    /// How many different wordings it comes in, names and other personal details aside.
    pub wordings: usize,
    /// In a campaign, the sentences of the representative's text that stand in the template, and how many members kept each.
    pub kept: Vec<(Span, usize)>,
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

/// Finds copies among responses. The result does not depend on their order, but for the order of members.
pub fn find_families(
    inputs: &[DedupeInput<'_>],
    settings: &DedupeSettings,
    tokeniser: &Tokeniser,
    boilerplate: &Boilerplate,
) -> Families {
    let texts = distinct_texts(inputs, settings);
    let mut comparer = Comparer::new(inputs, &texts, settings, tokeniser, boilerplate);
    let (groups, links) = linked_texts(&texts, settings, &mut comparer);
    let mut cores = cores(groups, &links, &mut comparer, settings);
    drop(links);
    attach_letters(&mut cores, &mut comparer, settings);
    let mut copies: Vec<Family> = cores.into_iter().map(|core| family(core, &mut comparer)).collect();
    copies.sort_by_key(|family| (std::cmp::Reverse(family.members.len()), family.members[0].response));
    Families { copies }
}

/// The members of a family, each with how alike it is and what its sender added.
fn family(core: Core, comparer: &mut Comparer<'_>) -> Family {
    let Core { kind, texts, template, representative } = core;
    let is_campaign = kind == FamilyKind::Campaign;
    comparer.learn(&texts);
    let is_template: FxHashSet<Shingle> =
        if is_campaign { template.iter().copied().collect() } else { FxHashSet::default() };
    let mut members: Vec<Member> = Vec::new();
    for text in &texts {
        let (shingles, likest) = (comparer.triples(*text), comparer.triples(representative));
        let both = common(shingles, likest);
        let similarity = share(both, shingles.len() + likest.len() - both);
        let of_template = if is_campaign { common(shingles, &template) } else { 0 };
        let containment =
            if is_campaign { share(of_template, template.len()) } else { share(both, likest.len()) };
        let adds_nothing = of_template == shingles.len();
        let mut last: Option<&DedupeInput<'_>> = None;
        for &response in comparer.texts().responses(*text) {
            let input = comparer.input(response);
            let added = match (last, members.last()) {
                _ if !is_campaign => Vec::new(),
                (Some(last), Some(member)) if last.text == input.text => member.added.clone(),
                // Every word stands in the template.
                _ if adds_nothing && !input.fingerprint.has_gaps() => Vec::new(),
                _ => {
                    let shared = comparer.shared_words(*text, representative);
                    let words = comparer.words(input);
                    let mut is_covered = words.is_boilerplate;
                    // Boilerplate was left out when words were laid side by side.
                    let others = is_covered.iter_mut().filter(|covered| !**covered);
                    others.zip(shared.into_iter().flatten()).for_each(|(covered, shared)| *covered = shared);
                    cover(&mut is_covered, &words.triples, &is_template);
                    added_spans(input.text, &words.tokens, &is_covered)
                }
            };
            last = Some(input);
            members.push(Member { response: response as usize, similarity, containment, added });
        }
    }
    members.sort_by_key(|member| member.response);
    let responses = comparer.texts().responses(representative);
    let kept =
        if is_campaign { kept_sentences(&texts, representative, &is_template, comparer) } else { Vec::new() };
    Family {
        wordings: texts.len(),
        kept,
        kind,
        representative: responses[0] as usize,
        members,
        respondents: comparer.respondents(&texts),
    }
}

/// The sentences of the representative's text of which half the triples stand in the template, and how many members have half of these.
fn kept_sentences(
    texts: &[u32],
    representative: u32,
    template: &FxHashSet<Shingle>,
    comparer: &mut Comparer<'_>,
) -> Vec<(Span, usize)> {
    let input = comparer.input_of(representative);
    let words = comparer.words(input);
    // The triples of each sentence that stand in the template, by the sentence's number.
    let mut sentence_of: FxHashMap<Shingle, usize> = FxHashMap::default();
    let mut found: Vec<(Span, usize)> = Vec::new();
    let mut sizes: Vec<usize> = Vec::new();
    for sentence in sentences(input.text) {
        let from = words.tokens.partition_point(|token| token.span.start < sentence.start);
        let inside = (from..words.triples.len())
            .take_while(|at| words.tokens[at + SHINGLE - 1].span.end <= sentence.end);
        let all: Vec<Shingle> = inside.map(|at| words.triples[at]).collect();
        let shared: Vec<Shingle> = all.iter().copied().filter(|triple| template.contains(triple)).collect();
        if shared.is_empty() || shared.len() * 2 < all.len() {
            continue;
        }
        sizes
            .push(shared.iter().filter(|triple| sentence_of.insert(**triple, found.len()).is_none()).count());
        found.push((sentence, 0));
    }
    let mut held = vec![0; found.len()];
    for text in texts {
        held.fill(0);
        for triple in comparer.triples(*text) {
            if let Some(sentence) = sentence_of.get(triple) {
                held[*sentence] += 1;
            }
        }
        let times = comparer.texts().responses(*text).len();
        for ((held, size), (_, members)) in held.iter().zip(&sizes).zip(&mut found) {
            *members += if held * 2 >= *size && *size > 0 { times } else { 0 };
        }
    }
    found
}
