//! `internal/respondents.csv`: who answered, for whom they speak, and what is known of them.

use super::{Evidence, Record};
use crate::analysis::Analysis;
use crate::delimited::{Pieces, Sheet};
use crate::submission::Kind;

pub(super) struct Respondents;

const HEADER: [&str; 7] =
    ["respondent_id", "kind", "speaks_for_someone_else", "represents", "submissions", "responses", "counted"];

impl Record for Respondents {
    fn path(&self) -> &'static str {
        "internal/respondents.csv"
    }

    fn summary(&self) -> &'static str {
        "every respondent: individual or organisation, for whom they speak, and what is known of them"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let attributes = &analysis.consultation.attributes;
        let mut header: Vec<&str> = HEADER.to_vec();
        header.extend(attributes.iter().map(|attribute| attribute.name.as_str()));
        let mut sheet = Sheet::internal(&header, pieces);
        for (submission, person) in analysis.submissions.iter().zip(people(analysis)) {
            let Some(person) = person else { continue };
            sheet.cell(&submission.id);
            sheet.cell(if person.is_organisation { "organisation" } else { "individual" });
            sheet.cell(if person.speaks_for_someone { "yes" } else { "no" });
            sheet.cell(&person.represents.map_or(String::new(), |people| people.to_string()));
            sheet.number(person.submissions);
            sheet.number(person.responses);
            sheet.number(person.counted);
            for attribute in 0..attributes.len() as u32 {
                let value = person.value(attribute);
                sheet.cell(value.map_or("", |value| analysis.consultation.value(attribute, value)));
            }
            sheet.end();
        }
        sheet.finish();
    }
}

/// What all submissions of one respondent say together.
#[derive(Default)]
struct Person {
    is_organisation: bool,
    speaks_for_someone: bool,
    represents: Option<u32>,
    submissions: u32,
    responses: u32,
    counted: u32,
    /// Attributes with their values.
    values: Vec<(u32, u32)>,
}

impl Person {
    fn value(&self, attribute: u32) -> Option<u32> {
        self.values.iter().find(|(known, _)| *known == attribute).map(|(_, value)| *value)
    }
}

/// For each submission its respondent, where it is that respondent's first. The first submission that tells something of a person decides.
fn people(analysis: &Analysis) -> Vec<Option<Person>> {
    let mut people: Vec<Option<Person>> = analysis.submissions.iter().map(|_| None).collect();
    let mut of_submission = vec![None; analysis.submissions.len()];
    for (at, submission) in analysis.submissions.iter().enumerate() {
        if submission.kind != Kind::Reply {
            continue;
        }
        let respondent = &submission.respondent;
        let of = analysis.people.of[at] as usize;
        of_submission[at] = Some(of);
        let person = people[of].get_or_insert_default();
        person.is_organisation |= respondent.is_organisation;
        person.speaks_for_someone |= respondent.speaks_for_someone;
        person.represents = person.represents.max(respondent.represents);
        person.submissions += 1;
        for (attribute, value) in &submission.attributes {
            if person.value(*attribute).is_none() {
                person.values.push((*attribute, *value));
            }
        }
    }
    for outcome in &analysis.outcomes {
        if let Some(person) = of_submission[outcome.submission as usize].and_then(|of| people[of].as_mut()) {
            person.responses += 1;
            person.counted += u32::from(outcome.state.is_counted());
        }
    }
    people
}
