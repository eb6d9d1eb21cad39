//! A lexicon kept in a spreadsheet: a CSV with the columns `priority`, `theme`, `term` and, if wanted, `rule`.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::rules::rule_kind;
use super::{Lexicon, Priority, Rule, Scope, Theme};
use crate::delimited::{Found, Row, read_rows, sniff_delimiter};
use crate::error::Fault;

/// Reads a CSV of terms. A term is a `phrase` unless its `rule` column names another kind; `word*` is any word that begins
/// so. Ids are made from the names. Gives the lexicon, or every fault in line order.
pub fn from_csv(path: &str, source: &str) -> Result<Lexicon, Vec<Fault>> {
    let mut rows: Vec<Row> = Vec::new();
    let mut faults = Vec::new();
    read_rows(source, sniff_delimiter(source), &mut |found| {
        match found {
            Found::Row(row) => rows.push(row.clone()),
            Found::Fault(row, reason) => faults.push(Fault::at(path, row as usize, reason)),
            Found::BlankLine(_) => {}
        }
        ControlFlow::Continue(())
    });
    let headers: Vec<String> = rows.first().map_or_else(Vec::new, |row| {
        row.cells().map(|header| header.trim_start_matches('\u{feff}').trim().to_lowercase()).collect()
    });
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (Some(priority), Some(theme), Some(term)) = (column("priority"), column("theme"), column("term"))
    else {
        let message = "a lexicon in CSV has a header row with the columns priority, theme and term";
        return Err(vec![Fault::at(path, 1, message)]);
    };
    let kind = column("rule");
    let mut lexicon = Lexicon { title: file_stem(path), version: "1".to_owned(), ..Lexicon::default() };
    let mut priorities = BTreeMap::new();
    let mut themes = BTreeMap::new();
    for row in rows.iter().skip(1).filter(|row| !row.is_empty()) {
        let line = row.number as usize;
        let cell = |at: usize| row.cell(at).trim();
        if [priority, theme, term].iter().any(|at| cell(*at).is_empty()) {
            faults.push(Fault::at(
                path,
                line,
                "a cell is empty; each row has a priority, a theme and a term",
            ));
            continue;
        }
        let keyword = kind.map(cell).filter(|word| !word.is_empty()).unwrap_or("phrase");
        let (keyword, distance) = keyword.split_once(' ').unwrap_or((keyword, ""));
        let compiled = match rule_kind(keyword) {
            Some(kind) => kind.compile(&format!("{distance} {}", cell(term)), &BTreeMap::new()),
            None => Err(format!("'{keyword}' is not a rule")),
        };
        let pattern = match compiled {
            Ok(pattern) => pattern,
            Err(message) => {
                faults.push(Fault::at(path, line, message));
                continue;
            }
        };
        let priority = *priorities.entry(cell(priority).to_owned()).or_insert_with(|| {
            lexicon.priorities.push(Priority {
                id: id_of(cell(priority)),
                name: cell(priority).to_owned(),
                line,
            });
            lexicon.priorities.len() - 1
        });
        let name = cell(theme).to_owned();
        let theme = *themes.entry((priority, name.clone())).or_insert_with(|| {
            let mut id = id_of(&name);
            if lexicon.themes.iter().any(|theme| theme.id == id) {
                id = format!("{}-{id}", lexicon.priorities[priority].id);
            }
            lexicon.themes.push(Theme { id, name, priority, line, skips_negated: false });
            lexicon.themes.len() - 1
        });
        let text =
            format!("{keyword} {distance} {}", cell(term)).split_whitespace().collect::<Vec<_>>().join(" ");
        lexicon.rules.push(Rule {
            scope: Scope::Shows(theme),
            line,
            text,
            pattern,
            is_lone: false,
            asked: None,
        });
    }
    if lexicon.themes.is_empty() && faults.is_empty() {
        faults.push(Fault::of(path, "this lexicon has no terms; write one a row"));
    }
    if faults.is_empty() { Ok(lexicon) } else { Err(faults) }
}

fn file_stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// A name in lower case with every run of other characters turned into one hyphen.
fn id_of(name: &str) -> String {
    let mut id = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_become_phrases() {
        let lexicon =
            from_csv("terms.csv", "priority,theme,term\nAccess to care,Waiting times,wait* time*\n")
                .expect("sound");
        assert_eq!(lexicon.themes[0].id, "waiting-times");
        assert_eq!(lexicon.rules[0].text, "phrase wait* time*");
    }

    #[test]
    fn a_sheet_without_its_columns_is_refused() {
        let faults = from_csv("terms.csv", "a,b\n1,2\n").expect_err("no columns");
        assert!(faults[0].to_string().starts_with("terms.csv:1: a lexicon in CSV has a header row"));
    }
}
