//! The internal files: every response, mention, copy and replacement, and the ledger. Not for publication.

mod answers;
mod families;
mod for_translation;
mod learned;
mod ledger;
mod mentions;
mod overrides;
mod proposed_people;
mod quote_warnings;
mod quotes;
mod redactions;
mod respondents;
mod responses;
mod rules;
mod unthemed;

pub(crate) use families::family_id;

use crate::analysis::Analysis;
use crate::delimited::Pieces;
use crate::discover::MissedPhrase;
use crate::learn::Codings;
use crate::lexicon::Lexicon;
use crate::overrides::Decisions;
use crate::quote::Quote;

/// What internal files are written from.
pub struct Evidence<'a> {
    /// Every response and what became of it.
    pub analysis: &'a Analysis,
    /// The lexicon that themed it.
    pub lexicon: &'a Lexicon,
    /// The quotes that were chosen.
    pub quotes: &'a [Quote],
    /// What stands out in the unthemed responses.
    pub missed: &'a [MissedPhrase],
    /// What people decided against the lexicon.
    pub decisions: &'a Decisions,
    /// What a learned model showed; none where the run has none.
    pub codings: Option<&'a Codings>,
}

/// A file that must not leave the building.
pub trait Record: Sync {
    /// Where it lies in the output folder.
    fn path(&self) -> &'static str;
    /// What it is, in one line.
    fn summary(&self) -> &'static str;
    /// Whether there is anything to write; a run without leaves the file out.
    fn applies(&self, _evidence: &Evidence<'_>) -> bool {
        true
    }
    /// Gives its bytes to `pieces`, in order.
    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>);
}

/// Every internal file.
pub const RECORDS: &[&dyn Record] = &[
    &responses::Responses,
    &mentions::Mentions,
    &rules::Rules,
    &learned::Learned,
    &answers::Answers,
    &respondents::Respondents,
    &families::Families,
    &proposed_people::ProposedPeople,
    &redactions::Redactions,
    &ledger::Ledger,
    &overrides::Overrides,
    &unthemed::Unthemed,
    &for_translation::ForTranslation,
    &quotes::Quotes,
    &quote_warnings::QuoteWarnings,
];

/// The response ids, in the order of responses.
fn response_ids(analysis: &Analysis) -> Vec<String> {
    analysis.outcomes.iter().map(|outcome| analysis.response_id(outcome)).collect()
}
