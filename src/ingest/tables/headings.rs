//! Header cells as people read them.

/// A header as it is shown: line breaks, no-break spaces and runs of white space are one space.
pub(in crate::ingest) fn tidy(header: &str) -> String {
    let header = header.trim_start_matches('\u{feff}');
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{a0}' | '\u{200b}' | '\u{feff}');
    header.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A header as it is compared: tidy, lower case, straight quotation marks and dashes, `_` as a space.
pub(in crate::ingest) fn plain(header: &str) -> String {
    let written: String = header
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{92}' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{93}' | '\u{94}' => '"',
            '\u{2013}' | '\u{2014}' | '\u{96}' => '-',
            '_' => ' ',
            other => other,
        })
        .collect();
    tidy(&written).to_lowercase()
}

/// Whether a column or option asks people to write what the list does not have: "Other (please specify)".
pub(in crate::ingest) fn is_other(header: &str) -> bool {
    let plain = plain(header);
    let rest = plain.strip_prefix("other").unwrap_or("no");
    plain == "other"
        || plain.contains("(please specify)")
        || [
            "please specify",
            "please state",
            "please say",
            "please give details",
            "please tell us",
            "please describe",
        ]
        .iter()
        .any(|ask| plain.contains(ask))
            && (plain.contains("other") || plain.starts_with("please"))
        || rest.starts_with([',', ':', ' ', '(', '-', '.', ';']) && rest.contains("specify")
}

/// The question that a column answers, given the question it is a part of.
pub(super) fn whole_question(of: Option<&str>, header: &str) -> String {
    match of {
        Some(of) if !of.is_empty() => format!("{of} \u{2013} {header}"),
        _ => header.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_without_their_typography() {
        assert_eq!(plain("What\u{a0}\r\nwould \u{2018}help\u{2019}? "), "what would 'help'?");
        assert_eq!(tidy("\u{feff}What\u{a0}\nnow? "), "What now?");
    }

    #[test]
    fn other_is_known() {
        for yes in [
            "Other (please specify)",
            "Other",
            "Other, please state:",
            "If other, please specify",
            "Please specify",
        ] {
            assert!(is_other(yes), "{yes}");
        }
        for no in ["Another hospital", "Any other comments?", "Other hospitals", "Mother and baby unit"] {
            assert!(!is_other(no), "{no}");
        }
    }
}
