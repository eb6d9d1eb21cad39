//! SHA-256 of files, so that a report can be tied to its inputs.

use sha2::{Digest, Sha256};

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut digest = Sha256Digest::default();
    digest.add(bytes);
    digest.finish()
}

/// The SHA-256 of bytes that come piece after piece.
#[derive(Default)]
pub struct Sha256Digest(Sha256);

impl Sha256Digest {
    /// Adds the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The SHA-256 of all pieces in lower-case hexadecimal.
    pub fn finish(self) -> String {
        let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
        self.0.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

/// An identifier in the form that programs for qualitative analysis want; the same for the same id.
pub fn guid(id: &str) -> String {
    let digest = sha256(id.as_bytes());
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or("").to_owned();
    // Version 8: made by a rule of one's own (RFC 9562, section 5.8).
    format!("{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_value_for_abc() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256(b"abc"), known);
    }
}
