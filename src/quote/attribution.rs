//! Who said it, as far as that points to nobody: an attribute is told only where enough respondents share it, and no more of it than the theme's tables tell.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Analysis, Outcome};
use crate::count::{BOTH_WAYS, Filter, Level, Unit};
use crate::disclose::Published;
use crate::redact::publishable;
use crate::submission::{Kind, attribute};

/// A description is told only where at least so many respondents share it, whatever the preset.
const FEWEST_ALIKE: usize = 10;

/// The descriptions that enough respondents share.
pub struct Attributions<'a> {
    figures: &'a Published,
    /// Where the figures of an attribute's value stand.
    filters: FxHashMap<(u32, u32), usize>,
    respondent_type: Option<u32>,
    locality: Option<u32>,
    alike: FxHashMap<(Option<u32>, Option<u32>), usize>,
    /// How many organisations there are, in each place and in all.
    organisations: FxHashMap<Option<u32>, usize>,
}

impl<'a> Attributions<'a> {
    /// Counts how many respondents share each description.
    pub fn new(analysis: &Analysis, figures: &'a Published) -> Attributions<'a> {
        let segment = |(at, filter): (usize, &Filter)| match filter {
            Filter::Segment { attribute, value } => Some(((*attribute, *value), at)),
            Filter::All | Filter::Question(_) => None,
        };
        let mut found = Attributions {
            figures,
            filters: figures.filters.iter().enumerate().filter_map(segment).collect(),
            respondent_type: analysis.consultation.find_attribute(attribute::RESPONDENT_TYPE),
            locality: analysis.consultation.find_attribute(attribute::LOCALITY),
            alike: FxHashMap::default(),
            organisations: FxHashMap::default(),
        };
        let mut last = None;
        for (respondent, at) in analysis.by_respondent() {
            let outcome = &analysis.outcomes[at as usize];
            if last == Some(respondent) || !outcome.state.is_counted() {
                continue;
            }
            last = Some(respondent);
            let (kind, place) = found.of_submission(analysis, outcome);
            if analysis.submission(outcome).respondent.is_organisation {
                *found.organisations.entry(None).or_default() += 1;
                *found.organisations.entry(place).or_default() += usize::from(place.is_some());
            }
            *found.alike.entry((kind, place)).or_default() += 1;
            if kind.is_some() && place.is_some() {
                *found.alike.entry((kind, None)).or_default() += 1;
                *found.alike.entry((None, place)).or_default() += 1;
            }
        }
        found
    }

    /// A description is told only where at least so many respondents share it.
    fn fewest_alike(&self) -> usize {
        FEWEST_ALIKE.max(self.figures.preset.threshold() as usize)
    }

    fn of_submission(&self, analysis: &Analysis, outcome: &Outcome) -> (Option<u32>, Option<u32>) {
        let submission = analysis.submission(outcome);
        let value = |attribute: Option<u32>| attribute.and_then(|attribute| submission.attribute(attribute));
        (value(self.respondent_type), value(self.locality))
    }

    /// The attributions of a theme's quotes.
    pub fn of_theme(&'a self, level: Level) -> ThemeAttributions<'a> {
        ThemeAttributions { all: self, level, named: FxHashSet::default(), names_organisation: false }
    }
}

/// The attributions of one theme's quotes, in their order.
pub struct ThemeAttributions<'a> {
    all: &'a Attributions<'a>,
    level: Level,
    /// Groups with a hidden number that a quote has named: a second quote would tell that there are two.
    named: FxHashSet<usize>,
    /// Whether a quote is said to be an organisation's.
    names_organisation: bool,
}

impl ThemeAttributions<'_> {
    /// The attribution of the next quote: never a name. A translation says that it is one.
    pub fn of(&mut self, analysis: &Analysis, outcome: &Outcome) -> String {
        let response = analysis.response(outcome);
        let is_translated = analysis.consultation.translated.contains(&(response.source, response.question));
        let speaker = self.speaker(analysis, outcome);
        if is_translated { format!("{speaker}, translated") } else { speaker }
    }

    fn speaker(&mut self, analysis: &Analysis, outcome: &Outcome) -> String {
        let submission = analysis.submission(outcome);
        let all = self.all;
        let (kind, place) = all.of_submission(analysis, outcome);
        let name = |attribute: Option<u32>, value: Option<u32>| match (attribute, value) {
            (Some(attribute), Some(value)) => {
                let name = analysis.consultation.value(attribute, value);
                publishable(name, &analysis.wishes).as_str().to_owned()
            }
            _ => String::new(),
        };
        let place_name = name(all.locality, place);
        if submission.kind == Kind::Contribution {
            return match place.filter(|place| self.may_name(all.locality, *place, Unit::Contributions)) {
                Some(_) => format!("Said at an event, {place_name}"),
                None => "Said at an event".to_owned(),
            };
        }
        let is_shared =
            |kind, place| all.alike.get(&(kind, place)).is_some_and(|count| *count >= all.fewest_alike());
        let kind_name = without_article(&name(all.respondent_type, kind));
        let is_organisation = submission.respondent.is_organisation;
        let organisations_in = |place| all.organisations.get(&place).copied().unwrap_or(0);
        let wanted = match (kind, place) {
            (Some(_), Some(_)) if is_shared(kind, place) => (kind, place),
            (None, Some(_)) if is_shared(None, place) => (None, place),
            (Some(_), _) if is_shared(kind, None) => (kind, None),
            (Some(_), Some(_)) if is_shared(None, place) => (None, place),
            _ => (None, None),
        };
        let kind = wanted.0.filter(|kind| self.may_name(all.respondent_type, *kind, Unit::Respondents));
        // Many may live where there is one organisation.
        let is_place_shared = |place: u32| {
            !is_organisation || kind.is_some() || organisations_in(Some(place)) >= all.fewest_alike()
        };
        let place = wanted.1.filter(|place| {
            is_place_shared(*place) && self.may_name(all.locality, *place, Unit::Respondents)
        });
        // Where their number is too small to be told, a second one would tell that there are two.
        let may_be_second = organisations_in(None) as u64 >= all.figures.preset.threshold();
        let plain = match is_organisation && (may_be_second || !self.names_organisation) {
            true => {
                self.names_organisation |= kind.is_none();
                "Organisation"
            }
            false => "Respondent",
        };
        match (kind, place) {
            (Some(_), Some(_)) => format!("{kind_name}, {place_name}"),
            (Some(_), None) => kind_name,
            (None, Some(_)) => format!("{plain}, {place_name}"),
            (None, None) => plain.to_owned(),
        }
    }

    /// Whether a quote may name a group: the theme's own tables have a row for it, and where the number there is hidden, no other quote of the
    /// theme has named it.
    fn may_name(&mut self, attribute: Option<u32>, value: u32, unit: Unit) -> bool {
        let figures = self.all.figures;
        if !figures.preset.protects() {
            return true;
        }
        let Some(at) = attribute.and_then(|attribute| self.all.filters.get(&(attribute, value)).copied())
        else {
            return false;
        };
        let rows = BOTH_WAYS.map(|way| figures.figure(self.level, at, unit, way));
        let is_told = |figure: &Option<_>| {
            figure.is_some_and(|figure: crate::disclose::PublishedFigure| !figure.denominator.is_hidden())
        };
        if !rows.iter().all(is_told) {
            return false;
        }
        let is_shown = rows.iter().flatten().all(|figure| !figure.numerator.is_hidden());
        is_shown || self.named.insert(at)
    }
}

/// "A resident" becomes "Resident".
fn without_article(kind: &str) -> String {
    let bare =
        ["A ", "An ", "a ", "an "].iter().find_map(|article| kind.strip_prefix(article)).unwrap_or(kind);
    let mut characters = bare.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
