//! What follows from sums and bounds: every conclusion that one fact at a time allows, drawn again and again.

use std::collections::VecDeque;

/// More than anybody counts.
pub(super) const MOST: i64 = 1 << 32;

/// No upper end of a sum: more than any numbers add up to, and little enough to reckon with.
const ENDLESS: i64 = 1 << 60;

/// How often a fact is looked at, on average, before no more is concluded. What is then not concluded yet takes an attacker hundreds of steps.
const MOST_LOOKS: usize = 200;

/// Numbers that are known between bounds, and what is known of their sums.
#[derive(Debug, Clone, Default)]
pub(super) struct Conclusions {
    /// From and to what each number can be.
    pub(super) bounds: Vec<(i64, i64)>,
    /// For each number the facts from which its lower and its upper bound follow; none where they were given.
    causes: Vec<[Option<u32>; 2]>,
}

/// What is known of sums: for each fact its numbers, each added or taken away, and from and to what that can be.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    facts: Vec<Fact>,
    /// For each number the facts in which it stands.
    of: Vec<Vec<u32>>,
}

#[derive(Debug, Clone)]
struct Fact {
    terms: Vec<(u32, i64)>,
    most: i64,
}

impl Facts {
    /// No facts on so many numbers.
    pub(super) fn on(numbers: usize) -> Facts {
        Facts { facts: Vec::new(), of: vec![Vec::new(); numbers] }
    }

    /// Some numbers are together at least as many as one.
    pub(super) fn covered(&mut self, whole: usize, parts: &[usize]) {
        self.add(whole, parts, ENDLESS);
    }

    /// Some numbers are together as many as one.
    pub(super) fn adds_up(&mut self, whole: usize, parts: &[usize]) {
        self.add(whole, parts, 0);
    }

    /// One number is at most as large as another.
    pub(super) fn within(&mut self, small: usize, large: usize) {
        self.add(small, &[large], ENDLESS);
    }

    /// One number is at least as many as some together.
    pub(super) fn holds(&mut self, whole: usize, parts: &[usize]) {
        let terms = std::iter::once((whole as u32, 1)).chain(parts.iter().map(|part| (*part as u32, -1)));
        self.push(terms.collect(), ENDLESS);
    }

    /// The parts less the whole are from nought to `most`.
    fn add(&mut self, whole: usize, parts: &[usize], most: i64) {
        let terms = std::iter::once((whole as u32, -1)).chain(parts.iter().map(|part| (*part as u32, 1)));
        self.push(terms.collect(), most);
    }

    fn push(&mut self, terms: Vec<(u32, i64)>, most: i64) {
        for (number, _) in &terms {
            self.of[*number as usize].push(self.facts.len() as u32);
        }
        self.facts.push(Fact { terms, most });
    }
}

impl Conclusions {
    /// All that follows from facts, of numbers that are known between these bounds.
    pub(super) fn from(bounds: Vec<(i64, i64)>, facts: &Facts) -> Conclusions {
        let mut found = Conclusions { causes: vec![[None; 2]; bounds.len()], bounds };
        let mut waiting: VecDeque<u32> = (0..facts.facts.len() as u32).collect();
        let mut is_waiting = vec![true; facts.facts.len()];
        let mut looks = MOST_LOOKS * facts.facts.len();
        while let Some(at) = waiting.pop_front().filter(|_| looks > 0) {
            looks -= 1;
            is_waiting[at as usize] = false;
            for number in found.draw(at, &facts.facts[at as usize]) {
                for other in &facts.of[number as usize] {
                    if !std::mem::replace(&mut is_waiting[*other as usize], true) {
                        waiting.push_back(*other);
                    }
                }
            }
        }
        found
    }

    /// Draws the conclusions of one fact; gives the numbers of which more is known now.
    fn draw(&mut self, at: u32, fact: &Fact) -> Vec<u32> {
        let ends = |bounds: (i64, i64), times: i64| {
            if times > 0 { bounds } else { (-bounds.1, -bounds.0) }
        };
        let (mut least, mut most) = (0, 0);
        for (number, times) in &fact.terms {
            let (low, high) = ends(self.bounds[*number as usize], *times);
            least += low;
            most += high;
        }
        let mut news = Vec::new();
        for (number, times) in &fact.terms {
            let known = self.bounds[*number as usize];
            let (low, high) = ends(known, *times);
            // What the others leave to this one.
            let (from, to) = ends((high - most, fact.most + low - least), *times);
            let causes = &mut self.causes[*number as usize];
            if from > known.0 {
                self.bounds[*number as usize].0 = from;
                causes[0] = Some(at);
            }
            if to < known.1 {
                self.bounds[*number as usize].1 = to;
                causes[1] = Some(at);
            }
            if from > known.0 || to < known.1 {
                news.push(*number);
            }
        }
        news
    }

    /// The numbers by which the bounds of these were found, the nearest first.
    pub(super) fn behind(&self, numbers: &[usize], facts: &Facts) -> Vec<usize> {
        let mut found: Vec<usize> = numbers.to_vec();
        let mut is_found = vec![false; self.bounds.len()];
        numbers.iter().for_each(|number| is_found[*number] = true);
        let mut at = 0;
        while let Some(number) = found.get(at).copied() {
            at += 1;
            for fact in self.causes[number].into_iter().flatten() {
                for (other, _) in &facts.facts[fact as usize].terms {
                    if !std::mem::replace(&mut is_found[*other as usize], true) {
                        found.push(*other as usize);
                    }
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_sum_is_the_hidden_part() {
        let mut facts = Facts::on(4);
        facts.adds_up(0, &[1, 2, 3]);
        let known = Conclusions::from(vec![(17, 17), (1, MOST), (14, 14), (0, 0)], &facts);
        assert_eq!(known.bounds[1], (3, 3));
        assert_eq!(known.behind(&[1], &facts), [1, 0, 2, 3]);
    }

    #[test]
    fn a_part_is_at_most_the_whole_and_covers_what_the_others_do_not() {
        let mut facts = Facts::on(3);
        facts.within(1, 0);
        facts.within(2, 0);
        facts.covered(0, &[1, 2]);
        let known = Conclusions::from(vec![(9, 9), (1, MOST), (7, 7)], &facts);
        assert_eq!(known.bounds[1], (2, 9));
    }
}
