//! A file of decisions: `internal/responses.csv` with its themes edited, or `internal/overrides.csv` of an earlier run.

use std::collections::BTreeSet;

use super::{Change, Override, Overrides};
use crate::delimited::Row;
use crate::error::Fault;
use crate::lexicon::dictionaries::Contents;

impl Overrides {
    /// Reads a file of decisions; gives every fault with its row. `sha256` is the file's.
    pub fn read(
        path: &str,
        name: &str,
        contents: &Contents,
        sha256: String,
    ) -> Result<Overrides, Vec<Fault>> {
        let (rows, unreadable) = contents.rows();
        let mut faults: Vec<Fault> =
            unreadable.into_iter().map(|(row, reason)| Fault::at(path, row as usize, reason)).collect();
        let Some((header, rows)) = rows.split_first() else {
            return Err(vec![Fault::of(path, WHAT_IT_IS)]);
        };
        let place = |name: &str| header.cells().position(|cell| cell.trim() == name);
        let columns = Columns {
            response: place("response_id"),
            content: place("content"),
            question: place("question"),
            who: place("who"),
            when: place("when"),
            why: place("why"),
        };
        let kind = match (place("change"), place("theme_id"), place("themes"), place("found")) {
            (Some(change), Some(theme), ..) => Kind::Log { change, theme },
            (_, _, Some(themes), Some(found)) => Kind::Edited { themes, found },
            _ => return Err(vec![Fault::at(path, header.number as usize, WHAT_IT_IS)]),
        };
        let missing: Vec<&str> = ["response_id", "content", "who", "when", "why"]
            .into_iter()
            .filter(|name| place(name).is_none())
            .collect();
        if !missing.is_empty() {
            let message = format!("there is no column {}; {WHAT_IT_IS}", missing.join(", "));
            return Err(vec![Fault::at(path, header.number as usize, message)]);
        }
        let mut list = Vec::new();
        for row in rows.iter().filter(|row| !row.is_empty()) {
            match kind.read(row, &columns) {
                Ok(decisions) => list.extend(decisions),
                Err(message) => faults.push(Fault::at(path, row.number as usize, message)),
            }
        }
        if faults.is_empty() { Ok(Overrides { file: name.to_owned(), sha256, list }) } else { Err(faults) }
    }
}

const WHAT_IT_IS: &str = "overrides are internal/responses.csv of a run with the cells of its column 'themes' edited and the columns who, when and why filled in \
                          beside them, or internal/overrides.csv of an earlier run";

struct Columns {
    response: Option<usize>,
    content: Option<usize>,
    question: Option<usize>,
    who: Option<usize>,
    when: Option<usize>,
    why: Option<usize>,
}

/// How decisions are written.
enum Kind {
    /// One a row.
    Log { change: usize, theme: usize },
    /// As the difference between what people left in one cell and what the program found in another.
    Edited { themes: usize, found: usize },
}

impl Kind {
    fn read(&self, row: &Row, columns: &Columns) -> Result<Vec<Override>, String> {
        let cell = |at: Option<usize>| at.map_or("", |at| row.cell(at)).trim();
        let changes: Vec<(Change, String)> = match self {
            Kind::Log { change, theme } => {
                let written = row.cell(*change).trim();
                let change = Change::from_code(written)
                    .ok_or_else(|| format!("change is 'added' or 'removed', not '{written}'"))?;
                let theme = row.cell(*theme).trim();
                if theme.is_empty() {
                    return Err("theme_id is empty; write the id of the theme that was decided on".to_owned());
                }
                vec![(change, theme.to_owned())]
            }
            Kind::Edited { themes, found } => {
                let (now, before) = (listed(row.cell(*themes)), listed(row.cell(*found)));
                let added = now.difference(&before).map(|theme| (Change::Added, theme.clone()));
                let removed = before.difference(&now).map(|theme| (Change::Removed, theme.clone()));
                added.chain(removed).collect()
            }
        };
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let empty: Vec<&str> = [("who", columns.who), ("when", columns.when), ("why", columns.why)]
            .into_iter()
            .filter(|(_, at)| cell(*at).is_empty())
            .map(|(name, _)| name)
            .collect();
        if !empty.is_empty() {
            return Err(format!("themes were changed here: write {} in this row too", empty.join(", ")));
        }
        if cell(columns.response).is_empty() && cell(columns.content).is_empty() {
            return Err("neither response_id nor content says which response is meant".to_owned());
        }
        let decision = |(change, theme)| Override {
            row: row.number,
            response: cell(columns.response).to_owned(),
            content: cell(columns.content).to_owned(),
            question: cell(columns.question).to_owned(),
            theme,
            change,
            who: cell(columns.who).to_owned(),
            when: cell(columns.when).to_owned(),
            why: cell(columns.why).to_owned(),
        };
        Ok(changes.into_iter().map(decision).collect())
    }
}

/// The ids in a cell.
fn listed(cell: &str) -> BTreeSet<String> {
    cell.split([';', '|', '\n']).map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Overrides, Vec<Fault>> {
        Overrides::read("edited.csv", "edited.csv", &Contents::Text(text.to_owned()), String::new())
    }

    const HEADER: &str = "response_id,question,themes,found,content,who,when,why\n";

    #[test]
    fn an_edited_row_is_the_difference_and_an_untouched_one_is_nothing() {
        let text = format!(
            "{HEADER}a:1,q,buses;parking,beds;buses,w1,Ann,today,it is a ward\nb:1,q,beds,beds,w2,,,\n"
        );
        let list = read(&text).expect("sound").list;
        let told: Vec<(u32, &str, Change)> =
            list.iter().map(|of| (of.row, of.theme.as_str(), of.change)).collect();
        assert_eq!(told, [(2, "parking", Change::Added), (2, "beds", Change::Removed)]);
        assert_eq!((list[0].who.as_str(), list[0].why.as_str()), ("Ann", "it is a ward"));
    }

    #[test]
    fn every_bad_row_is_told_with_its_number_and_what_would_help() {
        let text = format!("{HEADER}a:1,q,buses,beds,w1,Ann,,\n,q,buses,beds,,Ann,today,so\n");
        let faults = read(&text).expect_err("two rows are wrong");
        let told: Vec<String> = faults.iter().map(Fault::to_string).collect();
        assert_eq!(told[0], "edited.csv:2: themes were changed here: write when, why in this row too");
        assert!(told[1].starts_with("edited.csv:3: neither response_id nor content"), "{told:?}");
        let log = "response_id,content,change,theme_id,who,when,why\na:1,w1,dropped,buses,Ann,today,so\n";
        let faults = read(log).expect_err("dropped is no change");
        assert_eq!(faults[0].to_string(), "edited.csv:2: change is 'added' or 'removed', not 'dropped'");
        let faults = read("a,b\n1,2\n").expect_err("another table");
        assert!(faults[0].to_string().starts_with("edited.csv:1: overrides are"), "{faults:?}");
    }
}
