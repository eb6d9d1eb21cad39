//! What the program decided in this run and what people did, in the headings of the Algorithmic Transparency Recording Standard (A7).

use std::fmt::Write;

use crate::findings::Findings;

/// The part of the method statement that tells of the program, in Markdown.
pub(super) fn write_transparency(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let lexicon = &findings.lexicon;
    let preset = findings.figures.preset;
    let protection = match preset.protects() {
        true => format!("hides numbers by the preset `{}`", preset.name()),
        false => "hides no numbers (preset `none`)".to_owned(),
    };
    writeln!(page, "## The program's part\n")?;
    writeln!(page, "For an entry in the Algorithmic Transparency Recording Standard, in its order.\n")?;
    let rows = [
        (
            "Tool and purpose",
            format!(
                "yousaid {}, a program with open source code. It sorts what people wrote into themes and counts who raised which, so that those who decide can read all of it in order.",
                env!("CARGO_PKG_VERSION")
            ),
        ),
        (
            "What it decides",
            format!(
                "Which responses count, which theme each shows, which texts are copies, which words are masked and which sentences are quoted; it {protection}. It scores and ranks no person, and takes no decision about anybody."
            ),
        ),
        (
            "What people decide",
            format!(
                "The themes and their rules (the lexicon {}, version {}), the settings of the run, what is published, and what is done about it. Every quote is to be read by a person before publication.",
                lexicon.title, lexicon.version
            ),
        ),
        (
            "How it works",
            "Each theme has rules of words and phrases that can be read in the lexicon; a response shows a theme where one of them stands in it. There is no random number and so no seed: a second run of the same files with the same settings gives the same bytes."
                .to_owned(),
        ),
        (
            "Data",
            "The submissions of this consultation, personal details among them. They are read on one computer and sent nowhere. Files for publication hold masked texts and protected numbers; the folder `internal/` holds the rest."
                .to_owned(),
        ),
        (
            "Oversight",
            "Every figure can be traced to responses, and every theme of a response to the rule and the words that gave it. `manifest.json` names the versions, the settings and the checksums by which a run can be checked."
                .to_owned(),
        ),
        (
            "Risks",
            "A subject that is put in words no rule knows is missed, and more often so in groups that write in their own way; a word can be meant otherwise than its rule. What shows no theme is listed in `internal/unthemed.csv` for people to read."
                .to_owned(),
        ),
    ];
    writeln!(page, "| heading | entry |\n|---|---|")?;
    rows.iter().try_for_each(|(what, told)| writeln!(page, "| **{what}** | {told} |"))?;
    writeln!(page)
}

/// Why items are not counted, where that may be told (K1).
pub(super) fn write_reasons(findings: &Findings, page: &mut String) -> std::fmt::Result {
    if findings.reasons.is_empty() {
        return Ok(());
    }
    writeln!(page, "Why items are not counted:\n")?;
    for (state, reason, items) in &findings.reasons {
        writeln!(page, "- {}: {reason} ({})", state.name(), super::figures::shown(*items))?;
    }
    writeln!(page)
}
