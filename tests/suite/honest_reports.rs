//! Do reports say first what campaign letters change, lead from one number to the next, and leave their author what is left to do?

use roxmltree::{Document, Node};

use crate::consultation::{Consultation, Run, csv, files_below};
use crate::office::{all_text, part};
use crate::sample::sample;
use crate::workbooks::{published_figures, row_with};

const LETTER: &str = "I am writing to object to the plan to close the beds at our community hospital. People who live out in the Moorlands cannot \
                      travel for an hour each way to sit with a husband or wife. Please keep our beds open.";

/// A survey of these comments, each from somebody else, with all numbers shown.
fn survey(comments: &[&str]) -> Run {
    let row = |(at, comment): (usize, &&str)| [format!("R{at:03}"), (*comment).to_owned()];
    let mut rows = vec![["Ref", "Comment"].map(str::to_owned)];
    rows.extend(comments.iter().enumerate().map(row));
    surveyed(&rows).run().ends_with(0)
}

/// A survey of these rows, the header first.
fn surveyed<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> Consultation {
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    Consultation::new().file("survey.csv", csv(&rows))
}

/// The paragraphs of a Word document, with the name of the style of each; what stands in tables too.
fn paragraphs(run: &Run, path: &str) -> Vec<(String, String)> {
    let body = part(&run.bytes(path), "word/document.xml");
    let tree = Document::parse(&body).expect("sound XML");
    let named = |node: Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let paragraphs = tree.descendants().filter(|node| named(*node, "p"));
    let told = |node: Node<'_, '_>| {
        let style = node.descendants().find(|node| named(*node, "pStyle"));
        let style = style.and_then(|node| node.attributes().next().map(|style| style.value().to_owned()));
        let text = node.descendants().filter(|node| named(*node, "t")).filter_map(|node| node.text());
        (style.unwrap_or_default(), text.collect::<String>())
    };
    paragraphs.map(told).collect()
}

/// All words of a Word document, a line a paragraph.
fn words(run: &Run, path: &str) -> String {
    paragraphs(run, path).into_iter().map(|(_, text)| text + "\n").collect()
}

#[test]
fn the_first_findings_name_what_comes_first_with_campaign_letters_and_without() {
    let mut comments = vec![LETTER; 5];
    comments.extend([
        "The bus is late in the morning",
        "No bus on Sundays here",
        "A bus to the clinic please",
    ]);
    let run = survey(&comments);
    let with = "Raised most, campaign letters included: Hospital, by 5 of 8 respondents (62.5%); then Getting there (3, 37.5%).";
    let without =
        "Without campaign letters the order is another: Getting there, by 3 of 3 respondents (100.0%).";
    let most = "The figures that rest most on their letters: Beds (5 with them, 0 without).";
    let page = run.text("report.html");
    for said in [with, without, most] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let document = words(&run, "report.docx");
    assert!(document.contains(without) && document.contains(most), "{document}");
    assert!(
        document.contains("Hospital (5, 62.5%)\nGetting there (3, 100.0%)\n"),
        "side by side:\n{document}"
    );
}

#[test]
fn an_order_that_campaign_letters_do_not_change_is_told_to_be_the_same() {
    let mut comments = vec![LETTER; 3];
    comments.extend(["More beds for the ward please", "The ward was cold", "A bus to the clinic please"]);
    let said = "Without campaign letters the same priorities come first, in the same order.";
    assert!(survey(&comments).text("report.html").contains(said));
    let none = survey(&["More beds please", "The bus is late"]).text("report.html");
    assert!(none.contains("Raised most: ") && !none.contains("campaign letters"), "there are no campaigns");
}

#[test]
fn no_order_is_told_where_a_hidden_number_may_be_larger() {
    let mut comments = vec![LETTER; 3];
    comments.extend(["The ward was cold"; 12]);
    comments.extend(["The bus was late"; 7]);
    let row = |(at, comment): (usize, &&str)| [format!("R{at:03}"), (*comment).to_owned()];
    let mut rows = vec![["Ref", "Comment"].map(str::to_owned)];
    rows.extend(comments.iter().enumerate().map(row));
    let run = surveyed(&rows).run_with(&["--preset", "fft"]).ends_with(0);
    // Twelve wrote of the ward in their own words: hidden, because three sent nothing but the letter.
    let told = "Which priorities come first without campaign letters cannot be told. \
                The number of Hospital is hidden there, and may be larger than those shown.";
    let page = run.text("report.html");
    assert!(page.contains("campaign letters included: Hospital, by 15 of 22 respondents"), "{page}");
    let screen = String::from_utf8_lossy(&run.output.stdout).into_owned();
    for text in [page, words(&run, "report.docx"), screen] {
        assert!(text.contains(told), "{text}");
        assert!(!text.contains("the order is another") && !text.contains("1. Getting there"), "{text}");
    }
}

#[test]
fn the_order_without_campaign_letters_is_that_of_the_published_figures() {
    let figures = published_figures(sample());
    let mut first: Vec<(u64, String)> = figures
        .iter()
        .filter(|(key, _)| {
            !key[0].is_empty()
                && key[1].is_empty()
                && key[2].is_empty()
                && key[4] == "respondents"
                && key[5] == "excluded"
        })
        .filter_map(|(key, figure)| Some((figure[0].parse().ok()?, key[0].clone())))
        .collect();
    first.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let (number, name) = &first[0];
    let said = format!("Without campaign letters the order is another: {name}, by {number} of ");
    for text in [words(sample(), "report.docx"), sample().text("report.html")] {
        assert!(text.contains(&said), "{said}");
    }
}

#[test]
fn a_campaigns_letter_stands_in_full_with_how_many_kept_each_sentence() {
    let mut comments = vec![LETTER; 4];
    comments.push("The path by the canal floods.");
    let document = words(&survey(&comments), "report.docx");
    let chapter = document.split("Campaign 1: what the letter says\n").nth(1).expect("it has a heading");
    for sentence in LETTER.split_inclusive(". ").map(str::trim) {
        assert!(chapter.contains(&format!("{sentence}\n4\n")), "{sentence}\n{chapter}");
    }
}

#[test]
fn letters_of_many_campaigns_stand_in_the_workbooks_and_the_largest_in_the_page() {
    // Thirty words that no other letter has.
    let letter = |campaign: usize| -> String {
        (0..30).map(|word| format!("word{} ", campaign * 100 + word)).collect::<String>() + "and the bus."
    };
    let comments: Vec<String> = (0..22).flat_map(|campaign| vec![letter(campaign); 5]).collect();
    let run = survey(&comments.iter().map(String::as_str).collect::<Vec<_>>());
    let page = run.text("report.html");
    assert_eq!(page.matches("<h3 id=\"campaign-").count(), 20);
    let elsewhere =
        "The text of 2 smaller campaigns is in tables.xlsx and tables.ods (Letters of campaigns).";
    assert!(page.contains(elsewhere), "the page says where the other letters are");
    assert!(words(&run, "report.docx").contains(elsewhere), "so does the document");
    assert!(!page.contains("href=\"#campaign-21\""), "nothing leads to a letter that is not there");
}

/// A survey of 20 people, of whom `again` answered twice, and of 7 who wrote nothing.
fn survey_with_blanks(again: usize) -> Consultation {
    let mut rows: Vec<[String; 2]> = vec![["E-mail".to_owned(), "Comment".to_owned()]];
    let mut add = |person: String, comment: String| rows.push([format!("{person}@example.org"), comment]);
    (0..20).for_each(|at| add(format!("a{at}"), format!("The bus number {at} is late")));
    (0..again).for_each(|at| add(format!("a{at}"), format!("And the ward {at} is cold")));
    (0..7).for_each(|at| add(format!("b{at}"), String::new()));
    surveyed(&rows)
}

#[test]
fn submissions_lead_to_respondents_step_by_step() {
    let points: String = (0..9).map(|at| format!("- The bus is full at stop {at}\n")).collect();
    let notes = format!("Event: Market Hall\n\n{points}");
    let steps = [
        "| Less submissions in which nothing counts: blanks, placeholders, the same words again | −7 |",
        "| Less further submissions of people who had sent one already | −6 |",
        "| Respondents: different people and organisations whose words are counted | 20 |",
    ];
    let with_points = survey_with_blanks(6).file("notes.txt", notes).run().ends_with(0);
    let hiding = survey_with_blanks(6).run_with(&["--preset", "fft"]).ends_with(0);
    let first = [
        (&with_points, "| Submissions received | 42 |"),
        (&with_points, "| Less points made at events: nobody knows who made them | −9 |"),
        (&hiding, "| Submissions received | 33 |"),
    ];
    let others = [&with_points, &hiding].into_iter().flat_map(|run| steps.map(|step| (run, step)));
    for (run, step) in first.into_iter().chain(others) {
        let method = run.text("publish/method.md");
        assert!(method.contains(step), "{step}\n{method}");
    }
    let document = words(&with_points, "report.docx");
    assert!(document.contains("Submissions received\n42\n"), "{document}");
}

#[test]
fn a_step_to_the_respondents_that_is_small_is_not_told_apart() {
    let run = survey_with_blanks(2).run_with(&["--preset", "fft"]).ends_with(0);
    let step = "| Less submissions in which nothing counts, and further ones of people who had sent one already | −9 |";
    let method = run.text("publish/method.md");
    assert!(method.contains(step) && !method.contains("| Less further"), "2 further ones are few:\n{method}");
}

#[test]
fn whoever_told_no_place_is_told_beside_the_places() {
    let row = |at: usize| {
        let place = if at < 12 {
            "Leek"
        } else if at < 24 {
            "Stone"
        } else {
            ""
        };
        [format!("R{at}"), format!("The bus number {at} is late"), place.to_owned()]
    };
    let mut rows = vec![["Ref", "Comment", "Locality"].map(str::to_owned)];
    rows.extend((0..31).map(row));
    let page = surveyed(&rows).run().ends_with(0).text("report.html");
    assert!(
        page.contains("7 of 31 respondents are in none of these: no locality is known of them."),
        "{page}"
    );
}

#[test]
fn the_author_is_told_first_what_is_left_to_do_and_last_where_to_write_what_was_done() {
    let paragraphs = paragraphs(sample(), "report.docx");
    let note = paragraphs
        .iter()
        .position(|(style, text)| style == "AuthorNote" && text.starts_with("Note to the author: delete"));
    let contents = paragraphs.iter().position(|(style, _)| style == "TOCHeading");
    assert!(note.is_some() && note < contents, "the note stands before the contents");
    let chapters: Vec<&str> =
        paragraphs.iter().filter(|(style, _)| style == "Heading1").map(|(_, text)| text.as_str()).collect();
    assert_eq!(chapters.last(), Some(&"Annexe: You said, we did"));
    let annexe = paragraphs.iter().rposition(|(style, _)| style == "Heading1").expect("there are chapters");
    let hidden =
        paragraphs[annexe..].iter().filter(|(_, text)| text.contains("fewer than") || text.contains("[c]"));
    assert_eq!(hidden.count(), 0, "only themes with a number that is shown");
    assert!(paragraphs[..annexe].iter().all(|(_, text)| text != "We did"));
}

#[test]
fn what_nobody_raised_has_no_chapter_and_is_named() {
    let paragraphs = paragraphs(&survey(&["The bus is late", "No bus on Sundays"]), "report.docx");
    let has = |style: &str, text: &str| paragraphs.iter().any(|(of, words)| of == style && words == text);
    assert!(has("Normal", "Found in nothing that was said: Hospital.") && has("Heading1", "Getting there"));
    assert!(!has("Heading1", "Hospital"), "{paragraphs:?}");
}

#[test]
fn what_leads_to_a_table_stays_on_its_page() {
    for path in files_below(&sample().folder).iter().filter(|path| path.ends_with(".docx")) {
        let body = part(&sample().bytes(path), "word/document.xml");
        let tree = Document::parse(&body).expect("sound XML");
        let is = |node: Node<'_, '_>, name: &str| node.tag_name().name() == name;
        let keeps = |node: Node<'_, '_>| node.descendants().any(|node| is(node, "keepNext"));
        for table in tree.descendants().filter(|node| is(*node, "tbl")) {
            let rows: Vec<Node<'_, '_>> = table.children().filter(|node| is(*node, "tr")).collect();
            assert!(rows.iter().all(|row| row.descendants().any(|node| is(node, "cantSplit"))), "{path}");
            assert!(
                keeps(rows[0]) && (rows.len() < 3 || keeps(rows[1])),
                "{path}: no header alone at the foot of a page"
            );
            assert!(!keeps(rows[rows.len() - 1]), "{path}: the last row may end a page");
        }
    }
}

#[test]
fn hidden_numbers_are_explained_only_where_they_stand() {
    let mut explained = 0;
    let files = files_below(&sample().folder.join("publish/events"));
    for file in files.iter().filter(|file| file.ends_with(".html")) {
        let html = sample().text(&format!("publish/events/{file}"));
        let (told, notes) = html.split_once("How to read this").expect("every summary has it");
        assert_eq!(told.contains("[c]"), notes.contains("[c] stands for"), "{file}");
        assert!(!html.contains("Said at an event") && !html.contains("preset"), "{file}");
        assert!(html.matches("<rect").count() != 1, "{file}: a chart of one bar shows nothing");
        explained += 1;
    }
    assert_eq!(explained, 5);
}

#[test]
fn quotes_of_events_stand_under_their_priority_and_no_event_has_most_of_them() {
    let all = sample().text("publish/events/all-events.html");
    let quoted = all.split("In people&#x27;s own words").nth(1).expect("there are quotes");
    let quoted = quoted.split("How to read this").next().unwrap_or_default();
    let events = sample().table("publish/counts.csv");
    let mut names: Vec<&str> = events
        .rows()
        .filter(|row| row.get("segment") == "Event")
        .map(|row| row.get("segment_value"))
        .collect();
    names.dedup();
    let of: Vec<usize> =
        names.iter().map(|name| quoted.matches(&format!("said at {name}<")).count()).collect();
    let (most, all) = (of.iter().max().copied().unwrap_or(0), of.iter().sum::<usize>());
    assert!(all >= 10 && most * 2 <= all, "{of:?}");
    assert!(quoted.matches("<h3>").count() >= 10, "{quoted}");
}

#[test]
fn who_held_the_consultation_stands_in_every_report() {
    let run = Consultation::new()
        .profile("about.organiser = \"Leek Voices\"\nabout.period = \"in May 2019\"\nabout.contact = \"the library\"\n[[file]]\nname = \"notes.txt\"\nread_as = \"notes\"\n")
        .file("survey.csv", csv(&[&["Ref", "Comment"], &["1", "The bus is late"], &["2", "No bus on Sundays"]]))
        .file("notes.txt", "Event: Market Hall\nDate: 3 May 2019\n\n- The bus is late\n- More buses\n")
        .run()
        .ends_with(0);
    let told =
        "Held by Leek Voices. People could take part in May 2019. Questions about this report: the library.";
    let is_report =
        |file: &String| ["html", "docx", "xlsx", "ods", "md"].iter().any(|kind| file.ends_with(kind));
    let reports: Vec<String> = files_below(&run.folder).into_iter().filter(is_report).collect();
    for file in &reports {
        assert!(all_text(&run.bytes(file)).contains(told), "{file}");
    }
    assert!(reports.len() >= 7, "page, document, two workbooks, method, an event: {reports:?}");
}

/// A survey of organisations, of which the first `speaking` say that they speak for 100 people each.
fn organisations(all: usize, speaking: usize) -> Run {
    let mut rows: Vec<[String; 4]> = vec![["Ref", "Comment", "Organisation?", "Members"].map(str::to_owned)];
    rows.extend((0..all + 30).map(|at| {
        let members = if at < speaking { "100" } else { "" };
        let is_one = if at < all { "yes" } else { "no" };
        [format!("R{at}"), format!("The bus number {at} is late"), is_one.to_owned(), members.to_owned()]
    }));
    let profile = "[[file]]\nname = \"survey.csv\"\n[file.columns]\n\"Organisation?\" = \"is organisation\"\n\"Members\" = \"represents\"\n";
    let consultation = surveyed(&rows).profile(profile);
    consultation.run_with(&["--preset", "fft"]).ends_with(0)
}

#[test]
fn people_spoken_for_are_told_with_how_many_organisations_gave_their_number() {
    let run = organisations(25, 15);
    let told = "organisations; 15 of them say they speak for 1,500 people";
    assert!(run.text("report.html").contains(told), "{}", run.text("report.html"));
    let method = run.text("publish/method.md");
    assert!(method.contains("(15 of 25 organisations say for how many)"), "{method}");
    for file in ["tables.xlsx", "tables.ods"] {
        let row =
            row_with(&run, file, "Who took part", "Organisations that say for how many people they speak");
        assert_eq!(row[1], "15", "{file}");
    }
}

#[test]
fn how_few_organisations_gave_a_number_or_gave_none_is_not_told() {
    for speaking in [4, 22] {
        let run = organisations(25, speaking);
        let page = run.text("report.html");
        assert!(page.contains("organisations; some of them say they speak for"), "{page}");
        let method = run.text("publish/method.md");
        assert!(method.contains("(those organisations that say for how many)"), "{method}");
        let row = row_with(
            &run,
            "tables.xlsx",
            "Who took part",
            "Organisations that say for how many people they speak",
        );
        assert_eq!(row[1], "[c]");
    }
}

#[test]
fn a_step_that_its_neighbours_tell_is_told_however_small() {
    // 20 people and one who wrote nothing: 21 submissions, 20 respondents.
    let mut rows: Vec<[String; 2]> = vec![["Ref", "Comment"].map(str::to_owned)];
    rows.extend((0..20).map(|at| [format!("R{at}"), format!("The bus number {at} is late")]));
    rows.push(["R20".to_owned(), "n/a".to_owned()]);
    let run = surveyed(&rows).run_with(&["--preset", "fft"]).ends_with(0);
    let method = run.text("publish/method.md");
    assert!(method.contains("| Submissions received | 21 |"), "{method}");
    let step = "further ones of people who had sent one already | \u{2212}1 |";
    assert!(method.contains(step), "21 less 20 is no secret:\n{method}");
}

#[test]
fn what_nobody_raised_of_a_hidden_base_is_told_in_words() {
    let mut points: String = (0..9).map(|at| format!("- The bus is full at stop {at}\n")).collect();
    points.push_str(&"- The doors are heavy\n".repeat(9));
    let run = Consultation::new()
        .file("notes.txt", format!("Event: Market Hall\n\n{points}"))
        .file("survey.csv", csv(&[&["Ref", "Comment"], &["1", "More beds on the ward please"]]))
        .run_with(&["--preset", "fft"])
        .ends_with(0);
    let page = run.text("report.html");
    assert!(page.contains("Raised by none of the respondents; in 9 of 18 points"), "{page}");
    assert!(!page.contains("0 of [c]"), "{page}");
}

#[test]
fn divisions_whose_groups_are_too_small_are_told_with_what_would_help() {
    // 20 of one place and a few of two others: every place is hidden.
    let row = |at: usize| {
        let place = match at {
            0..20 => "Leek",
            20..23 => "Stone",
            _ => "Cheadle",
        };
        [format!("R{at}"), format!("The bus number {at} is late"), place.to_owned()]
    };
    let mut rows = vec![["Ref", "Comment", "Locality"].map(str::to_owned)];
    rows.extend((0..24).map(row));
    let run = surveyed(&rows).run_with(&["--preset", "fft"]).ends_with(0);
    let why = "by locality (3 groups): some are so small that the numbers of the others would give theirs away. Fewer and larger groups could be shown";
    let method = run.text("publish/method.md");
    assert!(method.contains(&format!("- not {why}")), "{method}");
    let broken_down = method.lines().find(|line| line.starts_with("Broken down by")).expect("it is told");
    assert!(!broken_down.contains("locality"), "{broken_down}");
    assert!(run.text("report.html").contains(&format!("Figures are not shown {why}")));
}

#[test]
fn what_is_left_out_of_quotes_and_who_is_quoted_how_often_is_told() {
    let page = sample().text("report.html");
    assert!(page.contains("marks behind it that say how many agreed (x4, ✓✓✓) are left out"));
    assert!(page.contains("No two quotes of a theme are one person's"));
    let none = survey(&["More beds please", "The bus is late"]).text("report.html");
    assert!(!none.contains("how many agreed"), "there are no events");
}

#[test]
fn a_word_report_of_events_alone_tells_its_figures_in_points() {
    let mut points: String = (0..6).map(|at| format!("- The bus is full at stop {at}\n")).collect();
    points.extend((0..6).map(|at| format!("- Beds for {at} more please\n")));
    let notes = format!("Event: Market Hall, 21 May 2024\n\n{points}");
    let run = Consultation::new().file("notes.txt", notes).run_with(&["--preset", "fft"]).ends_with(0);
    let document = words(&run, "report.docx");
    for told in [
        "12 submissions were received, all of them points made at events. 12 points were made at 1 event.",
        "Points at events that raised each priority, of 12 points made at events",
        "Getting there; and Hospital were raised most often: each in 6 of 12 points (50.0%).",
        "Raised in 6 of 12 points made at events (50.0%).",
    ] {
        assert!(document.contains(told), "{told}: {document}");
    }
    assert!(!document.contains("0 respondents") && !document.contains("no base"), "{document}");
    let page = files_below(&run.folder.join("publish/events"));
    let page =
        page.iter().find(|file| file.contains("market") && file.ends_with(".html")).expect("a summary");
    let page = run.text(&format!("publish/events/{page}"));
    assert!(page.contains("21 May 2024"), "the day stands in the event's name: {page}");
}

#[test]
fn who_shares_a_place_is_told_with_it() {
    let comments =
        ["The bus is late", "No bus on Sundays", "More beds", "Keep the beds", "The doors are heavy"];
    let run = survey(&comments);
    let (page, document) = (run.text("report.html"), words(&run, "report.docx"));
    let told = "Raised most: Getting there; and Hospital, each by 2 of 5 respondents (40.0%).";
    assert!(page.contains(told) && document.contains(told), "{document}");
    let themes = "Of all themes, Buses; and Beds were raised most: each by 2 of 5 respondents (40.0%).";
    assert!(page.contains(themes), "{page}");
}
