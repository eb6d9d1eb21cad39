//! What the columns of a table are for, recognised from their headers and contents.

use super::column::role;
use super::contents::{Contents, is_number};
use super::header_words::names_subject;
use super::headings::{is_other, plain};
use super::role::{ATTRIBUTES, Role};
use super::staff::{are_of_staff, are_perhaps_of_staff, is_logged};
use crate::delimited::Row;
use crate::ingest::platforms::{Column, Missing};
use crate::submission::attribute;

/// So many columns called like services, with so many words a cell, hold what people said of each.
const FEWEST_SIBLINGS: usize = 3;
const FEWEST_WORDS_OF_SIBLINGS: f64 = 3.0;

/// Looks at the rows of a table to say what its columns are for, and which are kept out as staff's own words. `told` has the roles that a profile gives,
/// by column; they have the last word, and the platform's the one before.
pub(super) fn roles(
    columns: &[Column],
    rows: &[Row],
    missing: &[Missing],
    told: &[Option<Role>],
) -> (Vec<Role>, Vec<usize>) {
    let mut contents = vec![Contents::default(); columns.len()];
    for row in rows {
        for (at, content) in contents.iter_mut().enumerate() {
            let option = columns[at].of.as_ref().map(|_| columns[at].header.as_str());
            let cell = row.cell(at).trim();
            if !missing.iter().any(|missing| missing.word.eq_ignore_ascii_case(cell)) {
                content.see(cell, option);
            }
        }
    }
    let of_column = |(column, content): (&Column, &Contents)| match column.of {
        Some(_) => part_role(&column.header, content, rows.len()),
        None => role(&column.header, content, rows.len()),
    };
    let mut roles: Vec<Role> = columns.iter().zip(&contents).map(of_column).collect();
    // The platform knows its own columns: what it calls the identifier is the only one.
    for (at, column) in columns.iter().enumerate() {
        if let Some(role) = &column.role {
            for other in roles.iter_mut().filter(|other| *other == role && is_single(role)) {
                *other = if *role == Role::Identifier { Role::Private } else { Role::Closed };
            }
            roles[at] = role.clone();
        }
    }
    only_one(&mut roles, &Role::Identifier, &Role::Private, |at| {
        let own = usize::from(columns[at].role.is_some());
        own * 10_000_000 + (contents[at].variety() * 1000.0) as usize * 1000 + 999 - at.min(999)
    });
    only_one(&mut roles, &Role::Question, &Role::Closed, |at| 999 - at.min(999));
    for name in ATTRIBUTES {
        // A second date is technical: when somebody began.
        let otherwise = if name == attribute::DATE { Role::Private } else { Role::Closed };
        only_one(&mut roles, &Role::Attribute(name.to_owned()), &otherwise, |at| {
            let own = usize::from(columns[at].role.is_some());
            own * 1_000_000_000 + contents[at].filled * 1000 + 999 - at.min(999)
        });
    }
    for at in 1..columns.len() {
        if roles[at] == Role::Open
            && columns[at].role.is_none()
            && tells_who_else(at, columns, &roles, &contents)
        {
            roles[at] = Role::Closed;
        }
    }
    // Several services side by side, each with what people said of it, are questions.
    let is_answered = |at: &usize| {
        columns[*at].role.is_none()
            && roles[*at] == Role::Closed
            && names_subject(&plain(&columns[*at].header))
            && contents[*at].mean_words() >= FEWEST_WORDS_OF_SIBLINGS
            && contents[*at].variety() > 0.5
    };
    let siblings: Vec<usize> = (0..columns.len()).filter(is_answered).collect();
    if siblings.len() >= FEWEST_SIBLINGS {
        siblings.into_iter().for_each(|at| roles[at] = Role::Open);
    }
    // What staff wrote beside what people said is not theirs; where nobody else wrote, it may be.
    let mut of_staff = are_of_staff(columns);
    let headers: Vec<String> = columns.iter().map(|column| plain(&column.header)).collect();
    if headers.iter().any(|header| header == ANSWERS_OF_A_PANEL) {
        // Then what people asked is what they said.
        (0..headers.len()).filter(|at| headers[*at] == "question").for_each(|at| roles[at] = Role::Open);
    }
    if let Some(said) = is_logged(&headers) {
        // What answers a comment is in no more rows than comments are, and speaks of nobody as "I".
        for (at, perhaps) in are_perhaps_of_staff(columns).into_iter().enumerate() {
            let answers = contents[at].filled <= contents[said].filled && !contents[at].speaks_for_itself();
            of_staff[at] |= perhaps && answers;
        }
    }
    let opens = (0..columns.len()).filter(|at| roles[*at] == Role::Open);
    let (mut staffs, others): (Vec<usize>, Vec<usize>) = opens.partition(|at| of_staff[*at]);
    staffs.retain(|at| !others.is_empty() && told.get(*at).is_none_or(Option::is_none));
    staffs.iter().for_each(|at| roles[*at] = Role::Private);
    for (role, told) in roles.iter_mut().zip(told) {
        if let Some(told) = told {
            *role = told.clone();
        }
    }
    if !roles.contains(&Role::Open) && told.iter().all(Option::is_none) && !are_figures(columns, &contents) {
        let guesses: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].role.is_none()).collect();
        take_best_open(&guesses, &contents, &mut roles);
    }
    (roles, staffs)
}

/// The header under which an online meeting keeps what its panel answered.
const ANSWERS_OF_A_PANEL: &str = "answer(s)";

/// Whether most columns are figures under a number, such as a year: then the texts beside them name what was counted.
fn are_figures(columns: &[Column], contents: &[Contents]) -> bool {
    let is_figure = |(column, content): &(&Column, &Contents)| {
        is_number(column.header.trim()) && content.most(content.numbers)
    };
    let figures = columns.iter().zip(contents).filter(is_figure).count();
    figures >= 2 && figures * 2 > columns.len()
}

/// Whether a table has one column of this role at most.
fn is_single(role: &Role) -> bool {
    matches!(role, Role::Identifier | Role::Attribute(_))
}

/// What a column is for that is one part of a question: an option, a row of a matrix, a box for other words.
fn part_role(header: &str, contents: &Contents, rows: usize) -> Role {
    let is_tick =
        contents.most(contents.same) || contents.most(contents.ticks) && contents.distinct.len() <= 2;
    if contents.filled > 0 && is_tick {
        return Role::Tick;
    }
    if is_other(header) {
        return Role::Open;
    }
    if contents.filled == 0 {
        return Role::Tick;
    }
    match role(header, contents, rows) {
        kept @ (Role::Private | Role::Person | Role::Open | Role::Consent) => kept,
        _ => Role::Closed,
    }
}

/// Other words for who somebody is have at most so many.
const MOST_WORDS_OF_WHO: f64 = 8.0;

/// Whether a column is the box for other words of a question about who somebody is: "Are you responding as – Other (please specify)". Its words are a
/// kind of respondent, not an answer about services.
fn tells_who_else(at: usize, columns: &[Column], roles: &[Role], contents: &[Contents]) -> bool {
    let is_about_people = |role: &Role| matches!(role, Role::Attribute(_));
    let Column { header, of, .. } = &columns[at];
    is_other(header)
        && contents[at].mean_words() <= MOST_WORDS_OF_WHO
        && match of {
            Some(of) => {
                let is_asked = |other: &usize| columns[*other].of.is_none() && columns[*other].header == *of;
                (0..at).rfind(is_asked).is_some_and(|asked| is_about_people(&roles[asked]))
                    || is_about_people(&role(of, &Contents::default(), 0))
            }
            None => is_about_people(&roles[at - 1]),
        }
}

/// Whether a profile means this header: the same words, whatever the case and white space.
pub(super) fn is_same_header(told: &str, header: &str) -> bool {
    plain(told) == plain(header)
}

/// Of several columns with one role the best keeps it.
fn only_one(roles: &mut [Role], role: &Role, otherwise: &Role, score: impl Fn(usize) -> usize) {
    let best = (0..roles.len()).filter(|at| roles[*at] == *role).max_by_key(|at| score(*at));
    for (at, other) in roles.iter_mut().enumerate() {
        if *other == *role && Some(at) != best {
            *other = otherwise.clone();
        }
    }
}

/// Where no column is plainly an open answer, the wordiest one is, if it holds words at all.
fn take_best_open(among: &[usize], contents: &[Contents], roles: &mut [Role]) {
    let best = among
        .iter()
        .copied()
        .filter(|at| roles[*at] == Role::Closed && contents[*at].mean_words() >= 2.5)
        .filter(|at| !contents[*at].most(contents[*at].numbers))
        .max_by(|a, b| contents[*a].mean_words().total_cmp(&contents[*b].mean_words()).then(b.cmp(a)));
    if let Some(at) = best {
        roles[at] = Role::Open;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles_of(headers: &[&str], rows: &[&[&str]]) -> Vec<String> {
        let rows: Vec<Row> = rows
            .iter()
            .enumerate()
            .map(|(at, cells)| {
                Row::new(at as u32 + 2, &cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>())
            })
            .collect();
        let column = |header: &&str| Column { header: (*header).to_owned(), ..Column::default() };
        let columns: Vec<Column> = headers.iter().map(column).collect();
        roles(&columns, &rows, &[], &[]).0.iter().map(Role::word).collect()
    }

    #[test]
    fn a_survey_is_understood() {
        let found = roles_of(
            &[
                "Response ID",
                "Email",
                "Where do you live?",
                "Used: GP",
                "Satisfaction (1-5)",
                "What should we do better?",
                "May we quote you?",
            ],
            &[
                &["1", "a@example.org", "Leek", "1", "4", "See people faster, it took weeks", "Yes"],
                &["2", "", "Stone", "0", "2", "More buses to the hospital please", "No"],
                &["3", "b@example.org", "Leek", "1", "5", "Nothing", "Yes"],
            ],
        );
        assert_eq!(found, ["identifier", "person", "locality", "tick", "closed", "open", "consent"]);
    }

    #[test]
    fn scales_are_closed_and_a_comment_among_many_noes_is_open() {
        let scale = [
            "Agree",
            "Neither agree nor disagree",
            "Strongly disagree",
            "Don\u{2019}t know",
            "Tend to agree",
            "Agree",
        ];
        let mut comments = ["No"; 12];
        comments[3] = "The bus that takes us to the surgery has not come on time since May";
        let rows: Vec<[&str; 2]> =
            comments.iter().enumerate().map(|(at, comment)| [scale[at % 6], *comment]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
        assert_eq!(roles_of(&["Should the clinic move?", "Any other comments?"], &rows), ["closed", "open"]);
    }

    #[test]
    fn what_names_the_rows_of_a_table_of_figures_is_no_answer() {
        let rows: [&[&str]; 2] = [&["Iron and steel", "853", "1,240"], &["Food and drink", "3,108", "2,954"]];
        assert_eq!(roles_of(&["Year", "2000", "2001"], &rows), ["closed", "closed", "closed"]);
    }

    #[test]
    fn a_closed_answer_with_many_words_is_not_open() {
        let option = "I am strongly in favour of the proposal to move";
        let answers: Vec<String> =
            (0..20).map(|n| format!("The bus number {n} never comes on time")).collect();
        let rows: Vec<[&str; 2]> = answers.iter().map(|answer| [option, answer.as_str()]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
        assert_eq!(roles_of(&["Do you agree?", "Why?"], &rows), ["closed", "open"]);
    }
}
