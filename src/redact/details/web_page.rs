//! Web addresses that lead to a person: pages of social networks, personal folders and addresses that carry an e-mail address.
//!
//! Rule: the address stays where it is an organisation's front door ("www.nhs.uk"); it goes where the host is a social network with something after it, where a part of the path is
//! `~name`, `user`, `profile`, `people`, `in` or `u`, where it holds an `@`, or where the host is a personal page of a host of blogs.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, pattern};
use crate::redact::clues::boundary_after;
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct WebPage;

/// An address is read so far.
const LONGEST: usize = 400;

static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?i)^(?:https?://)?(?:www\.)?(?:(?:[a-z]{1,3}\.)?(?:facebook|twitter|x|instagram|linkedin|tiktok|snapchat|threads|pinterest|youtube|reddit|github|strava|justgiving|gofundme|vk|t|wa|fb)\.(?:com|me|net|co\.uk|org)/[^\s<>"')\]]+|[a-z0-9\-]+\.(?:wordpress|blogspot|tumblr|medium|substack|wixsite|weebly)\.(?:com|co\.uk)[^\s<>"')\]]*|[a-z0-9.\-]+(?::[0-9]+)?(?:/[^\s<>"')\]]*)?(?:/~|/(?:users?|profiles?|people|members?|u|in|author|patients?)/|[?&](?:user|name|email|patient|nhs|dob|uid|id)=|@)[^\s<>"')\]]+)"#,
    )
});

impl DetailKind for WebPage {
    fn name(&self) -> &'static str {
        "web_page"
    }

    fn replacement(&self) -> &'static str {
        "[web page]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        for word in clues.words_with(Known::WEB) {
            let start = clues.words[word].span.start as usize;
            if found.last().is_some_and(|last| last.end as usize > start) {
                continue;
            }
            let piece = &text[start..boundary_after(text, start + LONGEST)];
            if let Some(hit) = PAGE.find(piece) {
                let end = start + hit.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?']).len();
                found.push(Span::new(start, end));
            }
        }
    }
}
