//! Packed bytes out, up to a bound: the door of `flate2`.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// What gzip packed; nothing where that is damaged, and no more than one byte beyond `most`.
pub(super) fn gzip(packed: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
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
