//! The whole report as a document: what came in, what was raised, then a chapter for each priority.

use super::{cells, notices, quote_blocks, reading_notes, shown_percent};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::Findings;
use crate::office::{Block, Chart, Document, Grid, Series};
use crate::report::PriorityRow;
use crate::report::campaigns::{dates, share_of_respondents, theme_names};
use crate::report::figures::{HIDDEN, counted, out_of, priority_rows, shown, things};
use crate::report::order::themes_most_first;
use crate::report::waterfall::{Step, What, waterfall};

/// So many quotes of each theme; report.html has them all.
const QUOTES_OF_THEME: usize = 2;
/// So many themes of each priority are quoted.
const QUOTED_THEMES: usize = 6;
/// So many priorities stand in the chart.
const MOST_BARS: usize = 20;

/// The document.
pub(in crate::report) fn whole(findings: &Findings) -> Document {
    let rows = priority_rows(findings);
    let mut blocks = notices(findings);
    blocks.push(Block::Contents);
    blocks.extend(brief(findings, &rows));
    blocks.extend(priorities(findings, &rows));
    for row in &rows {
        blocks.extend(chapter(findings, row));
    }
    blocks.extend(campaigns(findings));
    blocks.extend(events(findings));
    blocks.extend(received(findings));
    blocks.extend(counting(findings));
    Document {
        title: findings.title.clone(),
        subtitle: "What people said, priority by priority".to_owned(),
        blocks,
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, text.to_owned())
}

fn brief(findings: &Findings, rows: &[PriorityRow]) -> Vec<Block> {
    let received = &findings.received;
    let mut said = format!(
        "{} were received; the words of {} are counted.",
        counted(received.submissions, "submission", "submissions"),
        counted(received.respondents, "respondent", "respondents"),
    );
    if let Some(points) = received.contributions {
        let events = things(findings.events.len(), "event", "events");
        said.push_str(&format!(" {} were made at {events}.", counted(points, "point", "points")));
    }
    if !findings.campaigns.is_empty() {
        said.push_str(&format!(
            " {} sent the words of {}.",
            counted(received.in_campaigns, "respondent", "respondents"),
            things(findings.campaigns.len(), "campaign", "campaigns"),
        ));
    }
    let mut blocks = vec![heading(1, "In brief"), Block::Paragraph(said)];
    let raised = rows.iter().filter(|row| row.included.numerator.rank() > 0).take(5);
    blocks.extend(raised.map(|row| {
        let name = &findings.lexicon.priorities[row.priority].name;
        let top = themes_most_first(findings, row.priority).into_iter().find_map(|theme| {
            let figure = overall(findings, Level::Theme(theme), Unit::Respondents, Campaigns::Included);
            (figure.numerator.rank() > 0).then_some((theme, figure))
        });
        let top = top.map_or(String::new(), |(theme, figure)| {
            let theme = &findings.lexicon.themes[theme].name;
            format!(" Most of all: {theme} ({}).", counted(figure.numerator, "respondent", "respondents"))
        });
        Block::Item(format!("{name}: raised by {}.{top}", out_of(row.included, "respondents")))
    }));
    blocks.extend(reading_notes(findings));
    blocks
}

fn overall(findings: &Findings, level: Level, unit: Unit, campaigns: Campaigns) -> PublishedFigure {
    findings.figures.overall(level, unit, campaigns)
}

fn priorities(findings: &Findings, rows: &[PriorityRow]) -> Vec<Block> {
    let lexicon = &findings.lexicon;
    let mut blocks = vec![heading(1, "Which priorities people raised")];
    let charted: Vec<&PriorityRow> =
        rows.iter().filter(|row| row.included.numerator.rank() > 0).take(MOST_BARS).collect();
    if !charted.is_empty() {
        blocks.push(Block::Chart(chart(findings, &charted)));
    }
    let has_campaigns = !findings.campaigns.is_empty();
    let has_points = findings.received.contributions.is_some();
    let mut columns = vec![("Priority", 37, false), ("Respondents", 17, true), ("Per cent", 12, true)];
    if has_campaigns {
        columns.push(("Without campaigns", 17, true));
    }
    if has_points {
        columns.push(("Points at events", 17, true));
    }
    let base = shown(findings.received.respondents);
    let caption = format!("Respondents who raised each priority, of {base} respondents");
    let mut table = Grid::new(caption, &columns);
    table.rows = rows
        .iter()
        .map(|row| {
            let mut cells_of_row = vec![lexicon.priorities[row.priority].name.clone()];
            cells_of_row.extend(cells(row.included));
            if has_campaigns {
                cells_of_row.push(shown(row.excluded.numerator));
            }
            if has_points {
                cells_of_row.push(shown(row.contributions.numerator));
            }
            cells_of_row
        })
        .collect();
    blocks.push(Block::Table(table));
    blocks
}

fn chart(findings: &Findings, rows: &[&PriorityRow]) -> Chart {
    let name = |row: &&PriorityRow| findings.lexicon.priorities[row.priority].name.clone();
    let values = |of: fn(&PriorityRow) -> PublishedFigure| -> Vec<Option<u64>> {
        rows.iter().map(|row| of(row).numerator.value()).collect()
    };
    let mut series = vec![Series { name: "All respondents".to_owned(), values: values(|row| row.included) }];
    if !findings.campaigns.is_empty() {
        series.push(Series { name: "Without campaigns".to_owned(), values: values(|row| row.excluded) });
    }
    let told: Vec<String> =
        rows.iter().map(|row| format!("{}: {}", name(row), shown(row.included.numerator))).collect();
    Chart {
        caption: "Respondents who raised each priority".to_owned(),
        description: format!(
            "Bar chart of how many respondents raised each priority, most first. {}. The table behind it has all numbers.",
            told.join("; ")
        ),
        names: rows.iter().map(name).collect(),
        series,
    }
}

/// The chapter of a priority: figures, people's own words, and a table for what was done about it.
fn chapter(findings: &Findings, row: &PriorityRow) -> Vec<Block> {
    let lexicon = &findings.lexicon;
    let name = &lexicon.priorities[row.priority].name;
    let mut said = format!("Raised by {}", out_of(row.included, "respondents"));
    if !findings.campaigns.is_empty() {
        said.push_str(&format!("; without campaigns by {}", out_of(row.excluded, "respondents")));
    }
    if findings.received.contributions.is_some() {
        said.push_str(&format!("; in {}", out_of(row.contributions, "points made at events")));
    }
    said.push('.');
    let mut blocks = vec![heading(1, name), Block::Paragraph(said)];
    let themes: Vec<usize> = themes_most_first(findings, row.priority)
        .into_iter()
        .filter(|theme| is_raised(findings, *theme))
        .collect();
    if themes.is_empty() {
        return blocks;
    }
    blocks.push(Block::Table(theme_table(findings, name, &themes)));
    let quoted: Vec<usize> = themes
        .iter()
        .copied()
        .filter(|theme| findings.quotes_of(*theme).next().is_some())
        .take(QUOTED_THEMES)
        .collect();
    for theme in quoted {
        blocks.push(heading(2, &lexicon.themes[theme].name));
        blocks.extend(quote_blocks(findings.quotes_of(theme).take(QUOTES_OF_THEME)));
    }
    blocks.push(Block::Table(you_said(findings, name, &themes)));
    blocks
}

/// Whether somebody raised a theme, as far as that is told: a hidden number counts as raised.
fn is_raised(findings: &Findings, theme: usize) -> bool {
    [Unit::Respondents, Unit::Contributions]
        .map(|unit| overall(findings, Level::Theme(theme), unit, Campaigns::Included).numerator)
        .iter()
        .any(|number| number.value() != Some(0))
}

fn theme_table(findings: &Findings, priority: &str, themes: &[usize]) -> Grid {
    let has_campaigns = !findings.campaigns.is_empty();
    let has_points = findings.received.contributions.is_some();
    let mut columns = vec![("Theme", 37, false), ("Respondents", 17, true), ("Per cent", 12, true)];
    if has_campaigns {
        columns.push(("Without campaigns", 17, true));
    }
    if has_points {
        columns.push(("Points at events", 17, true));
    }
    let mut table = Grid::new(format!("{priority}: respondents who raised each theme"), &columns);
    table.rows = themes
        .iter()
        .map(|theme| {
            let figure = |unit, campaigns| overall(findings, Level::Theme(*theme), unit, campaigns);
            let mut row = vec![theme_name(findings, *theme)];
            row.extend(cells(figure(Unit::Respondents, Campaigns::Included)));
            if has_campaigns {
                row.push(shown(figure(Unit::Respondents, Campaigns::Excluded).numerator));
            }
            if has_points {
                row.push(shown(figure(Unit::Contributions, Campaigns::Included).numerator));
            }
            row
        })
        .collect();
    table
}

/// The name of a theme, behind those that it is a part of.
fn theme_name(findings: &Findings, theme: usize) -> String {
    let lexicon = &findings.lexicon;
    let mut names: Vec<&str> =
        lexicon.way_up(theme).map(|theme| lexicon.themes[theme].name.as_str()).collect();
    names.reverse();
    names.join(" > ")
}

/// What people said, and room for what was done about it (FC5).
fn you_said(findings: &Findings, priority: &str, themes: &[usize]) -> Grid {
    let caption = format!("{priority}: you said, we did");
    let mut table = Grid::new(caption, &[("You said", 50, false), ("We did", 50, false)]);
    table.rows = themes
        .iter()
        .filter(|theme| findings.lexicon.themes[**theme].parent.is_none())
        .map(|theme| {
            let figure = overall(findings, Level::Theme(*theme), Unit::Respondents, Campaigns::Included);
            let points = overall(findings, Level::Theme(*theme), Unit::Contributions, Campaigns::Included);
            let name = &findings.lexicon.themes[*theme].name;
            let said = match figure.numerator.value() {
                Some(0) => format!("{name} ({} at events)", counted(points.numerator, "point", "points")),
                _ => format!("{name} ({})", counted(figure.numerator, "respondent", "respondents")),
            };
            vec![said, String::new()]
        })
        .collect();
    table
}

fn campaigns(findings: &Findings) -> Vec<Block> {
    if findings.campaigns.is_empty() {
        return Vec::new();
    }
    let (numerator, denominator) = (findings.received.in_campaigns, findings.received.respondents);
    let mut table = Grid::new(
        "Campaigns",
        &[
            ("Campaign", 13, false),
            ("Respondents", 15, true),
            ("Of all respondents", 15, true),
            ("Added own words", 14, true),
            ("Received", 18, false),
            ("Themes of its text", 35, false),
        ],
    );
    table.rows = findings
        .campaigns
        .iter()
        .map(|campaign| {
            vec![
                campaign.number.to_string(),
                shown(campaign.respondents),
                share_of_respondents(campaign, findings),
                shown(campaign.added_own_words),
                dates(campaign),
                theme_names(campaign, findings),
            ]
        })
        .collect();
    let mut blocks = vec![
        heading(1, "Campaigns"),
        Block::Paragraph(format!(
            "{} sent words that many others sent too. Every figure is given with and without these words.",
            out_of(PublishedFigure { numerator, denominator }, "respondents")
        )),
        Block::Table(table),
    ];
    for campaign in &findings.campaigns {
        if let Some(extract) = &campaign.extract {
            blocks.push(Block::Quote(extract.as_str().to_owned(), format!("Campaign {}", campaign.number)));
        }
    }
    blocks
}

fn events(findings: &Findings) -> Vec<Block> {
    if findings.events.is_empty() {
        return Vec::new();
    }
    let table = super::events::table(findings);
    let words = "Points made at events stand beside the figures of respondents and are never added to them: nobody knows who made which.";
    vec![heading(1, "Events"), Block::Paragraph(words.to_owned()), Block::Table(table)]
}

/// What became of everything received (K1).
fn received(findings: &Findings) -> Vec<Block> {
    let mut table = Grid::new(
        "What was received and what became of it",
        &[("Step", 26, false), ("Items", 13, true), ("Left", 13, true), ("What it means", 48, false)],
    );
    table.rows = waterfall(&findings.states)
        .into_iter()
        .map(|Step { what, items, left }| {
            let left = match what {
                What::Part(_) => String::from("–"),
                _ => left.map_or(HIDDEN.to_owned(), crate::text::with_commas),
            };
            vec![what.name(), shown(items), left, what.meaning().to_owned()]
        })
        .collect();
    vec![heading(1, "What was received"), Block::Table(table)]
}

fn counting(findings: &Findings) -> Vec<Block> {
    let received = &findings.received;
    let unthemed = PublishedFigure { numerator: received.unthemed, denominator: findings.states.counted };
    let said = [
        "Respondents are different people and organisations. A person counts once for a theme, once for a priority and once for a question, however often they raise it."
            .to_owned(),
        "Shares are of those with at least one response that counts. Points made at events have a base of their own.".to_owned(),
        format!(
            "Themes were found by the rules of the lexicon {}, version {}. Rules find words, not meanings. No theme was found in {} ({}); they stay in the base of every share.",
            findings.lexicon.title,
            findings.lexicon.version,
            out_of(unthemed, "counted responses"),
            shown_percent(unthemed),
        ),
        "Quotes are whole sentences in people's own words, personal details masked. Read every quote before you publish this document.".to_owned(),
        "Files that come with this document: publish/method.md tells the method, tables.xlsx and tables.ods have every table, report.html has all quotes.".to_owned(),
    ];
    std::iter::once(heading(1, "How it was counted")).chain(said.into_iter().map(Block::Paragraph)).collect()
}
