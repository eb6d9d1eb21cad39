//! What a run says on the screen when it ends.

use std::path::Path;

use yousaid::count::Unit;
use yousaid::disclose::PublishedFigure;
use yousaid::findings::{CorrectionsFinding, Findings};
use yousaid::report::{
    HIDDEN, Leading, PriorityRow, counted, leading_unit, out_of, priority_rows, shown, things,
};

/// What was found, in plain words: only what the report shows too, so that it may be copied into a message. `is_starter`: nobody named a lexicon.
pub(crate) fn summary(findings: &Findings, is_starter: bool, out: &Path) -> String {
    let received = &findings.received;
    let mut said = format!(
        "{}\n{} received, {} in all; {} counted. {}",
        findings.title,
        counted(received.submissions, "submission", "submissions"),
        counted(findings.states.received, "item", "items"),
        counted(findings.states.counted, "is", "are"),
        counted(received.respondents, "respondent", "respondents")
    );
    if let Some(contributions) = received.contributions {
        said.push_str(&format!(
            " and {} made at {}",
            counted(contributions, "point", "points"),
            things(findings.events.len(), "event", "events")
        ));
    }
    said.push_str(".\n");
    if !findings.campaigns.is_empty() {
        said.push_str(&format!(
            "{} found, sent by {}; every figure is given with and without them.\n",
            things(findings.campaigns.len(), "campaign was", "campaigns were"),
            counted(received.in_campaigns, "respondent", "respondents")
        ));
    }
    said.push_str(&raised_most(findings));
    if is_starter {
        said.push_str(&format!(
            "Themes were found with the list built in: {}, version {}; to use your own: --lexicon FILE.\n",
            findings.lexicon.title, findings.lexicon.version
        ));
    }
    said.extend(findings.corrections.as_ref().map(corrected));
    if findings.checks.as_ref().is_some_and(|checks| checks.checked.is_none()) {
        said.push_str("The figures of --checked are of another lexicon and were left out.\n");
    }
    if let Some(learned) = &findings.learned {
        said.push_str(&format!(
            "{} Profile: [model] counts = \"{}\".\n",
            learned.counts.meaning(),
            learned.counts.code()
        ));
    }
    let preset = findings.figures.preset;
    said.push_str(&format!("Small numbers: {} (preset {}).\n", preset.meaning(), preset.name()));
    if said.contains(HIDDEN) {
        said.push_str(&format!(
            "{HIDDEN} stands for a number that is small, or would tell one that is: these lines may be passed on. manifest.json has the numbers as counted.\n"
        ));
    }
    if findings.has_telling_quotes() {
        said.push_str(
            "Some quotes could tell who said them: read internal/quote-warnings.csv before you publish.\n",
        );
    }
    said.push_str(&format!("The report lies in {}: open report.html there.\n", out.display()));
    said
}

/// The priorities that come first; where campaign letters change that, those that come first without them too.
fn raised_most(findings: &Findings) -> String {
    let rows = priority_rows(findings);
    let list = |heading: &str, rows: &[&PriorityRow], figure: fn(&PriorityRow) -> PublishedFigure, of| {
        let name = |row: &PriorityRow| &findings.lexicon.priorities[row.priority].name;
        let line = |(at, row): (usize, &&PriorityRow)| {
            format!("  {}. {}: {}\n", at + 1, name(row), out_of(figure(row), of))
        };
        let lines: String = rows.iter().enumerate().map(line).collect();
        if lines.is_empty() { lines } else { format!("{heading}:\n{lines}") }
    };
    if leading_unit(findings) == Unit::Contributions {
        let first: Vec<&PriorityRow> =
            rows.iter().filter(|row| row.contributions.numerator.rank() > 0).take(Leading::MOST).collect();
        return list("Raised most, in points made at events", &first, |row| row.contributions, "points");
    }
    let leading = Leading::of(&rows);
    let has_campaigns = !findings.campaigns.is_empty();
    let letters = if has_campaigns { ", campaign letters included" } else { "" };
    let heading = format!("{}{letters}", leading.heading());
    let mut said = list(&heading, &leading.with, |row| row.included, "respondents");
    said.extend(leading.hidden_told(findings).map(|told| told + "\n"));
    if !has_campaigns || leading.with.is_empty() {
        return said;
    }
    if leading.differ() || !leading.hidden_without.is_empty() {
        said.push_str(&list("Without campaign letters", &leading.without, |row| row.excluded, "respondents"));
        said.extend(leading.hidden_without_told(findings).map(|told| told + "\n"));
    } else {
        said.push_str("Without campaign letters the same come first, in the same order.\n");
    }
    said
}

/// How many corrections counted; where that is hidden, the file that tells each.
fn corrected(corrections: &CorrectionsFinding) -> String {
    if corrections.applied.is_hidden() || corrections.conflicts.is_hidden() {
        return "Corrected by hand: internal/overrides.csv says which corrections were applied, and which not.\n".to_owned();
    }
    let (applied, conflicts) = (shown(corrections.applied), shown(corrections.conflicts));
    format!("Corrected by hand: {applied} applied, {conflicts} not (internal/overrides.csv).\n")
}
