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
pub(super) struct Attributions<'a> {
    figures: &'a Published,
    /// Where the figures of an attribute's value stand.
    filters: FxHashMap<(u32, u32), usize>,
    respondent_type: Option<u32>,
    locality: Option<u32>,
    alike: FxHashMap<(Option<u32>, Option<u32>), usize>,
    crowds: Crowds,
    /// How many organisations there are, in each place and in all.
    organisations: FxHashMap<Option<u32>, usize>,
}

impl<'a> Attributions<'a> {
    /// Counts how many respondents share each description.
    pub(super) fn new(analysis: &Analysis, figures: &'a Published) -> Attributions<'a> {
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
    pub(super) fn of_theme(&'a self, level: Level) -> ThemeAttributions<'a> {
        ThemeAttributions { all: self, level, named: FxHashSet::default(), names_organisation: false }
    }
}

/// Who said something, as far as that may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    speaker: Speaker,
    place: Option<Place>,
    is_translated: bool,
    /// The questions and groups under which it may be shown: places in the filters of the figures, in their order.
    pub(super) filters: Vec<usize>,
}

/// Where a speaker lives, or an event was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    name: String,
    /// Where its figures stand in the filters.
    filter: Option<usize>,
}

/// What may be told of a speaker besides the place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Speaker {
    AtEvent,
    Kind(String),
    Organisation,
    Respondent,
}

impl Attribution {
    /// In words: never a name. A translation says that it is one.
    pub(super) fn words(&self) -> String {
        let speaker = match &self.speaker {
            Speaker::AtEvent => "Said at an event",
            Speaker::Kind(kind) => kind,
            Speaker::Organisation => "Organisation",
            Speaker::Respondent => "Respondent",
        };
        let place = self.place.iter().flat_map(|place| [", ", &place.name]);
        let translated = self.is_translated.then_some(", translated");
        std::iter::once(speaker).chain(place).chain(translated).collect()
    }

    /// Whether it names a place.
    pub(super) fn has_place(&self) -> bool {
        self.place.is_some()
    }

    /// Tells the place no more.
    pub(super) fn leave_out_place(&mut self) {
        if let Some(at) = self.place.take().and_then(|place| place.filter) {
            self.filters.retain(|filter| *filter != at);
        }
    }

    /// Tells no more than another one: what differs between the two is left out.
    pub(super) fn tell_no_more_than(&mut self, other: &Attribution) {
        if self.speaker != other.speaker {
            self.speaker = Speaker::Respondent;
        }
        if self.place != other.place {
            self.leave_out_place();
        }
        self.filters.retain(|filter| other.filters.contains(filter));
    }
}

/// Groups with a hidden number of a priority that a quote was shown under: a second quote would tell that there are two.
pub(super) type NamedOfPriority = FxHashSet<(usize, usize)>;

/// The attributions of one theme's quotes, in their order.
pub(super) struct ThemeAttributions<'a> {
    all: &'a Attributions<'a>,
    level: Level,
    /// Groups with a hidden number that a quote has named: a second quote would tell that there are two.
    named: FxHashSet<usize>,
    /// Whether a quote is said to be an organisation's.
    names_organisation: bool,
}

impl ThemeAttributions<'_> {
    /// The attribution of the next quote.
    pub(super) fn of(
        &mut self,
        analysis: &Analysis,
        outcome: &Outcome,
        priority: usize,
        named: &mut NamedOfPriority,
    ) -> Attribution {
        let response = analysis.response(outcome);
        let is_translated = analysis.consultation.translated.contains(&(response.source, response.question));
        let (speaker, place, mut filters) = self.speaker(analysis, outcome);
        self.add_divisions(analysis, outcome, priority, named, &mut filters);
        filters.sort_unstable();
        Attribution { speaker, place, is_translated, filters }
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

    /// What may be told of the speaker, the place with its filter, and the filters of both.
    fn speaker(&mut self, analysis: &Analysis, outcome: &Outcome) -> (Speaker, Option<Place>, Vec<usize>) {
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
            let is_shared = |place: u32| {
                let filter = all.filter(all.locality, Some(place));
                !all.figures.preset.protects()
                    || filter
                        .is_some_and(|at| all.crowds.in_all(&[at], submission.kind) >= all.fewest_alike())
            };
            let place = place.filter(|place| {
                is_shared(*place) && self.may_name(all.locality, *place, Unit::Contributions)
            });
            let filter = all.filter(all.locality, place);
            let place = place.map(|_| Place { name: place_name, filter });
            return (Speaker::AtEvent, place, filter.into_iter().collect());
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
        let speaker = match kind {
            Some(_) => Speaker::Kind(kind_name),
            None if is_organisation && (may_be_second || !self.names_organisation) => {
                self.names_organisation = true;
                Speaker::Organisation
            }
            None => Speaker::Respondent,
        };
        let [of_kind, of_place] = [all.filter(all.respondent_type, kind), all.filter(all.locality, place)];
        let filters = [of_kind, of_place].into_iter().flatten().collect();
        (speaker, place.map(|_| Place { name: place_name, filter: of_place }), filters)
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
