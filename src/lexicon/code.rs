//! A pattern of signs, for codes that are no words (`A5\d\d`). One of the two doors of the `regex` crate.

use regex::{Regex, RegexBuilder};

use crate::text::Span;

/// A pattern of signs, in the language of the `regex` crate.
#[derive(Debug, Clone)]
pub struct Code {
    /// As its author wrote it.
    written: String,
    /// The same, beginning and ending where words do.
    at_words: Regex,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.written == other.written
    }
}

impl Eq for Code {}

/// A compiled pattern, and what it remembers while it looks, take at most so many bytes each.
const MOST_BYTES: usize = 1 << 20;

impl Code {
    /// Compiles a pattern. The error says what is wrong with it.
    pub(super) fn new(written: &str) -> Result<Code, String> {
        let alone = compiled(written)?;
        if alone.is_match("") {
            return Err(
                "this pattern finds places without a sign in them; write one that needs a sign".to_owned()
            );
        }
        let at_words = compiled(&format!(r"\b{{start-half}}(?:{written})\b{{end-half}}"))
            .map_err(|fault| format!("{fault}; leave '(?x)' out, if it is there"))?;
        Ok(Code { written: written.to_owned(), at_words })
    }

    /// Where it stands in a text: from left to right, none over another; never beginning or ending between two letters or digits.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        self.at_words.find_iter(text).map(|found| Span::new(found.start(), found.end()))
    }
}

fn compiled(pattern: &str) -> Result<Regex, String> {
    let builder = RegexBuilder::new(pattern).size_limit(MOST_BYTES).dfa_size_limit(MOST_BYTES).build();
    builder.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "this pattern grows too large; write smaller numbers in its {…}, or divide it".to_owned()
        }
        // The crate draws the pattern with a mark under the fault; its last line says what the fault is.
        error => {
            let told = error.to_string();
            let last = told.lines().last().unwrap_or_default().trim().trim_start_matches("error: ");
            format!("this is not a sound pattern: {last}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> Vec<String> {
        let code = Code::new(pattern).unwrap_or_else(|fault| panic!("{pattern}: {fault}"));
        code.places(text).map(|span| span.slice(text).to_owned()).collect()
    }

    #[test]
    fn a_code_stands_between_words() {
        assert_eq!(found(r"A5\d\d", "the A500, A5001 and XA500; a A534"), ["A500", "A534"]);
        assert_eq!(
            found(r"A5|A5\d\d", "the A500"),
            ["A500"],
            "the longer way is tried where the shorter ends in a word"
        );
        assert_eq!(found(r"\u{a3}\d+", "a \u{a3}5 fare"), ["\u{a3}5"]);
    }

    #[test]
    fn bad_patterns_are_refused_in_words() {
        for (pattern, said) in [
            ("A5(", "this is not a sound pattern: unclosed group"),
            ("a)|(b", "this is not a sound pattern: unopened group"),
            ("x*", "this pattern finds places without a sign"),
            (r"\w{900}", "this pattern grows too large"),
            ("(?x) a # b", "this is not a sound pattern: unclosed group; leave '(?x)' out"),
        ] {
            let fault = Code::new(pattern).expect_err(pattern);
            assert!(fault.starts_with(said), "{pattern}: {fault}");
        }
    }
}
