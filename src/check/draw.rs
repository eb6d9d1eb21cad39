//! Which responses of a run people are asked to code.
//!
//! Every response that counts belongs to one stratum: the rarest thing that is true of it, be it one of its themes, that it shows none, its channel or its
//! question. Strata of rare things share the rows with those of common ones by the square root of their sizes, a quarter of all rows going to responses without a theme (Bankier, *Power allocations*, The
//! American Statistician 42, 1988), so that each theme is checked for what it found, and the responses without a theme for what was missed. Within a
//! stratum every response has the same chance `n/N`: its rows are taken in even steps through the list in order of theme, question and
//! channel, and of a keyed hash within these (systematic sampling: Cochran, *Sampling Techniques*, 3rd edition 1977, chapter 8).

use std::collections::BTreeMap;

use crate::delimited::each_row;
use crate::error::Fault;
use crate::ledger::State;

/// A response that may be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// The question it answers.
    pub question: String,
    /// How it came.
    pub channel: String,
    /// Its clean text.
    pub text: String,
    /// Ids of the themes that the run found in it.
    pub themes: Vec<String>,
}

/// The responses of a run that may be drawn: each that counts; of a campaign's letters that add no words, the first.
pub fn candidates(responses: &str) -> Result<Vec<Candidate>, Fault> {
    let mut found = Vec::new();
    let mut campaigns = rustc_hash::FxHashSet::<String>::default();
    let columns = ["response_id", "question", "channel", "state", "campaign_id", "themes", "text"];
    each_row("internal/responses.csv", responses, columns, |cells| {
        let [id, question, channel, state, campaign, themes, text] = cells;
        let state = State::from_code(state);
        let is_new = state != Some(State::CampaignCopy) || campaigns.insert(campaign.to_owned());
        if state.is_some_and(State::is_counted) && is_new && !text.is_empty() {
            found.push(Candidate {
                id: id.to_owned(),
                question: question.to_owned(),
                channel: channel.to_owned(),
                text: text.to_owned(),
                themes: themes.split(';').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            });
        }
    })?;
    Ok(found)
}

/// How rows would be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// The strata, none of them empty.
    pub strata: Vec<DesignStratum>,
}

/// A part of the responses, each of which has the same chance to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct DesignStratum {
    /// Its responses, by their indices, in an order that takes alike ones together.
    pub responses: Vec<usize>,
    /// Where responses end that are alike in theme, question and channel.
    ends: Vec<usize>,
    /// How many of them are drawn.
    pub rows: usize,
    /// Its claim to rows: the square root of its size, or the sum of those of the strata put together in it.
    claim: f64,
}

/// A row of a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Index of its response.
    pub response: usize,
    /// Number of its stratum, from 1. It tells nothing of what the stratum is.
    pub stratum: usize,
    /// For how many responses it stands: the inverse of its chance to be drawn.
    pub weight: f64,
}

/// At least so many rows are drawn of each stratum that has as many.
const LEAST: usize = 2;
/// There are so many rows for each stratum, at least; the smallest strata are one.
const ROWS_A_STRATUM: usize = 5;

/// The label of a response without a theme.
const NO_THEME: (u8, &str) = (1, "");

/// A response with the label that puts it into its stratum.
type Labelled<'a> = ((u8, &'a str), usize);

impl Design {
    /// A design for so many rows, or for all responses where there are no more.
    pub fn new(candidates: &[Candidate], rows: usize) -> Design {
        let labels: Vec<Vec<(u8, &str)>> = candidates.iter().map(labels).collect();
        let mut sizes: BTreeMap<(u8, &str), usize> = BTreeMap::new();
        for label in labels.iter().flatten() {
            *sizes.entry(*label).or_default() += 1;
        }
        let mut of_label: BTreeMap<(u8, &str), Vec<usize>> = BTreeMap::new();
        for (at, labels) in labels.iter().enumerate() {
            let rarest = labels.iter().min_by_key(|label| (sizes[label], **label));
            of_label
                .entry(*rarest.expect("every response has a channel and a question"))
                .or_default()
                .push(at);
        }
        let mut by_size: Vec<((u8, &str), Vec<usize>)> = of_label.into_iter().collect();
        by_size.sort_by_key(|(label, responses)| (std::cmp::Reverse(responses.len()), *label));
        let most = (rows / ROWS_A_STRATUM).max(1);
        let smallest = if by_size.len() > most { by_size.split_off(most - 1) } else { Vec::new() };
        let root = |responses: &[usize]| (responses.len() as f64).sqrt();
        let mut strata: Vec<(f64, Vec<Labelled>)> = by_size
            .into_iter()
            .map(|(label, all)| (root(&all), all.into_iter().map(|at| (label, at)).collect()))
            .collect();
        if !smallest.is_empty() {
            let claim = smallest.iter().map(|(_, all)| root(all)).sum();
            let of = smallest.into_iter().flat_map(|(label, all)| all.into_iter().map(move |at| (label, at)));
            strata.push((claim, of.collect()));
        }
        // What was missed is looked for where nothing was found: a quarter of the rows, where it has as many.
        let is_unthemed = |(_, of): &(f64, Vec<Labelled>)| of.iter().all(|(label, _)| *label == NO_THEME);
        if let Some(at) = strata.iter().position(is_unthemed) {
            let others: f64 = strata.iter().map(|(claim, _)| claim).sum::<f64>() - strata[at].0;
            strata[at].0 = strata[at].0.max(others / 3.0);
        }
        let mut strata: Vec<DesignStratum> = strata
            .into_iter()
            .map(|(claim, mut of)| {
                of.sort_by(|one, other| {
                    kind(one, candidates).cmp(&kind(other, candidates)).then(one.1.cmp(&other.1))
                });
                let ends = of.chunk_by(|one, other| kind(one, candidates) == kind(other, candidates));
                let ends = ends.scan(0, |end, alike| {
                    *end += alike.len();
                    Some(*end)
                });
                let ends = ends.collect();
                DesignStratum { ends, responses: of.into_iter().map(|(_, at)| at).collect(), rows: 0, claim }
            })
            .collect();
        allocate(&mut strata, rows);
        Design { strata }
    }

    /// How many rows are drawn.
    pub fn rows(&self) -> usize {
        self.strata.iter().map(|stratum| stratum.rows).sum()
    }

    /// How many responses they are drawn from.
    pub fn responses(&self) -> usize {
        self.strata.iter().map(|stratum| stratum.responses.len()).sum()
    }

    /// The rows that a key draws, in an order that tells nothing of their strata.
    pub fn draw(&self, candidates: &[Candidate], key: u64) -> Vec<Drawn> {
        let hash = |at: usize| keyed(key, &candidates[at].id);
        let mut numbered: Vec<usize> = (0..self.strata.len()).collect();
        numbered.sort_by_key(|at| keyed(key, &format!("stratum {at}")));
        let mut drawn = Vec::with_capacity(self.rows());
        for (number, at) in numbered.into_iter().enumerate() {
            let stratum = &self.strata[at];
            if stratum.rows == 0 {
                continue;
            }
            let mut order = stratum.responses.clone();
            let mut from = 0;
            for end in &stratum.ends {
                order[from..*end].sort_by_cached_key(|at| hash(*at));
                from = *end;
            }
            let weight = order.len() as f64 / stratum.rows as f64;
            // From a place in the first step on, in even steps.
            let start = keyed(key, &format!("start {at}")) as f64 / (u64::MAX as f64 + 1.0);
            for step in 0..stratum.rows {
                let place = ((start + step as f64) * weight) as usize;
                let response = order[place.min(order.len() - 1)];
                drawn.push(Drawn { response, stratum: number + 1, weight });
            }
        }
        drawn.sort_by_cached_key(|row| (hash(row.response), row.response));
        drawn
    }
}

/// What is alike in responses that stand together within a stratum.
fn kind<'a>((label, at): &Labelled<'a>, candidates: &'a [Candidate]) -> ((u8, &'a str), &'a str, &'a str) {
    (*label, candidates[*at].question.as_str(), candidates[*at].channel.as_str())
}

/// What is true of a response: the themes it shows, or that it shows none; its channel; its question.
fn labels(candidate: &Candidate) -> Vec<(u8, &str)> {
    let mut labels: Vec<(u8, &str)> = candidate.themes.iter().map(|theme| (0, theme.as_str())).collect();
    if labels.is_empty() {
        labels.push(NO_THEME);
    }
    labels.extend([(2, candidate.channel.as_str()), (3, candidate.question.as_str())]);
    labels
}

/// Shares rows out: the next row always goes where the stratum's claim is largest for the rows it has.
fn allocate(strata: &mut [DesignStratum], rows: usize) {
    let least = |stratum: &DesignStratum| stratum.responses.len().min(LEAST);
    for stratum in strata.iter_mut() {
        stratum.rows = least(stratum);
    }
    let given: usize = strata.iter().map(|stratum| stratum.rows).sum();
    for _ in given..rows {
        let claim = |stratum: &DesignStratum| stratum.claim / (stratum.rows + 1) as f64;
        let open = strata.iter_mut().filter(|stratum| stratum.rows < stratum.responses.len());
        match open.reduce(|best, other| if claim(other) > claim(best) { other } else { best }) {
            Some(stratum) => stratum.rows += 1,
            None => break,
        }
    }
}

/// A number that a key and a text give, as good as random: FNV-1a of the text, mixed with the key as in SplitMix64 (Steele, Lea and Flood, *Fast
/// splittable pseudorandom number generators*, OOPSLA 2014). The same on every computer.
fn keyed(key: u64, text: &str) -> u64 {
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut mixed = text.bytes().fold(0xcbf2_9ce4_8422_2325, fnv) ^ key;
    for _ in 0..2 {
        mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
    }
    mixed
}

/// The key of a run's draw with this number: of the run's input files, by the SHA-256 of each.
pub fn draw_key<'a>(inputs: impl Iterator<Item = &'a str>, number: u32) -> u64 {
    let all = inputs.fold(String::new(), |all, sha256| all + sha256 + "\n");
    keyed(u64::from(number), &all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates() -> Vec<Candidate> {
        (0..400)
            .map(|at| {
                let theme = match at % 100 {
                    0..3 => "rare",
                    3..40 => "common",
                    _ => "",
                };
                Candidate {
                    id: format!("r{at}"),
                    question: if at % 2 == 0 { "one" } else { "two" }.to_owned(),
                    channel: if at < 4 { "letter" } else { "survey" }.to_owned(),
                    text: "words".to_owned(),
                    themes: Some(theme.to_owned()).filter(|theme| !theme.is_empty()).into_iter().collect(),
                }
            })
            .collect()
    }

    #[test]
    fn every_theme_channel_and_question_has_rows_and_the_weights_add_up() {
        let all = candidates();
        let design = Design::new(&all, 60);
        assert_eq!((design.rows(), design.responses()), (60, 400));
        let rows = design.draw(&all, 7);
        let among =
            |is: &dyn Fn(&Candidate) -> bool| rows.iter().filter(|row| is(&all[row.response])).count();
        assert!(among(&|of| of.channel == "letter") >= 2);
        assert!(among(&|of| of.themes == ["rare"]) >= 5);
        assert!(among(&|of| of.themes.is_empty()) >= 15);
        assert!(among(&|of| of.question == "one") >= 20);
        let sum: f64 = rows.iter().map(|row| row.weight).sum();
        assert!((sum - 400.0).abs() < 1e-9, "{sum}");
        let mut drawn: Vec<usize> = rows.iter().map(|row| row.response).collect();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 60, "a response was drawn twice");
    }

    #[test]
    fn the_same_key_draws_the_same_rows_and_over_keys_each_response_comes_as_often_as_its_weight_says() {
        let all = candidates();
        let design = Design::new(&all, 60);
        assert_eq!(design.draw(&all, 7), design.draw(&all, 7));
        assert_ne!(design.draw(&all, 7), design.draw(&all, 8));
        let mut chances = vec![0.0; all.len()];
        let draws = 2_000;
        for key in 0..draws {
            for row in design.draw(&all, key) {
                chances[row.response] += row.weight / draws as f64;
            }
        }
        let worst = chances.iter().map(|mean| (mean - 1.0).abs()).fold(0.0, f64::max);
        assert!(worst < 0.35, "some response comes too often or too rarely: {worst}");
        let mean = chances.iter().sum::<f64>() / all.len() as f64;
        assert!((mean - 1.0).abs() < 1e-9, "{mean}");
    }

    #[test]
    fn who_asks_for_more_rows_than_there_are_gets_all() {
        let all = candidates();
        let rows = Design::new(&all, 5_000).draw(&all, 1);
        assert_eq!(rows.len(), 400);
        assert!(rows.iter().all(|row| row.weight == 1.0));
    }
}
