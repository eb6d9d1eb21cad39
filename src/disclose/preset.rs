//! How small a number may be before it is hidden: the rules that publishers of figures go by.

/// A rule of disclosure control by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preset {
    /// Consultations of the Department of Health and Social Care (SD1).
    Dhsc,
    /// NHS Digital below national level, from 2018 (SD2).
    Nhsd,
    /// The NHS Friends and Family Test (SD4).
    #[default]
    Fft,
    /// Outputs of research, as ACRO checks them (SD5).
    Acro,
    /// For internal use: nothing is hidden.
    None,
}

/// Every preset, in the order of the documentation.
pub const PRESETS: [Preset; 5] = [Preset::Dhsc, Preset::Nhsd, Preset::Fft, Preset::Acro, Preset::None];

impl Preset {
    /// Its name on the command line, in profiles and manifests.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Dhsc => "dhsc",
            Preset::Nhsd => "nhsd",
            Preset::Fft => "fft",
            Preset::Acro => "acro",
            Preset::None => "none",
        }
    }

    /// The preset with this name.
    pub fn from_name(name: &str) -> Option<Preset> {
        PRESETS.into_iter().find(|preset| preset.name() == name)
    }

    /// What it does, for a reader.
    pub fn meaning(self) -> &'static str {
        match self {
            Preset::Dhsc => "numbers under 10 are hidden, all others rounded to the nearest 5",
            Preset::Nhsd => "1 to 7 are hidden, nought stays, all others are rounded to the nearest 5",
            Preset::Fft => "1 to 4 are hidden, all others stand as they were counted",
            Preset::Acro => "numbers under 10 are hidden, all others stand as they were counted",
            Preset::None => "nothing is hidden: for internal use only",
        }
    }

    /// Whether it protects anything.
    pub fn protects(self) -> bool {
        self != Preset::None
    }

    /// The smallest number that it shows, nought apart.
    pub fn threshold(self) -> u64 {
        match self {
            Preset::Dhsc | Preset::Acro => 10,
            Preset::Nhsd => 8,
            Preset::Fft => 5,
            Preset::None => 0,
        }
    }

    /// Whether a number is small, and not nought: of so few nothing more may be told.
    pub fn is_few(self, value: u64) -> bool {
        value > 0 && value < self.threshold()
    }

    /// Whether nought is hidden like other small numbers.
    pub fn hides_nought(self) -> bool {
        matches!(self, Preset::Dhsc | Preset::Acro)
    }

    /// Whether a number is too small to be shown.
    pub fn hides(self, value: u64) -> bool {
        self.is_few(value) || value == 0 && self.hides_nought()
    }

    /// A number as it is shown.
    pub fn rounded(self, value: u64) -> u64 {
        match self {
            Preset::Dhsc | Preset::Nhsd => (value + 2) / 5 * 5,
            Preset::Fft | Preset::Acro | Preset::None => value,
        }
    }

    /// All the numbers that are shown as this one is.
    pub(super) fn window(self, value: u64) -> (u64, u64) {
        let shown = self.rounded(value);
        let off = self.spread() / 2;
        if value == 0 { (0, 0) } else { (shown.saturating_sub(off).max(self.threshold()), shown + off) }
    }

    /// By how much two numbers that are shown alike can differ.
    pub(super) fn spread(self) -> u64 {
        if self.rounded(1) == 1 { 0 } else { 4 }
    }

    /// The smallest number that can stand behind a hidden one.
    pub(super) fn least_hidden(self) -> u64 {
        u64::from(!self.hides_nought())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_lies_in_its_window_and_all_in_it_look_alike() {
        for preset in PRESETS.into_iter().filter(|preset| preset.protects()) {
            for value in (0..200).filter(|value| !preset.hides(*value)) {
                let (low, high) = preset.window(value);
                assert!((low..=high).contains(&value), "{} {value}", preset.name());
                for other in low..=high {
                    let (one, two) = (preset.rounded(value), preset.rounded(other));
                    assert!(one == two && !preset.hides(other), "{} {value} {other}", preset.name());
                }
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for preset in PRESETS {
            assert_eq!(Preset::from_name(preset.name()), Some(preset));
        }
    }
}
