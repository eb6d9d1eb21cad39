//! Learning themes from coded responses.

use super::calibration::Sigmoid;
use super::columns::{Columns, Row};
use super::features::Features;
use super::prior::Prior;
use super::solver::{Effort, Weights, solve};
use super::thresholds::{Scored, f1, logit, thresholds};

/// A coded response, as the learner takes it in.
#[derive(Debug, Clone)]
pub(super) struct Lesson {
    /// What it offers.
    pub(super) features: Features,
    /// The themes that the lexicon shows, sorted.
    pub(super) shows: Vec<usize>,
    /// The themes that people gave it, sorted.
    pub(super) coded: Vec<usize>,
    /// A hash of what it says, and of how often that was said before: decides its part in cross-validation.
    pub(super) key: u64,
}

/// What was learned of one theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ThemeLearned {
    /// Responses that people gave the theme.
    pub(super) coded: usize,
    /// Responses that showed it in cross-validation, and how many of these were right.
    pub(super) model: (usize, usize),
    /// The same for the lexicon alone.
    pub(super) lexicon: (usize, usize),
    /// The lexicon's answer before anything is learned.
    pub(super) prior: Prior,
    /// The score from which on it is shown.
    pub(super) threshold: f32,
    /// Turns the odds of a score into a probability.
    pub(super) sigmoid: Sigmoid,
    /// Whether it is left to the lexicon, since what was learned was no better in cross-validation.
    pub(super) is_left: bool,
}

/// Everything that was learned.
pub(super) struct Learned {
    /// What a response is read by.
    pub(super) columns: Columns,
    /// The weights of each theme.
    pub(super) weights: Weights,
    /// What was learned of each theme.
    pub(super) themes: Vec<ThemeLearned>,
    /// Whether a response that would show no theme shows its likeliest.
    pub(super) always_one: bool,
    /// Micro-F1 in cross-validation, and of the lexicon alone on the same responses.
    pub(super) micro: [f64; 2],
}

/// How the machines are trained. Chosen by cross-validation on the public comments that docs/accuracy.md names.
const EFFORT: Effort = Effort { cost: 0.1, balance: 0.5, tolerance: 0.05, most_walks: 30 };
/// So many parts each take a turn at being unseen.
const PARTS: u64 = 5;
/// A feature that fewer responses have is left out.
const FEWEST: u32 = 2;
/// The weights of a model hold at most so many numbers, so that its file stays below ten megabytes.
const MOST_NUMBERS: usize = 9_000_000;
/// What a column takes besides its weights, in numbers of one byte.
const OF_COLUMN: usize = 12;
/// How much better than the lexicon's a theme's F1 must be, for one coded response; less by the square root of their number.
const BETTER_BY: f64 = 2.0;
/// The lexicon's F1 is taken to be so much too high at most, since its author may have read the coded responses; what was learned is measured on
/// responses that it has not seen. So much where very many were coded, half as much where [`FLATTERED_HALF_AT`] were: from few, learning costs more
/// where it errs than it gains.
const FLATTERED_BY: f64 = 0.6;
const FLATTERED_HALF_AT: f64 = 1000.0;
/// How much more micro-F1 and macro-F1 together must gain by always showing one theme, for one coded response; less by the square root
/// of their number.
const ALWAYS_ONE_BY: f64 = 0.5;
/// From so many coded responses on, a theme's own probabilities count as much as those of all.
const EVEN_AT: f64 = 40.0;

/// Learns `themes` themes, those that `is_taught` says. The same lessons give the same, in whatever order they come.
pub(super) fn train(mut lessons: Vec<Lesson>, themes: usize, is_taught: &[bool]) -> Learned {
    lessons.sort_by(|one, other| (one.key, &one.coded).cmp(&(other.key, &other.coded)));
    let columns = columns(&lessons, themes);
    let rows: Vec<Row> = lessons.iter().map(|lesson| columns.row(&lesson.features)).collect();
    let all: Vec<usize> = (0..lessons.len()).collect();
    let scores = unseen_scores(&lessons, &rows, columns.len(), themes);
    let unseen = Unseen { lessons: &lessons, scores: &scores, themes };
    let ways = [false, true].map(|always_one| unseen.answers(always_one, is_taught));
    let clearly = ALWAYS_ONE_BY / (lessons.len().max(1) as f64).sqrt();
    let always_one = ways[1].goodness() > ways[0].goodness() + clearly;
    let Answers { model, lexicon, left, micro, .. } =
        ways.into_iter().nth(usize::from(always_one)).expect("there are two ways");
    let sigmoids = unseen.sigmoids();
    let thresholds = unseen.thresholds(|_| true);
    let weights = solved(&lessons, &rows, &all, columns.len(), themes);
    let coded = coded(&lessons, &all, themes);
    let of_theme = |theme: usize| ThemeLearned {
        coded: coded[theme],
        model: model[theme],
        lexicon: lexicon[theme],
        prior: prior(&lessons, &all, theme),
        threshold: thresholds[theme],
        sigmoid: sigmoids[theme],
        is_left: left[theme],
    };
    Learned { columns, weights, themes: (0..themes).map(of_theme).collect(), always_one, micro }
}

/// The columns of all lessons, as many as a model may hold.
fn columns(lessons: &[Lesson], themes: usize) -> Columns {
    let mut fewest = FEWEST;
    loop {
        let columns = Columns::of(lessons.iter().map(|lesson| &lesson.features), fewest);
        if columns.len() * (themes + OF_COLUMN) <= MOST_NUMBERS {
            return columns;
        }
        fewest += 1;
    }
}

fn solved(lessons: &[Lesson], rows: &[Row], of: &[usize], columns: usize, themes: usize) -> Weights {
    let rows: Vec<&Row> = of.iter().map(|at| &rows[*at]).collect();
    let coded: Vec<&[usize]> = of.iter().map(|at| lessons[*at].coded.as_slice()).collect();
    solve(&rows, &coded, columns, themes, EFFORT)
}

fn prior(lessons: &[Lesson], of: &[usize], theme: usize) -> Prior {
    let has = |themes: &[usize]| themes.binary_search(&theme).is_ok();
    Prior::of(of.iter().map(|at| (has(&lessons[*at].shows), has(&lessons[*at].coded))))
}

fn coded(lessons: &[Lesson], of: &[usize], themes: usize) -> Vec<usize> {
    let mut coded = vec![0; themes];
    of.iter().flat_map(|at| &lessons[*at].coded).for_each(|theme| coded[*theme] += 1);
    coded
}

fn part(lesson: &Lesson) -> u64 {
    (lesson.key >> 32) % PARTS
}

/// The scores of every lesson by machines that have not seen its part.
fn unseen_scores(lessons: &[Lesson], rows: &[Row], columns: usize, themes: usize) -> Vec<Vec<f32>> {
    let mut scores = vec![Vec::new(); lessons.len()];
    for turn in 0..PARTS {
        let (unseen, seen): (Vec<usize>, Vec<usize>) =
            (0..lessons.len()).partition(|at| part(&lessons[*at]) == turn);
        let weights = solved(lessons, rows, &seen, columns, themes);
        let coded = coded(lessons, &seen, themes);
        let priors: Vec<Prior> = (0..themes).map(|theme| prior(lessons, &seen, theme)).collect();
        for at in unseen {
            let shows = &lessons[at].shows;
            let score = |(theme, margin): (usize, f32)| {
                priors[theme].score(margin, shows.binary_search(&theme).is_ok(), coded[theme])
            };
            scores[at] = weights.margins(&rows[at]).into_iter().enumerate().map(score).collect();
        }
    }
    scores
}

/// Lessons with the scores of machines that have not seen them.
struct Unseen<'a> {
    lessons: &'a [Lesson],
    scores: &'a [Vec<f32>],
    themes: usize,
}

/// What the lessons show in cross-validation.
struct Answers {
    model: Vec<(usize, usize)>,
    lexicon: Vec<(usize, usize)>,
    left: Vec<bool>,
    micro: [f64; 2],
    macro_f1: f64,
}

impl Answers {
    fn goodness(&self) -> f64 {
        self.micro[0] + self.macro_f1
    }
}

impl Unseen<'_> {
    fn thresholds(&self, wanted: impl Fn(&Lesson) -> bool) -> Vec<f32> {
        let scored: Vec<Scored<'_>> = self
            .lessons
            .iter()
            .zip(self.scores)
            .filter(|(lesson, _)| wanted(lesson))
            .map(|(lesson, scores)| Scored { scores, coded: &lesson.coded })
            .collect();
        thresholds(&scored, self.themes)
    }

    /// What every lesson shows, by thresholds that come from the other parts, and which themes are better left to the lexicon.
    fn answers(&self, always_one: bool, is_taught: &[bool]) -> Answers {
        let thresholds: Vec<Vec<f32>> =
            (0..PARTS).map(|turn| self.thresholds(|lesson| part(lesson) != turn)).collect();
        let shown = |left: &[bool], at: usize| {
            let lesson = &self.lessons[at];
            let thresholds = &thresholds[part(lesson) as usize];
            shown(&self.scores[at], |theme| thresholds[theme], left, &lesson.shows, always_one)
        };
        let counted = |themes_of: &dyn Fn(usize) -> Vec<usize>| {
            let mut counts = vec![(0, 0); self.themes];
            for (at, lesson) in self.lessons.iter().enumerate() {
                for theme in themes_of(at) {
                    counts[theme].0 += 1;
                    counts[theme].1 += usize::from(lesson.coded.binary_search(&theme).is_ok());
                }
            }
            counts
        };
        let all: Vec<usize> = (0..self.lessons.len()).collect();
        let coded = coded(self.lessons, &all, self.themes);
        let lexicon = counted(&|at| self.lessons[at].shows.clone());
        let untaught: Vec<bool> = is_taught.iter().map(|is| !is).collect();
        let free = counted(&|at| shown(&untaught, at));
        let of_theme =
            |counts: &[(usize, usize)], theme: usize| f1(coded[theme], counts[theme].0, counts[theme].1);
        let responses = self.lessons.len() as f64;
        let flattered = FLATTERED_BY * responses / (responses + FLATTERED_HALF_AT);
        let left: Vec<bool> = (0..self.themes)
            .map(|theme| {
                let better = BETTER_BY / (coded[theme].max(1) as f64).sqrt() - flattered;
                untaught[theme] || of_theme(&free, theme) < of_theme(&lexicon, theme) + better
            })
            .collect();
        let model = counted(&|at| shown(&left, at));
        let micro = [&model, &lexicon].map(|counts| {
            let taught = (0..self.themes).filter(|theme| is_taught[*theme]);
            let sums = taught.fold((0, 0, 0), |sums, theme| {
                (sums.0 + coded[theme], sums.1 + counts[theme].0, sums.2 + counts[theme].1)
            });
            f1(sums.0, sums.1, sums.2)
        });
        let rated: Vec<f64> =
            (0..self.themes).filter(|theme| coded[*theme] > 0).map(|theme| of_theme(&model, theme)).collect();
        let macro_f1 = rated.iter().sum::<f64>() / rated.len().max(1) as f64;
        Answers { model, lexicon, left, micro, macro_f1 }
    }

    /// What turns scores into probabilities, a theme with few coded responses drawn towards all themes together.
    fn sigmoids(&self) -> Vec<Sigmoid> {
        let mut of_theme: Vec<Vec<(f64, bool)>> = vec![Vec::new(); self.themes];
        for (lesson, scores) in self.lessons.iter().zip(self.scores) {
            for (theme, score) in scores.iter().enumerate() {
                of_theme[theme].push((f64::from(logit(*score)), lesson.coded.binary_search(&theme).is_ok()));
            }
        }
        let common = Sigmoid::fitted(&of_theme.concat());
        of_theme
            .iter()
            .map(|scores| {
                let coded = scores.iter().filter(|(_, is_coded)| *is_coded).count() as f64;
                Sigmoid::fitted(scores).towards(common, coded / (coded + EVEN_AT))
            })
            .collect()
    }
}

/// The themes that a response shows, sorted: where a theme is left to the lexicon its answer, else those whose score reaches the threshold
/// and, where there would be none, the likeliest if always one is wanted.
pub(super) fn shown(
    scores: &[f32],
    threshold: impl Fn(usize) -> f32,
    left: &[bool],
    shows: &[usize],
    always_one: bool,
) -> Vec<usize> {
    let mut themes: Vec<usize> = (0..scores.len())
        .filter(|theme| match left[*theme] {
            true => shows.binary_search(theme).is_ok(),
            false => scores[*theme] >= threshold(*theme),
        })
        .collect();
    if themes.is_empty() && always_one {
        let learned = (0..scores.len()).filter(|theme| !left[*theme]);
        // Of equals the first in the lexicon.
        themes.extend(learned.rev().max_by(|one, other| scores[*one].total_cmp(&scores[*other])));
    }
    themes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_of;

    /// Theme 0 is in every second lesson, and a word tells it; the lexicon tells it in every fourth. Theme 1 is in one.
    fn lessons(count: u64) -> Vec<Lesson> {
        (0..count)
            .map(|n| Lesson {
                features: Features {
                    words: vec![(n % 2, 1.0), (10 + n % 5, 1.0)],
                    letters: Vec::new(),
                    marks: Vec::new(),
                    lexicon: Vec::new(),
                },
                shows: if n % 4 == 0 { vec![0] } else { vec![] },
                coded: match n {
                    1 => vec![1],
                    n if n % 2 == 0 => vec![0],
                    _ => vec![],
                },
                key: hash_of(&n.to_string()),
            })
            .collect()
    }

    #[test]
    fn what_a_word_tells_is_learned_and_a_rare_theme_is_left_to_the_lexicon() {
        let Learned { columns, weights, themes, micro, .. } = train(lessons(200), 2, &[true, true]);
        assert!(!themes[0].is_left && themes[1].is_left, "{themes:?}");
        assert_eq!(themes[0].model, (100, 100));
        assert_eq!(themes[0].lexicon, (50, 50));
        assert!(micro[0] > micro[1]);
        let with = Features { words: vec![(0, 1.0)], ..Features::default() };
        let margins = weights.margins(&columns.row(&with));
        let score = themes[0].prior.score(margins[0], false, themes[0].coded);
        assert!(score >= themes[0].threshold);
        assert!(themes[0].sigmoid.probability(f64::from(logit(score))) > 0.8);
    }

    #[test]
    fn the_order_of_lessons_changes_nothing() {
        let forwards = train(lessons(80), 2, &[true, true]);
        let backwards = train(lessons(80).into_iter().rev().collect(), 2, &[true, true]);
        assert_eq!((forwards.columns, forwards.weights), (backwards.columns, backwards.weights));
        assert_eq!(forwards.themes, backwards.themes);
    }

    #[test]
    fn a_theme_that_nobody_coded_is_left_to_the_lexicon() {
        let learned = train(lessons(80), 2, &[false, true]);
        assert!(learned.themes.iter().all(|theme| theme.is_left));
    }

    #[test]
    fn one_lesson_or_none_is_no_fault() {
        assert!(train(lessons(1), 2, &[true, true]).themes.iter().all(|theme| theme.is_left));
        assert!(train(Vec::new(), 2, &[true, true]).themes.iter().all(|theme| theme.is_left));
    }
}
