//! Are other people's dictionaries read whole, and is nothing lost on the way to a table and back?

use std::process::Command;

use yousaid::lexicon::dictionaries::{Contents, DICTIONARIES, Written, outline, written};
use yousaid::lexicon::{Lexicon, Outline};
use yousaid::pipeline::{CheckedLexicon, contents};

use crate::consultation::{Consultation, PROGRAM, project};

fn read(path: &str, text: &str) -> Outline {
    outline(path, &Contents::Text(text.to_owned())).unwrap_or_else(|faults| panic!("{path}: {}", faults[0]))
}

/// The lexicon that a dictionary becomes, as text without its first line.
fn lexicon(path: &str, text: &str) -> String {
    let (text, _) = read(path, text).to_lexicon();
    text.lines().skip(1).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn unfit(path: &str, text: &str) -> Vec<String> {
    read(path, text).unfit.iter().map(|unfit| unfit.fault(path).to_string()).collect()
}

/// All that a lexicon says, without its lines.
fn says(lexicon: &Lexicon) -> String {
    let priorities: Vec<_> = lexicon.priorities.iter().map(|p| (&p.id, &p.name)).collect();
    let themes: Vec<_> =
        lexicon.themes.iter().map(|t| (&t.id, &t.name, t.priority, t.parent, &t.settings)).collect();
    let rules: Vec<_> =
        lexicon.rules.iter().map(|r| (r.scope, &r.text, &r.pattern, r.is_lone, &r.asked)).collect();
    let examples: Vec<_> =
        lexicon.examples.iter().map(|e| (e.theme, &e.text, &e.question, e.must_match)).collect();
    format!(
        "{} {}\n{priorities:#?}\n{themes:#?}\n{rules:#?}\n{examples:#?}\n{:#?}",
        lexicon.title, lexicon.version, lexicon.lists
    )
}

fn notes(outline: &Outline) -> Vec<&str> {
    outline.lines.iter().map(|line| line.note.as_str()).filter(|note| !note.is_empty()).collect()
}

/// A lexicon that says all that the language can.
const EVERYTHING: &str = r#"# A note before all else.
lexicon "Everything" version 2.1
loose
list who = doctor | practice nurse   # two of them
list everybody = @who | (my | our) gp
dismiss not about
# about the first priority
priority one "The first, with a comma"   # its note
  asked "care"
  except phrase bus lane
  except regex "A5\d\d"
  theme alpha "Alpha = a"
    phrase =IT system
    near 8 "get through" @who
    before 5 wait ambulance
    after 5 ambulance "wait (for | on)? hours"
    regex "(?i)ward \d+[a-z]?"   # codes
    strict phrase (get (a | an)? appointment | book) except phrase book shop except near 3 book library
    near 3 @everybody rude
    lone phrase thank you
    asked "improve" whole nothing
    lone asked "What, why" phrase (a | the)? bus
    exact AGE   # capitals
    except near 3 bus lane
    skip negated
    skip hypothetical
    asked "improve"
    asked "What, why"
    matches asked "What, why?" "The IT system is slow, as ever"
    matches asked "What could we improve?" "Nothing"
    ignores "-1 for the weather"
  list late = tardy | late
    sub alpha-one "Alpha, the first"   # a part
    phrase alpha one
    matches asked "What, why" "Alpha one"
    ignores "Alpha"
    sub alpha-deep "Deep" of alpha-one
    strict
    phrase alpha deep
    matches asked "What, why" "Alpha deep"
    ignores "Alpha"
    sub alpha-two "Alpha, the second"
    phrase alpha two
    matches asked "What, why" "Alpha two"
    ignores "Alpha"
  theme beta "Beta"
    start pharmac
    phrase @late train
    matches asked "Care?" "The pharmacy"
    ignores "A farm"
"#;

#[test]
fn nothing_is_lost_between_a_lexicon_and_a_table() {
    let shipped = ["lexicons/long-term-plan.lexicon", "lexicons/patient-experience.lexicon"]
        .map(|path| std::fs::read_to_string(project(path)).expect("the lexicon is there"));
    for source in shipped.iter().map(String::as_str).chain([EVERYTHING]) {
        let before = Lexicon::read("a.lexicon", source).expect("the lexicon is sound");
        let lines = read("a.lexicon", source);
        for to in ["b.csv", "b.xlsx", "b.lexicon"] {
            let Written { bytes, unsaid } = written(to, &lines).expect("this kind is written");
            assert!(unsaid.is_empty(), "{to} cannot say: {}", unsaid[0].reason);
            let contents = contents(to, bytes.clone()).expect("it is read back");
            let back = outline(to, &contents).unwrap_or_else(|faults| panic!("{}", faults[0]));
            let after = back.compile(to).unwrap_or_else(|faults| panic!("{}", faults[0]));
            assert!(says(&before) == says(&after), "{to} does not say what {} says", before.title);
            let (mut had, mut has) = (notes(&lines), notes(&back));
            had.sort_unstable();
            has.sort_unstable();
            assert_eq!(had, has, "{to} keeps every note");
            assert_eq!(written(to, &lines).expect("again").bytes, bytes, "{to} is the same every time");
            CheckedLexicon::open(to, bytes).unwrap_or_else(|faults| panic!("{}", faults[0]));
        }
    }
}

#[test]
fn a_fault_in_a_table_names_its_row() {
    let table = "priority,theme,term,rule\nCare,Waits,wait,\nCare,Waits,x,wrd\n";
    let faults = Lexicon::read("t.csv", table).expect_err("there is no rule wrd");
    assert!(faults[0].to_string().starts_with("t.csv:3: 'wrd' is not a rule"), "{}", faults[0]);
    let faults = Lexicon::read("t.csv", "priority,theme,term\nCare,,wait\n").expect_err("no theme");
    assert!(faults[0].to_string().starts_with("t.csv:2: a cell is empty"), "{}", faults[0]);
    let faults = Lexicon::read("t.csv", "a,b\n1,2\n").expect_err("no columns");
    assert!(faults[0].to_string().starts_with("t.csv:1: a lexicon in a table"), "{}", faults[0]);
}

#[test]
fn rows_of_a_table_may_stand_in_any_order() {
    let table = "priority,theme,rule,note\nCare,Waits,wait* time*,\nMoney,Cuts,cut,\nCare,Staff,nurse,\n\
                 Care,Waits,near 4 long queue,from the panel\n";
    let expected = "priority care \"Care\"\n  theme waits \"Waits\"\n    phrase wait* time*\n    \
                    near 4 long queue   # from the panel\n  theme staff \"Staff\"\n    phrase nurse\n\
                    priority money \"Money\"\n  theme cuts \"Cuts\"\n    phrase cut";
    assert_eq!(lexicon("t.csv", table), expected);
}

#[test]
fn a_sub_theme_of_a_table_follows_its_theme() {
    let table = "priority,theme,part_of,rule\nCare,Waits,,wait\nCare,Phone,Waits,near 4 phone queue\n\
                 Care,Staff,,loose phrase nurse\nCare,Doors,Phone,door\n";
    let expected = "priority care \"Care\"\n  theme waits \"Waits\"\n    phrase wait\n    sub phone \"Phone\"\n    \
                    near 4 phone queue\n    sub doors \"Doors\" of phone\n    phrase door\n  theme staff \"Staff\"\n    \
                    loose phrase nurse";
    assert_eq!(lexicon("t.csv", table), expected);
    let themes = Lexicon::read("t.csv", table).expect("it is sound").themes;
    assert_eq!(themes.iter().map(|theme| theme.parent).collect::<Vec<_>>(), [None, Some(0), Some(1), None]);
}

#[test]
fn quanteda_keys_become_priorities_and_themes() {
    let yaml = "Health:\n  Access:\n    - wait*\n    - gp appointment\n  Staff:\n    Wards: [nurse, sister]\n\
                Money: cut*\n";
    let expected = "priority health \"Health\"\n  theme access \"Access\"\n    phrase wait*\n    phrase gp appointment\n  \
                    theme staff \"Staff\"\n    sub wards \"Wards\"\n    phrase nurse\n    phrase sister\n\
                    priority money \"Money\"\n  theme money-money \"Money\"\n    phrase cut*";
    assert_eq!(lexicon("d.yml", yaml), expected);
    let flat = "Tax:\n  - tax*\nCare:\n  - nurse\n";
    assert!(
        lexicon("d.yml", flat).starts_with("priority d \"d\"\n  theme tax \"Tax\""),
        "{}",
        lexicon("d.yml", flat)
    );
}

#[test]
fn what_does_not_fit_is_told_and_kept_as_a_note() {
    let yaml = "Mood:\n  - happy\n  - '*less'\n  - ':)'\n";
    let told = unfit("d.yml", yaml);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("d.yml:3: '*less' is not taken over: "), "{}", told[0]);
    assert!(lexicon("d.yml", yaml).contains("# not taken over: *less"), "{}", lexicon("d.yml", yaml));
    let faults = Lexicon::read("d.yml", yaml).expect_err("a run takes all of a dictionary or nothing");
    assert_eq!(faults.len(), 2);
}

#[test]
fn liwc_words_go_into_each_of_their_categories() {
    let dic = "%\n1\tNegEmo\n22\tHealth\n%\nache*\t1\t22\nclinic\t22\nlost\t99\n";
    let expected = "priority d \"d\"\n  theme negemo \"NegEmo\"\n    phrase ache*\n  theme health \"Health\"\n    \
                    phrase ache*\n    phrase clinic\n    # not taken over: lost 99";
    assert_eq!(lexicon("d.dic", dic), expected);
    assert!(unfit("d.dic", dic)[0].starts_with("d.dic:7: "), "{:?}", unfit("d.dic", dic));
}

#[test]
fn wordstat_words_lose_their_weights_and_underscores() {
    let cat = "HEALTH\n\tACCESS\n\t\tWAIT* (1)\n\t\tGP_APPOINTMENT (1)\n\tBEDS\n\t\tWARD (2)\n";
    let expected = "priority health \"HEALTH\"\n  theme access \"ACCESS\"\n    phrase wait*\n    phrase gp appointment\n  \
                    theme beds \"BEDS\"\n    phrase ward\n    # not taken over: WARD (2)";
    assert_eq!(lexicon("d.cat", cat), expected);
}

#[test]
fn yoshikoder_categories_keep_their_descriptions() {
    let ykd = "<?xml version=\"1.0\"?><dictionary style=\"1\"><cnode name=\"Survey\"><cnode name=\"Access\" desc=\"getting seen\">\
               <pnode name=\"wait*\"/></cnode></cnode></dictionary>";
    let expected = "priority survey \"Survey\"\n  theme access \"Access\"   # getting seen\n    phrase wait*";
    assert_eq!(lexicon("d.ykd", ykd), expected);
}

#[test]
fn codes_become_themes_that_wait_for_rules() {
    let qdc = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\">\n<Codes>\n\
               <Code guid=\"a\" name=\"Access\" isCodable=\"false\">\n<Code guid=\"b\" name=\"Waits &amp; queues\" isCodable=\"true\">\
               <Description>Any wait\nto be seen</Description></Code></Code>\n</Codes>\n</CodeBook>";
    let expected =
        "priority access \"Access\"\n  theme waits-queues \"Waits & queues\"   # Any wait to be seen";
    assert_eq!(lexicon("d.qdc", qdc), expected);
    let faults = Lexicon::read("d.qdc", qdc).expect_err("there are no rules");
    assert!(faults[0].to_string().contains("has no words to look for"), "{}", faults[0]);
    let Written { bytes, unsaid } =
        written("e.qdc", &read("a.lexicon", EVERYTHING)).expect("a codebook is written");
    assert!(unsaid.iter().any(|unsaid| unsaid.reason.contains("a codebook holds no rules")));
    let back = lexicon("e.qdc", &String::from_utf8(bytes).expect("UTF-8"));
    let expected = "priority the-first-with-a-comma \"The first, with a comma\"   # its note\n  \
                    theme alpha-a \"Alpha = a\"\n    sub alpha-the-first \"Alpha, the first\"   # a part\n    \
                    sub deep \"Deep\" of alpha-the-first\n    sub alpha-the-second \"Alpha, the second\"\n  \
                    theme beta \"Beta\"";
    assert_eq!(back, expected);
}

#[test]
fn hostile_dictionaries_are_refused_in_words() {
    let deep = |open: &str| open.repeat(100_000);
    let laughs = "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><dictionary>&b;</dictionary>";
    for (path, text) in [
        ("a.ykd", laughs.to_owned()),
        ("a.ykd", format!("<dictionary>{}", deep("<cnode name=\"x\">"))),
        (
            "a.ykd",
            format!(
                "<dictionary>{}{}</dictionary>",
                "<cnode name=\"x\">".repeat(500),
                "</cnode>".repeat(500)
            ),
        ),
        ("a.qdc", "<CodeBook><Codes>".to_owned()),
        ("a.yml", deep("[")),
        ("a.yml", deep("a: {")),
        ("a.yml", "a: &x [b]\nc: *x\n".to_owned()),
        ("a.yml", "- b\n".to_owned()),
        ("a.yml", "a: \"b\n".to_owned()),
        ("a.dic", "nothing\n".to_owned()),
        ("a.cat", (0..200).map(|n| format!("{}A\n", "\t".repeat(n))).collect()),
        ("a.xlsx", "not a workbook".to_owned()),
        ("a.csv", String::new()),
    ] {
        let read = outline(path, &Contents::Text(text.clone()));
        let head: String = text.chars().take(40).collect();
        let faults = read.expect_err(&format!("{path} is refused: {head}"));
        assert!(faults[0].to_string().starts_with(path), "{}", faults[0]);
    }
}

#[test]
fn every_kind_is_known_by_its_name() {
    let manual = std::fs::read_to_string(project("docs/lexicon.md")).expect("docs/lexicon.md is there");
    let mut endings = std::collections::BTreeSet::new();
    for kind in DICTIONARIES {
        for ending in kind.endings() {
            assert!(endings.insert(*ending), "two kinds of dictionary end in {ending}");
            assert!(manual.contains(&format!("`{ending}`")), "docs/lexicon.md does not name `{ending}`");
        }
    }
}

fn convert(consultation: &Consultation, from: &str, to: &str) -> (i32, String) {
    let output = Command::new(PROGRAM)
        .args(["lexicon", "convert"])
        .args([consultation.path(from), consultation.path(to)])
        .output()
        .expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("the program ends by itself"), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_program_converts_and_runs_every_kind() {
    let survey =
        Consultation::new().file("survey.csv", "ID,What should change?\n1,The bus is late\n2,More beds\n");
    let first = survey.run().ends_with(0).text("internal/mentions.csv");
    let (code, said) = convert(&survey, "test.lexicon", "sheet.xlsx");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2 priorities, 3 themes, 4 rules, 6 examples; 0 not taken over"), "{said}");
    let sheet = survey.path("sheet.xlsx");
    std::fs::write(survey.path("words.yml"), "Transport:\n  Buses:\n    - bus\n    - '*less'\n")
        .expect("written");
    let (code, said) = convert(&survey, "words.yml", "words.lexicon");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("words.yml:4: '*less' is not taken over") && said.contains("1 not taken over"),
        "{said}"
    );
    let (code, said) = convert(&survey, "words.yml", "words.lexicon");
    assert_eq!(code, 1, "nothing is overwritten: {said}");
    let (code, said) = convert(&survey, "words.yml", "words.doc");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("the kinds are lexicon (.lexicon), CSV table (.csv)"), "{said}");
    let output = Command::new(PROGRAM)
        .arg("run")
        .arg(survey.inputs())
        .args(["--lexicon", &sheet.to_string_lossy(), "--out", &survey.path("from-sheet").to_string_lossy()])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mentions = std::fs::read_to_string(survey.path("from-sheet/internal/mentions.csv")).expect("written");
    let without_line = |text: &str| -> Vec<String> {
        let cells = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            [&cells[..3], &cells[4..]].concat().join(",")
        };
        text.lines().map(cells).collect()
    };
    assert_eq!(without_line(&first), without_line(&mentions), "the table finds what the lexicon found");
}

#[test]
fn a_row_without_an_id_belongs_to_the_theme_of_its_name() {
    let table = "role,priority_id,priority,theme_id,theme,part_of,rule,term\n\
        rule,,getting there,,BUSES ,,phrase,tram\n\
        rule,travel,Getting there,buses,Buses,,phrase,bus\n\
        rule,,Getting there,,Fares,Buses,phrase,fare\n\
        rule,travel,Getting there,,buses,,phrase,coach\n";
    let lexicon = Lexicon::read("a.csv", table).expect("it is sound");
    let themes: Vec<(&str, &str)> =
        lexicon.themes.iter().map(|theme| (theme.id.as_str(), theme.name.as_str())).collect();
    assert_eq!(lexicon.priorities.len(), 1);
    assert_eq!(themes, [("buses", "BUSES"), ("fares", "Fares")]);
    assert_eq!(lexicon.themes[1].parent, Some(0));
    assert_eq!(lexicon.rule_count(), 4);
}

#[test]
fn a_name_that_two_ids_have_names_neither() {
    let table =
        "priority,theme_id,theme,term\nTravel,late,Other,late\nTravel,dear,Other,dear\nTravel,,other,dirty\n";
    let faults = Lexicon::read("a.csv", table).expect_err("nobody knows which is meant");
    assert_eq!(
        faults[0].to_string(),
        "a.csv:4: several are called 'other' here; write in theme_id which is meant: dear, late"
    );
}

#[test]
fn liwc_words_without_tabs_keep_together() {
    let text = "%\n1 family\n2 friend\n%\nmum 1\nbest friend 2\n";
    assert_eq!(unfit("l.dic", text), Vec::<String>::new());
    assert!(lexicon("l.dic", text).contains("phrase best friend"), "{}", lexicon("l.dic", text));
}
