//! The comparison, written for people: a page, a table, and a few lines.

use serde::Serialize;

use super::{Change, Comparison, Number, Round, Sides};
use crate::delimited::Sheet;
use crate::report::{FIGURE_OF, STYLE, render, things};
use crate::text::with_commas;

const HIDDEN: &str = "[c]";
const NOT_APPLICABLE: &str = "[z]";

/// Every figure that both rounds have, one a row.
pub fn comparison_csv(comparison: &Comparison<'_>) -> Vec<u8> {
    let columns = [
        "old_numerator",
        "old_denominator",
        "old_percent",
        "new_numerator",
        "new_denominator",
        "new_percent",
        "change",
        "low",
        "high",
    ];
    let mut sheet = Sheet::publishable(&[&FIGURE_OF[..], &columns].concat());
    for change in &comparison.changes {
        let (level, group) = (&change.level, &change.group);
        let plain = |number: Number| number.0.map_or(HIDDEN.to_owned(), |number| number.to_string());
        let percent = |side: Sides| match side.percent() {
            Some(percent) => format!("{percent:.1}"),
            None => missing(side).to_owned(),
        };
        let end = |value: Option<f64>| match value {
            Some(value) => rounded(value),
            None if missing(change.old) == HIDDEN || missing(change.new) == HIDDEN => HIDDEN.to_owned(),
            None => NOT_APPLICABLE.to_owned(),
        };
        let interval = change.interval();
        for cell in [&level.kind, &level.priority.0, &level.priority.1, &level.theme.0, &level.theme.1] {
            sheet.cell(cell);
        }
        for cell in [&group.question, &group.segment, &group.value] {
            sheet.cell(cell);
        }
        sheet.cell(change.unit);
        sheet.cell(change.campaigns);
        for side in [change.old, change.new] {
            sheet.cell(&plain(side.numerator));
            sheet.cell(&plain(side.denominator));
            sheet.cell(&percent(side));
        }
        // A minus is no formula: a number stays a number for spreadsheets.
        for value in
            [change.points(), interval.map(|interval| interval.low), interval.map(|interval| interval.high)]
        {
            sheet.rendered(end(value).as_bytes());
        }
        sheet.end();
    }
    sheet.into_bytes()
}

/// What stands for a share that is not told.
fn missing(side: Sides) -> &'static str {
    if side.denominator == Number(Some(0)) { NOT_APPLICABLE } else { HIDDEN }
}

/// One decimal, and no minus before nought.
fn rounded(value: f64) -> String {
    let text = format!("{value:.1}");
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

/// Percentage points with their sign.
fn signed(points: f64) -> String {
    let text = rounded(points);
    match text.strip_prefix('-') {
        Some(rest) => format!("\u{2212}{rest}"),
        None if text == "0.0" => text,
        None => format!("+{text}"),
    }
}

#[derive(Serialize)]
struct View {
    title: String,
    program: String,
    rounds: Vec<RoundView>,
    notices: Vec<String>,
    priorities: Vec<Row>,
    themes: Vec<Row>,
    has_campaigns: bool,
    /// That priorities and themes which nobody raised in either round are left out.
    unraised: Option<String>,
    alone: Vec<String>,
}

#[derive(Serialize)]
struct RoundView {
    what: &'static str,
    title: String,
    folder: String,
    base: String,
    lexicon: String,
    preset: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    priority: String,
    old: String,
    new: String,
    change: String,
    interval: String,
    without: String,
    width_old: String,
    width_new: String,
}

/// The page: which priorities and themes moved, and how far.
pub fn comparison_page(comparison: &Comparison<'_>) -> Vec<u8> {
    let (raised, unraised): (Vec<&Change>, Vec<&Change>) = overall(comparison, "included")
        .filter(|change| change.level.kind != "all")
        .partition(|change| !change.is_nought());
    let (priorities, mut themes): (Vec<&Change>, Vec<&Change>) =
        raised.into_iter().partition(|change| change.level.is_priority());
    themes.sort_by(|one, other| moved(other).total_cmp(&moved(one)));
    let most =
        priorities.iter().chain(&themes).flat_map(|change| [change.old.percent(), change.new.percent()]);
    let most = most.flatten().fold(0.0, f64::max);
    let row = |change: &&Change| row(change, comparison, most);
    let round = |what, round: &Round| {
        let folder = round.facts.name.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
        let base = round.figure(0, 0, "respondents", "included").map_or(Number(Some(0)), |(_, base)| base);
        RoundView {
            what,
            title: round.facts.title.clone(),
            folder,
            base: shown(base),
            lexicon: round.facts.lexicon.clone(),
            preset: round.facts.preset.clone(),
        }
    };
    let view = View {
        title: match comparison.old.facts.title == comparison.new.facts.title {
            true => comparison.new.facts.title.clone(),
            false => format!("{} and {}", comparison.old.facts.title, comparison.new.facts.title),
        },
        program: format!("yousaid {}", env!("CARGO_PKG_VERSION")),
        rounds: vec![round("Old", comparison.old), round("New", comparison.new)],
        notices: notices(comparison),
        has_campaigns: overall(comparison, "included")
            .zip(overall(comparison, "excluded"))
            .any(|(with, without)| (with.old, with.new) != (without.old, without.new)),
        priorities: priorities.iter().map(row).collect(),
        themes: themes.iter().map(row).collect(),
        unraised: unraised_told(&unraised),
        alone: [("old", &comparison.alone.0), ("new", &comparison.alone.1)]
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(which, names)| format!("In the {which} round only: {}.", names.join("; ")))
            .collect(),
    };
    render(&[("page", include_str!("page.html")), ("style", STYLE)], view)
}

/// How many priorities and themes nobody raised in either round; none where there are none.
fn unraised_told(unraised: &[&Change]) -> Option<String> {
    let priorities = unraised.iter().filter(|change| change.level.is_priority()).count();
    let told = [(priorities, "priority", "priorities"), (unraised.len() - priorities, "theme", "themes")];
    let told: Vec<String> = told
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| things(number, one, many))
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "Left out here, because nobody raised them in either round: {}. comparison.csv has them.",
            told.join(" and ")
        )
    })
}

/// Everybody's figures of respondents.
fn overall<'a>(comparison: &'a Comparison<'_>, way: &'a str) -> impl Iterator<Item = &'a Change> {
    let changes = comparison.changes.iter();
    changes.filter(move |change| {
        change.is_of_everybody() && change.unit == "respondents" && change.campaigns == way
    })
}

fn moved(change: &Change) -> f64 {
    change.points().map_or(-1.0, f64::abs)
}

fn shown(number: Number) -> String {
    number.0.map_or(HIDDEN.to_owned(), with_commas)
}

fn row(change: &Change, comparison: &Comparison<'_>, most: f64) -> Row {
    let side = |side: Sides| {
        let share = side.percent().map_or(String::new(), |percent| format!(" ({percent:.1}%)"));
        format!("{} of {}{share}", shown(side.numerator), shown(side.denominator))
    };
    let points = |change: &Change| change.points().map_or(HIDDEN.to_owned(), signed);
    let width = |side: Sides| format!("{:.1}", side.percent().unwrap_or(0.0) * 100.0 / most.max(0.1));
    let without = overall(comparison, "excluded").find(|other| other.level == change.level);
    Row {
        name: change.level.name().to_owned(),
        priority: change.level.priority.1.clone(),
        old: side(change.old),
        new: side(change.new),
        change: points(change),
        interval: change.interval().map_or(HIDDEN.to_owned(), |interval| {
            format!("{} to {}", signed(interval.low), signed(interval.high))
        }),
        without: without.map_or(HIDDEN.to_owned(), points),
        width_old: width(change.old),
        width_new: width(change.new),
    }
}

/// What a reader must know before all else.
fn notices(comparison: &Comparison<'_>) -> Vec<String> {
    let (old, new) = (&comparison.old.facts, &comparison.new.facts);
    let mut notices = Vec::new();
    if old.preset == "none" || new.preset == "none" {
        notices.push(
            "For internal use only: small numbers are not protected in one of the rounds. Run it again with a preset such as --preset fft before anything here is published."
                .to_owned(),
        );
    }
    if old.preset != new.preset {
        notices.push(format!(
            "Small numbers were protected by different rules ({} and {}): where one rounds and the other does not, small changes mean nothing.",
            old.preset, new.preset
        ));
    }
    if comparison.shared_inputs > 0 {
        notices.push(format!(
            "The rounds are not apart: {} read by both. What they share cannot have moved.",
            match comparison.shared_inputs {
                1 => "1 input file was".to_owned(),
                more => format!("{} input files were", with_commas(more as u64)),
            }
        ));
    }
    if old.is_corrected != new.is_corrected {
        let (which, other) = if new.is_corrected { ("new", "old") } else { ("old", "new") };
        notices.push(format!(
            "Only the {which} round was corrected by hand (--overrides). What was corrected there may stand in the {other} round as it was found, and then looks as if it had moved."
        ));
    }
    notices.extend(unlike(comparison));
    notices
}

/// That the rounds may be different consultations, where less than half of the questions of the one with fewer were asked in both.
fn unlike(comparison: &Comparison<'_>) -> Option<String> {
    let [old, new] = [comparison.old, comparison.new].map(Round::questions);
    let same = old.intersection(&new).count();
    let fewest = old.len().min(new.len());
    let [old_channels, new_channels] = [comparison.old, comparison.new].map(Round::channels);
    (same * 2 < fewest).then(|| {
        format!(
            "These may be different consultations: the old round has answers to {}, the new one to {}, and {} the same; they came by {} and by {}, of which {} the same. Then a share tells what was asked and of whom, and not that opinions moved.",
            things(old.len(), "question", "questions"),
            things(new.len(), "question", "questions"),
            are(same),
            things(old_channels.len(), "channel", "channels"),
            things(new_channels.len(), "channel", "channels"),
            are(old_channels.intersection(&new_channels).count()),
        )
    })
}

/// "1 is", "2 are".
fn are(number: usize) -> String {
    match number {
        0 => "none is".to_owned(),
        1 => "1 is".to_owned(),
        more => format!("{} are", with_commas(more as u64)),
    }
}

/// What moved most, in a few lines.
pub fn comparison_summary(comparison: &Comparison<'_>) -> String {
    const MOST: usize = 5;
    let mut said = notices(comparison).iter().map(|notice| format!("{notice}\n")).collect::<String>();
    let mut priorities: Vec<&Change> = overall(comparison, "included")
        .filter(|change| change.level.is_priority() && change.points().is_some())
        .collect();
    // What reads as 0.0 has not moved.
    priorities.retain(|change| rounded(moved(change)) != "0.0");
    priorities.sort_by(|one, other| moved(other).total_cmp(&moved(one)));
    said.push_str(match priorities.is_empty() {
        true => "No priority moved as far as both rounds show its share.\n",
        false => "Moved most, in percentage points of respondents:\n",
    });
    for change in priorities.into_iter().take(MOST) {
        let Some(points) = change.points() else { continue };
        let percent = |side: Sides| side.percent().unwrap_or(0.0);
        said.push_str(&format!(
            "  {}: {} (from {:.1}% to {:.1}%)\n",
            change.level.name(),
            signed(points),
            percent(change.old),
            percent(change.new)
        ));
    }
    said
}
