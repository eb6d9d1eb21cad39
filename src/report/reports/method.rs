//! `publish/method.md`: method and limitations, written from the run.

use std::fmt::Write;

use crate::count::{Campaigns, Filter, Level, Unit};
use crate::findings::Findings;
use crate::report::Report;
use crate::report::campaigns::write_campaigns;
use crate::report::figures::{counted, left_out, number, percent};
use crate::report::waterfall::{Step, What, waterfall};

pub(super) struct Method;

impl Report for Method {
    fn path(&self) -> &'static str {
        "publish/method.md"
    }

    fn summary(&self) -> &'static str {
        "method and limitations, written from this run"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        let mut page = String::new();
        write_page(findings, &mut page).expect("writing to a string does not fail");
        page.into_bytes()
    }
}

fn write_page(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let received = &findings.received;
    let lexicon = &findings.lexicon;
    writeln!(page, "# Method: {}\n", findings.title)?;
    if let Some(notice) = &findings.notice {
        writeln!(page, "> {notice}\n")?;
    }
    writeln!(page, "> Small numbers are not yet protected. Figures below 5 can point to a person.\n")?;
    writeln!(page, "## What came in\n")?;
    writeln!(
        page,
        "{} in {}, of which {} are points made at events. {} whose words are counted; {}.\n",
        counted(received.submissions as u64, "submission", "submissions"),
        counted(received.files as u64, "file", "files"),
        number(received.contributions as u64),
        counted(received.respondents as u64, "respondent", "respondents"),
        counted(received.organisations as u64, "of them an organisation", "of them organisations"),
    )?;
    writeln!(page, "| step | items | left | what it means |\n|---|---:|---:|---|")?;
    for Step { what, items, left } in waterfall(&findings.totals) {
        let (name, items, left) = (what.name(), number(items as u64), number(left as u64));
        let meaning = what.meaning();
        match what {
            What::Received | What::Counted => {
                writeln!(page, "| **{name}** | **{items}** | **{left}** | {meaning} |")?;
            }
            What::Leaves(_) => writeln!(page, "| {name} | \u{2212}{items} | {left} | {meaning} |")?,
            What::Part(_) => writeln!(page, "| {name} | {items} | | {meaning} |")?,
        }
    }
    writeln!(page)?;
    writeln!(page, "## Themes\n")?;
    writeln!(
        page,
        "Lexicon: {}, version {} ({}, {}, {}; SHA-256 `{}`). A theme shows where the words of one of its rules stand in a response. \
         The lexicon's own examples were checked before the run. Nothing in the run is learned or random: the same files give the same report.\n",
        lexicon.title,
        lexicon.version,
        counted(lexicon.priorities.len() as u64, "priority", "priorities"),
        counted(lexicon.themes.len() as u64, "theme", "themes"),
        counted(lexicon.rule_count() as u64, "rule", "rules"),
        findings.lexicon_sha256,
    )?;
    let any = findings.tally.figure(Level::All, 0, Unit::Respondents, Campaigns::Included);
    writeln!(
        page,
        "{} of {} respondents ({}%) raised at least one theme. {} of {} counted responses show none; they stay in the base of every share.\n",
        number(any.numerator),
        number(any.denominator),
        percent(any).unwrap_or_else(|| "0".to_owned()),
        number(received.unthemed as u64),
        number(findings.totals.counted() as u64),
    )?;
    writeln!(page, "How often the rules are right has not been measured on this consultation.\n")?;
    write_counting(findings, page)?;
    write_limits(page)
}

fn write_counting(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let settings = &findings.dedupe;
    writeln!(page, "## Counting\n")?;
    writeln!(
        page,
        "- **Respondents**: different people and organisations. A person counts once for a theme, once for a priority and once for a question, however often they raise it."
    )?;
    writeln!(page, "- **Mentions**: places in responses. Their base is all mentions.")?;
    writeln!(
        page,
        "- **Contributions**: points made at events. It is not known who made them; they are never added to respondents."
    )?;
    writeln!(
        page,
        "- **Represented**: people for whom organisations say they speak. Never added to respondents."
    )?;
    writeln!(
        page,
        "- **Base**: those with at least one response that counts; for a question, those who answered it. Blanks, placeholders, answers in other languages and duplicates are not in it."
    )?;
    writeln!(
        page,
        "- `low` and `high` are the ends of the 95% Wilson score interval. They describe how firm a share is; they infer nothing about people who did not take part."
    )?;
    writeln!(page)?;
    writeln!(page, "Broken down by:\n")?;
    let mut last = "";
    for (at, filter) in findings.tally.filters.iter().enumerate() {
        let name = findings.filter_names[at].0.as_str();
        if *filter != Filter::All && name != last {
            writeln!(page, "- {}", name.to_lowercase())?;
            last = name;
        }
    }
    for name in left_out(findings) {
        writeln!(page, "- not by {name}: these are too many to be groups")?;
    }
    writeln!(page, "\n## Copies and campaigns\n")?;
    writeln!(
        page,
        "The same person is known by an e-mail address, or by a column that the profile calls 'person': {} sent more than one submission. The same words again are a duplicate; other words \
         are merged, so that the person counts once.\n",
        counted(findings.people_with_several as u64, "person", "people"),
    )?;
    writeln!(
        page,
        "Between different people, texts of {} words or more are near copies where they share {:.0}% or more of their word triples (stems; exact Jaccard similarity). \
         Copies of {} words or more from {} or more respondents are a campaign. The same short words are never a campaign, however many write them: two people who write \"more GPs\" are two people.\n",
        settings.near_from_words,
        settings.near * 100.0,
        settings.campaign_from_words,
        settings.campaign_from_respondents,
    )?;
    writeln!(
        page,
        "{} found. Every count is given with campaigns (all who sent the words count) and without (only words that people wrote themselves count).\n",
        counted(findings.campaigns.len() as u64, "campaign was", "campaigns were"),
    )?;
    write_campaigns(findings, page)
}

fn write_limits(page: &mut String) -> std::fmt::Result {
    writeln!(page, "## Quotes and personal details\n")?;
    writeln!(
        page,
        "Quotes are whole sentences in people's own words. E-mail addresses, telephone numbers, postcodes, NHS numbers, dates of birth and names that the words around them show \
         are masked, and each replacement is logged. Names that nothing marks as such are not found: read the quotes before you publish them. Where \
         people were asked for permission, only those who gave it are quoted. A respondent's description is used only where at least ten respondents share it; points made at an event are shown with its place.\n"
    )?;
    writeln!(page, "## Limitations\n")?;
    writeln!(
        page,
        "- This was an open invitation: neither a vote nor a representative sample. No figure here speaks for people who did not take part."
    )?;
    writeln!(
        page,
        "- Rules find words, not meanings. They miss a subject that is put in words the lexicon does not know, and can find one that was not meant."
    )?;
    writeln!(page, "- To raise a subject is not to take a side on it.")?;
    writeln!(page, "- A point made by one person can matter as much as one made by many.\n")?;
    writeln!(page, "## To trace a figure\n")?;
    writeln!(
        page,
        "Take its theme's rows in `internal/mentions.csv`: each names the response, the rule's line in the lexicon and the words found. `internal/responses.csv` has the response and its \
         source (file, sheet, row). `internal/ledger.csv` has every item received and what became of it."
    )
}
