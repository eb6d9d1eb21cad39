//! Words and where they stand.
//!
//! A text is scanned once into tokens, each a span of bytes and the number of its distinct word. What can be known
//! of a word alone (how it is written, its normal form, its stem) is worked out once for each distinct word and kept in a
//! [`Vocabulary`]. The text itself never changes, so that a span always slices the words out of it.

mod abbreviations;
mod calendar;
mod foreign_words;
mod language;
mod letter_forms;
mod lists;
mod normal_form;
mod numbers;
mod scan;
mod sentences;
mod shown;
mod span;
mod spelling;
mod stem;
mod tokeniser;
mod vocabulary;

pub use abbreviations::is_abbreviation;
pub use calendar::{WEEKDAYS, is_month, is_weekday, month};
pub use foreign_words::Marks;
pub use language::{FOREIGN_FROM_WORDS, Language, Sign, is_plainly_english, language_of, told_by_words};
pub use letter_forms::{
    closes_formally, is_close, is_close_alone, is_greeting, opens_formally, speaks_of_oneself,
};
pub use lists::entries;
pub use normal_form::normal_form;
pub use numbers::{counted, with_commas};
pub use scan::{is_word_character, word_spans};
pub use sentences::sentences;
pub use shown::{capitalised, one_line, plain_line};
pub use span::Span;
pub use spelling::{british, british_beginning};
pub use stem::{Stemmer, stem};
pub use tokeniser::{Token, Tokeniser};
pub use vocabulary::{Vocabulary, Word, WordId, hash_of};
