//! E-mail addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, pattern};
use crate::text::Span;

pub(super) struct Email;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\p{L}\p{N}][\p{L}\p{N}._%+'\-]*@[\p{L}\p{N}](?:[\p{L}\p{N}\-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}\-]+)*\.\p{L}{2,}",
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
