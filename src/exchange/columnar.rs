//! Parquet: the tables of responses and of mentions, for programs that count.

use std::ops::ControlFlow;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::{Exchange, ExchangeFile};
use crate::delimited::{Found, read_rows};
use crate::records::{Evidence, RECORDS};

pub(super) struct Parquet;

/// The internal files that are written, and what they are called here.
const TABLES: [(&str, &str); 2] =
    [("internal/responses.csv", "responses"), ("internal/mentions.csv", "mentions")];

/// The columns that hold whole numbers; all others hold text.
const NUMBERS: [&str; 4] = ["agreement", "rule_line", "start", "end"];

/// So many rows stand together in a file.
const ROWS_A_GROUP: usize = 50_000;

impl Exchange for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn summary(&self) -> &'static str {
        "internal/responses.csv and internal/mentions.csv as Parquet: the same columns, numbers as numbers, empty cells as nulls"
    }

    fn write(&self, evidence: &Evidence<'_>) -> Vec<ExchangeFile> {
        let file = |(path, name): &(&str, &str)| {
            let record = RECORDS.iter().find(|record| record.path() == *path)?;
            let mut table = Vec::new();
            record.write(evidence, &mut |piece| table.extend_from_slice(piece));
            let table = String::from_utf8(table).expect("tables are written from text");
            let bytes = of_table(&table).expect("a table in memory is written to memory");
            Some(ExchangeFile { path: format!("internal/parquet/{name}.parquet"), bytes })
        };
        TABLES.iter().filter_map(file).collect()
    }
}

/// A table with a header row as a Parquet file.
fn of_table(table: &str) -> Result<Vec<u8>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut rows = 0;
    let mut file = None;
    let mut fault = None;
    read_rows(table, b',', &mut |found| {
        let Found::Row(row) = found else { return ControlFlow::Continue(()) };
        let written = match &mut file {
            None => {
                columns = row.cells().map(Column::named).collect();
                begun(&columns).map(|begun| file = Some(begun))
            }
            Some(file) => {
                columns.iter_mut().zip(row.cells()).for_each(|(column, cell)| column.add(cell));
                rows += 1;
                if rows % ROWS_A_GROUP == 0 { write_group(file, &mut columns) } else { Ok(()) }
            }
        };
        fault = written.err();
        if fault.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    let mut file = file.map_or_else(|| begun(&columns), Ok)?;
    if rows % ROWS_A_GROUP > 0 {
        write_group(&mut file, &mut columns)?;
    }
    file.into_inner()
}

/// A file with these columns and no rows yet.
fn begun(columns: &[Column]) -> Result<SerializedFileWriter<Vec<u8>>> {
    let fields = columns.iter().map(|column| column.field().map(Arc::new)).collect::<Result<_>>()?;
    let schema = Type::group_type_builder("schema").with_fields(fields).build()?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))
}

/// Writes the rows that were gathered.
fn write_group(file: &mut SerializedFileWriter<Vec<u8>>, columns: &mut [Column]) -> Result<()> {
    let mut group = file.next_row_group()?;
    for column in columns {
        column.write(&mut group)?;
    }
    group.close()?;
    Ok(())
}

/// A column of a table: its values, and for each row whether there is one.
struct Column {
    name: String,
    values: Values,
    is_there: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i32>),
}

impl Column {
    fn named(name: &str) -> Column {
        let values =
            if NUMBERS.contains(&name) { Values::Numbers(Vec::new()) } else { Values::Texts(Vec::new()) };
        Column { name: name.to_owned(), values, is_there: Vec::new() }
    }

    fn field(&self) -> Result<Type> {
        let (physical, logical) = match self.values {
            Values::Texts(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Numbers(_) => (Physical::INT32, None),
        };
        let field = Type::primitive_type_builder(&self.name, physical).with_repetition(Repetition::OPTIONAL);
        field.with_logical_type(logical).build()
    }

    fn add(&mut self, cell: &str) {
        let is_there = match &mut self.values {
            Values::Texts(texts) => {
                texts.extend((!cell.is_empty()).then(|| ByteArray::from(cell)));
                !cell.is_empty()
            }
            Values::Numbers(numbers) => {
                let number: Option<i32> = cell.parse().ok();
                numbers.extend(number);
                number.is_some()
            }
        };
        self.is_there.push(i16::from(is_there));
    }

    /// Gives its values to a group of rows, and is empty.
    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, Vec<u8>>) -> Result<()> {
        match &mut self.values {
            Values::Texts(texts) => give::<ByteArrayType>(group, texts, &self.is_there)?,
            Values::Numbers(numbers) => give::<Int32Type>(group, numbers, &self.is_there)?,
        }
        self.is_there.clear();
        Ok(())
    }
}

fn give<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &mut Vec<T::T>,
    is_there: &[i16],
) -> Result<()> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(values, Some(is_there), None)?;
        column.close()?;
    }
    values.clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;

    /// The rows of a file, each cell as the reader writes it.
    fn rows(bytes: Vec<u8>) -> Vec<Vec<String>> {
        let mut file = tempfile::tempfile().expect("a file for a test");
        file.write_all(&bytes).expect("room for a test");
        let file = SerializedFileReader::new(file).expect("it is a Parquet file");
        let rows = file.get_row_iter(None).expect("it has rows");
        let cells = |row: parquet::record::Row| {
            row.get_column_iter().map(|(name, cell)| format!("{name}={cell}")).collect()
        };
        rows.map(|row| cells(row.expect("a row is read"))).collect()
    }

    #[test]
    fn a_table_is_read_back_with_numbers_and_nulls() {
        let table = "response_id,matched,start\nr1,\"no, \"\"bus\"\"\n\",12\nr2,,\nr3,caf\u{e9},0\n";
        let read = rows(of_table(table).expect("it is written"));
        assert_eq!(
            read,
            [
                ["response_id=\"r1\"", "matched=\"no, \"bus\"\n\"", "start=12"],
                ["response_id=\"r2\"", "matched=null", "start=null"],
                ["response_id=\"r3\"", "matched=\"caf\u{e9}\"", "start=0"],
            ]
        );
    }

    #[test]
    fn a_table_without_rows_is_a_file_without_rows() {
        assert!(rows(of_table("response_id,start\n").expect("it is written")).is_empty());
    }

    #[test]
    fn long_tables_are_written_in_groups() {
        let table: String = std::iter::once("start\n".to_owned())
            .chain((0..ROWS_A_GROUP * 2 + 1).map(|number| format!("{number}\n")))
            .collect();
        let read = rows(of_table(&table).expect("it is written"));
        assert_eq!(read.len(), ROWS_A_GROUP * 2 + 1);
        assert_eq!(read[ROWS_A_GROUP * 2], [format!("start={}", ROWS_A_GROUP * 2)]);
    }
}
