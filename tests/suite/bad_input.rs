//! Do faults say where and what, and leave no half report and no words behind?

use std::fs;

use crate::consultation::{Consultation, LEXICON, Run, csv, files_below, program_in};
use crate::office::{docx, paragraph};

/// Fails unless each of these stands in what the program said.
fn assert_said(run: &Run, told: &[&str]) {
    for words in told {
        assert!(run.said().contains(words), "the program should say '{words}'; it said:\n{}", run.said());
    }
}

fn letter() -> Consultation {
    Consultation::new().file("letter.txt", "The bus was late.")
}

#[test]
fn every_fault_of_a_lexicon_is_told_at_once_with_its_line() {
    let faulty = "lexicon \"X\" version 1\npriority a \"A\"\ntheme b \"B\"\nwrd bus\nnear x y\nphrase (bus\n\
                  matches \"bus\"\nphrase bus\ntheme b \"B again\"\nphrase @nobody\n";
    let consultation = letter().lexicon(faulty);
    let run = consultation.run().ends_with(1);
    assert_said(
        &run,
        &[
            "test.lexicon:3: theme 'b' has no 'ignores' example; write one",
            "test.lexicon:4: 'wrd' is not a rule; the rules are phrase",
            "test.lexicon:5: 'x' is not a distance of 1 to 30 words; write near N",
            "test.lexicon:6: a '(' is not closed; write (",
            "test.lexicon:9: the id 'b' is used on line 3 already",
            "test.lexicon:10: there is no list 'nobody'",
        ],
    );
    assert!(!run.folder.exists(), "nothing runs with a faulty lexicon");
    let check = program_in(&consultation.path("."), &["lexicon", "check", "test.lexicon"]);
    assert_eq!(check.status.code(), Some(1), "lexicon check fails as the run does");
    let told = String::from_utf8_lossy(&check.stdout);
    assert!(told.lines().all(|line| line.starts_with("test.lexicon:")), "a fault a line:\n{told}");
    assert_eq!(told.lines().count(), 6, "{told}");
}

#[test]
fn lists_that_hold_each_other_are_faults() {
    let faulty = "lexicon \"X\" version 1\nlist one = a @two\nlist two = b (c | @two?)\nlist three = d\nlist four = @three\n\
                  list three = e @four\npriority a \"A\"\ntheme b \"B\"\nnear 4 d @four\nmatches \"d d\"\nignores \"bus\"\n";
    assert_said(
        &letter().lexicon(faulty).run().ends_with(1),
        &[
            "test.lexicon:2: there is no list 'two' above this line; there are none",
            "test.lexicon:3: list 'two' is inside itself",
            "test.lexicon:6: there is a list 'three' already; give this one another name",
        ],
    );
}

#[test]
fn an_example_that_fails_is_told_with_the_rule_that_finds_it() {
    let run = letter().lexicon(&LEXICON.replace("The taxi was late", "No bus came")).run().ends_with(1);
    assert_said(
        &run,
        &["test.lexicon:6: ", "'buses'", "line 4 (phrase bus) finds \"bus\"", "add an 'except'"],
    );
}

#[test]
fn a_sound_lexicon_is_told_to_be_sound() {
    let consultation = letter();
    let check = program_in(&consultation.path("."), &["lexicon", "check", "test.lexicon"]);
    assert_eq!(check.status.code(), Some(0));
    let told = String::from_utf8_lossy(&check.stdout);
    assert!(told.contains("2 priorities, 3 themes, 4 rules; all 6 examples hold"), "{told}");
}

#[test]
fn a_missing_lexicon_is_named() {
    let consultation = letter();
    fs::remove_file(consultation.path("test.lexicon")).expect("the lexicon was there");
    assert_said(&consultation.run().ends_with(1), &["test.lexicon: this lexicon cannot be read"]);
}

#[test]
fn a_misspelt_key_of_the_profile_is_told_with_its_line() {
    let run = letter().profile("title = \"A\"\ntilte = \"B\"\n").run().ends_with(1);
    assert_said(&run, &["consultation.toml:2: unknown field `tilte`", "title"]);
    let run = letter()
        .profile("[[file]]\nname = \"a.csv\"\n[file.columns]\n\"Q1\" = \"opne\"\n")
        .run()
        .ends_with(1);
    assert_said(&run, &["consultation.toml:4: 'opne' is not what a column can be; it can be open"]);
    let run = letter().profile("title = \"A\n").run().ends_with(1);
    assert_said(&run, &["consultation.toml:1: "]);
}

#[test]
fn a_missing_input_is_named_with_what_would_be_right() {
    let consultation = letter();
    let folder = consultation.path(".");
    let output = program_in(&folder, &["run", "nowhere", "--lexicon", "test.lexicon", "--out", "report"]);
    let run = Run::of(output, consultation.path("report")).ends_with(1);
    assert_said(&run, &["nowhere: there is no such file or folder; name a file"]);
    assert!(!run.folder.exists(), "nothing was read, so nothing is written");
}

#[test]
fn an_input_folder_with_nothing_in_it_is_told() {
    let run = Consultation::new().run().ends_with(1);
    assert_said(&run, &["nothing to read in ", "inputs"]);
    assert!(!run.folder.exists(), "nothing was read, so nothing is written");
}

#[test]
fn wrong_usage_ends_with_two() {
    let consultation = letter();
    let folder = consultation.path(".");
    for arguments in
        [&["run"][..], &["walk"], &["run", "inputs", "--nothing"], &["run", "inputs", "--jobs", "x"]]
    {
        let output = program_in(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?} says on standard error what is wrong");
    }
}

#[test]
fn a_folder_that_is_no_report_is_never_overwritten() {
    let consultation = letter();
    let foreign = consultation.path("report");
    fs::create_dir(&foreign).expect("the temporary folder can be written");
    fs::write(foreign.join("minutes.txt"), "mine").expect("the temporary folder can be written");
    let run = consultation.run().ends_with(1);
    assert_said(&run, &["report: this folder holds something that is not a run of yousaid", "--out"]);
    assert_eq!(files_below(&foreign), ["minutes.txt"]);
    fs::write(foreign.join("manifest.json"), "{\"program\": {\"name\": \"other\"}}")
        .expect("it can be written");
    consultation.run().ends_with(1);
    assert_eq!(files_below(&foreign), ["manifest.json", "minutes.txt"]);
}

#[test]
fn a_file_where_the_report_should_go_is_never_overwritten() {
    let consultation = letter();
    fs::write(consultation.path("report"), "mine").expect("the temporary folder can be written");
    assert_said(&consultation.run().ends_with(1), &["report: this is a file; name a folder with --out"]);
    assert_eq!(fs::read(consultation.path("report")).ok().as_deref(), Some(&b"mine"[..]));
}

#[test]
fn an_earlier_report_is_replaced_whole() {
    let consultation = letter();
    let first = consultation.run().ends_with(0);
    fs::write(first.folder.join("internal/old.csv"), "old").expect("the report can be written");
    let before = files_below(&first.folder);
    let second = consultation.run().ends_with(0);
    let after = files_below(&second.folder);
    assert!(
        before.contains(&"internal/old.csv".to_owned()) && !after.contains(&"internal/old.csv".to_owned())
    );
    let beside: Vec<String> = fs::read_dir(consultation.path("."))
        .expect("the temporary folder is there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(beside.is_empty(), "nothing is left beside the report: {beside:?}");
}

#[test]
fn a_report_inside_the_input_folder_is_no_input() {
    let consultation = letter();
    let first = consultation.run_into("inputs/reports/first", &[]).ends_with(0);
    let received = |run: &Run| run.manifest()["totals"]["received"].clone();
    let again = consultation.run_into("inputs/reports/first", &[]).ends_with(0);
    assert_eq!(received(&first), received(&again), "a run read its own earlier report as submissions");
    let other = consultation.run_into("inputs/reports/second", &[]).ends_with(0);
    // The other report is one item more, which is set aside.
    let set_aside = ("reports/first".to_owned(), "out_of_scope".to_owned());
    assert!(other.states().contains(&set_aside), "{:?}", other.states());
    assert!(other.reasons().contains("the report of an earlier run"), "{}", other.reasons());
    let submissions = |run: &Run| run.manifest()["totals"]["submissions"].clone();
    assert_eq!(submissions(&again), submissions(&other), "a run read another run's report as submissions");
    other.adds_up();
}

#[test]
fn the_report_of_an_earlier_run_is_refused_as_an_input() {
    let consultation = letter();
    let first = consultation.run().ends_with(0);
    for folder in [first.folder.clone(), first.folder.join("publish"), first.folder.join("internal")] {
        let folder = folder.display().to_string();
        let out = consultation.path("other").display().to_string();
        for arguments in [&["run", &folder, "--out", &out][..], &["inspect", &folder]] {
            let output = program_in(consultation.path("").as_path(), arguments);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(said.contains("this is the report of an earlier run"), "{said}");
        }
    }
}

/// Every file of a folder with its bytes.
fn contents(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    files_below(folder)
        .into_iter()
        .map(|file| (file.clone(), fs::read(folder.join(&file)).expect("the file was listed")))
        .collect()
}

#[test]
fn a_place_that_cannot_be_written_leaves_the_earlier_report_whole() {
    let consultation = letter();
    let first = consultation.run().ends_with(0);
    // A name so long that no folder can stand beside it under a longer one: writing fails, whoever you are.
    let long = "r".repeat(250);
    fs::rename(&first.folder, consultation.path(&long)).expect("250 letters are a name");
    let before = contents(&consultation.path(&long));
    let consultation = consultation.file("second.txt", "The ward was shut.");
    let run = consultation.run_into(&long, &[]).ends_with(1);
    assert_said(&run, &["the report cannot be written here"]);
    assert!(before == contents(&run.folder), "the earlier report has changed");
}

#[test]
fn a_place_inside_a_file_cannot_hold_a_report() {
    let consultation = letter();
    fs::write(consultation.path("minutes.txt"), "mine").expect("the temporary folder can be written");
    let run = consultation.run_into("minutes.txt/report", &[]).ends_with(1);
    assert_said(&run, &["minutes.txt/report: "]);
    assert_eq!(fs::read(consultation.path("minutes.txt")).ok().as_deref(), Some(&b"mine"[..]));
}

#[test]
fn a_report_in_the_folder_one_stands_in_is_written_or_leaves_nothing() {
    let consultation = letter();
    let here = consultation.path("here");
    fs::create_dir(&here).expect("the temporary folder can be written");
    let output = program_in(&here, &["run", "../inputs", "--lexicon", "../test.lexicon", "--out", "."]);
    let left = files_below(&here);
    let is_written = output.status.code() == Some(0) && left.contains(&"manifest.json".to_owned());
    assert!(
        is_written || left.is_empty(),
        "a run that failed left copies of responses behind: {left:?}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_run_that_fails_leaves_the_earlier_report_whole() {
    let consultation = letter();
    let before = contents(&consultation.run().ends_with(0).folder);
    let consultation = consultation.lexicon("lexicon");
    let run = consultation.run().ends_with(1);
    assert!(before == contents(&run.folder), "the earlier report has changed");
}

#[test]
fn what_a_killed_run_left_behind_gets_into_no_report() {
    let consultation = letter();
    for stale in [".report.being-written", ".report.replaced"] {
        let stale = consultation.path(stale);
        fs::create_dir_all(stale.join("publish")).expect("the temporary folder can be written");
        fs::write(stale.join("publish/half.csv"), "half").expect("the temporary folder can be written");
    }
    let run = consultation.run().ends_with(0);
    let files = files_below(&run.folder);
    assert!(!files.iter().any(|file| file.contains("half")), "{files:?}");
    let manifest = run.manifest();
    let outputs = manifest["outputs"].as_array().expect("the manifest lists outputs");
    assert_eq!(outputs.len() + 1, files.len(), "the manifest lists every file but itself: {files:?}");
    for output in outputs {
        let path = output["path"].as_str().expect("an output has a path");
        assert_eq!(
            output["sha256"].as_str().expect("an output has a hash"),
            yousaid::digest::sha256(&run.bytes(path)),
            "the hash of {path}"
        );
    }
}

#[test]
fn a_report_whose_replacing_was_cut_short_is_not_lost_by_a_run_that_fails() {
    // A run was killed after the earlier report was moved aside and before the new one was moved in.
    let consultation = letter();
    let first = consultation.run().ends_with(0);
    let before = contents(&first.folder);
    fs::rename(&first.folder, consultation.path(".report.replaced")).expect("the report can be moved");
    let consultation = consultation.lexicon("lexicon");
    consultation.run().ends_with(1);
    let kept = [consultation.path("report"), consultation.path(".report.replaced")];
    assert!(kept.iter().any(|folder| contents(folder) == before), "the earlier report is gone");
}

/// A word that stands in responses and nowhere else.
const SECRET: &str = "zanzibarquux";

#[test]
fn the_words_of_a_response_are_never_said() {
    let faulty = format!(
        "Ref,Comment\nA1,\"The bus {SECRET}\nA2,{SECRET} one,{SECRET} two,three\n,\nA3,The ward {SECRET} was shut\nA3,{SECRET}\n"
    );
    let damaged = docx(&format!("{}<w:p><w:r><w:t>{SECRET} <x", paragraph(SECRET)));
    let consultation = Consultation::new()
        .file("survey.csv", &faulty)
        .file("bytes.csv", [faulty.as_bytes(), b"A4,\xff\xfe\x00 bus\n"].concat())
        .file("damaged.docx", damaged)
        .file("cut.docx", &docx(&paragraph(SECRET))[..150])
        .file("letter.txt", format!("Dear Sir,\n\nThe bus to {SECRET} was late. {SECRET}\n"))
        .file("notes.txt", format!("- {SECRET} one\n- {SECRET} two\n- {SECRET} three\n"))
        .file("no-headers.eml", SECRET)
        .file(
            "message.eml",
            format!("From: a@example.org\r\n\r\n{SECRET}\r\n--\r\n{SECRET}\r\n> {SECRET}\r\n"),
        )
        .file("page.html", format!("<p>{SECRET}</p>"))
        .file("unknown.xyz", SECRET);
    let run = consultation.run().ends_with(3);
    assert!(!run.said().contains(SECRET), "the program told words of a response:\n{}", run.said());
    for (file, text) in [
        ("internal/ledger.csv", run.text("internal/ledger.csv")),
        ("manifest.json", run.text("manifest.json")),
        ("publish/method.md", run.text("publish/method.md")),
    ] {
        assert!(!text.contains(SECRET), "{file} holds words of a response");
    }
    let more: [&[&str]; 3] = [&["--jobs", "many"], &["--out", "inputs"], &["--profile", "nowhere.toml"]];
    for more in more {
        let mut arguments = vec!["run", "inputs"];
        arguments.extend(more);
        let output = program_in(&consultation.path("."), &arguments);
        let run = Run::of(output, consultation.path("report"));
        assert_ne!(run.code(), 0, "{more:?} is a fault");
        assert!(!run.said().contains(SECRET), "the program told words of a response:\n{}", run.said());
    }
}

#[test]
fn published_cells_begin_no_formula() {
    let starts = ["=", "+", "-", "@", "\t=", "\r=", " =", "=\n"];
    let mut rows = vec![["Ref", "Locality", "Comment"].map(str::to_owned)];
    for (at, start) in starts.iter().enumerate() {
        rows.push([
            format!("A{at}"),
            format!("{start}SUM({at})"),
            format!("{start}cmd|' /C calc'!A{at} is what the bus said to everybody here"),
        ]);
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let run = Consultation::new()
        .profile("[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nLocality = \"locality\"\nComment = \"open\"\n")
        .file("survey.csv", csv(&rows))
        .run()
        .ends_with(0);
    run.adds_up();
    let mut guarded = 0;
    for file in files_below(&run.folder.join("publish")).iter().filter(|file| file.ends_with(".csv")) {
        for row in run.table(&format!("publish/{file}")).rows() {
            for cell in row.cells() {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "publish/{file} has a cell that a spreadsheet would run: {cell}"
                );
                guarded += usize::from(cell.starts_with("'=") || cell.starts_with("'-"));
            }
        }
    }
    assert!(guarded > 1, "some cell was guarded with an apostrophe");
}

#[test]
fn a_damaged_tokeniser_file_is_named() {
    let run = letter().profile("tokeniser = \"t.json\"\n").file("t.json", "{}").run().ends_with(1);
    assert_said(&run, &["t.json: this is not a Hugging Face tokenizer.json; leave 'tokeniser' out"]);
}

/// What is told of a lexicon with these lines below its first.
fn told_of(lines: &str) -> Vec<String> {
    let source = format!("lexicon \"A\" version 1\n{lines}");
    let read = yousaid::lexicon::Lexicon::read("a.lexicon", &source);
    read.map_or_else(|faults| faults.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

const SOUND_THEME: &str = "  phrase bus\n  matches \"bus\"\n  ignores \"train\"\n";

#[test]
fn what_follows_a_name_is_a_fault_with_what_would_be_right() {
    for (lines, fault) in [
        (
            "priority p \"P\" skip negated\n theme t \"T\"\n",
            "a.lexicon:2: 'skip negated' cannot stand behind the name; write it on a line of its own below",
        ),
        (
            "priority p \"P\"\n theme t \"T\" phrase tram\n",
            "a.lexicon:3: 'phrase tram' cannot stand behind the name",
        ),
        (
            "priority p \"P\"\n theme t \"T\" of buses\n",
            "a.lexicon:3: only a sub-theme is a part 'of' another theme; write: sub t \"T\" of buses",
        ),
    ] {
        let told = told_of(&format!("{lines}{SOUND_THEME}"));
        assert!(told.len() == 1 && told[0].starts_with(fault), "{told:?}");
    }
}

#[test]
fn a_fault_of_a_list_is_told_once_on_its_own_line() {
    let theme = format!("priority p \"P\"\n theme t \"T\"\n  near 3 @x late\n{SOUND_THEME}");
    for (list, fault) in [
        ("list x = bus | c*r", "a.lexicon:2: "),
        (
            "list x = bus, car, tram",
            "a.lexicon:2: a list is divided by '|', not by commas; write: list x = bus | car | tram",
        ),
    ] {
        let told = told_of(&format!("{list}\n{theme}"));
        assert!(told[0].starts_with(fault), "{told:?}");
    }
    assert_eq!(told_of(&format!("list x = bus | c*r\n{theme}")).len(), 1);
    assert_eq!(told_of(&format!("list x = bus | \"night bus\" | pharmac*\n{theme}")), Vec::<String>::new());
}

#[test]
fn a_dismissal_is_words_and_not_a_rule() {
    let told = told_of(&format!("dismiss phrase not about\npriority p \"P\"\n theme t \"T\"\n{SOUND_THEME}"));
    assert_eq!(told, ["a.lexicon:2: 'dismiss' takes words, not a rule; write: dismiss not about"]);
}

#[test]
fn curly_quotation_marks_are_taken_like_straight_ones() {
    let curly = "lexicon \u{201c}A\u{201d} version 1\npriority p \u{201c}P\u{201d}\ntheme t \u{201c}T\u{201d}\nphrase bus\n\
        matches \u{201c}The bus\u{201d}\nignores \"The \u{201c}train\u{201d}\"\n";
    let lexicon = yousaid::lexicon::Lexicon::read("a.lexicon", curly).expect("it is sound");
    let examples: Vec<&str> = lexicon.examples.iter().map(|of| of.text.as_str()).collect();
    assert_eq!(examples, ["The bus", "The \u{201c}train\u{201d}"]);
}

#[test]
fn a_lexicon_whose_lines_end_as_on_old_computers_is_read() {
    let old = crate::consultation::LEXICON.replace('\n', "\r");
    let survey =
        Consultation::new().file("survey.csv", "Response ID,What should change?\n1,The bus is late\n");
    survey.lexicon(&old).run().ends_with(0);
}

#[test]
fn a_missing_first_line_hides_nothing_below_it() {
    let faults = yousaid::lexicon::Lexicon::read(
        "a.lexicon",
        &format!("priority p \"P\"\n theme t \"T\"\n{SOUND_THEME}"),
    );
    let told: Vec<String> =
        faults.expect_err("the first line is missing").iter().map(ToString::to_string).collect();
    assert!(
        told.len() == 1 && told[0].starts_with("a.lexicon:1: a lexicon begins with a line such as"),
        "{told:?}"
    );
}
