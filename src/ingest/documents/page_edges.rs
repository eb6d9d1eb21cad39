//! What stands on the edges of pages again and again: running headers, footers, page numbers.

use rustc_hash::FxHashMap;

use super::page_layout::{Line, Page};

/// How much of a page's height is its edge.
const EDGE: f64 = 0.13;

/// Takes running headers, footers and page numbers out of pages.
pub(super) fn take_furniture(pages: &mut [Page]) -> Vec<(u32, &'static str)> {
    let mut seen: FxHashMap<(String, bool), u32> = FxHashMap::default();
    for page in pages.iter() {
        let mut keys: Vec<(String, bool)> =
            page.lines.iter().filter_map(|line| edge_key(page, line)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let many = pages.iter().filter(|page| !page.lines.is_empty()).count() as u32;
    let mut found = Vec::new();
    for page in pages.iter_mut() {
        let recurs = |line: &Line| {
            let key = edge_key(page, line)?;
            let times = seen.get(&key).copied().unwrap_or(0);
            let is_number = is_page_number(&key.0) && (times > 1 || key.0 != "#");
            let is_of_edge =
                times > 1 && times * 5 >= many * 2 && !belongs_to_text(&key.0) || is_printed(&key.0);
            (is_number || is_of_edge).then_some((is_number, key.1))
        };
        let edge: Vec<Option<(bool, bool)>> = page.lines.iter().map(recurs).collect();
        // Nothing of the text stands further out than a running header or footer.
        let text = || page.lines.iter().zip(&edge).filter(|(_, edge)| edge.is_none()).map(|(line, _)| line.y);
        let (first, last) = (text().fold(f64::MAX, f64::min), text().fold(f64::MIN, f64::max));
        let mut edge = edge.into_iter();
        let number = page.number;
        page.lines.retain(|line| {
            let kind = match edge.next().flatten() {
                Some((true, _)) => "the number of a page",
                Some((false, true)) if line.y < first + SAME_LINE => "the running header of a page",
                Some((false, false)) if line.y > last - SAME_LINE => "the running footer of a page",
                _ => return true,
            };
            found.push((number, kind));
            false
        });
    }
    found
}

/// Lines that stand so many points above each other stand beside each other.
const SAME_LINE: f64 = 2.0;

/// Whether a line is what a browser prints at the edge of a page: when, or from where.
fn is_printed(key: &str) -> bool {
    let is_address = ["file:///", "http://", "https://"].iter().any(|begin| key.starts_with(begin));
    let time = key.trim_end_matches(" am").trim_end_matches(" pm");
    is_address && !key.contains(char::is_whitespace) || matches!(time, "#/#/#, #:#" | "#/#/# #:#")
}

/// Whether a line that recurs at the top of pages is of the text: a question that everybody was asked, the number of a respondent or of a letter.
fn belongs_to_text(key: &str) -> bool {
    const NUMBERED: &[&str] = &[
        "respondent",
        "response",
        "participant",
        "person",
        "submission",
        "reply",
        "card",
        "comment",
        "letter",
        "form",
        "question",
        "q",
        "id",
        "no",
        "number",
        "ref",
        "reference",
    ];
    let mut words = key.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    key.ends_with('?')
        || key.contains('#')
            && words.next().is_some_and(|word| NUMBERED.contains(&word))
            && words.count() <= 1
}

/// What a line on the edge of a page says, whatever its numbers are, and whether it stands at the top.
fn edge_key(page: &Page, line: &Line) -> Option<(String, bool)> {
    let is_top = line.y < page.height * EDGE;
    if !is_top && line.y < page.height * (1.0 - EDGE) {
        return None;
    }
    let mut key = String::new();
    for character in line.text.trim().chars().flat_map(char::to_lowercase) {
        if !character.is_ascii_digit() {
            key.push(character);
        } else if !key.ends_with('#') {
            key.push('#');
        }
    }
    Some((key, is_top))
}

fn is_page_number(key: &str) -> bool {
    let bare: String = key.chars().filter(|c| c.is_alphanumeric() || *c == '#').collect();
    matches!(bare.as_str(), "#" | "page#" | "page#of#" | "#of#" | "##" | "p#" | "pg#")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with lines at these heights from its top.
    fn page(number: u32, lines: &[(f64, &str)]) -> Page {
        let line =
            |(y, text): &(f64, &str)| Line { y: *y, size: 11.0, text: (*text).to_owned(), ..Line::default() };
        Page { number, height: 842.0, lines: lines.iter().map(line).collect(), ..Page::default() }
    }

    fn texts(page: &Page) -> Vec<&str> {
        page.lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn what_every_respondent_was_asked_is_no_running_header() {
        let asked = |number, answer| {
            page(
                number,
                &[
                    (40.0, if number == 1 { "Respondent 1" } else { "Respondent 2" }),
                    (60.0, "What works well?"),
                    (80.0, "Your answer"),
                    (200.0, answer),
                    (820.0, if number == 1 { "Page 1 of 2" } else { "Page 2 of 2" }),
                ],
            )
        };
        let mut pages = [asked(1, "The chemist"), asked(2, "Nothing")];
        let found = take_furniture(&mut pages);
        assert_eq!(texts(&pages[1]), ["Respondent 2", "What works well?", "Your answer", "Nothing"]);
        assert_eq!(found, [(1, "the number of a page"), (2, "the number of a page")]);
    }

    #[test]
    fn what_a_browser_prints_at_the_edge_is_taken_out() {
        let lines = [
            (20.0, "3/4/2025, 6:25 PM"),
            (300.0, "https://www.example.org"),
            (825.0, "https://www.example.org/page"),
        ];
        let mut pages = [page(1, &lines)];
        assert_eq!(take_furniture(&mut pages).len(), 2);
        assert_eq!(texts(&pages[0]), ["https://www.example.org"]);
    }

    #[test]
    fn headers_and_footers_of_several_lines_are_taken_out() {
        let lines = |text| {
            [(30.0, "Example Association"), (44.0, "Leek"), (300.0, text), (815.0, "Registered charity 100")]
        };
        let mut pages = [page(1, &lines("The buses are late.")), page(2, &lines("So are the trains."))];
        assert_eq!(take_furniture(&mut pages).len(), 6);
        assert_eq!(texts(&pages[0]), ["The buses are late."]);
    }
}
