//! Tables of figures over everybody: what came in, what was raised, campaigns, events, national ambitions.

use super::cells::{Plan, column, count, decimal, figure, words};
use super::front::Note;
use crate::count::{Campaigns, Level, Unit, wilson};
use crate::disclose::{PublishedFigure, Shown};
use crate::findings::Findings;
use crate::office::{Cell, Column, Table};
use crate::report::ambitions::{ambition_rows, are_raised};
use crate::report::campaigns::{dates, theme_names};
use crate::report::figures::{HIDDEN, NOT_APPLICABLE, day};
use crate::report::groups::divisions;
use crate::report::order::{leading_unit, levels_most_first, priority_rows};
use crate::report::reconciliation::{base_without_campaigns, people_steps};
use crate::report::waterfall::{Step, What, waterfall};
use crate::submission::attribute;
use crate::text::capitalised;

/// The tables that apply.
pub(super) fn plans(findings: &Findings) -> Vec<Plan> {
    let mut plans = vec![received(findings), reasons(findings), who(findings), people(findings)];
    plans.extend([priorities(findings), themes(findings), campaigns(findings), letters(findings)]);
    plans.extend([events(findings), ambitions(findings)]);
    plans.retain(|plan| !plan.table.rows.is_empty());
    plans
}

/// The priority and the theme that a level is of, as cells.
pub(super) fn names(findings: &Findings, level: Level) -> [Cell; 2] {
    let lexicon = &findings.lexicon;
    match level {
        Level::All => [words("Any priority"), words("Any theme")],
        Level::Priority(priority) => [words(&lexicon.priorities[priority].name), words("Any theme")],
        Level::Theme(theme) => {
            let way: Vec<&str> =
                lexicon.way_up(theme).map(|theme| lexicon.themes[theme].name.as_str()).collect();
            let way: Vec<&str> = way.into_iter().rev().collect();
            let priority = &lexicon.priorities[lexicon.themes[theme].priority];
            [words(&priority.name), words(&way.join(" > "))]
        }
    }
}

fn plan(name: &str, heading: String, about: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Plan {
    let table = Table { columns, rows, fixed_columns: 1, ..Table::default() };
    Plan { name: name.to_owned(), heading, about: about.to_owned(), table }
}

/// What became of everything received (K1).
fn received(findings: &Findings) -> Plan {
    let rows = waterfall(&findings.states).into_iter().map(|Step { what, items, left }| {
        let left = match (what, left) {
            (What::Part(_), _) => Cell::Sign(NOT_APPLICABLE),
            (_, Some(left)) => Cell::Count(left),
            (_, None) => Cell::Sign(HIDDEN),
        };
        let kind = match what {
            What::Received => "Everything",
            What::Leaves(_) => "Not counted",
            What::Counted => "Counted",
            What::Part(_) => "Part of what is counted",
        };
        vec![words(&capitalised(&what.name())), words(kind), words(what.meaning()), count(items), left]
    });
    plan(
        "Received",
        "What was received and what became of it".to_owned(),
        "Each item received is in exactly one state. Items are responses to open questions, letters, messages and points, and everything else that stood in the files.",
        vec![
            column("State", 24),
            column("Counted or not", 24),
            column("What it means", 60),
            column("Items", 12),
            column("Items left after this", 16),
        ],
        rows.collect(),
    )
}

fn reasons(findings: &Findings) -> Plan {
    let row = |(state, reason, items): &(crate::ledger::State, String, Shown)| {
        vec![words(&capitalised(state.name())), words(reason), count(*items)]
    };
    plan(
        "Reasons",
        "Why items are not counted".to_owned(),
        "Reasons within each state that is not counted. A state whose number is hidden has no reasons here.",
        vec![column("State", 24), column("Reason", 70), column("Items", 12)],
        findings.reasons.iter().map(row).collect(),
    )
}

/// Who and what took part.
fn who(findings: &Findings) -> Plan {
    let received = &findings.received;
    let things = |number: usize| Cell::Count(number as u64);
    let mut rows = vec![
        ("Files received", things(received.files)),
        ("Submissions received: survey rows, letters, messages, points", count(received.submissions)),
        ("Respondents whose words are counted", count(received.respondents)),
    ];
    let mut add = |name, number: Option<Shown>| rows.extend(number.map(|number| (name, count(number))));
    add("Organisations among the respondents", received.organisations);
    add("Organisations that say for how many people they speak", received.speakers);
    add("People for whom these say they speak", received.represented);
    add("Points made at events", received.contributions);
    if !findings.events.is_empty() {
        rows.push(("Events", things(findings.events.len())));
    }
    if !findings.campaigns.is_empty() {
        rows.push(("Campaigns", things(findings.campaigns.len())));
        rows.push(("Respondents who sent a campaign's words", count(received.in_campaigns)));
    }
    rows.push(("People who sent more than one submission", count(received.people_with_several)));
    rows.push(("Counted responses in which no theme was found", count(received.unthemed)));
    plan(
        "Who took part",
        format!("Who and what took part {} {}", Note::Respondents.sign(), Note::Represented.sign()),
        "These numbers are of different things: do not add them up.",
        vec![column("What", 60), column("Number", 14)],
        rows.into_iter().map(|(name, number)| vec![words(name), number]).collect(),
    )
}

/// From submissions to respondents.
fn people(findings: &Findings) -> Plan {
    let rows = people_steps(findings)
        .into_iter()
        .map(|step| vec![words(step.name), step.number.map_or(Cell::Sign(HIDDEN), Cell::Count)]);
    let mut about = vec!["What leads from the submissions to the respondents of every figure.".to_owned()];
    about.extend(base_without_campaigns(findings));
    plan(
        "From submissions to people",
        format!("From submissions to respondents {}", Note::Respondents.sign()),
        &about.join(" "),
        vec![column("Step", 80), column("Number", 14)],
        rows.collect(),
    )
}

fn priorities(findings: &Findings) -> Plan {
    let ordered = priority_rows(findings);
    let levels: Vec<Level> =
        std::iter::once(Level::All).chain(ordered.iter().map(|row| Level::Priority(row.priority))).collect();
    let rows = levels.into_iter().map(|level| {
        let [priority, _] = names(findings, level);
        std::iter::once(priority).chain(overall_cells(findings, level)).collect()
    });
    plan(
        "Priorities",
        format!("How many raised each priority {}", Note::NotAdded.sign()),
        &format!(
            "{} Priorities whose numbers are hidden stand behind those that are shown, and before those that nobody raised.",
            most_first(findings)
        ),
        [vec![column("Priority", 34)], overall_columns(findings)].concat(),
        rows.collect(),
    )
}

fn themes(findings: &Findings) -> Plan {
    let levels = levels_most_first(findings).into_iter().filter(|level| matches!(level, Level::Theme(_)));
    let rows = levels
        .map(|level| names(findings, level).into_iter().chain(overall_cells(findings, level)).collect());
    let mut plan = plan(
        "Themes",
        format!("How many raised each theme {}", Note::NotAdded.sign()),
        &format!(
            "By priority. {} A part of a theme stands behind it, after the sign >.",
            most_first(findings)
        ),
        [vec![column("Priority", 30), column("Theme", 38)], overall_columns(findings)].concat(),
        rows.collect(),
    );
    plan.table.fixed_columns = 2;
    plan
}

/// In which order rows stand.
fn most_first(findings: &Findings) -> &'static str {
    match leading_unit(findings) {
        Unit::Contributions => "Most points made at events first.",
        _ => "Most respondents first.",
    }
}

/// What there are figures of, beyond respondents.
struct Kinds {
    campaigns: bool,
    points: bool,
    represented: bool,
}

impl Kinds {
    fn of(findings: &Findings) -> Kinds {
        Kinds {
            campaigns: !findings.campaigns.is_empty(),
            points: findings.received.contributions.is_some(),
            represented: findings.received.represented.is_some(),
        }
    }
}

fn overall_columns(findings: &Findings) -> Vec<Column> {
    let kinds = Kinds::of(findings);
    let sign = Note::sign;
    let mut columns = vec![
        column(format!("Respondents {}", sign(Note::Respondents)), 16),
        column(format!("Base: all respondents {}", sign(Note::Base)), 16),
        column("Per cent of respondents", 15),
        column(format!("Low end of range, per cent {}", sign(Note::Range)), 15),
        column(format!("High end of range, per cent {}", sign(Note::Range)), 15),
    ];
    if kinds.campaigns {
        columns.push(column(format!("Respondents without campaigns {}", sign(Note::WithoutCampaigns)), 16));
        columns.push(column("Base without campaigns", 16));
        columns.push(column("Per cent without campaigns", 15));
    }
    if kinds.points {
        columns.push(column(format!("Points made at events {}", sign(Note::Points)), 16));
        columns.push(column("Base: all points", 14));
        columns.push(column("Per cent of points", 14));
    }
    columns.push(column(format!("Mentions {}", sign(Note::Mentions)), 14));
    if kinds.represented {
        columns.push(column(format!("People represented {}", sign(Note::Represented)), 16));
    }
    columns
}

fn overall_cells(findings: &Findings, level: Level) -> Vec<Cell> {
    let kinds = Kinds::of(findings);
    let overall = |unit, campaigns| findings.figures.overall(level, unit, campaigns);
    let respondents = overall(Unit::Respondents, Campaigns::Included);
    let mut cells: Vec<Cell> = figure(respondents).into();
    cells.extend(range(respondents));
    if kinds.campaigns {
        cells.extend(figure(overall(Unit::Respondents, Campaigns::Excluded)));
    }
    if kinds.points {
        cells.extend(figure(overall(Unit::Contributions, Campaigns::Included)));
    }
    cells.push(count(overall(Unit::Mentions, Campaigns::Included).numerator));
    if kinds.represented {
        cells.push(count(overall(Unit::Represented, Campaigns::Included).numerator));
    }
    cells
}

/// The ends of the interval, worked out from what is shown.
fn range(figure: PublishedFigure) -> [Cell; 2] {
    match (figure.numerator.value(), figure.denominator.value()) {
        (Some(numerator), Some(denominator)) => match wilson(numerator, denominator) {
            Some(interval) => [decimal(interval.low), decimal(interval.high)],
            None => [NOT_APPLICABLE; 2].map(Cell::Sign),
        },
        _ => [HIDDEN; 2].map(Cell::Sign),
    }
}

fn campaigns(findings: &Findings) -> Plan {
    let row = |campaign: &crate::findings::CampaignFinding| {
        let share =
            PublishedFigure { numerator: campaign.respondents, denominator: findings.received.respondents };
        let received = dates(campaign);
        let received = if received.is_empty() { NOT_APPLICABLE } else { &received };
        vec![
            words(&format!("Campaign {}", campaign.number)),
            count(campaign.respondents),
            super::cells::share(share),
            count(campaign.wordings),
            count(campaign.added_own_words),
            words(received),
            words(&theme_names(campaign, findings)),
        ]
    };
    plan(
        "Campaigns",
        format!("Campaigns: letters written from one text {}", Note::WithoutCampaigns.sign()),
        "A campaign is the same text from many senders. Every figure of this workbook counts its senders; figures without campaigns stand beside them on the sheets of priorities and themes.",
        vec![
            column("Campaign", 16),
            column("Respondents", 14),
            column("Per cent of all respondents", 15),
            column("Different wordings", 14),
            column("Respondents who added their own words", 18),
            column("Received", 26),
            column("Themes of its text", 70),
        ],
        findings.campaigns.iter().map(row).collect(),
    )
}

/// What the letters of campaigns say.
fn letters(findings: &Findings) -> Plan {
    let of = |campaign: &crate::findings::CampaignFinding| -> Vec<Vec<Cell>> {
        let sentence = |(at, (text, kept)): (usize, &(crate::redact::RedactedText, Shown))| {
            let name = words(&format!("Campaign {}", campaign.number));
            vec![name, Cell::Count(at as u64 + 1), words(text.as_str()), count(*kept)]
        };
        campaign.sentences.iter().enumerate().map(sentence).collect()
    };
    plan(
        "Letters of campaigns",
        "What the letters of campaigns say, and how many letters have each sentence".to_owned(),
        "The text that each campaign's letters are written from, personal details masked. A number is hidden where few kept a sentence, or few left it out.",
        vec![
            column("Campaign", 16),
            column("Sentence number", 12),
            column("Sentence", 100),
            column("Letters that kept it", 14),
        ],
        findings.campaigns.iter().flat_map(of).collect(),
    )
}

fn events(findings: &Findings) -> Plan {
    let divisions = divisions(findings);
    let groups = divisions.iter().filter(|division| division.name == attribute::EVENT);
    let groups: Vec<(usize, &str)> = groups.flat_map(|division| division.groups.clone()).collect();
    let row = |event: &crate::findings::EventFinding| {
        let group = groups.iter().find(|(_, name)| *name == event.name.as_str());
        let points =
            group.map(|(group, _)| findings.figures.base(*group, Unit::Contributions, Campaigns::Included));
        let told = |text: &Option<crate::redact::RedactedText>| {
            words(text.as_ref().map_or(NOT_APPLICABLE, |text| text.as_str()))
        };
        vec![
            words(event.name.as_str()),
            event.date.as_ref().map_or(words(NOT_APPLICABLE), |date| words(&day(date.as_str()))),
            told(&event.place),
            event.attendance.map_or(Cell::Sign(NOT_APPLICABLE), count),
            count(points.unwrap_or_default()),
        ]
    };
    plan(
        "Events",
        format!("Events: who came, and how many points were made {}", Note::Points.sign()),
        "Date, place and attendance are as the profile or the notes of the event tell them; [z] stands where they were not read from the notes.",
        vec![
            column("Event", 44),
            column("Date", 22),
            column("Place", 34),
            column("Attendance", 14),
            column("Points made", 14),
        ],
        findings.events.iter().map(row).collect(),
    )
}

/// National ambitions, raised here or not; no rows without a crosswalk.
fn ambitions(findings: &Findings) -> Plan {
    let list = findings.crosswalk.as_ref().map(|crosswalk| &crosswalk.ambitions);
    let mut columns_of_first =
        vec![column("Respondents who raised the first theme", 16), column("Per cent of respondents", 14)];
    if Kinds::of(findings).points {
        columns_of_first.push(column("Points at events that raised the first theme", 16));
    }
    let numbers = columns_of_first.len();
    let row = |list: &crate::lexicon::Lexicon, row: &crate::report::ambitions::AmbitionRow| {
        let raised = match are_raised(&row.themes, findings) {
            _ if row.themes.is_empty() => "No local theme",
            Some(true) => "Yes",
            Some(false) => "No",
            None => HIDDEN,
        };
        let names: Vec<&str> =
            row.themes.iter().map(|local| findings.lexicon.themes[local.theme].name.as_str()).collect();
        let names = if names.is_empty() { NOT_APPLICABLE.to_owned() } else { names.join("; ") };
        let most = row.themes.first().map_or([NOT_APPLICABLE; 3].map(Cell::Sign), |local| {
            let points = count(local.contributions.numerator);
            [count(local.respondents.numerator), super::cells::share(local.respondents), points]
        });
        let mut cells = vec![
            words(&list.priorities[row.chapter].name),
            words(&list.themes[row.ambition].name),
            words(raised),
            words(&names),
        ];
        cells.extend(most.into_iter().take(numbers));
        cells
    };
    let rows =
        list.map_or(Vec::new(), |list| ambition_rows(findings).iter().map(|of| row(list, of)).collect());
    plan(
        "National ambitions",
        "National ambitions: raised here or not".to_owned(),
        &format!(
            "Themes of this consultation that speak of each ambition. {} Numbers are of the first of them; publish/ambitions.csv has all.",
            most_first(findings)
        ),
        [
            vec![
                column("Chapter", 30),
                column("Ambition", 44),
                column("Raised here", 14),
                column("Themes that speak of it", 60),
            ],
            columns_of_first,
        ]
        .concat(),
        rows,
    )
}
