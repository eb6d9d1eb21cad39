//! From which score on a theme is shown.
//!
//! One threshold for all themes, the one with the best micro-F1, and one for each theme, the one with its best F1; where few responses were
//! coded with a theme its own is drawn towards the common one.

/// The scores of one response, one a theme, and the themes people gave it, sorted.
#[derive(Clone, Copy)]
pub(super) struct Scored<'a> {
    /// From 0 to 1.
    pub(super) scores: &'a [f32],
    /// What people gave.
    pub(super) coded: &'a [usize],
}

/// From so many coded responses on, a theme's own threshold counts as much as the common one.
const EVEN_AT: f32 = 100.0;
/// No theme's own threshold is nearer to 0 or 1.
const EDGE: f32 = 0.01;
/// What a common threshold can be.
const TRIED: std::ops::Range<u8> = 10..80;
/// Where nothing was coded.
const UNTOLD: f32 = 0.5;

/// The thresholds of `themes` themes.
pub(super) fn thresholds(responses: &[Scored<'_>], themes: usize) -> Vec<f32> {
    let mut of_theme: Vec<Vec<(f32, bool)>> = vec![Vec::with_capacity(responses.len()); themes];
    for response in responses {
        for (theme, score) in response.scores.iter().enumerate() {
            of_theme[theme].push((*score, response.coded.binary_search(&theme).is_ok()));
        }
    }
    let common = common(&of_theme);
    of_theme
        .into_iter()
        .map(|mut scores| {
            let coded = scores.iter().filter(|(_, is_coded)| *is_coded).count();
            let share = coded as f32 / (coded as f32 + EVEN_AT);
            let own = own(&mut scores, coded).unwrap_or(common).clamp(EDGE, 1.0 - EDGE);
            sigmoid(share * logit(own) + (1.0 - share) * logit(common))
        })
        .collect()
}

/// The threshold with the best micro-F1.
fn common(of_theme: &[Vec<(f32, bool)>]) -> f32 {
    let coded = of_theme.iter().flatten().filter(|(_, is_coded)| *is_coded).count();
    let tried = TRIED.map(|hundredths| f32::from(hundredths) / 100.0);
    let (mut best, mut best_f1) = (UNTOLD, 0.0);
    for threshold in tried {
        let shown = of_theme.iter().flatten().filter(|(score, _)| *score >= threshold);
        let (found, right) =
            shown.fold((0, 0), |(found, right), (_, is_coded)| (found + 1, right + usize::from(*is_coded)));
        let f1 = f1(coded, found, right);
        if f1 > best_f1 {
            (best, best_f1) = (threshold, f1);
        }
    }
    best
}

/// The threshold with a theme's best F1: half-way between the last score that it shows and the next.
fn own(scores: &mut [(f32, bool)], coded: usize) -> Option<f32> {
    scores.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
    let (mut best, mut best_f1, mut right) = (None, 0.0, 0);
    for (at, (score, is_coded)) in scores.iter().enumerate() {
        right += usize::from(*is_coded);
        let next = scores.get(at + 1).map_or(*score, |next| next.0);
        let f1 = f1(coded, at + 1, right);
        // Equal scores are shown together.
        if f1 > best_f1 && (next < *score || at + 1 == scores.len()) {
            (best, best_f1) = (Some((score + next) / 2.0), f1);
        }
    }
    best
}

/// F1 of what people coded, what was found, and how much of that was right.
pub(super) fn f1(coded: usize, found: usize, right: usize) -> f64 {
    2.0 * right as f64 / (coded + found).max(1) as f64
}

/// The logarithm of the odds of a score, which is kept away from 0 and 1.
pub(super) fn logit(score: f32) -> f32 {
    let score = score.clamp(1e-4, 1.0 - 1e-4);
    (score / (1.0 - score)).ln()
}

fn sigmoid(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_with_many_examples_has_its_own_threshold_and_one_with_few_nearly_the_common_one() {
        // Theme 0 is coded often, and right from 0.3 on; theme 1 once, at 0.9.
        let often: Vec<([f32; 2], Vec<usize>)> = (0..400)
            .map(|n| if n % 2 == 0 { ([0.35, 0.05], vec![0]) } else { ([0.25, 0.05], vec![]) })
            .chain([([0.05, 0.9], vec![1])])
            .collect();
        let scored: Vec<Scored> = often.iter().map(|(scores, coded)| Scored { scores, coded }).collect();
        let found = thresholds(&scored, 2);
        assert!((0.26..0.34).contains(&found[0]), "{found:?}");
        assert!((0.2..0.4).contains(&found[1]), "{found:?}");
    }

    #[test]
    fn nothing_coded_is_no_fault() {
        assert!((thresholds(&[], 1)[0] - UNTOLD).abs() < 1e-6);
    }

    #[test]
    fn equal_scores_are_shown_together() {
        let mut scores = [(0.9, true), (0.5, true), (0.5, false), (0.1, false)];
        let own = own(&mut scores, 2).expect("some are coded");
        assert!((own - 0.3).abs() < 1e-6, "{own}");
    }
}
