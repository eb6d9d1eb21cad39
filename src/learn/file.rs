//! A model as a file: a header that people can read, then the weights.
//!
//! The header is lines of cells with tabs between them. Its last line says how many bytes follow and the SHA-256 of everything else in
//! the file. The weights follow column by column: the feature's hash and its weight (idf), then one byte a theme, to be multiplied by the
//! theme's scale. The file holds hashes of words, not words.

use std::fmt::Write;

use super::calibration::Sigmoid;
use super::columns::Columns;
use super::model::{Model, ModelTheme, Origin};
use super::prior::Prior;
use super::solver::Weights;
use super::training::ThemeLearned;
use crate::digest::Sha256Digest;
use crate::error::Fault;
use crate::text::one_line;

/// The first line.
const FIRST: &str = "yousaid model 2";
/// What every first line begins with, whatever the version of the file.
const BEGINNING: &str = "yousaid model ";
const THEMES: &str = "theme\tleft to the lexicon\tcoded\tfound\tright\tprecision\trecall\tfound by the lexicon\tright\tthreshold\tslope\tintercept\tprior where silent\tprior where shown\tscale";
/// Bytes of a column besides its weights.
const OF_COLUMN: usize = 12;
/// Weights are whole numbers up to this, times the theme's scale.
const MOST: f32 = 127.0;
/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

impl Model {
    /// The model as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let scales = self.scales();
        let mut header = String::new();
        let Origin { program, lexicon_title, lexicon_version, lexicon_sha256, gold_sha256, responses } =
            &self.origin;
        let [micro, lexicon_micro] = self.micro;
        writeln!(header, "{FIRST}\nprogram\t{}", one_line(program)).expect(STRING);
        writeln!(
            header,
            "lexicon\t{}\t{}\t{lexicon_sha256}",
            one_line(lexicon_title),
            one_line(lexicon_version)
        )
        .expect(STRING);
        writeln!(header, "gold\t{responses}\t{gold_sha256}").expect(STRING);
        writeln!(header, "micro-F1 in cross-validation\t{micro}\tof the lexicon alone\t{lexicon_micro}")
            .expect(STRING);
        writeln!(header, "always one theme\t{}", yes_no(self.always_one)).expect(STRING);
        writeln!(header, "columns\t{}\n{THEMES}", self.columns.len()).expect(STRING);
        for (theme, scale) in self.themes.iter().zip(&scales) {
            let ThemeLearned { coded, model, lexicon, prior, threshold, sigmoid, is_left } = theme.learned;
            let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{share:.3}"));
            writeln!(
                header,
                "{}\t{}\t{coded}\t{}\t{}\t{}\t{}\t{}\t{}\t{threshold}\t{}\t{}\t{}\t{}\t{scale}",
                theme.id,
                yes_no(is_left),
                model.0,
                model.1,
                share(theme.precision()),
                share(theme.recall()),
                lexicon.0,
                lexicon.1,
                sigmoid.slope,
                sigmoid.intercept,
                prior.silent,
                prior.shown,
            )
            .expect(STRING);
        }
        let body = self.body(&scales);
        writeln!(header, "weights\t{}\t{}", body.len(), sum(header.as_bytes(), &body)).expect(STRING);
        let mut bytes = header.into_bytes();
        bytes.extend(body);
        bytes
    }

    /// For each theme what its whole numbers are multiplied by.
    fn scales(&self) -> Vec<f32> {
        let mut largest = vec![0f32; self.themes.len()];
        for column in 0..self.weights.columns() {
            for (largest, weight) in largest.iter_mut().zip(self.weights.column(column)) {
                *largest = largest.max(weight.abs());
            }
        }
        largest.into_iter().map(|largest| if largest > 0.0 { largest / MOST } else { 1.0 }).collect()
    }

    fn body(&self, scales: &[f32]) -> Vec<u8> {
        let mut body = Vec::with_capacity(self.columns.len() * (OF_COLUMN + scales.len()));
        for column in 0..self.weights.columns() {
            // The intercept is no feature.
            if let Some(key) = self.columns.keys.get(column) {
                body.extend(key.to_le_bytes());
                body.extend(self.columns.weights[column].to_le_bytes());
            }
            let bytes = self.weights.column(column).iter().zip(scales);
            body.extend(bytes.map(|(weight, scale)| (weight / scale).round() as i8 as u8));
        }
        body
    }

    /// The same model with its weights rounded as its file has them: what a run that reads the file uses.
    pub(super) fn rounded(mut self) -> Model {
        let scales = self.scales();
        for column in 0..self.weights.columns() {
            for (weight, scale) in self.weights.column_mut(column).iter_mut().zip(&scales) {
                *weight = (*weight / scale).round() * scale;
            }
        }
        self
    }

    /// Reads a model; a fault says what is wrong with it, and what would help.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Model, Fault> {
        let fault = |message: &str| Fault::of(path, message);
        if !bytes.starts_with(BEGINNING.as_bytes()) {
            return Err(fault("this is no model of yousaid; `yousaid learn` makes one from coded responses"));
        }
        if !bytes.starts_with(format!("{FIRST}\n").as_bytes()) {
            return Err(fault(
                "this model was made for another version of yousaid; learn it again with this one",
            ));
        }
        parsed(bytes).ok_or_else(|| fault("this model is damaged: it is not as `yousaid learn` wrote it; copy it again, or learn it again"))
    }
}

/// The model; none where anything differs from what was written.
fn parsed(bytes: &[u8]) -> Option<Model> {
    let mark = b"\nweights\t";
    let end = bytes.windows(mark.len()).position(|window| window == mark)? + 1;
    let (header, rest) = bytes.split_at(end);
    let line_end = rest.iter().position(|byte| *byte == b'\n')?;
    let (last, body) = (std::str::from_utf8(&rest[..line_end]).ok()?, &rest[line_end + 1..]);
    let last: Vec<&str> = last.split('\t').collect();
    let [_, length, told] = last[..] else { return None };
    if length.parse() != Ok(body.len()) || told != sum(header, body) {
        return None;
    }
    let mut lines =
        std::str::from_utf8(header).ok()?.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let mut cells =
        |name: &str, count: usize| lines.next().filter(|cells| cells[0] == name && cells.len() == count);
    let program = cells("program", 2)?[1].to_owned();
    let lexicon = cells("lexicon", 4)?;
    let gold = cells("gold", 3)?;
    let micro = cells("micro-F1 in cross-validation", 4)?;
    let always_one = is_yes(cells("always one theme", 2)?[1])?;
    let columns: usize = cells("columns", 2)?[1].parse().ok()?;
    cells("theme", THEMES.split('\t').count())?;
    let (themes, scales): (Vec<ModelTheme>, Vec<f32>) =
        lines.map(|cells| theme(&cells)).collect::<Option<Vec<_>>>()?.into_iter().unzip();
    let (columns, weights) = weights(body, columns, &scales)?;
    Some(Model {
        origin: Origin {
            program,
            lexicon_title: lexicon[1].to_owned(),
            lexicon_version: lexicon[2].to_owned(),
            lexicon_sha256: lexicon[3].to_owned(),
            gold_sha256: gold[2].to_owned(),
            responses: gold[1].parse().ok()?,
        },
        left: themes.iter().map(|theme| theme.learned.is_left).collect(),
        themes,
        micro: [micro[1].parse().ok()?, micro[3].parse().ok()?],
        always_one,
        columns,
        weights,
    })
}

fn theme(cells: &[&str]) -> Option<(ModelTheme, f32)> {
    let [
        id,
        left,
        coded,
        found,
        right,
        _,
        _,
        lexicon_found,
        lexicon_right,
        threshold,
        slope,
        intercept,
        silent,
        shown,
        scale,
    ] = cells
    else {
        return None;
    };
    let learned = ThemeLearned {
        coded: coded.parse().ok()?,
        model: (found.parse().ok()?, right.parse().ok()?),
        lexicon: (lexicon_found.parse().ok()?, lexicon_right.parse().ok()?),
        prior: Prior { silent: silent.parse().ok()?, shown: shown.parse().ok()? },
        threshold: threshold.parse().ok()?,
        sigmoid: Sigmoid { slope: slope.parse().ok()?, intercept: intercept.parse().ok()? },
        is_left: is_yes(left)?,
    };
    Some((ModelTheme { id: (*id).to_owned(), learned }, scale.parse().ok()?))
}

fn weights(body: &[u8], columns: usize, scales: &[f32]) -> Option<(Columns, Weights)> {
    let themes = scales.len();
    if columns.checked_mul(OF_COLUMN + themes)?.checked_add(themes)? != body.len() {
        return None;
    }
    let mut weights = Weights::new(columns, themes);
    let (mut keys, mut idfs) = (Vec::with_capacity(columns), Vec::with_capacity(columns));
    let mut rest = body;
    for column in 0..=columns {
        if column < columns {
            let (key, after) = rest.split_first_chunk::<8>()?;
            let (idf, after) = after.split_first_chunk::<4>()?;
            keys.push(u64::from_le_bytes(*key));
            idfs.push(f32::from_le_bytes(*idf));
            rest = after;
        }
        let (of_column, after) = rest.split_at(themes);
        for ((weight, byte), scale) in weights.column_mut(column).iter_mut().zip(of_column).zip(scales) {
            *weight = f32::from(*byte as i8) * scale;
        }
        rest = after;
    }
    Some((Columns::new(keys, idfs), weights))
}

/// SHA-256 of a file without its line of the sum.
fn sum(header: &[u8], body: &[u8]) -> String {
    let mut digest = Sha256Digest::default();
    digest.add(header);
    digest.add(body);
    digest.finish()
}

fn yes_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn is_yes(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::features::Features;
    use crate::learn::training::{Lesson, train};

    fn model() -> Model {
        let lesson = |n: u64| Lesson {
            features: Features {
                words: vec![(n % 2, 1.0), (7, 1.0)],
                letters: vec![(100 + n % 3, 2.0)],
                marks: vec![(200, 0.3)],
                lexicon: vec![(300, 1.0)],
            },
            shows: if n.is_multiple_of(4) { vec![0] } else { vec![] },
            coded: if n.is_multiple_of(2) { vec![0] } else { vec![1] },
            key: crate::text::hash_of(&n.to_string()),
        };
        let learned = train((0..60).map(lesson).collect(), 2, &[true, true]);
        let origin = Origin {
            program: "0.0.0".to_owned(),
            lexicon_title: "Buses\tand beds".to_owned(),
            lexicon_version: "1".to_owned(),
            lexicon_sha256: "ab".repeat(32),
            gold_sha256: "cd".repeat(32),
            responses: 60,
        };
        Model::new(learned, vec!["buses".to_owned(), "beds".to_owned()], origin).rounded()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let model = model();
        let bytes = model.to_bytes();
        let read = Model::read("a.model", &bytes).expect("it was just written");
        assert_eq!(read.to_bytes(), bytes);
        let features = Features { words: vec![(0, 1.0), (7, 1.0)], ..Features::default() };
        assert_eq!(read.code(&features, &[0]), model.code(&features, &[0]));
        assert_eq!(read.code(&features, &[0]).themes, [0]);
    }

    #[test]
    fn its_header_is_text() {
        let bytes = model().to_bytes();
        let end = bytes
            .windows(9)
            .position(|window| window == b"\nweights\t")
            .expect("it says where weights begin");
        let header = std::str::from_utf8(&bytes[..end]).expect("the header is text");
        assert!(
            header.starts_with("yousaid model 2\nprogram\t0.0.0\nlexicon\tBuses and beds\t1\t"),
            "{header}"
        );
        assert!(header.lines().any(|line| line.starts_with("buses\t")), "{header}");
    }

    #[test]
    fn a_changed_byte_anywhere_is_told() {
        let bytes = model().to_bytes();
        for at in (20..bytes.len()).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let fault = Model::read("a.model", &damaged).expect_err("a byte was changed");
            assert!(fault.message.contains("damaged"), "byte {at}: {fault}");
        }
        let fault = Model::read("a.model", &bytes[..bytes.len() - 1]).expect_err("the end is missing");
        assert!(fault.message.contains("damaged"), "{fault}");
    }

    #[test]
    fn what_is_no_model_or_one_of_another_version_is_told() {
        let told = |bytes: &[u8]| Model::read("a.model", bytes).expect_err("it cannot be read").message;
        assert!(told(b"response,text\n").contains("no model"));
        assert!(told(b"yousaid model 99\nprogram\t9").contains("another version"));
        assert!(told(b"yousaid model 2\n").contains("damaged"));
    }
}
