//! What a letter or e-mail says of its sender that the profile may want to say too.

use crate::ingest::formats::Block;
use crate::ingest::numbers::leading;
use crate::ingest::settings::FileSettings;
use crate::text::{opens_formally, with_commas};

/// People for whom a letter can speak.
const PEOPLE: &[&str] = &[
    "members",
    "people",
    "residents",
    "patients",
    "households",
    "carers",
    "families",
    "supporters",
    "staff",
    "signatories",
    "tenants",
    "pupils",
    "students",
    "employees",
    "citizens",
    "constituents",
    "parishioners",
    "volunteers",
    "subscribers",
    "businesses",
    "parents",
    "clients",
    "users",
    "service users",
    "clinicians",
    "nurses",
    "doctors",
    "gps",
    "homes",
];

/// Words that say that what follows is who is spoken for.
const SPEAKS: &[&str] = &[
    "on behalf of",
    "speak for",
    "speaks for",
    "speaking for",
    "represent",
    "represents",
    "representing",
    "our membership of",
    "a membership of",
    "with a membership of",
    "we have",
    "our",
    "with over",
    "with more than",
    "with some",
    "the views of",
];

/// What organisations call themselves.
const ORGANISATIONS: &[&str] = &[
    "association",
    "society",
    "trust",
    "council",
    "group",
    "forum",
    "network",
    "federation",
    "union",
    "charity",
    "committee",
    "partnership",
    "cic",
    "ltd",
    "limited",
    "healthwatch",
    "league of friends",
    "college",
    "practice",
    "hospice",
    "foundation",
    "alliance",
    "board",
    "club",
    "church",
    "school",
    "university",
    "company",
    "institute",
    "service",
    "organisation",
    "campaign",
];

/// What is proposed from a letter's words, a line each; never its words.
pub(in crate::ingest) fn of_letter(blocks: &[Block], told: &FileSettings) -> Vec<String> {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Heading(words) | Block::Paragraph(words) | Block::Bullet(words) => {
                text.push_str(words);
                text.push('\n');
            }
            Block::Table(_) => {}
        }
    }
    of_text(&text, told)
}

/// The same of running text.
pub(in crate::ingest) fn of_text(text: &str, told: &FileSettings) -> Vec<String> {
    let mut proposed = Vec::new();
    let plain = text.to_lowercase().replace('\n', " ");
    if told.represents.is_none()
        && let Some(number) = spoken_for(&plain)
    {
        let shown = with_commas(number.into());
        proposed.push(format!(
            "proposed: speaks for {shown} (say `represents = {number}` in the profile to use it)"
        ));
    }
    if told.organisation.is_none() && told.represents.is_none() && names_organisation(text, &plain) {
        proposed.push(
            "proposed: written for an organisation (say `organisation = true` in the profile to use it)"
                .to_owned(),
        );
    }
    proposed
}

/// How many people the text says it speaks for: a number before the people, and words before it that say so.
fn spoken_for(plain: &str) -> Option<u32> {
    for mark in SPEAKS {
        for (at, _) in plain.match_indices(mark) {
            let is_word = plain[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
            let rest = &plain[at + mark.len()..];
            if !is_word || rest.starts_with(char::is_alphanumeric) {
                continue;
            }
            // A wide claim needs the number at once; a plain one may say first whose people they are.
            let reach = if matches!(*mark, "our" | "we have" | "with some") { 4 } else { 12 };
            let end = rest.find(['.', ';', '?', '!']).unwrap_or(rest.len());
            let words: Vec<&str> = rest[..end].split_whitespace().take(reach + 4).collect();
            for (at, word) in words.iter().enumerate().take(reach) {
                let Some((number, left)) = leading(word) else { continue };
                let is_digits = word.starts_with(|c: char| c.is_ascii_digit());
                let is_of_people = words[at + 1..]
                    .iter()
                    .take(4)
                    .any(|word| PEOPLE.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
                    || mark.ends_with("membership of");
                if is_digits && number > 1 && left.trim_matches([',', ')', '(']).is_empty() && is_of_people {
                    return Some(number);
                }
            }
        }
    }
    None
}

/// Whether the text says that it comes from an organisation: on behalf of one, on its headed paper, or with its charity number.
fn names_organisation(text: &str, plain: &str) -> bool {
    let names = |words: &str| {
        words.split(|c: char| !c.is_alphanumeric()).any(|word| ORGANISATIONS.contains(&word))
            || words.contains("league of friends")
    };
    let is_on_behalf = plain.match_indices("on behalf of").any(|(at, mark)| {
        let rest = &plain[at + mark.len()..];
        let words: Vec<&str> = rest.split_whitespace().take(10).collect();
        let end =
            words.iter().position(|word| word.ends_with(['.', ',', ';'])).map_or(words.len(), |at| at + 1);
        names(&words[..end].join(" "))
    });
    let is_charity = plain.contains("registered charity")
        || plain.contains("charity number")
        || plain.contains("charity no");
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let is_headed = first.len() <= 80
        && names(&first.to_lowercase())
        && first
            .split_whitespace()
            .filter(|word| word.len() > 3)
            .all(|word| word.starts_with(char::is_uppercase))
        && !opens_formally(first)
        && !first.ends_with(['.', ',', '?']);
    is_on_behalf || is_charity || is_headed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_people_a_letter_speaks_for_are_proposed() {
        for (text, number) in [
            ("I write on behalf of our 1,200 members.", Some(1200)),
            ("on behalf of the Example Association and its 1200 members", Some(1200)),
            ("We represent over 300 local carers", Some(300)),
            ("a charity with a membership of 450", Some(450)),
            ("Our 25 volunteers think so", Some(25)),
            ("On behalf of my mother. We waited with 40 people.", None),
            ("I am one of 2,000 patients", None),
            ("our 3 children", None),
        ] {
            assert_eq!(spoken_for(&text.to_lowercase()), number, "{text}");
        }
    }

    #[test]
    fn an_organisation_is_proposed_where_the_letter_names_one() {
        let told = FileSettings::default();
        for (text, is_one) in [
            ("I write on behalf of the Example Residents' Association about buses.", true),
            ("Example Parish Council\nDear Sir", true),
            ("Dear Sir\nKeep it.\nRegistered charity 000000", true),
            ("On behalf of my mother, who is ill.", false),
            ("Dear Trust\nThe council is slow.", false),
            ("The group was good.", false),
        ] {
            assert_eq!(of_text(text, &told).len(), usize::from(is_one), "{text}");
        }
        let told = FileSettings { organisation: Some(false), ..FileSettings::default() };
        assert!(of_text("on behalf of the Example Association", &told).is_empty());
    }
}
