//! A set of small numbers.

/// A set of numbers, a bit each.
#[derive(Default)]
pub(super) struct NumberSet(Vec<u64>);

impl NumberSet {
    /// So many numbers are kept together.
    pub(super) const BLOCK: usize = u64::BITS as usize;

    /// Empties it; it can hold so many numbers.
    pub(super) fn clear(&mut self, count: usize) {
        self.0.clear();
        self.0.resize(count.div_ceil(Self::BLOCK), 0);
    }

    /// Adds a number; whether it is new.
    #[inline]
    pub(super) fn add(&mut self, number: u32) -> bool {
        let bits = &mut self.0[number as usize / Self::BLOCK];
        let before = *bits;
        *bits |= 1 << (number % u64::BITS);
        *bits != before
    }

    #[inline]
    pub(super) fn holds(&self, number: u32) -> bool {
        self.0[number as usize / Self::BLOCK] & 1 << (number % u64::BITS) != 0
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> usize {
        self.0.len()
    }

    /// Whether a block holds none of it.
    pub(super) fn is_empty_block(&self, block: usize) -> bool {
        self.0[block] == 0
    }

    /// Its numbers in a block, the smallest first.
    #[inline]
    pub(super) fn in_block(&self, block: usize) -> impl Iterator<Item = u32> + use<> {
        let mut bits = self.0[block];
        std::iter::from_fn(move || {
            let bit = (bits != 0).then(|| bits.trailing_zeros())?;
            bits &= bits - 1;
            Some((block * Self::BLOCK) as u32 + bit)
        })
    }
}
