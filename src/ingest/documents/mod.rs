//! Running text as files hold it: paragraphs, headings, lists, pages.

pub(super) mod blocks;
mod page_edges;
pub(super) mod page_layout;
pub(super) mod page_tables;
pub(super) mod pdf_text;
pub(super) mod rtf_text;
pub(super) mod word_text;
pub(super) mod xml;
