//! Does every snippet of the lexicon manual do what the manual says?

use std::path::Path;
use std::process::Command;

use crate::consultation::{PROGRAM, files_below, project};

/// A block between lines of three backticks, whether it stands in the worked example, and whether it is no other language's.
struct Snippet {
    line: usize,
    text: String,
    is_worked: bool,
    is_ours: bool,
}

fn snippets(manual: &str) -> Vec<Snippet> {
    let (mut found, mut open, mut is_worked) = (Vec::new(), None::<Snippet>, false);
    for (at, line) in manual.lines().enumerate() {
        match (line.starts_with("```"), &mut open) {
            (true, None) => {
                let is_ours = line.trim_end() == "```";
                open = Some(Snippet { line: at + 1, text: String::new(), is_worked, is_ours });
            }
            (true, Some(_)) => found.extend(open.take().filter(|snippet| snippet.is_ours)),
            (false, Some(snippet)) => {
                snippet.text.push_str(line);
                snippet.text.push('\n');
            }
            (false, None) if line.starts_with("## ") => is_worked = line.starts_with("## From an empty file"),
            (false, None) => {}
        }
    }
    found
}

/// The words of a command, quotation marks taken off as a shell does.
fn words_of(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut is_word) = (Vec::new(), String::new(), None, false);
    for c in command.chars() {
        match (c, quote) {
            (c, Some(mark)) if c == mark => quote = None,
            ('"' | '\'', None) => (quote, is_word) = (Some(c), true),
            (' ', None) => {
                if std::mem::take(&mut is_word) {
                    words.push(std::mem::take(&mut word));
                }
            }
            (c, _) => {
                word.push(c);
                is_word = true;
            }
        }
    }
    words.extend(is_word.then_some(word));
    words
}

/// What a command says on both its outputs, spaces at the ends of lines left out; and its exit code.
fn said(command: &str, folder: &Path) -> (Vec<String>, Option<i32>) {
    let words = words_of(command);
    assert_eq!(words[0], "yousaid", "{command}");
    let output =
        Command::new(PROGRAM).args(&words[1..]).current_dir(folder).output().expect("the program starts");
    let all = [output.stdout, output.stderr].concat();
    let lines = String::from_utf8_lossy(&all).lines().map(|line| line.trim_end().to_owned()).collect();
    (lines, output.status.code())
}

/// The files that the manual's commands speak of.
fn prepare(folder: &Path) {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("it is below the folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    let rows: String = (1..=30).map(|n| format!("{n},The bus from Ashwick is late on day {n}\n")).collect();
    write("my-consultation/survey.csv", &format!("ID,What should change?\n{rows}"));
    write("dictionary.yml", "Health:\n  Access:\n    - wait*\n");
    write("buses.lexicon", "");
    let old = "lexicon \"Old\" version 1\npriority p \"P\"\ntheme buses \"Buses\"\nphrase bus\nmatches \"A bus\"\nignores \"A car\"\n";
    write("old.lexicon", old);
    write(
        "new.lexicon",
        &old.replace("phrase bus", "phrase late bus").replace("\"A bus\"", "\"A late bus\""),
    );
    let coded: String =
        (1001..=1040).map(|n| format!("LE-{n},{}\n", if n % 10 == 1 { "buses" } else { "" })).collect();
    write("coded.csv", &format!("submission_id,themes\n{coded}"));
    let sample = project("samples/listening-exercise");
    for file in files_below(&sample) {
        let to = folder.join("submissions").join(&file);
        std::fs::create_dir_all(to.parent().expect("it is below the folder")).expect("made");
        std::fs::copy(sample.join(&file), to).expect("copied");
    }
}

#[test]
fn every_snippet_of_the_lexicon_manual_does_what_it_says() {
    let folder = tempfile::tempdir().expect("a folder");
    prepare(folder.path());
    let manual = std::fs::read_to_string(project("docs/lexicon.md")).expect("the manual is there");
    let (mut lexicons, mut commands) = (0, 0);
    for snippet in snippets(&manual) {
        let place = format!("docs/lexicon.md:{}", snippet.line);
        if !snippet.text.contains("yousaid ") {
            lexicons += 1;
            if snippet.is_worked {
                std::fs::write(folder.path().join("buses.lexicon"), &snippet.text).expect("written");
            } else if let Err(faults) = yousaid::pipeline::CheckedLexicon::read(&place, &snippet.text) {
                panic!("{} (line within the block)", faults[0]);
            }
            continue;
        }
        let mut lines = snippet.text.lines().peekable();
        while let Some(line) = lines.next() {
            commands += 1;
            let command = line.strip_prefix("$ ").unwrap_or(line);
            let (told, code) = said(command, folder.path());
            if command == line {
                assert_eq!(code, Some(0), "{place}: {command}\n{}", told.join("\n"));
                continue;
            }
            let mut expected = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                expected.push(line.trim_end().to_owned());
            }
            assert_eq!(told, expected, "{place}: {command}");
        }
    }
    assert!(lexicons >= 7 && commands >= 14, "{lexicons} lexicons and {commands} commands were tried");
}
