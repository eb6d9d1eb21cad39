//! Letters written from a campaign's template of which too little is left for them to be near copies of the others.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::comparer::common;
use super::fingerprint::Shingle;

/// A campaign's template: its word triples, each with the number of the sentence in which it begins.
pub(super) type Template = Vec<(Shingle, u32)>;

/// A letter holds a template where at least so many tenths of the template stand in it.
const PART: usize = 3;
/// A long letter holds a long template where at least so many tenths of it are there,
const SMALL_PART: usize = 2;
/// and more of it than so many quoted sentences.
const SENTENCES: usize = 3;
/// More than a quotation is there where the letter holds so many triples besides the sentences of which it holds most.
const BESIDES: usize = 10;
/// And fewer triples than this are a coincidence, or a phrase that somebody liked.
pub(super) const FEWEST: usize = 20;
/// A letter is cut down from a template where at least so many tenths of it stand in the template.
const NEARLY_ALL: usize = 8;

/// With fewer triples of a template than this a letter is not even compared with the campaign's.
const WORTH_COMPARING: usize = 6;

/// Whether a letter was written from a template, by the template's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It was.
    From(u32),
    /// It may have been, with words swapped: it shares a few triples.
    Perhaps(u32),
}

/// The templates of all campaigns, to be looked for in other letters.
pub(super) struct Templates {
    /// The template and the sentence of each triple.
    of: FxHashMap<Shingle, (u32, u32)>,
    /// Which triples stand in any template, roughly: it may say yes wrongly, never no.
    rough: Vec<u64>,
    /// How many triples each template has that stand in no other.
    sizes: Vec<usize>,
}

/// A triple of a letter that stands in a template: template, sentence, triple.
pub(super) type Hit = (u32, u32, Shingle);

/// Where a triple stands in several templates, which says for none of them that a letter was written from it.
const SEVERAL: u32 = u32::MAX;

impl Templates {
    pub(super) fn new(templates: &[Template]) -> Templates {
        let mut of: FxHashMap<Shingle, (u32, u32)> = FxHashMap::default();
        for (number, template) in templates.iter().enumerate() {
            for (shingle, sentence) in template {
                of.entry(*shingle)
                    .and_modify(|known| known.0 = SEVERAL)
                    .or_insert((number as u32, *sentence));
            }
        }
        // What two campaigns quote is the text they quarrel about.
        of.retain(|_, (number, _)| *number != SEVERAL);
        let mut sizes = vec![0; templates.len()];
        // A thirty-second of the bits are set.
        let mut rough = vec![0; (of.len() / 2).next_power_of_two()];
        for (shingle, (number, _)) in &of {
            sizes[*number as usize] += 1;
            let (at, bit) = place(*shingle, rough.len());
            rough[at] |= bit;
        }
        Templates { of, rough, sizes }
    }

    /// The template that a letter was written from, by its number: the one of which it holds the greatest part, where that is three tenths or
    /// more and more than one quoted sentence, or two tenths and more than three; or the one from which nearly all of the letter comes. Otherwise the one
    /// whose campaign the letter should be compared with. `triples` are the letter's in
    /// any order; `hits` is working space.
    pub(super) fn written_from(&self, triples: &[Shingle], hits: &mut Vec<Hit>) -> Option<Origin> {
        hits.clear();
        for triple in triples {
            let (at, bit) = place(*triple, self.rough.len());
            if self.rough[at] & bit != 0
                && let Some((number, sentence)) = self.of.get(triple)
            {
                hits.push((*number, *sentence, *triple));
            }
        }
        if hits.len() < WORTH_COMPARING {
            return None;
        }
        hits.sort_unstable();
        hits.dedup();
        let of_template = || hits.chunk_by(|one, other| one.0 == other.0);
        let held = of_template().filter(|hits| hits.len() >= FEWEST).filter_map(|hits| {
            let (number, shared) = (hits[0].0, hits.len());
            let size = self.sizes[number as usize];
            let mut sentences: Vec<usize> =
                hits.chunk_by(|one, other| one.1 == other.1).map(<[Hit]>::len).collect();
            sentences.sort_unstable_by_key(|held| Reverse(*held));
            let holds = |tenths: usize, quoted: usize| {
                shared * 10 >= size * tenths && sentences.iter().skip(quoted).sum::<usize>() >= BESIDES
            };
            let is_cut_down = shared * 10 >= triples.len() * NEARLY_ALL;
            let is_from_it = is_cut_down || holds(PART, 1) || holds(SMALL_PART, SENTENCES);
            is_from_it.then_some((shared * 1000 / size, Reverse(number)))
        });
        if let Some((_, Reverse(number))) = held.max() {
            return Some(Origin::From(number));
        }
        let most = of_template().map(|hits| (hits.len(), Reverse(hits[0].0)));
        let (shared, Reverse(number)) = most.max()?;
        (shared >= WORTH_COMPARING).then_some(Origin::Perhaps(number))
    }
}

/// Of several templates, in order of importance, those that are cut down from an earlier one: for each the number of that one. The triples of
/// each are sorted.
pub(super) fn cut_down(templates: &[&[Shingle]]) -> Vec<Option<usize>> {
    // Which templates hold each triple, in order.
    let mut holders: Vec<(Shingle, u32)> =
        Vec::with_capacity(templates.iter().map(|template| template.len()).sum());
    for (number, template) in templates.iter().enumerate() {
        holders.extend(template.iter().map(|shingle| (*shingle, number as u32)));
    }
    holders.sort_unstable();
    // The triples of each template, the rarest first: template, how many hold the triple, where they begin.
    let mut rarest: Vec<(u32, u32, u32)> = Vec::with_capacity(holders.len());
    let mut from = 0;
    for of_shingle in holders.chunk_by(|one, other| one.0 == other.0) {
        let size = of_shingle.len() as u32;
        rarest.extend(of_shingle.iter().map(|(_, number)| (*number, size, from)));
        from += size;
    }
    rarest.sort_unstable();
    let mut found: Vec<Option<usize>> = vec![None; templates.len()];
    let mut candidates: Vec<u32> = Vec::new();
    for of_template in rarest.chunk_by(|one, other| one.0 == other.0) {
        let (number, shingles) = (of_template[0].0, templates[of_template[0].0 as usize]);
        // Whoever lacks so few of its triples has the other half of twice as many, of the rarest too.
        let may_lack = shingles.len() * (10 - NEARLY_ALL) / 10;
        candidates.clear();
        for (_, size, from) in &of_template[..=2 * may_lack] {
            let holders = holders[*from as usize..][..*size as usize].iter().map(|(_, holder)| *holder);
            candidates.extend(holders.take_while(|holder| *holder < number));
        }
        candidates.sort_unstable();
        let holders = candidates.chunk_by(|one, other| one == other).filter(|times| times.len() > may_lack);
        let holders = holders.map(|times| times[0]).filter(|holder| found[*holder as usize].is_none());
        let shared = |holder: u32| (common(shingles, templates[holder as usize]), Reverse(holder));
        let most = holders.map(shared).max();
        let is_whole = |shared: usize| shared >= FEWEST && shared * 10 >= shingles.len() * NEARLY_ALL;
        let whole = most.filter(|(shared, _)| is_whole(*shared));
        found[number as usize] = whole.map(|(_, Reverse(holder))| holder as usize);
    }
    found
}

/// The bit of a shingle among so many words of 64, a power of two.
fn place(shingle: Shingle, words: usize) -> (usize, u64) {
    (shingle as usize >> 6 & (words - 1), 1 << (shingle & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each template with how many triples its sentences have.
    fn found(templates: &[(&[Shingle], u32)], letter: &[Shingle]) -> Option<u32> {
        let in_sentences = |(shingles, sentence): &(&[Shingle], u32)| -> Template {
            shingles.iter().map(|shingle| (*shingle, shingle / sentence)).collect()
        };
        let templates: Vec<Template> = templates.iter().map(in_sentences).collect();
        match Templates::new(&templates).written_from(letter, &mut Vec::new()) {
            Some(Origin::From(number)) => Some(number),
            _ => None,
        }
    }

    #[test]
    fn three_tenths_of_a_template_are_a_letter_from_it_and_one_quoted_sentence_is_not() {
        let template: Vec<Shingle> = (0..100).collect();
        let letter = |shared: u32| -> Vec<Shingle> { (0..shared).chain(5_000..5_200).collect() };
        assert_eq!(found(&[(&template, 20)], &letter(31)), Some(0));
        assert_eq!(found(&[(&template, 20)], &letter(29)), None);
        assert_eq!(found(&[(&template, 6)], &letter(29)), Some(0), "more than three sentences of 6 words");
        assert_eq!(found(&[(&template, 32)], &letter(31)), None, "a sentence of 32 words may be quoted");
        assert_eq!(found(&[(&template, 28)], &letter(31)), None, "and so may one with a few words behind it");
    }

    #[test]
    fn a_letter_cut_down_to_a_paragraph_is_still_from_its_template() {
        let template: Vec<Shingle> = (0..200).collect();
        let paragraph: Vec<Shingle> = (40..70).chain(9_000..9_005).collect();
        assert_eq!(found(&[(&template, 40)], &paragraph), Some(0));
    }

    #[test]
    fn a_template_cut_down_from_another_is_found_and_one_that_quotes_it_is_not() {
        let whole: Vec<Shingle> = (0..200).collect();
        let half: Vec<Shingle> = (0..100).collect();
        let opposing: Vec<Shingle> = (0..100).chain(900..1_000).collect();
        assert_eq!(cut_down(&[&whole, &half, &opposing]), [None, Some(0), None]);
    }

    #[test]
    fn what_two_campaigns_quote_says_for_neither() {
        let (yes, no): (Vec<Shingle>, Vec<Shingle>) = ((0..100).collect(), (60..160).collect());
        let quoting: Vec<Shingle> = (60..100).chain(7_000..7_100).collect();
        assert_eq!(found(&[(&yes, 10), (&no, 10)], &quoting), None);
        let from_no: Vec<Shingle> = (60..130).chain(7_000..7_100).collect();
        assert_eq!(found(&[(&yes, 10), (&no, 10)], &from_no), Some(1));
    }
}
