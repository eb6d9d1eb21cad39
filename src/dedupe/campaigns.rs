//! What linked texts are, and which other letters belong to a campaign.

use rustc_hash::{FxHashMap, FxHashSet};

use super::comparer::{Comparer, common};
use super::containment::{FEWEST, Origin, Template, Templates, cut_down};
use super::fingerprint::{Shingle, Shingles, add_triples};
use super::links::Link;
use super::template::shared_shingles;
use super::{DedupeSettings, FamilyKind};

/// Texts that were linked, before letters of which less is left join them.
pub(super) struct Core {
    pub(super) kind: FamilyKind,
    /// By their numbers, in order.
    pub(super) texts: Vec<u32>,
    /// What at least half of them share.
    pub(super) template: Shingles,
    /// The text that stands for them.
    pub(super) representative: u32,
}

/// What groups of linked texts are. A campaign of which some texts hold too little of the template, so that only a chain of likenesses ties
/// them to it, loses these.
pub(super) fn cores(
    groups: Vec<Vec<u32>>,
    links: &[Link],
    comparer: &mut Comparer<'_>,
    settings: &DedupeSettings,
) -> Vec<Core> {
    let mut links_of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (one, other) in links {
        links_of.entry(*other).or_default().push(*one);
    }
    let mut cores = Vec::new();
    for group in groups {
        let Some(core) = core(group, comparer, settings) else { continue };
        if core.kind != FamilyKind::Campaign {
            cores.push(core);
            continue;
        }
        let (held, loose): (Vec<u32>, Vec<u32>) =
            core.texts.iter().partition(|text| is_held(**text, &core, comparer));
        if loose.is_empty() {
            cores.push(core);
            continue;
        }
        cores.extend(self::core(held, comparer, settings));
        for star in stars(&loose, &links_of, comparer) {
            cores.extend(self::core(star, comparer, settings));
        }
    }
    cores
}

/// A text that is linked to others of a campaign holds at least so many tenths of its template, or else it is tied to it by a chain alone.
const LINKED_PART: usize = 2;

/// Whether a text belongs to a family by itself: it holds two tenths of the template, half of a small one, or is alike to the text that stands for
/// the family.
fn is_held(text: u32, core: &Core, comparer: &mut Comparer<'_>) -> bool {
    let shared = common(comparer.triples(text), &core.template);
    shared >= FEWEST.min(core.template.len() / 2) && shared * 10 >= core.template.len() * LINKED_PART
        || text == core.representative
        || comparer.are_alike(text, core.representative)
}

/// Divides texts into groups in which each is alike to the first. A text joins the group of one that it is linked to, if it can; the work
/// grows with the links.
fn stars(texts: &[u32], links_of: &FxHashMap<u32, Vec<u32>>, comparer: &mut Comparer<'_>) -> Vec<Vec<u32>> {
    let mut first_of: FxHashMap<u32, u32> = FxHashMap::default();
    let mut stars: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for &text in texts {
        let linked = links_of.get(&text).into_iter().flatten();
        let firsts: Vec<u32> = linked.filter_map(|other| first_of.get(other).copied()).collect();
        let first = firsts.into_iter().find(|first| comparer.are_alike(*first, text)).unwrap_or(text);
        first_of.insert(text, first);
        stars.entry(first).or_default().push(text);
    }
    let mut stars: Vec<Vec<u32>> = stars.into_values().collect();
    stars.sort_unstable();
    stars.retain(|star| comparer.responses(star) > 1);
    stars
}

/// What a group of linked texts is, and what its texts share; nothing where only one person wrote them.
fn core(texts: Vec<u32>, comparer: &mut Comparer<'_>, settings: &DedupeSettings) -> Option<Core> {
    let respondents = comparer.respondents(&texts);
    if respondents < 2 {
        // One person's own repeats are no copies between people.
        return None;
    }
    comparer.learn(&texts);
    let sized: Vec<(&Shingles, usize)> =
        texts.iter().map(|text| (comparer.triples(*text), comparer.texts().responses(*text).len())).collect();
    let template = shared_shingles(&sized);
    // The text nearest to what all share; of two as near, the commoner, then the one with the smaller key.
    let nearest = |at: &usize| {
        let (shingles, times) = sized[*at];
        let shared = common(shingles, &template);
        let union = template.len() + shingles.len() - shared;
        (shared * 1_000_000 / union.max(1), times, std::cmp::Reverse(*at))
    };
    let representative = texts[(0..texts.len()).max_by_key(nearest)?];
    let words = comparer.texts().words(representative);
    let is_campaign =
        respondents >= settings.campaign_from_respondents as usize && words >= settings.campaign_from_words;
    let kind = match (is_campaign, texts.len()) {
        (true, _) => FamilyKind::Campaign,
        (false, 1) => FamilyKind::Exact,
        (false, _) => FamilyKind::Near,
    };
    Some(Core { kind, texts, template, representative })
}

/// The campaigns, largest first, by their places among the cores. Those that were only linked because their senders kept the same part of a
/// larger campaign's letter join that one.
fn whole_campaigns(cores: &mut Vec<Core>, comparer: &Comparer<'_>) -> Vec<usize> {
    cores.sort_by_key(|core| {
        let size = comparer.responses(&core.texts);
        (core.kind != FamilyKind::Campaign, std::cmp::Reverse(size), core.texts[0])
    });
    let count = cores.iter().take_while(|core| core.kind == FamilyKind::Campaign).count();
    let templates: Vec<&[Shingle]> = cores[..count].iter().map(|core| &core.template[..]).collect();
    let parts = cut_down(&templates);
    for (at, whole) in parts.iter().enumerate() {
        if let Some(whole) = whole {
            let texts = std::mem::take(&mut cores[at].texts);
            cores[*whole].texts.extend(texts);
        }
    }
    cores.retain(|core| !core.texts.is_empty());
    let whole = parts.iter().filter(|whole| whole.is_none()).count();
    (0..whole).collect()
}

/// Gives campaigns the letters that were written from their templates and are linked to none of their members. Such letters leave the
/// smaller families they were in.
pub(super) fn attach_letters(cores: &mut Vec<Core>, comparer: &mut Comparer<'_>, settings: &DedupeSettings) {
    let campaigns = whole_campaigns(cores, comparer);
    if campaigns.is_empty() {
        return;
    }
    let templates: Vec<Template> = campaigns.iter().map(|at| in_sentences(&cores[*at], comparer)).collect();
    let templates = Templates::new(&templates);
    let mut is_linked = vec![false; comparer.texts().len()];
    for core in campaigns.iter().map(|at| &cores[*at]) {
        core.texts.iter().for_each(|text| is_linked[*text as usize] = true);
    }
    let mut letters: Vec<(u32, u32)> = Vec::new();
    let (mut hits, mut triples) = (Vec::new(), Vec::new());
    let texts = comparer.texts();
    for text in texts.as_read() {
        if is_linked[text as usize] || texts.words(text) < settings.near_from_words {
            continue;
        }
        triples.clear();
        add_triples(texts.stems(text), &mut triples);
        let campaign = match templates.written_from(&triples, &mut hits) {
            Some(Origin::From(campaign)) => campaign,
            Some(Origin::Perhaps(campaign)) => {
                let representative = cores[campaigns[campaign as usize]].representative;
                if comparer.promise(representative, text).is_none()
                    || !comparer.are_alike(representative, text)
                {
                    continue;
                }
                campaign
            }
            None => continue,
        };
        letters.push((campaign, text));
    }
    letters.sort_unstable();
    let has_left: FxHashSet<u32> = letters.iter().map(|(_, text)| *text).collect();
    for (campaign, text) in letters {
        cores[campaigns[campaign as usize]].texts.push(text);
    }
    let changed = cores.extract_if(.., |core| {
        core.kind != FamilyKind::Campaign && core.texts.iter().any(|text| has_left.contains(text))
    });
    let changed: Vec<Core> = changed.collect();
    for Core { mut texts, .. } in changed {
        texts.retain(|text| !has_left.contains(text));
        if comparer.responses(&texts) > 1 {
            cores.extend(core(texts, comparer, settings));
        }
    }
}

/// A campaign's template in sentences, as the text that stands for it has them. What that text lacks is one sentence more.
fn in_sentences(core: &Core, comparer: &mut Comparer<'_>) -> Template {
    let words = comparer.words(comparer.input_of(core.representative));
    let mut sentences: FxHashMap<Shingle, u32> = FxHashMap::default();
    sentences.reserve(words.triples.len());
    for (triple, token) in words.triples.iter().zip(&words.tokens) {
        sentences.entry(*triple).or_insert(token.sentence);
    }
    let sentence = |triple: &Shingle| sentences.get(triple).copied().unwrap_or(u32::MAX);
    core.template.iter().map(|triple| (*triple, sentence(triple))).collect()
}
