//! A number as it may be shown: the only form in which counts of people reach a report.

use super::Preset;

/// A count of people, or of what people sent, after disclosure control. Only this room makes one, so that a report cannot be given
/// a number that nobody protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    Number(u64),
    /// Hidden: it is smaller than this.
    Fewer(u64),
    #[default]
    Hidden,
}

impl Shown {
    pub(super) fn number(value: u64) -> Shown {
        Shown(Kind::Number(value))
    }

    pub(super) fn fewer_than(threshold: u64) -> Shown {
        Shown(Kind::Fewer(threshold))
    }

    pub(super) fn hidden() -> Shown {
        Shown(Kind::Hidden)
    }

    /// A count that stands alone: no other published number adds up with it.
    pub fn alone(value: u64, preset: Preset) -> Shown {
        if preset.hides(value) {
            Shown::fewer_than(preset.threshold())
        } else {
            Shown::number(preset.rounded(value))
        }
    }

    /// The number, where it is shown.
    pub fn value(self) -> Option<u64> {
        match self.0 {
            Kind::Number(value) => Some(value),
            Kind::Fewer(_) | Kind::Hidden => None,
        }
    }

    /// Where it is hidden for being small: smaller than this.
    pub fn fewer(self) -> Option<u64> {
        match self.0 {
            Kind::Fewer(threshold) => Some(threshold),
            Kind::Number(_) | Kind::Hidden => None,
        }
    }

    /// Whether it is hidden.
    pub fn is_hidden(self) -> bool {
        self.value().is_none()
    }

    /// What the largest come first by: hidden numbers come last, so that no order tells how large they are.
    pub fn rank(self) -> u64 {
        self.value().unwrap_or(0)
    }
}

/// A share as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// In per cent.
    Percent(f64),
    /// A number that it would be worked out from is hidden.
    Hidden,
    /// There is nobody to share.
    NoBase,
}

/// A number of which every part may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PublishedFigure {
    /// How many.
    pub numerator: Shown,
    /// Of how many.
    pub denominator: Shown,
}

impl PublishedFigure {
    /// The share, worked out from what is shown and from nothing else.
    pub fn share(self) -> Share {
        match (self.numerator.value(), self.denominator.value()) {
            (_, Some(0)) => Share::NoBase,
            (Some(numerator), Some(denominator)) => {
                Share::Percent(numerator as f64 * 100.0 / denominator as f64)
            }
            _ => Share::Hidden,
        }
    }
}
