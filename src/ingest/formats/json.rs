//! JSON and JSON lines that hold a table: the door of `serde_json` among the formats.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Aside, Content, Format, Opened, Rows, Table};
use crate::delimited::Row;
use crate::ingest::decode::{decode, is_text};
use crate::ingest::tables::{BYTES_A_ROW, MOST_ROWS};
use crate::ledger::State;
use crate::submission::Place;

pub(super) struct Json;

/// A table may have so many columns.
const MOST_COLUMNS: usize = 4_096;
/// Its cells, the empty ones counted, may be so many.
const MOST_CELLS: usize = 20_000_000;
/// One record may hold so many values, those inside others counted.
const MOST_VALUES: usize = 200_000;
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
        let most_rows = MOST_ROWS.max(text.len() / BYTES_A_ROW);
        let mut builder = Builder { most_rows, ..Builder::default() };
        let mut asides = Vec::new();
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => builder.whole(raw)?,
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
    most_rows: usize,
    first_number: u32,
}

impl Builder {
    /// A file that is one value: a list of records or of lists, an object with one such list in it, or one flat record.
    fn whole(&mut self, raw: &RawValue) -> Result<(), String> {
        self.first_number = 2;
        let items = match first(raw) {
            b'[' => list(raw)?,
            b'{' => {
                let Fields(fields) = serde_json::from_str(raw.get()).map_err(|_| DAMAGED.to_owned())?;
                let mut tables = fields.iter().filter_map(|(_, field)| records_of(field));
                match (tables.next(), tables.next()) {
                    (Some(items), None) => items,
                    (Some(_), Some(_)) => return Err(NO_TABLE.to_owned()),
                    (None, _) => match value(raw, 0, &mut { MOST_VALUES })? {
                        Value::Record(fields) if fields.iter().all(|(_, value)| is_flat(value)) => {
                            return self.record(2, Value::Record(fields));
                        }
                        _ => return Err(NO_TABLE.to_owned()),
                    },
                }
            }
            _ => return Err(NO_TABLE.to_owned()),
        };
        let are_all = |kind: fn(u8) -> bool| items.iter().all(|item| kind(first(item)));
        if are_all(|first| first == b'{') {
            self.each(items, 2, Builder::record)
        } else if are_all(|first| first == b'[') {
            self.each(items, 1, Builder::list)
        } else if are_all(|first| !b"[{n".contains(&first)) {
            self.column("Comment")?;
            self.each(items, 2, |builder, number, item| {
                builder.row(number, vec![plain(item).ok_or(NO_TABLE)?])
            })
        } else {
            Err(NO_TABLE.to_owned())
        }
    }

    /// Takes the values of a list one by one, so that no more than one stands in memory; each is a row, numbered from `number`.
    fn each(
        &mut self,
        items: Vec<&RawValue>,
        number: u32,
        take: impl Fn(&mut Builder, u32, Value) -> Result<(), String>,
    ) -> Result<(), String> {
        (number..)
            .zip(items)
            .try_for_each(|(number, item)| take(self, number, value(item, 1, &mut { MOST_VALUES })?))
    }

    /// A row as a list of cells; the first is the header.
    fn list(&mut self, number: u32, row: Value) -> Result<(), String> {
        let Value::List(cells) = row else { return Err(NO_TABLE.to_owned()) };
        let cells: Option<Vec<String>> = cells.into_iter().map(plain).collect();
        self.row(number, cells.ok_or(NO_TABLE)?)
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
            let found = serde_json::from_str::<&RawValue>(line).ok();
            let found = found.and_then(|raw| value(raw, 0, &mut { MOST_VALUES }).ok());
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
                        cells[at].push_str("; ");
                        cells[at].push_str(&text);
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
        if self.cells > MOST_CELLS || self.rows.len() > self.most_rows {
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

/// The character that a value begins with.
fn first(raw: &RawValue) -> u8 {
    raw.get().as_bytes().first().copied().unwrap_or(b'n')
}

fn list(raw: &RawValue) -> Result<Vec<&RawValue>, String> {
    serde_json::from_str(raw.get()).map_err(|_| DAMAGED.to_owned())
}

/// The records that a value lists; none where it is no list of records.
fn records_of<'a>(raw: &'a RawValue) -> Option<Vec<&'a RawValue>> {
    let items = if first(raw) == b'[' { list(raw).ok()? } else { return None };
    (!items.is_empty() && items.iter().all(|item| first(item) == b'{')).then_some(items)
}

/// The value that a piece of JSON writes down. There is room for so many values in it.
fn value(raw: &RawValue, depth: usize, room: &mut usize) -> Result<Value, String> {
    if depth > DEEPEST {
        return Err(NO_TABLE.to_owned());
    }
    *room = room.checked_sub(1).ok_or(TOO_WIDE)?;
    let json = raw.get();
    let damaged = |_| DAMAGED.to_owned();
    Ok(match json.as_bytes().first() {
        // A text with half a character in it stays as it is written.
        Some(b'"') => {
            Value::Text(serde_json::from_str(json).unwrap_or_else(|_| json.trim_matches('"').to_owned()))
        }
        Some(b'[') => {
            let items = list(raw)?.into_iter().map(|item| value(item, depth + 1, room));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        Some(b'{') => {
            let Fields(fields) = serde_json::from_str(json).map_err(damaged)?;
            let fields = fields.into_iter().map(|(name, field)| Ok((name, value(field, depth + 1, room)?)));
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
