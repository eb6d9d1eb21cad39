//! What can be said on the command line. The door of `clap`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use yousaid::disclose::{PRESETS, Preset};
use yousaid::exchange::EXCHANGES;
use yousaid::ingest::{FORMATS, PLATFORMS};
use yousaid::lexicon::dictionaries::DICTIONARIES;

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
        let kinds = list(DICTIONARIES.iter().map(|kind| kind.name()).collect());
        let command = command.mut_subcommand("lexicon", |lexicon| {
            lexicon.mut_subcommand("convert", |convert| {
                convert.after_long_help(format!("Files that are read: {kinds}."))
            })
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
    /// Why a response shows what it shows, or what each rule of a theme found
    ///
    /// Example: yousaid explain report 14:1 --lexicon buses.lexicon
    ///
    /// Reads the folder of a finished run and the lexicon that it used. This command shows people's own words, personal details masked only
    /// where the program knows them: it is for internal use, not for publication.
    ///
    /// For a response: what became of it and why, where it stood, its question, its themes, and for each mention the rule, the rule's line in
    /// the lexicon, and the words. For a theme: how many mentions each rule found and in how many responses, with examples.
    ///
    /// Exit codes: 0 done; 1 the folder is no run, the lexicon is another one, or there is no such response or theme; 2 wrong usage.
    Explain(ExplainArguments),
    /// What a rule would find, with the words around it, before it goes into the lexicon
    ///
    /// Example: yousaid kwic "near 6 get appointment" submissions/
    ///
    /// Shows every mention in the responses that count, in one line each with the response's id. Personal details are masked as in quotes;
    /// these are still people's own words, for internal use.
    ///
    /// Exit codes: 0 done; 1 the term is no rule, or the inputs cannot be read at all; 2 wrong usage; 3 done, but some input could not be
    /// read.
    Kwic(KwicArguments),
    /// What a lexicon misses: words that stand out, with sentences, and rules ready to paste
    ///
    /// Example: yousaid discover submissions/ --lexicon buses.lexicon
    ///
    /// Looks for words and pairs of words that are commoner in responses without a theme than in the others (Dunning's log-likelihood ratio),
    /// puts alike ones together, and shows three sentences and a rule for each. With --theme, the same for the responses of one theme: words
    /// that go with it, which its rules do not know, and sentences that it misses. Personal details are masked as in quotes; these are still
    /// people's own words, for internal use.
    ///
    /// Exit codes: 0 done; 1 the lexicon or the inputs cannot be read, or there is no such theme; 2 wrong usage; 3 done, but some input could
    /// not be read.
    Discover(DiscoverArguments),
    /// A sheet for people to code: responses of a run drawn so that both what it found and what it missed are checked
    ///
    /// Example: yousaid sample report --out to-code.xlsx --second to-code-too.xlsx
    ///
    /// Draws responses across themes, responses without a theme, channels and questions, and writes them without what the program found; personal
    /// details are masked. In a workbook themes are chosen from a list, and a second sheet says what each means; beside a CSV a second file does. Each row has a weight, from which `yousaid score` works out
    /// figures for the whole run. The same run gives the same rows; --draw gives others. Says what figures to expect from so many rows.
    ///
    /// Exit codes: 0 done; 1 the folder is no run, the lexicon is another one, or the sheet cannot be written (a file that is there already is not
    /// overwritten); 2 wrong usage.
    Sample(SampleArguments),
    /// How often the themes of a run are right, held against responses that people coded
    ///
    /// Example: yousaid score report --gold coded.csv
    ///
    /// The gold file is a table, CSV or workbook, with one row a response. Its codes stand in one column a theme (named by the theme's id or
    /// name, with 1 or 0 in its cells), or in one column `themes` of ids or names joined by `;`; a sheet of `yousaid sample` is read as it is. Its
    /// rows are matched to the run by a column of identifiers, or by the responses' own words. What could not be matched is told, and so are rows of
    /// responses that count in no figure of the run: they are scored, and left out with --counted-only.
    ///
    /// Prints precision, recall and F1 with 95% intervals for each theme, and their micro and macro averages; on a sheet of `yousaid sample` they
    /// speak for all responses of the run. Then how far coder and program agree and, with --second, two coders: Krippendorff's alpha and the
    /// share of responses on which they say the same. `yousaid run --checked` puts the figures of --csv into the next report.
    ///
    /// Exit codes: 0 done; 1 the folder is no run, or the gold file cannot be used; 2 wrong usage; 3 done, but some rows of the gold file could
    /// not be read.
    Score(ScoreArguments),
    /// What moved between two rounds: the published figures of two runs, like for like
    ///
    /// Example: yousaid compare reports/round-1 reports/round-2
    ///
    /// Both runs must have used the same lexicon, to the byte; or name a table with the columns old_id and new_id that says which theme, or priority,
    /// stands for which. Only what both runs published is used, so that what one of them hides stays hidden. Writes a page, comparison.html, and
    /// comparison.csv with every figure that both rounds have; files that are there already are not overwritten.
    ///
    /// Exit codes: 0 done; 1 a folder is no run, its figures were changed since, or the rounds cannot be compared; 2 wrong usage.
    Compare(CompareArguments),
    /// Learn themes from responses that people coded
    ///
    /// Example: yousaid learn --gold coded.csv submissions/ --out coded.model
    ///
    /// Reads the submissions as `yousaid run` does and the gold file as `yousaid score` does; where the gold file holds the responses' own
    /// words, no submissions need be named. Learns for each theme when a response has it, from words, parts of words, the question and the
    /// lexicon's rules, and believes the lexicon where few responses were coded. Prints how right it was in cross-validation beside the lexicon
    /// alone. The model fits this lexicon only; it holds no words of anybody, and the same files give the same model. `yousaid run --model`
    /// uses it.
    ///
    /// Exit codes: 0 done; 1 the lexicon, the gold file or the inputs cannot be used; 2 wrong usage; 3 done, but some input or some rows of the
    /// gold file could not be read.
    Learn(LearnArguments),
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
    /// How small numbers are protected: dhsc (under 10 hidden, the rest rounded to 5), nhsd (1 to 7 hidden, the rest rounded to 5), fft (under 5
    /// hidden), acro (under 10 hidden) or none (for internal use) [default: the profile's, else fft]
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(PRESETS.map(Preset::name)))]
    pub(crate) preset: Option<String>,
    /// Where the report goes [default: reports/NAME-OF-THE-INPUT]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How many threads to use [default: one for each core]; the report is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
    /// Files for another program besides the report, under internal/; may be given several times: themefinder (an evaluation set for i.AI's ThemeFinder), qdpx (a REFI-QDA
    /// project for QualCoder, NVivo, ATLAS.ti and their like), jsonl (everything known of each response, for programs) or parquet (responses and mentions,
    /// for programs that count)
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(EXCHANGES.iter().map(|exchange| exchange.name())))]
    pub(crate) format: Vec<String>,
    /// A model that `yousaid learn` made with this lexicon: its themes stand beside the lexicon's; the profile says whose are counted
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Themes that people gave or took away: internal/responses.csv of a run with its column `themes` edited, or its internal/overrides.csv. A run
    /// without it does not replace one that has some
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,
    /// How often themes are right, for the report: what `yousaid score --csv` wrote. Figures of another lexicon are left out
    #[arg(long, value_name = "FILE")]
    pub(crate) checked: Option<PathBuf>,
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

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["response", "theme"]))]
pub(crate) struct ExplainArguments {
    /// The output folder of a finished run
    #[arg(value_name = "RUN_DIR")]
    pub(crate) folder: PathBuf,
    /// A response's id, a submission's id, or a source such as 'survey.csv!14', as internal/ledger.csv gives them
    #[arg(value_name = "RESPONSE")]
    pub(crate) response: Option<String>,
    /// Explain a theme instead, by its id or its name: what each of its rules found
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Option<String>,
    /// The lexicon of that run [default: the built-in starter lexicon, where the run used it]
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// How many examples of each rule to show
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) examples: usize,
}

#[derive(Debug, Args)]
pub(crate) struct KwicArguments {
    /// The words of a phrase, or a whole rule such as "near 6 get appointment"
    #[arg(value_name = "TERM")]
    pub(crate) term: String,
    #[command(flatten)]
    pub(crate) inputs: InputArguments,
    /// The lexicon whose lists the term can use, and whose 'dismiss' lines hold [default: the profile's, else the starter]
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// How many mentions to show
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// Also write every mention as a CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DiscoverArguments {
    #[command(flatten)]
    pub(crate) inputs: InputArguments,
    /// The lexicon [default: the profile's, else the built-in starter lexicon]
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// Look at the responses of this theme, by its id or its name, instead of those without one (can be given several times)
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Vec<String>,
    /// Look at the responses of each theme in turn
    #[arg(long, conflicts_with = "theme")]
    pub(crate) every_theme: bool,
    /// How many groups of words to show for each
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// Also write them as a CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SampleArguments {
    /// The output folder of a finished run
    #[arg(value_name = "RUN_DIR")]
    pub(crate) folder: PathBuf,
    /// Where the sheet goes: a workbook (.xlsx or .ods), or a .csv file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Also write a copy for a second coder
    #[arg(long, value_name = "FILE")]
    pub(crate) second: Option<PathBuf>,
    /// How many responses to draw
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) size: usize,
    /// Draw as many as it takes for an interval of so many percentage points on each side, over all themes
    #[arg(long, value_name = "POINTS", conflicts_with = "size", value_parser = points)]
    pub(crate) within: Option<f64>,
    /// Another draw from the same run: 2, 3, …
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) draw: u32,
    /// The lexicon of that run [default: the built-in starter lexicon, where the run used it]
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
}

fn points(written: &str) -> Result<f64, String> {
    let points = written.parse().ok().filter(|points| (0.5..=50.0).contains(points));
    points.ok_or_else(|| "write a number from 0.5 to 50, such as 5".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct ScoreArguments {
    /// The output folder of a finished run
    #[arg(value_name = "RUN_DIR")]
    pub(crate) folder: PathBuf,
    /// The responses that people coded
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// The same responses, coded by a second person
    #[arg(long, value_name = "FILE")]
    pub(crate) second: Option<PathBuf>,
    /// Also write the figures as a CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Leave out rows of responses that count in no figure: those in which nothing was said, and those received twice
    #[arg(long)]
    pub(crate) counted_only: bool,
    /// Also write every disagreement with the response's words as a CSV, for internal use
    #[arg(long, value_name = "FILE")]
    pub(crate) disagreements: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// The output folder of the earlier run
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The output folder of the later run
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Which theme of the old lexicon stands for which of the new one: a table with the columns old_id and new_id
    #[arg(long, value_name = "FILE")]
    pub(crate) crosswalk: Option<PathBuf>,
    /// The folder for the page and the table [default: reports/OLD-and-NEW]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct LearnArguments {
    #[command(flatten)]
    pub(crate) inputs: CodedInputs,
    /// The responses that people coded
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// Where the model goes; a file there is replaced
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The lexicon [default: the profile's, else the built-in starter lexicon]
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SuggestArguments {
    /// The lexicon
    #[arg(value_name = "LEXICON")]
    pub(crate) lexicon: PathBuf,
    #[command(flatten)]
    pub(crate) inputs: CodedInputs,
    /// The responses that people coded
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// How many rules to suggest for each theme
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) limit: usize,
    /// Also write them as a CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}

/// What commands read that learn from coded responses.
#[derive(Debug, Args)]
pub(crate) struct CodedInputs {
    /// Files of submissions, or folders that hold some [default: the gold file, where it holds the responses' own words]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The profile [default: consultation.toml in the input folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

/// What commands that try a lexicon out read.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// Files of submissions, or folders that hold some
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The profile [default: consultation.toml in the input folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// Check a lexicon: every fault at once, then every example that fails, then what looks doubtful
    ///
    /// Example: yousaid lexicon check buses.lexicon submissions/
    ///
    /// Faults and failing examples must be mended before a run. Warnings are for you to judge: rules that stand twice, words that may be left
    /// out at the edge of a rule and, where inputs are named, rules that find nothing there, that never count because of another rule, that
    /// take nothing away, or that find very much.
    ///
    /// Exit codes: 0 the lexicon is sound, with warnings or without; 1 it is not; 2 wrong usage; 3 it is sound, but some input could not be
    /// read.
    Check {
        /// The lexicon
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Files of submissions, or folders that hold some, on which each rule is tried
        #[arg(value_name = "INPUT")]
        inputs: Vec<PathBuf>,
        /// Warn of a rule that shows its theme in more than this share of responses
        #[arg(long, value_name = "PERCENT", default_value_t = 20.0)]
        broad: f64,
        /// The profile [default: consultation.toml in the input folder, if there is one]
        #[arg(long, value_name = "FILE")]
        profile: Option<PathBuf>,
        /// How many threads to use [default: one for each core]
        #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
        jobs: usize,
    },
    /// How much of what people said a lexicon covers, and what it misses
    ///
    /// Example: yousaid lexicon coverage buses.lexicon submissions/
    ///
    /// Tells the share of substantive responses that show a theme, in all and by question, each theme's responses and mentions, and the words
    /// that stand out in the responses without a theme.
    ///
    /// Exit codes: 0 done; 1 the lexicon or the inputs cannot be read; 2 wrong usage; 3 done, but some input could not be read.
    Coverage {
        /// The lexicon
        #[arg(value_name = "LEXICON")]
        lexicon: PathBuf,
        #[command(flatten)]
        inputs: InputArguments,
    },
    /// Which themes travel together
    ///
    /// Example: yousaid lexicon overlap buses.lexicon submissions/
    ///
    /// For each two themes that show in the same responses: how many show both, how many of those that show either show both (Jaccard), and
    /// how much of the smaller lies inside the larger. Pairs that are nearly one point to a theme that stands twice, or to a rule too many.
    ///
    /// Exit codes: 0 done; 1 the lexicon or the inputs cannot be read; 2 wrong usage; 3 done, but some input could not be read.
    Overlap {
        /// The lexicon
        #[arg(value_name = "LEXICON")]
        lexicon: PathBuf,
        #[command(flatten)]
        inputs: InputArguments,
        /// Leave out pairs that show together in fewer responses
        #[arg(long, value_name = "N", default_value_t = 3)]
        least: usize,
    },
    /// Which responses a new version of a lexicon moves, and which rule moves each
    ///
    /// Example: yousaid lexicon diff old.lexicon new.lexicon submissions/
    ///
    /// Themes are the same where their ids are. Shows people's own words around each mention, personal details masked: for internal use.
    ///
    /// Exit codes: 0 done; 1 a lexicon or the inputs cannot be read; 2 wrong usage; 3 done, but some input could not be read.
    Diff {
        /// The lexicon as it was
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// The lexicon as it is now
        #[arg(value_name = "NEW")]
        new: PathBuf,
        #[command(flatten)]
        inputs: InputArguments,
        /// How many responses to show
        #[arg(long, value_name = "N", default_value_t = 40)]
        limit: usize,
        /// Also write every response that moves as a CSV
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Rules that coded responses suggest, and rules of the lexicon that they speak against
    ///
    /// Example: yousaid lexicon suggest buses.lexicon --gold coded.csv submissions/
    ///
    /// For each theme: words and pairs of words that stand out in the responses people gave it (log-odds ratio with an informative prior), each
    /// as a rule ready to paste with what it would gain and cost; then rules that, where they alone show the theme, are wrong more often than
    /// right. Shows people's own words, personal details masked: for internal use.
    ///
    /// Exit codes: 0 done; 1 the lexicon, the gold file or the inputs cannot be used; 2 wrong usage; 3 done, but some input or some rows of the
    /// gold file could not be read.
    Suggest(SuggestArguments),
    /// Turn other people's dictionaries into a lexicon, or a lexicon into a table
    ///
    /// Example: yousaid lexicon convert dictionary.yml health.lexicon
    ///
    /// What a file is, its name says. What does not fit is told line by line on standard error and, in a lexicon, kept as a note; nothing is
    /// dropped in silence. From a lexicon to CSV or Excel and back nothing is lost. A file that is there already is not overwritten.
    ///
    /// Exit codes: 0 done, with what does not fit or without; 1 the file cannot be read or written; 2 wrong usage.
    Convert {
        /// The file to read
        #[arg(value_name = "FROM")]
        from: PathBuf,
        /// The file to write
        #[arg(value_name = "TO")]
        to: PathBuf,
    },
}
