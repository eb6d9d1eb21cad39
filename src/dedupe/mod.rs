//! The same person twice, copies, near copies, campaigns. Marks, never removes.
//!
//! The same short words from two people are two people's words. Copies between people matter only where the text is so
//! long that coincidence is implausible; `docs/duplicates.md` states the rule.

// What is kept of each text.
mod boilerplate;
mod fingerprint;
mod minhash;
// Which texts are alike.
mod alignment;
mod comparer;
mod foresight;
mod links;
mod stance;
mod texts;
// Who sent them.
mod people;
// What those that are alike have in common.
mod campaigns;
mod containment;
mod families;
mod template;

pub use alignment::longest_common_row;
pub use boilerplate::Boilerplate;
pub use families::{DedupeInput, Families, Family, FamilyKind, Member, find_families};
pub use fingerprint::{Fingerprint, Scratch, Stem, fingerprint};
pub use people::{People, PeopleSettings, people, unknown_people};

use serde::Deserialize;

/// When texts are copies, and when copies are a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DedupeSettings {
    /// Two texts are near copies from this share of common word triples on (exact Jaccard similarity).
    pub near: f64,
    /// Texts of fewer words are never near copies of another person's.
    pub near_from_words: u32,
    /// Texts of fewer words are never copies of another person's.
    pub exact_from_words: u32,
    /// Copies from so many respondents are a campaign.
    pub campaign_from_respondents: u32,
    /// A campaign's text has at least so many words.
    pub campaign_from_words: u32,
}

impl Default for DedupeSettings {
    fn default() -> Self {
        DedupeSettings {
            near: 0.5,
            near_from_words: 25,
            exact_from_words: 8,
            campaign_from_respondents: 3,
            campaign_from_words: 25,
        }
    }
}
