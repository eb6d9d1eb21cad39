//! `publish/ambitions.csv`: national ambitions, raised here or not.

use crate::count::Figure;
use crate::delimited::Sheet;
use crate::findings::Findings;
use crate::report::Report;
use crate::report::ambitions::{LocalTheme, ambition_rows, beyond};
use crate::report::figures::percent;

pub(super) struct AmbitionsCsv;

const HEADER: [&str; 11] = [
    "chapter_id",
    "chapter",
    "ambition_id",
    "ambition",
    "theme_id",
    "theme",
    "unit",
    "raised",
    "numerator",
    "denominator",
    "percent",
];

impl Report for AmbitionsCsv {
    fn path(&self) -> &'static str {
        "publish/ambitions.csv"
    }

    fn summary(&self) -> &'static str {
        "national ambitions: which themes people raised speak of each, with their bases"
    }

    fn applies(&self, findings: &Findings) -> bool {
        findings.crosswalk.is_some()
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        let mut sheet = Sheet::publishable(&HEADER);
        let mut write = |names: [&str; 4], local: Option<LocalTheme>| {
            let Some(local) = local else {
                names
                    .iter()
                    .chain(&["", "", "", "no local theme", "", "", ""])
                    .for_each(|cell| sheet.cell(cell));
                return sheet.end();
            };
            let theme = &findings.lexicon.themes[local.theme];
            for (unit, figure) in [("respondents", local.respondents), ("contributions", local.contributions)]
            {
                let Figure { numerator, denominator } = figure;
                if denominator == 0 {
                    continue;
                }
                names
                    .iter()
                    .chain(&[theme.id.as_str(), theme.name.as_str(), unit])
                    .for_each(|cell| sheet.cell(cell));
                sheet.cell(if numerator > 0 { "yes" } else { "no" });
                sheet.cell(&numerator.to_string());
                sheet.cell(&denominator.to_string());
                sheet.cell(&percent(figure).unwrap_or_default());
                sheet.end();
            }
        };
        let Some(crosswalk) = &findings.crosswalk else { return sheet.into_bytes() };
        for row in ambition_rows(findings) {
            let chapter = &crosswalk.ambitions.priorities[row.chapter];
            let ambition = &crosswalk.ambitions.themes[row.ambition];
            let names = [&*chapter.id, &*chapter.name, &*ambition.id, &*ambition.name];
            row.themes.iter().for_each(|local| write(names, Some(*local)));
            if row.themes.is_empty() {
                write(names, None);
            }
        }
        beyond(findings).into_iter().for_each(|local| write(["", "", "", "none of them"], Some(local)));
        sheet.into_bytes()
    }
}
