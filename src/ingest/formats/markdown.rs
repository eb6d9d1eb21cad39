//! Markdown: the door of `pulldown-cmark`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Content, Format, Opened};
use crate::ingest::decode::{decode, is_text};
use crate::ingest::documents::blocks::{Blocks, Paragraph, Shape};

pub(super) struct Markdown;

/// A larger file is no notes; its marks take many times their size in memory, and it is read as plain text.
const LARGEST: usize = 5_000_000;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "Markdown (.md)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        let is_named = [".md", ".markdown"].iter().any(|ending| name.ends_with(ending));
        is_named && bytes.len() <= LARGEST && is_text(bytes)
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let text = decode(bytes).text;
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let (mut blocks, mut paragraph) = (Blocks::default(), Paragraph::default());
        let (mut items, mut bold, mut unread) = (0usize, 0usize, 0usize);
        let end =
            |paragraph: &mut Paragraph, blocks: &mut Blocks| blocks.paragraph(std::mem::take(paragraph));
        for event in Parser::new_ext(&text, options) {
            match event {
                Event::Start(tag) => match tag {
                    Tag::Heading { .. } => {
                        end(&mut paragraph, &mut blocks);
                        paragraph.shape = Shape::Heading;
                    }
                    Tag::Item => {
                        end(&mut paragraph, &mut blocks);
                        items += 1;
                        paragraph.shape = Shape::Point;
                    }
                    Tag::Paragraph | Tag::CodeBlock(_) => {
                        if !paragraph.text.is_empty() {
                            end(&mut paragraph, &mut blocks);
                        }
                        if items > 0 {
                            paragraph.shape = Shape::Point;
                        }
                    }
                    Tag::Table(_) => {
                        end(&mut paragraph, &mut blocks);
                        blocks.open_table();
                    }
                    Tag::TableHead | Tag::TableRow => blocks.open_row(),
                    Tag::TableCell => blocks.open_cell(),
                    Tag::Strong => bold += 1,
                    Tag::MetadataBlock(_) => unread += 1,
                    Tag::List(_) if !paragraph.text.is_empty() => end(&mut paragraph, &mut blocks),
                    _ => {}
                },
                Event::End(tag) => match tag {
                    TagEnd::Item => {
                        end(&mut paragraph, &mut blocks);
                        items = items.saturating_sub(1);
                    }
                    TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::TableCell => {
                        end(&mut paragraph, &mut blocks);
                    }
                    TagEnd::Table => blocks.close_table(),
                    TagEnd::Strong => bold = bold.saturating_sub(1),
                    TagEnd::MetadataBlock(_) => unread = unread.saturating_sub(1),
                    _ => {}
                },
                Event::Text(words) | Event::Code(words) if unread == 0 => paragraph.push(&words, bold > 0),
                Event::SoftBreak | Event::HardBreak => paragraph.push("\n", false),
                Event::TaskListMarker(true) => paragraph.push("✓ ", false),
                _ => {}
            }
        }
        end(&mut paragraph, &mut blocks);
        Ok(Content::Document(blocks.finish()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Block;
    use super::*;

    #[test]
    fn headings_points_and_tables_are_told_apart() {
        let page = "# What works?\n\nIntro *text*\nwrapped.\n\n- Buses\n- Trains\n  - fast\n\n1. One\n\n| a | b |\n|---|---|\n| c | d |\n";
        let Ok(Opened { content: Content::Document(blocks), .. }) =
            Markdown.read("a.md", page.as_bytes().to_vec())
        else {
            panic!("Markdown is never refused")
        };
        let cell = |text: &str| vec![text.to_owned()];
        let bullet = |text: &str| Block::Bullet(text.to_owned());
        assert_eq!(
            blocks,
            [
                Block::Heading("What works?".to_owned()),
                Block::Paragraph("Intro text\nwrapped.".to_owned()),
                bullet("Buses"),
                bullet("Trains"),
                bullet("fast"),
                bullet("One"),
                Block::Table(vec![vec![cell("a"), cell("b")], vec![cell("c"), cell("d")]]),
            ]
        );
    }
}
