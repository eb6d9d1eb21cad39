//! `publish/counts.csv`: every figure with its base.

use crate::count::{BOTH_WAYS, Filter, Level, UNITS, Unit, wilson};
use crate::delimited::Sheet;
use crate::disclose::{PublishedFigure, Share};
use crate::findings::Findings;
use crate::report::Report;
use crate::report::figures::{NOT_APPLICABLE, percent, plain};

pub(super) struct CountsCsv;

/// The columns that say what a figure is of, here and in whatever is made from these figures.
pub(crate) const FIGURE_OF: [&str; 10] = [
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
];

const FIGURE: [&str; 5] = ["numerator", "denominator", "percent", "low", "high"];

impl Report for CountsCsv {
    fn path(&self) -> &'static str {
        "publish/counts.csv"
    }

    fn summary(&self) -> &'static str {
        "every figure with its base: priorities and themes, overall and by question, channel, place and group; small numbers hidden"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        let mut sheet = Sheet::publishable(&[&FIGURE_OF[..], &FIGURE].concat());
        for (at, filter) in findings.figures.filters.iter().enumerate() {
            for level in levels(findings) {
                for unit in UNITS {
                    for campaigns in BOTH_WAYS {
                        let Some(figure) = findings.figures.figure(level, at, unit, campaigns) else {
                            continue;
                        };
                        write_names(findings, level, at, *filter, &mut sheet);
                        sheet.cell(unit.code());
                        sheet.cell(campaigns.code());
                        sheet.cell(&plain(figure.numerator));
                        sheet.cell(&plain(figure.denominator));
                        sheet.cell(&percent(figure));
                        for end in interval(figure, unit) {
                            sheet.cell(&end);
                        }
                        sheet.end();
                    }
                }
            }
        }
        sheet.into_bytes()
    }
}

/// The ends of the interval, worked out from what is shown.
fn interval(figure: PublishedFigure, unit: Unit) -> [String; 2] {
    let counts_people = matches!(unit, Unit::Respondents | Unit::Contributions);
    if !counts_people {
        return [NOT_APPLICABLE; 2].map(str::to_owned);
    }
    match (figure.share(), figure.numerator.value(), figure.denominator.value()) {
        (Share::Percent(_), Some(numerator), Some(denominator)) => {
            let interval = wilson(numerator, denominator);
            let end =
                |value: Option<f64>| value.map_or(NOT_APPLICABLE.to_owned(), |value| format!("{value:.1}"));
            [end(interval.map(|interval| interval.low)), end(interval.map(|interval| interval.high))]
        }
        _ => [percent(figure), percent(figure)],
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
