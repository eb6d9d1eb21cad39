//! Telephone numbers, British and international.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, find_in_windows, pattern};
use crate::text::Span;

pub(super) struct Phone;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\+|00)[1-9][0-9]{0,2}[ .\-]?(?:\(0\)[ ]?)?(?:[0-9][ .\-]?){6,11}[0-9]|0[ ]?(?:[1-9](?:[ .\-()]{0,2}[0-9]){8,9})",
    )
});

impl DetailKind for Phone {
    fn name(&self) -> &'static str {
        "phone"
    }

    fn replacement(&self) -> &'static str {
        "[phone]"
    }

    fn find(&self, text: &str, clues: &Clues, found: &mut Vec<Span>) {
        find_in_windows(text, clues, 9, &NUMBER, |_, _| true, found);
    }
}
