//! Who said it, as far as that points to nobody: an attribute is told only where enough respondents share it, and no more of it than the theme's tables tell.
//!
//! Besides the words of the attribution, a quote may be shown under a question, a channel and an event: where enough people share that and all that the
//! attribution tells, and by the same rule of the tables, held for the theme's priority too.

use rustc_hash::{FxHashMap, FxHashSet};

use super::crowds::Crowds;
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
    crowds: Crowds,
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
            crowds: Crowds::new(analysis, &figures.filters),
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

    /// Where the figures of an attribute's value stand.
    fn filter(&self, attribute: Option<u32>, value: Option<u32>) -> Option<usize> {
        self.filters.get(&(attribute?, value?)).copied()
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
    pub fn of_theme(&'a self, theme: usize) -> ThemeAttributions<'a> {
        ThemeAttributions { all: self, level: Level::Theme(theme), named: FxHashSet::default() }
    }
}

/// Who said something, as far as that may be told.
pub struct Attribution {
    /// In words: never a name.
    pub words: String,
    /// The questions and groups under which it may be shown: places in the filters of the figures, in their order.
    pub filters: Vec<usize>,
}

/// Groups with a hidden number of a priority that a quote was shown under: a second quote would tell that there are two.
pub type NamedOfPriority = FxHashSet<(usize, usize)>;

/// The attributions of one theme's quotes, in their order.
pub struct ThemeAttributions<'a> {
    all: &'a Attributions<'a>,
    level: Level,
    /// Groups with a hidden number that a quote has named: a second quote would tell that there are two.
    named: FxHashSet<usize>,
}

impl ThemeAttributions<'_> {
    /// The attribution of the next quote. A translation says that it is one.
    pub fn of(
        &mut self,
        analysis: &Analysis,
        outcome: &Outcome,
        priority: usize,
        named: &mut NamedOfPriority,
    ) -> Attribution {
        let response = analysis.response(outcome);
        let is_translated = analysis.consultation.translated.contains(&(response.source, response.question));
        let (speaker, mut filters) = self.speaker(analysis, outcome);
        self.add_divisions(analysis, outcome, priority, named, &mut filters);
        filters.sort_unstable();
        Attribution { words: if is_translated { format!("{speaker}, translated") } else { speaker }, filters }
    }

    /// Adds the question, the channel and the event, as far as they may be told beside what is told already.
    fn add_divisions(
        &mut self,
        analysis: &Analysis,
        outcome: &Outcome,
        priority: usize,
        named: &mut NamedOfPriority,
        filters: &mut Vec<usize>,
    ) {
        let all = self.all;
        let submission = analysis.submission(outcome);
        let unit = match submission.kind {
            Kind::Contribution => Unit::Contributions,
            Kind::Reply => Unit::Respondents,
        };
        let segment = |name: &str| {
            let attribute = analysis.consultation.find_attribute(name)?;
            let value = submission.attribute(attribute)?;
            all.filters.get(&(attribute, value)).copied()
        };
        let question = Filter::Question(analysis.response(outcome).question);
        let question = all.figures.filters.iter().position(|filter| *filter == question);
        let event = segment(attribute::EVENT);
        for filter in [event, question, segment(attribute::CHANNEL)].into_iter().flatten() {
            filters.push(filter);
            let is_crowd = all.crowds.in_all(filters, submission.kind) >= all.fewest_alike();
            let is_told = !all.figures.preset.protects()
                || is_crowd
                    && (self.may_stand_under(filter, unit)
                        || event == Some(filter) && self.is_only_point(filter))
                    && self.may_stand_in_priority(filter, unit, priority, named);
            if !is_told {
                filters.pop();
            }
        }
    }

    /// Whether it is the one point at events that is quoted of a theme that few raised: its event is as public as the point itself.
    fn is_only_point(&self, event: usize) -> bool {
        let figures = self.all.figures;
        let is_base_shown =
            BOTH_WAYS.iter().all(|way| !figures.base(event, Unit::Contributions, *way).is_hidden());
        figures.is_few(self.level, Unit::Contributions) && is_base_shown
    }

    /// Whether the priority's own number in a group is shown, or no other quote of the priority was shown there.
    fn may_stand_in_priority(
        &self,
        filter: usize,
        unit: Unit,
        priority: usize,
        named: &mut NamedOfPriority,
    ) -> bool {
        let figures = self.all.figures;
        let is_shown = BOTH_WAYS.iter().all(|way| {
            let figure = figures.figure(Level::Priority(priority), filter, unit, *way);
            figure.is_some_and(|figure| !figure.numerator.is_hidden())
        });
        is_shown || named.insert((priority, filter))
    }

    fn speaker(&mut self, analysis: &Analysis, outcome: &Outcome) -> (String, Vec<usize>) {
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
            let place = place.filter(|place| self.may_name(all.locality, *place, Unit::Contributions));
            let filters = all.filter(all.locality, place).into_iter().collect();
            return match place {
                Some(_) => (format!("Said at an event, {place_name}"), filters),
                None => ("Said at an event".to_owned(), filters),
            };
        }
        let is_shared =
            |kind, place| all.alike.get(&(kind, place)).is_some_and(|count| *count >= all.fewest_alike());
        let kind_name = without_article(&name(all.respondent_type, kind));
        let plain = if submission.respondent.is_organisation { "Organisation" } else { "Respondent" };
        let wanted = match (kind, place) {
            (Some(_), Some(_)) if is_shared(kind, place) => (kind, place),
            (None, Some(_)) if is_shared(None, place) => (None, place),
            (Some(_), _) if is_shared(kind, None) => (kind, None),
            (Some(_), Some(_)) if is_shared(None, place) => (None, place),
            _ => (None, None),
        };
        let kind = wanted.0.filter(|kind| self.may_name(all.respondent_type, *kind, Unit::Respondents));
        let place = wanted.1.filter(|place| self.may_name(all.locality, *place, Unit::Respondents));
        let told = [all.filter(all.respondent_type, kind), all.filter(all.locality, place)];
        let words = match (kind, place) {
            (Some(_), Some(_)) => format!("{kind_name}, {place_name}"),
            (Some(_), None) => kind_name,
            (None, Some(_)) => format!("{plain}, {place_name}"),
            (None, None) => plain.to_owned(),
        };
        (words, told.into_iter().flatten().collect())
    }

    /// Whether a quote may name a group: the theme's own tables have a row for it, and where the number there is hidden, no other quote of the
    /// theme has named it.
    fn may_name(&mut self, attribute: Option<u32>, value: u32, unit: Unit) -> bool {
        let figures = self.all.figures;
        if !figures.preset.protects() {
            return true;
        }
        self.all.filter(attribute, Some(value)).is_some_and(|at| self.may_stand_under(at, unit))
    }

    /// The same of a group by its place in the filters.
    fn may_stand_under(&mut self, at: usize, unit: Unit) -> bool {
        let figures = self.all.figures;
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
