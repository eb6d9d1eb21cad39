//! Who sent what, once all messages are there: an address that many people's messages come from, and the one that all wrote to.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
use std::ops::Range;

use super::attachments::is_nobody;
use super::covering::is_of_office;
use crate::ingest::Reading;
use crate::ingest::formats::Message;

/// The team's own address is that to which at least so many others wrote, and more than half of all messages went.
const FEWEST_CORRESPONDENTS: usize = 3;

/// Where it, or a colleague at its office, answered one of them, so many are enough.
const FEWEST_ANSWERED: usize = 2;

/// With so many names that have nothing in common an address is nobody's own; a couple may share one.
const FEWEST_NAMES: usize = 3;

const OF_THE_TEAM: &str =
    "sent from the address that the other messages went to: the team's own, not a submission";
const OF_STAFF: &str = "sent by a colleague of the address that the other messages went to, to somebody who wrote in: a reply of the team's, not a submission";
const SHARED: &str = "sent from an address that several people's messages come from: each name, or address to reply to, is a respondent";

/// Who sent a message and to whom, and which submissions it became with what is attached to it.
pub(in crate::ingest) struct Posted {
    from: String,
    name: String,
    reply_to: Option<String>,
    to: BTreeSet<String>,
    submissions: Range<usize>,
    file: u32,
}

impl Reading {
    /// Remembers who sent a message that was read, and to whom.
    pub(in crate::ingest) fn remember_post(
        &mut self,
        message: Message,
        file: u32,
        submissions: Range<usize>,
    ) {
        // Where it passes another on, its sender is that other's.
        let Some(from) = message.from.filter(|from| Some(from) == message.sent_from.as_ref()) else { return };
        self.post.push(Posted {
            name: name(message.sender_name.as_deref().unwrap_or_default(), &from),
            reply_to: message.reply_to.filter(|reply_to| *reply_to != from && !is_nobody(reply_to)),
            to: message.to,
            from,
            submissions,
            file,
        });
    }

    /// Remembers who wrote to whom through a form.
    pub(in crate::ingest) fn remember_form(&mut self, from: &str, to: &BTreeSet<String>, file: u32) {
        self.post.push(Posted {
            from: from.to_lowercase(),
            name: String::new(),
            reply_to: None,
            to: to.clone(),
            submissions: 0..0,
            file,
        });
    }
}

/// A sender's name as it is compared; none where only the address stands there.
fn name(written: &str, from: &str) -> String {
    let plain = written.to_lowercase();
    let plain = plain.split(" via ").next().unwrap_or_default();
    if plain.contains('@') || plain == from {
        String::new()
    } else {
        plain.trim_matches(['\'', '"', ' ']).to_owned()
    }
}

/// Forgets who sent what from this submission on.
pub(in crate::ingest) fn forget(from: usize, reading: &mut Reading) {
    reading.post.retain(|posted| posted.submissions.end <= from);
}

/// Leaves out what the team sent itself, and tells apart the people whose messages come from one address. The team's own address, where there
/// plainly is one.
pub(in crate::ingest) fn settle(reading: &mut Reading) -> Option<String> {
    let post = take(&mut reading.post);
    let own = own_address(&post);
    // Who has the team's address and writes to none of its correspondents has views of their own.
    let correspondents: BTreeSet<&str> = post.iter().map(|posted| posted.from.as_str()).collect();
    let mut by_address: BTreeMap<&str, Vec<(usize, &Posted)>> = BTreeMap::new();
    for (number, posted) in post.iter().enumerate() {
        if own.is_some_and(|own| posted.is_reply_of_staff(own, &correspondents)) {
            posted.leave_out(OF_STAFF, reading);
        } else if own != Some(posted.from.as_str()) {
            by_address.entry(&posted.from).or_default().push((number, posted));
        } else if posted.to.contains(&posted.from) {
            // What the team sent to itself it noted of somebody.
            rename(posted, &format!("noted in message {number}"), reading);
        } else if posted.to.is_empty() || posted.to.iter().any(|to| correspondents.contains(to.as_str())) {
            posted.leave_out(OF_THE_TEAM, reading);
        }
    }
    let mut shared_files: BTreeSet<u32> = BTreeSet::new();
    for numbered in by_address.into_values() {
        let sent: Vec<&Posted> = numbered.iter().map(|(_, posted)| *posted).collect();
        if !is_shared(&sent) {
            continue;
        }
        let are_replies_told = different_replies(&sent) > 1;
        for (number, posted) in numbered {
            let who = match &posted.reply_to {
                Some(reply_to) if are_replies_told => reply_to.clone(),
                _ if !posted.name.is_empty() => format!("{} <{}>", posted.name, posted.from),
                _ => format!("sender of message {number}"),
            };
            rename(posted, &who, reading);
            shared_files.insert(posted.file);
        }
    }
    let shared: BTreeSet<&str> =
        shared_files.iter().map(|file| reading.consultation.sources.name(*file)).collect();
    for file in reading.files.iter_mut().filter(|file| shared.contains(file.name.as_str())) {
        file.notes.push(SHARED.to_owned());
    }
    own.map(str::to_owned)
}

impl Posted {
    /// Whether somebody at the team's office answers somebody else who wrote in.
    fn is_reply_of_staff(&self, own: &str, correspondents: &BTreeSet<&str>) -> bool {
        let wrote_in =
            |to: &String| correspondents.contains(to.as_str()) && to != own && !is_of_office(to, own);
        self.from != own && is_of_office(&self.from, own) && self.to.iter().any(wrote_in)
    }

    fn leave_out(&self, reason: &'static str, reading: &mut Reading) {
        for submission in &mut reading.submissions[self.submissions.clone()] {
            submission.out_of_scope = Some(reason);
        }
    }
}

/// Makes a message somebody else's than its address says.
fn rename(posted: &Posted, who: &str, reading: &mut Reading) {
    let identities = &mut reading.consultation.identities;
    let (sender, own) = (identities.number(&posted.from), identities.number(who));
    for submission in &mut reading.submissions[posted.submissions.clone()] {
        if submission.respondent.identity == Some(sender) {
            submission.respondent.identity = Some(own);
        }
    }
}

/// The address that the messages went to, if one is plainly the team's.
fn own_address(post: &[Posted]) -> Option<&str> {
    let mut correspondents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut received: BTreeMap<&str, usize> = BTreeMap::new();
    for posted in post {
        for to in &posted.to {
            *received.entry(to).or_default() += 1;
            if *to != posted.from {
                correspondents.entry(to).or_default().insert(&posted.from);
            }
        }
    }
    // Of the messages that others sent to anybody.
    let is_most = |address: &str| {
        let by_others = post.iter().filter(|posted| !posted.to.is_empty() && posted.from != address).count();
        received.get(address).is_some_and(|count| count * 2 > by_others)
    };
    let has_answered = |address: &str, from: &BTreeSet<&str>| {
        post.iter().any(|posted| {
            let is_of_team = posted.from == address || is_of_office(&posted.from, address);
            is_of_team && posted.to.iter().any(|to| from.contains(to.as_str()) && !is_of_office(to, address))
        })
    };
    let is_own = |(address, from): &(&str, &BTreeSet<&str>)| {
        let are_enough = from.len() >= FEWEST_CORRESPONDENTS
            || from.len() >= FEWEST_ANSWERED && has_answered(address, from);
        are_enough && is_most(address)
    };
    let own = correspondents.iter().map(|(address, from)| (*address, from)).filter(is_own);
    own.max_by_key(|(_, from)| from.len()).map(|(address, _)| address)
}

/// Whether an address is one from which a program or a list sends what different people wrote.
fn is_shared(sent: &[&Posted]) -> bool {
    let mut apart: Vec<BTreeSet<&str>> = Vec::new();
    for posted in sent.iter().filter(|posted| !posted.name.is_empty()) {
        let words: BTreeSet<&str> =
            posted.name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).collect();
        if !words.is_empty() && apart.iter().all(|other| other.is_disjoint(&words)) {
            apart.push(words);
        }
    }
    apart.len() >= FEWEST_NAMES || different_replies(sent) > 1
}

/// How many different people the addresses to reply to are; one name with several addresses is one.
fn different_replies(sent: &[&Posted]) -> usize {
    let replies: BTreeSet<&String> = sent.iter().filter_map(|posted| posted.reply_to.as_ref()).collect();
    let names: BTreeSet<&str> = sent.iter().map(|posted| posted.name.as_str()).collect();
    let is_one_person = names.len() == 1 && is_persons(sent[0]);
    if is_one_person { replies.len().min(1) } else { replies.len() }
}

/// Whether a message bears the name of its address: "Sam Poole" of `sam.poole@example.org`.
fn is_persons(posted: &Posted) -> bool {
    let local = posted.from.split('@').next().unwrap_or_default();
    posted.name.split(' ').any(|word| word.len() > 2 && local.contains(word))
}
