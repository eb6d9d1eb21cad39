//! Which texts belong together: linked copies, and whether they are a person's repeats, copies or a campaign.

use rustc_hash::{FxHashMap, FxHashSet};

use super::DedupeSettings;
use super::containment::{Template, Templates, cut_down};
use super::fingerprint::{BANDS, Fingerprint, Shingle, Shingles};
use super::template::{added_spans, shared_shingles};
use crate::redact::Detail;
use crate::text::{Span, Tokeniser, sentences};
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
    let known = vec![Shingles::new(); texts.len()];
    let mut comparer = Comparer { inputs, texts: &texts, tokeniser, worker: Worker::default(), known };
    let mut groups = Groups::new(texts.len());
    link_near_copies(&texts, inputs, settings, &mut comparer, &mut groups);
    let groups = groups.in_order();
    let groups: Vec<Vec<u32>> = groups
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|group| group.iter().map(|(_, text)| texts.responses(*text).len()).sum::<usize>() > 1)
        .map(|group| group.iter().map(|(_, text)| *text).collect())
        .collect();
    let mut cores: Vec<Core> =
        groups.into_iter().filter_map(|group| comparer.core(group, settings)).collect();
    attach_letters(&mut cores, &mut comparer, settings);
    let mut copies: Vec<Family> = cores.into_iter().map(|core| comparer.family(core)).collect();
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
    let mut sketched: Vec<u32> = Vec::with_capacity(texts.len());
    let mut keys: Vec<Vec<u32>> = (0..BANDS).map(|_| Vec::with_capacity(texts.len())).collect();
    for text in 0..texts.len() as u32 {
        let first = texts.responses(text)[0] as usize;
        let Some(bands) = &inputs[first].fingerprint.bands else { continue };
        sketched.push(text);
        for (column, key) in keys.iter_mut().zip(bands.iter()) {
            column.push(*key);
        }
    }
    let mut repeats = Repeats::for_keys(sketched.len());
    // The first text of each bucket, and the others in it that agreed with none before them.
    let mut leaders: FxHashMap<u32, u32> = FxHashMap::default();
    let mut more_leaders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for column in &keys {
        repeats.read(column);
        leaders.clear();
        more_leaders.clear();
        for (&text, &key) in sketched.iter().zip(column) {
            // Most texts are alone in their bucket.
            if !repeats.may_hold(key) {
                continue;
            }
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

/// Which keys of a band come again, roughly: it may say so of a key that does not, and never says no of one that does.
struct Repeats {
    met: Vec<u64>,
    met_again: Vec<u64>,
}

impl Repeats {
    /// Room for so many keys, at most one in eight of which is taken for another.
    fn for_keys(count: usize) -> Repeats {
        let size = (count / 8).next_power_of_two();
        Repeats { met: vec![0; size], met_again: vec![0; size] }
    }

    fn read(&mut self, keys: &[u32]) {
        self.met.fill(0);
        self.met_again.fill(0);
        for &key in keys {
            let (at, bit) = self.place(key);
            self.met_again[at] |= self.met[at] & bit;
            self.met[at] |= bit;
        }
    }

    fn may_hold(&self, key: u32) -> bool {
        let (at, bit) = self.place(key);
        self.met_again[at] & bit != 0
    }

    fn place(&self, key: u32) -> (usize, u64) {
        ((key >> 6) as usize & (self.met.len() - 1), 1 << (key & 63))
    }
}

/// Compares texts word triple by word triple; remembers the triples of those it has compared.
struct Comparer<'a> {
    inputs: &'a [DedupeInput<'a>],
    texts: &'a Texts,
    tokeniser: &'a Tokeniser,
    worker: Worker,
    /// The triples of each text, by its number; none where it has not been compared yet.
    known: Vec<Shingles>,
}

impl Comparer<'_> {
    fn learn(&mut self, text: u32) {
        let known = &mut self.known[text as usize];
        if known.is_empty() {
            *known = self.inputs[self.texts.responses(text)[0] as usize].fingerprint.shingles();
        }
    }

    fn similarity(&mut self, one: u32, other: u32) -> f64 {
        self.learn(one);
        self.learn(other);
        jaccard(&self.known[one as usize], &self.known[other as usize])
    }

    /// What a group of linked texts is, and what its texts share; nothing where only one person wrote them.
    fn core(&mut self, texts: Vec<u32>, settings: &DedupeSettings) -> Option<Core> {
        let respondents = self.respondents(&texts);
        if respondents < 2 {
            // One person's own repeats are no copies between people.
            return None;
        }
        for text in &texts {
            self.learn(*text);
        }
        let sized: Vec<(&Shingles, usize)> = texts
            .iter()
            .map(|text| (&self.known[*text as usize], self.texts.responses(*text).len()))
            .collect();
        let template = shared_shingles(&sized);
        // The text nearest to what all share; of two as near, the commoner, then the one with the smaller key.
        let nearest = |at: &usize| {
            let (shingles, times) = sized[*at];
            let shared = common(shingles, &template);
            let union = template.len() + shingles.len() - shared;
            (shared * 1_000_000 / union.max(1), times, std::cmp::Reverse(*at))
        };
        let representative = texts[(0..texts.len()).max_by_key(nearest)?];
        let words = self.input_of(representative).fingerprint.words;
        let is_campaign = respondents >= settings.campaign_from_respondents as usize
            && words >= settings.campaign_from_words;
        let kind = match (is_campaign, texts.len()) {
            (true, _) => FamilyKind::Campaign,
            (false, 1) => FamilyKind::Exact,
            (false, _) => FamilyKind::Near,
        };
        Some(Core { kind, texts, template, representative })
    }

    /// The first response with a text.
    fn input_of(&self, text: u32) -> &DedupeInput<'_> {
        &self.inputs[self.texts.responses(text)[0] as usize]
    }

    fn respondents(&self, texts: &[u32]) -> usize {
        let responses = texts.iter().flat_map(|text| self.texts.responses(*text));
        let mut respondents: Vec<u32> = responses.map(|at| self.inputs[*at as usize].respondent).collect();
        respondents.sort_unstable();
        respondents.dedup();
        respondents.len()
    }

    fn family(&mut self, core: Core) -> Family {
        let Core { kind, texts, template, representative } = core;
        let is_campaign = kind == FamilyKind::Campaign;
        for text in &texts {
            self.learn(*text);
        }
        let is_template: FxHashSet<Shingle> =
            if is_campaign { template.iter().copied().collect() } else { FxHashSet::default() };
        let mut members: Vec<Member> = Vec::new();
        for text in &texts {
            let (shingles, likest) = (&self.known[*text as usize], &self.known[representative as usize]);
            let both = common(shingles, likest);
            let similarity = share(both, shingles.len() + likest.len() - both);
            let containment = if is_campaign {
                share(common(shingles, &template), template.len())
            } else {
                share(both, likest.len())
            };
            let mut last: Option<&DedupeInput<'_>> = None;
            for &response in self.texts.responses(*text) {
                let input = &self.inputs[response as usize];
                let added = match (last, members.last()) {
                    _ if !is_campaign => Vec::new(),
                    (Some(last), Some(member)) if last.text == input.text => member.added.clone(),
                    _ => {
                        self.worker.read_words(input.text, input.details, self.tokeniser);
                        let (words, vocabulary) = self.worker.last_words();
                        let tokens: Vec<_> = words.copied().collect();
                        added_spans(input.text, &tokens, vocabulary, &is_template)
                    }
                };
                last = Some(input);
                members.push(Member { response: response as usize, similarity, containment, added });
            }
        }
        members.sort_by_key(|member| member.response);
        let representative = self.texts.responses(representative)[0] as usize;
        Family { kind, representative, members, respondents: self.respondents(&texts) }
    }
}

/// Texts that were linked, before letters of which less is left join them.
struct Core {
    kind: FamilyKind,
    /// By their numbers.
    texts: Vec<u32>,
    /// What at least half of them share.
    template: Shingles,
    /// The text that stands for them.
    representative: u32,
}

/// The campaigns, largest first, by their places among the cores. Those that were only linked because their senders kept the same part of a
/// larger campaign's letter join that one.
fn whole_campaigns(cores: &mut Vec<Core>, comparer: &Comparer<'_>) -> Vec<usize> {
    let size =
        |core: &Core| -> usize { core.texts.iter().map(|text| comparer.texts.responses(*text).len()).sum() };
    cores.sort_by_key(|core| {
        (core.kind != FamilyKind::Campaign, std::cmp::Reverse(size(core)), core.texts[0])
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
fn attach_letters(cores: &mut Vec<Core>, comparer: &mut Comparer<'_>, settings: &DedupeSettings) {
    let campaigns = whole_campaigns(cores, comparer);
    if campaigns.is_empty() {
        return;
    }
    let templates: Vec<Template<'_>> = campaigns
        .iter()
        .map(|at| {
            let core = &cores[*at];
            let text = comparer.input_of(core.representative).text;
            let lengths = sentences(text).into_iter().map(|span| span.slice(text).split_whitespace().count());
            Template { shingles: &core.template, longest_sentence: lengths.max().unwrap_or(0) }
        })
        .collect();
    let templates = Templates::new(&templates);
    let mut is_linked = vec![false; comparer.texts.len()];
    for core in campaigns.iter().map(|at| &cores[*at]) {
        core.texts.iter().for_each(|text| is_linked[*text as usize] = true);
    }
    let mut letters: Vec<(u32, u32)> = Vec::new();
    let mut hits = Vec::new();
    for text in 0..comparer.texts.len() as u32 {
        let fingerprint = comparer.input_of(text).fingerprint;
        if !is_linked[text as usize]
            && fingerprint.words >= settings.near_from_words
            && let Some(campaign) = templates.written_from(&fingerprint.triples, &mut hits)
        {
            letters.push((campaign, text));
        }
    }
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
        let responses: usize = texts.iter().map(|text| comparer.texts.responses(*text).len()).sum();
        if responses > 1 {
            cores.extend(comparer.core(texts, settings));
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// How many values two sorted lists of distinct values have in common. Without branches: which list goes on cannot be foretold.
fn common(one: &[Shingle], other: &[Shingle]) -> usize {
    let (mut a, mut b, mut both) = (0, 0, 0);
    while a < one.len() && b < other.len() {
        let (left, right) = (one[a], other[b]);
        both += usize::from(left == right);
        a += usize::from(left <= right);
        b += usize::from(right <= left);
    }
    both
}

/// Jaccard similarity: what two sets have in common, as a share of what is in either.
fn jaccard(one: &[Shingle], other: &[Shingle]) -> f64 {
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

    /// Every text behind the number of its group, in order of both.
    fn in_order(mut self) -> Vec<(u32, u32)> {
        let mut texts: Vec<(u32, u32)> =
            (0..self.0.len() as u32).map(|text| (self.root(text), text)).collect();
        texts.sort_unstable();
        texts
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
