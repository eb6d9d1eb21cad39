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
    /// For each number all facts from which anything was concluded of it, on the way to its bounds too.
    drawn_from: Vec<Vec<u32>>,
    marks: Marks,
}

/// Marks that are all taken away again when something was concluded: many thousand, of which few are needed each time.
#[derive(Debug, Clone, Default)]
struct Marks {
    /// Facts that wait to be looked at.
    is_waiting: Vec<bool>,
    /// Numbers of which it is kept what had been concluded.
    is_kept: Vec<bool>,
}

/// What had been concluded of some numbers.
#[derive(Debug, Default)]
pub(super) struct Before(Vec<(usize, Concluded)>);

/// What is concluded of a number: its bounds, their causes, and what it was drawn from.
type Concluded = ((i64, i64), [Option<u32>; 2], Vec<u32>);

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
        let times = |numbers: &[usize], times: i64| {
            numbers.iter().map(|number| (*number as u32, times)).collect::<Vec<_>>()
        };
        self.push([times(some, 1), times(others, -1)].concat(), most);
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
        let marks = Marks {
            is_waiting: vec![true; facts.facts.len()],
            // Nothing was concluded before.
            is_kept: vec![true; bounds.len()],
        };
        let mut found = Conclusions {
            causes: vec![[None; 2]; bounds.len()],
            drawn_from: vec![Vec::new(); bounds.len()],
            marks,
            bounds,
        };
        found.draw_all((0..facts.facts.len() as u32).collect(), facts, &mut Before::default());
        found.marks.is_kept.fill(false);
        found
    }

    /// Forgets what rests on these numbers, of which less is seen than before, and concludes it again: `seen` are the bounds between which all are seen
    /// now. Gives what [`Conclusions::restore`] takes back.
    pub(super) fn loosen(&mut self, loosened: &[usize], seen: &[(i64, i64)], facts: &Facts) -> Before {
        let mut open: Vec<u32> = loosened.iter().map(|number| *number as u32).collect();
        let Marks { is_waiting, is_kept } = &mut self.marks;
        open.iter().for_each(|number| is_kept[*number as usize] = true);
        let mut waiting: Vec<u32> = Vec::new();
        let mut next = 0;
        while let Some(number) = open.get(next).copied() {
            next += 1;
            for fact in &facts.of[number as usize] {
                if std::mem::replace(&mut is_waiting[*fact as usize], true) {
                    continue;
                }
                waiting.push(*fact);
                for (other, _) in &facts.facts[*fact as usize].terms {
                    let other = *other as usize;
                    if !is_kept[other] && self.drawn_from[other].contains(fact) {
                        is_kept[other] = true;
                        open.push(other as u32);
                    }
                }
            }
        }
        let mut before = Before(Vec::with_capacity(open.len()));
        for number in open.into_iter().map(|number| number as usize) {
            let bounds = std::mem::replace(&mut self.bounds[number], seen[number]);
            let causes = std::mem::take(&mut self.causes[number]);
            before.0.push((number, (bounds, causes, std::mem::take(&mut self.drawn_from[number]))));
        }
        waiting.sort_unstable();
        self.draw_all(waiting.into(), facts, &mut before);
        before.0.iter().for_each(|(number, _)| self.marks.is_kept[*number] = false);
        before
    }

    /// Concludes again what had been concluded.
    pub(super) fn restore(&mut self, before: Before) {
        for (number, (bounds, causes, drawn_from)) in before.0 {
            self.bounds[number] = bounds;
            self.causes[number] = causes;
            self.drawn_from[number] = drawn_from;
        }
    }

    /// Draws the conclusions of these facts, which are marked as waiting, and of all to which these are news. Keeps what had been concluded of the
    /// numbers that they change.
    fn draw_all(&mut self, mut waiting: VecDeque<u32>, facts: &Facts, before: &mut Before) {
        let mut looks = MOST_LOOKS * facts.facts.len();
        while let Some(at) = waiting.pop_front() {
            self.marks.is_waiting[at as usize] = false;
            if looks == 0 {
                continue;
            }
            looks -= 1;
            for number in self.draw(at, &facts.facts[at as usize], before) {
                for other in &facts.of[number as usize] {
                    if !std::mem::replace(&mut self.marks.is_waiting[*other as usize], true) {
                        waiting.push_back(*other);
                    }
                }
            }
        }
    }

    /// Draws the conclusions of one fact; gives the numbers of which more is known now.
    fn draw(&mut self, at: u32, fact: &Fact, before: &mut Before) -> Vec<u32> {
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
            if from <= known.0 && to >= known.1 {
                continue;
            }
            if !std::mem::replace(&mut self.marks.is_kept[*number as usize], true) {
                let number = *number as usize;
                let concluded = (known, self.causes[number], self.drawn_from[number].clone());
                before.0.push((number, concluded));
            }
            let causes = &mut self.causes[*number as usize];
            if from > known.0 {
                self.bounds[*number as usize].0 = from;
                causes[0] = Some(at);
            }
            if to < known.1 {
                self.bounds[*number as usize].1 = to;
                causes[1] = Some(at);
            }
            let drawn_from = &mut self.drawn_from[*number as usize];
            if !drawn_from.contains(&at) {
                drawn_from.push(at);
            }
            news.push(*number);
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
            let Some(fact) = self.causes[number][end as usize] else { continue };
            let terms = &facts.facts[fact as usize].terms;
            let own = terms.iter().find(|(of, _)| *of as usize == number).map_or(1, |(_, times)| *times);
            for (other, times) in terms {
                // The least that one can be follows from the most that the others make of their sum, and the other way about.
                let other_end = if (own > 0) == (*times > 0) { end.opposite() } else { end };
                let is_new = !std::mem::replace(&mut is_found[*other as usize][other_end as usize], true);
                if is_new && *other as usize != number {
                    found.push((*other as usize, other_end));
                }
            }
        }
        found
    }
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
}
