//! CSV, TSV and their kin.

use super::{Content, Format, Opened, Rows, Table};
use crate::delimited::sniff_delimiter;
use crate::ingest::decode::{decode, is_text};

pub(super) struct DelimitedText;

impl Format for DelimitedText {
    fn name(&self) -> &'static str {
        "CSV and TSV"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        let is_named = [".csv", ".tsv", ".tab", ".psv", ".ssv"].iter().any(|ending| name.ends_with(ending));
        is_named && is_text(bytes)
    }

    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let mut text = decode(bytes).text;
        let mut delimiter =
            if name.ends_with(".tsv") || name.ends_with(".tab") { b'\t' } else { sniff_delimiter(&text) };
        // Excel's own first line says which delimiter follows.
        if let Some(rest) = text.strip_prefix("sep=")
            && let Some((told, _)) = rest.split_once('\n')
            && let [told] = told.trim_end().as_bytes()
        {
            delimiter = *told;
            let end = text.find('\n').map_or(text.len(), |at| at + 1);
            text.replace_range(..end, "\n");
        }
        Ok(Content::Tables(vec![Table { sheet: None, rows: Rows::Delimited { text, delimiter } }]).into())
    }
}
