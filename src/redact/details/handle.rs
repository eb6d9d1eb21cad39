//! Names by which people go on the web: "@janetholt", "my username is jholt77".
//!
//! Rule: `@` and a word that is no ordinary one, where no letter stands before the `@`; or, after the name of a network or "username", the one word that follows "is" or a colon; right behind the name, only one with an underscore.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, pattern};
use crate::redact::clues::{boundary_after, boundary_before};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Handle;

static AT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^@[\p{L}_][\p{L}\p{N}_]{1,30}(?:\.[\p{L}\p{N}_]{2,30})*"));

static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:twitter|facebook|instagram|insta|tiktok|snapchat|skype|whatsapp|linkedin|telegram|youtube|username|user|screen|handle)(?: ?(?:name|handle|account|id|user|username))?( is|: ?| ?= ?| -|) ?@?([\p{L}\p{N}_][\p{L}\p{N}_.\-]{1,30}[\p{L}\p{N}_])",
    )
});

/// How far a network's name and the user's name reach together.
const REACH: usize = 72;

impl DetailKind for Handle {
    fn name(&self) -> &'static str {
        "handle"
    }

    fn replacement(&self) -> &'static str {
        "[username]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if clues.has_at {
            for (at, _) in text.match_indices('@') {
                let touches = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '@');
                if touches {
                    continue;
                }
                let Some(hit) = AT.find(&text[at..boundary_after(text, at + REACH)]) else { continue };
                let word = clues.words.partition_point(|word| word.span.start as usize <= at);
                let is_word = clues.words.get(word).is_some_and(|token| {
                    token.span.end as usize == at + hit.end()
                        && clues.known(word).is(Known::WORD.or(Known::FUNCTION))
                });
                if !is_word {
                    found.push(Span::new(at, at + hit.end()));
                }
            }
        }
        for word in clues.words_with(Known::WEB) {
            let start = clues.words[word].span.start as usize;
            let piece = &text[boundary_before(text, start)..boundary_after(text, start + REACH)];
            let Some(hit) = TOLD.captures(piece) else { continue };
            let (Some(link), Some(name)) = (hit.get(1), hit.get(2)) else { continue };
            // "snapchat kayz_xo": right behind the network's name only what no word looks like.
            if link.is_empty() && !name.as_str().contains('_') {
                continue;
            }
            let has_sign =
                name.as_str().contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '.' | '-'));
            let at = clues.words.partition_point(|token| (token.span.start as usize) < start + name.start());
            let is_rare = clues.words.get(at).is_some_and(|token| {
                token.span.start as usize == start + name.start() && clues.known(at).is_unlisted()
            });
            if has_sign || is_rare {
                found.push(Span::new(start + name.start(), start + name.end()));
            }
        }
        found.sort();
    }
}
