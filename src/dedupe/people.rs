//! Who sent what: which submissions are one person's, and which may be.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::normalise::CleanText;
use crate::redact::Detail;
use crate::submission::{Kind, Submission};
use crate::text::{hash_of, is_close, is_close_alone, normal_form};

/// What a profile says of who is the same person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PeopleSettings {
    /// Whether submissions with the same name and postcode are one person's; otherwise they are proposed as such and count apart.
    pub same_name_and_postcode: bool,
    /// Submissions, by their ids, that are one person's because somebody has looked.
    pub same: Vec<Vec<String>>,
}

/// Who sent what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// The respondent of each submission: the index of that person's first submission.
    pub of: Vec<u32>,
    /// Whether each submission's sender is known, so that others may be theirs too.
    pub is_known: Vec<bool>,
    /// Submissions with the same name and postcode that count as different people's: those of each proposal in order.
    pub proposals: Vec<Vec<u32>>,
}

/// Submissions with the same identity are one person's (K1), and so are those that the profile says are. Those with the same name and postcode
/// are proposed, or one person's where the profile says so. `details` are the personal details of each response in order.
pub fn people<'a>(
    submissions: &[Submission<CleanText>],
    details: impl Iterator<Item = &'a [Detail]>,
    settings: &PeopleSettings,
) -> People {
    let mut of: Vec<u32> = (0..submissions.len() as u32).collect();
    let mut is_known = vec![false; submissions.len()];
    let mut first: FxHashMap<u32, u32> = FxHashMap::default();
    let mut signed: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut details = details;
    for (at, submission) in submissions.iter().enumerate() {
        let number = at as u32;
        let mut signature = None;
        for response in &submission.responses {
            let of_response = details.next().unwrap_or(&[]);
            signature = signature.or_else(|| name_and_postcode(response.text.as_str(), of_response));
        }
        if submission.kind != Kind::Reply {
            continue;
        }
        if let Some(identity) = submission.respondent.identity {
            of[at] = *first.entry(identity).or_insert(number);
            is_known[at] = true;
        }
        if let Some(signature) = signature {
            signed.entry(signature).or_default().push(number);
        }
    }
    let mut joined: Vec<Vec<u32>> = told(submissions, settings);
    let mut signed: Vec<Vec<u32>> = signed.into_values().filter(|group| group.len() > 1).collect();
    signed.sort_unstable();
    if settings.same_name_and_postcode {
        joined.append(&mut signed);
    }
    join(&mut of, &joined);
    for at in joined.into_iter().flatten() {
        is_known[at as usize] = true;
    }
    signed.retain(|group| group.iter().any(|at| of[*at as usize] != of[group[0] as usize]));
    People { of, is_known, proposals: signed }
}

/// Ids that a profile names and that no reply of the run has.
pub fn unknown_people<'a, T>(submissions: &[Submission<T>], settings: &'a PeopleSettings) -> Vec<&'a str> {
    let known: rustc_hash::FxHashSet<&str> = if settings.same.is_empty() {
        Default::default()
    } else {
        submissions.iter().filter(|s| s.kind == Kind::Reply).map(|submission| &*submission.id).collect()
    };
    settings.same.iter().flatten().map(String::as_str).filter(|id| !known.contains(id)).collect()
}

/// The submissions of each person that the profile tells of.
fn told(submissions: &[Submission<CleanText>], settings: &PeopleSettings) -> Vec<Vec<u32>> {
    if settings.same.is_empty() {
        return Vec::new();
    }
    let by_id: FxHashMap<&str, u32> =
        submissions.iter().enumerate().map(|(at, submission)| (&*submission.id, at as u32)).collect();
    let group = |ids: &Vec<String>| ids.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
    settings.same.iter().map(group).collect()
}

/// Makes the people of each group one, whose number is the smallest of theirs.
fn join(of: &mut [u32], groups: &[Vec<u32>]) {
    let mut one_of: FxHashMap<u32, u32> = FxHashMap::default();
    fn root(one_of: &FxHashMap<u32, u32>, mut person: u32) -> u32 {
        while let Some(smaller) = one_of.get(&person) {
            person = *smaller;
        }
        person
    }
    for group in groups {
        let Some(first) = group.first() else { continue };
        for at in group {
            let (one, other) = (root(&one_of, of[*first as usize]), root(&one_of, of[*at as usize]));
            if one != other {
                one_of.insert(one.max(other), one.min(other));
            }
        }
    }
    if !one_of.is_empty() {
        of.iter_mut().for_each(|person| *person = root(&one_of, *person));
    }
}

/// A key of the name with which a text is signed and of the postcode in it, so that neither need be kept; none without both.
fn name_and_postcode(text: &str, details: &[Detail]) -> Option<u64> {
    let postcode = details.iter().rfind(|detail| detail.kind_name() == "postcode")?.span.slice(text);
    let is_signature =
        |detail: &&Detail| detail.kind_name() == "name" && is_signed(&text[..detail.span.start as usize]);
    let name = details.iter().rev().find(is_signature)?.span.slice(text);
    let mut key = String::new();
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        key.push_str(&normal_form(word));
        key.push(' ');
    }
    // A first name alone is many people's.
    if key.split_whitespace().count() < 2 {
        return None;
    }
    key.extend(postcode.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase));
    Some(hash_of(&key))
}

/// Whether what stands before a name says that it is the writer's.
fn is_signed(before: &str) -> bool {
    let before = before.trim_end();
    let line = before.lines().next_back().unwrap_or("").trim();
    let plain = line.to_lowercase();
    let begins_so = is_close(line) || is_close_alone(line);
    let says_so = ["my name is", "my name's", "i am called"].iter().any(|words| plain.ends_with(words));
    says_so || begins_so && line.split_whitespace().count() <= 5
}
