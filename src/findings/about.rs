//! Who held a consultation and when, as its profile says.

use serde::Deserialize;

/// Who held a consultation, when, and who answers for its report, in the profile's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct About {
    /// Who held it: "Healthwatch Staffordshire".
    pub organiser: Option<String>,
    /// When people could take part: "1 March to 31 May 2019".
    pub period: Option<String>,
    /// Where questions about the report go: a name, an address, a number.
    pub contact: Option<String>,
}

impl About {
    /// What stands under the title of every report, in a line; none where nothing is told.
    pub fn line(&self) -> Option<String> {
        let sentences = [
            self.organiser.as_ref().map(|organiser| format!("Held by {organiser}.")),
            self.period.as_ref().map(|period| format!("People could take part {period}.")),
            self.contact.as_ref().map(|contact| format!("Questions about this report: {contact}.")),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// What two consultations tell, reported on as one.
    pub fn and(self, other: About) -> About {
        let both = |one: Option<String>, other: Option<String>| match (one, other) {
            (Some(one), Some(other)) if one != other => Some(format!("{one} and {other}")),
            (one, other) => one.or(other),
        };
        About {
            organiser: both(self.organiser, other.organiser),
            period: both(self.period, other.period),
            contact: both(self.contact, other.contact),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(organiser: &str, period: &str) -> About {
        About { organiser: Some(organiser.to_owned()), period: Some(period.to_owned()), contact: None }
    }

    #[test]
    fn what_is_told_stands_in_a_line() {
        let about =
            About { contact: Some("hello@leek.example".to_owned()), ..told("Leek Voices", "in May 2019") };
        assert_eq!(
            about.line().as_deref(),
            Some(
                "Held by Leek Voices. People could take part in May 2019. Questions about this report: hello@leek.example."
            )
        );
        assert_eq!(About::default().line(), None);
    }

    #[test]
    fn two_consultations_in_one_report_are_both_named() {
        let both = told("Leek Voices", "in May 2019").and(told("Stone Voices", "in May 2019"));
        assert_eq!(both, told("Leek Voices and Stone Voices", "in May 2019"));
    }
}
