//! E-mail addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, pattern};
use crate::text::Span;

pub(super) struct Email;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[A-Za-z0-9][A-Za-z0-9._%+'\-]*@[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}",
    )
});

impl DetailKind for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    fn replacement(&self) -> &'static str {
        "[email]"
    }

    fn find(&self, text: &str, clues: &Clues, found: &mut Vec<Span>) {
        if clues.has_at {
            found.extend(ADDRESS.find_iter(text).map(|hit| Span::new(hit.start(), hit.end())));
        }
    }
}
