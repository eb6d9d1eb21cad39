//! HTML into plain text, as a reader sees it.

use crate::ingest::formats::html_character;

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "div",
    "tr",
    "table",
    "ul",
    "ol",
    "dl",
    "dd",
    "dt",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "address",
    "center",
    "form",
    "fieldset",
    "pre",
    "blockquote",
    "li",
    "hr",
    "body",
    "html",
    "tbody",
    "thead",
    "caption",
];

/// Elements with a blank line above and below.
const PARAGRAPHS: &[&str] = &["p", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Elements whose words nobody sees.
const UNSEEN: &[&str] =
    &["style", "script", "head", "title", "template", "svg", "noframes", "object", "select", "xml"];

/// Elements that can hide what is in them.
const CAN_HIDE: &[&str] =
    &["div", "span", "p", "td", "tr", "table", "center", "font", "section", "b", "i", "a", "h1", "h2"];

/// A tag whose quotation marks do not close within so many bytes ends at its first `>`.
const LONGEST_QUOTED: usize = 2_000;

/// The words of a web page or of an HTML message: blocks on lines of their own, list items with a dash, cells with a tab between them, no styles, scripts or
/// hidden words, and `> ` before lines that a mail program marked as quoted.
pub(in crate::ingest) fn text_of(html: &str) -> String {
    let mut page = Page { html, at: 0, unclosed: Vec::new(), failed_quotes: 0 };
    let mut text = Text::default();
    // For each open blockquote, whether a mail program made it.
    let mut quotes: Vec<bool> = Vec::new();
    while page.at < html.len() {
        let rest = &html[page.at..];
        let end = rest.find('<').unwrap_or(rest.len());
        text.words(&rest[..end]);
        page.at += end;
        if page.at == html.len() {
            break;
        }
        let Some(tag) = page.tag() else {
            text.words("<");
            page.at += 1;
            continue;
        };
        if tag.is_end {
            match tag.name.as_str() {
                "blockquote" => {
                    text.line(1);
                    if quotes.pop() == Some(true) {
                        text.quotes -= 1;
                    }
                }
                "pre" => {
                    text.line(1);
                    text.is_preformatted = false;
                }
                name => text.block(name),
            }
            continue;
        }
        let name = tag.name.as_str();
        let is_unseen =
            UNSEEN.contains(&name) && !tag.is_closed || CAN_HIDE.contains(&name) && is_hidden(tag.inside);
        if is_unseen && page.skip_element(name) {
            continue;
        }
        match name {
            "br" => text.break_line(),
            "td" | "th" => text.gap(),
            "li" => {
                text.line(1);
                text.words("- ");
            }
            "blockquote" => {
                text.line(1);
                let inside = lower_start(tag.inside);
                let is_cited = ["cite", "gmail_quote", "yahoo_quoted", "protonmail_quote", "moz-"];
                let is_cited = is_cited.iter().any(|mark| inside.contains(mark));
                text.quotes += usize::from(is_cited);
                quotes.push(is_cited);
            }
            "pre" => {
                text.line(1);
                text.is_preformatted = true;
            }
            name => text.block(name),
        }
    }
    text.written
}

/// Whether a tag says that what it holds is not shown.
fn is_hidden(inside: &str) -> bool {
    let plain = lower_start(inside);
    if !plain.contains("style") {
        return false;
    }
    let plain: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    ["display:none", "visibility:hidden", "max-height:0;", "max-height:0px"]
        .iter()
        .any(|mark| plain.contains(mark))
}

fn lower_start(text: &str) -> String {
    let end = (0..=text.len().min(LONGEST_QUOTED)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text[..end].to_lowercase()
}

struct Page<'a> {
    html: &'a str,
    at: usize,
    /// Elements of which no more are closed from here on.
    unclosed: Vec<String>,
    failed_quotes: usize,
}

struct Tag<'a> {
    name: String,
    inside: &'a str,
    is_end: bool,
    is_closed: bool,
}

impl<'a> Page<'a> {
    /// The tag here, which is then behind; a comment is a tag without a name. Nothing where `<` is only a sign.
    fn tag(&mut self) -> Option<Tag<'a>> {
        let rest = &self.html[self.at..];
        let nameless = |inside| Tag { name: String::new(), inside, is_end: false, is_closed: true };
        if let Some(comment) = rest.strip_prefix("<!--")
            && !self.is_unclosed("--")
        {
            if let Some(end) = comment.find("-->") {
                self.at += 4 + end + 3;
                return Some(nameless(""));
            }
            self.unclosed.push("--".to_owned());
        }
        let first = rest[1..].chars().next()?;
        if !first.is_ascii_alphabetic() && !"/!?".contains(first) {
            return None;
        }
        let end = self.end_of_tag(rest)?;
        self.at += end + 1;
        let inside = &rest[1..end];
        if first == '!' || first == '?' {
            return Some(nameless(""));
        }
        let is_end = first == '/';
        let inside = inside.trim_start_matches('/');
        let length = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
        let name = inside[..length].to_lowercase();
        Some(Tag { name, inside: &inside[length..], is_end, is_closed: inside.ends_with('/') })
    }

    /// Where the `>` of a tag stands; those inside quotation marks do not count.
    fn end_of_tag(&mut self, rest: &str) -> Option<usize> {
        let mut quote = None;
        let bytes = rest.as_bytes();
        if self.failed_quotes < 1_000 {
            for (at, byte) in bytes.iter().enumerate().take(LONGEST_QUOTED) {
                match (quote, byte) {
                    (None, b'>') => return Some(at),
                    (None, b'"' | b'\'') if bytes[at - 1] == b'=' => quote = Some(*byte),
                    (Some(open), close) if open == *close => quote = None,
                    _ => {}
                }
            }
            self.failed_quotes += 1;
        }
        if self.is_unclosed(">") {
            return None;
        }
        let end = rest.find('>');
        if end.is_none() {
            self.unclosed.push(">".to_owned());
        }
        end
    }

    fn is_unclosed(&self, name: &str) -> bool {
        self.unclosed.iter().any(|known| known == name)
    }

    /// Goes behind the end of the element whose tag was just read, if it ends.
    fn skip_element(&mut self, name: &str) -> bool {
        if self.is_unclosed(name) {
            return false;
        }
        let bytes = self.html.as_bytes();
        let (mut at, mut depth) = (self.at, 1);
        while let Some(found) = self.html[at..].find('<') {
            at += found + 1;
            let is_end = bytes.get(at) == Some(&b'/');
            let start = at + usize::from(is_end);
            let named =
                bytes.get(start..start + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
            let ends = bytes.get(start + name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            if !named || !ends {
                continue;
            }
            // Scripts and styles hold no elements.
            depth = if is_end {
                depth - 1
            } else if UNSEEN.contains(&name) {
                depth
            } else {
                depth + 1
            };
            if depth == 0 {
                self.at = self.html[at..].find('>').map_or(self.html.len(), |end| at + end + 1);
                return true;
            }
        }
        self.unclosed.push(name.to_owned());
        false
    }
}

/// Text as it is written out.
#[derive(Default)]
struct Text {
    written: String,
    /// Line ends that come before the next word.
    lines: usize,
    space: bool,
    /// Whether the next word is in another cell.
    is_apart: bool,
    quotes: usize,
    is_preformatted: bool,
}

impl Text {
    fn words(&mut self, raw: &str) {
        let mut rest = raw;
        while let Some((character, length)) = html_character(rest) {
            rest = &rest[length..];
            if self.is_preformatted && character == '\n' {
                self.lines += 1;
            } else if character.is_ascii_whitespace() {
                self.space = true;
            } else {
                self.put(character);
            }
        }
    }

    fn put(&mut self, character: char) {
        if self.lines > 0 && !self.written.is_empty() {
            self.written.extend(std::iter::repeat_n('\n', self.lines.min(2)));
        }
        if self.lines > 0 || self.written.is_empty() {
            self.written.extend(std::iter::repeat_n("> ", self.quotes.min(8)));
        } else if self.is_apart {
            self.written.push('\t');
        } else if self.space {
            self.written.push(' ');
        }
        self.lines = 0;
        self.is_apart = false;
        self.space = false;
        self.written.push(character);
        // The space of a list item's dash.
        self.space = false;
    }

    /// The next word stands on a new line; with two, below a blank one.
    fn line(&mut self, lines: usize) {
        self.lines = self.lines.max(lines);
    }

    fn break_line(&mut self) {
        self.lines += 1;
    }

    fn gap(&mut self) {
        self.is_apart = true;
    }

    fn block(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.line(2);
        } else if BLOCKS.contains(&name) {
            self.line(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_reads_as_it_looks() {
        let html = "<html><head><style>p {color: red}</style></head><body><div style=\"display:none; max-height:0\">Preview</div>\
                    <p>More&nbsp;buses &amp; trains<br>please.</p><ul><li>One</li><li>Two <b>x</b></li></ul>\
                    <table><tr><td>A</td><td>B</td></tr></table><!-- note --><script>alert(1 > 0)</script>\
                    <a href=\"https://example.org/>\">here</a> 3 < 4 &#8212; &pound;5</body></html>";
        assert_eq!(
            text_of(html),
            "More\u{a0}buses & trains\nplease.\n\n- One\n- Two x\nA\tB\nhere 3 < 4 — £5"
        );
    }

    #[test]
    fn what_a_mail_program_quotes_is_marked() {
        let html = "<div>Yes.</div><blockquote type=\"cite\"><div>Why?</div><div>When?</div></blockquote><div>So.</div>\
                    <blockquote>A saying</blockquote>";
        assert_eq!(text_of(html), "Yes.\n> Why?\n> When?\nSo.\nA saying");
    }

    #[test]
    fn broken_markup_loses_no_words() {
        for (html, words) in [
            ("<div style='display:none'>never closed", "never closed"),
            ("<p class=\"x>open quote</p> and more", "open quote\n\nand more"),
            ("I <3 buses", "I <3 buses"),
            ("a <b", "a <b"),
            ("<!-- never closed words", "<!-- never closed words"),
            ("&nosuch; &amp", "&nosuch; &amp"),
        ] {
            assert_eq!(text_of(html), words, "{html}");
        }
        let many =
            "<a \"".repeat(50_000) + &"<!--".repeat(50_000) + &"<div style='display:none'>".repeat(50_000);
        assert_eq!(text_of(&(many + "words")), "words");
    }
}
