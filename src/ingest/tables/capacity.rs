//! Who a respondent speaks for, from the answer to "in what capacity are you responding?".

/// Who a respondent speaks for (K8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capacity {
    /// Themselves, in private or by profession.
    Themselves,
    /// Another person: a patient, a child, somebody they care for.
    SomeoneElse,
    /// An organisation or group.
    Organisation,
}

/// Reads a capacity; nothing where the answer says none, as `Resident` does.
pub(super) fn capacity_of(answer: &str) -> Option<Capacity> {
    let plain = answer.to_lowercase().replace('\u{2019}', "'");
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    let start = plain.trim_start_matches(|c: char| !c.is_alphabetic());
    let start = ["i am responding ", "i'm responding ", "responding ", "i am ", "i'm ", "as "]
        .iter()
        .fold(start, |start, words| start.strip_prefix(words).unwrap_or(start));
    let is_individual = ["an individual", "individual", "a member of the public", "member of the public"]
        .iter()
        .any(|words| start.starts_with(words));
    let is_for_kin = plain.split_once("behalf of my ").is_some_and(|(_, who)| {
        KIN.iter().any(|kin| who.split_whitespace().take(2).any(|word| word.starts_with(kin)))
    });
    if has(&SOMEONE_ELSE) || is_for_kin {
        Some(Capacity::SomeoneElse)
    } else if is_individual {
        Some(Capacity::Themselves)
    } else if has(&ORGANISATION) && !has(&["councillor"]) {
        Some(Capacity::Organisation)
    } else if has(&["personal views", "professional views", "on my own behalf", "for myself", "as myself"]) {
        Some(Capacity::Themselves)
    } else {
        None
    }
}

const SOMEONE_ELSE: [&str; 16] = [
    "behalf of someone",
    "behalf of somebody",
    "behalf of another person",
    "behalf of another individual",
    "behalf of an individual",
    "behalf of a patient",
    "behalf of a friend",
    "behalf of a relative",
    "behalf of a family member",
    "behalf of a child",
    "behalf of the person",
    "behalf of a person",
    "for someone else",
    "for somebody else",
    "for another person",
    "someone i care for",
];

/// Of whom one may say "on behalf of my …" and mean a person.
const KIN: [&str; 18] = [
    "mother",
    "mum",
    "father",
    "dad",
    "parent",
    "child",
    "son",
    "daughter",
    "husband",
    "wife",
    "partner",
    "brother",
    "sister",
    "grand",
    "friend",
    "neighbour",
    "relative",
    "family",
];

const ORGANISATION: [&str; 8] =
    ["organisation", "organization", "charity", "group", "council", "business", "company", "trust"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacities_are_told_apart() {
        use Capacity::{Organisation, SomeoneElse, Themselves};
        for (answer, capacity) in [
            ("An individual sharing my personal views and experiences", Some(Themselves)),
            ("An individual sharing my professional views", Some(Themselves)),
            ("As an individual, not on behalf of an organisation", Some(Themselves)),
            ("I am responding as an individual", Some(Themselves)),
            ("On behalf of someone else", Some(SomeoneElse)),
            ("I am answering on behalf of my mother", Some(SomeoneElse)),
            ("On behalf of my organisation", Some(Organisation)),
            ("On behalf of an organisation", Some(Organisation)),
            ("Patient group", Some(Organisation)),
            ("Parish councillor", None),
            ("Resident", None),
        ] {
            assert_eq!(capacity_of(answer), capacity, "{answer}");
        }
    }
}
