//! A REFI-QDA project (`.qdpx`), which programs for qualitative analysis exchange: every response as a source, themes as codes, mentions as selections.
//!
//! A ZIP archive of `project.qde` and a text file for each source (REFI-QDA 1.5, `Project-mrt2019.xsd`). Personal details are masked in the texts.
//! Positions count code points, as the standard says and QualCoder reads them. It tells no times: all of them are optional.

use crate::analysis::{Analysis, Outcome};
use crate::digest::guid;
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::office::{Markup, Package};
use crate::records::Evidence;
use crate::redact::{Detail, publishable, redacted};
use crate::text::Span;

use super::{Exchange, ExchangeFile};

pub(super) struct RefiQda;

const PATH: &str = "internal/refi-qda/project.qdpx";
/// The words that stand for the program in identifiers and as the user who coded.
const CODER: &str = "yousaid";

impl Exchange for RefiQda {
    fn name(&self) -> &'static str {
        "qdpx"
    }

    fn summary(&self) -> &'static str {
        "a REFI-QDA project for programs such as QualCoder, NVivo and ATLAS.ti: masked texts, codes, coded words"
    }

    fn write(&self, evidence: &Evidence<'_>) -> Vec<ExchangeFile> {
        let Evidence { analysis, lexicon, .. } = *evidence;
        let mut package = Package::default();
        let sources: Vec<Source> = analysis
            .outcomes
            .iter()
            .filter(|outcome| !matches!(outcome.state, State::Blank | State::Unreadable))
            .map(|outcome| Source::of(analysis, outcome))
            .collect();
        package.add("project.qde", &project(analysis, lexicon, &sources));
        for source in &sources {
            package.add(&format!("Sources/{}.txt", source.guid), source.text.as_bytes());
        }
        vec![ExchangeFile { path: PATH.to_owned(), bytes: package.into_bytes() }]
    }
}

/// A response whose words are handed on.
struct Source<'a> {
    id: String,
    guid: String,
    text: String,
    outcome: &'a Outcome,
}

impl<'a> Source<'a> {
    fn of(analysis: &Analysis, outcome: &'a Outcome) -> Source<'a> {
        let id = analysis.response_id(outcome);
        let clean = analysis.text(outcome);
        let text = redacted(clean, Span::new(0, clean.len()), &outcome.themed.details);
        Source { guid: guid(&format!("{CODER} source {id}")), text: text.as_str().to_owned(), id, outcome }
    }
}

/// How many code points of the masked text stand before a place of the clean one. A place inside a detail is taken for its beginning.
fn position(clean: &str, at: u32, details: &[Detail]) -> usize {
    let inside = details.iter().find(|detail| detail.span.start < at && at < detail.span.end);
    let at = inside.map_or(at, |detail| detail.span.start);
    redacted(clean, Span::new(0, at as usize), details).as_str().chars().count()
}

/// The same for where something ends: a detail that it cuts belongs to it.
fn end_position(clean: &str, at: u32, details: &[Detail]) -> usize {
    redacted(clean, Span::new(0, at as usize), details).as_str().chars().count()
}

fn theme_guid(lexicon: &Lexicon, theme: usize) -> String {
    guid(&format!("{CODER} theme {}", lexicon.themes[theme].id))
}

fn variable_guid(name: &str) -> String {
    guid(&format!("{CODER} variable {name}"))
}

fn project(analysis: &Analysis, lexicon: &Lexicon, sources: &[Source<'_>]) -> Vec<u8> {
    let coder = guid(CODER);
    let mut xml = Markup::document();
    xml.open(
        "Project",
        &[
            ("xmlns", "urn:QDA-XML:project:1.0"),
            ("name", &lexicon.title),
            ("origin", &format!("{CODER} {}", env!("CARGO_PKG_VERSION"))),
            ("creatingUserGUID", &coder),
        ],
    );
    xml.open("Users", &[]).empty("User", &[("guid", &coder), ("name", CODER)]).close();
    xml.open("CodeBook", &[]).open("Codes", &[]);
    for (at, priority) in lexicon.priorities.iter().enumerate() {
        let guid = guid(&format!("{CODER} priority {}", priority.id));
        xml.open("Code", &[("guid", &guid), ("name", &priority.name), ("isCodable", "false")]);
        write_codes(&mut xml, lexicon, at, None);
        xml.close();
    }
    xml.close().close();
    let consultation = &analysis.consultation;
    let attributes = consultation.attributes.iter().map(|attribute| attribute.name.as_str());
    let variables: Vec<String> =
        ["Question", "State"].into_iter().chain(attributes).map(str::to_owned).collect();
    xml.open("Variables", &[]);
    for name in &variables {
        let shown = publishable(name, &analysis.wishes);
        let attributes = [
            ("guid", variable_guid(name)),
            ("name", shown.as_str().to_owned()),
            ("typeOfVariable", "Text".to_owned()),
        ];
        let attributes = attributes.each_ref().map(|(name, value)| (*name, value.as_str()));
        xml.empty("Variable", &attributes);
    }
    xml.close();
    if !sources.is_empty() {
        xml.open("Sources", &[]);
        sources.iter().for_each(|source| write_source(&mut xml, source, analysis, lexicon, &coder));
        xml.close();
    }
    xml.into_bytes()
}

/// The themes of a priority that stand under a theme, or under none.
fn write_codes(xml: &mut Markup, lexicon: &Lexicon, priority: usize, parent: Option<usize>) {
    for (at, theme) in lexicon.themes_of(priority).filter(|(_, theme)| theme.parent == parent) {
        let guid = theme_guid(lexicon, at);
        xml.open("Code", &[("guid", &guid), ("name", &theme.name), ("isCodable", "true")]);
        write_codes(xml, lexicon, priority, Some(at));
        xml.close();
    }
}

fn write_source(xml: &mut Markup, source: &Source<'_>, analysis: &Analysis, lexicon: &Lexicon, coder: &str) {
    let Source { id, guid: source_guid, outcome, .. } = source;
    // It becomes the name of a file in other programs.
    let name: String = id.chars().map(|c| if matches!(c, '/' | '\\' | ':') { '-' } else { c }).collect();
    let path = format!("internal://{source_guid}.txt");
    xml.open(
        "TextSource",
        &[("guid", source_guid), ("name", &name), ("plainTextPath", &path), ("creatingUser", coder)],
    );
    let clean = analysis.text(outcome);
    let details = &*outcome.themed.details;
    for mention in outcome.themed.mentions.iter() {
        let (start, end) =
            (position(clean, mention.span.start, details), end_position(clean, mention.span.end, details));
        let theme = &lexicon.themes[mention.theme as usize].id;
        let key = format!("{CODER} selection {id} {theme} {} {}", mention.span.start, mention.span.end);
        let words = redacted(clean, mention.span, details);
        xml.open(
            "PlainTextSelection",
            &[
                ("guid", &guid(&key)),
                ("name", words.as_str()),
                ("startPosition", &start.to_string()),
                ("endPosition", &end.to_string()),
                ("creatingUser", coder),
            ],
        );
        xml.open("Coding", &[("guid", &guid(&format!("{key} coding"))), ("creatingUser", coder)]);
        xml.empty("CodeRef", &[("targetGUID", &theme_guid(lexicon, mention.theme as usize))]);
        xml.close().close();
    }
    let consultation = &analysis.consultation;
    let submission = analysis.submission(outcome);
    let mut value = |name: &str, value: &str| {
        xml.open("VariableValue", &[]).empty("VariableRef", &[("targetGUID", &variable_guid(name))]);
        xml.element("TextValue", &[], publishable(value, &analysis.wishes).as_str()).close();
    };
    value("Question", consultation.questions.name(analysis.response(outcome).question));
    value("State", outcome.state.code());
    for (attribute, of) in &submission.attributes {
        value(&consultation.attributes[*attribute as usize].name, consultation.value(*attribute, *of));
    }
    xml.close();
}
