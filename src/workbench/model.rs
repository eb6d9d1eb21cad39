//! What a model learned, beside the lexicon alone.

use std::fmt::Write;

use super::{STRING, counted};
use crate::learn::Model;
use crate::lexicon::Lexicon;

/// A model's figures in cross-validation as a table, theme by theme.
pub fn model_lines(model: &Model, lexicon: &Lexicon) -> String {
    let mut said = format!(
        "Learned from {}. In cross-validation (each fifth of them coded by what the others taught):\n\n",
        counted(model.origin.responses, "coded response", "coded responses")
    );
    writeln!(said, "  {:<44} {:>5}   {:<17}   lexicon alone", "", "", "model").expect(STRING);
    let of = "prec.  rec.    F1";
    writeln!(said, "  {:<44} {:>5}   {of}   {of}", "theme", "coded").expect(STRING);
    for (at, (theme, named)) in model.themes.iter().zip(&lexicon.themes).enumerate() {
        let [of_model, of_lexicon] =
            [[theme.precision(), theme.recall()], [theme.precision_of_lexicon(), theme.recall_of_lexicon()]];
        let name: String = named.name.chars().take(44).collect();
        write!(said, "  {name:<44} {:>5}  ", theme.coded()).expect(STRING);
        for [precision, recall] in [of_model, of_lexicon] {
            for share in [precision, recall, f1(precision, recall)] {
                write!(said, " {:>5}", share.map_or("\u{2013}".to_owned(), |share| format!("{share:.2}")))
                    .expect(STRING);
            }
            said.push_str("  ");
        }
        said.truncate(said.trim_end().len());
        said.push_str(if model.is_left(at) { "   left to the lexicon\n" } else { "\n" });
    }
    let [micro, of_lexicon] = model.micro;
    writeln!(said, "\n  micro-F1: {micro:.3}; the lexicon alone {of_lexicon:.3}").expect(STRING);
    let left = (0..model.themes.len()).filter(|at| model.is_left(*at)).count();
    writeln!(
        said,
        "  {} of {} themes are left to the lexicon: too few responses were coded with them, or what was learned was no better.",
        left,
        model.themes.len()
    )
    .expect(STRING);
    said.push_str(
        "  Where the lexicon was written with these very responses in view, its own figures flatter it; the model's lean on it.\n",
    );
    said
}

/// The harmonic mean of a theme's two shares; none where either is missing.
fn f1(precision: Option<f64>, recall: Option<f64>) -> Option<f64> {
    let (precision, recall) = precision.zip(recall)?;
    Some(if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 })
}
