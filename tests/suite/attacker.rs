//! Whoever tries to work hidden numbers out: sets up everything a published `counts.csv` tells as equations and bounds, and narrows them down.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};

use crate::consultation::Table;

/// What a preset allows to be known, as `docs/disclosure.md` says it; deliberately not taken from the program.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) threshold: i64,
    /// How far a shown number can lie from the counted one.
    pub(crate) rounding: i64,
    pub(crate) hides_nought: bool,
}

pub(crate) const RULES: [Rule; 4] = [
    Rule { name: "fft", threshold: 5, rounding: 0, hides_nought: false },
    Rule { name: "nhsd", threshold: 8, rounding: 2, hides_nought: false },
    Rule { name: "dhsc", threshold: 10, rounding: 2, hides_nought: true },
    Rule { name: "acro", threshold: 10, rounding: 0, hides_nought: true },
];

/// Question, segment and value: empty for everybody. The value `REST` is whoever is in no group that is shown.
type Group = (String, String, String);
/// Priority and theme, both empty for any theme; `BASE` for the base.
type Level = (String, String);
/// What is counted where: level, group, unit, campaigns.
pub(crate) type Key = (Level, Group, String, String);

const BASE: &str = "(base)";
const REST: &str = "(rest)";
/// More than anybody counts in a test.
const MOST: i64 = 1_000_000;
const WAYS: [&str; 2] = ["included", "excluded"];
const UNITS: [&str; 2] = ["respondents", "contributions"];

fn level(row: crate::consultation::Row<'_>) -> Level {
    (row.get("priority_id").to_owned(), row.get("theme_id").to_owned())
}

fn group(row: crate::consultation::Row<'_>) -> Group {
    (row.get("question").to_owned(), row.get("segment").to_owned(), row.get("segment_value").to_owned())
}

fn base() -> Level {
    (BASE.to_owned(), String::new())
}

/// Every number of a `counts.csv` in which nothing is hidden.
pub(crate) fn truth(counts: &Table) -> HashMap<Key, i64> {
    let mut found = HashMap::new();
    for row in counts.rows() {
        let (unit, way) = (row.get("unit").to_owned(), row.get("campaigns").to_owned());
        let number = |column: &str| row.get(column).parse().expect("nothing is hidden");
        found.insert((base(), group(row), unit.clone(), way.clone()), number("denominator"));
        found.insert((level(row), group(row), unit, way), number("numerator"));
    }
    found
}

/// `low <= sum of the terms <= high`.
struct Fact {
    terms: Vec<(usize, i64)>,
    low: i64,
    high: i64,
}

/// Who is in each group, by unit: what whoever held the consultation, or took part, can tell of it from its questionnaires and events.
#[derive(Default)]
pub(crate) struct Members(BTreeMap<(String, Group), BTreeSet<String>>);

/// What covers a group is looked at up to so many groups, as `docs/disclosure.md` says.
const MOST_TIED: usize = 8;

impl Members {
    /// Of the responses as JSON lines, in the order in which they were received.
    pub(crate) fn read(responses: &str) -> Members {
        let responses: Vec<serde_json::Value> =
            responses.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
        let text = |of: &serde_json::Value, name: &str| of[name].as_str().unwrap_or("").to_owned();
        let owner = |of: &serde_json::Value| match of["respondent_id"].as_str() {
            Some(respondent) => (UNITS[0], respondent.to_owned()),
            None => (UNITS[1], text(of, "response_id")),
        };
        let mut attributes: BTreeMap<(&str, String), BTreeMap<String, String>> = BTreeMap::new();
        for response in &responses {
            let told = response["attributes"].as_object().expect("these are names and values");
            for (name, value) in told {
                let known = attributes.entry(owner(response)).or_default();
                known.entry(name.clone()).or_insert_with(|| value.as_str().unwrap_or("").to_owned());
            }
        }
        let mut members = Members::default();
        let counts = |state: &str| ["analysed", "merged", "campaign_added", "campaign_copy"].contains(&state);
        for response in responses.iter().filter(|response| counts(&text(response, "state"))) {
            let (unit, owner) = owner(response);
            let told = attributes.get(&(unit, owner.clone())).into_iter().flatten();
            let told = told.map(|(name, value)| (String::new(), name.clone(), value.clone()));
            let question = (text(response, "question"), String::new(), String::new());
            for group in told.chain([question, Group::default()]) {
                members.0.entry((unit.to_owned(), group)).or_default().insert(owner.clone());
            }
        }
        members
    }

    fn of(&self, unit: &str, group: &Group) -> BTreeSet<String> {
        self.0.get(&(unit.to_owned(), group.clone())).cloned().unwrap_or_default()
    }
}

/// A division: whether people can be in several of its groups, and who is in each.
type Division = (bool, Vec<(Group, BTreeSet<String>)>);

/// What can be known from a published table.
#[derive(Default)]
pub(crate) struct Knowledge {
    at: BTreeMap<Key, usize>,
    keys: Vec<Key>,
    low: Vec<i64>,
    high: Vec<i64>,
    facts: Vec<Fact>,
}

impl Knowledge {
    fn number(&mut self, key: Key) -> usize {
        if let Some(at) = self.at.get(&key) {
            return *at;
        }
        self.at.insert(key.clone(), self.keys.len());
        self.keys.push(key);
        self.low.push(0);
        self.high.push(MOST);
        self.keys.len() - 1
    }

    fn bound(&mut self, at: usize, low: i64, high: i64) {
        self.low[at] = self.low[at].max(low);
        self.high[at] = self.high[at].min(high);
    }

    /// A published cell: a number, perhaps rounded, or hidden.
    fn cell(&mut self, at: usize, cell: &str, rule: Rule, least_hidden: i64) {
        match cell.parse::<i64>() {
            Ok(0) => self.bound(at, 0, 0),
            Ok(number) => {
                assert!(
                    number >= rule.threshold || rule.rounding > 0 && number == 5 * ((rule.threshold + 2) / 5),
                    "{number} is published under {} at {:?}",
                    rule.name,
                    self.keys[at]
                );
                self.bound(at, (number - rule.rounding).max(rule.threshold), number + rule.rounding);
            }
            Err(_) => {
                assert_eq!(cell, "[c]", "a count is a number or [c]");
                self.bound(at, least_hidden, MOST);
            }
        }
    }

    fn within(&mut self, small: usize, large: usize) {
        self.facts.push(Fact { terms: vec![(large, 1), (small, -1)], low: 0, high: MOST });
    }

    fn covered(&mut self, whole: usize, parts: Vec<usize>) {
        let mut terms: Vec<(usize, i64)> = parts.into_iter().map(|part| (part, 1)).collect();
        terms.push((whole, -1));
        self.facts.push(Fact { terms, low: 0, high: MOST });
    }

    fn adds_up(&mut self, whole: usize, parts: Vec<usize>) {
        self.covered(whole, parts);
        self.facts.last_mut().expect("it was just added").high = 0;
    }

    /// All that a published `counts.csv` tells, and what the method statement adds to it. The attacker is told more than it says: which hidden numbers of the whole consultation are
    /// small, which the page writes as "fewer than" unless the consultation is small itself.
    pub(crate) fn of(
        counts: &Table,
        told: &Told,
        members: &Members,
        rule: Rule,
        truth: &HashMap<Key, i64>,
    ) -> Knowledge {
        let mut known = Knowledge::default();
        let mut levels: Vec<Level> = Vec::new();
        let mut groups: Vec<Group> = Vec::new();
        for row in counts.rows() {
            if !levels.contains(&level(row)) {
                levels.push(level(row));
            }
            if !groups.contains(&group(row)) {
                groups.push(group(row));
            }
            nothing_is_worked_out_from_hidden(row);
        }
        let rows: HashMap<Key, (String, String)> = counts
            .rows()
            .map(|row| {
                let key =
                    (level(row), group(row), row.get("unit").to_owned(), row.get("campaigns").to_owned());
                (key, (row.get("numerator").to_owned(), row.get("denominator").to_owned()))
            })
            .collect();
        for unit in UNITS {
            known.read(&rows, &levels, &groups, unit, rule, truth);
            known.read_members(members, &levels, &groups, unit, rule);
        }
        known.read_mentions(&rows, &levels, rule);
        known.read_told(told, &levels, &groups, rule, truth);
        known.narrow();
        known
    }

    fn read(
        &mut self,
        rows: &HashMap<Key, (String, String)>,
        levels: &[Level],
        groups: &[Group],
        unit: &str,
        rule: Rule,
        truth: &HashMap<Key, i64>,
    ) {
        let everybody: Group = Default::default();
        let any: Level = Default::default();
        let key = |level: &Level, group: &Group, way: &str| {
            (level.clone(), group.clone(), unit.to_owned(), way.to_owned())
        };
        let shown = |level: &Level, group: &Group, way: &str| {
            rows.get(&key(level, group, way)).map(|(numerator, _)| numerator.as_str())
        };
        for way in WAYS {
            for group in groups {
                let bases = self.number(key(&base(), group, way));
                if let Some((_, denominator)) = rows.get(&key(&any, group, way)) {
                    self.cell(bases, denominator, rule, i64::from(!rule.hides_nought));
                }
                let is_base_shown = rows.get(&key(&any, group, way)).is_some_and(|(_, base)| base != "[c]");
                for level in levels {
                    let at = self.number(key(level, group, way));
                    // A row that says nothing in any group may hide noughts too.
                    let is_row_blank = groups
                        .iter()
                        .filter(|other| other.1 == group.1 && **other != everybody)
                        .all(|other| {
                            rows.get(&key(&any, other, way)).is_none_or(|(_, base)| base == "[c]")
                                || shown(level, other, way) == Some("[c]")
                        });
                    let least = i64::from(!rule.hides_nought && (!is_row_blank || *group == everybody));
                    match shown(level, group, way) {
                        Some(cell) => self.cell(at, cell, rule, if is_base_shown { least } else { 0 }),
                        None if is_base_shown && shown(level, &everybody, way) != Some("[c]") => {
                            self.bound(at, 0, 0);
                        }
                        None => {}
                    }
                    let all = truth.get(&key(&base(), &everybody, "included")).copied().unwrap_or(0);
                    let is_told = way == "included" && *group == everybody && all >= 2 * rule.threshold;
                    if is_told && shown(level, group, way) == Some("[c]") {
                        let is_small =
                            truth.get(&key(level, group, way)).is_some_and(|it| *it < rule.threshold);
                        let told = if is_small { (0, rule.threshold - 1) } else { (rule.threshold, MOST) };
                        self.bound(at, told.0, told.1);
                    }
                }
            }
        }
        let mut segments: Vec<&String> =
            groups.iter().map(|group| &group.1).filter(|name| !name.is_empty()).collect();
        segments.dedup();
        let questions: Vec<&Group> = groups.iter().filter(|group| !group.0.is_empty()).collect();
        for way in WAYS {
            for level in levels.iter().chain([&base()]) {
                let whole = self.number(key(level, &everybody, way));
                for segment in &segments {
                    let mut parts: Vec<usize> = groups
                        .iter()
                        .filter(|group| group.1 == **segment)
                        .map(|group| self.number(key(level, group, way)))
                        .collect();
                    let rest = (String::new(), (*segment).clone(), REST.to_owned());
                    parts.push(self.number(key(level, &rest, way)));
                    self.adds_up(whole, parts);
                }
                let parts: Vec<usize> =
                    questions.iter().map(|group| self.number(key(level, group, way))).collect();
                if unit == "contributions" && !parts.is_empty() {
                    self.adds_up(whole, parts);
                } else if !parts.is_empty() {
                    parts.iter().for_each(|part| self.within(*part, whole));
                    self.covered(whole, parts);
                }
            }
        }
        let rests = segments.iter().map(|name| (String::new(), (*name).clone(), REST.to_owned()));
        for group in groups.iter().cloned().chain(rests).collect::<Vec<_>>() {
            for way in WAYS {
                for level in levels {
                    let at = self.number(key(level, &group, way));
                    let holder = match (level.0.is_empty(), level.1.is_empty()) {
                        (true, _) => base(),
                        (false, true) => any.clone(),
                        (false, false) => (level.0.clone(), String::new()),
                    };
                    let holder = self.number(key(&holder, &group, way));
                    self.within(at, holder);
                    let held = levels.iter().filter(|other| match level.0.is_empty() {
                        true => !other.0.is_empty() && other.1.is_empty(),
                        false => level.1.is_empty() && other.0 == level.0 && !other.1.is_empty(),
                    });
                    let parts: Vec<usize> = held.map(|other| self.number(key(other, &group, way))).collect();
                    if !parts.is_empty() {
                        self.covered(at, parts);
                    }
                }
            }
            for level in levels.iter().chain([&base()]) {
                let [with, without] = WAYS.map(|way| self.number(key(level, &group, way)));
                self.within(without, with);
            }
        }
    }

    /// Groups of one division lie in groups of another, or make them up: as a question does that only two channels put.
    fn read_members(
        &mut self,
        members: &Members,
        levels: &[Level],
        groups: &[Group],
        unit: &str,
        rule: Rule,
    ) {
        let everybody: Group = Default::default();
        let mut divisions: BTreeMap<String, Division> = BTreeMap::new();
        // Who answered which question is known though a question may have no row.
        let asked = members.0.keys().filter(|(of, group)| of == unit && !group.0.is_empty());
        let named = groups.iter().filter(|group| !group.1.is_empty());
        for group in asked.map(|(_, group)| group).chain(named) {
            let is_several = !group.0.is_empty() && unit == UNITS[0];
            let division = divisions.entry(group.1.clone()).or_insert((is_several, Vec::new()));
            division.1.push((group.clone(), members.of(unit, group)));
        }
        for (name, (_, named)) in divisions.iter_mut().filter(|(name, _)| !name.is_empty()) {
            let mut rest = members.of(unit, &everybody);
            named.iter().flat_map(|(_, of)| of).for_each(|of| {
                rest.remove(of);
            });
            named.push(((String::new(), name.clone(), REST.to_owned()), rest));
        }
        divisions.values_mut().for_each(|(_, named)| named.retain(|(_, of)| !of.is_empty()));
        let all = (false, vec![(everybody.clone(), members.of(unit, &everybody))]);
        let pairs = divisions.iter().flat_map(|(name, one)| {
            let others = divisions.iter().filter(move |(other, _)| *other != name);
            others.map(move |(other, two)| (one, two, is_arranged(name) && is_arranged(other)))
        });
        let with_all = divisions.values().map(|two| (&all, two, true));
        let ties: Vec<Tie> =
            pairs.chain(with_all).flat_map(|(one, two, arranged)| ties(one, two, arranged, rule)).collect();
        for (low, high, is_same) in ties {
            for (way, level) in WAYS.iter().flat_map(|way| {
                levels.iter().chain([&base()]).map(move |of| (way, of.clone())).collect::<Vec<_>>()
            }) {
                let mut number = |times: i64, groups: &[Group]| -> Vec<(usize, i64)> {
                    let key =
                        |group: &Group| (level.clone(), group.clone(), unit.to_owned(), (*way).to_owned());
                    groups.iter().map(|group| (self.number(key(group)), times)).collect()
                };
                let terms = [number(-1, &low), number(1, &high)].concat();
                self.facts.push(Fact { terms, low: 0, high: if is_same { 0 } else { MOST } });
            }
        }
    }

    /// Mentions add up from the themes to everything, and nobody raises a theme without one.
    fn read_mentions(&mut self, rows: &HashMap<Key, (String, String)>, levels: &[Level], rule: Rule) {
        let everybody: Group = Default::default();
        for way in WAYS {
            let key = |level: &Level, unit: &str| {
                (level.clone(), everybody.clone(), unit.to_owned(), way.to_owned())
            };
            for level in levels {
                let mentions = self.number(key(level, "mentions"));
                let (cell, _) = &rows[&key(level, "mentions")];
                self.cell(mentions, cell, rule, 0);
                let people = UNITS.map(|unit| self.number(key(level, unit)));
                let terms = vec![(mentions, 1), (people[0], -1), (people[1], -1)];
                self.facts.push(Fact { terms, low: 0, high: MOST });
                let held = levels.iter().filter(|other| match level.0.is_empty() {
                    true => !other.0.is_empty() && other.1.is_empty(),
                    false => level.1.is_empty() && other.0 == level.0 && !other.1.is_empty(),
                });
                let parts: Vec<usize> = held.map(|other| self.number(key(other, "mentions"))).collect();
                if !parts.is_empty() {
                    self.adds_up(mentions, parts);
                }
            }
        }
        for level in levels {
            let key = |way: &str| (level.clone(), everybody.clone(), "mentions".to_owned(), way.to_owned());
            let [with, without] = WAYS.map(|way| self.number(key(way)));
            self.within(without, with);
        }
    }

    /// What the method statement tells besides.
    fn read_told(
        &mut self,
        told: &Told,
        levels: &[Level],
        groups: &[Group],
        rule: Rule,
        truth: &HashMap<Key, i64>,
    ) {
        let apart = |level: &Level, group: &Group| {
            let of = |way: &str| {
                let key = (level.clone(), group.clone(), "respondents".to_owned(), way.to_owned());
                truth.get(&key).copied().unwrap_or(0)
            };
            of("included") - of("excluded")
        };
        if told.received.is_empty() {
            return;
        }
        let everybody: Group = Default::default();
        let number_of = |known: &mut Knowledge, name: &str, cell: &str| {
            let key = ((name.to_owned(), String::new()), everybody.clone(), String::new(), String::new());
            let at = known.number(key);
            let (low, high) = bounds_of(cell, rule);
            known.bound(at, low, high);
            at
        };
        let people = |known: &mut Knowledge, level: &Level, group: &Group, unit: &str, way: &str| {
            known.number((level.clone(), group.clone(), unit.to_owned(), way.to_owned()))
        };
        let bases = UNITS.map(|unit| people(self, &base(), &everybody, unit, "included"));
        let steps: Vec<usize> = told
            .leaving
            .iter()
            .enumerate()
            .map(|(at, cell)| number_of(self, &format!("(leaving {at})"), cell))
            .collect();
        let parts: Vec<usize> = told
            .parts
            .iter()
            .enumerate()
            .map(|(at, (_, cell))| number_of(self, &format!("(part {at})"), cell))
            .collect();
        let [received, submissions, counted, unthemed] = [
            ("(received)", &told.received),
            ("(submissions)", &told.submissions),
            ("(counted)", &told.counted),
            ("(unthemed)", &told.unthemed),
        ]
        .map(|(name, cell)| number_of(self, name, cell));
        self.adds_up(received, steps.into_iter().chain([counted]).collect());
        self.adds_up(counted, parts.clone());
        // Everybody who answered sent one thing at least, and every point is one.
        for all in [submissions, counted] {
            let terms = vec![(all, 1), (bases[0], -1), (bases[1], -1)];
            self.facts.push(Fact { terms, low: 0, high: MOST });
        }
        // Everybody who answered a question gave one response at least: with a theme, or without one.
        let questions: Vec<&Group> = groups.iter().filter(|group| !group.0.is_empty()).collect();
        let answers = |known: &mut Knowledge, level: &Level, times: i64| -> Vec<(usize, i64)> {
            let of = questions.iter().flat_map(|group| UNITS.map(|unit| (*group, unit)));
            of.map(|(group, unit)| (people(known, level, group, unit, "included"), times)).collect()
        };
        let all = answers(self, &base(), -1);
        let [with, less] = [1, -1].map(|times| answers(self, &Level::default(), times));
        for terms in [
            [all.clone(), vec![(counted, 1)]].concat(),
            [all, with, vec![(unthemed, 1)]].concat(),
            [less, vec![(counted, 1), (unthemed, -1)]].concat(),
        ] {
            self.facts.push(Fact { terms, low: 0, high: MOST });
        }
        if told.is_one_answer_each {
            let any = UNITS.map(|unit| people(self, &Level::default(), &everybody, unit, "included"));
            self.adds_up(counted, vec![unthemed, any[0], any[1]]);
        }
        let sizes: Vec<usize> = told
            .campaigns
            .iter()
            .enumerate()
            .map(|(at, (size, _))| number_of(self, &format!("(campaign {at})"), size))
            .collect();
        if told.is_one_answer_each && !sizes.is_empty() {
            let of_campaigns =
                told.parts.iter().zip(&parts).filter(|((name, _), _)| name.starts_with("campaign"));
            let all = number_of(self, "(all campaigns)", "[c]");
            self.adds_up(all, of_campaigns.map(|(_, at)| *at).collect());
            self.adds_up(all, sizes.clone());
        }
        for level in levels {
            let is_in = |names: &BTreeSet<Level>| names.contains(level);
            let showing: Vec<usize> = (0..sizes.len()).filter(|at| is_in(&told.campaigns[*at].1)).collect();
            let senders: i64 = showing.iter().filter_map(|at| told.senders.get(*at)).sum();
            let showing: Vec<usize> = showing.into_iter().map(|at| sizes[at]).collect();
            let [with, without] = WAYS.map(|way| people(self, level, &everybody, "respondents", way));
            // Whoever raised it and sent no such campaign did so in their own words.
            if !showing.is_empty() && apart(level, &everybody) <= senders {
                self.covered(with, showing.iter().copied().chain([without]).collect());
            }
            if showing.is_empty() || showing.len() < sizes.len() {
                continue;
            }
            // Whoever is left out without campaigns raised what all of these show.
            for group in groups.iter().filter(|group| apart(level, group) >= apart(&base(), group)) {
                let [with, without] = WAYS.map(|way| people(self, level, group, "respondents", way));
                let [all, rest] = WAYS.map(|way| people(self, &base(), group, "respondents", way));
                let terms = vec![(with, 1), (without, -1), (all, -1), (rest, 1)];
                self.facts.push(Fact { terms, low: 0, high: MOST });
            }
        }
    }

    /// Draws every conclusion that one fact at a time allows, again and again.
    fn narrow(&mut self) {
        for _ in 0..60 {
            let mut is_news = false;
            for at in 0..self.facts.len() {
                let fact = &self.facts[at];
                let (mut least, mut most) = (0, 0);
                for (number, times) in &fact.terms {
                    let ends = (self.low[*number] * times, self.high[*number] * times);
                    least += ends.0.min(ends.1);
                    most += ends.0.max(ends.1);
                }
                let (terms, low, high) = (fact.terms.clone(), fact.low, fact.high);
                for (number, times) in terms {
                    let ends = (self.low[number] * times, self.high[number] * times);
                    let others = (least - ends.0.min(ends.1), most - ends.0.max(ends.1));
                    let (mut from, mut to) = (low - others.1, high - others.0);
                    if times < 0 {
                        (from, to) = (-to, -from);
                    }
                    if from > self.low[number] || to < self.high[number] {
                        is_news = true;
                        self.bound(number, from, to);
                        return_if_contradiction(self.low[number], self.high[number], &self.keys[number]);
                        break;
                    }
                }
            }
            if !is_news {
                break;
            }
        }
    }

    /// What a number can be, as far as the attacker can tell.
    pub(crate) fn range(&self, key: &Key) -> Option<(i64, i64)> {
        self.at.get(key).map(|at| (self.low[*at], self.high[*at]))
    }

    /// The same by linear programming over all facts at once: the least and the most that the first number less the second can be.
    pub(crate) fn exact_range(&self, key: &Key, less: Option<&Key>) -> Option<(i64, i64)> {
        let wanted = [(Some(key), 1.0), (less, -1.0)];
        let wanted: Vec<(usize, f64)> =
            wanted.into_iter().filter_map(|(key, times)| Some((*self.at.get(key?)?, times))).collect();
        let end = |direction| {
            let mut problem = Problem::new(direction);
            let numbers: Vec<_> = (0..self.keys.len())
                .map(|at| {
                    let times =
                        wanted.iter().find(|(wanted, _)| *wanted == at).map_or(0.0, |(_, times)| *times);
                    problem.add_var(times, (self.low[at] as f64, self.high[at] as f64))
                })
                .collect();
            for fact in &self.facts {
                // What is known anyway tells nothing.
                if fact.terms.iter().all(|(at, _)| self.low[*at] == self.high[*at]) {
                    continue;
                }
                let mut sum = LinearExpr::empty();
                fact.terms.iter().for_each(|(at, times)| sum.add(numbers[*at], *times as f64));
                if fact.low == fact.high {
                    problem.add_constraint(sum, ComparisonOp::Eq, fact.low as f64);
                } else {
                    problem.add_constraint(sum, ComparisonOp::Ge, fact.low as f64);
                }
            }
            let solution = problem.solve().ok()?.into_solution().ok()?;
            Some(solution.objective())
        };
        let least = end(OptimizationDirection::Minimize)?;
        let most = end(OptimizationDirection::Maximize)?;
        Some(((least - 1e-6).ceil() as i64, (most + 1e-6).floor() as i64))
    }
}

/// Groups that together are at most as many as others, and whether they are as many.
type Tie = (Vec<Group>, Vec<Group>, bool);

/// Whether a division are questions, channels or events. Which channels and events put a question is known from the questionnaires. That nobody of an age
/// answered it, or nobody of a place is of an age, is chance: no reader knows of it who does not have the answers.
fn is_arranged(division: &str) -> bool {
    ["", "Channel", "Event"].contains(&division)
}

/// What holds between the groups of two divisions, told from who is in them. That a group which is too small to be shown lies in another is chance.
fn ties(one: &Division, other: &Division, are_arranged: bool, rule: Rule) -> Vec<Tie> {
    let mut found = Vec::new();
    for (group, of) in &one.1 {
        let touched: Vec<&(Group, BTreeSet<String>)> =
            other.1.iter().filter(|(_, others)| !others.is_disjoint(of)).collect();
        let names = |of: &[&(Group, BTreeSet<String>)]| of.iter().map(|(name, _)| name.clone()).collect();
        let is_large = |of: &BTreeSet<String>| of.len() as i64 >= rule.threshold;
        let is_covered =
            is_large(of) && of.iter().all(|one| touched.iter().any(|(_, others)| others.contains(one)));
        if is_covered && (touched.len() == 1 || are_arranged && touched.len() <= MOST_TIED) {
            found.push((vec![group.clone()], names(&touched), false));
        }
        // Whoever answers another question too can have raised something there.
        let answer_no_other = |within: &BTreeSet<String>| {
            !one.0 || one.1.iter().all(|(name, others)| name == group || others.is_disjoint(within))
        };
        let within: Vec<&(Group, BTreeSet<String>)> = touched
            .iter()
            .copied()
            .filter(|(_, others)| others.is_subset(of) && answer_no_other(others))
            .collect();
        let size: usize = within.iter().map(|(_, of)| of.len()).sum();
        if size > 0 && within.len() == touched.len() && size == of.len() && answer_no_other(of) {
            found.push((names(&within), vec![group.clone()], true));
        }
        let within: Vec<&(Group, BTreeSet<String>)> =
            within.into_iter().filter(|(_, others)| is_large(others)).collect();
        for first in &within {
            let mut apart = vec![*first];
            for next in &within {
                if apart.iter().all(|(name, of)| *name != next.0 && of.is_disjoint(&next.1)) {
                    apart.push(next);
                }
            }
            found.push((names(&apart), vec![group.clone()], false));
        }
    }
    found
}

/// What a published `method.md` tells: numbers as it writes them.
#[derive(Default)]
pub(crate) struct Told {
    submissions: String,
    received: String,
    counted: String,
    unthemed: String,
    /// What leaves, step by step.
    leaving: Vec<String>,
    /// What is counted, by state.
    parts: Vec<(String, String)>,
    /// Each campaign: how many sent it, and the levels that its words show.
    campaigns: Vec<(String, BTreeSet<Level>)>,
    /// Whether everybody answered once, which who took part knows.
    pub(crate) is_one_answer_each: bool,
    /// How many sent each campaign, by which is held back what only seems to follow.
    pub(crate) senders: Vec<i64>,
}

impl Told {
    /// Reads a method statement, with the lexicon's names from the table of counts.
    pub(crate) fn read(method: &str, counts: &Table) -> Told {
        let mut told = Told::default();
        let in_row = |line: &str| -> Vec<String> {
            line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('*').to_owned()).collect()
        };
        let mut is_counted = false;
        for line in method.lines() {
            let cells = in_row(line);
            if told.submissions.is_empty() && line.contains(" submission") {
                told.submissions = line.split(" submission").next().unwrap_or("").to_owned();
            } else if let Some((_, rest)) = line.split_once("raised at least one theme. ") {
                told.unthemed = rest.split(" of ").next().unwrap_or("").to_owned();
            } else if line.starts_with("| **received**") {
                told.received = cells[1].clone();
            } else if line.starts_with("| **themed and counted**") {
                told.counted = cells[1].clone();
                is_counted = true;
            } else if line.starts_with("| ") && !told.received.is_empty() && cells.len() == 4 {
                let number = cells[1].trim_start_matches('\u{2212}').to_owned();
                match is_counted {
                    true => told.parts.push((cells[0].clone(), number)),
                    false => told.leaving.push(number),
                }
            } else if line.starts_with("| ") && cells.len() == 8 && cells[0].parse::<u32>().is_ok() {
                let names: Vec<&str> = cells[6].split("; ").collect();
                let themes = counts.rows().filter(|row| names.contains(&row.get("theme")));
                let levels = themes.flat_map(|row| {
                    let priority = row.get("priority_id").to_owned();
                    [level(row), (priority, String::new()), Level::default()]
                });
                told.campaigns.push((cells[1].clone(), levels.collect()));
            }
        }
        told
    }

    /// How many sent each campaign, in a statement that hides nothing.
    pub(crate) fn sizes(&self) -> Vec<i64> {
        let sizes = self.campaigns.iter().map(|(size, _)| size.replace(',', "").parse());
        sizes.map(|size| size.expect("nothing is hidden")).collect()
    }

    /// Whether, in a statement that hides nothing, there are as many answers as people and points, so that what is told of answers is told of these.
    pub(crate) fn has_one_answer_each(&self, truth: &HashMap<Key, i64>) -> bool {
        let both = |level: &Level| -> i64 {
            let of = |unit: &str| {
                let key = (level.clone(), Group::default(), unit.to_owned(), "included".to_owned());
                truth.get(&key).copied().unwrap_or(0)
            };
            UNITS.map(of).iter().sum()
        };
        let number = |cell: &str| cell.replace(',', "").parse().unwrap_or(-1);
        let of_campaigns = self.parts.iter().filter(|(name, _)| name.starts_with("campaign"));
        let in_campaigns: i64 = of_campaigns.map(|(_, cell)| number(cell)).sum();
        number(&self.counted) == both(&base())
            && number(&self.counted) == number(&self.unthemed) + both(&Level::default())
            && in_campaigns == self.sizes().iter().sum::<i64>()
    }
}

/// Between which bounds a number lies that is written like this.
fn bounds_of(cell: &str, rule: Rule) -> (i64, i64) {
    let cell = cell.to_lowercase();
    match (cell.replace(',', "").parse::<i64>(), cell.strip_prefix("fewer than ")) {
        (Ok(0), _) => (0, 0),
        (Ok(number), _) => ((number - rule.rounding).max(0), number + rule.rounding),
        (Err(_), Some(most)) => (0, most.parse::<i64>().expect("a number stands behind it") - 1),
        (Err(_), None) => (0, MOST),
    }
}

fn return_if_contradiction(low: i64, high: i64, key: &Key) {
    assert!(low <= high, "what is published contradicts itself at {key:?}: {low} to {high}");
}

/// Shares and intervals stand only beside numbers that are shown, and follow from those.
fn nothing_is_worked_out_from_hidden(row: crate::consultation::Row<'_>) {
    let (numerator, denominator) = (row.get("numerator"), row.get("denominator"));
    let cells = row.cells().join(",");
    let (Ok(some), Ok(all)) = (numerator.parse::<f64>(), denominator.parse::<f64>()) else {
        for column in ["percent", "low", "high"] {
            assert!(["[c]", "[z]"].contains(&row.get(column)), "{column} tells a hidden number: {cells}");
        }
        return;
    };
    if all > 0.0 {
        assert_eq!(row.get("percent"), format!("{:.1}", some * 100.0 / all), "not of what is shown: {cells}");
    }
}

/// What a preset promises: that the first number, less the second where there is one, can be anything between two others as far as anybody can tell.
pub(crate) struct Promise {
    pub(crate) number: Key,
    pub(crate) less: Option<Key>,
    pub(crate) range: (i64, i64),
}

impl Promise {
    /// What the attacker can tell of it, where that is more than was promised; `is_exact` by linear programming.
    pub(crate) fn broken(&self, known: &Knowledge, rule: Rule, is_exact: bool) -> Option<(i64, i64)> {
        let number = known.range(&self.number)?;
        let range = match self.less.as_ref().map(|less| known.range(less)) {
            // Of two numbers of which the larger is hidden too, nothing is promised of what lies between them.
            Some(_) if number.1 - number.0 > 2 * rule.rounding => return None,
            Some(less) => less.map(|less| (number.0 - less.1, number.1 - less.0))?,
            None => number,
        };
        let range = match is_exact {
            true => known.exact_range(&self.number, self.less.as_ref()).unwrap_or(range),
            false => range,
        };
        (range.0 > self.range.0 || range.1 < self.range.1).then_some(range)
    }
}

/// Every number that the preset promises to keep uncertain, and between which values (`docs/disclosure.md`, *The promise*).
pub(crate) fn promised(truth: &HashMap<Key, i64>, rule: Rule) -> Vec<Promise> {
    let most_few = rule.threshold - 1;
    let is_small = |number: i64| number > 0 && number <= most_few;
    let everybody: Group = Default::default();
    let mut promised = Vec::new();
    let mut keys: Vec<&Key> = truth.keys().filter(|key| UNITS.contains(&key.2.as_str())).collect();
    keys.sort();
    let mut segments: Vec<&str> = keys.iter().map(|key| key.1.1.as_str()).collect();
    segments.sort_unstable();
    segments.dedup();
    for key in &keys {
        let (level, group, unit, way) = *key;
        let at = |level: &Level, group: &Group, way: &str| {
            (level.clone(), group.clone(), unit.clone(), way.to_owned())
        };
        let of = |key: &Key| truth.get(key).copied().unwrap_or(0);
        let number = truth[*key];
        // A group that is too small to be shown, and a theme that is hidden as a whole, have no figures by group at all.
        let is_tabulated = *group == everybody
            || *level == base()
            || of(&at(level, &everybody, way)) >= rule.threshold
                && of(&at(&base(), group, way)) >= rule.threshold;
        if !is_tabulated {
            continue;
        }
        let mut promise = |number: Key, less: Option<Key>, range: (i64, i64)| {
            promised.push(Promise { number, less, range });
        };
        if is_small(number) {
            promise((*key).clone(), None, (1, most_few));
        }
        let with = at(level, group, "included");
        if way == "excluded" && number > 0 && is_small(of(&with) - number) {
            // A few more, as far as there is anybody left.
            let most = most_few.min(of(&with) - 1);
            promise(with, Some((*key).clone()), (1, most));
        }
        let all = at(&base(), group, way);
        let others = of(&all) - number;
        if *level != base() && number > most_few {
            // Points are no people: those that raise something else are told of, unless they show no theme at all.
            let are_people = unit == "respondents" || level.0.is_empty();
            if is_small(others) && are_people {
                promise(all, Some((*key).clone()), (1, most_few));
            } else if others == 0 && of(&all) < 2 * rule.threshold {
                promise(all, Some((*key).clone()), (0, most_few));
            }
        }
        if *group == everybody && number > most_few {
            for segment in segments.iter().filter(|segment| !segment.is_empty()) {
                let named = keys.iter().filter(|other| {
                    (&other.0, &*other.1.1, &other.2, &other.3) == (level, *segment, unit, way)
                });
                let rest = number - named.map(|other| truth[*other]).sum::<i64>();
                if is_small(rest) {
                    let group = (String::new(), (*segment).to_owned(), REST.to_owned());
                    promise(at(level, &group, way), None, (1, most_few));
                }
            }
        }
    }
    promised
}
