//! PDF files with a text layer.
use super::*;
pub(super) struct Pdf;
impl Format for Pdf {
    fn name(&self) -> &'static str { "PDF with a text layer (.pdf)" }
    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool { bytes.starts_with(b"%PDF") }
    fn read(&self, _name: &str, _bytes: Vec<u8>) -> Result<Opened, String> { Err("".to_owned()) }
}
