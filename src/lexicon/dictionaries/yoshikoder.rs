//! Yoshikoder dictionaries: XML of categories (`cnode`) and patterns (`pnode`).

use roxmltree::Node;

use super::{Contents, DEEPEST, Dictionary, line_of, text, tree};
use crate::lexicon::categories::{Category, outline_of};
use crate::lexicon::outline::Outline;

pub(super) struct Yoshikoder;

impl Dictionary for Yoshikoder {
    fn name(&self) -> &'static str {
        "Yoshikoder dictionary (.ykd)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".ykd"]
    }

    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        let tree = tree(text(contents)?)?;
        let root = tree.root_element();
        if !root.has_tag_name("dictionary") {
            return Err((1, "a Yoshikoder dictionary is XML with a <dictionary> around it".to_owned()));
        }
        let mut tops: Vec<Category> = Vec::new();
        for node in nodes(root, "cnode") {
            tops.push(category(node, 0)?);
        }
        // The outermost category is the dictionary itself.
        match <[Category; 1]>::try_from(tops) {
            Ok([top]) if top.words.is_empty() && !top.inside.is_empty() => {
                let title = if top.name.is_empty() { title } else { &top.name };
                Ok(outline_of(title, top.inside))
            }
            Ok(tops) => Ok(outline_of(title, tops.into())),
            Err(tops) if tops.is_empty() => Err((0, "there is no category (cnode) in this file".to_owned())),
            Err(tops) => Ok(outline_of(title, tops)),
        }
    }
}

fn nodes<'a, 'b: 'a>(of: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    of.children().filter(move |node| node.has_tag_name(name))
}

fn category(node: Node<'_, '_>, depth: usize) -> Result<Category, (usize, String)> {
    if depth > DEEPEST {
        return Err((line_of(node), format!("categories lie more than {DEEPEST} deep here")));
    }
    let attribute = |node: Node<'_, '_>, name: &str| node.attribute(name).unwrap_or("").trim().to_owned();
    let inside: Result<Vec<Category>, _> =
        nodes(node, "cnode").map(|inside| category(inside, depth + 1)).collect();
    Ok(Category {
        name: attribute(node, "name"),
        line: line_of(node),
        note: attribute(node, "desc"),
        words: nodes(node, "pnode").map(|word| (line_of(word), attribute(word, "name"))).collect(),
        inside: inside?,
    })
}
