//! Who a row of a table is from, and what it tells of them.

use std::borrow::Cow;

use super::TableReader;
use crate::delimited::Row;
use crate::ingest::letters;
use crate::ingest::platforms::RowsAre;
use crate::ingest::tables::capacity::{Capacity, capacity_of};
use crate::ingest::tables::consent::consent_of;
use crate::ingest::tables::dates::day_of;
use crate::ingest::tables::joining::Details;
use crate::ingest::tables::role::Role;
use crate::ledger::State;
use crate::submission::{Consent, Respondent, attribute};

/// A number of so many digits is no running number of one sheet.
const LEAST_DIGITS: usize = 4;

impl TableReader<'_> {
    /// Everything by which a row identifies its respondent, the surest first.
    pub(super) fn identities(&mut self, row: &Row) -> Vec<u32> {
        let is_scoped = matches!(self.layout.rows_are, RowsAre::Details | RowsAre::Parts);
        let mut addresses = Vec::new();
        let mut others = Vec::new();
        for (at, role) in self.layout.roles.iter().enumerate() {
            if !matches!(role, Role::Person | Role::Identifier) {
                continue;
            }
            let cell = self.layout.meant(row, at);
            let identities = &mut self.reading.consultation.identities;
            match (role, &self.layout.export) {
                _ if cell.is_empty() => {}
                (Role::Person, _) if cell.contains('@') => {
                    addresses.push(identities.number(&cell.to_lowercase()));
                }
                // Within an export a number or a name is a person's; elsewhere it may be anybody's.
                (Role::Person, Some(export)) => {
                    others.push(identities.number(&format!("{export}\u{1f}{}", cell.to_lowercase())));
                }
                (Role::Identifier, Some(export)) if is_scoped => {
                    others.push(identities.number(&format!("{export}\u{1f}{}", cell.to_lowercase())));
                }
                // "anonymous" and "n/a" are nobody: a user number has a digit.
                (Role::Person, None) if cell.contains(|c: char| c.is_ascii_digit()) => {
                    others.push(identities.number(&cell.to_lowercase()));
                }
                _ => {}
            }
        }
        addresses.extend(others);
        if addresses.is_empty() {
            addresses.extend(self.numbered_person(row));
        }
        addresses
    }

    /// Who it is by the column that numbers the people of the table. A name is somebody's where each row answers one question.
    fn numbered_person(&mut self, row: &Row) -> Option<u32> {
        const NOBODY: [&str; 10] = [
            "anonymous",
            "anon",
            "unknown",
            "various",
            "all",
            "group",
            "staff",
            "resident",
            "patient",
            "carer",
        ];
        let (at, scope) = self.person.as_ref()?;
        let cell = self.layout.meant(row, *at).to_lowercase();
        let is_number = cell.contains(|c: char| c.is_ascii_digit());
        let is_name = || self.layout.question.is_some() && !NOBODY.contains(&cell.as_str());
        let is_somebody = !cell.is_empty() && (is_number || is_name());
        // Each sheet of a workbook may number its people from 1.
        let is_long = cell.bytes().filter(u8::is_ascii_digit).count() >= LEAST_DIGITS;
        let sheet = if is_long { 0 } else { self.whole.sheet };
        let key = format!("{scope}, sheet {sheet}\u{1f}{cell}");
        is_somebody.then(|| self.reading.consultation.identities.number(&key))
    }

    /// What a row says of its respondent, and the attributes it gives.
    pub(super) fn respondent(&mut self, row: &Row) -> (Respondent, Vec<(u32, u32)>) {
        let mut respondent = letters::respondent(self.told, None);
        let mut organisation = None;
        if self.told.may_quote.is_none() && !self.consents.is_empty() {
            let said = self.consents.iter().map(|(at, asked)| (*asked, self.layout.meant(row, *at)));
            respondent.consent = consent_of(said);
        }
        for (at, role) in self.layout.roles.iter().enumerate() {
            let (_, absent) = self.layout.cell(row, at);
            if let Some(absent) = absent {
                *self.absent.entry(absent).or_default() += 1;
            }
            if !matches!(role, Role::Represents | Role::Organisation | Role::IsOrganisation) {
                continue;
            }
            let cell = self.layout.meant(row, at);
            match role {
                _ if cell.is_empty() => {}
                Role::Represents => {
                    let number = cell.replace(',', "").parse::<f64>().unwrap_or(0.0);
                    if number > 1.0 {
                        respondent.represents = Some(number as u32);
                        respondent.is_organisation = true;
                    }
                }
                Role::Organisation => organisation = Some(cell.clone()),
                Role::IsOrganisation => {
                    let says_yes = cell.to_lowercase().starts_with('y');
                    let capacity = capacity_of(&cell);
                    respondent.is_organisation |= says_yes || capacity == Some(Capacity::Organisation);
                    respondent.speaks_for_someone |= capacity == Some(Capacity::SomeoneElse);
                }
                _ => {}
            }
        }
        let mut attributes = Vec::with_capacity(self.common.len() + self.attributes.len());
        attributes.extend_from_slice(&self.common);
        for (at, attribute) in &self.attributes {
            let cell = self.layout.meant(row, *at);
            if cell.is_empty() || self.common.iter().any(|(told, _)| told == attribute) {
                continue;
            }
            let value = if Some(*attribute) == self.date {
                day_of(&cell, self.layout.month_first)
            } else {
                Cow::Borrowed(self.layout.wordings[*at].meaning(cell.trim_end_matches(';')))
            };
            let values = &mut self.reading.consultation.attributes[*attribute as usize];
            let number = values.values.number(&value);
            if values.name == attribute::RESPONDENT_TYPE {
                // A few answers come again and again.
                let capacity = *self.capacities.entry(number).or_insert_with(|| capacity_of(&value));
                respondent.is_organisation |= capacity == Some(Capacity::Organisation);
                respondent.speaks_for_someone |= capacity == Some(Capacity::SomeoneElse);
            }
            attributes.push((*attribute, number));
        }
        respondent.is_organisation |= organisation.is_some() && respondent.represents.is_some();
        if respondent.is_organisation && respondent.consent == Consent::Given {
            let organisations = &mut self.reading.consultation.organisations;
            respondent.own_name = organisation.map(|name| organisations.number(&name));
        }
        (respondent, attributes)
    }

    /// A row that tells of a respondent who answers elsewhere.
    pub(super) fn details(&mut self, row: &Row) {
        if self.told.out_of_scope {
            return self.enter(row.number, State::OutOfScope, "left out by the profile");
        }
        let identities = self.identities(row);
        let (Respondent { is_organisation, represents, .. }, mut attributes) = self.respondent(row);
        let common = &self.common;
        attributes.retain(|given| !common.contains(given));
        let entry = self.reading.entries.len();
        self.enter(row.number, State::OutOfScope, "details of a respondent");
        let cell = |column: usize| self.layout.meant(row, column);
        self.closed.take(self.reading.joining.details_so_far(), cell);
        self.reading.joining.details(Details {
            identities,
            attributes,
            closed: Box::default(),
            is_organisation,
            represents,
            entry,
        });
    }
}
