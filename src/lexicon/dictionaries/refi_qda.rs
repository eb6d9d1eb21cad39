//! REFI-QDA codebooks, which programs for qualitative analysis exchange: XML of codes with their descriptions.

use std::fmt::Write;

use roxmltree::Node;

use super::{Contents, DEEPEST, Dictionary, Written, line_of, text, tree};
use crate::digest::guid;
use crate::lexicon::categories::{Category, outline_of};
use crate::lexicon::outline::{Outline, Says, Unfit};

pub(super) struct RefiQda;

impl Dictionary for RefiQda {
    fn name(&self) -> &'static str {
        "REFI-QDA codebook (.qdc)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".qdc"]
    }

    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        let tree = tree(text(contents)?)?;
        let root = tree.root_element();
        let codes = root.children().find(|node| node.tag_name().name() == "Codes");
        let (true, Some(codes)) = (root.tag_name().name() == "CodeBook", codes) else {
            return Err((1, "a REFI-QDA codebook is XML with a <CodeBook> and <Codes> in it".to_owned()));
        };
        let categories: Result<Vec<Category>, _> = inside(codes).map(|node| category(node, 0)).collect();
        let mut outline = outline_of(title, categories?);
        for set in tree.descendants().filter(|node| node.tag_name().name() == "Set") {
            let name = set.attribute("name").unwrap_or("").to_owned();
            outline.not_taken(line_of(set), &format!("set {name}"), "a lexicon has no sets of codes");
        }
        Ok(outline)
    }

    fn write(&self, outline: &Outline) -> Option<Written> {
        Some(written(outline))
    }
}

fn inside<'a, 'b: 'a>(of: Node<'a, 'b>) -> impl Iterator<Item = Node<'a, 'b>> {
    of.children().filter(|node| node.tag_name().name() == "Code")
}

fn category(node: Node<'_, '_>, depth: usize) -> Result<Category, (usize, String)> {
    if depth > DEEPEST {
        return Err((line_of(node), format!("codes lie more than {DEEPEST} deep here")));
    }
    let description = node.children().find(|node| node.tag_name().name() == "Description");
    let inside: Result<Vec<Category>, _> = inside(node).map(|node| category(node, depth + 1)).collect();
    Ok(Category {
        name: node.attribute("name").unwrap_or("").trim().to_owned(),
        line: line_of(node),
        note: description.and_then(|node| node.text()).unwrap_or("").trim().to_owned(),
        words: Vec::new(),
        inside: inside?,
    })
}

/// Priorities as codes, their themes as codes inside them and sub-themes inside those, notes as descriptions. A codebook has no rules: each line that is one is told.
fn written(outline: &Outline) -> Written {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"yousaid\">\n  <Codes>\n",
    );
    let mut unsaid = Vec::new();
    // The codes that are open, from the outside in.
    let mut open: Vec<&str> = Vec::new();
    let mut lines = outline.lines.iter().peekable();
    while let Some(line) = lines.next() {
        let (id, name, depth) = match &line.says {
            Says::Priority { id, name } => (id, name, 0),
            Says::Theme { id, name } => (id, name, 1),
            Says::SubTheme { id, name, of } => {
                (id, name, open.iter().rposition(|open| open == of).map_or(open.len(), |at| at + 1))
            }
            Says::Header { .. } => continue,
            says => {
                let what = match says {
                    Says::Rule { .. } => "a codebook holds no rules".to_owned(),
                    Says::List { .. } => "a codebook holds no word lists".to_owned(),
                    Says::Setting { word, rest } => format!("a codebook cannot say '{word} {rest}'"),
                    Says::Example { .. } => "a codebook holds no examples".to_owned(),
                    _ => "a codebook holds notes of codes only".to_owned(),
                };
                unsaid.push(Unfit { line: line.number, reason: format!("not written: {what}") });
                continue;
            }
        };
        close(&mut open, depth, &mut xml);
        open.push(id);
        let indent = indent(open.len());
        let mut note = line.note.clone();
        while let Some(more) = lines.next_if(|next| next.says == Says::Note) {
            note = format!("{note}\n{}", more.note);
        }
        writeln!(xml, "{indent}<Code guid=\"{}\" name=\"{}\" isCodable=\"true\">", guid(id), escaped(name))
            .expect(STRING);
        if !note.trim().is_empty() {
            writeln!(xml, "{indent}  <Description>{}</Description>", escaped(note.trim())).expect(STRING);
        }
    }
    close(&mut open, 0, &mut xml);
    xml.push_str("  </Codes>\n</CodeBook>\n");
    Written { bytes: xml.into_bytes(), unsaid }
}

/// Closes codes until so many are open.
fn close(open: &mut Vec<&str>, depth: usize, xml: &mut String) {
    while open.len() > depth {
        writeln!(xml, "{}</Code>", indent(open.len())).expect(STRING);
        open.pop();
    }
}

/// What stands before a code that is the so-manieth open one.
fn indent(open: usize) -> String {
    "  ".repeat(open + 1)
}

/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => safe.push(c),
        }
    }
    safe
}
