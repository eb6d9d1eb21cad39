//! Every distinct word met so far, and what can be known of it alone.

use super::normal_form::{normal_form, straight_apostrophes};
use super::stem::Stemmer;

/// The number of a distinct word in one [`Vocabulary`]. It depends on the order of reading and must never leave the worker.
pub type WordId = u32;

/// What can be known of a distinct word without its neighbours.
#[derive(Debug, Clone)]
pub struct Word {
    /// As written, with straight apostrophes.
    pub written: Box<str>,
    /// Lower case, without accents.
    pub normal: Box<str>,
    /// The normal form without its endings.
    pub stem: Box<str>,
}

/// The distinct words of the texts one worker has read, found again by their bytes.
pub struct Vocabulary {
    words: Vec<Word>,
    stem_hashes: Vec<u64>,
    normal_hashes: Vec<u64>,
    stops: Vec<bool>,
    bytes: Vec<u8>,
    ranges: Vec<(u32, u32)>,
    slots: Vec<u64>,
    stemmer: Stemmer,
}

const EMPTY: u64 = u64::MAX;

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            words: Vec::new(),
            stem_hashes: Vec::new(),
            normal_hashes: Vec::new(),
            stops: Vec::new(),
            bytes: Vec::new(),
            ranges: Vec::new(),
            slots: vec![EMPTY; 1 << 12],
            stemmer: Stemmer::default(),
        }
    }
}

impl Vocabulary {
    /// The number of `word`, which is learned if it is new.
    #[inline]
    pub fn id(&mut self, word: &[u8]) -> WordId {
        let hash = slot_hash(word);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let entry = self.slots[slot];
            if entry == EMPTY {
                return self.learn(word, hash, slot);
            }
            if (entry >> 32) as u32 == (hash >> 32) as u32 {
                let id = entry as u32;
                let (start, end) = self.ranges[id as usize];
                if is_same(&self.bytes[start as usize..end as usize], word) {
                    return id;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn learn(&mut self, word: &[u8], hash: u64, slot: usize) -> WordId {
        let id = self.words.len() as u32;
        self.slots[slot] = (hash >> 32) << 32 | u64::from(id);
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(word);
        self.ranges.push((start, self.bytes.len() as u32));
        let text = String::from_utf8_lossy(word);
        let written = straight_apostrophes(&text).into_owned();
        let normal = normal_form(&text);
        let stem = self.stemmer.stem(&normal, &written);
        self.stem_hashes.push(hash_of(&stem));
        self.normal_hashes.push(hash_of(&normal));
        self.stops.push(super::language::is_stop_word(&normal));
        self.words.push(Word { written: written.into(), normal: normal.into(), stem: stem.into() });
        if self.words.len() * 2 > self.slots.len() {
            self.grow();
        }
        id
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots = vec![EMPTY; size];
        for (id, &(start, end)) in self.ranges.iter().enumerate() {
            let hash = slot_hash(&self.bytes[start as usize..end as usize]);
            let mut slot = hash as usize & (size - 1);
            while self.slots[slot] != EMPTY {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = (hash >> 32) << 32 | id as u64;
        }
    }

    /// What is known of a word.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id as usize]
    }

    /// How many distinct words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word has been met yet.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A hash of the word's stem: the same on every machine, in every run and worker.
    #[inline]
    pub fn stem_hash(&self, id: WordId) -> u64 {
        self.stem_hashes[id as usize]
    }

    /// A hash of the word's normal form: the same on every machine, in every run and worker.
    #[inline]
    pub fn normal_hash(&self, id: WordId) -> u64 {
        self.normal_hashes[id as usize]
    }

    /// Whether it is one of the commonest English words (*the*, *and*, *to* …).
    #[inline]
    pub fn is_stop_word(&self, id: WordId) -> bool {
        self.stops[id as usize]
    }
}

/// Eight bytes of a word from `at`, as a number.
#[inline]
fn eight(word: &[u8], at: usize) -> u64 {
    let mut bytes = [0u8; 8];
    bytes.copy_from_slice(&word[at..at + 8]);
    u64::from_le_bytes(bytes)
}

/// Up to sixteen bytes of a word as two numbers: its beginning and its end, which overlap in words of fewer. Two words of one length
/// up to sixteen are the same where both numbers are.
#[inline]
fn ends(word: &[u8]) -> (u64, u64) {
    let four =
        |at: usize| u64::from(u32::from_le_bytes([word[at], word[at + 1], word[at + 2], word[at + 3]]));
    match word.len() {
        0 => (0, 0),
        length @ 1..4 => (u64::from(word[0]) << 8 | u64::from(word[length / 2]), u64::from(word[length - 1])),
        length @ 4..8 => (four(0), four(length - 4)),
        length => (eight(word, 0), eight(word, length - 8)),
    }
}

/// Hash of a word's bytes for the look-up table alone.
#[inline]
fn slot_hash(word: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (first, last) = ends(word);
    let mut hash = (first ^ (word.len() as u64).wrapping_mul(ODD)).wrapping_mul(ODD);
    hash ^= hash >> 29;
    if word.len() > 16 {
        for at in (8..word.len() - 8).step_by(8) {
            hash = (hash ^ eight(word, at)).wrapping_mul(ODD);
            hash ^= hash >> 29;
        }
    }
    hash = (hash ^ last).wrapping_mul(ODD);
    hash ^ (hash >> 32)
}

#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && if one.len() <= 16 { ends(one) == ends(other) } else { one == other }
}

/// A 64-bit hash of a text that never changes between runs, machines and versions (FNV-1a, then MurmurHash3's finish).
pub fn hash_of(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_while_the_table_grows() {
        let mut vocabulary = Vocabulary::default();
        let ids: Vec<_> = (0..20_000).map(|n| vocabulary.id(format!("word{n}").as_bytes())).collect();
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(vocabulary.id(format!("word{n}").as_bytes()), *id);
        }
        assert_eq!(vocabulary.len(), 20_000);
    }

    #[test]
    fn words_that_begin_and_end_alike_are_told_apart() {
        let mut vocabulary = Vocabulary::default();
        let words = [
            "a",
            "aa",
            "aba",
            "aca",
            "abca",
            "abcdefgh",
            "abcdefghh",
            "abcdefghXabcdefgh",
            "abcdefghYabcdefgh",
        ];
        let ids: Vec<_> = words.iter().map(|word| vocabulary.id(word.as_bytes())).collect();
        assert_eq!(ids, (0..words.len() as u32).collect::<Vec<_>>());
        assert!(words.iter().zip(&ids).all(|(word, id)| vocabulary.id(word.as_bytes()) == *id));
    }

    #[test]
    fn a_word_knows_how_it_was_written() {
        let mut vocabulary = Vocabulary::default();
        let id = vocabulary.id("GPs’".trim_end_matches('’').as_bytes());
        let word = vocabulary.word(id);
        assert_eq!((&*word.written, &*word.normal, &*word.stem), ("GPs", "gps", "gp"));
    }
}
