//! A consultation in a temporary folder, run through the program, and the report that comes out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::LazyLock;

use crate::office::all_text;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_yousaid");

/// A file of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Three themes in two priorities: enough for most tests, small enough to know by heart.
pub(crate) const LEXICON: &str = r#"lexicon "Buses and beds" version 1
priority transport "Getting there"
  theme buses "Buses"
    phrase bus
    matches "The bus was late"
    ignores "The taxi was late"
  theme parking "Parking"
    phrase parking
    matches "Parking is dear"
    ignores "The door is shut"
priority hospital "Hospital"
  theme beds "Beds"
    phrase bed
    phrase ward
    matches "Keep the beds open"
    ignores "Keep the door open"
"#;

/// Says that small numbers be shown, where the program can hide them: these tests count two or three people.
static UNHIDDEN: LazyLock<&[&str]> = LazyLock::new(|| {
    let help = Command::new(PROGRAM).args(["run", "--help"]).output().expect("the program starts");
    let can_hide = String::from_utf8_lossy(&help.stdout).contains("--preset");
    if can_hide { &["--preset", "none"] } else { &[] }
});

/// Inputs, a lexicon and a place for the report, all in a folder that goes when this and its runs are dropped.
pub(crate) struct Consultation {
    folder: Arc<tempfile::TempDir>,
}

impl Consultation {
    /// An empty one with [`LEXICON`].
    pub(crate) fn new() -> Consultation {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::create_dir(folder.path().join("inputs")).expect("the temporary folder can be written");
        Consultation { folder: Arc::new(folder) }.lexicon(LEXICON)
    }

    /// With another lexicon.
    pub(crate) fn lexicon(self, source: &str) -> Consultation {
        fs::write(self.path("test.lexicon"), source).expect("the temporary folder can be written");
        self
    }

    /// With an input file more; `name` may have folders in it.
    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Consultation {
        let path = self.inputs().join(name);
        fs::create_dir_all(path.parent().expect("an input file stands in a folder"))
            .expect("the temporary folder can be written");
        fs::write(path, bytes).expect("the temporary folder can be written");
        self
    }

    /// With a `consultation.toml`.
    pub(crate) fn profile(self, toml: &str) -> Consultation {
        self.file("consultation.toml", toml)
    }

    /// A place in the temporary folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of input files.
    pub(crate) fn inputs(&self) -> PathBuf {
        self.path("inputs")
    }

    /// Runs the program on the input folder.
    pub(crate) fn run(&self) -> Run {
        self.run_with(&[])
    }

    /// The same with more arguments.
    pub(crate) fn run_with(&self, more: &[&str]) -> Run {
        self.run_into("report", more)
    }

    /// The same into another place of the temporary folder.
    pub(crate) fn run_into(&self, place: &str, more: &[&str]) -> Run {
        let out = self.path(place);
        let preset = if more.contains(&"--preset") { &[][..] } else { *UNHIDDEN };
        let output = Command::new(PROGRAM)
            .arg("run")
            .arg(self.inputs())
            .arg("--lexicon")
            .arg(self.path("test.lexicon"))
            .arg("--out")
            .arg(&out)
            .args(preset)
            .args(more)
            .output()
            .expect("the program starts");
        Run { output, folder: out, _kept: Some(Arc::clone(&self.folder)) }
    }
}

/// The program with these arguments, started in `folder`.
pub(crate) fn program_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).current_dir(folder).output().expect("the program starts")
}

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) output: Output,
    pub(crate) folder: PathBuf,
    _kept: Option<Arc<tempfile::TempDir>>,
}

impl Run {
    /// What a program started elsewhere did, and where its report lies.
    pub(crate) fn of(output: Output, folder: PathBuf) -> Run {
        Run { output, folder, _kept: None }
    }

    /// The exit code.
    pub(crate) fn code(&self) -> i32 {
        self.output.status.code().expect("the program ends by itself")
    }

    /// All that was said on standard output and standard error.
    pub(crate) fn said(&self) -> String {
        let Output { stdout, stderr, .. } = &self.output;
        format!("{}{}", String::from_utf8_lossy(stdout), String::from_utf8_lossy(stderr))
    }

    /// This run, if it ended with this exit code; else the test fails with what the program said.
    pub(crate) fn ends_with(self, code: i32) -> Run {
        assert_eq!(self.code(), code, "exit code {code} was expected. The program said:\n{}", self.said());
        self
    }

    /// The bytes of a file of the report.
    pub(crate) fn bytes(&self, file: &str) -> Vec<u8> {
        let path = self.folder.join(file);
        fs::read(&path).unwrap_or_else(|_| {
            panic!("the report has no {file}; the program ended with {}:\n{}", self.code(), self.said())
        })
    }

    /// A file of the report as text.
    pub(crate) fn text(&self, file: &str) -> String {
        String::from_utf8(self.bytes(file)).unwrap_or_else(|_| panic!("{file} is not UTF-8"))
    }

    /// A CSV file of the report.
    pub(crate) fn table(&self, file: &str) -> Table {
        Table::read(&self.text(file))
    }

    /// All texts of responses, in order.
    pub(crate) fn texts(&self) -> Vec<String> {
        let responses = self.table("internal/responses.csv");
        responses.rows().map(|row| row.get("text").to_owned()).collect()
    }

    /// The reasons in the ledger, a line each.
    pub(crate) fn reasons(&self) -> String {
        let ledger = self.table("internal/ledger.csv");
        ledger.rows().map(|row| row.get("reason").to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// The manifest.
    pub(crate) fn manifest(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes("manifest.json")).expect("the manifest is JSON")
    }

    /// The states in the ledger by place, in the order of the ledger: `survey.csv!2` and `analysed`.
    pub(crate) fn states(&self) -> Vec<(String, String)> {
        let ledger = self.table("internal/ledger.csv");
        ledger.rows().map(|row| (row.get("source").to_owned(), row.get("state").to_owned())).collect()
    }

    /// The states of responses by submission id, the first response of each.
    pub(crate) fn state_of_submissions(&self) -> BTreeMap<String, String> {
        let responses = self.table("internal/responses.csv");
        let mut states = BTreeMap::new();
        for row in responses.rows() {
            states.entry(row.get("submission_id").to_owned()).or_insert_with(|| row.get("state").to_owned());
        }
        states
    }

    /// A figure over all responses; a row that is not there says nobody of nobody.
    pub(crate) fn figure(&self, what: &str, unit: &str, campaigns: &str) -> (u64, u64) {
        self.figure_within(what, "", "", unit, campaigns)
    }

    /// A figure within a question, or within a segment's value where `segment` names one.
    pub(crate) fn figure_within(
        &self,
        what: &str,
        segment: &str,
        value: &str,
        unit: &str,
        campaigns: &str,
    ) -> (u64, u64) {
        let (segment, question, value) =
            if segment == "question" { ("", value, "") } else { (segment, "", value) };
        let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("'{text}' is no count"));
        self.table("publish/counts.csv")
            .rows()
            .find(|row| {
                let (level, id) = match what {
                    "all" => ("all", ""),
                    _ if row.get("theme_id") == what => (row.get("level"), what),
                    _ => ("priority", what),
                };
                row.get("level") == level
                    && (id.is_empty() || row.get("theme_id") == id || row.get("priority_id") == id)
                    && row.get("question") == question
                    && row.get("segment") == segment
                    && row.get("segment_value") == value
                    && row.get("unit") == unit
                    && row.get("campaigns") == campaigns
            })
            .map_or((0, 0), |row| (number(row.get("numerator")), number(row.get("denominator"))))
    }

    /// Holds the run to its own book-keeping: the manifest's totals, the ledger's rows and the responses are one and the same.
    pub(crate) fn adds_up(&self) {
        let totals = &self.manifest()["totals"];
        let mut in_ledger = BTreeMap::<String, u64>::new();
        for (_, state) in self.states() {
            *in_ledger.entry(state).or_default() += 1;
        }
        let by_state = totals["by_state"].as_object().expect("totals.by_state is there");
        for (state, count) in by_state {
            let rows = in_ledger.remove(state).unwrap_or(0);
            assert_eq!(
                count.as_u64(),
                Some(rows),
                "the manifest counts {count} {state}, the ledger has {rows} rows"
            );
        }
        assert!(in_ledger.is_empty(), "states of the ledger that the manifest does not count: {in_ledger:?}");
        let sum: u64 = by_state.values().filter_map(serde_json::Value::as_u64).sum();
        assert_eq!(totals["received"].as_u64(), Some(sum), "totals.received is the sum of totals.by_state");
        let responses = self.table("internal/responses.csv").rows().count();
        let of_responses =
            self.table("internal/ledger.csv").rows().filter(|row| !row.get("response_id").is_empty()).count();
        assert_eq!(responses, of_responses, "every row of responses.csv has one row in the ledger");
        self.rules_add_up();
    }

    /// Fails unless `rules.csv` says of every rule how many rows of `mentions.csv` it has, in how many responses.
    fn rules_add_up(&self) {
        let mut of_rule = BTreeMap::<String, Vec<String>>::new();
        for row in self.table("internal/mentions.csv").rows().filter(|row| !row.get("rule_line").is_empty()) {
            of_rule
                .entry(row.get("rule_line").to_owned())
                .or_default()
                .push(row.get("response_id").to_owned());
        }
        let mut told = BTreeMap::<String, (usize, usize)>::new();
        for row in self.table("internal/rules.csv").rows() {
            let number = |column| row.get(column).parse::<usize>().expect("it is a number");
            let of_line = told.entry(row.get("rule_line").to_owned()).or_default();
            *of_line = (of_line.0 + number("mentions"), of_line.1 + number("responses"));
        }
        let counted = of_rule.into_iter().map(|(line, mut responses)| {
            let mentions = responses.len();
            responses.sort_unstable();
            responses.dedup();
            (line, (mentions, responses.len()))
        });
        assert_eq!(told, counted.collect(), "rules.csv tells of the rows of mentions.csv");
    }

    /// Fails unless every one of these words stands in the text of some response.
    pub(crate) fn keeps_words(&self, words: &[&str]) {
        let responses = self.table("internal/responses.csv");
        let all: Vec<&str> = responses.rows().map(|row| row.get("text")).collect();
        for word in words {
            assert!(
                all.iter().any(|text| text.contains(word)),
                "'{word}' was received and is in no response; the responses are {all:#?}"
            );
        }
    }

    /// What may leave the building: path and text of every file outside `internal/` but the manifest; what is packed is unpacked.
    pub(crate) fn published(&self) -> Vec<(String, String)> {
        let is_public = |path: &String| !path.starts_with("internal/") && path != "manifest.json";
        let paths = files_below(&self.folder).into_iter().filter(is_public);
        paths.map(|path| (path.clone(), all_text(&self.bytes(&path)))).collect()
    }
}

/// The files below a folder, relative to it, sorted, with `/` between folders.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files_below(&entry.path()).into_iter().map(|path| format!("{name}/{path}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// A CSV file with a header row.
pub(crate) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A row of a [`Table`].
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    header: &'a [String],
    cells: &'a [String],
}

impl Table {
    /// Reads it; every row must have as many cells as the header.
    pub(crate) fn read(text: &str) -> Table {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows = reader.records().map(|record| {
            let record = record.expect("the program writes sound CSV");
            record.iter().map(str::to_owned).collect::<Vec<_>>()
        });
        let header = rows.next().expect("there is a header row");
        Table { rows: rows.collect(), header }
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { header: &self.header, cells })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column.
    pub(crate) fn get(self, column: &str) -> &'a str {
        let at = self.header.iter().position(|name| name == column);
        &self.cells[at.unwrap_or_else(|| panic!("there is no column {column}, only {:?}", self.header))]
    }

    /// All cells.
    pub(crate) fn cells(self) -> &'a [String] {
        self.cells
    }
}

/// A CSV file as a survey tool would write it: every cell quoted.
pub(crate) fn csv(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n").collect()
}
