//! Compound files, in which older Office programs keep streams: their names, and a preview of the workbook in one.

use super::{Merged, Preview, SheetPreview};

/// What every compound file begins with.
const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Numbers from here on are no sectors.
const NO_SECTOR: u32 = 0xffff_fffa;
/// Streams shorter than this lie in the small stream.
const SMALL: usize = 4096;

/// A compound file whose directory was read. It takes damaged ones as far as they go.
pub(in crate::ingest) struct Compound {
    sector: usize,
    following: Vec<u32>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    first: u32,
    size: usize,
}

impl Compound {
    /// Reads the directory; nothing where the bytes are no compound file.
    pub(in crate::ingest) fn read(bytes: &[u8]) -> Option<Compound> {
        if !bytes.starts_with(SIGNATURE) || bytes.len() < 512 {
            return None;
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut tables: Vec<u32> = (0..109).filter_map(|at| u32_at(bytes, 76 + 4 * at)).collect();
        let mut next = u32_at(bytes, 68)?;
        let most = bytes.len() / sector + 1;
        while next < NO_SECTOR && tables.len() < most + 109 {
            let from = place_of(next, sector);
            tables.extend((0..sector / 4 - 1).filter_map(|at| u32_at(bytes, from + 4 * at)));
            next = u32_at(bytes, from + sector - 4).unwrap_or(NO_SECTOR);
        }
        let mut compound = Compound { sector, following: Vec::new(), entries: Vec::new() };
        for table in tables.into_iter().filter(|table| *table < NO_SECTOR).take(most) {
            let from = place_of(table, sector);
            compound.following.extend((0..sector / 4).map_while(|at| u32_at(bytes, from + 4 * at)));
        }
        for place in compound.chain(u32_at(bytes, 48)?, bytes) {
            let Some(directory) = bytes.get(place..(place + sector).min(bytes.len())) else { break };
            compound.entries.extend(directory.chunks_exact(128).filter_map(entry));
        }
        Some(compound)
    }

    /// Whether it has a stream or folder of this name, whatever the case.
    pub(in crate::ingest) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Where the sectors of a chain lie in the file, in order.
    fn chain(&self, first: u32, bytes: &[u8]) -> Vec<usize> {
        let mut places = Vec::new();
        let mut at = first;
        while at < NO_SECTOR
            && place_of(at, self.sector) < bytes.len()
            && places.len() <= self.following.len()
        {
            places.push(place_of(at, self.sector));
            at = self.following.get(at as usize).copied().unwrap_or(NO_SECTOR);
        }
        places
    }

    /// Where the pieces of a stream lie in the file: their beginnings, and the length of all but the last.
    fn pieces(&self, name: &str, bytes: &[u8]) -> Option<(Vec<usize>, usize, usize)> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if entry.size >= SMALL {
            return Some((self.chain(entry.first, bytes), self.sector, entry.size));
        }
        let root = self.chain(self.entries.first()?.first, bytes);
        let small_table = self.chain(u32_at(bytes, 60)?, bytes);
        let per_sector = self.sector / 4;
        let mut places = Vec::new();
        let mut at = entry.first;
        while at < NO_SECTOR && places.len() <= entry.size / 64 {
            let offset = at as usize * 64;
            let Some(sector) = root.get(offset / self.sector) else { break };
            places.push(sector + offset % self.sector);
            let Some(table) = small_table.get(at as usize / per_sector) else { break };
            at = u32_at(bytes, table + 4 * (at as usize % per_sector)).unwrap_or(NO_SECTOR);
        }
        Some((places, 64, entry.size))
    }
}

fn entry(directory: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(directory, 64)?).min(64);
    let units = directory[..length].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let name: String =
        char::decode_utf16(units.take_while(|unit| *unit != 0)).filter_map(Result::ok).collect();
    (!name.is_empty()).then_some(Entry {
        name,
        first: u32_at(directory, 116)?,
        size: u32_at(directory, 120)? as usize,
    })
}

fn place_of(sector: u32, size: usize) -> usize {
    (sector as usize + 1) * size
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A box of cells this large is opened however few of them are filled.
const SMALL_BOX: u64 = 4_000_000;
/// What is said of a sheet whose cells lie too far apart.
const SPREAD: &str = "a sheet's cells lie so far apart that it does not fit into memory; \
     delete the empty rows and columns beyond its table, or save it as .xlsx";

/// Looks through an older workbook (`.xls`), or says why it must not be opened. Where a sheet claims a size that would fill the memory,
/// the claim is taken out of `bytes`: the cells themselves tell the size.
pub(in crate::ingest) fn preview_old(compound: &Compound, bytes: &mut [u8]) -> Result<Preview, String> {
    let mut preview = Preview::default();
    let name = if compound.has("Workbook") { "Workbook" } else { "Book" };
    let Some((places, piece, size)) = compound.pieces(name, bytes) else { return Ok(preview) };
    let mut stream = Vec::new();
    for place in &places {
        stream.extend_from_slice(bytes.get(*place..).map_or(&[], |rest| &rest[..rest.len().min(piece)]));
    }
    stream.truncate(size);
    let starts = sheet_starts(&stream);
    for start in starts {
        let mut sheet = OldSheet::default();
        for record in records(&stream, start) {
            if record.kind == 0x0200 && claims_too_much(record.body) {
                for at in record.at + 4..record.at + 4 + record.body.len() {
                    if let Some(byte) =
                        places.get(at / piece).and_then(|place| bytes.get_mut(place + at % piece))
                    {
                        *byte = 0;
                    }
                }
            }
            preview.comments += usize::from(record.kind == 0x001c);
            sheet.see(&record);
            if sheet.has_ended {
                break;
            }
        }
        if sheet.extent() > SMALL_BOX.max(8 * sheet.cells) {
            return Err(SPREAD.to_owned());
        }
        preview.in_order.push(sheet.preview);
    }
    Ok(preview)
}

struct Record<'a> {
    kind: u16,
    /// Where it begins in the stream.
    at: usize,
    body: &'a [u8],
}

fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let record = Record { kind, at, body: stream.get(at + 4..at + 4 + length)? };
        at += 4 + length;
        Some(record)
    })
}

/// Where the sheets begin, in their order.
fn sheet_starts(stream: &[u8]) -> Vec<usize> {
    records(stream, 0)
        .take_while(|record| record.kind != 0x000a)
        .filter(|record| record.kind == 0x0085)
        .filter_map(|record| Some(u32_at(record.body, 0)? as usize))
        .collect()
}

fn claims_too_much(body: &[u8]) -> bool {
    let wide = body.len() >= 14;
    let at = |place: usize| u64::from(u16_at(body, place).unwrap_or(0));
    let rows = if wide { u64::from(u32_at(body, 4).unwrap_or(0)) } else { at(2) };
    let columns = if wide { at(10) } else { at(6) };
    let first = if wide { u64::from(u32_at(body, 0).unwrap_or(0)) } else { at(0) };
    rows * columns > 1 << 20 || first > rows
}

#[derive(Default)]
struct OldSheet {
    preview: SheetPreview,
    depth: usize,
    has_begun: bool,
    has_ended: bool,
    cells: u64,
    first: Option<(u16, u16)>,
    last: (u16, u16),
}

impl OldSheet {
    fn see(&mut self, record: &Record<'_>) {
        match record.kind {
            // A chart inside the sheet has records of its own.
            0x0809 if self.has_begun => self.depth += 1,
            0x0809 => self.has_begun = true,
            0x000a if self.depth > 0 => self.depth -= 1,
            0x000a => self.has_ended = true,
            _ if self.depth > 0 => {}
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x0006 | 0x027e | 0x00fd => {
                if let (Some(row), Some(column)) = (u16_at(record.body, 0), u16_at(record.body, 2)) {
                    self.cell(row, column, column);
                }
            }
            0x00bd => {
                if let (Some(row), Some(first), Some(last)) = (
                    u16_at(record.body, 0),
                    u16_at(record.body, 2),
                    record.body.len().checked_sub(2).and_then(|at| u16_at(record.body, at)),
                ) {
                    self.cell(row, first, last);
                }
            }
            0x0208 if u16_at(record.body, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                self.preview.hidden_rows.extend(u16_at(record.body, 0).map(u32::from));
            }
            0x007d if u16_at(record.body, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(record.body, 0), u16_at(record.body, 2)) {
                    self.preview.hidden_columns.push((u32::from(first), u32::from(last)));
                }
            }
            0x00e5 => {
                for range in record.body.get(2..).unwrap_or(&[]).chunks_exact(8) {
                    let at = |place| u16_at(range, place).map_or(0, u32::from);
                    self.preview.merged.push(Merged { first: (at(0), at(4)), last: (at(2), at(6)) });
                }
            }
            _ => {}
        }
    }

    fn cell(&mut self, row: u16, first: u16, last: u16) {
        self.cells += 1 + u64::from(last.saturating_sub(first));
        let (top, left) = self.first.unwrap_or((row, first));
        self.first = Some((top.min(row), left.min(first)));
        self.last = (self.last.0.max(row), self.last.1.max(last));
    }

    /// How many cells the box around all filled ones has.
    fn extent(&self) -> u64 {
        self.first.map_or(0, |(top, left)| {
            (u64::from(self.last.0) - u64::from(top) + 1) * (u64::from(self.last.1) - u64::from(left) + 1)
        })
    }
}
