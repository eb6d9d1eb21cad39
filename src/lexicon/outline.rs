//! What a lexicon says, line by line, before it is compiled: the form through which every kind of dictionary goes.

use std::fmt::Write;

use super::line::{first_word, is_setting, quoted, rule_line, with_straight_quotes, without_comment};
use super::syntax::parse_imported;
use super::{Lexicon, Scope, Theme};
use crate::error::Fault;
use crate::text::one_line;

/// A dictionary as lines of a lexicon, and what of it no lexicon can say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The lines in the order of a lexicon.
    pub lines: Vec<Line>,
    /// What was not taken over, and why; each stands among the lines as a note too.
    pub unfit: Vec<Unfit>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Its line in the file that was read; 0 where it has none.
    pub line: usize,
    /// What it is and why it does not fit.
    pub reason: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the file that was read: a line, or a row.
    pub number: usize,
    /// What it says.
    pub says: Says,
    /// The note behind it, or the whole of it.
    pub note: String,
}

/// What one line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// `lexicon "Title" version 1`.
    Header {
        /// The title.
        title: String,
        /// The version.
        version: String,
    },
    /// `list NAME = words`.
    List {
        /// Its name.
        name: String,
        /// The alternatives as written.
        words: String,
    },
    /// `priority ID "Name"`.
    Priority {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// `theme ID "Name"`.
    Theme {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// `sub ID "Name"`.
    SubTheme {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// The id of the theme that it is a part of.
        of: String,
    },
    /// A rule, an exception or a dismissal.
    Rule {
        /// What it is for.
        role: Role,
        /// `lone`, `asked "…"`, `loose` and `strict` as written; empty where there are none.
        when: String,
        /// Its kind and distance: `phrase`, `near 6`; empty for a dismissal.
        kind: String,
        /// What it looks for, with the exceptions on its line.
        words: String,
    },
    /// `skip …`, and `asked "…"`, `loose` and `strict` where they stand alone.
    Setting {
        /// The first word.
        word: String,
        /// What follows it.
        rest: String,
    },
    /// `matches "…"` or `ignores "…"`.
    Example {
        /// Whether it must show the theme.
        must_match: bool,
        /// `asked "…"` as written; empty where there is none.
        when: String,
        /// The sentence.
        text: String,
    },
    /// Nothing but its note.
    Note,
}

/// What a rule's line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It shows the theme.
    Shows,
    /// It is an exception.
    Except,
    /// It takes the mention that follows it away.
    Dismiss,
}

impl Line {
    /// A line without a note.
    pub fn new(number: usize, says: Says) -> Line {
        Line { number, says, note: String::new() }
    }

    /// A note alone.
    pub fn note(number: usize, note: impl Into<String>) -> Line {
        Line { number, says: Says::Note, note: note.into() }
    }
}

impl Outline {
    /// The lines of a lexicon that is sound.
    pub fn of_lexicon(source: &str) -> Outline {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let mut outline = Outline::default();
        let mut theme = String::new();
        for (at, written) in source.lines().enumerate() {
            let line = without_comment(written);
            let note = written[line.len()..].trim_start_matches('#').trim().to_owned();
            let has_note = written.len() > line.len();
            let mut says = says(with_straight_quotes(line).trim());
            match &mut says {
                Says::Theme { id, .. } => theme.clone_from(id),
                Says::SubTheme { of, .. } if of.is_empty() => of.clone_from(&theme),
                _ => {}
            }
            if says != Says::Note || has_note {
                outline.lines.push(Line { number: at + 1, says, note });
            }
        }
        outline
    }

    /// The text of the lexicon, and for each of its lines the line or row it was read from.
    pub fn to_lexicon(&self) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut numbers = Vec::new();
        let mut is_in_theme = false;
        let mut theme = "";
        for line in &self.lines {
            let starts = matches!(line.says, Says::Priority { .. });
            if starts && !text.is_empty() {
                text.push('\n');
                numbers.push(line.number);
            }
            match line.says {
                Says::Priority { .. } => is_in_theme = false,
                Says::Theme { .. } => is_in_theme = true,
                _ => {}
            }
            let mut written = written(&line.says);
            match &line.says {
                Says::Theme { id, .. } => theme = id,
                Says::SubTheme { of, .. } if of != theme => written.push_str(&format!(" of {of}")),
                _ => {}
            }
            let indent = match line.says {
                Says::Theme { .. } => "  ",
                Says::SubTheme { .. } => "    ",
                Says::Rule { .. } | Says::Setting { .. } | Says::Example { .. } | Says::Note
                    if is_in_theme =>
                {
                    "    "
                }
                Says::Rule { role: Role::Except, .. } => "  ",
                _ => "",
            };
            let note = one_line(&line.note);
            match (written.is_empty(), note.is_empty()) {
                (true, true) => text.push_str("#\n"),
                (true, false) => writeln!(text, "{indent}# {note}").expect(STRING),
                (false, true) => writeln!(text, "{indent}{written}").expect(STRING),
                (false, false) => writeln!(text, "{indent}{written}   # {note}").expect(STRING),
            }
            numbers.push(line.number);
        }
        (text, numbers)
    }

    /// The lexicon that these lines are. It needs no examples, since other kinds of dictionary have none. Faults name the lines or rows of
    /// the file that was read.
    pub fn compile(&self, path: &str) -> Result<Lexicon, Vec<Fault>> {
        let (text, numbers) = self.to_lexicon();
        let number =
            |line: usize| line.checked_sub(1).and_then(|at| numbers.get(at)).copied().unwrap_or(line);
        let unfit = self.unfit.iter().map(|unfit| unfit.fault(path));
        let parsed = parse_imported(path, &text);
        let mut faults: Vec<Fault> = unfit.collect();
        match parsed {
            Ok(mut lexicon) if faults.is_empty() => {
                lexicon.priorities.iter_mut().for_each(|priority| priority.line = number(priority.line));
                lexicon.themes.iter_mut().for_each(|theme: &mut Theme| theme.line = number(theme.line));
                lexicon.rules.iter_mut().for_each(|rule| rule.line = number(rule.line));
                lexicon.examples.iter_mut().for_each(|example| example.line = number(example.line));
                if lexicon.rules.iter().any(|rule| matches!(rule.scope, Scope::Shows(_))) {
                    return Ok(lexicon);
                }
                let message = "this dictionary has no words to look for; make a lexicon of it with `yousaid lexicon convert` and write its rules";
                faults.push(Fault::of(path, message));
            }
            Ok(_) => {}
            Err(parsed) => faults.extend(
                parsed
                    .into_iter()
                    .map(|fault| Fault { line: fault.line.map(number).filter(|line| *line > 0), ..fault }),
            ),
        }
        faults.sort_by_key(|fault| fault.line);
        Err(faults)
    }
}

impl Outline {
    /// What it holds, in one line; `unsaid` lines of it were not written.
    pub fn summary(&self, unsaid: usize) -> String {
        let count = |is_it: fn(&Says) -> bool| self.lines.iter().filter(|line| is_it(&line.says)).count();
        if unsaid > 0 {
            return format!(
                "{} priorities, {} themes; {unsaid} lines not written, {} not taken over",
                count(|says| matches!(says, Says::Priority { .. })),
                count(|says| matches!(says, Says::Theme { .. } | Says::SubTheme { .. })),
                self.unfit.len()
            );
        }
        format!(
            "{} priorities, {} themes, {} rules, {} examples; {} not taken over",
            count(|says| matches!(says, Says::Priority { .. })),
            count(|says| matches!(says, Says::Theme { .. } | Says::SubTheme { .. })),
            count(|says| matches!(says, Says::Rule { role: Role::Shows, .. })),
            count(|says| matches!(says, Says::Example { .. })),
            self.unfit.len()
        )
    }
}

impl Unfit {
    /// The same as a fault of its file.
    pub fn fault(&self, path: &str) -> Fault {
        Fault {
            path: path.to_owned(),
            line: (self.line > 0).then_some(self.line),
            message: self.reason.clone(),
        }
    }
}

/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

fn says(line: &str) -> Says {
    let (word, rest) = first_word(line);
    let of_quoted = |rest: &str| quoted(rest).map(|(text, _)| text).unwrap_or_default();
    match word {
        "" => Says::Note,
        "lexicon" => {
            let after = quoted(rest).map(|(_, after)| after.trim()).unwrap_or_default();
            let version = after.strip_prefix("version").unwrap_or(after).trim();
            Says::Header { title: of_quoted(rest), version: version.to_owned() }
        }
        "list" => {
            let (name, words) = rest.split_once('=').unwrap_or((rest, ""));
            Says::List { name: name.trim().to_owned(), words: words.trim().to_owned() }
        }
        "priority" | "theme" => {
            let (id, after) = first_word(rest);
            let (id, name) = (id.to_owned(), of_quoted(after));
            if word == "theme" { Says::Theme { id, name } } else { Says::Priority { id, name } }
        }
        "sub" => {
            let (id, after) = first_word(rest);
            let (name, after) = quoted(after).unwrap_or_default();
            let of = after.trim().strip_prefix("of").map_or("", str::trim);
            Says::SubTheme { id: id.to_owned(), name, of: of.to_owned() }
        }
        "skip" => Says::Setting { word: word.to_owned(), rest: one_line(rest) },
        "matches" | "ignores" => {
            let sentence = match rest.strip_prefix("asked") {
                Some(after) => quoted(after).map_or(rest, |(_, after)| after.trim_start()),
                None => rest,
            };
            let when = rest[..rest.len() - sentence.len()].trim().to_owned();
            Says::Example { must_match: word == "matches", when, text: of_quoted(sentence) }
        }
        "dismiss" => {
            let (when, kind) = (String::new(), String::new());
            Says::Rule { role: Role::Dismiss, when, kind, words: rest.to_owned() }
        }
        "except" => rule(Role::Except, rest),
        _ if is_setting(line) => Says::Setting { word: word.to_owned(), rest: one_line(rest) },
        _ => rule(Role::Shows, line),
    }
}

/// A rule's line in its parts.
pub(super) fn rule(role: Role, line: &str) -> Says {
    let line = line.trim();
    let Ok(parts) = rule_line(line) else {
        return Says::Rule { role, when: String::new(), kind: String::new(), words: line.to_owned() };
    };
    // The kind is a part of the line: what stands before it are the modifiers.
    let before = (parts.kind.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    let when = line.get(..before).unwrap_or("").trim();
    let (first, rest) = first_word(parts.words);
    let is_distance = matches!(parts.kind, "near" | "before" | "after") && first.parse::<u32>().is_ok();
    let (kind, mut words) = if is_distance {
        (format!("{} {first}", parts.kind), rest.to_owned())
    } else {
        (parts.kind.to_owned(), parts.words.to_owned())
    };
    for exception in parts.exceptions {
        words = format!("{words} except {exception}");
    }
    Says::Rule { role, when: when.to_owned(), kind, words }
}

fn written(says: &Says) -> String {
    let name = |text: &str| one_line(text).replace('"', "\u{201d}");
    let joined = |parts: &[&str]| {
        parts
            .iter()
            .filter(|part| !part.trim().is_empty())
            .map(|part| one_line(part))
            .collect::<Vec<_>>()
            .join(" ")
    };
    match says {
        Says::Header { title, version } => {
            format!("lexicon \"{}\" version {}", name(title), one_line(version))
        }
        Says::List { name, words } => format!("list {name} = {}", one_line(words)),
        Says::Priority { id, name: of } => format!("priority {id} \"{}\"", name(of)),
        Says::Theme { id, name: of } => format!("theme {id} \"{}\"", name(of)),
        Says::Rule { role, when, kind, words } => {
            let (word, kind) = match role {
                Role::Shows => ("", kind.as_str()),
                Role::Except => ("except", kind.as_str()),
                Role::Dismiss => ("dismiss", ""),
            };
            joined(&[word, when, kind, words])
        }
        Says::SubTheme { id, name: of, .. } => format!("sub {id} \"{}\"", name(of)),
        Says::Setting { word, rest } => joined(&[word, rest]),
        Says::Example { must_match, when, text } => {
            let word = if *must_match { "matches" } else { "ignores" };
            joined(&[word, when, &format!("\"{}\"", name(text))])
        }
        Says::Note => String::new(),
    }
}

impl Outline {
    /// Tells that something does not fit, and keeps it as a note.
    pub(super) fn not_taken(&mut self, line: usize, what: &str, why: &str) {
        let what = one_line(what);
        self.lines.push(Line::note(line, format!("not taken over: {what}")));
        self.unfit.push(Unfit { line, reason: format!("'{what}' is not taken over: {why}") });
    }
}
