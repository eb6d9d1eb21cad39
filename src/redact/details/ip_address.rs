//! Addresses of computers, IPv4 and IPv6.
//!
//! Source: RFC 791 and RFC 4291, as the standard library reads them. "Version 1.2.3.4" is none.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::{Clues, DetailKind, Wishes, has_any, in_front};
use crate::redact::clues::{boundary_after, boundary_before};
use crate::text::Span;

pub(super) struct IpAddress;

/// The longest IPv6 address has 45 characters.
const LONGEST: usize = 48;

impl DetailKind for IpAddress {
    fn name(&self) -> &'static str {
        "ip_address"
    }

    fn replacement(&self) -> &'static str {
        "[IP address]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let is_part = |c: char| c.is_ascii_hexdigit() || matches!(c, ':' | '.');
        for window in &clues.digit_windows {
            let from = boundary_before(text, (window.span.start as usize).saturating_sub(LONGEST));
            let to = boundary_after(text, window.span.end as usize + LONGEST);
            let count = |mark: u8| text.as_bytes()[from..to].iter().filter(|byte| **byte == mark).count();
            if count(b'.') < 3 && count(b':') < 2 {
                continue;
            }
            let mut start = from;
            for piece in text[from..to].split_inclusive(|c: char| !is_part(c)) {
                let candidate = piece.trim_end_matches(|c: char| !is_part(c)).trim_end_matches(['.', ':']);
                let span = Span::new(start, start + candidate.len());
                start += piece.len();
                if candidate.len() < 6 || found.last().is_some_and(|last| last.end > span.start) {
                    continue;
                }
                let is_address = if candidate.contains(':') {
                    candidate.bytes().filter(u8::is_ascii_hexdigit).count() >= 4
                        && candidate.parse::<Ipv6Addr>().is_ok()
                } else {
                    candidate.parse::<Ipv4Addr>().is_ok()
                        && !has_any(&in_front(text, span, 12), &["version", "v", "section", "paragraph"])
                };
                if is_address && super::stands_alone(text, span) {
                    found.push(span);
                }
            }
        }
    }
}
