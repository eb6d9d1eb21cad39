//! `publish/events/*.html`: a page on what was said at each event, and one over all.

use crate::findings::Findings;
use crate::report::documents::{all_events, each_event, page};
use crate::report::{MoreFile, Report};

pub(super) struct EventsHtml;

impl Report for EventsHtml {
    fn path(&self) -> &'static str {
        "publish/events/all-events.html"
    }

    fn summary(&self) -> &'static str {
        "what was said at events, a page or two each: who came, themes, quotes"
    }

    fn applies(&self, findings: &Findings) -> bool {
        !findings.events.is_empty()
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        page(&all_events(findings))
    }

    fn more(&self, findings: &Findings) -> Vec<MoreFile> {
        let file = |(name, document)| MoreFile {
            path: format!("publish/events/{name}.html"),
            bytes: page(&document),
        };
        each_event(findings).into_iter().map(file).collect()
    }
}
