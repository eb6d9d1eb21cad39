//! E-mail addresses, also spelled out.
//!
//! Source: the shape of an address in RFC 5321 and RFC 6531, without quoted names; "name at place dot org" as people write it to keep
//! off robots, which asks for an ending that exists.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, pattern};
use crate::redact::clues::{boundary_after, boundary_before};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Email;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\p{L}\p{N}_][\p{L}\p{N}._%+'’&\-]* ?@ ?[\p{L}\p{N}](?:[\p{L}\p{N}\-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}\-]+)*\.\p{L}{2,}|[\p{L}\p{N}][\p{L}\p{N}._%+\-]*@\[?[0-9]{1,3}(?:\.[0-9]{1,3}){3}\]?",
    )
});

/// How far a spelled-out address reaches from its "dot".
const REACH: usize = 80;

static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[\p{L}\p{N}][\p{L}\p{N}._\-]*(?: ?[\[({]? ?\b(?:dot|underscore|dash|hyphen)\b ?[\])}]? ?[\p{L}\p{N}][\p{L}\p{N}._\-]*){0,4} ?(?:[\[({] ?at ?[\])}]| at |@) ?[\p{L}\p{N}][\p{L}\p{N}\-]*(?:(?: ?[\[({] ?dot ?[\])}] ?| dot |\.)[\p{L}\p{N}][\p{L}\p{N}\-]*){0,4}(?: ?[\[({] ?dot ?[\])}] ?| dot |\.)(?:co(?: dot |\.| )uk|nhs(?: dot |\.)uk|gov(?: dot |\.)uk|org(?: dot |\.)uk|ac(?: dot |\.)uk|com|org|net|edu|gov|info|uk|eu|ie|scot|wales|cymru|io|me|biz|de|fr|pl|in|pk|ng|us|ca|au|nz)\b",
    )
});

impl DetailKind for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    fn replacement(&self) -> &'static str {
        "[email]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if clues.has_at {
            // Around each `@` alone, so that a long line costs no more than its length.
            let mut read_to = 0;
            for (at, _) in text.match_indices('@') {
                if at < read_to {
                    continue;
                }
                let from = boundary_before(text, at.saturating_sub(REACH)).max(read_to);
                let to = boundary_after(text, at + 2 * REACH);
                for hit in ADDRESS.find_iter(&text[from..to]) {
                    if (from..from + hit.end()).contains(&at) && from + hit.start() <= at {
                        found.push(Span::new(from + hit.start(), from + hit.end()));
                        read_to = from + hit.end();
                    }
                }
            }
        }
        let signs: &[&str] = if clues.has_bracket { &["(at)", "[at]", "(AT)", "[AT]"] } else { &[] };
        for sign in signs {
            // Nearly no text has one, and whether it has is told faster than where.
            if !text.contains(sign) {
                continue;
            }
            for (at, _) in text.match_indices(sign) {
                let from = boundary_before(text, at.saturating_sub(REACH));
                let to = boundary_after(text, at + sign.len() + REACH);
                let hits = SPELLED.find_iter(&text[from..to]);
                let spans = hits.map(|hit| Span::new(from + hit.start(), from + hit.end()));
                found.extend(spans.filter(|hit| (hit.start as usize..hit.end as usize).contains(&at)));
            }
        }
        for word in clues.words_with(Known::WEB) {
            let dot = clues.words[word].span;
            if !dot.slice(text).eq_ignore_ascii_case("dot") && !dot.slice(text).eq_ignore_ascii_case("com") {
                continue;
            }
            let from = boundary_before(text, (dot.start as usize).saturating_sub(REACH));
            let to = boundary_after(text, dot.end as usize + REACH);
            let hits =
                SPELLED.find_iter(&text[from..to]).map(|hit| Span::new(from + hit.start(), from + hit.end()));
            found.extend(
                hits.filter(|hit| hit.overlaps(dot) && hit.slice(text).to_lowercase().contains("at")),
            );
        }
    }
}
