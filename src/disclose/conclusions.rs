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
    /// For each number what was concluded of it, the last of each end being its bound; none of an end that is as it was given.
    steps: Vec<Vec<Drawn>>,
    /// How many facts were looked at so far.
    pub(super) looks: u64,
    marks: Marks,
}

/// A conclusion that was drawn: that an end of a number lies here, from a fact and from what was known of its other numbers in front of this look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    end: End,
    value: i64,
    fact: u32,
    look: u64,
}

/// Marks that are all taken away again when something was concluded: many thousand, of which few are needed each time.
#[derive(Debug, Clone, Default)]
struct Marks {
    /// Facts that wait to be looked at.
    is_waiting: Vec<bool>,
    /// Numbers of which it is kept what had been concluded.
    is_kept: Vec<bool>,
}

/// What had been concluded before.
#[derive(Debug)]
pub(super) enum Before {
    /// Of some numbers.
    OfSome(Vec<(usize, Concluded)>),
    /// Of all numbers: their bounds, and the steps to them.
    OfAll(Vec<(i64, i64)>, Vec<Vec<Drawn>>),
}

/// Whether so much follows that nothing more need be concluded, going by the bounds of all numbers.
pub(super) type Enough<'a> = &'a dyn Fn(&[(i64, i64)]) -> bool;

/// What is concluded of a number: its bounds, and the steps to them.
pub(super) type Concluded = ((i64, i64), Vec<Drawn>);

/// What an end of a number was taken to be from one look up to another, and cannot be taken to be any longer.
struct Forgotten {
    number: usize,
    end: End,
    after: u64,
    until: u64,
}

/// What is known of sums: for each fact its numbers, each added or taken away, and from and to what that can be.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    facts: Vec<Fact>,
    terms: Vec<Term>,
    /// For each number the facts in which it stands.
    of: Vec<Vec<u32>>,
}

/// A sum: where its terms begin and end in the list of all, and how much it can be at most.
#[derive(Debug, Clone, Copy)]
struct Fact {
    from: u32,
    to: u32,
    most: i64,
}

/// A number in a sum.
#[derive(Debug, Clone, Copy)]
struct Term {
    number: u32,
    /// Whether it is added; taken away where not.
    is_added: bool,
}

impl Facts {
    /// How many facts there are.
    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// No facts on so many numbers.
    pub(super) fn on(numbers: usize) -> Facts {
        Facts { facts: Vec::new(), terms: Vec::new(), of: vec![Vec::new(); numbers] }
    }

    /// Some numbers are together at least as many as one.
    pub(super) fn covered(&mut self, whole: usize, parts: &[usize]) {
        self.differ(parts, &[whole], ENDLESS);
    }

    /// Some numbers are together as many as one.
    pub(super) fn adds_up(&mut self, whole: usize, parts: &[usize]) {
        self.differ(parts, &[whole], 0);
    }

    /// One number is at most as large as another.
    pub(super) fn within(&mut self, small: usize, large: usize) {
        self.differ(&[large], &[small], ENDLESS);
    }

    /// Two numbers lie at least as far apart as two others.
    pub(super) fn at_least_as_far(&mut self, apart: [usize; 2], others: [usize; 2]) {
        self.differ(&[apart[0], others[1]], &[apart[1], others[0]], ENDLESS);
    }

    /// One number is at least as many as some together.
    pub(super) fn holds(&mut self, whole: usize, parts: &[usize]) {
        self.differ(&[whole], parts, ENDLESS);
    }

    /// Some numbers are together at least as many as some others.
    pub(super) fn hold(&mut self, wholes: &[usize], parts: &[usize]) {
        self.differ(wholes, parts, ENDLESS);
    }

    /// Some numbers are together as many as some others.
    pub(super) fn add_up_alike(&mut self, some: &[usize], others: &[usize]) {
        self.differ(some, others, 0);
    }

    /// Some numbers less others are from nought to `most`.
    fn differ(&mut self, some: &[usize], others: &[usize], most: i64) {
        let from = self.terms.len() as u32;
        for (numbers, is_added) in [(some, true), (others, false)] {
            for number in numbers {
                self.terms.push(Term { number: *number as u32, is_added });
                self.of[*number].push(self.facts.len() as u32);
            }
        }
        self.facts.push(Fact { from, to: self.terms.len() as u32, most });
    }

    fn terms(&self, fact: u32) -> &[Term] {
        let Fact { from, to, .. } = self.facts[fact as usize];
        &self.terms[from as usize..to as usize]
    }
}

impl Conclusions {
    /// All that follows from facts, of numbers that are known between these bounds.
    pub(super) fn from(bounds: Vec<(i64, i64)>, facts: &Facts) -> Conclusions {
        Conclusions::until(bounds, facts, &|_| false)
    }

    /// What follows from facts, up to where the bounds are `enough`.
    fn until(bounds: Vec<(i64, i64)>, facts: &Facts, enough: Enough<'_>) -> Conclusions {
        let marks = Marks {
            is_waiting: vec![true; facts.facts.len()],
            // Nothing was concluded before.
            is_kept: vec![true; bounds.len()],
        };
        let mut found = Conclusions { steps: vec![Vec::new(); bounds.len()], looks: 0, marks, bounds };
        found.draw_all((0..facts.facts.len() as u32).collect(), facts, &mut Vec::new(), enough);
        found.marks.is_kept.fill(false);
        found
    }

    /// Forgets what rests on these numbers, of which less is seen than before, and concludes again what still follows: `seen` are the bounds between
    /// which all are seen now. Concludes no more once these bounds are `enough`. Gives what [`Conclusions::restore`] takes back.
    pub(super) fn loosen(
        &mut self,
        loosened: &[usize],
        seen: &[(i64, i64)],
        facts: &Facts,
        enough: Enough<'_>,
    ) -> Before {
        let mut before = Vec::new();
        let given = |number: &usize| [End::Low, End::High].map(|end| (*number, end));
        let mut forgotten: Vec<Forgotten> =
            loosened.iter().flat_map(given).map(|(number, end)| self.first_of(number, end)).collect();
        loosened.iter().for_each(|number| self.keep(*number, &mut before));
        let mut next = 0;
        let mut visits = 0;
        while visits <= facts.terms.len()
            && let Some(Forgotten { number, end, after, until }) = forgotten.get(next)
        {
            let (number, end, window) = (*number, *end, *after + 1..=*until);
            next += 1;
            for fact in &facts.of[number] {
                let terms = facts.terms(*fact);
                visits += terms.len();
                let is_added = is_added(number, terms);
                for term in terms.iter().filter(|term| term.number as usize != number) {
                    let other = term.number as usize;
                    let other_end = if is_added == term.is_added { end.opposite() } else { end };
                    let rests = |step: &Drawn| {
                        step.fact == *fact && step.end == other_end && window.contains(&step.look)
                    };
                    while let Some(at) = self.steps[other].iter().position(rests) {
                        self.keep(other, &mut before);
                        forgotten.push(self.forget(other, at));
                    }
                }
            }
        }
        if visits > facts.terms.len() {
            return self.anew(seen, facts, before, enough);
        }
        let mut waiting: Vec<u32> = Vec::new();
        for (number, (known, _)) in &before {
            let mut bounds = seen[*number];
            for step in &self.steps[*number] {
                *step.end.of(&mut bounds) = step.value;
            }
            self.bounds[*number] = bounds;
            if bounds != *known {
                let is_new =
                    |fact: &u32| !std::mem::replace(&mut self.marks.is_waiting[*fact as usize], true);
                waiting.extend(facts.of[*number].iter().copied().filter(is_new));
            }
        }
        waiting.sort_unstable();
        self.draw_all(waiting.into(), facts, &mut before, enough);
        before.iter().for_each(|(number, _)| self.marks.is_kept[*number] = false);
        Before::OfSome(before)
    }

    /// Concludes everything anew, of numbers of which some had been concluded otherwise.
    fn anew(
        &mut self,
        seen: &[(i64, i64)],
        facts: &Facts,
        before: Vec<(usize, Concluded)>,
        enough: Enough<'_>,
    ) -> Before {
        before.iter().for_each(|(number, _)| self.marks.is_kept[*number] = false);
        self.restore(Before::OfSome(before));
        let anew = Conclusions::until(seen.to_vec(), facts, enough);
        self.looks += anew.looks;
        let bounds = std::mem::replace(&mut self.bounds, anew.bounds);
        // Later looks must not be taken for earlier ones.
        let mut steps = anew.steps;
        steps.iter_mut().flatten().for_each(|step| step.look += self.looks - anew.looks);
        Before::OfAll(bounds, std::mem::replace(&mut self.steps, steps))
    }

    /// What an end of a number was given as, up to the first conclusion on it.
    fn first_of(&self, number: usize, end: End) -> Forgotten {
        let until = self.steps[number].iter().find(|step| step.end == end).map_or(u64::MAX, |step| step.look);
        Forgotten { number, end, after: 0, until }
    }

    /// Forgets a conclusion.
    fn forget(&mut self, number: usize, at: usize) -> Forgotten {
        let Drawn { end, look, .. } = self.steps[number].remove(at);
        let later = self.steps[number][at..].iter().find(|step| step.end == end);
        Forgotten { number, end, after: look, until: later.map_or(u64::MAX, |step| step.look) }
    }

    /// Keeps what is concluded of a number.
    fn keep(&mut self, number: usize, before: &mut Vec<(usize, Concluded)>) {
        if !std::mem::replace(&mut self.marks.is_kept[number], true) {
            before.push((number, (self.bounds[number], self.steps[number].clone())));
        }
    }

    /// Concludes again what had been concluded.
    pub(super) fn restore(&mut self, before: Before) {
        match before {
            Before::OfSome(numbers) => {
                for (number, (bounds, steps)) in numbers {
                    self.bounds[number] = bounds;
                    self.steps[number] = steps;
                }
            }
            Before::OfAll(bounds, steps) => {
                self.bounds = bounds;
                self.steps = steps;
            }
        }
    }

    /// Draws the conclusions of these facts, which are marked as waiting, and of all to which these are news. Keeps what had been concluded of the
    /// numbers that they change.
    fn draw_all(
        &mut self,
        mut waiting: VecDeque<u32>,
        facts: &Facts,
        before: &mut Vec<(usize, Concluded)>,
        enough: Enough<'_>,
    ) {
        let mut looks = MOST_LOOKS * facts.facts.len();
        while let Some(at) = waiting.pop_front() {
            self.marks.is_waiting[at as usize] = false;
            if looks == 0 {
                continue;
            }
            looks -= 1;
            let news = self.draw(at, facts, before);
            if !news.is_empty() && enough(&self.bounds) {
                looks = 0;
            }
            for number in news {
                for other in &facts.of[number as usize] {
                    if !std::mem::replace(&mut self.marks.is_waiting[*other as usize], true) {
                        waiting.push_back(*other);
                    }
                }
            }
        }
    }

    /// Draws the conclusions of one fact; gives the numbers of which more is known now.
    fn draw(&mut self, at: u32, facts: &Facts, before: &mut Vec<(usize, Concluded)>) -> Vec<u32> {
        self.looks += 1;
        let terms = facts.terms(at);
        let ends = |bounds: (i64, i64), is_added: bool| {
            if is_added { bounds } else { (-bounds.1, -bounds.0) }
        };
        let (mut least, mut most) = (0, 0);
        for term in terms {
            let (low, high) = ends(self.bounds[term.number as usize], term.is_added);
            least += low;
            most += high;
        }
        let mut news = Vec::new();
        for term in terms {
            let number = term.number as usize;
            let known = self.bounds[number];
            let (low, high) = ends(known, term.is_added);
            // What the others leave to this one.
            let (from, to) = ends((high - most, facts.facts[at as usize].most + low - least), term.is_added);
            if from <= known.0 && to >= known.1 {
                continue;
            }
            self.keep(number, before);
            for (end, value, is_more) in [(End::Low, from, from > known.0), (End::High, to, to < known.1)] {
                if is_more {
                    *end.of(&mut self.bounds[number]) = value;
                    self.steps[number].push(Drawn { end, value, fact: at, look: self.looks });
                }
            }
            news.push(term.number);
        }
        news
    }

    /// The ends of numbers by which these ends were found, the nearest first, themselves too.
    pub(super) fn behind(&self, ends: &[(usize, End)], facts: &Facts) -> Vec<(usize, End)> {
        let mut found: Vec<(usize, End)> = ends.to_vec();
        let mut is_found = vec![[false; 2]; self.bounds.len()];
        ends.iter().for_each(|(number, end)| is_found[*number][*end as usize] = true);
        let mut at = 0;
        while let Some((number, end)) = found.get(at).copied() {
            at += 1;
            let Some(step) = self.steps[number].iter().rfind(|step| step.end == end) else { continue };
            let terms = facts.terms(step.fact);
            let is_added = is_added(number, terms);
            for term in terms {
                // The least that one can be follows from the most that the others make of their sum, and the other way about.
                let other_end = if is_added == term.is_added { end.opposite() } else { end };
                let other = term.number as usize;
                let is_new = !std::mem::replace(&mut is_found[other][other_end as usize], true);
                if is_new && other != number {
                    found.push((other, other_end));
                }
            }
        }
        found
    }
}

/// Whether a number is added to a sum.
fn is_added(number: usize, terms: &[Term]) -> bool {
    terms.iter().find(|term| term.number as usize == number).is_none_or(|term| term.is_added)
}

/// An end of what a number can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The least.
    Low,
    /// The most.
    High,
}

impl End {
    /// This end of bounds.
    fn of(self, bounds: &mut (i64, i64)) -> &mut i64 {
        match self {
            End::Low => &mut bounds.0,
            End::High => &mut bounds.1,
        }
    }

    fn opposite(self) -> End {
        match self {
            End::Low => End::High,
            End::High => End::Low,
        }
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
        let behind = known.behind(&[(1, End::High)], &facts);
        assert_eq!(behind, [(1, End::High), (2, End::Low), (3, End::Low), (0, End::High)]);
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

    /// Numbers that hang together by chance: a hundred sums and orders of thirty of them, and between which bounds each is seen.
    fn tangled(dice: &mut impl FnMut(u64) -> u64) -> (Facts, Vec<(i64, i64)>) {
        let numbers = 30;
        let mut facts = Facts::on(numbers);
        let values: Vec<i64> = (0..numbers).map(|_| dice(40) as i64).collect();
        for _ in 0..100 {
            let mut drawn: Vec<usize> = (0..2 + dice(4)).map(|_| dice(numbers as u64) as usize).collect();
            drawn.sort_unstable();
            drawn.dedup();
            let (one, others) = drawn.split_first().expect("at least two are drawn");
            let sum: i64 = others.iter().map(|number| values[*number]).sum();
            match values[*one].cmp(&sum) {
                std::cmp::Ordering::Less => facts.covered(*one, others),
                std::cmp::Ordering::Equal => facts.adds_up(*one, others),
                std::cmp::Ordering::Greater => facts.holds(*one, others),
            }
        }
        let seen =
            values.iter().map(|value| if dice(3) > 0 { (*value, *value) } else { (0, MOST) }).collect();
        (facts, seen)
    }

    #[test]
    fn what_is_forgotten_and_concluded_again_is_what_follows_anew_and_can_be_taken_back() {
        let mut state = 7_u64;
        let mut dice = move |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        let mut changed = 0;
        for _ in 0..200 {
            let (facts, mut seen) = tangled(&mut dice);
            let mut known = Conclusions::from(seen.clone(), &facts);
            for _ in 0..12 {
                let hidden: Vec<usize> = (0..1 + dice(2)).map(|_| dice(30) as usize).collect();
                let before = (known.bounds.clone(), seen.clone());
                hidden.iter().for_each(|number| seen[*number] = (0, MOST));
                let undo = known.loosen(&hidden, &seen, &facts, &|_| false);
                assert_eq!(known.bounds, Conclusions::from(seen.clone(), &facts).bounds);
                changed += usize::from(known.bounds != before.0);
                if dice(2) == 0 {
                    known.restore(undo);
                    assert_eq!(known.bounds, before.0, "all is as it was");
                    seen = before.1;
                }
            }
        }
        assert!(changed > 500, "hiding mostly leaves less known: {changed} times");
    }
}
