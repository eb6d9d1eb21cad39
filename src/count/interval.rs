//! Score intervals, given as a description of how firm a share or a difference is. They infer nothing about a population: a consultation is
//! no sample (K11).

/// A range in per cent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The 95% Wilson score interval of a share (Wilson 1927), in per cent; none without a base.
pub fn wilson(numerator: u64, denominator: u64) -> Option<Interval> {
    if denominator == 0 || numerator > denominator {
        return None;
    }
    const Z: f64 = 1.959_963_984_540_054;
    let n = denominator as f64;
    let share = numerator as f64 / n;
    let centre = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some(Interval {
        low: 100.0 * ((centre - spread) / scale).max(0.0),
        high: 100.0 * ((centre + spread) / scale).min(1.0),
    })
}

/// The 95% interval of the difference of two shares of different people, the first less the second, in percentage points: Newcombe's hybrid score
/// interval (1998, Statistics in Medicine 17, 873–890, method 10); none where one has no base.
pub fn difference((one, of_one): (u64, u64), (other, of_other): (u64, u64)) -> Option<Interval> {
    let (first, second) = (wilson(one, of_one)?, wilson(other, of_other)?);
    let share = |numerator: u64, denominator: u64| numerator as f64 * 100.0 / denominator as f64;
    let (p, q) = (share(one, of_one), share(other, of_other));
    Some(Interval {
        low: p - q - (p - first.low).hypot(second.high - q),
        high: p - q + (first.high - p).hypot(q - second.low),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values_come_out() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
        let interval = wilson(81, 263).expect("there is a base");
        assert!((interval.low - 25.53).abs() < 0.01 && (interval.high - 36.62).abs() < 0.01, "{interval:?}");
        let none = wilson(0, 20).expect("there is a base");
        assert!(none.low == 0.0 && (none.high - 16.11).abs() < 0.01, "{none:?}");
        assert_eq!(wilson(0, 0), None);
        // Newcombe 1998, differences, table II: 56 of 70 less 48 of 80 gives 0.0524 to 0.3339; 10 of 10 less 0 of 10 gives 0.6075 to 1.
        let apart = difference((56, 70), (48, 80)).expect("there are bases");
        assert!((apart.low - 5.24).abs() < 0.01 && (apart.high - 33.39).abs() < 0.01, "{apart:?}");
        let far = difference((10, 10), (0, 10)).expect("there are bases");
        assert!((far.low - 60.75).abs() < 0.01 && (far.high - 100.0).abs() < 0.01, "{far:?}");
    }
}
