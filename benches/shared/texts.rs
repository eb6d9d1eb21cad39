//! The texts of the corpus, cleaned.

use yousaid::ingest::{inputs, read_inputs};
use yousaid::normalise::clean;

use super::corpus::corpus;

/// The clean texts of the first `most_rows` rows, as the program reads them.
pub(crate) fn texts(most_rows: usize) -> Vec<String> {
    let corpus = corpus(most_rows);
    println!("on {} rows, a file of {:.1} MB", corpus.rows, corpus.megabytes);
    let files = inputs(&[corpus.path], None).expect("the corpus was just written");
    let reading = read_inputs(&files, &[], |_| {}).expect("the corpus is readable");
    let responses = reading.submissions.into_iter().flat_map(|submission| submission.responses);
    responses.map(|response| clean(response.text).as_str().to_owned()).collect()
}

/// Millions of bytes in texts.
pub(crate) fn megabytes(texts: &[String]) -> f64 {
    texts.iter().map(String::len).sum::<usize>() as f64 / 1e6
}
