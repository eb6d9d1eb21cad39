//! Does the page say what publish/counts.csv says, and can everybody read it?

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::consultation::{Consultation, Table, csv, project};

/// A page, and the figures that were published with it.
struct Report {
    page: String,
    counts: Counts,
}

/// Numerator, denominator and percent by group, level, unit and way of counting.
type Counts = BTreeMap<(Group, String, String, String), [String; 3]>;
/// What a figure is divided by, and the value.
type Group = (String, String);

fn counts(text: &str) -> Counts {
    let mut found = Counts::new();
    for row in Table::read(text).rows() {
        let group = match row.get("question") {
            "" => (row.get("segment").to_owned(), row.get("segment_value").to_owned()),
            question => ("Question".to_owned(), question.to_owned()),
        };
        let level = match row.get("level") {
            "all" => "all".to_owned(),
            "priority" => row.get("priority_id").to_owned(),
            _ => format!("theme {}", row.get("theme_id")),
        };
        let key = (group, level, row.get("unit").to_owned(), row.get("campaigns").to_owned());
        found.insert(key, ["numerator", "denominator", "percent"].map(|column| row.get(column).to_owned()));
    }
    found
}

/// The committed report of the sample; `golden` holds it to what the program writes.
fn sample() -> Report {
    let read = |name: &str| {
        let path = project("reports/listening-exercise").join(name);
        std::fs::read_to_string(path).expect("the sample's report is committed")
    };
    Report { page: read("report.html"), counts: counts(&read("publish/counts.csv")) }
}

/// A small consultation with a campaign, an event and groups, protected by `preset`.
fn small(preset: &str) -> Report {
    let letter = "Keep the beds of our hospital open and mend the bus to the ward, because nobody here can drive so far every day for a visit.";
    let mut rows = vec![vec!["Response ID", "What matters?", "Locality", "Event", "Channel"]];
    let ids: Vec<String> = (0..60).map(|at| at.to_string()).collect();
    for (at, id) in ids.iter().enumerate() {
        let words = match at % 6 {
            0 => "The bus is late & the \"5 < 6\" sign is wrong.",
            1 => "More parking by the ward, and the bus.",
            2 => "Beds, beds, beds: keep the bed.",
            _ if at < 30 => letter,
            _ => "All is well with the parking here.",
        };
        rows.push(vec![
            id,
            words,
            if at % 2 == 0 { "Leek" } else { "Stone & <b>Barlaston</b>" },
            "",
            "Survey",
        ]);
    }
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let consultation = Consultation::new().file("survey.csv", csv(&rows));
    let run = consultation.run_with(&["--preset", preset]);
    Report { page: run.text("report.html"), counts: counts(&run.text("publish/counts.csv")) }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a sound pattern")
}

/// Text as a reader sees it.
fn unescaped(text: &str) -> String {
    let tags = regex("<[^>]*>");
    let text = tags.replace_all(text, "");
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")];
    entities.iter().fold(text.into_owned(), |text, (entity, c)| text.replace(entity, c))
}

/// A number of the page as the table has it.
fn plain(number: &str) -> String {
    if number.starts_with("fewer than") { "[c]".to_owned() } else { number.replace(',', "") }
}

impl Report {
    fn everybody(&self, level: &str, unit: &str, campaigns: &str) -> &[String; 3] {
        let key = (Group::default(), level.to_owned(), unit.to_owned(), campaigns.to_owned());
        self.counts.get(&key).unwrap_or_else(|| panic!("counts.csv has {level}, {unit}, {campaigns}"))
    }

    /// The rows of the page's tables that name their level: id, and each number under its label.
    fn rows(&self) -> Vec<(String, BTreeMap<String, String>)> {
        let row = regex(r#"<tr data-id="([^"]+)" data-s="\d+"[^>]*>(.*?)</tr>"#);
        let cell = regex(r#"<td class="n" data-label="([^"]+)">([^<]*)</td>"#);
        let cells =
            |text: &str| cell.captures_iter(text).map(|hit| (hit[1].to_owned(), hit[2].to_owned())).collect();
        row.captures_iter(&self.page).map(|hit| (hit[1].to_owned(), cells(&hit[2]))).collect()
    }
}

#[test]
fn every_number_of_a_themes_table_is_the_published_one() {
    for report in [sample(), small("none"), small("fft"), small("dhsc")] {
        let rows = report.rows();
        assert!(rows.len() >= 3, "the page has a row for every theme");
        for (id, cells) in rows {
            let level = format!("theme {id}");
            for (label, unit, campaigns) in [
                ("Respondents", "respondents", "included"),
                ("Without campaigns", "respondents", "excluded"),
                ("Points at events", "contributions", "included"),
                ("Mentions", "mentions", "included"),
            ] {
                let Some(cell) = cells.get(label) else { continue };
                let published = &report.everybody(&level, unit, campaigns)[0];
                assert_eq!(&plain(cell), published, "{id}, {label}");
            }
            let percent = &report.everybody(&level, "respondents", "included")[2];
            let wanted = match percent.as_str() {
                "[c]" => "[c]".to_owned(),
                "[z]" => "no base".to_owned(),
                percent => format!("{percent}%"),
            };
            assert_eq!(cells["Share"], wanted, "{id}, share");
        }
    }
}

#[test]
fn every_number_to_choose_is_the_published_one() {
    for report in [sample(), small("none"), small("fft"), small("dhsc"), small("acro")] {
        // The levels in the order of the page's lists.
        let mut levels: BTreeMap<usize, String> = BTreeMap::from([(0, "all".to_owned())]);
        let section = regex(r#"data-s="(\d+)">\s*<h2 id="p-([^"]+)""#);
        levels.extend(
            section
                .captures_iter(&report.page)
                .map(|hit| (hit[1].parse().expect("a number"), hit[2].to_owned())),
        );
        let row = regex(r#"<tr data-id="([^"]+)" data-s="(\d+)""#);
        levels.extend(
            row.captures_iter(&report.page)
                .map(|hit| (hit[2].parse().expect("a number"), format!("theme {}", &hit[1]))),
        );
        let kind = regex(r#"(?s)<optgroup label="([^"]*)">(.*?)</optgroup>"#);
        let choice = regex(
            r#"<option value="\d+" data-r="([^"]*)"(?: data-w="([^"]*)")?(?: data-p="([^"]*)")?>([^<]*)</option>"#,
        );
        let mut seen = 0;
        for kinds in kind.captures_iter(&report.page) {
            for hit in choice.captures_iter(&kinds[2]) {
                let group = (unescaped(&kinds[1]), unescaped(&hit[4]));
                let lists = [
                    (1, "respondents", "included"),
                    (2, "respondents", "excluded"),
                    (3, "contributions", "included"),
                ];
                for (at, unit, campaigns) in lists {
                    let Some(list) = hit.get(at).filter(|list| !list.as_str().is_empty()) else { continue };
                    let numbers: Vec<&str> = list.as_str().split(',').collect();
                    assert_eq!(numbers.len(), levels.len() + 1, "{group:?} has a number for each level");
                    let published = |group: &Group, level: &str| {
                        let key = (group.clone(), level.to_owned(), unit.to_owned(), campaigns.to_owned());
                        report.counts.get(&key)
                    };
                    let shown = |number: &str| match number {
                        "" => "0".to_owned(),
                        "c" => "[c]".to_owned(),
                        number => number.to_owned(),
                    };
                    let base = &published(&group, "all").expect("each group has a row for any theme")[1];
                    assert_eq!(&shown(numbers[0]), base, "{group:?}: the base, {unit}, {campaigns}");
                    for (slot, level) in &levels {
                        let overall = &report.everybody(level, unit, campaigns)[0];
                        let wanted = match published(&group, level) {
                            Some(row) => row[0].clone(),
                            None if overall == "[c]" || base == "[c]" => "[c]".to_owned(),
                            None => "0".to_owned(),
                        };
                        assert_eq!(
                            shown(numbers[slot + 1]),
                            wanted,
                            "{group:?}, {level}, {unit}, {campaigns}"
                        );
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 0, "the page has groups to choose");
    }
}

#[test]
fn the_priorities_chart_and_its_table_say_the_published_numbers() {
    for report in [sample(), small("fft")] {
        let row = regex(
            r#"<tr data-id="([^"]+)"><th scope="row">[^<]*</th><td class="n">([^<]*)</td><td class="n">([^<]*)</td>"#,
        );
        let label = regex(r#"role="img" aria-label="([^"]*): ([^ ]+|fewer than \d+) respondents, "#);
        let charted: Vec<String> = label.captures_iter(&report.page).map(|hit| plain(&hit[2])).collect();
        let tabled: Vec<String> = row.captures_iter(&report.page).map(|hit| plain(&hit[2])).collect();
        assert!(!charted.is_empty() && charted == tabled, "{charted:?} {tabled:?}");
        for hit in row.captures_iter(&report.page) {
            assert_eq!(
                plain(&hit[2]),
                report.everybody(&hit[1], "respondents", "included")[0],
                "{}",
                &hit[1]
            );
        }
    }
}

#[test]
fn pages_can_be_read_by_everybody_and_fetch_nothing() {
    for report in [sample(), small("none"), small("fft")] {
        assert_is_sound(&report.page);
    }
}

/// What holds of every page: ids are unique, links lead somewhere, headings do not skip, charts have their numbers in words and in a table, nothing is fetched.
pub(crate) fn assert_is_sound(page: &str) {
    let markup = &page[..page.find("<script").unwrap_or(page.len())];
    let mut ids = BTreeSet::new();
    for hit in regex(r#" id="([^"]*)""#).captures_iter(markup) {
        assert!(ids.insert(hit[1].to_owned()), "the id {} stands twice", &hit[1]);
    }
    for hit in regex(r##" href="([^"]*)""##).captures_iter(markup) {
        let target = hit[1].strip_prefix('#').unwrap_or_else(|| panic!("{} leads out of the page", &hit[1]));
        assert!(ids.contains(target), "nothing has the id {target}");
    }
    for hit in regex(r#" (?:for|aria-labelledby)="([^"]*)""#).captures_iter(markup) {
        assert!(ids.contains(&hit[1]), "nothing has the id {}", &hit[1]);
    }
    let mut last = 0;
    for hit in regex("<h([1-6])[ >]").captures_iter(markup) {
        let level: u32 = hit[1].parse().expect("a digit");
        assert!(level <= last + 1, "a heading of level {level} follows one of level {last}");
        last = level;
    }
    assert_eq!(regex("<h1[ >]").find_iter(markup).count(), 1, "a page has one title");
    for hit in regex("(?s)<figure.*?</figure>").find_iter(markup) {
        let has = |what: &str| hit.as_str().contains(what);
        let is_tabled =
            has("<table") || markup[hit.end()..].trim_start().starts_with("<div class=\"scroll\"");
        assert!(has("<figcaption") && is_tabled, "a chart has a caption, and a table behind it");
    }
    for hit in regex("<svg[^>]*>").find_iter(markup) {
        let has = |what: &str| hit.as_str().contains(what);
        let row = markup[..hit.start()].rfind("<tr").unwrap_or(0);
        let is_in_row = markup[row..hit.start()].find("</tr>").is_none() && row > 0;
        let is_told = has("role=\"img\" aria-label=\"") || has("aria-hidden=\"true\"") && is_in_row;
        assert!(is_told, "a chart tells its numbers, or stands in the row that does: {}", hit.as_str());
    }
    for hit in regex("(?s)<table.*?</table>").find_iter(markup) {
        let has = |what: &str| hit.as_str().contains(what);
        assert!(has("<caption") && has("scope=\"col\""), "a table has a caption and headers");
    }
    for fetched in
        ["http:", "https:", " src=", "url(", "@import", "<link", "<iframe", "fetch(", "XMLHttpRequest"]
    {
        assert!(!page.contains(fetched), "a page opens offline, but holds {fetched}");
    }
    assert!(markup.contains("lang=\"en-GB\"") && markup.contains("class=\"skip\""));
}

#[test]
fn a_quote_is_shown_only_where_the_tables_have_its_group() {
    for report in [sample(), small("fft"), small("dhsc")] {
        let quote = regex(r#"<blockquote data-s="(\d+)" data-g="([^"]*)">"#);
        let choice =
            regex(r#"<option value="(\d+)" data-r="([^"]*)"(?: data-w="[^"]*")?(?: data-p="([^"]*)")?>"#);
        let bases: BTreeMap<&str, [&str; 2]> = choice
            .captures_iter(&report.page)
            .map(|hit| {
                let base =
                    |at: usize| hit.get(at).map_or("", |list| list.as_str().split(',').next().unwrap_or(""));
                (hit.get(1).expect("the pattern has it").as_str(), [base(2), base(3)])
            })
            .collect();
        let mut seen = 0;
        for hit in quote.captures_iter(&report.page) {
            for group in hit.get(2).expect("the pattern has it").as_str().split_whitespace() {
                let bases = bases.get(group).unwrap_or_else(|| panic!("group {group} can be chosen"));
                let is_large = bases.iter().any(|base| base.parse::<u64>().is_ok_and(|base| base >= 10));
                assert!(is_large, "a quote names group {group}, of {bases:?}");
                seen += 1;
            }
        }
        assert!(seen > 0, "some quotes are shown by group");
    }
}

#[test]
fn what_was_said_together_is_told_only_where_nobody_is_few() {
    for preset in ["fft", "dhsc"] {
        let report = small(preset);
        let threshold = if preset == "fft" { 5 } else { 10 };
        let row = regex(
            r#"<td class="n" data-label="Respondents">([^<]*)</td><td data-label="also raised">[^<]*</td><td class="n" data-label="Both">([^<]*)</td>"#,
        );
        for hit in row.captures_iter(&report.page) {
            let number = |at: usize| plain(&hit[at]).parse::<u64>().expect("both numbers are shown");
            assert!(number(2) >= threshold && number(1) - number(2) + 2 >= threshold, "{}", &hit[0]);
        }
    }
}
