//! Texts into tokens: the scan of our own, or a Hugging Face `tokenizer.json` that the profile names.

use std::path::Path;

use super::scan::word_spans;
use super::span::Span;
use super::vocabulary::{Vocabulary, WordId};
use crate::error::Fault;

/// One word of a text: where it stands, which word it is, and the sentence it is in (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where the word stands in its text.
    pub span: Span,
    /// Its number in the worker's vocabulary.
    pub word: WordId,
    /// The number of its sentence in the text.
    pub sentence: u32,
}

/// How texts are divided into words.
#[derive(Clone, Default)]
pub enum Tokeniser {
    /// Letters and digits, apostrophes kept (see `docs/lexicon.md`).
    #[default]
    Scan,
    /// A Hugging Face tokeniser, for scripts that write no spaces. Pieces of one word are joined again.
    File(Box<tokenizers::Tokenizer>),
}

impl Tokeniser {
    /// Reads a `tokenizer.json`.
    pub fn from_file(path: &Path, json: &[u8]) -> Result<Self, Fault> {
        match tokenizers::Tokenizer::from_bytes(json) {
            Ok(tokeniser) => Ok(Tokeniser::File(Box::new(tokeniser))),
            Err(_) => Err(Fault::of(
                path.display().to_string(),
                "this is not a Hugging Face tokenizer.json; leave 'tokeniser' out of the profile to use the built-in one",
            )),
        }
    }

    /// Fills `tokens` with the words of `text`, in order. Spans slice the words out of `text`.
    pub fn tokenise(&self, text: &str, vocabulary: &mut Vocabulary, tokens: &mut Vec<Token>) {
        tokens.clear();
        match self {
            Tokeniser::Scan => word_spans(text, |start, end, sentence| {
                let word = vocabulary.id_in(text.as_bytes(), start, end);
                tokens.push(Token { span: Span::new(start, end), word, sentence });
            }),
            Tokeniser::File(tokeniser) => tokenise_with_file(tokeniser, text, vocabulary, tokens),
        }
    }
}

fn tokenise_with_file(
    tokeniser: &tokenizers::Tokenizer,
    text: &str,
    vocabulary: &mut Vocabulary,
    tokens: &mut Vec<Token>,
) {
    let ends = super::sentences(text);
    let Ok(encoding) = tokeniser.encode(text, false) else { return };
    let mut words: Vec<(Option<u32>, usize, usize)> = Vec::new();
    for (&(start, end), &word) in encoding.get_offsets().iter().zip(encoding.get_word_ids()) {
        if start >= end || text.get(start..end).is_none() {
            continue;
        }
        match words.last_mut() {
            Some(last) if last.0.is_some() && last.0 == word && last.2 <= end => last.2 = end,
            _ => words.push((word, start, end)),
        }
    }
    let mut sentence = 0;
    for (_, start, end) in words {
        let piece = &text[start..end];
        let trimmed = piece.trim();
        if !trimmed.chars().any(super::is_word_character) {
            continue;
        }
        let start = start + (piece.len() - piece.trim_start().len());
        let span = Span::new(start, start + trimmed.len());
        while sentence + 1 < ends.len() && ends[sentence].end <= span.start {
            sentence += 1;
        }
        let word = vocabulary.id(trimmed.as_bytes());
        tokens.push(Token { span, word, sentence: sentence as u32 });
    }
}
