//! Where bytes of a kind stand in a text: sixty-four are looked at together, and each becomes a bit.

/// So many bytes are looked at together.
pub const BLOCK: usize = 64;

/// A bit for each byte of a block, the first lowest: whether it is wanted. The question should be one of comparisons without branches, so that it
/// compiles to a few vector instructions.
#[inline(always)]
pub fn bits(block: &[u8; BLOCK], is_wanted: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0; BLOCK];
    for at in 0..BLOCK {
        flags[at] = u8::from(is_wanted(block[at]));
    }
    let (eights, _) = flags.as_chunks::<8>();
    let mut bits = 0;
    for (part, eight) in eights.iter().enumerate() {
        // Eight flags, a byte each, move together in the highest byte of the product.
        let packed = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= packed << (8 * part);
    }
    bits
}

/// The block that begins at a place of a text, filled up with spaces where the text ends before it does.
#[inline(always)]
pub fn block_at(bytes: &[u8], start: usize) -> [u8; BLOCK] {
    match bytes[start..].first_chunk() {
        Some(block) => *block,
        None => {
            let mut block = [b' '; BLOCK];
            block[..bytes.len() - start].copy_from_slice(&bytes[start..]);
            block
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_own_bit() {
        for at in 0..BLOCK {
            let mut block = [b'a'; BLOCK];
            block[at] = b'"';
            assert_eq!(bits(&block, |byte| byte == b'"'), 1 << at);
            assert_eq!(bits(&block, |byte| byte != b'"'), !(1 << at));
        }
    }

    #[test]
    fn behind_the_end_of_a_text_are_spaces() {
        let text = [b'x'; BLOCK + 3];
        let is_space = |byte: u8| byte == b' ';
        assert_eq!(bits(&block_at(&text, 0), is_space), 0);
        assert_eq!(bits(&block_at(&text, BLOCK), is_space), !0b111);
        assert_eq!(bits(&block_at(&text, BLOCK + 3), is_space), !0);
    }
}
