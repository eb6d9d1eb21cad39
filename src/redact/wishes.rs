//! What a profile wishes to have hidden or kept besides what is found.

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::speakers::Speakers;
use super::{Detail, details};
use crate::submission::Present;
use crate::text::Span;

/// The part of a profile about personal details.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RedactSettings {
    /// Words and phrases that are always hidden.
    pub hide: Vec<String>,
    /// Words and phrases that are never hidden.
    pub keep: Vec<String>,
    /// Whether a postcode keeps its first half: `ST13 [postcode]`.
    pub postcode_district: bool,
}

/// The wishes of a profile, ready for looking.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    hide: Option<Regex>,
    keep: Option<Regex>,
    /// The name of the organisation that answers.
    own_name: Option<Regex>,
    /// Those who were present where the words were said.
    speakers: Speakers,
    /// Whether a postcode keeps its first half.
    pub postcode_district: bool,
}

impl Wishes {
    /// Makes a profile's wishes ready. Upper and lower case are alike, and any white space stands for a space.
    pub fn new(settings: &RedactSettings) -> Wishes {
        Wishes {
            hide: phrases(&settings.hide),
            keep: phrases(&settings.keep),
            own_name: None,
            speakers: Speakers::default(),
            postcode_district: settings.postcode_district,
        }
    }

    /// The same wishes for the words of an organisation that agreed to be quoted: its own name stays there. One that is nothing but a person's name gives no reason to.
    pub fn with_own_name(&self, name: &str) -> Wishes {
        let name = name.trim();
        let names_somebody =
            |detail: &Detail| detail.names_people() && detail.span.covers(Span::new(0, name.len()));
        let is_person = details(name, self).iter().any(names_somebody);
        let own_name = if is_person { None } else { phrases(&[name.to_owned()]) };
        Wishes { own_name, ..self.clone() }
    }

    /// The same wishes for the words of a document that lists who was present: those people are known in it by their initials, too.
    pub fn with_present(&self, present: &[Present]) -> Wishes {
        Wishes { speakers: Speakers::of(present), ..self.clone() }
    }

    /// Where those stand who were present.
    pub(super) fn speakers(&self, text: &str, found: &mut Vec<Span>) {
        self.speakers.find(text, found);
    }

    /// Where words stand that the profile hides.
    pub(super) fn hidden(&self, text: &str, found: &mut Vec<Span>) {
        let hits = self.hide.iter().flat_map(|hide| hide.find_iter(text));
        found.extend(hits.map(|hit| Span::new(hit.start(), hit.end())));
    }

    /// Drops the details whose every word the profile keeps, and names of people inside the name of the organisation that answers. What the profile hides stays hidden.
    pub(super) fn drop_kept(&self, text: &str, details: &mut Vec<Detail>) {
        if details.is_empty() {
            return;
        }
        let mut drop_in = |keep: &Option<Regex>, may_stay: fn(&Detail) -> bool| {
            let Some(keep) = keep else { return };
            let kept: Vec<Span> = keep.find_iter(text).map(|hit| Span::new(hit.start(), hit.end())).collect();
            details.retain(|detail| {
                let around = detail.span.overlapping(&kept, |span| *span);
                !(may_stay(detail) && around.iter().any(|span| span.covers(detail.span)))
            });
        };
        drop_in(&self.keep, |detail| detail.kind_name() != HIDDEN);
        drop_in(&self.own_name, |detail| detail.names_people());
    }
}

/// The name of the kind of detail that a profile asks for.
pub(super) const HIDDEN: &str = "hidden";

/// One pattern for all phrases, the longest first, so that where two begin alike the longer one is found.
fn phrases(phrases: &[String]) -> Option<Regex> {
    let mut words: Vec<&str> =
        phrases.iter().map(|phrase| phrase.trim()).filter(|phrase| !phrase.is_empty()).collect();
    words.sort_by_key(|phrase| (std::cmp::Reverse(phrase.len()), *phrase));
    let alternatives: Vec<String> = words
        .iter()
        .map(|phrase| {
            let begins = if phrase.starts_with(char::is_alphanumeric) { r"\b" } else { "" };
            let ends = if phrase.ends_with(char::is_alphanumeric) { r"\b" } else { "" };
            let parts: Vec<String> = phrase.split_whitespace().map(regex::escape).collect();
            format!("{begins}{}{ends}", parts.join(r"\s+"))
        })
        .collect();
    if alternatives.is_empty() {
        return None;
    }
    let pattern =
        RegexBuilder::new(&alternatives.join("|")).case_insensitive(true).size_limit(1 << 28).build();
    // Escaped words always make a pattern; it fails only beyond the size limit, which thousands of phrases do not reach.
    pattern.ok()
}
