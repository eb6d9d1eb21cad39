//! Healthwatch web reviews: stars for a service that a CQC location or an ODS code identifies, and what happened there.

use super::{Head, Platform, Role, Shape};
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct Healthwatch;

const SERVICE_CODE: [&str; 7] = [
    "cqc location id",
    "cqc location",
    "cqc id",
    "ods code",
    "ods",
    "hw services cqc location",
    "hw services ods code",
];
const STARS: [&str; 7] = [
    "rating",
    "star rating",
    "stars",
    "overall rating",
    "feedback rating",
    "rating (out of 5)",
    "how would you rate this service overall?",
];
const REVIEW: [&str; 9] = [
    "review",
    "review text",
    "your review",
    "comment",
    "comments",
    "comment content",
    "feedback",
    "what happened?",
    "your feedback",
];
const TITLE: [&str; 3] = ["review title", "title", "title of your review"];
const SERVICE: [&str; 5] = ["service", "service name", "provider", "provider name", "local service"];
/// What others than the reviewer wrote.
const REPLIES: [&str; 8] = [
    "response from the service",
    "provider response",
    "service response",
    "response from local healthwatch",
    "healthwatch reply",
    "feedback response",
    "feedback hw reply",
    "reply",
];

impl Platform for Healthwatch {
    fn name(&self) -> &'static str {
        "Healthwatch reviews"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let headers = SERVICE_CODE.iter().find_map(|name| Headers::with(head, &[name]))?;
        let (review, stars) = (headers.find(&REVIEW)?, headers.find(&STARS)?);
        let columns = headers.columns(|at, header| match header {
            _ if at == review || TITLE.contains(&header) => Some(Role::Open),
            _ if at == stars => Some(Role::Closed),
            _ if SERVICE_CODE.contains(&header) => Some(Role::Private),
            _ if SERVICE.contains(&header) => Some(Role::Attribute("Service".to_owned())),
            _ if REPLIES.contains(&header) => Some(Role::Private),
            "review id" | "comment id" | "id" => Some(Role::Identifier),
            "date" | "comment date" | "review date" | "date submitted" => {
                Some(Role::Attribute(attribute::DATE.to_owned()))
            }
            "when did it happen?"
            | "feedback when"
            | "who was involved?"
            | "feedback who"
            | "author"
            | "comment author"
            | "name"
            | "feedback phone"
            | "feedback address" => Some(Role::Private),
            _ => None,
        });
        let mut notes = Vec::new();
        if headers.has(&REPLIES) {
            notes
                .push("replies of the service or of Healthwatch are no reviews, and are left out".to_owned());
        }
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            columns,
            given: vec![(attribute::CHANNEL, "Web review".to_owned())],
            notes,
            ..Shape::default()
        })
    }
}
