//! Does a drawn sheet go to people and come back as figures for the whole run?

use std::process::Command;

use crate::consultation::{Consultation, PROGRAM, program_in, project};

/// Sixty answers: every third about buses, every tenth about beds, one with a telephone number.
fn survey() -> Consultation {
    let mut rows = String::from("Response ID,Channel,What should change?\n");
    for at in 0..60 {
        let words = match at {
            7 => "Ring me about parking on 01782 496 0123".to_owned(),
            at if at % 3 == 0 => format!("The bus is late on day {at}"),
            at if at % 10 == 1 => format!("Keep bed number {at} open"),
            at => format!("Nobody answers when I ask for reason {at}"),
        };
        let channel = if at < 50 { "Survey" } else { "Letter" };
        rows.push_str(&format!("r{at},{channel},{words}\n"));
    }
    let survey = Consultation::new().file("survey.csv", rows);
    survey.run().ends_with(0);
    survey
}

/// The exit code and words of the program with these arguments, in the consultation's folder.
fn program(survey: &Consultation, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(PROGRAM)
        .current_dir(survey.path("."))
        .args(arguments)
        .output()
        .expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("it ends"), String::from_utf8_lossy(&said).into_owned())
}

fn read(survey: &Consultation, name: &str) -> String {
    std::fs::read_to_string(survey.path(name)).unwrap_or_else(|_| panic!("{name} was not written"))
}

fn write(survey: &Consultation, name: &str, text: &str) {
    std::fs::write(survey.path(name), text).expect("the temporary folder can be written");
}

const SAMPLE: [&str; 6] = ["sample", "report", "--lexicon", "test.lexicon", "--size", "24"];

fn sample(survey: &Consultation, out: &str, more: &[&str]) -> (i32, String) {
    program(survey, &[&SAMPLE[..], &["--out", out], more].concat())
}

/// The sheet as somebody fills it in who is always right, but for what `slip` says.
fn coded(sheet: &str, slip: impl Fn(&str) -> Option<&'static str>) -> String {
    let mut filled = String::new();
    for (at, line) in sheet.lines().enumerate() {
        if at == 0 {
            filled.push_str(line);
        } else {
            let theme = slip(line).unwrap_or(match line {
                line if line.contains(" bus ") => "Buses",
                line if line.contains(" bed ") => "Beds",
                line if line.contains("parking") => "parking",
                _ => "(no theme)",
            });
            let mut cells: Vec<&str> = line.split(',').collect();
            cells[4] = theme;
            filled.push_str(&cells.join(","));
        }
        filled.push('\n');
    }
    filled
}

#[test]
fn a_sheet_is_blind_masked_weighted_and_the_same_each_time() {
    let survey = survey();
    let (code, said) = sample(&survey, "one.csv", &["--second", "two.csv"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("24 rows, drawn from 60 responses"), "{said}");
    let sheet = read(&survey, "one.csv");
    assert_eq!(sheet, read(&survey, "two.csv"));
    let header = sheet.lines().next().expect("there is a header").trim_start_matches('\u{feff}');
    assert_eq!(
        header,
        "row,response_id,question,text,theme 1,theme 2,theme 3,theme 4,theme 5,theme 6,coder,note,sampling_weight,stratum"
    );
    assert!(!sheet.contains("496 0123"), "{sheet}");
    for theme in ["buses", "beds", "Buses", "Beds"] {
        assert!(!sheet.contains(theme), "the sheet tells what was found:\n{sheet}");
    }
    let weight = |line: &str| line.split(',').nth(12).and_then(|cell| cell.parse::<f64>().ok());
    let sum: f64 = sheet.lines().skip(1).filter_map(weight).sum();
    assert!((sum - 60.0).abs() < 1e-3, "{sum}");
    let themes = read(&survey, "one-themes.csv");
    assert!(themes.contains("Buses,buses,Getting there,,The bus was late,The taxi was late"), "{themes}");
    let (_, _) = sample(&survey, "again.csv", &[]);
    assert_eq!(sheet, read(&survey, "again.csv"));
    let (_, _) = sample(&survey, "other.csv", &["--draw", "2"]);
    assert_ne!(sheet, read(&survey, "other.csv"));
}

#[test]
fn a_sheet_is_neither_overwritten_nor_put_where_the_next_run_removes_it() {
    let survey = survey();
    write(&survey, "mine.csv", "coded by me");
    let (code, said) = sample(&survey, "mine.csv", &[]);
    assert!(code == 1 && said.contains("this file is there already"), "{said}");
    assert_eq!(read(&survey, "mine.csv"), "coded by me");
    let (code, said) = sample(&survey, "report/internal/sheet.csv", &[]);
    assert!(code == 1 && said.contains("the next run replaces this folder"), "{said}");
}

#[test]
fn a_coded_sheet_gives_figures_for_all_responses_and_the_agreement_of_two() {
    let survey = survey();
    sample(&survey, "sheet.csv", &[]);
    let sheet = read(&survey, "sheet.csv");
    write(&survey, "one.csv", &coded(&sheet, |_| None));
    let first_bus = sheet.lines().find(|line| line.contains(" bus ")).expect("a bus is drawn").to_owned();
    write(&survey, "two.csv", &coded(&sheet, |line| (line == first_bus).then_some("(no theme)")));
    let arguments = ["score", "report", "--gold", "one.csv", "--second", "two.csv", "--csv", "figures.csv"];
    let (code, said) = program(&survey, &arguments);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("24 of 24 coded rows were matched to the run, by identifier"), "{said}");
    assert!(said.contains("count by their weights"), "{said}");
    assert!(!said.contains("has other words"), "masked words are another's:\n{said}");
    assert!(said.contains("coder 1 and 2"), "{said}");
    let buses =
        said.lines().filter(|line| line.starts_with("buses ")).next_back().expect("a row of agreement");
    assert!(buses.contains(" 96%") && buses.contains("100%"), "{buses}");
    let figures = read(&survey, "figures.csv");
    let buses = figures.lines().find(|line| line.contains("theme,buses,")).expect("buses are scored");
    assert!(buses.contains(",1.0000,") && buses.contains(",yes,"), "{buses}");
}

#[test]
fn rows_that_nobody_coded_leave_the_others_to_speak_for_them() {
    let survey = survey();
    sample(&survey, "sheet.csv", &[]);
    let sheet = read(&survey, "sheet.csv");
    let bus = sheet.lines().find(|line| line.contains(" bus ")).expect("a bus is drawn").to_owned();
    write(&survey, "one.csv", &coded(&sheet, |line| (line == bus).then_some("")));
    let (code, said) = program(&survey, &["score", "report", "--gold", "one.csv"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("nobody coded it"), "{said}");
    assert!(said.contains("23 of 23 coded rows"), "{said}");
}

#[test]
fn a_weight_that_is_no_number_names_its_row() {
    let survey = survey();
    sample(&survey, "sheet.csv", &[]);
    let sheet = coded(&read(&survey, "sheet.csv"), |_| None);
    let second = sheet.lines().nth(1).expect("there are rows").to_owned();
    let mut cells: Vec<&str> = second.split(',').collect();
    cells[12] = "lost";
    write(&survey, "one.csv", &sheet.replace(&second, &cells.join(",")));
    let (code, said) = program(&survey, &["score", "report", "--gold", "one.csv"]);
    assert!(code == 1 && said.contains("one.csv:2: sampling_weight is a number"), "{said}");
}

#[test]
fn the_next_report_tells_the_figures_and_another_lexicons_does_not() {
    let survey = survey();
    sample(&survey, "sheet.csv", &[]);
    let sheet = read(&survey, "sheet.csv");
    let bus = sheet.lines().find(|line| line.contains(" bus ")).expect("a bus is drawn").to_owned();
    write(&survey, "one.csv", &coded(&sheet, |line| (line == bus).then_some("(no theme)")));
    let (code, said) = program(&survey, &["score", "report", "--gold", "one.csv", "--csv", "figures.csv"]);
    assert_eq!(code, 0, "{said}");
    let figures = survey.path("figures.csv").display().to_string();
    let run = survey.run_into("second", &["--checked", &figures]).ends_with(0);
    let method = run.text("publish/method.md");
    assert!(method.contains("People coded 24 responses") && method.contains("| Buses | of "), "{method}");
    assert!(!method.contains("has not been measured"), "{method}");
    let page = run.text("report.html");
    let beside = page.lines().find(|line| line.contains("Buses") && line.contains(" checked, ")).is_some();
    assert!(beside, "the figure does not stand beside its theme");
    let survey = survey.lexicon(&crate::consultation::LEXICON.replace("version 1", "version 2"));
    let run = survey.run_into("third", &["--checked", &figures]).ends_with(0);
    let method = run.text("publish/method.md");
    assert!(method.contains("figures of an earlier check are left out"), "{method}");
    assert!(!run.text("report.html").contains(" checked, "));
}

#[test]
fn figures_of_a_theme_that_is_hidden_stay_hidden() {
    let survey = survey();
    sample(&survey, "sheet.csv", &[]);
    write(&survey, "one.csv", &coded(&read(&survey, "sheet.csv"), |_| None));
    program(&survey, &["score", "report", "--gold", "one.csv", "--csv", "figures.csv"]);
    let run = ["run", "inputs", "--lexicon", "test.lexicon", "--out", "second", "--preset", "fft"];
    let (code, said) = program(&survey, &[&run[..], &["--checked", "figures.csv"]].concat());
    assert_eq!(code, 0, "{said}");
    let method = read(&survey, "second/publish/method.md");
    assert!(method.contains("| Buses | of ") && !method.contains("| Parking | of "), "{method}");
}

#[test]
fn a_workbook_to_code_holds_the_same_and_is_read_back() {
    let survey = survey();
    for (name, kind) in [("sheet.xlsx", "xl/worksheets/sheet1.xml"), ("sheet.ods", "content.xml")] {
        let (code, said) = sample(&survey, name, &[]);
        assert_eq!(code, 0, "{said}");
        let bytes = std::fs::read(survey.path(name)).expect("it was written");
        let content = crate::office::part(&bytes, kind);
        assert!(
            content.contains("alidation") && content.contains("Themes"),
            "{name} has no list to choose from"
        );
        // As it was written nobody has coded a row.
        let (code, said) = program(&survey, &["score", "report", "--gold", name]);
        assert!(code == 1 && said.contains("none of its rows could be matched"), "{said}");
    }
}

#[test]
fn every_command_of_the_worked_example_runs() {
    let page = std::fs::read_to_string(project("docs/checking.md")).expect("the page is there");
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut count = 0;
    for line in page.lines().filter_map(|line| line.strip_prefix("yousaid ")) {
        let word = |word: &str| match word.strip_prefix("samples/") {
            Some(_) => project(word).display().to_string(),
            None => word.to_owned(),
        };
        let words: Vec<String> = line.split_whitespace().map(word).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = program_in(folder.path(), &words);
        let told = [output.stdout, output.stderr].concat();
        assert!(output.status.success(), "yousaid {line}\n{}", String::from_utf8_lossy(&told));
        count += 1;
    }
    assert!(count >= 6, "the page shows the way from a run to a corrected report");
    let method = std::fs::read_to_string(folder.path().join("my-report/publish/method.md"));
    let method = method.expect("the last run has a method statement");
    assert!(method.contains("### How right this is") && method.contains("### Corrected by hand"), "{method}");
}
