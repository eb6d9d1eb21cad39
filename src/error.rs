//! What can stop a run, and where it happened.

use std::fmt;

/// One thing that is wrong, where it is, and what would be right. Never holds the words of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the user named it.
    pub path: String,
    /// The line in it, from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault on a line of a file.
    pub fn at(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Fault { path: path.into(), line: Some(line), message: message.into() }
    }

    /// A fault of a whole file.
    pub fn of(path: impl Into<String>, message: impl Into<String>) -> Self {
        Fault { path: path.into(), line: None, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// Why a run stopped without writing a report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Faults in a lexicon or a profile: every one found, in file order.
    #[error("{}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
    /// A file the run cannot do without could not be opened.
    #[error("{path}: {reason}")]
    Unopened {
        /// The file or folder, as the user named it.
        path: String,
        /// Why, in words.
        reason: String,
    },
    /// A file of the report could not be kept.
    #[error("{path} cannot be written: {reason}")]
    Unwritten {
        /// The file's path in the output folder.
        path: String,
        /// Why.
        reason: std::io::Error,
    },
    /// The inputs hold no submission at all.
    #[error("nothing to read in {0}: no file there holds a submission")]
    NothingReceived(String),
    /// The ledger does not add up: a fault of the program, and no report may be written.
    #[error(
        "the ledger does not add up ({0}); no report was written. Please report this as a fault of yousaid"
    )]
    LedgerOpen(String),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Error::Faults(vec![fault])
    }
}
