//! Running text as files hold it: paragraphs, headings, lists, pages.

pub(super) mod blocks;
pub(super) mod page_layout;
pub(super) mod pdf_text;
pub(super) mod rtf_text;
pub(super) mod word_text;
pub(super) mod xml;
