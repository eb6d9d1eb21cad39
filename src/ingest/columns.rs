//! What the columns of a table are for, recognised from their headers and contents.

use std::collections::BTreeSet;

use super::headings::{is_other, plain};
use super::platforms::{Column, Missing};
use crate::delimited::Row;
use crate::submission::attribute;
use crate::text::hash_of;

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The submission's identifier.
    Identifier,
    /// Who the person is, so that two submissions of theirs are known as such: an e-mail address or user number. Never shown.
    Person,
    /// An open answer; the header is the question.
    Open,
    /// Which question the row answers, where each row is one answer.
    Question,
    /// Something known about the respondent, under this name.
    Attribute(String),
    /// Whether the words may be quoted.
    Consent,
    /// How many people the respondent speaks for.
    Represents,
    /// The name of the organisation.
    Organisation,
    /// Whether the respondent is an organisation: yes or no.
    IsOrganisation,
    /// A closed answer: kept apart from the open text.
    Closed,
    /// One option of a question: ticked or not.
    Tick,
    /// Personal or technical, kept out of everything: names, IP addresses.
    Private,
    /// Nothing in it.
    Empty,
}

impl Role {
    /// Its word in a profile and in `inspect`.
    pub fn word(&self) -> String {
        match self {
            Role::Identifier => "identifier".to_owned(),
            Role::Person => "person".to_owned(),
            Role::Open => "open".to_owned(),
            Role::Question => "question".to_owned(),
            Role::Attribute(name) if ATTRIBUTES.contains(&name.as_str()) => name.to_lowercase(),
            Role::Attribute(name) => format!("segment: {name}"),
            Role::Consent => "consent".to_owned(),
            Role::Represents => "represents".to_owned(),
            Role::Organisation => "organisation".to_owned(),
            Role::IsOrganisation => "is organisation".to_owned(),
            Role::Closed => "closed".to_owned(),
            Role::Tick => "tick".to_owned(),
            Role::Private => "private".to_owned(),
            Role::Empty => "empty".to_owned(),
        }
    }

    /// The role with this word in a profile, for the column with this header. `segment` divides figures by the column under its
    /// header, `segment: Age band` under that name.
    pub fn told(word: &str, header: &str) -> Option<Role> {
        let word = word.trim();
        let (kind, name) = word.split_once(':').unwrap_or((word, header));
        if kind.trim().eq_ignore_ascii_case("segment") {
            let name = super::headings::tidy(name);
            return (!name.is_empty()).then_some(Role::Attribute(name));
        }
        let word = word.to_lowercase();
        let known = [
            Role::Identifier,
            Role::Person,
            Role::Open,
            Role::Question,
            Role::Consent,
            Role::Represents,
            Role::Organisation,
            Role::IsOrganisation,
            Role::Closed,
            Role::Private,
        ];
        known.into_iter().find(|role| role.word() == word).or_else(|| {
            ATTRIBUTES
                .iter()
                .find(|name| name.to_lowercase() == word)
                .map(|name| Role::Attribute((*name).to_owned()))
        })
    }
}

/// The attributes a column can hold.
pub(super) const ATTRIBUTES: [&str; 7] = [
    attribute::CHANNEL,
    attribute::LOCALITY,
    attribute::RESPONDENT_TYPE,
    attribute::AGE,
    attribute::EVENT,
    attribute::GROUP,
    attribute::DATE,
];

/// What the cells of one column are like.
#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    filled: usize,
    words: usize,
    longest: usize,
    numbers: usize,
    ticks: usize,
    addresses: usize,
    listed: usize,
    dates: usize,
    same: usize,
    scale: usize,
    distinct: BTreeSet<u64>,
}

/// Distinct values are counted up to here.
const MOST_DISTINCT: usize = 4096;

impl Contents {
    fn see(&mut self, cell: &str, option: Option<&str>) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        let words = cell.split_whitespace().count();
        self.words += words;
        self.longest = self.longest.max(words);
        let is_number = cell.len() < 24 && cell.parse::<f64>().is_ok();
        let is_date = looks_like_date(cell);
        self.numbers += usize::from(is_number || is_date);
        self.dates += usize::from(is_date && !is_number);
        self.same += usize::from(option.is_some_and(|option| option == cell || plain(option) == plain(cell)));
        self.ticks += usize::from(is_tick(cell));
        self.addresses += usize::from(!cell.contains(' ') && cell.contains('@') && cell.contains('.'));
        self.listed += usize::from(cell.ends_with(';'));
        self.scale += usize::from(words <= 6 && is_of_scale(cell));
        if self.distinct.len() < MOST_DISTINCT {
            self.distinct.insert(hash_of(cell));
        }
    }

    fn mean_words(&self) -> f64 {
        self.words as f64 / self.filled.max(1) as f64
    }

    fn most(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }

    /// The share of values that differ from all others, as far as they were counted.
    fn variety(&self) -> f64 {
        self.distinct.len() as f64 / self.filled.clamp(1, MOST_DISTINCT) as f64
    }
}

fn is_tick(cell: &str) -> bool {
    ["0", "1", "y", "n", "yes", "no", "true", "false", "x", "✓", "checked", "unchecked", "selected"]
        .iter()
        .any(|tick| tick.eq_ignore_ascii_case(cell))
}

/// Whether a cell has no words but those of scales: "Neither agree nor disagree", "Very easy", "Don't know".
fn is_of_scale(cell: &str) -> bool {
    let is_scale = |word: &str| SCALE.contains(&word.to_lowercase().replace('\u{2019}', "'").as_str());
    cell.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '\u{2019}')
        .filter(|word| !word.is_empty())
        .all(is_scale)
}

const SCALE: [&str; 62] = [
    "yes",
    "no",
    "not",
    "sure",
    "unsure",
    "don't",
    "know",
    "dont",
    "neither",
    "nor",
    "or",
    "agree",
    "disagree",
    "strongly",
    "tend",
    "to",
    "somewhat",
    "slightly",
    "moderately",
    "partly",
    "partially",
    "mostly",
    "completely",
    "fully",
    "very",
    "quite",
    "fairly",
    "extremely",
    "at",
    "all",
    "satisfied",
    "dissatisfied",
    "likely",
    "unlikely",
    "important",
    "unimportant",
    "easy",
    "hard",
    "difficult",
    "good",
    "bad",
    "poor",
    "fair",
    "excellent",
    "ok",
    "average",
    "support",
    "oppose",
    "always",
    "often",
    "sometimes",
    "rarely",
    "never",
    "usually",
    "prefer",
    "say",
    "applicable",
    "undecided",
    "neutral",
    "maybe",
    "definitely",
    "probably",
];

/// Whether a cell is a date or a time, in any common way of writing it.
fn looks_like_date(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (6..=24).contains(&cell.len())
        && digits >= 4
        && cell.bytes().all(|b| b.is_ascii_digit() || b" /-:.,TZ+APMapm".contains(&b))
}

/// Looks at the rows of a table to say what its columns are for. `told` has the roles that a profile gives, by column; they have the
/// last word, and the platform's the one before.
pub(super) fn roles(
    columns: &[Column],
    rows: &[Row],
    missing: &[Missing],
    told: &[Option<Role>],
) -> Vec<Role> {
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
    for (role, told) in roles.iter_mut().zip(told) {
        if let Some(told) = told {
            *role = told.clone();
        }
    }
    if !roles.contains(&Role::Open) && told.iter().all(Option::is_none) {
        let guesses: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].role.is_none()).collect();
        take_best_open(&guesses, &contents, &mut roles);
    }
    roles
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
        kept @ (Role::Private | Role::Person | Role::Open) => kept,
        _ => Role::Closed,
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

fn role(header: &str, contents: &Contents, rows: usize) -> Role {
    let plain = plain(header);
    let plain = without_number(&plain);
    let is = |names: &[&str]| names.contains(&plain);
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    let words = plain.split(' ').count();

    if is(&[
        "name",
        "first name",
        "last name",
        "surname",
        "forename",
        "full name",
        "your name",
        "your full name",
        "contact name",
        "contact details",
        "username",
        "ip",
        "ip address",
        "ipaddress",
        "ipaddr",
        "ip-address",
        "respondent ip",
        "respondent ip address",
        "browser",
        "device",
        "referrer",
        "referrer url",
        "latitude",
        "longitude",
        "home address",
        "postal address",
        "mobile",
        "mobile number",
        "contact number",
        "telephone number",
        "nhs number",
        "date of birth",
        "telephone",
        "phone",
        "phone number",
        "postcode",
        "address",
        "tracking link",
        "custom data 1",
        "user agent",
        "collector id",
    ]) || has(&[
        "postcode",
        "post code",
        "what is your name",
        "your full name",
        "your telephone",
        "your phone",
    ]) && contents.mean_words() < 4.0
    {
        return Role::Private;
    }
    if contents.most(contents.addresses)
        || is(&["email", "e-mail", "email address", "e-mail address", "your email"])
    {
        return Role::Person;
    }
    if is(&[
        "id",
        "response id",
        "responseid",
        "respondent id",
        "respondentid",
        "userid",
        "user id",
        "unique id",
        "urn",
        "ref",
        "reference",
        "response ref",
        "comment id",
        "commentid",
        "submission id",
        "record id",
        "case id",
        "row id",
        "response number",
        "userno",
    ]) {
        return Role::Identifier;
    }
    if contents.filled > 0
        && contents.most(contents.ticks)
        && contents.distinct.len() <= 2
        && !has(&CONSENT)
        && !has(&SPEAKS_FOR)
    {
        return Role::Tick;
    }
    if has(&CONSENT) && contents.mean_words() < 6.0 {
        return Role::Consent;
    }
    if is(&["represents", "members", "members represented", "represented", "number of members"])
        || has(&[
            "how many members",
            "how many people do you represent",
            "how many people does your organisation",
        ])
    {
        return Role::Represents;
    }
    if has(&["name of organisation", "name of your organisation", "organisation name", "organization name"])
        || is(&["organisation", "organization"])
    {
        return Role::Organisation;
    }
    // "As an individual or on behalf of an organisation?" asks for the kind of respondent; "for an organisation?" for yes or no.
    let asks_for_capacity = has(&["individual or", "as an individual", "organisation or as", "yourself or"]);
    if has(&SPEAKS_FOR) && !asks_for_capacity && contents.mean_words() < 3.0 {
        return Role::IsOrganisation;
    }
    if is(&["question", "question text", "prompt", "question asked"]) {
        return Role::Question;
    }
    let named = |name: &str| Role::Attribute(name.to_owned());
    if contents.mean_words() < 7.0 && contents.longest < 25 {
        if is(&[
            "channel",
            "source",
            "response channel",
            "method",
            "how received",
            "received by",
            "collector",
        ]) {
            return named(attribute::CHANNEL);
        }
        if is(&["event", "event name", "session", "workshop"]) {
            return named(attribute::EVENT);
        }
        if is(&[
            "date",
            "timestamp",
            "submitted",
            "submitdate",
            "date submitted",
            "completed",
            "completion time",
            "ended",
            "end date",
            "enddate",
            "recordeddate",
            "started",
            "start time",
            "start date",
            "startdate",
            "created at",
            "received",
        ]) {
            return named(attribute::DATE);
        }
        if words <= 12
            && (is(&[
                "area",
                "town",
                "locality",
                "location",
                "district",
                "borough",
                "place",
                "council area",
                "region",
                "ward",
                "where",
            ]) || has(&[
                "where do you live",
                "which area",
                "which town",
                "area do you",
                "live in",
                "your area",
                "local authority",
                "home town",
            ]))
        {
            return named(attribute::LOCALITY);
        }
        if is(&["age", "age band", "age group", "age range", "your age"])
            || has(&["how old are you", "your age", "what age", "age group"])
        {
            return named(attribute::AGE);
        }
        if is(&[
            "respondent type",
            "type",
            "respondent",
            "capacity",
            "role",
            "type of respondent",
            "responding as",
        ]) || has(&[
            "in what capacity",
            "are you responding as",
            "are you responding on behalf",
            "who are you responding for",
            "are you answering as",
            "responding as",
            "on whose behalf",
            "i am a",
            "which best describes you",
        ]) {
            return named(attribute::RESPONDENT_TYPE);
        }
    }
    if contents.filled == 0 {
        let asks = header.contains('?') || has(&["comment", "please explain", "tell us", "please say"]);
        return if asks { Role::Open } else { Role::Empty };
    }
    if contents.most(contents.dates) && contents.distinct.len() > 1 && !header.contains('?') {
        // When somebody began, or was reminded.
        return Role::Private;
    }
    if contents.most(contents.numbers)
        || contents.most(contents.ticks)
        || contents.most(contents.listed)
        || contents.most(contents.scale)
    {
        return Role::Closed;
    }
    if is_other(header) && has(&["specify", "state"]) {
        return Role::Open;
    }
    let is_equality = has(&EQUALITY) || plain.split(|c: char| !c.is_alphabetic()).any(|word| word == "sex");
    if is_equality && contents.mean_words() < 6.0 && contents.longest < 20 && !is_other(header) {
        return Role::Closed;
    }
    let is_answer_header = is(&[
        "text",
        "comment",
        "comments",
        "response",
        "answer",
        "feedback",
        "verbatim",
        "free text",
        "comment body",
        "review",
        "message",
        "body",
        "other comments",
        "additional comments",
        "any other comments",
    ]);
    let asks = header.contains('?')
        || has(&[
            "please explain",
            "please say",
            "tell us",
            "comment",
            "anything else",
            "feedback",
            "other (please specify)",
        ]);
    let is_varied = contents.variety() > 0.5 && (contents.distinct.len() > 5 || rows <= 10);
    let is_wordy = contents.mean_words() >= 4.0 || contents.mean_words() >= 2.5 && contents.longest >= 12;
    if is_answer_header && (contents.mean_words() >= 1.5 || contents.longest >= 6)
        || is_wordy && is_varied
        || is_wordy && asks && contents.variety() > 0.2
        || asks && is_varied && contents.longest >= 4
    {
        return Role::Open;
    }
    Role::Closed
}

const CONSENT: [&str; 7] = [
    "consent",
    "permission to",
    "may we quote",
    "can we quote",
    "happy for us to",
    "quote your",
    "publish your",
];
/// A header without the number of its question: "age" of "q3. age".
fn without_number(header: &str) -> &str {
    let rest = header.strip_prefix('q').unwrap_or(header).trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ':', ')']) {
        Some(words) if rest.len() < header.len() && words.starts_with(' ') => words.trim_start(),
        _ => header,
    }
}

/// Questions of equality monitoring: closed answers, however few people answered. They divide no figures unless the profile says so.
const EQUALITY: [&str; 13] = [
    "gender",
    "ethnic",
    "disability",
    "disabled",
    "long-term condition",
    "sexual orientation",
    "sexuality",
    "religion",
    "belief",
    "marital status",
    "pregnan",
    "first language",
    "are you a carer",
];
const SPEAKS_FOR: [&str; 4] =
    ["for an organisation", "for an organization", "behalf of an organisation", "behalf of an organization"];

/// What a consent cell says.
pub(super) fn consent_of(cell: &str) -> crate::submission::Consent {
    use crate::submission::Consent;
    let cell = cell.trim().to_lowercase();
    let refuses = ["no", "n", "false", "0"].contains(&cell.as_str())
        || ["no,", "no ", "no.", "do not", "don't", "i do not", "i don't", "please do not", "not "]
            .iter()
            .any(|start| cell.starts_with(start))
        || cell.contains(" not ");
    if cell.is_empty() {
        Consent::NotAsked
    } else if refuses {
        Consent::Refused
    } else if [
        "y",
        "i agree",
        "i give",
        "i consent",
        "true",
        "1",
        "ok",
        "agree",
        "publish",
        "i am happy",
        "i'm happy",
    ]
    .iter()
    .any(|start| cell.starts_with(start))
    {
        Consent::Given
    } else {
        // An answer that is neither is no permission.
        Consent::Refused
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
        roles(&columns, &rows, &[], &[]).iter().map(Role::word).collect()
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
    fn a_closed_answer_with_many_words_is_not_open() {
        let option = "I am strongly in favour of the proposal to move";
        let answers: Vec<String> =
            (0..20).map(|n| format!("The bus number {n} never comes on time")).collect();
        let rows: Vec<[&str; 2]> = answers.iter().map(|answer| [option, answer.as_str()]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
        assert_eq!(roles_of(&["Do you agree?", "Why?"], &rows), ["closed", "open"]);
    }
}
