//! Plain text: a letter, or notes with a dash before each point.

use super::{Block, Content, Format, LARGEST_TEXT, Opened, TOO_LARGE_TEXT};
use crate::ingest::decode::{decode, is_text};

pub(super) struct PlainText;

impl Format for PlainText {
    fn name(&self) -> &'static str {
        "plain text (.txt)"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        !MARKED.iter().any(|mark| bytes.starts_with(mark)) && is_text(bytes)
    }

    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        if bytes.len() > LARGEST_TEXT {
            return Err(TOO_LARGE_TEXT.to_owned());
        }
        let decoded = decode(bytes);
        let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
        if let Some(kind) = not_prose(name, &text) {
            return Err(format!(
                "the file holds {kind}, not what somebody wrote: leave it out, or save the words in it as .txt, .docx or .csv"
            ));
        }
        let content = Content::Document(blocks(&text));
        let mut opened = Opened { content, notes: decoded.notes, asides: Vec::new() };
        if !is_known(name) {
            opened.notes.push("its name does not say what it is; its content is plain text".to_owned());
        }
        Ok(opened)
    }
}

/// How files begin that are no text, though so many zeros stand in them that they could be.
const MARKED: &[&[u8]] = &[
    b"\xd0\xcf\x11\xe0",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\0\0\x01\0",
    b"%PDF",
];

fn is_known(name: &str) -> bool {
    [".txt", ".text"].iter().any(|ending| name.ends_with(ending))
}

/// Endings of files that programs read.
const CODE: &[(&str, &[&str])] = &[
    ("JSON", &["json", "jsonl", "ndjson", "geojson"]),
    ("XML", &["xml", "xsd", "xsl", "kml", "gpx", "rss", "svg"]),
    ("SQL", &["sql"]),
    (
        "program code or settings",
        &[
            "c", "h", "cc", "cpp", "hpp", "cs", "java", "js", "mjs", "ts", "tsx", "jsx", "py", "r", "rb",
            "rs", "go", "php", "pl", "sh", "bash", "bat", "cmd", "ps1", "vbs", "css", "scss", "less", "lua",
            "swift", "kt", "toml", "yaml", "yml", "ini", "cfg", "conf", "lock", "do", "sas", "sps", "vcf",
            "ics", "bib", "lexicon",
        ],
    ),
];

/// What a text is that nobody wrote as an answer; none where it may be a letter or notes.
fn not_prose(name: &str, text: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if let Some((kind, _)) = CODE.iter().find(|(_, endings)| endings.contains(&ending)) {
        return Some(kind);
    }
    let trimmed = text.trim();
    let is_within = |open: char, close: char| trimmed.starts_with(open) && trimmed.ends_with(close);
    if (is_within('{', '}') || is_within('[', ']')) && (trimmed.contains("\":") || trimmed.contains("\" :")) {
        return Some("JSON");
    }
    if trimmed.starts_with("<?xml")
        || is_within('<', '>') && trimmed.contains("</") && !trimmed.contains("> ")
    {
        return Some("XML");
    }
    let first =
        trimmed.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("--")).unwrap_or("");
    let first: String = first.to_uppercase().split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    if ["CREATE TABLE", "INSERT INTO", "DROP TABLE", "BEGIN TRANSACTION;", "SET NAMES"]
        .contains(&first.as_str())
    {
        return Some("SQL");
    }
    let lines = || trimmed.lines().map(str::trim).filter(|line| !line.is_empty());
    let code = lines()
        .filter(|line| {
            line.ends_with([';', '{', '}'])
                || ["import ", "from ", "def ", "#include", "#!/", "class ", "function ", "return "]
                    .iter()
                    .any(|start| line.starts_with(start))
                    && !line.ends_with(['.', '?', '!', ','])
        })
        .count();
    (code >= 5 && code * 5 > lines().count() * 2).then_some("program code")
}

/// What stands before a point, with a space.
const MARKS: [&str; 8] = ["- ", "* ", "– ", "· ", "o\t", "→ ", "✓ ", "➢ "];

/// Marks that are nothing else, so that no space need follow.
const BULLETS: [&str; 7] = ["•", "●", "▪", "‣", "◦", "■", "○"];

/// A line of a point that goes on in the next is about so long; a shorter one was ended there.
const SHORTEST_WRAPPED: usize = 45;

/// Whether a line ends in a word that another must follow.
fn goes_on(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    ["to", "and", "or", "of", "the", "a", "an", "for", "with", "in", "at", "from", "by", "on", "than"]
        .contains(&last)
}

/// Whether an unmarked line reads as a label of the points below it: "Housing" right below the points on transport.
fn is_label(line: &str) -> bool {
    let trimmed = line.trim();
    line.starts_with(char::is_uppercase)
        && trimmed.len() <= 100
        && !trimmed.ends_with(['.', ',', '!'])
        && (trimmed.ends_with([':', '?']) || trimmed.split_whitespace().count() <= 3)
}

/// What stands behind the mark of a point; nothing where the line has none.
pub(in crate::ingest) fn behind_mark(trimmed: &str) -> Option<&str> {
    let words = MARKS.iter().chain(&BULLETS).find_map(|mark| trimmed.strip_prefix(mark));
    words.map(str::trim_start).filter(|words| !words.is_empty())
}

/// The paragraphs of a text: divided at blank lines; a line that begins with a bullet or a dash is one of its own.
fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut paragraph = String::new();
    let mut is_bullet = false;
    let mut finish = |paragraph: &mut String, is_bullet: bool| {
        let piece = std::mem::take(paragraph);
        if !piece.trim().is_empty() {
            found.push(if is_bullet { Block::Bullet(piece) } else { Block::Paragraph(piece) });
        }
    };
    let mut lines = text.split('\n').peekable();
    let mut last_length = 0;
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        let point = behind_mark(trimmed);
        if is_bullet
            && last_length < SHORTEST_WRAPPED
            && !goes_on(&paragraph)
            && is_label(line)
            && lines.peek().is_some_and(|next| behind_mark(next.trim()).is_some())
        {
            finish(&mut paragraph, is_bullet);
            is_bullet = false;
        }
        last_length = trimmed.len();
        if trimmed.is_empty() {
            finish(&mut paragraph, is_bullet);
            is_bullet = false;
        } else if let Some(point) = point {
            finish(&mut paragraph, is_bullet);
            is_bullet = true;
            paragraph.push_str(point.trim());
        } else {
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(line.trim_end());
        }
    }
    finish(&mut paragraph, is_bullet);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_between_points_belongs_to_none() {
        let bullet = |text: &str| Block::Bullet(text.to_owned());
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        assert_eq!(
            blocks("Transport:\n- Buses are late\n- Taxis dear\nHousing:\n- Damp\n"),
            [
                paragraph("Transport:"),
                bullet("Buses are late"),
                bullet("Taxis dear"),
                paragraph("Housing:"),
                bullet("Damp")
            ]
        );
        assert_eq!(
            blocks("- The bus from the village to the hospital is late and\nNobody tells us\n- Damp\n"),
            [bullet("The bus from the village to the hospital is late and\nNobody tells us"), bullet("Damp")]
        );
    }

    #[test]
    fn what_programs_read_is_no_letter() {
        for (name, text, kind) in [
            ("a.json", "[]", Some("JSON")),
            ("a", "{\"a\": 1}", Some("JSON")),
            ("a.txt", "<?xml version=\"1.0\"?><a>b</a>", Some("XML")),
            ("dump", "-- a dump\nCREATE TABLE t (a int);", Some("SQL")),
            ("a.txt", "import os\ndef f():\n  return 1\nx = 1;\ny = 2;\nz = 3;", Some("program code")),
            ("letter", "Dear Sir,\nPlease keep the ward open.", None),
            ("letter.txt", "[sic] I mean it", None),
        ] {
            assert_eq!(not_prose(name, text), kind, "{name}");
        }
    }
}
