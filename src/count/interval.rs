//! The Wilson score interval, given as a description of how firm a share is. It infers nothing about a population: a consultation is
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
    }
}
