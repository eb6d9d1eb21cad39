//! Packed bytes out, up to a bound: the door of `flate2`.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// How many bytes a file that gzip packed says it unpacks to; what it says may be wrong.
pub(super) fn gzip_tells(packed: &[u8]) -> u64 {
    packed.last_chunk().map_or(0, |length| u64::from(u32::from_le_bytes(*length)))
}

/// What gzip packed; nothing where that is damaged, and no more than one byte beyond `most`.
pub(super) fn gzip(packed: &[u8], most: u64) -> Option<Vec<u8>> {
    let told = gzip_tells(packed).min(most) as usize;
    let mut unpacked = Vec::with_capacity(told + 1);
    MultiGzDecoder::new(packed).take(most + 1).read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

/// How many bytes a zlib stream unpacks to before it ends or is damaged; counted to one beyond `most`.
pub(super) fn zlib_length(packed: &[u8], most: u64) -> u64 {
    let mut unpacked = ZlibDecoder::new(packed).take(most + 1);
    let mut buffer = [0; 16_384];
    let mut length = 0;
    while let Ok(read @ 1..) = unpacked.read(&mut buffer) {
        length += read as u64;
    }
    length
}
