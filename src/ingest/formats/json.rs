//! JSON and JSON lines that hold a table: the door of `serde_json` among the formats.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Aside, Content, Format, Opened, Rows, Table};
use crate::delimited::Row;
use crate::ingest::decode::{decode, is_text};
use crate::ledger::State;
use crate::submission::Place;

pub(super) struct Json;

/// A table may have so many columns.
const MOST_COLUMNS: usize = 4_096;
/// Its cells, the empty ones counted, may be so many.
const MOST_CELLS: usize = 20_000_000;
/// Records and lists inside each other are read down to this depth.
const DEEPEST: usize = 12;

const NO_TABLE: &str = "this JSON file is no table; save it as a list of records, such as [{\"id\": 1, \"comment\": \"…\"}], or as CSV";
const DAMAGED: &str = "the JSON file is damaged or was cut off; save it again, or save it as CSV";
const TOO_WIDE: &str =
    "the records of this JSON file have more different names than a table has columns; save it as CSV";

impl Format for Json {
    fn name(&self) -> &'static str {
        "JSON (.json, .jsonl)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        let is_named = [".json", ".jsonl", ".ndjson", ".geojson"].iter().any(|ending| name.ends_with(ending));
        is_named && is_text(bytes)
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let decoded = decode(bytes);
        let text = decoded.text.trim();
        if text.is_empty() {
            return Ok(Content::Tables(Vec::new()).into());
        }
        let mut builder = Builder::default();
        let mut asides = Vec::new();
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => builder.whole(value(raw, 0)?)?,
            Err(_) => asides = builder.lines(&decoded.text)?,
        }
        let rows = Rows::Held(builder.rows());
        Ok(Opened {
            content: Content::Tables(vec![Table { sheet: None, rows }]),
            notes: decoded.notes,
            asides,
        })
    }
}

/// A JSON value as it is written: numbers stay text, names keep their order, and a name that comes twice keeps both values.
enum Value {
    Nothing,
    Text(String),
    List(Vec<Value>),
    Record(Vec<(String, Value)>),
}

/// The columns and rows that the records give.
#[derive(Default)]
struct Builder {
    columns: HashMap<String, usize>,
    header: Vec<String>,
    rows: Vec<Row>,
    cells: usize,
    first_number: u32,
}

impl Builder {
    /// A file that is one value: a list of records or of lists, an object with one such list in it, or one flat record.
    fn whole(&mut self, value: Value) -> Result<(), String> {
        self.first_number = 2;
        let items = match value {
            Value::List(items) => items,
            Value::Record(fields) => {
                let is_rows = |value: &Value| match value {
                    Value::List(items) => {
                        !items.is_empty() && items.iter().all(|item| matches!(item, Value::Record(_)))
                    }
                    _ => false,
                };
                if fields.iter().filter(|(_, value)| is_rows(value)).count() == 1 {
                    fields
                        .into_iter()
                        .find_map(|(_, value)| match value {
                            Value::List(items)
                                if items.iter().all(|item| matches!(item, Value::Record(_)))
                                    && !items.is_empty() =>
                            {
                                Some(items)
                            }
                            _ => None,
                        })
                        .unwrap_or_default()
                } else if fields.iter().any(|(_, value)| is_rows(value)) {
                    return Err(NO_TABLE.to_owned());
                } else if fields.iter().all(|(_, value)| is_flat(value)) {
                    vec![Value::Record(fields)]
                } else {
                    return Err(NO_TABLE.to_owned());
                }
            }
            _ => return Err(NO_TABLE.to_owned()),
        };
        if items.iter().all(|item| matches!(item, Value::List(_))) && !items.is_empty() {
            return self.lists(items);
        }
        if items.iter().all(|item| matches!(item, Value::Text(_))) && !items.is_empty() {
            self.column("Comment")?;
            return items.into_iter().enumerate().try_for_each(|(at, item)| {
                let Value::Text(text) = item else { return Ok(()) };
                self.row(at as u32 + 2, vec![text])
            });
        }
        if items.iter().any(|item| !matches!(item, Value::Record(_))) {
            return Err(NO_TABLE.to_owned());
        }
        items.into_iter().enumerate().try_for_each(|(at, item)| self.record(at as u32 + 2, item))
    }

    /// Rows as lists of cells; the first is the header.
    fn lists(&mut self, rows: Vec<Value>) -> Result<(), String> {
        for (at, row) in rows.into_iter().enumerate() {
            let Value::List(cells) = row else { return Err(NO_TABLE.to_owned()) };
            let cells: Option<Vec<String>> = cells.into_iter().map(plain).collect();
            self.row(at as u32 + 1, cells.ok_or(NO_TABLE)?)?;
        }
        Ok(())
    }

    /// A record a line. A line that cannot be read costs itself; where no line can, the file is no JSON.
    fn lines(&mut self, text: &str) -> Result<Vec<Aside>, String> {
        let mut asides = Vec::new();
        let mut read = 0;
        // The rows of the table are numbered like the lines, so the names of the columns are in none of them.
        for (at, line) in text.split('\n').enumerate() {
            let line = line.trim_matches([' ', '\t', '\r', '\u{feff}', '\u{1e}']);
            if line.is_empty() {
                continue;
            }
            let found = serde_json::from_str::<&RawValue>(line).ok().and_then(|raw| value(raw, 0).ok());
            match found {
                Some(record @ Value::Record(_)) => {
                    self.record(at as u32 + 1, record)?;
                    read += 1;
                }
                _ => asides.push(Aside {
                    place: Place::Row(at as u32 + 1),
                    state: State::Unreadable,
                    reason: "this line is no complete JSON record; if the file was cut off, save it again"
                        .to_owned(),
                }),
            }
        }
        if read == 0 { Err(DAMAGED.to_owned()) } else { Ok(asides) }
    }

    fn record(&mut self, number: u32, record: Value) -> Result<(), String> {
        let Value::Record(fields) = record else { return Err(NO_TABLE.to_owned()) };
        let mut cells = Vec::new();
        self.fields("", fields, &mut cells)?;
        self.row(number, cells)
    }

    /// Puts the values of a record into their columns; the names of records inside it are joined to `outer.inner`.
    fn fields(
        &mut self,
        outer: &str,
        fields: Vec<(String, Value)>,
        cells: &mut Vec<String>,
    ) -> Result<(), String> {
        for (name, value) in fields {
            let name = if outer.is_empty() { name } else { format!("{outer}.{name}") };
            match value {
                Value::Record(inner) if !inner.is_empty() => self.fields(&name, inner, cells)?,
                Value::List(items)
                    if items.iter().any(|item| matches!(item, Value::Record(_) | Value::List(_))) =>
                {
                    let numbered =
                        items.into_iter().enumerate().map(|(at, item)| ((at + 1).to_string(), item));
                    self.fields(&name, numbered.collect(), cells)?;
                }
                value => {
                    let at = self.column(&name)?;
                    let text = plain(value).ok_or(NO_TABLE)?;
                    if cells.len() <= at {
                        cells.resize(at + 1, String::new());
                    }
                    if cells[at].is_empty() {
                        cells[at] = text;
                    } else if !text.is_empty() {
                        cells[at] = format!("{}; {text}", cells[at]);
                    }
                }
            }
        }
        Ok(())
    }

    fn column(&mut self, name: &str) -> Result<usize, String> {
        if let Some(at) = self.columns.get(name) {
            return Ok(*at);
        }
        if self.header.len() >= MOST_COLUMNS {
            return Err(TOO_WIDE.to_owned());
        }
        self.columns.insert(name.to_owned(), self.header.len());
        self.header.push(name.to_owned());
        Ok(self.header.len() - 1)
    }

    fn row(&mut self, number: u32, cells: Vec<String>) -> Result<(), String> {
        self.cells += cells.len();
        if self.cells > MOST_CELLS {
            return Err(
                "the JSON file holds more than fits into memory; divide it, or save it as CSV".to_owned()
            );
        }
        self.rows.push(Row::new(number, &cells));
        Ok(())
    }

    /// The header and the rows. The header has the number 0 where each line of the file is a record.
    fn rows(mut self) -> Vec<Row> {
        if !self.header.is_empty() {
            self.rows.insert(0, Row::new(self.first_number.saturating_sub(1), &self.header));
        }
        self.rows
    }
}

fn is_flat(value: &Value) -> bool {
    match value {
        Value::Record(_) => false,
        Value::List(items) => items.iter().all(|item| matches!(item, Value::Text(_) | Value::Nothing)),
        Value::Text(_) | Value::Nothing => true,
    }
}

/// What stands in a cell; nothing where the value is no text or list of texts.
fn plain(value: Value) -> Option<String> {
    match value {
        Value::Nothing => Some(String::new()),
        Value::Text(text) => Some(text),
        Value::List(items) => {
            let texts: Option<Vec<String>> = items.into_iter().map(plain).collect();
            Some(texts?.join(";"))
        }
        Value::Record(fields) if fields.is_empty() => Some(String::new()),
        Value::Record(_) => None,
    }
}

/// The value that a piece of JSON writes down.
fn value(raw: &RawValue, depth: usize) -> Result<Value, String> {
    if depth > DEEPEST {
        return Err(NO_TABLE.to_owned());
    }
    let json = raw.get();
    let damaged = |_| DAMAGED.to_owned();
    Ok(match json.as_bytes().first() {
        // A text with half a character in it stays as it is written.
        Some(b'"') => {
            Value::Text(serde_json::from_str(json).unwrap_or_else(|_| json.trim_matches('"').to_owned()))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json).map_err(damaged)?;
            Value::List(items.into_iter().map(|item| value(item, depth + 1)).collect::<Result<_, _>>()?)
        }
        Some(b'{') => {
            let Fields(fields) = serde_json::from_str(json).map_err(damaged)?;
            let fields = fields.into_iter().map(|(name, field)| Ok((name, value(field, depth + 1)?)));
            Value::Record(fields.collect::<Result<_, String>>()?)
        }
        Some(b't') => Value::Text("Yes".to_owned()),
        Some(b'f') => Value::Text("No".to_owned()),
        Some(b'n') | None => Value::Nothing,
        Some(_) => Value::Text(json.to_owned()),
    })
}

/// The names and values of a record, in their order.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields<'a>, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(json: &str) -> Result<Vec<String>, String> {
        let opened = Json.read("a.json", json.as_bytes().to_vec())?;
        let Content::Tables(tables) = opened.content else { return Err("no tables".to_owned()) };
        let Some(Table { rows: Rows::Held(rows), .. }) = tables.into_iter().next() else {
            return Ok(Vec::new());
        };
        let shown = |row: &Row| format!("{}: {}", row.number, row.cells().collect::<Vec<_>>().join("/"));
        let mut told: Vec<String> = rows.iter().map(shown).collect();
        told.extend(opened.asides.iter().map(|aside| format!("{:?} is left out", aside.place)));
        Ok(told)
    }

    #[test]
    fn records_become_rows() {
        assert_eq!(
            rows(r#"[{"id": 12345678901234567890, "a": {"b": "x", "c": ["y", "z"]}}, {"id": 2, "d": true}]"#),
            Ok(vec!["1: id/a.b/a.c/d".into(), "2: 12345678901234567890/x/y;z".into(), "3: 2///Yes".into()])
        );
        assert_eq!(
            rows(r#"{"total": 1, "results": [{"id": 1, "id": 2, "t": null}]}"#),
            Ok(vec!["1: id/t".into(), "2: 1; 2/".into()])
        );
        assert_eq!(rows(r#"[["id", "text"], [1, "x"]]"#), Ok(vec!["1: id/text".into(), "2: 1/x".into()]));
    }

    #[test]
    fn a_torn_line_costs_itself() {
        assert_eq!(
            rows("{\"id\": 1}\n\n{\"id\": 2}\n{\"id\": "),
            Ok(vec!["0: id".into(), "1: 1".into(), "3: 2".into(), "Row(4) is left out".into()])
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let deep = "[".repeat(100_000);
        for json in [
            r#"{"a": [{"b": 1}], "c": [{"d": 1}]}"#,
            r#"{"a": {"b": 1}}"#,
            "3",
            "[1, {\"a\": 2}]",
            "[{\"a\": 1",
            &deep,
        ] {
            assert!(rows(json).is_err(), "{}", &json[..json.len().min(40)]);
        }
    }
}
