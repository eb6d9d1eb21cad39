//! HTML in answers: tags and entities.

use super::mojibake;
use super::plain::holds;

/// Whether a text can hold tags or entities.
pub(super) fn has_markup(text: &str) -> bool {
    holds(text, |byte| (byte == b'<') | (byte == b'&'))
}

/// Tags that leave a line break behind, tags that leave a space, and tags that leave nothing.
const BREAKING_TAGS: [&str; 22] = [
    "br",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "section",
    "article",
];
const SPACING_TAGS: [&str; 4] = ["td", "th", "img", "option"];
const PLAIN_TAGS: [&str; 17] = [
    "b", "i", "u", "s", "em", "strong", "span", "a", "font", "tbody", "thead", "small", "sup", "sub", "html",
    "body", "o:p",
];

/// Without HTML tags and entities. A `<` that begins no known tag stays: people write `< 5 minutes` and `<3`.
pub(super) fn without_markup(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'&')) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with('<') { tag(rest, &mut clean) } else { entity(rest, &mut clean) };
        if taken == 0 {
            clean.push_str(&rest[..1]);
            rest = &rest[1..];
        } else {
            rest = &rest[taken..];
        }
    }
    clean.push_str(rest);
    clean
}

/// How many bytes of a known tag stand here.
fn tag(rest: &str, clean: &mut String) -> usize {
    let Some(end) = rest.bytes().take(300).position(|byte| byte == b'>') else { return 0 };
    if rest.starts_with("<!--") {
        let Some(end) = rest.find("-->") else { return 0 };
        clean.push(' ');
        return end + 3;
    }
    let inside = rest[1..end].trim_start_matches('/');
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(inside.len());
    let name = inside[..name_end].to_ascii_lowercase();
    // What follows the name of a tag is its attributes: "if a<b then c>d" has none.
    let attributes = inside[name_end..].trim_matches([' ', '/', '\n', '\r', '\t']);
    if !attributes.is_empty() && !attributes.contains('=') {
        return 0;
    }
    if BREAKING_TAGS.contains(&name.as_str()) {
        clean.push('\n');
    } else if SPACING_TAGS.contains(&name.as_str()) {
        clean.push(' ');
    } else if !PLAIN_TAGS.contains(&name.as_str()) {
        return 0;
    }
    end + 1
}

/// How many bytes of a known entity stand here.
fn entity(rest: &str, clean: &mut String) -> usize {
    let Some(end) = rest.bytes().take(12).position(|byte| byte == b';') else { return 0 };
    let name = &rest[1..end];
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" => '\'',
        "lsquo" => '\u{2018}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "nbsp" => ' ',
        "pound" => '£',
        "euro" => '€',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "iuml" => 'ï',
        "deg" => '°',
        "frac12" => '½',
        "times" => '×',
        "middot" => '·',
        "shy" => '\u{ad}',
        _ => {
            let code = match name.strip_prefix('#') {
                Some(number) => match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                },
                None => None,
            };
            // Pages of Windows programs number these characters as Windows does.
            let windows = code.and_then(mojibake::windows_character);
            match windows.or(code.and_then(char::from_u32)) {
                Some(c) if !c.is_control() || c == '\n' => c,
                Some(_) => ' ',
                None => return 0,
            }
        }
    };
    clean.push(character);
    end + 1
}
