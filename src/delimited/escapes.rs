//! Quotation marks in cells that are written `\"`, as some programs do, instead of `""`.

/// The text with `""` for each `\"` that is a quotation mark inside a quoted cell; nothing where the file does not write them in that way.
/// It does where fewer of its quoted cells end in the middle when it is read so: in a table that is sound as it stands, a backslash is a
/// backslash.
pub fn with_doubled_quotes(text: &str, delimiter: u8) -> Option<String> {
    if !text.contains("\\\"") {
        return None;
    }
    let escaped = Quoting::of(text.as_bytes(), delimiter, true);
    if escaped.places.is_empty() || escaped.faults >= Quoting::of(text.as_bytes(), delimiter, false).faults {
        return None;
    }
    let mut doubled = String::with_capacity(text.len());
    let mut from = 0;
    for at in escaped.places {
        doubled.push_str(&text[from..at]);
        doubled.push_str("\"\"");
        from = at + 2;
    }
    doubled.push_str(&text[from..]);
    Some(doubled)
}

/// What is found in the quoted cells of a text.
#[derive(Default)]
struct Quoting {
    /// Cells that go on behind the quotation mark that closes them, or are never closed.
    faults: usize,
    /// Where each `\"` stands that is read as a quotation mark inside a cell.
    places: Vec<usize>,
}

impl Quoting {
    fn of(bytes: &[u8], delimiter: u8, is_escaped: bool) -> Quoting {
        let is_edge = |at: usize| bytes.get(at).is_none_or(|byte| [delimiter, b'\n', b'\r'].contains(byte));
        let mut found = Quoting::default();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b'"' {
                at += 1;
                // A backslash may end a cell; what somebody quotes in one, once begun, ends before it.
                let mut is_quoting = false;
                loop {
                    match (bytes.get(at), bytes.get(at + 1)) {
                        (None, _) => {
                            found.faults += 1;
                            break;
                        }
                        (Some(b'\\'), Some(b'"')) if is_escaped && (is_quoting || !is_edge(at + 2)) => {
                            found.places.push(at);
                            is_quoting = !is_quoting;
                            at += 2;
                        }
                        (Some(b'"'), Some(b'"')) => at += 2,
                        (Some(b'"'), _) => {
                            at += 1;
                            found.faults += usize::from(!is_edge(at));
                            break;
                        }
                        _ => at += 1,
                    }
                }
            }
            while !is_edge(at) {
                at += 1;
            }
            at += 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_quotation_marks_are_doubled() {
        for (escaped, doubled) in [
            (r#"1,"say \"no\" now""#, r#"1,"say ""no"" now""#),
            (r#"1,"he said \"no\", then left""#, r#"1,"he said ""no"", then left""#),
            (r#"1,"\"no\"","x\"""#, r#"1,"""no""","x""""#),
            (r#""a 5\" pipe","C:\",2"#, r#""a 5"" pipe","C:\",2"#),
            ("1,\"\\\"\"\n2,b\n", "1,\"\"\"\"\n2,b\n"),
        ] {
            assert_eq!(with_doubled_quotes(escaped, b',').as_deref(), Some(doubled), "{escaped}");
        }
    }

    #[test]
    fn a_backslash_in_a_sound_table_is_a_backslash() {
        for sound in [
            r#"1,"\""""#,
            r#"1,"C:\","x""#,
            r#"1,"""\""","say ""no""\""""#,
            r#"1,5\" pipe"#,
            r#"1,no backslash"#,
        ] {
            assert_eq!(with_doubled_quotes(sound, b','), None, "{sound}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_table_with_doubled_quotes_stays_as_it_is(cells in proptest::collection::vec("[a\\\\\" ,\n]{0,8}", 1..12)) {
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let text: String = quoted.chunks(2).map(|row| row.join(",") + "\r\n").collect();
            proptest::prop_assert_eq!(with_doubled_quotes(&text, b','), None);
        }
    }
}
