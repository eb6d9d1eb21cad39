//! What people checked and corrected, in the words of the method statement.

use std::fmt::Write;

use super::figures::{counted, shown, things};
use crate::check::{Checked, CheckedTheme, Measure};
use crate::findings::{CorrectionsFinding, Findings, ThemeCheck};
use crate::text::with_commas;

/// How right the themes are, and what was corrected.
pub(super) fn write_checking(findings: &Findings, page: &mut String) -> std::fmt::Result {
    match &findings.checks {
        None => {
            writeln!(page, "How often the rules are right has not been measured on this consultation.\n")?
        }
        Some(checks) => match &checks.checked {
            None => writeln!(
                page,
                "The figures of an earlier check are left out: the lexicon has changed since, and they would say nothing of it. How often its rules are right has not been \
                 measured since.\n"
            )?,
            Some(checked) => write_checks(checked, &checks.themes, findings, page)?,
        },
    }
    match &findings.corrections {
        None => Ok(()),
        Some(corrections) => write_corrections(corrections, findings, page),
    }
}

fn write_checks(
    checked: &Checked,
    themes: &[ThemeCheck],
    findings: &Findings,
    page: &mut String,
) -> std::fmt::Result {
    writeln!(page, "### How right this is\n")?;
    let drawn = if checked.weighted {
        "without seeing what the program had found, drawn by strata across themes, responses without a theme, channels and questions, so that the figures speak for all responses"
    } else {
        "which were not drawn by this program: the figures speak for these responses, and whether people had seen what the program found is not known here"
    };
    writeln!(
        page,
        "People coded {}{} {drawn}. In brackets: 95% intervals.\n",
        things(checked.responses as usize, "response", "responses"),
        if checked.weighted { "" } else { "," },
    )?;
    if checked.in_no_figure > 0 {
        writeln!(
            page,
            "{} of these responses count in no figure of this report, since nothing to count was written in them or the same was received before.\n",
            with_commas(checked.in_no_figure),
        )?;
    }
    let measures = |of: &CheckedTheme| {
        format!("{} | {} | {}", percent(of.precision), percent(of.recall), percent(of.f1))
    };
    writeln!(
        page,
        "| over all | precision: found, and right | recall: there, and found | F1 |\n|---|---|---|---|"
    )?;
    writeln!(page, "| codes, each alike | {} |", measures(&checked.micro))?;
    writeln!(page, "| themes, each alike | {} |\n", measures(&checked.macro_average))?;
    let mean = checked.macro_average;
    if let (Some(alpha), Some(share)) = mean.coders {
        writeln!(
            page,
            "Two people coded the same responses: they agree at Krippendorff's alpha {alpha:.2} ({:.0}% of answers alike), as a mean of themes.{}\n",
            share * 100.0,
            mean.program
                .0
                .map_or(String::new(), |alpha| format!(" The first of them and the program: {alpha:.2}.")),
        )?;
    } else if let (Some(alpha), Some(share)) = mean.program {
        writeln!(
            page,
            "One person coded. That person and the program agree at Krippendorff's alpha {alpha:.2} ({:.0}% of answers alike), as a mean of themes. How far two people would agree is not known.\n",
            share * 100.0,
        )?;
    }
    if themes.is_empty() {
        return Ok(());
    }
    writeln!(page, "| theme | checked | precision | recall | two coders (alpha) |\n|---|---|---|---|---|")?;
    for of in themes {
        writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            findings.lexicon.themes[of.theme].name,
            of_checked(of),
            percent(of.precision),
            percent(of.recall),
            of.coders.map_or(String::new(), |alpha| format!("{alpha:.2}")),
        )?;
    }
    writeln!(
        page,
        "\nThemes of which too few were checked, or whose number is hidden, are not in this table.\n"
    )
}

/// What people checked and corrected of a theme, in one line; empty where nothing may be told.
pub(super) fn beside(findings: &Findings, theme: usize) -> String {
    let check = findings.checks.as_ref().and_then(|checks| checks.themes.iter().find(|of| of.theme == theme));
    let corrected =
        findings.corrections.as_ref().and_then(|all| all.themes.iter().find(|of| of.theme == theme));
    let corrected = corrected.map(|of| {
        let told = [("given to", of.added), ("taken from", of.removed)].into_iter();
        let told = told.filter(|(_, number)| number.value() != Some(0));
        let told = told.map(|(how, number)| format!("{how} {}", counted(number, "response", "responses")));
        format!("corrected by hand: {}", told.collect::<Vec<String>>().join(", "))
    });
    [check.map(of_checked), corrected].into_iter().flatten().collect::<Vec<String>>().join("; ")
}

/// How many were right of those that were checked.
fn of_checked(of: &ThemeCheck) -> String {
    let found = shown(of.found);
    match of.right.value() {
        Some(right) => format!("of {found} checked, {} right", with_commas(right)),
        None => format!("{found} checked"),
    }
}

fn percent(measure: Option<Measure>) -> String {
    measure.map_or(String::new(), |Measure { value, low, high }| {
        format!("{:.0}% ({:.0} to {:.0})", value * 100.0, low * 100.0, high * 100.0)
    })
}

fn write_corrections(
    corrections: &CorrectionsFinding,
    findings: &Findings,
    page: &mut String,
) -> std::fmt::Result {
    writeln!(page, "### Corrected by hand\n")?;
    writeln!(
        page,
        "{} read single responses and gave them themes or took themes away: {} that change the figures here. {} agree with what the lexicon finds by itself, {} could not be applied. \
         `internal/overrides.csv` has each of them, with who decided, when and why.\n",
        things(corrections.correctors, "person", "people"),
        counted(corrections.applied, "correction", "corrections"),
        shown(corrections.agrees),
        shown(corrections.conflicts),
    )?;
    if corrections.themes.is_empty() {
        return Ok(());
    }
    writeln!(page, "| theme | given to responses | taken from responses |\n|---|---:|---:|")?;
    for of in &corrections.themes {
        let name = &findings.lexicon.themes[of.theme].name;
        writeln!(page, "| {name} | {} | {} |", shown(of.added), shown(of.removed))?;
    }
    writeln!(page)
}
