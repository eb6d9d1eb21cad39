//! One-against-rest linear support vector machines, all themes at once.
//!
//! The L2-loss L2-regularised problem in its dual form, solved by coordinate descent: Hsieh, Chang, Lin, Keerthi and Sundararajan, *A dual
//! coordinate descent method for large-scale linear SVM*, ICML 2008, Algorithm 1 (the method of LIBLINEAR, whose intercept is a column of
//! ones as here). The themes share each response's numbers, so that one walk over them serves all; each theme's own steps are those that it
//! would take alone.

use super::columns::Row;

/// A weight for each column and theme; the last column is the intercept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    themes: usize,
    /// Themes rounded up, so that a column is a whole number of the processor's registers.
    stride: usize,
    numbers: Vec<f32>,
}

/// How far the solver goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Effort {
    /// What an error costs.
    pub(super) cost: f32,
    /// An error on a response that has the theme costs more: this power of (responses without / responses with).
    pub(super) balance: f32,
    /// The largest step left to take, at which it is done.
    pub(super) tolerance: f32,
    /// It is done after so many walks over the responses anyway.
    pub(super) most_walks: usize,
}

const LANES: usize = 8;

impl Weights {
    /// All zero.
    pub(super) fn new(columns: usize, themes: usize) -> Weights {
        let stride = themes.next_multiple_of(LANES);
        Weights { themes, stride, numbers: vec![0.0; (columns + 1) * stride] }
    }

    /// The weights of a column, one a theme.
    pub(super) fn column(&self, at: usize) -> &[f32] {
        &self.numbers[at * self.stride..][..self.themes]
    }

    /// The same, to be changed.
    pub(super) fn column_mut(&mut self, at: usize) -> &mut [f32] {
        &mut self.numbers[at * self.stride..][..self.themes]
    }

    /// How many columns there are, the intercept among them.
    pub(super) fn columns(&self) -> usize {
        self.numbers.len() / self.stride.max(1)
    }

    /// The margin of each theme for a response: above 0 it is on the side of those that have it.
    pub(super) fn margins(&self, row: &Row) -> Vec<f32> {
        let mut margins = vec![0.0; self.stride];
        self.add_margins(row, &mut margins);
        margins.truncate(self.themes);
        margins
    }

    fn add_margins(&self, row: &Row, margins: &mut [f32]) {
        let intercept = self.numbers.len() - self.stride;
        margins.copy_from_slice(&self.numbers[intercept..]);
        for (column, number) in row {
            let weights = &self.numbers[*column as usize * self.stride..][..self.stride];
            for (margin, weight) in margins.iter_mut().zip(weights) {
                *margin += number * weight;
            }
        }
    }

    fn step(&mut self, row: &Row, steps: &[f32]) {
        let intercept = (self.numbers.len() / self.stride - 1) as u32;
        for (column, number) in row.iter().chain([&(intercept, 1.0)]) {
            let weights = &mut self.numbers[*column as usize * self.stride..][..self.stride];
            for (weight, step) in weights.iter_mut().zip(steps) {
                *weight += number * step;
            }
        }
    }
}

/// Learns to tell the responses that have each theme from the rest: `rows[i]` has the themes `coded[i]`, sorted.
pub(super) fn solve(
    rows: &[&Row],
    coded: &[&[usize]],
    columns: usize,
    themes: usize,
    effort: Effort,
) -> Weights {
    let mut weights = Weights::new(columns, themes);
    let stride = weights.stride;
    let mut having = vec![0usize; themes];
    coded.iter().flat_map(|themes| themes.iter()).for_each(|theme| having[*theme] += 1);
    // Half of one over the cost, for responses with and without each theme.
    let softness: Vec<[f32; 2]> = having
        .iter()
        .map(|with| {
            let without = rows.len() - with;
            let more = (without.max(1) as f32 / (*with).max(1) as f32).powf(effort.balance);
            [0.5 / effort.cost, 0.5 / (effort.cost * more.max(1.0))]
        })
        .collect();
    let lengths: Vec<f32> =
        rows.iter().map(|row| 1.0 + row.iter().map(|(_, number)| number * number).sum::<f32>()).collect();
    let mut alphas = vec![0f32; rows.len() * stride];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut margins = vec![0f32; stride];
    let mut steps = vec![0f32; stride];
    let mut has = vec![false; themes];
    let mut shuffle = Shuffle::default();
    for _ in 0..effort.most_walks {
        shuffle.shuffle(&mut order);
        let mut largest = 0f32;
        for &at in &order {
            weights.add_margins(rows[at], &mut margins);
            coded[at].iter().for_each(|theme| has[*theme] = true);
            let alphas = &mut alphas[at * stride..][..stride];
            let mut is_step = false;
            for theme in 0..themes {
                let (sign, soft) =
                    if has[theme] { (1.0, softness[theme][1]) } else { (-1.0, softness[theme][0]) };
                let alpha = alphas[theme];
                let gradient = sign * margins[theme] - 1.0 + soft * alpha;
                let projected = if alpha == 0.0 { gradient.min(0.0) } else { gradient };
                largest = largest.max(projected.abs());
                steps[theme] = 0.0;
                if projected.abs() > 1e-6 {
                    let next = (alpha - gradient / (lengths[at] + soft)).max(0.0);
                    steps[theme] = (next - alpha) * sign;
                    alphas[theme] = next;
                    is_step = true;
                }
            }
            coded[at].iter().for_each(|theme| has[*theme] = false);
            if is_step {
                weights.step(rows[at], &steps);
            }
        }
        if largest < effort.tolerance {
            break;
        }
    }
    weights
}

/// Puts things in an order that looks drawn and is the same every time.
struct Shuffle(u64);

impl Default for Shuffle {
    fn default() -> Self {
        Shuffle(0x9e37_79b9_7f4a_7c15)
    }
}

impl Shuffle {
    /// Fisher and Yates's shuffle; numbers by Marsaglia's xorshift (*Xorshift RNGs*, 2003).
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            order.swap(at, (self.0 % (at as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eight responses in four columns.
    const NUMBERS: [[f32; 4]; 8] = [
        [1.0, 0.0, 0.5, 0.0],
        [0.9, 0.1, 0.0, 0.3],
        [0.0, 1.0, 0.5, 0.0],
        [0.0, 0.8, 0.0, 0.7],
        [0.5, 0.5, 1.0, 0.0],
        [0.2, 0.1, 0.0, 1.0],
        [0.7, 0.6, 0.2, 0.1],
        [0.0, 0.3, 0.9, 0.4],
    ];
    /// Theme 0 is in three of them, theme 1 in five.
    const CODED: [&[usize]; 8] = [&[0], &[0], &[1], &[1], &[0, 1], &[], &[1], &[1]];

    fn solved(cost: f32, balance: f32) -> Weights {
        let rows: Vec<Row> = NUMBERS.map(|row| (0..).zip(row).collect()).into();
        let rows: Vec<&Row> = rows.iter().collect();
        let effort = Effort { cost, balance, tolerance: 1e-6, most_walks: 10_000 };
        solve(&rows, &CODED, 4, 2, effort)
    }

    fn is_near(weights: &Weights, theme: usize, known: [f32; 5]) {
        let found: Vec<f32> = (0..5).map(|column| weights.column(column)[theme]).collect();
        let differs = found.iter().zip(known).any(|(found, known)| (found - known).abs() > 2e-4);
        assert!(!differs, "{found:?} is not {known:?}");
    }

    // sklearn.svm.LinearSVC of scikit-learn 1.9.1 (LIBLINEAR) on the same numbers: loss squared_hinge, dual, tol 1e-10, and
    // class_weight {0: 1, 1: max(1, (without / with) ** balance)}; four weights and the intercept.
    #[test]
    fn the_weights_of_liblinear_come_out() {
        let plain = solved(1.0, 0.0);
        is_near(&plain, 0, [0.96573, -0.76389, 0.34609, -0.62539, -0.2864]);
        is_near(&plain, 1, [-0.75372, 1.34945, 0.55224, -0.48079, 0.00197]);
        let balanced = solved(0.15, 0.5);
        is_near(&balanced, 0, [0.45419, -0.33569, 0.11842, -0.30375, -0.11273]);
        is_near(&balanced, 1, [-0.29685, 0.47561, 0.28261, -0.12537, 0.07058]);
    }

    #[test]
    fn a_theme_is_learned_alike_alone_and_with_others() {
        let rows: Vec<Row> = NUMBERS.map(|row| (0..).zip(row).collect()).into();
        let rows: Vec<&Row> = rows.iter().collect();
        let effort = Effort { cost: 0.5, balance: 0.5, tolerance: 0.01, most_walks: 30 };
        let both = solve(&rows, &CODED, 4, 2, effort);
        let first: Vec<&[usize]> =
            CODED.iter().map(|themes| if themes.contains(&0) { &[0][..] } else { &[] }).collect();
        let alone = solve(&rows, &first, 4, 1, effort);
        let mut margins = rows.iter().map(|row| (both.margins(row)[0], alone.margins(row)[0]));
        // Each stops when all its themes are done, so that the two may differ by a step.
        assert!(margins.all(|(both, alone)| (both - alone).abs() < 0.05));
    }
}
