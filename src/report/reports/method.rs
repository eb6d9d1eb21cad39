//! `publish/method.md`: method and limitations, written from the run.

use std::fmt::Write;

use crate::count::{Campaigns, Level, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::Findings;
use crate::report::Report;
use crate::report::campaigns::write_campaigns;
use crate::report::checking::write_checking;
use crate::report::figures::{HIDDEN, counted, left_out, out_of, shown, things};
use crate::report::groups::divided;
use crate::report::leading::many;
use crate::report::learned::write_learned;
use crate::report::reconciliation::{base_without_campaigns, items_in_a_sentence, people_steps, why_no_base};
use crate::report::transparency::{write_reasons, write_transparency};
use crate::report::waterfall::{Step, What, waterfall};
use crate::text::capitalised;

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
    if let Some(about) = &findings.about {
        writeln!(page, "{about}\n")?;
    }
    if let Some(notice) = &findings.notice {
        writeln!(page, "> {notice}\n")?;
    }
    if !findings.figures.preset.protects() {
        writeln!(
            page,
            "> For internal use only: small numbers are not protected. Figures below 5 can point to a person.\n"
        )?;
    }
    write_plainly(findings, page)?;
    writeln!(page, "## What came in\n")?;
    writeln!(
        page,
        "{} in {}, of which {} made at events. {} whose words are counted; {}.\n",
        counted(received.submissions, "submission", "submissions"),
        things(received.files, "file", "files"),
        received
            .contributions
            .map_or("no points were".to_owned(), |points| format!("{} are points", shown(points))),
        counted(received.respondents, "respondent", "respondents"),
        received.organisations.map_or(
            "none of them known to be an organisation".to_owned(),
            |organisations| counted(organisations, "of them an organisation", "of them organisations")
        ),
    )?;
    writeln!(page, "From submissions to respondents:\n\n| step | number |\n|---|---:|")?;
    for step in people_steps(findings) {
        writeln!(page, "| {} | {} |", step.name, step.shown())?;
    }
    writeln!(page, "\n{}\n", items_in_a_sentence(findings))?;
    if let Some(said) = base_without_campaigns(findings) {
        writeln!(page, "{said}\n")?;
    }
    writeln!(page, "| step | items | left | what it means |\n|---|---:|---:|---|")?;
    for Step { what, items, left } in waterfall(&findings.states) {
        let left = left.map_or(HIDDEN.to_owned(), crate::text::with_commas);
        let (name, items) = (what.name(), shown(items));
        let meaning = what.meaning();
        match what {
            What::Received | What::Counted => {
                writeln!(page, "| **{name}** | **{items}** | **{left}** | {meaning} |")?;
            }
            What::Leaves(_) => {
                let minus = if items.starts_with(|c: char| c.is_ascii_digit()) { "\u{2212}" } else { "" };
                writeln!(page, "| {name} | {minus}{items} | {left} | {meaning} |")?;
            }
            What::Part(_) => writeln!(page, "| {name} | {items} | | {meaning} |")?,
        }
    }
    writeln!(page)?;
    write_reasons(findings, page)?;
    writeln!(page, "## Themes\n")?;
    writeln!(
        page,
        "Lexicon: {}, version {} ({}, {}, {}; SHA-256 `{}`). A theme shows where the words of one of its rules stand in a response. \
         The lexicon's own examples were checked before the run. {}: the same files give the same report.\n",
        lexicon.title,
        lexicon.version,
        things(lexicon.priorities.len(), "priority", "priorities"),
        things(lexicon.themes.len(), "theme", "themes"),
        things(lexicon.rule_count(), "rule", "rules"),
        findings.lexicon_sha256,
        if findings.learned.is_some() {
            "Nothing in the run is random"
        } else {
            "Nothing in the run is learned or random"
        },
    )?;
    let any = findings.figures.overall(Level::All, Unit::Respondents, Campaigns::Included);
    let unthemed = PublishedFigure { numerator: received.unthemed, denominator: findings.states.counted };
    writeln!(
        page,
        "{} raised at least one theme. {} show none; they stay in the base of every share.\n",
        out_of(any, "respondents"),
        out_of(unthemed, "counted responses"),
    )?;
    write_learned(findings, page)?;
    write_checking(findings, page)?;
    write_counting(findings, page)?;
    write_protection(findings, page)?;
    write_limits(findings, page)?;
    write_transparency(findings, page)?;
    write_tracing(page)
}

/// The method for whoever reads no further.
fn write_plainly(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let (received, lexicon, preset) = (&findings.received, &findings.lexicon, findings.figures.preset);
    writeln!(page, "## In plain words\n")?;
    writeln!(
        page,
        "{} were received. The words of {} are counted: different people and organisations, each once, however much they sent.{}\n",
        capitalised(&counted(received.submissions, "submission", "submissions")),
        counted(received.respondents, "respondent", "respondents"),
        received.contributions.map_or(String::new(), |points| format!(
            " {} made at {} stand beside them, because nobody knows who made them.",
            counted(points, "point", "points"),
            things(findings.events.len(), "event", "events")
        )),
    )?;
    writeln!(
        page,
        "A program sorted what they wrote into {} under {}. A theme counts where words that stand for it are in the text. People wrote the lists of these words, and anybody can read them. \
         So a figure says how many spoke of a subject. It does not say whether they were for it or against it: the quotes do.\n",
        things(lexicon.themes.len(), "theme", "themes"),
        things(lexicon.priorities.len(), "priority", "priorities"),
    )?;
    if !findings.campaigns.is_empty() {
        let senders = match received.in_campaigns.is_hidden() {
            true => "Some respondents".to_owned(),
            false => counted(received.in_campaigns, "respondent", "respondents"),
        };
        writeln!(
            page,
            "{senders} sent a letter that {}others sent too. They count like everyone. So that a campaign's letter cannot pass for the view of all, the main figures are also given without such letters.\n",
            many(findings),
        )?;
    }
    let protection = match preset.protects() {
        true => format!(
            "Small numbers are protected, so that nobody can be recognised: {}. {HIDDEN} stands for a hidden number. Names and other personal details that the program found are hidden in quotes.",
            preset.meaning()
        ),
        false => "Small numbers are not protected here. Names and other personal details that the program found are hidden in quotes.".to_owned(),
    };
    writeln!(page, "{protection}\n")?;
    writeln!(
        page,
        "Everybody was free to take part or not. So this is neither a vote nor a sample: the figures tell of those who took part, and of nobody else. What one person said can matter as much as what many said.\n"
    )?;
    writeln!(
        page,
        "The rest of this page is the full account, for whoever wants to check a figure or do the same again.\n"
    )
}

fn write_counting(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let (settings, received) = (&findings.dedupe, &findings.received);
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
        "- **Represented**: people for whom organisations say they speak{}. Never added to respondents.",
        match (received.speakers, received.organisations) {
            (Some(speakers), Some(organisations)) if !speakers.is_hidden() => {
                format!(" ({} of {} organisations say for how many)", shown(speakers), shown(organisations))
            }
            (Some(_), _) => " (those organisations that say for how many)".to_owned(),
            _ => String::new(),
        }
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
    let (told, untold): (Vec<_>, Vec<_>) = divided(findings).into_iter().partition(|of| of.is_told);
    let names: Vec<String> = told.iter().map(|of| of.name.to_lowercase()).collect();
    let names = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    writeln!(page, "Broken down by {names}.\n")?;
    for of in &untold {
        writeln!(page, "- not by {}", of.why_untold())?;
    }
    for name in left_out(findings) {
        writeln!(page, "- not by {name}: these are too many to be groups")?;
    }
    if !untold.is_empty() || !findings.left_out.is_empty() {
        writeln!(page)?;
    }
    writeln!(page, "## Copies and campaigns\n")?;
    writeln!(
        page,
        "The same person is known by an e-mail address, or by a column that the profile calls 'person': {} sent more than one submission. The same words again are a duplicate; other words \
         are merged, so that the person counts once.\n",
        counted(findings.received.people_with_several, "person", "people"),
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
        things(findings.campaigns.len(), "campaign was", "campaigns were"),
    )?;
    write_campaigns(findings, page)
}

fn write_protection(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let preset = findings.figures.preset;
    writeln!(page, "## Small numbers\n")?;
    if !preset.protects() {
        return writeln!(
            page,
            "Preset `none`: nothing is hidden or rounded. These figures are for internal use only.\n"
        );
    }
    if let Some(why) = why_no_base(findings) {
        writeln!(page, "{why}\n")?;
    }
    for unit in &findings.figures.withheld {
        writeln!(
            page,
            "**No numbers of {} are shown**: whatever else was hidden, too little of what the preset promises could be kept. Tell of these in words.\n",
            unit.code(),
        )?;
    }
    let (kept, all) = findings.figures.kept();
    writeln!(
        page,
        "Preset `{}`: {}. {HIDDEN} stands for a hidden number, and for every share and interval that it would be worked out from. What could give a hidden number back by subtraction \
         is hidden as well: the next smallest group, a theme beside its priority, a count without campaigns beside the one with them, a count from which the size of a campaign would leave a few. So {HIDDEN} in a group is not always a small number. \
         Groups smaller than {} are not shown by themselves. Where too few raised a theme, its row stays (\"fewer than {}\") and is not broken down: a point made by one person still matters.\n",
        preset.name(),
        preset.meaning(),
        preset.threshold(),
        preset.threshold(),
    )?;
    writeln!(
        page,
        "Each hidden number was checked: other tables were built that agree with everything published here, and in which it has other values. Of {} numbers in `publish/counts.csv`, {} are shown. \
         Mentions, and people for whom organisations speak, are given for everybody only: by group they would add up and give numbers of people back.\n",
        crate::text::with_commas(all as u64),
        crate::text::with_commas(kept as u64),
    )
}

fn write_limits(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let marks = match findings.received.contributions {
        Some(_) => {
            " Of a point made at an event, marks behind it that say how many agreed (x4, ✓✓✓) are left out."
        }
        None => "",
    };
    writeln!(page, "## Quotes and personal details\n")?;
    writeln!(
        page,
        "Quotes are whole sentences in people's own words; […] stands where some are left out.{marks} No two quotes of a theme are one person's, as far as it is known who is one person; somebody can be quoted under several themes. E-mail addresses, telephone numbers, postcodes, NHS numbers, dates of birth and names that the words around them show \
         are masked, and each replacement is logged. Names that nothing marks as such are not found: read the quotes before you publish them. Where \
         people were asked for permission, only those who gave it are quoted. A respondent's description is used only where at least ten respondents share it, and where it tells no more than the theme's own table; points made at an event are shown with its place on the same terms. Of what people sent in, a theme whose number is hidden has one quote at most, and so of points made at events.\n"
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
    writeln!(page, "- A point made by one person can matter as much as one made by many.\n")
}

fn write_tracing(page: &mut String) -> std::fmt::Result {
    writeln!(page, "## To trace a figure\n")?;
    writeln!(
        page,
        "Take its theme's rows in `internal/mentions.csv`: each names the response, the rule's line in the lexicon and the words found. `internal/rules.csv` has the rule at that line. `internal/responses.csv` has the response and its \
         source (file, sheet, row). `internal/ledger.csv` has every item received and what became of it."
    )
}
