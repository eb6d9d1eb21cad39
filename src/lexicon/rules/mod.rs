//! The kinds of rule: one file each, and a line in [`RULE_KINDS`].

mod after;
mod before;
mod exact;
mod near;
mod phrase;
mod signs;
mod start;
mod whole;

use super::pattern::{Pattern, Words};

/// A kind of rule: its word in the language, how it is written, and the pattern it stands for.
pub trait RuleKind: Sync {
    /// The word that begins such a line.
    fn keyword(&self) -> &'static str;
    /// How the line is written.
    fn usage(&self) -> &'static str;
    /// Compiles what follows the keyword. The error says what is wrong and what would be right.
    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String>;
}

/// Every kind of rule.
pub const RULE_KINDS: &[&dyn RuleKind] = &[
    &phrase::Phrase,
    &exact::Exact,
    &start::Start,
    &near::Near,
    &before::Before,
    &after::After,
    &whole::Whole,
    &signs::Signs,
];

/// The kind whose keyword this is.
pub fn rule_kind(keyword: &str) -> Option<&'static dyn RuleKind> {
    RULE_KINDS.iter().copied().find(|kind| kind.keyword() == keyword)
}

/// `N rest of the body`, for rules about distance.
fn distance<'a>(body: &'a str, usage: &str) -> Result<(u32, &'a str), String> {
    let body = body.trim();
    let (number, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    match number.parse::<u32>() {
        Ok(within) if (1..=30).contains(&within) => Ok((within, rest)),
        _ => Err(format!("'{number}' is not a distance of 1 to 30 words; write {usage}")),
    }
}
