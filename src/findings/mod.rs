//! Everything a report may know. It holds no clock, no path of this machine, no words that were not redacted, and no count of people or of what they
//! sent that was not protected.

mod about;
mod campaigns;
mod people;
mod received;
mod reconciliation;
mod sizes;

pub use about::About;
pub use campaigns::{CampaignFinding, Sensitivity};
pub use people::{ChecksFinding, CorrectedTheme, CorrectionsFinding, ThemeCheck};
pub use received::{ReceivedFinding, StatesFinding};
pub use reconciliation::BetweenFinding;

use crate::analysis::Analysis;
use crate::check::Checked;
use crate::count::{Filter, Tally, pairs, received};
use crate::crosswalk::Crosswalk;
use crate::dedupe::DedupeSettings;
use crate::disclose::{Preset, Published, Responses, Shown, ShownPair, published, together};
use crate::discover::is_unthemed;
use crate::ingest::Event;
use crate::learn::{Counts, Origin};
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::overrides::Decisions;
use crate::quote::{Quote, QuoteSettings, quotes};
use crate::redact::{RedactedText, Wishes, publishable};
use campaigns::{campaigns, sensitivity};
use people::{checks, corrections};
use received::{reasons, received_finding, states};
use reconciliation::between;
use sizes::{Counted, campaign_sizes, raised_beside, told_by_campaigns};

/// An event, as a report shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFinding {
    /// Its name: a value of the attribute *Event*.
    pub name: RedactedText,
    /// How many people came, where the profile or the notes say so.
    pub attendance: Option<Shown>,
    /// When it was, as the profile or the notes write it.
    pub date: Option<RedactedText>,
    /// Where it was, as the profile or the notes write it.
    pub place: Option<RedactedText>,
}

/// Everything a report may know.
pub struct Findings {
    /// The consultation's name.
    pub title: String,
    /// Who held it and when, in a line, from the profile.
    pub about: Option<String>,
    /// What a reader must know before all else, from the profile.
    pub notice: Option<String>,
    /// The lexicon that themed it.
    pub lexicon: Lexicon,
    /// SHA-256 of the lexicon's file.
    pub lexicon_sha256: String,
    /// Who and what was received.
    pub received: ReceivedFinding,
    /// Why there are fewer respondents than submissions; none where that may not be told.
    pub between: Option<BetweenFinding>,
    /// What became of every item.
    pub states: StatesFinding,
    /// Reasons within states other than the counted ones, and how many items each has.
    pub reasons: Vec<(State, String, Shown)>,
    /// All counts.
    pub figures: Published,
    /// The words for each filter of the tally: what it divides by, and the value; empty for all.
    pub filter_names: Vec<(RedactedText, RedactedText)>,
    /// Attributes with too many different values to divide figures by, and how many.
    pub left_out: Vec<(RedactedText, usize)>,
    /// Priorities, then themes, that the same people raised, the commonest pair first.
    pub together: Vec<ShownPair>,
    /// Campaigns, the largest first.
    pub campaigns: Vec<CampaignFinding>,
    /// Quotes, in order of theme and rank.
    pub quotes: Vec<Quote>,
    /// The events, in the order of reading.
    pub events: Vec<EventFinding>,
    /// How many groups of submissions may be one person's.
    pub proposed_people: Shown,
    /// How many copies there are at stricter thresholds; none where there are no copies.
    pub sensitivity: Vec<Sensitivity>,
    /// When texts counted as copies.
    pub dedupe: DedupeSettings,
    /// National ambitions to hold this against, where there are some.
    pub crosswalk: Option<Crosswalk>,
    /// What people corrected by hand; none where they were not asked.
    pub corrections: Option<CorrectionsFinding>,
    /// How often themes are right; none where nobody checked.
    pub checks: Option<ChecksFinding>,
    /// The learned model; none where the run has none.
    pub learned: Option<LearnedFinding>,
}

/// A learned model, as a report tells of it.
#[derive(Debug, Clone)]
pub struct LearnedFinding {
    /// Whose answer is counted.
    pub counts: Counts,
    /// A theme of which less was right in cross-validation is left to the lexicon.
    pub least_precision: f64,
    /// SHA-256 of the model's file.
    pub model_sha256: String,
    /// What it was made from.
    pub origin: Origin,
    /// Micro-F1 in cross-validation, and of the lexicon alone on the same responses.
    pub micro: [f64; 2],
    /// The themes, in the order of the lexicon.
    pub themes: Vec<LearnedTheme>,
}

/// A theme of a learned model.
#[derive(Debug, Clone, Copy)]
pub struct LearnedTheme {
    /// Responses of the sample that people gave it.
    pub coded: Shown,
    /// The share of what it showed in cross-validation that was right; not told where so few were coded that it would give their number away.
    pub precision: Option<f64>,
    /// The share of what people gave it that it showed.
    pub recall: Option<f64>,
    /// Whether it is the lexicon's to tell.
    pub is_left: bool,
}

/// What a run was told besides its inputs.
#[derive(Debug, Clone, Default)]
pub struct Presentation {
    /// The consultation's name.
    pub title: String,
    /// Who held it and when.
    pub about: About,
    /// What a reader must know before all else.
    pub notice: Option<String>,
    /// SHA-256 of the lexicon's file.
    pub lexicon_sha256: String,
    /// How quotes are chosen.
    pub quotes: QuoteSettings,
    /// When texts are copies.
    pub dedupe: DedupeSettings,
    /// National ambitions to hold this against.
    pub crosswalk: Option<Crosswalk>,
    /// How small numbers are protected.
    pub preset: Preset,
    /// What people decided against the lexicon.
    pub decisions: Decisions,
    /// What people found when they checked an earlier run.
    pub checked: Option<Checked>,
    /// The learned model.
    pub learned: Option<LearnedFinding>,
}

/// Protects the counts of an analysis, chooses quotes, and gathers what reports may know.
pub fn findings(
    analysis: &Analysis,
    lexicon: &Lexicon,
    tally: &Tally,
    presentation: Presentation,
) -> Findings {
    let preset = presentation.preset;
    let beside = if preset.protects() { raised_beside(analysis, lexicon) } else { Vec::new() };
    let totals = analysis.totals();
    let responses = Responses {
        counted: totals.counted() as u64,
        unthemed: analysis.outcomes.iter().filter(|outcome| is_unthemed(outcome)).count() as u64,
    };
    let told = told_by_campaigns(analysis, lexicon, tally, &beside, preset);
    let figures = published(tally, preset, &told, responses);
    let sizes = campaign_sizes(analysis, &Counted { lexicon, tally, figures: &figures, beside: &beside });
    let campaigns = campaigns(analysis, &presentation.dedupe, &sizes, preset);
    let states = states(&totals, &figures, &campaigns);
    let received =
        received_finding(analysis, &received(analysis, tally), responses, tally, &figures, &campaigns);
    Findings {
        filter_names: tally.filters.iter().map(|filter| filter_name(*filter, analysis)).collect(),
        left_out: tally
            .left_out
            .iter()
            .map(|(attribute, values)| {
                (
                    publishable(
                        &analysis.consultation.attributes[*attribute as usize].name,
                        &analysis.wishes,
                    ),
                    *values,
                )
            })
            .collect(),
        between: between(analysis, &received, &states, preset),
        received,
        reasons: reasons(analysis, &totals, &states, preset),
        sensitivity: sensitivity(&analysis.families, &campaigns, preset),
        together: together(&pairs(analysis, lexicon), tally, &figures),
        states,
        campaigns,
        proposed_people: Shown::alone(analysis.people.proposals.len() as u64, preset),
        quotes: quotes(analysis, lexicon, &figures, &presentation.quotes),
        corrections: corrections(&presentation.decisions, lexicon, preset),
        checks: presentation
            .checked
            .map(|checked| checks(checked, &presentation.lexicon_sha256, lexicon, &figures)),
        events: analysis.events.iter().map(|found| event(found, &analysis.wishes, preset)).collect(),
        figures,
        lexicon: lexicon.clone(),
        title: presentation.title,
        about: presentation.about.line(),
        notice: notice(presentation.notice, presentation.learned.as_ref()),
        lexicon_sha256: presentation.lexicon_sha256,
        dedupe: presentation.dedupe,
        crosswalk: presentation.crosswalk,
        learned: presentation.learned,
    }
}

/// What stands at the head of every report: the profile's notice and, where a model's answer is counted, that it is.
fn notice(told: Option<String>, learned: Option<&LearnedFinding>) -> Option<String> {
    let learned = learned.filter(|learned| learned.counts != Counts::Lexicon);
    let sentences: Vec<String> =
        told.into_iter().chain(learned.map(|learned| learned.counts.meaning().to_owned())).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn filter_name(filter: Filter, analysis: &Analysis) -> (RedactedText, RedactedText) {
    let consultation = &analysis.consultation;
    let shown = |name: &str| publishable(name, &analysis.wishes);
    match filter {
        Filter::All => (shown(""), shown("")),
        Filter::Question(question) => (shown("Question"), shown(consultation.questions.name(question))),
        Filter::Segment { attribute, value } => (
            shown(&consultation.attributes[attribute as usize].name),
            shown(consultation.value(attribute, value)),
        ),
    }
}

fn event(event: &Event, wishes: &Wishes, preset: Preset) -> EventFinding {
    let shown = |words: &str| publishable(words, wishes);
    EventFinding {
        name: shown(&event.name),
        attendance: event.attendance.map(|people| Shown::alone(u64::from(people), preset)),
        date: event.date.as_deref().map(shown),
        place: event.place.as_deref().or(event.venue.as_deref()).map(shown),
    }
}

impl Findings {
    /// The quotes of a theme, in order of rank.
    pub fn quotes_of(&self, theme: usize) -> impl Iterator<Item = &Quote> {
        self.quotes.iter().filter(move |quote| quote.theme == theme)
    }

    /// Whether some quotes could tell who said them.
    pub fn has_telling_quotes(&self) -> bool {
        self.quotes.iter().any(|quote| !quote.telling.is_empty())
    }
}
