//! `internal/families.csv`: people with several submissions, copies, and campaigns.

use super::{Evidence, Record};
use crate::dedupe::FamilyKind;
use crate::delimited::{Pieces, Sheet};

pub(super) struct Families;

const HEADER: [&str; 8] = [
    "response_id",
    "family_id",
    "kind",
    "like",
    "similarity",
    "containment",
    "added_start_end",
    "added_text",
];

/// The id of a family by its index.
pub(crate) fn family_id(family: usize) -> String {
    format!("F{:05}", family + 1)
}

impl Record for Families {
    fn path(&self) -> &'static str {
        "internal/families.csv"
    }

    fn summary(&self) -> &'static str {
        "duplicates and campaigns: which responses belong together, how alike they are, and what senders added"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let mut sheet = Sheet::internal(&HEADER, pieces);
        for (at, family) in analysis.families.iter().enumerate() {
            let like = analysis.response_id(&analysis.outcomes[family.representative]);
            let id = family_id(at);
            for member in &family.members {
                let outcome = &analysis.outcomes[member.response];
                let text = analysis.text(outcome);
                let spans: Vec<String> =
                    member.added.iter().map(|span| format!("{}:{}", span.start, span.end)).collect();
                let words: Vec<&str> = member.added.iter().map(|span| span.slice(text)).collect();
                sheet.row(&[
                    analysis.response_id(outcome).as_str(),
                    &id,
                    family.kind.code(),
                    &like,
                    &share(family.kind, member.similarity),
                    &share(family.kind, member.containment),
                    &spans.join(";"),
                    &words.join(" […] "),
                ]);
            }
        }
        sheet.finish();
    }
}

/// How alike two texts are; blank for one person's submissions, which belong together whatever their words.
fn share(kind: FamilyKind, share: f64) -> String {
    if kind == FamilyKind::SamePerson { String::new() } else { format!("{share:.3}") }
}
