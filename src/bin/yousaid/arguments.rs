//! What can be said on the command line. The door of `clap`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use yousaid::exchange::EXCHANGES;
use yousaid::ingest::{FORMATS, PLATFORMS};

/// Turns a consultation's raw submissions into what people said, priority by priority.
///
/// Give it the folder in which the survey exports, e-mails, letters and event notes lie. It reads them as they are, finds
/// the themes of a lexicon in them, marks duplicates and campaigns, counts people, chooses quotes, and writes a report whose every
/// figure leads back to the words, the rule and the source row. Everything stays on this computer.
#[derive(Debug, Parser)]
#[command(name = "yousaid", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// What was said on the command line; ends the program where that is wrong, or help was asked for.
    pub(crate) fn read() -> Arguments {
        let list = |names: Vec<&str>| names.join(", ");
        let formats = list(FORMATS.iter().map(|format| format.name()).collect());
        let platforms = list(PLATFORMS.iter().map(|platform| platform.name()).collect());
        let command = Arguments::command()
            .mut_subcommand("run", |run| run.after_long_help(format!("Files that are read: {formats}.")))
            .mut_subcommand("inspect", |inspect| {
                inspect.after_long_help(format!(
                    "Files that are read: {formats}.\n\nSurveys that are recognised: {platforms}."
                ))
            });
        Arguments::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// From a folder of submissions to a report
    ///
    /// Example: yousaid run submissions/ --out report
    ///
    /// A file consultation.toml in the folder can say what the program cannot know: the title, what a column is for, who a letter speaks
    /// for. `yousaid inspect` shows how each file would be read.
    ///
    /// Exit codes: 0 done; 1 the run failed and wrote nothing; 2 wrong usage; 3 done, but some input could not be read (it is
    /// named here and in internal/ledger.csv).
    Run(RunArguments),
    /// How each file would be read, in plain words
    ///
    /// Example: yousaid inspect submissions/
    ///
    /// Says of each file what it is, which survey platform made it, what each column is for, which questions are open, what is kept out of
    /// every report, and what looks wrong. Nothing is counted, and no response's words are shown.
    ///
    /// Exit codes: 0 done; 1 the inputs cannot be read at all; 2 wrong usage; 3 done, but some input could not be read.
    Inspect(InspectArguments),
    /// Work on a lexicon
    Lexicon {
        #[command(subcommand)]
        command: LexiconCommand,
    },
}

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Files of submissions, or folders that hold some (walked in sorted order)
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The lexicon that says which words show which theme [default: the profile's, else the built-in starter lexicon]
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// The profile [default: consultation.toml in the input folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    /// Where the report goes [default: reports/NAME-OF-THE-INPUT]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How many threads to use [default: one for each core]; the report is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
    /// Files for another program besides the report, under internal/: themefinder (an evaluation set for i.AI's ThemeFinder)
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(EXCHANGES.iter().map(|exchange| exchange.name())))]
    pub(crate) format: Vec<String>,
    /// Show no progress and no summary
    #[arg(long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// Files of submissions, or folders that hold some
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The profile [default: consultation.toml in the input folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    /// Also write all this as a profile to edit; a file that is there already is not overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) write: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// Check a lexicon: every fault at once, then every example that fails
    ///
    /// Example: yousaid lexicon check lexicons/long-term-plan.lexicon
    Check {
        /// The lexicon
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}
