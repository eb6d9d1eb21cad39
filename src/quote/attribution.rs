//! Who said it, as far as that points to nobody: an attribute is shown only where enough respondents share it.

use rustc_hash::FxHashMap;

use crate::analysis::{Analysis, Outcome};
use crate::redact::publishable;
use crate::submission::{Kind, attribute};

/// A description is used only where at least so many respondents share it.
const FEWEST_ALIKE: usize = 10;

/// The descriptions that enough respondents share.
pub struct Attributions {
    respondent_type: Option<u32>,
    locality: Option<u32>,
    alike: FxHashMap<(Option<u32>, Option<u32>), usize>,
}

impl Attributions {
    /// Counts how many respondents share each description.
    pub fn new(analysis: &Analysis) -> Attributions {
        let mut found = Attributions {
            respondent_type: analysis.consultation.find_attribute(attribute::RESPONDENT_TYPE),
            locality: analysis.consultation.find_attribute(attribute::LOCALITY),
            alike: FxHashMap::default(),
        };
        let mut last = None;
        for (respondent, at) in analysis.by_respondent() {
            if last == Some(respondent) {
                continue;
            }
            last = Some(respondent);
            let (kind, place) = found.of_submission(analysis, &analysis.outcomes[at as usize]);
            *found.alike.entry((kind, place)).or_default() += 1;
            if kind.is_some() && place.is_some() {
                *found.alike.entry((kind, None)).or_default() += 1;
                *found.alike.entry((None, place)).or_default() += 1;
            }
        }
        found
    }

    fn of_submission(&self, analysis: &Analysis, outcome: &Outcome) -> (Option<u32>, Option<u32>) {
        let submission = analysis.submission(outcome);
        let value = |attribute: Option<u32>| attribute.and_then(|attribute| submission.attribute(attribute));
        (value(self.respondent_type), value(self.locality))
    }

    /// The attribution of a quote: never a name. A translation says that it is one.
    pub fn of(&self, analysis: &Analysis, outcome: &Outcome) -> String {
        let response = analysis.response(outcome);
        let is_translated = analysis.consultation.translated.contains(&(response.source, response.question));
        let speaker = self.speaker(analysis, outcome);
        if is_translated { format!("{speaker}, translated") } else { speaker }
    }

    fn speaker(&self, analysis: &Analysis, outcome: &Outcome) -> String {
        let submission = analysis.submission(outcome);
        let (kind, place) = self.of_submission(analysis, outcome);
        let name = |attribute: Option<u32>, value: Option<u32>| match (attribute, value) {
            (Some(attribute), Some(value)) => {
                let name = analysis.consultation.value(attribute, value);
                publishable(name, &analysis.wishes).as_str().to_owned()
            }
            _ => String::new(),
        };
        let place_name = name(self.locality, place);
        if submission.kind == Kind::Contribution {
            return if place_name.is_empty() {
                "Said at an event".to_owned()
            } else {
                format!("Said at an event, {place_name}")
            };
        }
        let is_shared =
            |kind, place| self.alike.get(&(kind, place)).is_some_and(|count| *count >= FEWEST_ALIKE);
        let kind_name = without_article(&name(self.respondent_type, kind));
        let plain = if submission.respondent.is_organisation { "Organisation" } else { "Respondent" };
        match (kind, place) {
            (Some(_), Some(_)) if is_shared(kind, place) => format!("{kind_name}, {place_name}"),
            (None, Some(_)) if is_shared(None, place) => format!("{plain}, {place_name}"),
            (Some(_), _) if is_shared(kind, None) => kind_name,
            (Some(_), Some(_)) if is_shared(None, place) => format!("{plain}, {place_name}"),
            _ => plain.to_owned(),
        }
    }
}

/// "A resident" becomes "Resident".
fn without_article(kind: &str) -> String {
    let bare =
        ["A ", "An ", "a ", "an "].iter().find_map(|article| kind.strip_prefix(article)).unwrap_or(kind);
    let mut characters = bare.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
