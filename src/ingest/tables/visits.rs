//! Logs of visits and lists of events: how many people there were at each, and when.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::labels::Labels;
use super::role::Role;
use crate::delimited::{Found, Row};
use crate::ingest::Event;
use crate::ingest::formats::Rows;
use crate::ingest::numbers::only;
use crate::submission::attribute;
use crate::text::entries;

/// Columns that say how many people somebody spoke to.
const SPOKEN_TO: &str = include_str!("lists/spoken_to.txt");

/// Columns that say where somebody went.
const VISITED: &str = include_str!("lists/visited.txt");

/// Columns that say when, besides those that are plainly a date.
const WHEN: [&str; 6] = ["date", "visit date", "date of visit", "date visited", "when", "date of session"];

/// Columns that count people, of whom or by whom.
const OF_PEOPLE: [&str; 2] = ["number of people", "no of people"];

/// So many rows at least, each at another time or place, make visits of rows that count people.
const FEWEST_VISITS: usize = 3;

/// A count has at most so many words: "about 20".
const LONGEST_COUNT: usize = 3;

/// Which columns of a table of points tell of events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Visits {
    /// How many people there were.
    count: Option<usize>,
    /// When.
    date: Option<usize>,
    /// The column that names the event, where it is known for that.
    event: Option<usize>,
    /// The column that names the place of a visit, where no other names an event.
    place: Option<usize>,
    /// Whether each row is a visit.
    are_visits: bool,
}

impl Visits {
    /// The columns of a table with these headers, in plain words; `attendance` is one that says how many came.
    pub(super) fn of(headers: &[String], roles: &[Role], body: &[Row], attendance: Option<usize>) -> Visits {
        let with_role = |name: &str| roles.iter().position(|role| *role == Role::Attribute(name.to_owned()));
        let named = |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
        let listed = |list: &str, header: &String| entries(list).any(|known| known == header);
        let are_counts = |at: &usize| {
            let mut filled =
                body.iter().map(|row| row.cell(*at).trim()).filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(|cell| count(cell).is_some())
        };
        let event = with_role(attribute::EVENT);
        let date = with_role(attribute::DATE).or_else(|| named(&WHEN));
        let is_place = |at: &usize| listed(VISITED, &headers[*at]) && !matches!(roles[*at], Role::Open);
        let place = (0..headers.len()).find(is_place).or_else(|| with_role(attribute::LOCALITY));
        let spoken_to = (0..headers.len()).filter(are_counts).find(|at| listed(SPOKEN_TO, &headers[*at]));
        let is_each_another = || {
            let at = |row: &Row| {
                [date, event.or(place)]
                    .map(|at| at.map_or(String::new(), |at| row.cell(at).trim().to_owned()))
            };
            let visits: BTreeSet<[String; 2]> = body.iter().map(at).collect();
            body.len() >= FEWEST_VISITS && visits.len() == body.len()
        };
        let is_dated_and_placed = date.is_some() && event.or(place).is_some();
        let of_people = named(&OF_PEOPLE).filter(are_counts);
        let of_people = of_people.filter(|_| is_dated_and_placed && is_each_another());
        let visited = spoken_to.or(of_people).filter(|_| date.is_some() || event.or(place).is_some());
        Visits {
            count: visited.or(attendance.filter(are_counts)),
            date,
            event,
            place: place.filter(|_| visited.is_some() && event.is_none()),
            are_visits: visited.is_some(),
        }
    }

    /// Whether each row is a visit, at which somebody noted what people said.
    pub(super) fn are_visits(&self) -> bool {
        self.are_visits
    }

    /// The column that names each row's event, though it is not known as one that names events.
    pub(super) fn place(&self) -> Option<usize> {
        self.place
    }

    /// What a table's rows tell of each event, by its name, or by `otherwise` where none names one. Rows of one event on one day count the same people.
    pub(super) fn known(
        &self,
        rows: &Rows,
        mut labels: Labels,
        header: Option<(u32, u32)>,
        otherwise: &str,
    ) -> BTreeMap<String, Event> {
        let mut counted: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        let Some(at) = self.count else { return BTreeMap::new() };
        rows.each(&mut |found| {
            let Found::Row(row) = found else { return ControlFlow::Continue(()) };
            let completed = labels.completed(row);
            let row = completed.as_ref().unwrap_or(row);
            let cell = |at: Option<usize>| at.map_or("", |at| row.cell(at).trim());
            let is_below = header.is_none_or(|(_, last)| row.number > last);
            // A row of totals is of no day, or of no place.
            let told_by = self.date.or(self.event).or(self.place);
            let is_some = told_by.is_none() || !cell(told_by).is_empty();
            if let Some(count) = count(row.cell(at)).filter(|_| is_below && is_some) {
                let name = Some(cell(self.event.or(self.place))).filter(|name| !name.is_empty());
                let name = name.unwrap_or(otherwise).to_owned();
                let day = match (cell(self.date), self.are_visits) {
                    ("", true) => row.number.to_string(),
                    (day, _) => day.to_owned(),
                };
                let most = counted.entry(name).or_default().entry(day).or_default();
                *most = count.max(*most);
            }
            ControlFlow::Continue(())
        });
        let event = |(name, days): (String, BTreeMap<String, u32>)| {
            let attendance = days.values().fold(0u32, |all, count| all.saturating_add(*count));
            let is_one_day = self.date.is_some() && days.len() == 1;
            let date = days.into_keys().next().filter(|date| is_one_day && !date.is_empty());
            (name.clone(), Event { name, attendance: Some(attendance), date, ..Event::default() })
        };
        counted.into_iter().map(event).collect()
    }
}

/// How many people a cell says there were: "14", "about 20", "c. 30".
fn count(cell: &str) -> Option<u32> {
    let cell = cell.trim().trim_end_matches('+');
    only(cell).filter(|_| cell.split_whitespace().count() <= LONGEST_COUNT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visits(headers: &[&str], rows: &[&[&str]]) -> Visits {
        let row =
            |cells: &&[&str]| Row::new(2, &cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        let body: Vec<Row> = rows.iter().map(row).collect();
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        Visits::of(&headers, &vec![Role::Closed; headers.len()], &body, None)
    }

    #[test]
    fn a_log_of_visits_counts_whom_staff_spoke_to() {
        let rows: [&[&str]; 3] = [
            &["4 March", "Leek market", "14"],
            &["6 March", "Library", "about 8"],
            &["7 March", "Leek market", "5"],
        ];
        for header in ["no spoken to", "people engaged", "number of people"] {
            assert!(visits(&["date", "venue", header], &rows).are_visits(), "{header}");
        }
        for header in ["number of people in household", "age", "score"] {
            assert!(!visits(&["date", "venue", header], &rows).are_visits(), "{header}");
        }
        let same: [&[&str]; 3] =
            [&["4 March", "Leek", "14"], &["4 March", "Leek", "8"], &["4 March", "Leek", "5"]];
        assert!(!visits(&["date", "venue", "number of people"], &same).are_visits(), "each row is a point");
    }

    #[test]
    fn visits_to_one_place_are_added_up() {
        let rows: [&[&str]; 3] = [
            &["4 March", "Leek market", "14"],
            &["6 March", "Library", "8"],
            &["7 March", "Leek market", "5"],
        ];
        let found = visits(&["date", "venue", "people engaged"], &rows);
        let row =
            |cells: &&[&str]| Row::new(2, &cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        let known = found.known(&Rows::Held(rows.iter().map(row).collect()), Labels::default(), None, "Log");
        let told = |name: &str| known.get(name).map(|event| (event.attendance, event.date.as_deref()));
        assert_eq!(told("Leek market"), Some((Some(19), None)));
        assert_eq!(told("Library"), Some((Some(8), Some("6 March"))));
    }
}
