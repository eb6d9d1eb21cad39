//! Comments below posts on social media, as page owners export them: who wrote, what, and how many liked it.

use std::borrow::Cow;

use super::{Head, Holds, Platform, Role, RowTest, Shape};
use crate::ingest::public_bodies::names_public_body;
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct SocialMedia;

/// Headers of who wrote, of what, and of what no other table has: at least one, and of the second kind two.
const AUTHORS: [&str; 16] = [
    "author",
    "author name",
    "user",
    "username",
    "user name",
    "user handle",
    "screen name",
    "handle",
    "commenter",
    "commenter name",
    "posted by",
    "comment by",
    "profile",
    "profile name",
    "account",
    "from name",
];
const WORDS: [&str; 11] = [
    "comment",
    "comments",
    "comment text",
    "message",
    "post",
    "post text",
    "text",
    "tweet",
    "tweet text",
    "content",
    "reply",
];
const COUNTS: [&str; 19] = [
    "likes",
    "like count",
    "likes count",
    "number of likes",
    "reactions",
    "reaction count",
    "retweets",
    "retweet count",
    "reposts",
    "shares",
    "share count",
    "favourites",
    "favorites",
    "favorite count",
    "followers",
    "replies",
    "reply count",
    "impressions",
    "thumbs up",
];
const PLACES: [&str; 13] = [
    "post id",
    "comment id",
    "tweet id",
    "parent id",
    "post url",
    "post link",
    "comment url",
    "comment link",
    "tweet url",
    "permalink",
    "reply to",
    "is reply",
    "in reply to",
];

const DATES: [&str; 10] = [
    "created",
    "created at",
    "created time",
    "created date",
    "date created",
    "date posted",
    "posted at",
    "posted on",
    "published",
    "published at",
];

/// How the owner of a page begins an answer to those who comment, and what else it says to them.
const GREETINGS: [&str; 6] = ["hi ", "hello ", "thank you for", "thanks for", "thank you,", "thanks "];
const ASKS: [&str; 16] = [
    "have your say",
    "your views",
    "your feedback",
    "your say",
    "tell us",
    "let us know",
    "fill in",
    "survey",
    "get in touch",
    "please contact",
    "contact our",
    "contact pals",
    "dm us",
    "direct message",
    "sorry to hear",
    "find out more",
];

/// Names under which many write.
const NOBODY: [&str; 7] =
    ["anonymous", "anon", "facebook user", "instagram user", "deleted", "[deleted]", "unknown"];

impl Platform for SocialMedia {
    fn name(&self) -> &'static str {
        "Social media"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let headers = WORDS.iter().find_map(|words| Headers::with(head, &[words]))?;
        let (author, words) = (headers.find(&AUTHORS)?, headers.find(&WORDS)?);
        let (counts, places) = (headers.count(&COUNTS), headers.count(&PLACES));
        // Platforms for ideas let people like each other's, too, and keep them in projects.
        if counts == 0 && places < 2 || headers.has(&["project"]) {
            return None;
        }
        let columns = headers.columns(|at, header| match header {
            _ if at == author => Some(Role::Person),
            _ if at == words => Some(Role::Open),
            // How many liked a comment is no answer of whoever wrote it.
            _ if [&AUTHORS[..], &PLACES[..], &COUNTS[..]].iter().any(|listed| listed.contains(&header)) => {
                Some(Role::Private)
            }
            _ if DATES.contains(&header) => Some(Role::Attribute(attribute::DATE.to_owned())),
            _ => None,
        });
        let body = &head.rows[headers.at + 1..];
        let mut notes = Vec::new();
        let owner = owner(body.iter().map(|row| (row.cell(author).trim(), row.cell(words).trim())));
        if owner.is_some() {
            notes.push(format!(
                "a public body that writes to those who comment is taken for the page's owner: its posts are left out; if they are \
                 views to be counted, save them as a table of their own without column {}",
                author + 1
            ));
        }
        let own = owner.map(|name| RowTest {
            column: author,
            holds: Holds::Is(name.to_owned()),
            reason: "a post or an answer by the page's owner",
        });
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            columns,
            left_out: own.into_iter().collect(),
            meanings: vec![(author, somebody)],
            // A name is one account's within one export, and may be anybody's elsewhere.
            export: Some(head.file.to_owned()),
            given: vec![(attribute::CHANNEL, "Social media".to_owned())],
            notes,
            ..Shape::default()
        })
    }
}

/// The name of an account; nobody's where many write under it.
fn somebody(name: &str) -> Cow<'_, str> {
    if NOBODY.contains(&name.to_lowercase().as_str()) { Cow::Borrowed("") } else { Cow::Borrowed(name) }
}

/// The name under which a public body posts and answers; none where no such body speaks as a page's owner does.
fn owner<'a>(posts: impl Iterator<Item = (&'a str, &'a str)>) -> Option<&'a str> {
    let speaks = |words: &str| {
        let words = words.to_lowercase();
        GREETINGS.iter().any(|start| words.starts_with(start)) || ASKS.iter().any(|part| words.contains(part))
    };
    let mut posts = posts.filter(|(name, words)| names_public_body(name) && speaks(words));
    posts.next().map(|(name, _)| name)
}
