//! Every distinct word met so far, and what can be known of it alone.

use super::foreign_words::{Marks, marks};
use super::language::{Sign, is_stop_word};
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
    facts: Vec<Facts>,
    bytes: Vec<u8>,
    ranges: Vec<(u32, u32)>,
    slots: Vec<Slot>,
    stemmer: Stemmer,
}

/// What is asked of every word of every text, and what tells a word of up to sixteen bytes from others.
struct Facts {
    start: Beginning,
    length: u32,
    stem_hash: u64,
    normal_hash: u64,
    is_stop_word: bool,
    marks: Marks,
}

/// A place of the look-up table: half a word's hash, so that hardly ever another word's facts are looked at, and its number. Kept small: all places
/// together should fit the processor's caches, and facts stand in the order in which words were met, the common ones together.
#[derive(Clone, Copy)]
struct Slot {
    tag: u32,
    id: WordId,
}

/// The first sixteen bytes of a word, zeros after its end.
type Beginning = (u64, u64);

/// How many bytes of a word its [`Beginning`] holds.
const BEGINNING: usize = 16;

/// A place that holds no word.
const EMPTY: Slot = Slot { tag: 0, id: WordId::MAX };

impl Slot {
    /// The place of a word with this hash.
    fn new(hash: u64, id: WordId) -> Slot {
        Slot { tag: (hash >> 32) as u32, id }
    }

    fn is_empty(self) -> bool {
        self.id == EMPTY.id
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            words: Vec::new(),
            facts: Vec::new(),
            bytes: Vec::new(),
            ranges: Vec::new(),
            slots: vec![EMPTY; 1 << 12],
            stemmer: Stemmer::default(),
        }
    }
}

impl Vocabulary {
    /// The number of `word`, which is learned if it is new. A word has at least one byte.
    pub fn id(&mut self, word: &[u8]) -> WordId {
        self.id_in(word, 0, word.len())
    }

    /// The number of the word that stands at `start..end` in `text`, which is learned if it is new.
    // Asked once for every word of every text.
    #[inline(always)]
    pub(super) fn id_in(&mut self, text: &[u8], start: usize, end: usize) -> WordId {
        let beginning = beginning(text, start, end);
        let length = (end - start) as u32;
        let hash = slot_hash(beginning, length);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let found = self.slots[slot];
            if found.is_empty() {
                return self.learn(&text[start..end], hash, slot);
            }
            if found.tag == (hash >> 32) as u32 {
                let known = &self.facts[found.id as usize];
                let is_alike = known.start == beginning && known.length == length;
                if is_alike && (end - start <= BEGINNING || self.bytes_of(found.id) == &text[start..end]) {
                    return found.id;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn bytes_of(&self, id: WordId) -> &[u8] {
        let (start, end) = self.ranges[id as usize];
        &self.bytes[start as usize..end as usize]
    }

    #[cold]
    fn learn(&mut self, word: &[u8], hash: u64, slot: usize) -> WordId {
        let id = self.words.len() as u32;
        self.slots[slot] = Slot::new(hash, id);
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(word);
        self.ranges.push((start, self.bytes.len() as u32));
        let text = String::from_utf8_lossy(word);
        let written = straight_apostrophes(&text).into_owned();
        let normal = normal_form(&text);
        let stem = self.stemmer.stem(&normal, &written);
        self.facts.push(Facts {
            start: beginning(word, 0, word.len()),
            length: word.len() as u32,
            stem_hash: hash_of(&stem),
            normal_hash: hash_of(&normal),
            is_stop_word: is_stop_word(&normal),
            marks: marks(&normal),
        });
        self.words.push(Word { written: written.into(), normal: normal.into(), stem: stem.into() });
        if self.words.len() * 2 > self.slots.len() {
            self.grow();
        }
        id
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots = vec![EMPTY; size];
        for (id, known) in self.facts.iter().enumerate() {
            let hash = slot_hash(known.start, known.length);
            let mut slot = hash as usize & (size - 1);
            while !self.slots[slot].is_empty() {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = Slot::new(hash, id as WordId);
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
        self.facts[id as usize].stem_hash
    }

    /// A hash of the word's normal form: the same on every machine, in every run and worker.
    #[inline]
    pub fn normal_hash(&self, id: WordId) -> u64 {
        self.facts[id as usize].normal_hash
    }

    /// Whether it is one of the commonest English words (*the*, *and*, *to* …).
    #[inline]
    pub fn is_stop_word(&self, id: WordId) -> bool {
        self.facts[id as usize].is_stop_word
    }

    /// What it tells of the language of a text that it stands in.
    #[inline]
    pub fn sign(&self, id: WordId) -> Sign {
        let Facts { is_stop_word, marks, .. } = self.facts[id as usize];
        Sign { marks, is_stop_word, is_english: is_stop_word && marks == Marks::default() }
    }
}

/// Eight bytes from `at`, as a number.
#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    let mut eight = [0u8; 8];
    eight.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(eight)
}

/// The beginning of the word at `start..end`. Where the text goes on far enough it is read at once, whatever the word's length, and
/// what follows the word is masked.
#[inline(always)]
fn beginning(text: &[u8], start: usize, end: usize) -> Beginning {
    let length = (end - start).min(BEGINNING);
    let (first, second) = match text.get(start..start + BEGINNING) {
        Some(sixteen) => (eight(sixteen, 0), eight(sixteen, 8)),
        None => {
            let mut sixteen = [0u8; BEGINNING];
            sixteen[..length].copy_from_slice(&text[start..start + length]);
            (eight(&sixteen, 0), eight(&sixteen, 8))
        }
    };
    (first & MASKS[length].0, second & MASKS[length].1)
}

/// For each length the bits of a beginning that are the word's.
const MASKS: [Beginning; BEGINNING + 1] = {
    let mut masks = [(0, 0); BEGINNING + 1];
    let mut length = 1;
    while length <= BEGINNING {
        let bits = u128::MAX >> (128 - 8 * length);
        masks[length] = (bits as u64, (bits >> 64) as u64);
        length += 1;
    }
    masks
};

/// Hash of a word for the look-up table alone.
#[inline]
fn slot_hash(start: Beginning, length: u32) -> u64 {
    let first = (start.0 ^ u64::from(length)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let second = start.1.wrapping_mul(0xd6e8_feb8_6659_fd93);
    let hash = first ^ second.rotate_left(32);
    hash ^ (hash >> 32)
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
