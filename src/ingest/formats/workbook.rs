//! Workbooks of Excel and OpenDocument: the door of `calamine`.

use std::io::{BufReader, Cursor, Read, Seek, Write};

use calamine::{
    Data, DataRef, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb, Xlsx,
    XlsxError,
};

use super::{Aside, Content, Format, Opened, Rows, Table};
use crate::delimited::CellText;
use crate::ingest::documents::xml::is_sound;
use crate::ingest::guard::guarded;
use crate::ingest::workbooks::preview::{Compound, Preview, preview_old, preview_packed};
use crate::ingest::workbooks::shared::{SharedTexts, take_shared};
use crate::ingest::workbooks::sheet::SheetRows;
use crate::ledger::State;
use crate::submission::Place;

pub(super) struct Workbook;

const DAMAGED: &str = "the workbook is damaged; open it in its own program and save it again";
const LOCKED: &str = "the workbook is locked with a password; open it in its own program, remove the password and save it again";

impl Format for Workbook {
    fn name(&self) -> &'static str {
        "Workbook (.xlsx, .xls, .xlsb, .ods)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        kind_of(name, bytes).is_some()
    }

    fn read(&self, name: &str, mut bytes: Vec<u8>) -> Result<Opened, String> {
        let size = bytes.len();
        match kind_of(name, &bytes) {
            Some(Kind::Open) => open(bytes),
            Some(Kind::Binary) => {
                let preview = preview_packed(&bytes)?;
                let mut workbook = Binary::new(Cursor::new(bytes)).map_err(|_| DAMAGED.to_owned())?;
                let sheets = workbook.sheets_metadata().to_vec();
                sheets_of(size, sheets, preview, |sheet, rows| each_binary_cell(&mut workbook, sheet, rows))
            }
            Some(Kind::Old) => {
                let Some(compound) = Compound::read(&bytes) else { return Err(DAMAGED.to_owned()) };
                if compound.has("EncryptedPackage") {
                    return Err(LOCKED.to_owned());
                }
                let preview = preview_old(&compound, &mut bytes)?;
                let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
                    XlsError::Password => LOCKED.to_owned(),
                    _ => DAMAGED.to_owned(),
                })?;
                let sheets = workbook.sheets_metadata().to_vec();
                sheets_of(size, sheets, preview, |sheet, rows| {
                    each_of_range(workbook.worksheet_range(sheet), rows)
                })
            }
            Some(Kind::OpenDocument) => open_document(bytes),
            Some(Kind::FlatDocument) => open_document(packed(&without_layout(&bytes))?),
            None => Err(DAMAGED.to_owned()),
        }
    }
}

type Binary = Xlsb<Cursor<Vec<u8>>>;

/// How a workbook is written down.
enum Kind {
    /// `.xlsx`, `.xlsm`
    Open,
    /// `.xlsb`
    Binary,
    /// `.xls`, and any workbook that is locked with a password
    Old,
    /// `.ods`
    OpenDocument,
    /// `.fods`
    FlatDocument,
}

fn kind_of(name: &str, bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"PK") {
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
            // A torn archive has no list of its parts.
            return [
                (".xlsx", Kind::Open),
                (".xlsm", Kind::Open),
                (".xlsb", Kind::Binary),
                (".ods", Kind::OpenDocument),
            ]
            .into_iter()
            .find_map(|(ending, kind)| name.ends_with(ending).then_some(kind));
        };
        for part in archive.file_names().flatten() {
            let part = part.replace('\\', "/").to_lowercase();
            if part.starts_with("xl/workbook") {
                return Some(if part.ends_with(".bin") { Kind::Binary } else { Kind::Open });
            }
        }
        let mut kind = String::new();
        archive.by_name("mimetype").ok()?.take(100).read_to_string(&mut kind).ok()?;
        return kind.starts_with(SPREADSHEET).then_some(Kind::OpenDocument);
    }
    if let Some(compound) = Compound::read(bytes) {
        let is_workbook = compound.has("Workbook") || compound.has("Book");
        let is_other = ["WordDocument", "PowerPoint Document", "__properties_version1.0"]
            .iter()
            .any(|stream| compound.has(stream));
        let is_locked = compound.has("EncryptedPackage")
            && [".xls", ".xlsx", ".xlsm", ".xlsb"].iter().any(|ending| name.ends_with(ending));
        return (is_workbook && !is_other || is_locked).then_some(Kind::Old);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    (holds(b"office:document") && holds(SPREADSHEET.as_bytes())).then_some(Kind::FlatDocument)
}

const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn open(bytes: Vec<u8>) -> Result<Opened, String> {
    let size = bytes.len();
    let preview = preview_packed(&bytes)?;
    let (bytes, shared) = take_shared(bytes);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED.to_owned())?;
    let sheets = workbook.sheets_metadata().to_vec();
    sheets_of(size, sheets, preview, |sheet, rows| each_open_cell(&mut workbook, &shared, sheet, rows))
}

fn open_document(bytes: Vec<u8>) -> Result<Opened, String> {
    let size = bytes.len();
    let preview = preview_packed(&bytes)?;
    // The reader would look for the end of a table for ever.
    is_sound_content(&bytes)?;
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => LOCKED.to_owned(),
        _ => DAMAGED.to_owned(),
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    sheets_of(size, sheets, preview, |sheet, rows| each_of_range(workbook.worksheet_range(sheet), rows))
}

/// Whether the tables of an OpenDocument workbook end where they should.
fn is_sound_content(bytes: &[u8]) -> Result<(), String> {
    let damaged = |_| DAMAGED.to_owned();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let content = archive.by_name("content.xml").map_err(damaged)?;
    if is_sound(BufReader::new(content)) {
        return Ok(());
    }
    let mut manifest = String::new();
    if let Ok(part) = archive.by_name("META-INF/manifest.xml") {
        // What is read of it is enough to see the mark of a locked file.
        let _ = part.take(1 << 20).read_to_string(&mut manifest);
    }
    Err(if manifest.contains("encryption-data") { LOCKED } else { DAMAGED }.to_owned())
}

/// An OpenDocument workbook that is one XML file, packed as its reader wants it.
fn packed(content: &[u8]) -> Result<Vec<u8>, String> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let manifest: &[u8] =
        b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    for (name, part) in
        [("mimetype", SPREADSHEET.as_bytes()), ("META-INF/manifest.xml", manifest), ("content.xml", content)]
    {
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(name, stored).map_err(|_| DAMAGED.to_owned())?;
        archive.write_all(part).map_err(|_| DAMAGED.to_owned())?;
    }
    Ok(archive.finish().map_err(|_| DAMAGED.to_owned())?.into_inner())
}

/// An XML file without the line breaks and spaces that only lay its tags out: its reader takes them for text.
fn without_layout(xml: &[u8]) -> Vec<u8> {
    let mut tight = Vec::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(end) = rest.iter().position(|byte| *byte == b'>') {
        tight.extend_from_slice(&rest[..=end]);
        rest = &rest[end + 1..];
        let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if rest.get(space) == Some(&b'<') && rest[..space].contains(&b'\n') {
            rest = &rest[space..];
        }
    }
    tight.extend_from_slice(rest);
    tight
}

/// A workbook may hold so much text, and so many bytes more for each byte of the file: cells that share a text can make a small file fill the memory.
const ROOM: usize = 96 << 20;
const ROOM_FOR_EACH_BYTE: usize = 40;

/// Reads each sheet of a file of so many bytes. One that cannot be read costs an entry in the ledger, and leaves the rows above the fault.
fn sheets_of(
    size: usize,
    sheets: Vec<Sheet>,
    mut preview: Preview,
    mut each_cell: impl FnMut(&str, &mut SheetRows) -> Result<(), String>,
) -> Result<Opened, String> {
    let mut notes = Vec::new();
    let mut asides = Vec::new();
    let mut tables = Vec::new();
    let mut room = ROOM + ROOM_FOR_EACH_BYTE * size;
    for (at, sheet) in sheets.into_iter().enumerate() {
        let shown = format!("sheet '{}'", sheet.name);
        let mut enter = |state, reason| asides.push(Aside { place: Place::Whole, state, reason });
        if sheet.typ != SheetType::WorkSheet {
            enter(State::OutOfScope, format!("{shown} is a chart or a macro, not a table"));
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            notes.push(format!("{shown} is hidden in the workbook; it is read like any other"));
        }
        let mut rows = SheetRows::new(preview.take(&sheet.name, at), room);
        if let Err(reason) = guarded(|| each_cell(&sheet.name, &mut rows)) {
            enter(State::Unreadable, format!("{shown}: {reason}"));
        }
        if rows.faults > 0 {
            let reason = format!(
                "{shown}: {} cells cannot be read; open the workbook in its own program and save it again",
                rows.faults
            );
            enter(State::Unreadable, reason);
        }
        room = rows.room;
        let (rows, told) = rows.into_rows();
        notes.extend(told.into_iter().map(|note| format!("{shown}: {note}")));
        tables.push(Table { sheet: Some(sheet.name), rows: Rows::Held(rows) });
    }
    for (count, what) in [(preview.pictures, "pictures"), (preview.comments, "notes pinned to cells")] {
        if count > 0 {
            notes.push(format!("the workbook also holds {count} {what}, which are not read"));
        }
    }
    Ok(Opened { content: Content::Tables(tables), notes, asides })
}

const BROKEN_SHEET: &str =
    "it is damaged from some row on; open the workbook in its own program and save it again";

/// So many faulty cells are passed over in a sheet.
const MOST_FAULTS: usize = 1_000;

fn each_open_cell<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    shared: &SharedTexts,
    sheet: &str,
    rows: &mut SheetRows,
) -> Result<(), String> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|_| BROKEN_SHEET.to_owned())?;
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                match cell.get_value() {
                    DataRef::Empty => {}
                    DataRef::String(text) => rows.put(row, column, CellText::Own(text.clone()))?,
                    DataRef::SharedString(text) => {
                        let own = || CellText::Own((*text).to_owned());
                        rows.put(row, column, shared.meant_by(text).map_or_else(own, CellText::Shared))?;
                    }
                    value => rows.put(row, column, CellText::Own(written(&value.clone().into())))?,
                }
            }
            Ok(None) => return Ok(()),
            // What is wrong with one cell leaves the next one readable; a tear in the file does not.
            Err(
                XlsxError::CellError(_)
                | XlsxError::CellTAttribute(_)
                | XlsxError::ParseFloat(_)
                | XlsxError::Unexpected(_)
                | XlsxError::Unrecognized { .. },
            ) if rows.faults < MOST_FAULTS => {
                rows.faults += 1;
            }
            Err(_) => return Err(BROKEN_SHEET.to_owned()),
        }
    }
}

fn each_binary_cell(workbook: &mut Binary, sheet: &str, rows: &mut SheetRows) -> Result<(), String> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|_| BROKEN_SHEET.to_owned())?;
    while let Some(cell) = reader.next_cell().map_err(|_| BROKEN_SHEET.to_owned())? {
        let (row, column) = cell.get_position();
        rows.put(row, column, CellText::Own(written(&cell.get_value().clone().into())))?;
    }
    Ok(())
}

fn each_of_range<E>(range: Result<Range<Data>, E>, rows: &mut SheetRows) -> Result<(), String> {
    let range = range.map_err(|_| BROKEN_SHEET.to_owned())?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        rows.put(top + row as u32, left + column as u32, CellText::Own(written(value)))?;
    }
    Ok(())
}

/// A cell as a person reads it: whole numbers without a point, fractions as Excel shows them, dates as `2019-02-27`.
fn written(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        // Excel keeps fifteen digits; the rest is noise of the arithmetic.
        Data::Float(number) => format!("{number:.14e}")
            .parse::<f64>()
            .map_or_else(|_| number.to_string(), |number| number.to_string()),
        Data::Bool(truth) => if *truth { "Yes" } else { "No" }.to_owned(),
        Data::DateTime(date) if date.is_duration() || (0.0..1.0).contains(&date.as_f64()) => {
            let seconds = (date.as_f64() * 86_400.0).round();
            let sign = if seconds < 0.0 { "-" } else { "" };
            let seconds = seconds.abs() as u64;
            format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        Data::DateTime(date) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                day
            } else {
                format!("{day} {hour:02}:{minute:02}:{second:02}")
            }
        }
        Data::DateTimeIso(text) => text.trim_end_matches("T00:00:00").replacen('T', " ", 1),
        Data::DurationIso(text) => time_of(text).unwrap_or_else(|| text.clone()),
        Data::Error(error) => error.to_string(),
    }
}

/// `14:05:00` for `PT14H05M00S`.
fn time_of(duration: &str) -> Option<String> {
    let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split('.').next()?;
    Some(format!("{hours:0>2}:{minutes:0>2}:{seconds:0>2}"))
}
