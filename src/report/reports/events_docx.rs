//! `publish/events/*.docx`: a Word document on what was said at each event, and one over all.

use crate::findings::Findings;
use crate::office::word;
use crate::report::documents::{all_events, each_event};
use crate::report::{MoreFile, Report};

pub(super) struct EventsDocx;

impl Report for EventsDocx {
    fn path(&self) -> &'static str {
        "publish/events/all-events.docx"
    }

    fn summary(&self) -> &'static str {
        "what was said at events, as Word documents of a page or two each: who came, themes, quotes"
    }

    fn applies(&self, findings: &Findings) -> bool {
        !findings.events.is_empty()
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        word(&all_events(findings))
    }

    fn more(&self, findings: &Findings) -> Vec<MoreFile> {
        let file = |(name, document)| MoreFile {
            path: format!("publish/events/{name}.docx"),
            bytes: word(&document),
        };
        each_event(findings).into_iter().map(file).collect()
    }
}
