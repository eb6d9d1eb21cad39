//! A single file packed with gzip.

use super::{Content, Format, Member, Opened, archive};
use crate::ingest::unpack::{gzip, gzip_tells};

pub(super) struct Gzip;

impl Format for Gzip {
    fn name(&self) -> &'static str {
        "packed file (.gz)"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        bytes.starts_with(b"\x1f\x8b\x08")
    }

    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let inner = match name.strip_suffix(".tgz") {
            Some(stem) => format!("{stem}.tar"),
            None => name.strip_suffix(".gz").unwrap_or("file").to_owned(),
        };
        // As in a ZIP archive, what unpacks to absurdly more than its size is refused.
        let most = (bytes.len() as u64).saturating_mul(100).clamp(20_000_000, archive::MOST_BYTES as u64);
        const TOO_LARGE: &str = "it unpacks to more than 500 MB, or to a hundred times its size; unpack it and give what is inside";
        if gzip_tells(&bytes) > most {
            return Err(TOO_LARGE.to_owned());
        }
        let unpacked = gzip(&bytes, most).ok_or("the packed file is damaged: it cannot be unpacked")?;
        if unpacked.len() as u64 > most {
            return Err(TOO_LARGE.to_owned());
        }
        let member = Member { name: inner, bytes: Ok(unpacked) };
        let content = Content::Archive(Box::new(move |take| {
            let _ = take(member);
        }));
        Ok(content.into())
    }
}
