//! Letters written from a campaign's template of which too little is left for them to be near copies of the others.

use rustc_hash::FxHashMap;

use super::fingerprint::Shingle;

/// A campaign's template.
pub(super) struct Template<'a> {
    /// Its word triples.
    pub(super) shingles: &'a [Shingle],
    /// How many of them its longest sentence holds.
    pub(super) longest_sentence: usize,
}

/// A letter holds a template where at least so many tenths of the template stand in it.
const PART: usize = 3;
/// A long letter holds a long template where at least so many tenths of it are there,
const SMALL_PART: usize = 2;
/// and more than so many quoted sentences could be.
const SENTENCES: usize = 3;
/// And fewer triples than this are a coincidence, or a phrase that somebody liked.
pub(super) const FEWEST: usize = 20;
/// A letter is cut down from a template where at least so many tenths of it stand in the template.
const NEARLY_ALL: usize = 8;

/// The templates of all campaigns, to be looked for in other letters.
pub(super) struct Templates {
    of: FxHashMap<Shingle, u32>,
    /// Which triples stand in any template, roughly: it may say yes wrongly, never no.
    rough: Vec<u64>,
    sizes: Vec<Size>,
}

struct Size {
    shingles: usize,
    longest_sentence: usize,
}

/// Where a triple stands in several templates, which says for none of them that a letter was written from it.
const SEVERAL: u32 = u32::MAX;
const ROUGH_WORDS: usize = 1 << 12;

impl Templates {
    pub(super) fn new(templates: &[Template<'_>]) -> Templates {
        let mut of: FxHashMap<Shingle, u32> = FxHashMap::default();
        for (number, template) in templates.iter().enumerate() {
            for shingle in template.shingles {
                of.entry(*shingle).and_modify(|known| *known = SEVERAL).or_insert(number as u32);
            }
        }
        // What two campaigns quote is the text they quarrel about.
        of.retain(|_, number| *number != SEVERAL);
        let mut sizes: Vec<Size> = templates
            .iter()
            .map(|template| Size { shingles: 0, longest_sentence: template.longest_sentence })
            .collect();
        let mut rough = vec![0; ROUGH_WORDS];
        for (shingle, number) in &of {
            sizes[*number as usize].shingles += 1;
            let (at, bit) = place(*shingle);
            rough[at] |= bit;
        }
        Templates { of, rough, sizes }
    }

    /// The template that a letter was written from, by its number: the one of which it holds the greatest part, where that is three tenths or
    /// more and more than one quoted sentence could be, or two tenths and more than three could be; or the one from which nearly all of the letter comes. `triples` are the letter's in
    /// any order; `hits` is working space.
    pub(super) fn written_from(&self, triples: &[Shingle], hits: &mut Vec<(u32, Shingle)>) -> Option<u32> {
        hits.clear();
        for triple in triples {
            let (at, bit) = place(*triple);
            if self.rough[at] & bit != 0
                && let Some(number) = self.of.get(triple)
            {
                hits.push((*number, *triple));
            }
        }
        if hits.len() < FEWEST {
            return None;
        }
        hits.sort_unstable();
        hits.dedup();
        let of_template = hits.chunk_by(|one, other| one.0 == other.0);
        let held = of_template.filter_map(|hits| {
            let (number, shared) = (hits[0].0, hits.len());
            let size = &self.sizes[number as usize];
            let holds = |tenths: usize, sentences: usize| {
                shared * 10 >= size.shingles * tenths && shared > size.longest_sentence * sentences
            };
            let holds_it = holds(PART, 1) || holds(SMALL_PART, SENTENCES);
            let is_cut_down = shared * 10 >= triples.len() * NEARLY_ALL;
            let is_from_it = shared >= FEWEST && (holds_it || is_cut_down);
            is_from_it.then_some((shared * 1000 / size.shingles, std::cmp::Reverse(number)))
        });
        held.max().map(|(_, std::cmp::Reverse(number))| number)
    }
}

/// Of several templates, in order of importance, those that are cut down from an earlier one: for each the number of that one.
pub(super) fn cut_down(templates: &[&[Shingle]]) -> Vec<Option<usize>> {
    let mut of: FxHashMap<Shingle, Vec<u32>> = FxHashMap::default();
    let mut hits: Vec<u32> = Vec::new();
    let mut found = Vec::with_capacity(templates.len());
    for (number, shingles) in templates.iter().enumerate() {
        hits.clear();
        hits.extend(shingles.iter().filter_map(|shingle| of.get(shingle)).flatten());
        hits.sort_unstable();
        let most =
            hits.chunk_by(|one, other| one == other).map(|hits| (hits.len(), std::cmp::Reverse(hits[0])));
        let whole =
            most.max().filter(|(shared, _)| *shared >= FEWEST && shared * 10 >= shingles.len() * NEARLY_ALL);
        found.push(whole.map(|(_, std::cmp::Reverse(number))| number as usize));
        if whole.is_none() {
            for shingle in *shingles {
                of.entry(*shingle).or_default().push(number as u32);
            }
        }
    }
    found
}

fn place(shingle: Shingle) -> (usize, u64) {
    (shingle as usize >> 6 & (ROUGH_WORDS - 1), 1 << (shingle & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(templates: &[(&[Shingle], usize)], letter: &[Shingle]) -> Option<u32> {
        let templates: Vec<Template<'_>> = templates
            .iter()
            .map(|(shingles, longest_sentence)| Template { shingles, longest_sentence: *longest_sentence })
            .collect();
        Templates::new(&templates).written_from(letter, &mut Vec::new())
    }

    #[test]
    fn three_tenths_of_a_template_are_a_letter_from_it_and_one_quoted_sentence_is_not() {
        let template: Vec<Shingle> = (0..100).collect();
        let letter = |shared: u32| -> Vec<Shingle> { (0..shared).chain(5_000..5_200).collect() };
        assert_eq!(found(&[(&template, 20)], &letter(31)), Some(0));
        assert_eq!(found(&[(&template, 20)], &letter(29)), None);
        assert_eq!(found(&[(&template, 9)], &letter(29)), Some(0), "more than three sentences of 9 words");
        assert_eq!(found(&[(&template, 32)], &letter(31)), None, "a sentence of 32 words may be quoted");
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
