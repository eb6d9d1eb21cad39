//! Who a row of a table is from, and what it tells of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::TableReader;
use crate::delimited::Row;
use crate::ingest::letters;
use crate::ingest::platforms::RowsAre;
use crate::ingest::tables::capacity::{Capacity, capacity_of};
use crate::ingest::tables::consent::{consent_of, is_unclear};
use crate::ingest::tables::dates::day_of;
use crate::ingest::tables::headings::plain;
use crate::ingest::tables::joining::Details;
use crate::ingest::tables::role::Role;
use crate::ledger::State;
use crate::submission::{Consent, Respondent, attribute};

/// A number of so many digits is no running number of one sheet.
const LEAST_DIGITS: usize = 4;

/// Fewer different numbers are a code: of men and women, of those who agree.
const FEWEST_NUMBERED: usize = 3;

/// A row of a table that numbers its people.
pub(super) struct Numbered {
    submission: usize,
    number: String,
    question: Option<String>,
    known: Vec<String>,
}

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
        addresses
    }

    /// Remembers whom a row gives in the column that numbers the people of the table. A name is somebody's where each row answers one question.
    pub(super) fn remember_numbered(&mut self, row: &Row, submission: usize) {
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
        let Some((at, _)) = self.person else { return };
        let number = self.layout.meant(row, at).to_lowercase();
        let is_number = number.contains(|c: char| c.is_ascii_digit());
        let is_name = || self.layout.question.is_some() && !NOBODY.contains(&number.as_str());
        if number.is_empty() || !is_number && !is_name() {
            return;
        }
        // What else is known of the row's respondent.
        const OF_ROW: [&str; 10] =
            ["comment", "comments", "theme", "themes", "topic", "topics", "no", "time", "timestamp", "#"];
        let is_of_row = |header: &str| {
            let plain = plain(header);
            OF_ROW
                .contains(&plain.split(|c: char| !c.is_alphanumeric() && c != '#').next().unwrap_or_default())
        };
        let known = self.layout.columns.iter().zip(&self.layout.roles).enumerate().filter(
            |(other, (column, role))| {
                *other != at
                    && !matches!(role, Role::Open | Role::Question | Role::Empty)
                    && !is_of_row(&column.header)
            },
        );
        let known: Vec<String> = known.map(|(other, _)| self.layout.meant(row, other).into_owned()).collect();
        let question = self.layout.question.map(|question| row.cell(question).trim().to_owned());
        self.numbered.push(Numbered { submission, number, question, known });
    }

    /// Makes rows with one number one person's: where they stand right below one another, or answer different questions, or are speakers in turn, and all else
    /// that is known of them is the same. A number that comes again apart from that is another person's.
    pub(super) fn settle_numbered(&mut self) {
        let Some((at, scope)) = self.person.take() else { return };
        let rows = std::mem::take(&mut self.numbered);
        let mut people: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            people.entry(row.number.as_str()).or_default().push(place);
        }
        if people.len() < FEWEST_NUMBERED && people.len() < rows.len() {
            return;
        }
        let are_speakers = plain(&self.layout.columns[at].header).starts_with("speaker")
            && rows.iter().all(|row| row.known.is_empty());
        let is_one = |places: &[usize]| {
            let first = &rows[places[0]];
            let is_known = places.iter().all(|place| rows[*place].known == first.known);
            let is_contiguous = places.windows(2).all(|two| two[0] + 1 == two[1]);
            let questions: BTreeSet<&Option<String>> =
                places.iter().map(|place| &rows[*place].question).collect();
            let asks_anew = first.question.is_some() && questions.len() == places.len();
            is_known && (is_contiguous || asks_anew || are_speakers)
        };
        for (number, places) in people {
            if !is_one(&places) {
                continue;
            }
            // Each sheet of a workbook may number its people from 1.
            let is_long = number.bytes().filter(u8::is_ascii_digit).count() >= LEAST_DIGITS;
            let sheet = if is_long { 0 } else { self.whole.sheet };
            let identity =
                self.reading.consultation.identities.number(&format!("{scope}, sheet {sheet}\u{1f}{number}"));
            for place in places {
                self.reading.submissions[rows[place].submission].respondent.identity.get_or_insert(identity);
            }
        }
    }

    /// What a row says of its respondent, and the attributes it gives.
    pub(super) fn respondent(&mut self, row: &Row) -> (Respondent, Vec<(u32, u32)>) {
        let mut respondent = letters::respondent(self.told, None);
        let mut organisation = None;
        if self.told.may_quote.is_none() && !self.consents.is_empty() {
            let meaning = |at: usize| {
                let cell = self.layout.meant(row, at);
                self.layout.wordings[at].meaning(cell.trim()).to_owned()
            };
            let said: Vec<_> = self.consents.iter().map(|(at, asked)| (*asked, meaning(*at))).collect();
            self.unclear += said.iter().filter(|(_, cell)| is_unclear(cell)).count();
            respondent.consent = consent_of(said.into_iter());
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
