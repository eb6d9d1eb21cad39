//! What a profile wishes to have hidden or kept besides what is found.

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::Detail;
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
    /// Whether a postcode keeps its first half.
    pub postcode_district: bool,
}

impl Wishes {
    /// Makes a profile's wishes ready. Upper and lower case are alike, and any white space stands for a space.
    pub fn new(settings: &RedactSettings) -> Wishes {
        Wishes {
            hide: phrases(&settings.hide),
            keep: phrases(&settings.keep),
            postcode_district: settings.postcode_district,
        }
    }

    /// Where words stand that the profile hides.
    pub(super) fn hidden(&self, text: &str, found: &mut Vec<Span>) {
        let hits = self.hide.iter().flat_map(|hide| hide.find_iter(text));
        found.extend(hits.map(|hit| Span::new(hit.start(), hit.end())));
    }

    /// Drops the details whose every word the profile keeps. What it hides stays hidden.
    pub(super) fn drop_kept(&self, text: &str, details: &mut Vec<Detail>) {
        let Some(keep) = &self.keep else { return };
        if details.is_empty() {
            return;
        }
        let kept: Vec<Span> = keep.find_iter(text).map(|hit| Span::new(hit.start(), hit.end())).collect();
        details.retain(|detail| {
            let is_kept =
                detail.span.overlapping(&kept, |span| *span).iter().any(|span| span.covers(detail.span));
            !is_kept || detail.kind_name() == HIDDEN
        });
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
