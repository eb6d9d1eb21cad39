//! Which responses of a run each coded row speaks of.

use rustc_hash::FxHashMap;

use super::gold::CodedRow;
use super::{FoundResponse, Gold, RunFound, key, listed};

/// Coded rows with the responses they speak of.
#[derive(Debug, Clone, Default)]
pub struct Pairing {
    /// For each matched row, its index in the gold and the indices of its responses, at least one.
    pub pairs: Vec<(usize, Vec<usize>)>,
    /// Rows with responses that count in none of the run's figures, where these were put aside ([`Pairing::of_figures`]).
    pub aside: Vec<(usize, Vec<usize>)>,
    /// How rows were matched.
    pub by: &'static str,
    /// What was not matched, or was matched in a way that should be known.
    pub notes: Vec<String>,
}

/// Matches coded rows to responses: by identifier, and where that names nothing by the words. An identifier of a submission with several
/// responses means the one with the row's words or the answer to its question, else all of them. The same words given several times are
/// matched one to one, in order. Of several rows that speak of the same the first counts. Identifiers are not trusted where the words say in most rows that they are another file's.
pub fn pair(gold: &Gold, run: &RunFound) -> Pairing {
    let known = Known::of(run);
    let by_id: Vec<Option<&[usize]>> = gold.rows.iter().map(|row| known.by_id(&row.id)).collect();
    let differs = |row: &CodedRow, responses: &[usize]| {
        !row.text.is_empty() && !responses.iter().any(|at| says(&run.responses[*at], &row.text))
    };
    let other_words: Vec<u32> = gold
        .rows
        .iter()
        .zip(&by_id)
        .filter(|(row, responses)| responses.is_some_and(|responses| differs(row, responses)))
        .map(|(row, _)| row.number)
        .collect();
    let with_words =
        gold.rows.iter().zip(&by_id).filter(|(row, found)| found.is_some() && !row.text.is_empty()).count();
    let trusts_ids = gold.id_column.is_some() && other_words.len() * 2 <= with_words;
    let mut pairing = Pairing::default();
    let mut taken = FxHashMap::<(usize, &str), usize>::default();
    let mut unmatched: Vec<u32> = Vec::new();
    let (mut ids, mut texts) = (0, 0);
    for (at, row) in gold.rows.iter().enumerate() {
        if let Some(responses) = by_id[at].filter(|_| trusts_ids) {
            ids += 1;
            pairing.pairs.push((at, narrowed(row, responses, run)));
            continue;
        }
        let Some(responses) = known.by_text(&row.text) else {
            unmatched.push(row.number);
            continue;
        };
        let mut asked = responses.iter().copied().filter(|at| {
            let question = &run.responses[*at].question;
            row.question.is_empty() || *question == row.question
        });
        // The first row with these words gets the first response with them, and so on; a row too many is told.
        let turn = taken.entry((responses[0], row.question.as_str())).or_default();
        let free = asked.nth(*turn);
        *turn += 1;
        match free {
            Some(response) => {
                texts += 1;
                pairing.pairs.push((at, vec![response]));
            }
            None => unmatched.push(row.number),
        }
    }
    pairing.by = match (ids, texts) {
        (_, 0) => "by identifier",
        (0, _) => "by the responses' words",
        _ => "by identifier or by the responses' words",
    };
    if !unmatched.is_empty() {
        let rows = listed(&unmatched);
        pairing.notes.push(format!(
            "{rows} of the gold file: no response of the run has this identifier or these words; not scored"
        ));
    }
    pairing.leave_repeats_out(gold);
    if trusts_ids && !other_words.is_empty() {
        let rows = listed(&other_words);
        pairing.notes.push(format!(
            "{rows} of the gold file: the response with this identifier has other words; scored by the identifier, so check that they belong together"
        ));
    }
    if gold.id_column.is_some() && !trusts_ids {
        pairing.notes.push(
            "most identifiers of the gold file belong to other words in this run, so they were passed over"
                .to_owned(),
        );
    }
    pairing
}

impl Pairing {
    /// The rows of responses that count in the run's figures; the others are put aside.
    pub fn of_figures(mut self, run: &RunFound) -> Pairing {
        let counts =
            |(_, responses): &(usize, Vec<usize>)| responses.iter().any(|at| run.responses[*at].is_counted);
        let (pairs, aside) = std::mem::take(&mut self.pairs).into_iter().partition(counts);
        (self.pairs, self.aside) = (pairs, aside);
        for (_, responses) in &mut self.pairs {
            responses.retain(|at| run.responses[*at].is_counted);
        }
        self
    }

    /// Of rows that speak of the same responses the first stays; the others are told, apart where they say something else.
    fn leave_repeats_out(&mut self, gold: &Gold) {
        let mut first = FxHashMap::<Vec<usize>, usize>::default();
        let (mut alike, mut other) = (Vec::new(), Vec::new());
        self.pairs.retain(|(row, responses)| {
            let Some(known) = first.get(responses) else {
                first.insert(responses.clone(), *row);
                return true;
            };
            let is_alike = gold.rows[*known].themes == gold.rows[*row].themes;
            if is_alike { &mut alike } else { &mut other }.push(gold.rows[*row].number);
            false
        });
        if !alike.is_empty() {
            let rows = listed(&alike);
            self.notes.push(format!(
                "{rows} of the gold file: an earlier row codes the same response alike; counted once"
            ));
        }
        if !other.is_empty() {
            let rows = listed(&other);
            self.notes.push(format!(
                "{rows} of the gold file: an earlier row codes the same response, and otherwise; the first row counts. What a second person coded goes into a file of its own: --second"
            ));
        }
    }
}

/// The responses that a row means, of those its identifier names.
fn narrowed(row: &CodedRow, responses: &[usize], run: &RunFound) -> Vec<usize> {
    let those = |is_meant: &dyn Fn(&FoundResponse) -> bool| -> Vec<usize> {
        responses.iter().copied().filter(|at| is_meant(&run.responses[*at])).collect()
    };
    let by_words = those(&|response| !row.text.is_empty() && says(response, &row.text));
    let by_question = those(&|response| !row.question.is_empty() && response.question == row.question);
    let both = by_words.iter().copied().find(|at| by_question.contains(at));
    match (both, by_words.first(), by_question.is_empty()) {
        (Some(both), _, _) => vec![both],
        (None, Some(first), _) => vec![*first],
        (None, None, false) => by_question,
        (None, None, true) => responses.to_vec(),
    }
}

/// Whether a response has these words; signs such as `[name]` or `[…]` stand for any.
fn says(response: &FoundResponse, words: &str) -> bool {
    let sought = key(words);
    let texts = [key(&response.text), key(&response.submitted)];
    texts.contains(&sought)
        || words.contains('[') && texts.iter().any(|text| !text.is_empty() && fits(text, &unmasked(words)))
}

/// The words around signs in square brackets, in order.
fn unmasked(words: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = words;
    let mut piece = String::new();
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        piece.push_str(before);
        match from.find(']') {
            Some(close) => {
                pieces.push(key_of_piece(&std::mem::take(&mut piece)));
                rest = &from[close + 1..];
            }
            None => {
                rest = from;
                break;
            }
        }
    }
    piece.push_str(rest);
    pieces.push(key_of_piece(&piece));
    pieces
}

fn key_of_piece(piece: &str) -> String {
    if piece.chars().any(char::is_alphanumeric) { key(piece) } else { String::new() }
}

/// Whether the pieces stand in a text in order, the first at its beginning and the last at its end.
fn fits(text: &str, pieces: &[String]) -> bool {
    let Some((first, others)) = pieces.split_first() else { return false };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    let Some((last, between)) = others.split_last() else { return rest.is_empty() };
    for piece in between {
        match rest.find(piece.as_str()) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}

/// The responses of a run by their identifiers and by their words.
struct Known {
    by_id: FxHashMap<String, Vec<usize>>,
    by_text: FxHashMap<String, Vec<usize>>,
}

impl Known {
    fn of(run: &RunFound) -> Known {
        let mut known = Known { by_id: FxHashMap::default(), by_text: FxHashMap::default() };
        for (at, response) in run.responses.iter().enumerate() {
            known.by_id.entry(response.submission.clone()).or_default().push(at);
            let words = [key(&response.text), key(&response.submitted)];
            known.by_text.entry(words[0].clone()).or_default().push(at);
            if !words[1].is_empty() && words[0] != words[1] {
                known.by_text.entry(words[1].clone()).or_default().push(at);
            }
        }
        // A response's own id comes before a submission's that looks the same.
        for (at, response) in run.responses.iter().enumerate() {
            known.by_id.insert(response.id.clone(), vec![at]);
        }
        known.by_text.remove("");
        known
    }

    fn by_id(&self, id: &str) -> Option<&[usize]> {
        self.by_id.get(id).map(Vec::as_slice)
    }

    fn by_text(&self, text: &str) -> Option<&[usize]> {
        self.by_text.get(&key(text)).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_words_are_the_words_of_their_response() {
        let response = FoundResponse {
            id: String::new(),
            submission: String::new(),
            question: String::new(),
            text: "Ring Ann Lee on 07700 900123, please.".to_owned(),
            submitted: String::new(),
            is_counted: true,
            themes: Vec::new(),
        };
        assert!(says(&response, "Ring [name] on [phone], please."));
        assert!(says(&response, "Ring Ann Lee on […]"));
        assert!(!says(&response, "Ring [name] on [phone], never."));
        assert!(!says(&response, "Write to [name] on [phone], please."));
    }
}
