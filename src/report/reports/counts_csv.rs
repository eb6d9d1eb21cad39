//! `publish/counts.csv`: every figure with its base.

use crate::count::{BOTH_WAYS, Filter, Level, UNITS, Unit, wilson};
use crate::delimited::Sheet;
use crate::findings::Findings;
use crate::report::Report;
use crate::report::figures::percent;

pub(super) struct CountsCsv;

/// What stands in a cell to which no value applies.
const NOT_APPLICABLE: &str = "[z]";

const HEADER: [&str; 15] = [
    "level",
    "priority_id",
    "priority",
    "theme_id",
    "theme",
    "question",
    "segment",
    "segment_value",
    "unit",
    "campaigns",
    "numerator",
    "denominator",
    "percent",
    "low",
    "high",
];

impl Report for CountsCsv {
    fn path(&self) -> &'static str {
        "publish/counts.csv"
    }

    fn summary(&self) -> &'static str {
        "every figure with its base: priorities and themes, overall and by question, channel, place and group"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        let mut sheet = Sheet::publishable(&HEADER);
        for (at, filter) in findings.tally.filters.iter().enumerate() {
            for level in levels(findings) {
                for unit in UNITS {
                    for campaigns in BOTH_WAYS {
                        let figure = findings.tally.figure(level, at, unit, campaigns);
                        // Within a question or group, what nobody raised has no row: overall, every theme has one.
                        if figure.numerator == 0 && *filter != Filter::All && level != Level::All
                            || figure.denominator == 0 && *filter != Filter::All
                        {
                            continue;
                        }
                        write_names(findings, level, at, *filter, &mut sheet);
                        sheet.cell(unit.code());
                        sheet.cell(campaigns.code());
                        sheet.cell(&figure.numerator.to_string());
                        sheet.cell(&figure.denominator.to_string());
                        sheet.cell(&percent(figure).unwrap_or_else(|| NOT_APPLICABLE.to_owned()));
                        let interval = match unit {
                            Unit::Respondents | Unit::Contributions => {
                                wilson(figure.numerator, figure.denominator)
                            }
                            Unit::Mentions | Unit::Represented => None,
                        };
                        let end = |value: Option<f64>| {
                            value.map_or(NOT_APPLICABLE.to_owned(), |value| format!("{value:.1}"))
                        };
                        sheet.cell(&end(interval.map(|interval| interval.low)));
                        sheet.cell(&end(interval.map(|interval| interval.high)));
                        sheet.end();
                    }
                }
            }
        }
        sheet.into_bytes()
    }
}

/// All levels, each priority before its themes.
fn levels(findings: &Findings) -> impl Iterator<Item = Level> + '_ {
    let priorities = (0..findings.lexicon.priorities.len()).flat_map(|priority| {
        let themes = findings.lexicon.themes_of(priority).map(|(theme, _)| Level::Theme(theme));
        std::iter::once(Level::Priority(priority)).chain(themes)
    });
    std::iter::once(Level::All).chain(priorities)
}

fn write_names(findings: &Findings, level: Level, at: usize, filter: Filter, sheet: &mut Sheet) {
    let lexicon = &findings.lexicon;
    let priority = match level {
        Level::All => None,
        Level::Priority(priority) => Some(priority),
        Level::Theme(theme) => Some(lexicon.themes[theme].priority),
    };
    let theme = match level {
        Level::Theme(theme) => Some(&lexicon.themes[theme]),
        Level::All | Level::Priority(_) => None,
    };
    sheet.cell(match level {
        Level::All => "all",
        Level::Priority(_) => "priority",
        Level::Theme(theme) if lexicon.themes[theme].parent.is_some() => "subtheme",
        Level::Theme(_) => "theme",
    });
    sheet.cell(priority.map_or("", |priority| &lexicon.priorities[priority].id));
    sheet.cell(priority.map_or("", |priority| &lexicon.priorities[priority].name));
    sheet.cell(theme.map_or("", |theme| &theme.id));
    sheet.cell(theme.map_or("", |theme| &theme.name));
    let (name, value) = &findings.filter_names[at];
    match filter {
        Filter::All => (0..3).for_each(|_| sheet.cell("")),
        Filter::Question(_) => {
            sheet.cell(value.as_str());
            sheet.cell("");
            sheet.cell("");
        }
        Filter::Segment { .. } => {
            sheet.cell("");
            sheet.cell(name.as_str());
            sheet.cell(value.as_str());
        }
    }
}
