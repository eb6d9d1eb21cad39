//! Do other programs get what their layouts promise: a REFI-QDA project by its schema, and records that say what the tables say?

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::consultation::{Consultation, Run};
use crate::office::{part, parts};

/// An element's name, what it holds, and its attributes: required ones, then others.
type Element = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

/// The schema of REFI-QDA projects (`Project-mrt2019.xsd`), as far as this program writes it; what an element holds stands in this order.
const SCHEMA: &[Element] = &[
    (
        "Project",
        &[
            "Users",
            "CodeBook",
            "Variables",
            "Cases",
            "Sources",
            "Notes",
            "Links",
            "Sets",
            "Graphs",
            "Description",
            "NoteRef",
        ],
        &["name"],
        &[
            "origin",
            "creatingUserGUID",
            "creationDateTime",
            "modifyingUserGUID",
            "modifiedDateTime",
            "basePath",
        ],
    ),
    ("Users", &["User"], &[], &[]),
    ("User", &[], &["guid"], &["name", "id"]),
    ("CodeBook", &["Codes"], &[], &[]),
    ("Codes", &["Code"], &[], &[]),
    ("Code", &["Description", "NoteRef", "Code"], &["guid", "name", "isCodable"], &["color"]),
    ("Variables", &["Variable"], &[], &[]),
    ("Variable", &["Description"], &["guid", "name", "typeOfVariable"], &[]),
    ("Sources", &["TextSource"], &[], &[]),
    (
        "TextSource",
        &["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
        &["guid"],
        &[
            "name",
            "richTextPath",
            "plainTextPath",
            "creatingUser",
            "creationDateTime",
            "modifyingUser",
            "modifiedDateTime",
        ],
    ),
    (
        "PlainTextSelection",
        &["Description", "Coding", "NoteRef"],
        &["guid", "startPosition", "endPosition"],
        &["name", "creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"],
    ),
    ("Coding", &["CodeRef", "NoteRef"], &["guid"], &["creatingUser", "creationDateTime"]),
    ("CodeRef", &[], &["targetGUID"], &[]),
    ("VariableValue", &["VariableRef", "TextValue"], &[], &[]),
    ("VariableRef", &[], &["targetGUID"], &[]),
    ("TextValue", &[], &[], &[]),
];

const PROJECT: &str = "internal/refi-qda/project.qdpx";

fn consultation() -> Consultation {
    Consultation::new()
        .file("survey.csv", "id,Locality,What do you think?\n1,Leek,\"Caf\u{e9} \u{1f68c} and na\u{ef}ve \u{201c}plans\u{201d}: my son Tobias Whitcombe waits for the bus \u{2013} and a bed\"\n2,Leek,The parking at the ward is dear\n3,Stone,\n4,Stone,n/a\n")
        .file("letter.txt", "The bus is late \u{2014} caf\u{e9} closed. Ring me on 07700 900 123 about the bus.")
}

fn inside<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

fn project(run: &Run) -> (Vec<u8>, String) {
    let bytes = run.bytes(PROJECT);
    let xml = part(&bytes, "project.qde");
    (bytes, xml)
}

#[test]
fn a_project_is_built_as_the_schema_says() {
    let run = consultation().run_with(&["--format", "qdpx"]).ends_with(0);
    let (_, xml) = project(&run);
    let tree = Document::parse(&xml).expect("sound XML");
    assert_eq!(tree.root_element().tag_name().name(), "Project");
    let guid = regex::Regex::new("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$").expect("a sound pattern");
    let mut guids = BTreeSet::new();
    for node in tree.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert_eq!(node.tag_name().namespace(), Some("urn:QDA-XML:project:1.0"), "{name}");
        let (_, order, required, others) =
            SCHEMA.iter().find(|known| known.0 == name).unwrap_or_else(|| panic!("the schema has no {name}"));
        let places: Vec<usize> = node
            .children()
            .filter(Node::is_element)
            .map(|child| {
                let child = child.tag_name().name();
                order
                    .iter()
                    .position(|known| *known == child)
                    .unwrap_or_else(|| panic!("{name} holds {child}"))
            })
            .collect();
        assert!(places.is_sorted(), "{name} holds {places:?}");
        for attribute in *required {
            assert!(node.attribute(*attribute).is_some(), "{name} has no {attribute}");
        }
        for attribute in node.attributes() {
            let known = required.contains(&attribute.name()) || others.contains(&attribute.name());
            assert!(known, "{name} has {}", attribute.name());
            let is_guid =
                matches!(attribute.name(), "guid" | "targetGUID" | "creatingUser" | "creatingUserGUID");
            assert!(!is_guid || guid.is_match(attribute.value()), "{}", attribute.value());
        }
        if let Some(guid) = node.attribute("guid") {
            assert!(guids.insert(guid.to_owned()), "{guid} stands twice");
        }
    }
    for node in tree.descendants() {
        for attribute in ["targetGUID", "creatingUser", "creatingUserGUID"] {
            let to = node.attribute(attribute);
            assert!(to.is_none_or(|to| guids.contains(to)), "{attribute} leads to nothing: {to:?}");
        }
    }
    let codes: BTreeMap<&str, &str> = inside(tree.root(), "Code")
        .filter_map(|code| Some((code.attribute("name")?, code.attribute("isCodable")?)))
        .collect();
    assert_eq!(codes["Getting there"], "false");
    assert_eq!(codes["Buses"], "true");
}

#[test]
fn positions_count_code_points_of_the_masked_texts() {
    let run = consultation().run_with(&["--format", "qdpx"]).ends_with(0);
    let (bytes, xml) = project(&run);
    let tree = Document::parse(&xml).expect("sound XML");
    let codes: BTreeMap<&str, &str> = inside(tree.root(), "Code")
        .filter_map(|code| Some((code.attribute("guid")?, code.attribute("name")?)))
        .collect();
    let mut found = Vec::new();
    for source in inside(tree.root(), "TextSource") {
        let path = source
            .attribute("plainTextPath")
            .expect("a path")
            .strip_prefix("internal://")
            .expect("a path inside");
        let text = part(&bytes, &format!("Sources/{path}"));
        assert!(!text.contains("Whitcombe") && !text.contains("900 123"), "{text}");
        let points: Vec<char> = text.chars().collect();
        for selection in inside(source, "PlainTextSelection") {
            let at = |name: &str| {
                selection.attribute(name).and_then(|at| at.parse::<usize>().ok()).expect("a place")
            };
            let words: String = points[at("startPosition")..at("endPosition")].iter().collect();
            assert_eq!(Some(words.as_str()), selection.attribute("name"));
            let code = inside(selection, "CodeRef")
                .next()
                .and_then(|code| code.attribute("targetGUID"))
                .expect("a code");
            found.push((codes[code].to_owned(), words));
        }
    }
    let expected = [
        ("Buses", "bus"),
        ("Beds", "bed"),
        ("Parking", "parking"),
        ("Beds", "ward"),
        ("Buses", "bus"),
        ("Buses", "bus"),
    ];
    let mut expected: Vec<(String, String)> =
        expected.map(|(code, words)| (code.to_owned(), words.to_owned())).into();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    let texts = parts(&bytes).iter().filter(|name| name.starts_with("Sources/")).count();
    assert_eq!(texts, 4, "all but the blank one");
}

#[test]
fn records_say_what_the_tables_say() {
    let run = consultation().run_with(&["--format", "jsonl", "--format", "qdpx"]).ends_with(0);
    let records: Vec<Value> = run
        .text("internal/jsonl/responses.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record"))
        .collect();
    let table = run.table("internal/responses.csv");
    let mentions = run.table("internal/mentions.csv");
    assert_eq!(records.len(), table.rows().count());
    for (record, row) in records.iter().zip(table.rows()) {
        for column in ["response_id", "submission_id", "respondent_id", "source", "question", "state", "text"]
        {
            assert_eq!(record[column].as_str().unwrap_or(""), row.get(column), "{column}");
        }
        for column in ["themes", "priorities"] {
            let listed: Vec<&str> =
                record[column].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
            assert_eq!(listed.join(";"), row.get(column));
        }
        let text = record["text"].as_str().expect("a text");
        let of_it: Vec<&str> = mentions
            .rows()
            .filter(|mention| mention.get("response_id") == row.get("response_id"))
            .map(|mention| mention.get("matched"))
            .collect();
        let told: Vec<&str> = record["mentions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|mention| {
                let at = |name: &str| mention[name].as_u64().expect("a place") as usize;
                &text[at("start")..at("end")]
            })
            .collect();
        assert_eq!(told, of_it);
    }
    let items = run.text("internal/jsonl/other-items.jsonl").lines().count();
    let ledger = run.table("internal/ledger.csv");
    assert_eq!(items, ledger.rows().filter(|row| row.get("response_id").is_empty()).count());
}
