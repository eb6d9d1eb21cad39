//! Has every event a summary that may be published, with the figures of the tables?

use crate::consultation::{Consultation, Run, csv, files_below, program_in};
use crate::office::{all_text, docx, styled};
use crate::sample::sample;
use crate::workbooks::published_figures;

/// The rows of every table of a page: its caption, then cells without marks.
fn tables(page: &str) -> Vec<(String, Vec<Vec<String>>)> {
    let plain = |html: &str| {
        let mut text = String::new();
        let mut is_tag = false;
        for c in html.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c if !is_tag => text.push(c),
                _ => {}
            }
        }
        text.replace("&#x27;", "'").replace("&amp;", "&").trim().to_owned()
    };
    let table = |table: &str| {
        let (caption, rest) = table.split_once("</caption>").expect("a caption");
        let rows =
            rest.split("<tbody>").nth(1).expect("a body").split("</tr>").filter(|row| row.contains("<th"));
        let cells = |row: &str| {
            row.split_inclusive("</th>")
                .flat_map(|part| part.split_inclusive("</td>"))
                .map(plain)
                .filter(|cell| !cell.is_empty())
                .collect()
        };
        (plain(caption), rows.map(cells).collect())
    };
    page.split("<table>")
        .skip(1)
        .map(|part| table(part.split("</table>").next().unwrap_or_default()))
        .collect()
}

#[test]
fn every_event_has_a_page_and_a_word_document_with_the_same_words() {
    let run = sample();
    let files = files_below(&run.folder.join("publish/events"));
    let events = run.text("report.html");
    let pages: Vec<&String> = files.iter().filter(|file| file.ends_with(".html")).collect();
    assert_eq!(pages.len(), 5, "four events and one summary over all: {files:?}");
    for page in pages {
        let document = page.replace(".html", ".docx");
        assert!(files.contains(&document), "{document}");
        let html = run.text(&format!("publish/events/{page}"));
        let title = html.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a title");
        let word = all_text(&run.bytes(&format!("publish/events/{document}")));
        assert!(word.contains(title), "{document} has no {title}");
        assert!(page == "all-events.html" || events.contains(title), "report.html knows {title}");
        for quote in html.split("&ldquo;").skip(1).filter_map(|rest| rest.split("&rdquo;").next()) {
            if !quote.contains(['&', '\'']) {
                assert!(word.contains(quote), "{document} has no {quote}");
            }
        }
        for wanted in ["http:", "https:", "<script", "src="] {
            assert!(!html.contains(wanted), "{page} needs nothing from elsewhere: {wanted}");
        }
    }
}

#[test]
fn numbers_of_events_are_those_of_the_published_figures() {
    let figures = published_figures(sample());
    let mut compared = 0;
    for file in
        files_below(&sample().folder.join("publish/events")).iter().filter(|file| file.ends_with(".html"))
    {
        let html = sample().text(&format!("publish/events/{file}"));
        let title = html.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a title");
        let (segment, value) = if file == "all-events.html" { ("", "") } else { ("Event", title) };
        for (caption, rows) in tables(&html) {
            let is_of_themes = caption.starts_with("Themes");
            if !is_of_themes && !caption.starts_with("Priorities") {
                continue;
            }
            for row in rows {
                let known = figures.iter().find(|(key, _)| {
                    let is_named =
                        if is_of_themes { key[1] == row[0] } else { key[1].is_empty() && key[0] == row[0] };
                    is_named
                        && key[2] == segment
                        && key[3] == value
                        && key[4] == "contributions"
                        && key[5] == "included"
                });
                let (_, figure) = known.unwrap_or_else(|| panic!("{file}: counts.csv has no {row:?}"));
                assert_eq!((&row[1], &row[2]), (&figure[0], &format!("{}%", figure[2])), "{file}: {row:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared} numbers were compared");
}

#[test]
fn a_small_event_shows_no_number_of_its_own() {
    let notes = |points: usize| {
        let points = (0..points).map(|at| styled("ListBullet", &format!("The bus is late on line {at}")));
        docx(&(styled("Heading1", "Event notes: Leek") + &points.collect::<String>()))
    };
    let replies: Vec<Vec<String>> =
        (0..30).map(|at| vec![at.to_string(), format!("The bus {at} never comes in time")]).collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["id", "What do you think of buses?"]];
    rows.extend(replies.iter().map(|row| row.iter().map(String::as_str).collect()));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let made = Consultation::new().file("survey.csv", csv(&rows)).file("leek.docx", notes(3));
    let arguments = ["run", "inputs", "--lexicon", "test.lexicon", "--out", "small", "--quiet"];
    let run = Run::of(program_in(&made.path(""), &arguments), made.path("small")).ends_with(0);
    let files = files_below(&run.folder.join("publish/events"));
    let page = files.iter().find(|file| file.contains("leek") && file.ends_with(".html")).expect("a summary");
    let html = run.text(&format!("publish/events/{page}"));
    assert!(html.contains("No priority was raised often enough here"), "{html}");
    let body =
        html.split("<main>").nth(1).expect("a page").split("How to read this").next().unwrap_or_default();
    assert!(!body.contains("Points made: 3"), "{body}");
    assert!(tables(&html).is_empty(), "{html}");
}

#[test]
fn events_of_one_name_once_masked_have_files_of_their_own() {
    let notes = |name: &str, point: &str| {
        docx(&(styled("Heading1", &format!("Event notes: {name}")) + &styled("ListBullet", point)))
    };
    let run = Consultation::new()
        .file("one.docx", notes("Drop-in of Mrs Whitcombe", "The bus is late"))
        .file("two.docx", notes("Drop-in of Mrs Oyelaran", "The ward is cold"))
        .run()
        .ends_with(0);
    let files = files_below(&run.folder.join("publish/events"));
    let pages = files.iter().filter(|file| file.ends_with(".html")).count();
    assert_eq!(pages, 3, "{files:?}");
    assert!(files.iter().all(|file| !file.contains("whitcombe") && !file.contains("oyelaran")), "{files:?}");
}

#[test]
fn without_events_there_are_no_summaries() {
    let run =
        Consultation::new().file("letter.txt", "The bus is late every day of the week.").run().ends_with(0);
    assert!(files_below(&run.folder.join("publish/events")).is_empty());
}

#[test]
fn the_only_event_tells_what_the_report_tells_of_all_points() {
    let mut points: String = (0..12).map(|at| format!("- The bus is full at stop {at}\n")).collect();
    points.push_str("- Parking is dear\n- More beds on the ward\n- The ward was cold\n");
    let notes = format!("Event: Market Hall\n\n{points}");
    let run = Consultation::new().file("notes.txt", notes).run_with(&["--preset", "fft"]).ends_with(0);
    let report = run.text("report.html");
    assert!(report.contains("in fewer than 5 of 15 points made at events"), "{report}");
    for page in ["market-hall", "all-events"] {
        let page = run.text(&format!("publish/events/{page}.html"));
        assert!(!page.contains("Whether these were raised is hidden"), "{page}");
        assert!(page.contains("Raised, in numbers that are hidden"), "nothing stands before it: {page}");
    }
}

#[test]
fn what_the_profile_tells_of_an_event_stands_on_its_page_and_else_that_it_was_not_read() {
    let notes = "Drop-in at the Corn Hall\n\nWe were there on a Tuesday in May and spoke to about 30 people.\n\nWhat should change?\n\
                 - The bus is late\n- More buses\n- Parking is dear\n";
    let told = "event = \"Drop-in\"\ndate = \"2024-05-14\"\nlocality = \"Millbeck\"\nattendance = 31\n";
    let page = |told: &str| {
        let profile = format!("[[file]]\nname = \"notes.txt\"\nread_as = \"notes\"\n{told}");
        let run = Consultation::new().file("notes.txt", notes).profile(&profile).run().ends_with(0);
        run.text("publish/events/all-events.html") + &each(&run)
    };
    let plain = page("");
    for known in ["Date: not read from the notes", "People who came: not read from the notes"] {
        assert!(plain.contains(known), "{plain}");
    }
    assert!(!plain.contains("not noted"), "{plain}");
    let told = page(told);
    for known in ["Date: 14 May 2024", "Place: Millbeck", "People who came: 31", "14 May 2024, Millbeck"] {
        assert!(told.contains(known), "{known}\n{told}");
    }
}

/// The pages of single events.
fn each(run: &Run) -> String {
    let files = files_below(&run.folder.join("publish/events"));
    let pages = files.iter().filter(|file| file.ends_with(".html") && !file.starts_with("all-events"));
    pages.map(|file| run.text(&format!("publish/events/{file}"))).collect()
}

#[test]
fn names_of_columns_are_not_broken_on_a_narrow_screen() {
    let page = sample().text("publish/events/all-events.html");
    // Beside long words a name that may shrink is broken in mid-word.
    assert!(page.contains(".wide td::before { content: attr(data-label); flex: none;"));
    assert!(!page.contains("overflow-wrap: anywhere"));
}

#[test]
fn an_event_without_points_is_called_so_and_hides_nothing() {
    let profile = "[[file]]\nname = \"*.txt\"\nread_as = \"notes\"\n";
    let run = Consultation::new()
        .profile(profile)
        .file("a.txt", "Event: Town Hall\n\nThank you to everyone who came along.\n")
        .file(
            "b.txt",
            format!("Event: Market Hall\n\n{}- More beds\n", "- The bus is late\n- The door\n".repeat(9)),
        )
        .run_with(&["--preset", "fft"])
        .ends_with(0);
    let page = run.text("publish/events/town-hall.html");
    assert!(page.contains("No points were noted.") && !page.contains("Whether these were raised"), "{page}");
    assert!(run.text("publish/events/all-events.html").contains("no points were noted"));
    assert!(run.text("report.html").contains("no points were noted"));
}

#[test]
fn a_venue_tells_where_an_event_was_and_is_no_group() {
    let notes = "Drop-in\nDate: 14 May 2024\nVenue: Millbeck Library, High Street\n\nWhat should change?\n- The bus is late\n- More beds\n- Parking is dear\n";
    let run = Consultation::new().file("notes.txt", notes).run().ends_with(0);
    assert!(each(&run).contains("Place: Millbeck Library, High Street"), "{}", each(&run));
    assert!(run.table("publish/counts.csv").rows().all(|row| row.get("segment") != "Locality"));
    let both = Consultation::new()
        .file("notes.txt", notes.replace("Venue:", "Locality: Millbeck\nVenue:"))
        .run()
        .ends_with(0);
    assert!(
        each(&both).contains("Place: Millbeck<") || each(&both).contains("Place: Millbeck\n"),
        "{}",
        each(&both)
    );
}

#[test]
fn what_is_quoted_from_an_event_is_not_called_hidden_on_its_page() {
    let run = sample();
    let between = |text: &str, from: &str, to: &str| -> Option<String> {
        text.split_once(from)?.1.split_once(to).map(|(found, _)| found.to_owned())
    };
    let report = run.text("report.html");
    let quotes = run.table("publish/quotes.csv");
    let mut compared = 0;
    for file in files_below(&run.folder.join("publish/events")) {
        if !file.ends_with(".html") || file == "all-events.html" {
            continue;
        }
        let html = run.text(&format!("publish/events/{file}"));
        let title = between(&html, "<h1>", "</h1>").expect("a title");
        let hidden = between(&html, "Whether these were raised is hidden", "</").unwrap_or_default();
        let (before, _) = report.split_once(&format!("\">{title}</a>")).expect("the report has the event");
        let key = before.rsplit('"').next().expect("its number");
        for block in report.split("<blockquote ").skip(1) {
            let keys = between(block, "data-g=\"", "\"").unwrap_or_default();
            if !keys.split([',', ' ']).any(|of_it| of_it == key) {
                continue;
            }
            let words = between(block, "<p>", "</p>").expect("words");
            for quote in quotes.rows().filter(|row| row.get("quote") == words) {
                assert!(!hidden.contains(quote.get("priority")), "{file}: {}", quote.get("priority"));
                compared += 1;
            }
        }
    }
    assert!(compared > 5, "{compared} quotes were looked up");
}

#[test]
fn points_alone_have_no_tile_of_nought_respondents() {
    let notes = "Event: Market Hall\n\n- The bus is late\n- More beds\n- Parking is dear\n";
    let run = Consultation::new().file("notes.txt", notes).run().ends_with(0);
    let report = run.text("report.html");
    assert!(!report.contains("respondents whose words are counted"), "{report}");
    assert!(report.contains("A point can raise several priorities"));
    let letter = Consultation::new().file("a.txt", "The bus is late every day.").run().ends_with(0);
    assert!(letter.text("report.html").contains("whose words are counted"));
}
