//! The same words, written one way. Nothing here changes what was said.

mod mojibake;
mod unwrap;

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::ingest::SubmittedText;
use crate::submission::debug_without_words;

/// A text written one way: the text that every span in the program slices. It may still name people.
#[derive(Clone, PartialEq, Eq)]
pub struct CleanText {
    words: Box<str>,
    change: Option<Box<Change>>,
}

/// What cleaning did to a text.
#[derive(Clone, PartialEq, Eq)]
struct Change {
    submitted: Box<str>,
    repairs: Repairs,
}

/// How many characters of a text were mended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Characters that had been decoded twice (`didnâ€™t`).
    pub twice_decoded: u32,
    /// Apostrophes that had been lost (`didn\u{fffd}t`).
    pub lost: u32,
}

impl Repairs {
    /// What was done, for the ledger; nothing where nothing was.
    pub fn reason(self) -> Option<String> {
        match self {
            Repairs { twice_decoded: 0, lost: 0 } => None,
            Repairs { twice_decoded, lost: 0 } => {
                Some(format!("double-decoded characters mended ({twice_decoded})"))
            }
            Repairs { twice_decoded: 0, lost } => Some(format!("lost apostrophes put back ({lost})")),
            Repairs { twice_decoded, lost } => Some(format!(
                "double-decoded characters mended ({twice_decoded}), lost apostrophes put back ({lost})"
            )),
        }
    }
}

impl CleanText {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// The text as it was submitted, where cleaning changed more of it than white space.
    pub fn submitted(&self) -> Option<&str> {
        self.change.as_ref().map(|change| &*change.submitted)
    }

    /// What was mended in it.
    pub fn repairs(&self) -> Repairs {
        self.change.as_ref().map_or(Repairs::default(), |change| change.repairs)
    }
}

impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_without_words("CleanText", &self.words, f)
    }
}

/// Cleaning goes over a text again while that changes it, at most so often: HTML inside HTML, text decoded twice twice.
const MOST_PASSES: usize = 12;

/// Cleans a text: white space, line ends, HTML entities and tags, soft hyphens and zero-width characters, ligatures, text that
/// was decoded twice, lines wrapped by a mail program. Cleaning a clean text changes nothing.
pub fn clean(text: SubmittedText) -> CleanText {
    clean_string(text.into_string())
}

fn clean_string(submitted: String) -> CleanText {
    if is_plainly_clean(submitted.as_bytes()) {
        return CleanText { words: submitted.into_boxed_str(), change: None };
    }
    let mut repairs = Repairs::default();
    let mut text = pass(&submitted, &mut repairs);
    for _ in 1..MOST_PASSES {
        // Only what a pass laid bare, such as the tag inside an entity, can need another.
        if !holds(&text, is_markup) && !text.contains('\u{fffd}') && !mojibake::may_be(&text) {
            break;
        }
        let next = pass(&text, &mut repairs);
        let is_same = next == text;
        text = next;
        if is_same {
            break;
        }
    }
    let change = is_changed(&submitted, &text)
        .then(|| Box::new(Change { submitted: submitted.into_boxed_str(), repairs }));
    CleanText { words: text.into_boxed_str(), change }
}

/// Whether two texts differ in more than white space.
fn is_changed(submitted: &str, clean: &str) -> bool {
    let is_seen = |c: &char| !c.is_whitespace();
    submitted != clean && !submitted.chars().filter(is_seen).eq(clean.chars().filter(is_seen))
}

/// Whether a quick look shows nothing that a pass would change. It may say no for a clean text, never yes for another.
fn is_plainly_clean(bytes: &[u8]) -> bool {
    let mut line_start = 0;
    let mut longest = 0;
    let mut lines = 0usize;
    let mut at = 0;
    // The kind of the byte before: a text must not begin with a space or a line end.
    let mut before = Kind::Line;
    while at < bytes.len() {
        if let Some(stretch) = bytes.get(at..at + STRETCH)
            && at > 0
            && before != Kind::Line
            && is_plain_stretch(stretch, bytes[at - 1])
        {
            at += STRETCH;
            before = if bytes[at - 1] == b' ' { Kind::Space } else { Kind::Plain };
            continue;
        }
        let kind = KINDS[bytes[at] as usize];
        match kind {
            Kind::Plain => {}
            Kind::Space if before == Kind::Plain => {}
            Kind::Line => {
                let is_paragraph =
                    at + 1 < bytes.len() && at > 0 && KINDS[bytes[at - 1] as usize] == Kind::Line;
                let ends_line = before == Kind::Plain
                    || is_paragraph && at > 1 && KINDS[bytes[at - 2] as usize] == Kind::Plain;
                if !ends_line || at == 0 {
                    return false;
                }
                lines += 1;
                longest = longest.max(at - line_start);
                line_start = at + 1;
            }
            Kind::Underscore if !bytes[at..].starts_with(b"_x0") => {}
            Kind::Wide => match plain_wide_length(&bytes[at..]) {
                0 => return false,
                length => {
                    // Lines are measured in characters.
                    line_start += length - 1;
                    at += length;
                    before = Kind::Plain;
                    continue;
                }
            },
            Kind::Space | Kind::Underscore | Kind::Other => return false,
        }
        before = if kind == Kind::Underscore { Kind::Plain } else { kind };
        at += 1;
    }
    longest = longest.max(bytes.len() - line_start);
    bytes.is_empty() || before == Kind::Plain && (lines == 0 || !unwrap::may_be_wrapped(longest))
}

/// So many bytes are looked at together.
const STRETCH: usize = 32;

/// Whether a stretch holds nothing but plain characters and single spaces; `before` is the byte in front of it. Written without branches, so that
/// it compiles to a few vector instructions.
#[inline]
fn is_plain_stretch(stretch: &[u8], before: u8) -> bool {
    let is_odd = |byte: u8| !(0x20..0x7f).contains(&byte) | (byte == b'&') | (byte == b'<') | (byte == b'_');
    let odd = stretch.iter().fold(false, |found, byte| found | is_odd(*byte));
    let is_space = |byte: u8| byte == b' ';
    let doubled = stretch
        .iter()
        .zip(&stretch[1..])
        .fold(false, |found, (one, next)| found | (is_space(*one) & is_space(*next)));
    !odd & !doubled & !(is_space(before) & is_space(stretch[0]))
}

/// What a byte means to the quick look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Space,
    Line,
    Underscore,
    Wide,
    Other,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0x21;
    while byte < 0x7f {
        kinds[byte] = Kind::Plain;
        byte += 1;
    }
    while byte < 256 {
        if byte >= 0xc2 {
            kinds[byte] = Kind::Wide;
        }
        byte += 1;
    }
    kinds[b' ' as usize] = Kind::Space;
    kinds[b'\n' as usize] = Kind::Line;
    kinds[b'_' as usize] = Kind::Underscore;
    kinds[b'&' as usize] = Kind::Other;
    kinds[b'<' as usize] = Kind::Other;
    kinds
};

/// The length of a character that no pass changes, of those that letters and surveys hold most: quotation marks, dashes, `£`, `é`, emoji.
fn plain_wide_length(bytes: &[u8]) -> usize {
    match bytes {
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6, ..] => 3,
        [0xc2, 0xa3, ..] | [0xc3, 0xa0 | 0xa8 | 0xa9 | 0xaf, ..] => 2,
        [0xf0, 0x9f, _, _, ..] => 4,
        _ => 0,
    }
}

fn pass(text: &str, repairs: &mut Repairs) -> String {
    let (repaired, twice_decoded) = mojibake::repair(text);
    repairs.twice_decoded += twice_decoded;
    let repaired = match mojibake::restore(&repaired) {
        (Cow::Owned(restored), lost) => {
            repairs.lost += lost;
            Cow::Owned(restored)
        }
        (Cow::Borrowed(_), _) => repaired,
    };
    let unmarked = if holds(&repaired, is_markup) { Cow::Owned(without_markup(&repaired)) } else { repaired };
    let spaced = one_way_of_spacing(&unmarked);
    // Everything below the first combining mark is composed already, and so are dashes and quotation marks.
    let may_compose = |c: char| c >= '\u{300}' && !('\u{2010}'..='\u{2027}').contains(&c);
    let has_high = holds(&spaced, |byte| byte >= 0xcc);
    let composed =
        if has_high && spaced.contains(may_compose) && is_nfc_quick(spaced.chars()) != IsNormalized::Yes {
            spaced.nfc().collect()
        } else {
            spaced
        };
    unwrap::unwrapped(composed)
}

/// Whether a text has such a byte. Looks at a stretch at a time, so that it compiles to a few vector instructions.
fn holds(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes()
        .chunks(STRETCH)
        .any(|stretch| stretch.iter().fold(false, |found, byte| found | is_wanted(*byte)))
}

fn is_markup(byte: u8) -> bool {
    (byte == b'<') | (byte == b'&')
}

/// A text that is being written with one space between words, one or two line ends between lines, and none at the ends.
struct Spaced {
    text: String,
    spaces: usize,
    lines: usize,
}

impl Spaced {
    fn space(&mut self) {
        self.spaces += 1;
    }

    fn line(&mut self) {
        self.lines += 1;
        self.spaces = 0;
    }

    /// Adds words that are well spaced in themselves.
    fn words(&mut self, words: &str) {
        if !self.text.is_empty() {
            match (self.lines, self.spaces) {
                (0, 0) => {}
                (0, _) => self.text.push(' '),
                (1, _) => self.text.push('\n'),
                _ => self.text.push_str("\n\n"),
            }
        }
        self.lines = 0;
        self.spaces = 0;
        self.text.push_str(words);
    }
}

/// How many bytes from the first on are ASCII characters that can be seen, with single spaces between them.
fn plain_length(bytes: &[u8]) -> usize {
    let is_seen = |at: usize| bytes.get(at).is_some_and(|byte| (0x21..0x7f).contains(byte));
    let mut at = 0;
    loop {
        while is_seen(at) {
            at += 1;
        }
        if at == 0 || bytes.get(at) != Some(&b' ') || !is_seen(at + 1) {
            return at;
        }
        at += 1;
    }
}

/// One space between words, one or two line ends between lines, none at the ends; no characters that cannot be seen.
fn one_way_of_spacing(text: &str) -> String {
    let mut clean = Spaced { text: String::with_capacity(text.len()), spaces: 0, lines: 0 };
    // What Excel writes for a line end in files that cannot hold one.
    let text = if text.contains("_x000") {
        Cow::Owned(text.replace("_x000D_", "\r").replace("_x000A_", "\n").replace("_x0009_", "\t"))
    } else {
        Cow::Borrowed(text)
    };
    let mut rest = &*text;
    loop {
        let (plain, after) = rest.split_at(plain_length(rest.as_bytes()));
        if !plain.is_empty() {
            clean.words(plain);
        }
        let Some(c) = after.chars().next() else { break };
        rest = &after[c.len_utf8()..];
        match c {
            ' ' => clean.space(),
            '\r' => {
                if !rest.starts_with('\n') {
                    clean.line();
                }
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => clean.line(),
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fffc}' => {}
            '\u{fb00}' => clean.words("ff"),
            '\u{fb01}' => clean.words("fi"),
            '\u{fb02}' => clean.words("fl"),
            '\u{fb03}' => clean.words("ffi"),
            '\u{fb04}' => clean.words("ffl"),
            '\u{fb05}' | '\u{fb06}' => clean.words("st"),
            // Word's bullets come from a font of signs.
            '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' => clean.words("•"),
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                clean.words(narrow.encode_utf8(&mut [0; 4]));
            }
            '\t' | '\u{1c}'..='\u{1f}' => clean.space(),
            c if c.is_whitespace() => clean.space(),
            c if c.is_control() => {}
            c => clean.words(&after[..c.len_utf8()]),
        }
    }
    clean.text
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
fn without_markup(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        clean_string(text.to_owned()).as_str().to_owned()
    }

    #[test]
    fn words_are_written_one_way() {
        for (submitted, clean) in [
            ("  More\tnurses\u{a0}please \r\n\r\n\r\n thanks ", "More nurses please\n\nthanks"),
            ("parks &amp; buses<br>now", "parks & buses\nnow"),
            ("&amp;lt;b&amp;gt;no&amp;lt;/b&amp;gt;", "no"),
            ("it took <5 minutes <3", "it took <5 minutes <3"),
            ("didnâ€™t cost Â£5, cafÃ©", "didn’t cost £5, café"),
            ("hos\u{ad}pi\u{200b}tal o\u{fb03}ce", "hospital office"),
            ("cafe\u{301}", "café"),
            ("one_x000D_\ntwo", "one\ntwo"),
            ("one_x000D_two", "one\ntwo"),
            ("<td>one</td><td>two</td>", "one two"),
            ("<p class=\"x\">It&#146;s <!-- hidden --><b>good</b></p>", "It’s good"),
            ("if a<b then c>d, waiting < 2 weeks & > 1", "if a<b then c>d, waiting < 2 weeks & > 1"),
            ("she said â€œnoâ€ and it costs ‚Äì ¬£5.Â  Then Â", "she said “no” and it costs – £5. Then"),
            ("CAFÉ’s, 5×£35, Brontë…” and Ð±ÑŠÐ», PaweÅ‚", "CAFÉ’s, 5×£35, Brontë…” and бъл, Paweł"),
            ("didn\u{92}t, Ecuadorâ\u{80}\u{99}s", "didn’t, Ecuador’s"),
            ("didn\u{fffd}t \u{fffd}5", "didn’t \u{fffd}5"),
            ("👩\u{200d}⚕️ \u{f0b7} ＧＰ２", "👩\u{200d}⚕️ • GP2"),
            ("Âge and Ångström", "Âge and Ångström"),
        ] {
            assert_eq!(cleaned(submitted), clean, "{submitted:?}");
        }
    }

    #[test]
    fn what_was_changed_is_kept_beside_it() {
        let text = |text: &str| clean_string(text.to_owned());
        assert_eq!(text("  two  spaces\r\n").submitted(), None, "white space is nobody's words");
        assert_eq!(text("caf&eacute;").submitted(), Some("caf&eacute;"));
        assert_eq!(text("caf&eacute;").repairs().reason(), None);
        let mended = text("didnâ€™t cost Â£5, wasn\u{fffd}t");
        assert_eq!(mended.submitted(), Some("didnâ€™t cost Â£5, wasn\u{fffd}t"));
        assert_eq!(mended.repairs(), Repairs { twice_decoded: 2, lost: 1 });
    }

    #[test]
    fn lines_wrapped_by_a_mail_program_are_joined() {
        let wrapped = "I have lived in Leek for forty years and I can never get through to the\n\
                       surgery in the morning, whatever time I ring, and when I do there is not\n\
                       an appointment left.\n\nPlease think again.";
        assert_eq!(
            cleaned(wrapped),
            "I have lived in Leek for forty years and I can never get through to the surgery in the morning, whatever time I \
             ring, and when I do there is not an appointment left.\n\nPlease think again."
        );
        assert_eq!(cleaned("More GPs\nBetter buses\nFree parking"), "More GPs\nBetter buses\nFree parking");
    }

    #[test]
    fn a_wrapped_line_that_begins_with_a_year_goes_on_and_a_numbered_point_does_not() {
        let asked = "How much has the trust spent on taxis for patients of this town since\n2016? I would like a figure.";
        assert_eq!(cleaned(asked), asked.replace('\n', " "));
        for points in [
            "1. The bus from our village to the hospital runs twice on a Saturday and\n2. the one on Sunday does not run.",
            "We asked the bus company about the service to the hospital on Sundays.\n14 people came.",
        ] {
            assert_eq!(cleaned(points), points);
        }
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "([ -~\n\ta-z&;<>é£â€™Ã©Â\u{ad}\u{200b}\u{fffd}¬‚Äôﬁ]{0,80}|[a-z .’\n]{0,240})") {
            let once = cleaned(&text);
            if is_plainly_clean(text.as_bytes()) {
                proptest::prop_assert_eq!(pass(&text, &mut Repairs::default()), text.clone());
            }
            proptest::prop_assert_eq!(cleaned(&once), once);
        }

        #[test]
        fn words_are_never_joined(words in proptest::collection::vec("[a-z]{1,8}", 1..12), seams in proptest::collection::vec(0usize..12, 12)) {
            let between = [" ", "\n", "\r\n", "\r", "_x000D_", "<br>", "</p><p>", "</td><td>", "&nbsp;", "\u{a0}", "\t", "\u{2028}"];
            let mut text = String::new();
            for (word, seam) in words.iter().zip(&seams) {
                text.push_str(word);
                text.push_str(between[*seam]);
            }
            let cleaned = cleaned(&text);
            let found: Vec<&str> = cleaned.split_whitespace().collect();
            proptest::prop_assert_eq!(found, words.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
