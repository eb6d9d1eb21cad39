//! What a column can be for.

use crate::submission::attribute;

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
