//! Logs of text messages, in which what was sent out stands beside what people wrote.

use super::headings::plain;
use super::layout::Layout;
use crate::ingest::platforms::{Holds, RowTest};

/// Why a row of what was sent out is nobody's submission.
const REASON: &str = "a message that was sent out, not one that came in";

/// Headers that tell which way a message went, and those of the messages themselves: a survey about journeys has no such.
const WAYS: [&str; 4] = ["direction", "message direction", "sms direction", "msg direction"];
const MESSAGES: [&str; 12] = [
    "message",
    "messages",
    "message text",
    "message body",
    "message content",
    "msg",
    "text",
    "text message",
    "body",
    "sms",
    "sms text",
    "content",
];

/// The test that sets aside what was sent out; none where this is no log of messages.
pub(super) fn sent_out(layout: &Layout) -> Option<RowTest> {
    let header = |at: usize| plain(&layout.columns[at].header);
    let is_log = layout.opens.iter().any(|at| MESSAGES.contains(&header(*at).as_str()));
    let column = (0..layout.columns.len()).find(|at| WAYS.contains(&header(*at).as_str()))?;
    is_log.then_some(RowTest { column, holds: Holds::When(says_out), reason: REASON })
}

fn says_out(cell: &str) -> bool {
    let plain = plain(cell);
    ["out", "outbound", "outgoing", "sent"].contains(&plain.as_str())
        || ["outbound", "outgoing"].iter().any(|way| plain.starts_with(way))
}
