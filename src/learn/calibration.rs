//! Scores as probabilities.
//!
//! Platt's sigmoid (*Probabilistic outputs for support vector machines*, 1999), fitted by the method of Lin, Lin and Weng (*A note on
//! Platt's probabilistic outputs for support vector machines*, Machine Learning 68, 2007, appendix 3).

/// The probability of a score `f` is 1 / (1 + exp(slope × f + intercept)).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sigmoid {
    /// Below 0 where higher scores are likelier.
    pub(super) slope: f64,
    /// Added to it.
    pub(super) intercept: f64,
}

impl Sigmoid {
    /// The probability of a score.
    pub(super) fn probability(self, score: f64) -> f64 {
        1.0 / (1.0 + (self.slope * score + self.intercept).exp())
    }

    /// This sigmoid moved towards another: `share` of it is kept.
    pub(super) fn towards(self, other: Sigmoid, share: f64) -> Sigmoid {
        let between = |one: f64, other: f64| share * one + (1.0 - share) * other;
        Sigmoid {
            slope: between(self.slope, other.slope),
            intercept: between(self.intercept, other.intercept),
        }
    }

    /// The sigmoid that fits scores and whether each was right best.
    pub(super) fn fitted(scores: &[(f64, bool)]) -> Sigmoid {
        let with = scores.iter().filter(|(_, is_right)| *is_right).count() as f64;
        let without = scores.len() as f64 - with;
        // Nobody is ever quite sure: the targets keep away from 0 and 1.
        let targets = [1.0 / (without + 2.0), (with + 1.0) / (with + 2.0)];
        let loss = |sigmoid: Sigmoid| -> f64 {
            scores
                .iter()
                .map(|(score, is_right)| {
                    let target = targets[usize::from(*is_right)];
                    let power = sigmoid.slope * score + sigmoid.intercept;
                    if power >= 0.0 {
                        target * power + (-power).exp().ln_1p()
                    } else {
                        (target - 1.0) * power + power.exp().ln_1p()
                    }
                })
                .sum()
        };
        let mut sigmoid = Sigmoid { slope: 0.0, intercept: ((without + 1.0) / (with + 1.0)).ln() };
        let mut now = loss(sigmoid);
        for _ in 0..100 {
            // Newton's step: the gradient and the Hessian, kept away from being singular.
            let (mut h11, mut h22, mut h21, mut g1, mut g2) = (1e-12, 1e-12, 0.0, 0.0, 0.0);
            for (score, is_right) in scores {
                let likely = sigmoid.probability(*score);
                let spread = likely * (1.0 - likely);
                h11 += score * score * spread;
                h22 += spread;
                h21 += score * spread;
                let missing = targets[usize::from(*is_right)] - likely;
                g1 += score * missing;
                g2 += missing;
            }
            if g1.abs() < 1e-5 && g2.abs() < 1e-5 {
                break;
            }
            let determinant = h11 * h22 - h21 * h21;
            let step = (-(h22 * g1 - h21 * g2) / determinant, -(-h21 * g1 + h11 * g2) / determinant);
            let descent = g1 * step.0 + g2 * step.1;
            let mut size = 1.0;
            let taken = loop {
                let next = Sigmoid {
                    slope: sigmoid.slope + size * step.0,
                    intercept: sigmoid.intercept + size * step.1,
                };
                let then = loss(next);
                if then < now + 1e-4 * size * descent {
                    break Some((next, then));
                }
                size /= 2.0;
                if size < 1e-10 {
                    break None;
                }
            };
            let Some((next, then)) = taken else { break };
            (sigmoid, now) = (next, then);
        }
        sigmoid
    }
}

#[cfg(test)]
mod tests {
    use super::Sigmoid;

    #[test]
    fn the_values_of_scikit_learn_come_out() {
        let scores = [-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5];
        let right = [false, false, true, false, false, true, false, true, true, true];
        let pairs: Vec<(f64, bool)> = scores.into_iter().zip(right).collect();
        let sigmoid = Sigmoid::fitted(&pairs);
        // sklearn.calibration._sigmoid_calibration of scikit-learn 1.9.1 on the same numbers.
        assert!((sigmoid.slope + 0.66404).abs() < 1e-3, "{sigmoid:?}");
        assert!((sigmoid.intercept - 0.16601).abs() < 1e-3, "{sigmoid:?}");
    }
}
