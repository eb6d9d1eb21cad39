//! Which names in one text are the same person's.

use super::Detail;
use crate::text::normal_form;

/// More people than these share the last number.
const MOST_PEOPLE: u8 = u8::MAX;
/// With more names in a text, only equal ones are one person's: comparing each with each would take too long.
const MOST_COMPARED: usize = 200;

/// Numbers the people whom a text names, where there are several. A name whose parts all stand in another one is the same person's:
/// "Janet", "Mrs Holt" and "Janet Holt" are one.
pub(super) fn tell_people_apart(text: &str, details: &mut [Detail]) {
    let is_name = |detail: &Detail| detail.names_people();
    if details.iter().filter(|detail| is_name(detail)).count() < 2 {
        return;
    }
    let mut people: Vec<Vec<String>> = Vec::new();
    for detail in details.iter_mut().filter(|detail| is_name(detail)) {
        let parts = parts(detail.span.slice(text));
        let compared = people.len().min(MOST_COMPARED);
        let known = people[..compared].iter().position(|person| is_same(person, &parts));
        let at = known.unwrap_or_else(|| {
            people.push(Vec::new());
            people.len() - 1
        });
        if parts.len() > people[at].len() {
            people[at] = parts;
        }
        detail.person = u8::try_from(at + 1).unwrap_or(MOST_PEOPLE);
    }
    if people.len() == 1 {
        details.iter_mut().for_each(|detail| detail.person = 0);
    }
}

/// The words of a name in normal form; initials are none, unless there is nothing else.
fn parts(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(normal_form).collect();
    if words.iter().all(|word| word.chars().count() == 1) {
        return words;
    }
    words.into_iter().filter(|word| word.chars().count() > 1).collect()
}

fn is_same(one: &[String], other: &[String]) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !few.is_empty() && few.iter().all(|part| many.contains(part))
}
