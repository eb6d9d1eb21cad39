//! A lexicon as the rows of a table, for people who keep it in a spreadsheet.

use super::categories::Ids;
use super::outline::{Line, Outline, Role, Says, rule};
use super::sheet_ids::NamedIds;
use crate::delimited::Row;

/// The columns that are written. Fewer are read too: `priority`, `theme` and either `term` or `rule` are enough.
pub(super) const HEADER: [&str; 10] =
    ["role", "priority_id", "priority", "theme_id", "theme", "part_of", "when", "rule", "term", "note"];

/// The lines of an outline as rows: one a line, nothing left out.
pub(super) fn to_rows(outline: &Outline) -> Vec<[String; HEADER.len()]> {
    let mut priority = (String::new(), String::new());
    let mut theme = (String::new(), String::new(), String::new());
    let mut rows = Vec::with_capacity(outline.lines.len());
    for line in &outline.lines {
        let own = |text: &str| text.to_owned();
        let (role, when, kind, term) = match &line.says {
            Says::Header { title, version } => ("lexicon", String::new(), own(version), own(title)),
            Says::List { name, words } => ("list", String::new(), own(name), own(words)),
            Says::Priority { id, name } => {
                priority = (own(id), own(name));
                theme = Default::default();
                ("priority", String::new(), String::new(), String::new())
            }
            Says::Theme { id, name } => {
                theme = (own(id), own(name), String::new());
                ("theme", String::new(), String::new(), String::new())
            }
            Says::SubTheme { id, name, of } => {
                theme = (own(id), own(name), own(of));
                ("theme", String::new(), String::new(), String::new())
            }
            Says::Rule { role, when, kind, words } => {
                let name = match role {
                    Role::Shows => "rule",
                    Role::Except => "except",
                    Role::Dismiss => "dismiss",
                };
                (name, own(when), own(kind), own(words))
            }
            Says::Setting { word, rest } => (word.as_str(), String::new(), String::new(), own(rest)),
            Says::Example { must_match, when, text } => {
                (if *must_match { "matches" } else { "ignores" }, own(when), String::new(), own(text))
            }
            Says::Note => ("note", String::new(), String::new(), String::new()),
        };
        rows.push([
            own(role),
            priority.0.clone(),
            priority.1.clone(),
            theme.0.clone(),
            theme.1.clone(),
            theme.2.clone(),
            when,
            kind,
            term,
            line.note.clone(),
        ]);
    }
    rows
}

/// Where the columns stand.
struct Columns([Option<usize>; HEADER.len()]);

impl Columns {
    fn of(header: &Row) -> Columns {
        let headers: Vec<String> = header
            .cells()
            .map(|cell| cell.trim_start_matches('\u{feff}').trim().to_lowercase().replace(' ', "_"))
            .collect();
        Columns(HEADER.map(|name| headers.iter().position(|header| header == name)))
    }

    fn has(&self, name: &str) -> bool {
        HEADER.iter().zip(self.0).any(|(known, at)| *known == name && at.is_some())
    }

    fn cells<'a>(&self, row: &'a Row) -> [&'a str; HEADER.len()] {
        self.0.map(|at| at.map_or("", |at| row.cell(at).trim()))
    }
}

/// The lines that belong together, so that rows may stand in any order.
#[derive(Default)]
struct Groups {
    /// Before the first priority, and lists.
    lists: Vec<Line>,
    prelude: Vec<Line>,
    priorities: Vec<Priority>,
    named: NamedIds,
    ids: Ids,
    /// Where the row before belonged: a priority, and a theme of it.
    last: Option<(usize, Option<usize>)>,
}

#[derive(Default)]
struct Priority {
    key: String,
    id: String,
    lines: Vec<Line>,
    themes: Vec<ThemeLines>,
}

struct ThemeLines {
    key: String,
    id: String,
    /// The id of the theme that it is a part of; empty where there is none.
    of: String,
    lines: Vec<Line>,
}

/// A fault of the table: its row, and what would be right.
type RowFault = (usize, String);

impl Groups {
    fn of(rows: &[Row], columns: &Columns) -> Groups {
        let mut groups = Groups::default();
        let cells = || rows.iter().map(|row| columns.cells(row));
        for [_, priority_id, priority, ..] in cells() {
            groups.named.add_priority(priority_id, priority);
        }
        for [_, priority_id, priority, theme_id, theme, ..] in cells() {
            groups.named.add_theme([priority_id, priority], theme_id, theme);
            // An id that is made from a name is none that somebody chose.
            [priority_id, theme_id].iter().filter(|id| !id.is_empty()).for_each(|id| groups.ids.keep(id));
        }
        groups
    }

    fn priority(&mut self, id: &str, name: &str, line: usize) -> Result<usize, RowFault> {
        let key = self.named.priority_key(id, name).map_err(|why| (line, why))?;
        if let Some(at) = self.priorities.iter().position(|known| known.key == key) {
            return Ok(at);
        }
        // The name's only id, where it has one.
        let id = if id.is_empty() && !key.contains(' ') { key.as_str() } else { id };
        let given = if id.is_empty() { self.ids.of(name, "") } else { id.to_owned() };
        self.ids.keep(&given);
        let says =
            Says::Priority { id: given.clone(), name: if name.is_empty() { id } else { name }.to_owned() };
        let lines = vec![Line::new(line, says)];
        self.priorities.push(Priority { key, id: given, lines, themes: Vec::new() });
        Ok(self.priorities.len() - 1)
    }

    fn theme(&mut self, priority: usize, names: [&str; 3], line: usize) -> Result<usize, RowFault> {
        let [id, name, part_of] = names;
        let of = &self.priorities[priority];
        let key = self.named.theme_key(&of.key, id, name).map_err(|why| (line, why))?;
        if let Some(at) = of.themes.iter().position(|known| known.key == key) {
            return Ok(at);
        }
        let id = if id.is_empty() && !key.contains(' ') { key.as_str() } else { id };
        let given = if id.is_empty() { self.ids.of(name, &of.id) } else { id.to_owned() };
        self.ids.keep(&given);
        let name = if name.is_empty() { id } else { name }.to_owned();
        let above = match part_of {
            "" => None,
            // A theme may be named by its id, or by its name.
            of if self.named.is_theme_id(of) => Some(self.theme(priority, [of, "", ""], line)?),
            of => Some(self.theme(priority, ["", of, ""], line)?),
        };
        let themes = &mut self.priorities[priority].themes;
        let of = above.map_or(String::new(), |above| themes[above].id.clone());
        let says = if of.is_empty() {
            Says::Theme { id: given.clone(), name }
        } else {
            Says::SubTheme { id: given.clone(), name, of: of.clone() }
        };
        themes.push(ThemeLines { key, id: given, of, lines: vec![Line::new(line, says)] });
        Ok(themes.len() - 1)
    }

    fn lines(&mut self, place: Option<(usize, Option<usize>)>) -> &mut Vec<Line> {
        match place {
            None => &mut self.prelude,
            Some((priority, None)) => &mut self.priorities[priority].lines,
            Some((priority, Some(theme))) => &mut self.priorities[priority].themes[theme].lines,
        }
    }

    fn into_lines(self) -> impl Iterator<Item = Line> {
        let of_priorities = self
            .priorities
            .into_iter()
            .flat_map(|of| of.lines.into_iter().chain(in_order(of.themes).flat_map(|theme| theme.lines)));
        self.lists.into_iter().chain(self.prelude).chain(of_priorities)
    }
}

/// Themes in the order of their first rows, each followed by those that are a part of it.
fn in_order(themes: Vec<ThemeLines>) -> impl Iterator<Item = ThemeLines> {
    let mut order: Vec<usize> = Vec::with_capacity(themes.len());
    let mut open: Vec<usize> = (0..themes.len()).rev().filter(|at| themes[*at].of.is_empty()).collect();
    while let Some(next) = open.pop() {
        order.push(next);
        open.extend((0..themes.len()).rev().filter(|at| themes[*at].of == themes[next].id));
    }
    let mut themes: Vec<Option<ThemeLines>> = themes.into_iter().map(Some).collect();
    order.into_iter().filter_map(move |at| themes[at].take())
}

/// The lexicon that rows with a header are; `title` is its title where no row gives one.
pub(super) fn from_rows(title: &str, rows: &[Row]) -> Result<Outline, RowFault> {
    let columns = rows.first().map(Columns::of).filter(|columns| {
        columns.has("priority") && columns.has("theme") && (columns.has("term") || columns.has("rule"))
    });
    let Some(columns) = columns else {
        let message = "a lexicon in a table has a header row with the columns priority, theme and term (docs/lexicon.md lists those that it can have besides)";
        return Err((1, message.to_owned()));
    };
    let has_term = columns.has("term");
    let mut header = Line::new(1, Says::Header { title: title.to_owned(), version: "1".to_owned() });
    let mut groups = Groups::of(rows.get(1..).unwrap_or_default(), &columns);
    let mut outline = Outline::default();
    for row in rows.iter().skip(1).filter(|row| !row.is_empty()) {
        let line = row.number as usize;
        let [role, priority_id, priority, theme_id, theme, part_of, when, kind, term, note] =
            columns.cells(row);
        let own = |text: &str| text.to_owned();
        let place = |groups: &mut Groups| {
            if priority.is_empty() && priority_id.is_empty() {
                return Ok(None);
            }
            let of = groups.priority(priority_id, priority, line)?;
            let is_in_theme = !(theme.is_empty() && theme_id.is_empty());
            let theme =
                is_in_theme.then(|| groups.theme(of, [theme_id, theme, part_of], line)).transpose()?;
            Ok(Some((of, theme)))
        };
        let in_theme = |groups: &mut Groups| match place(groups)? {
            Some((of, Some(theme))) => Ok(Some((of, Some(theme)))),
            _ => Err((line, "a cell is empty; a row of this role has a priority and a theme".to_owned())),
        };
        let body = || {
            let line = if has_term {
                format!("{when} {} {term}", kind_or(kind, "phrase"))
            } else {
                whole(when, kind)
            };
            line.trim().to_owned()
        };
        let role = role.to_lowercase();
        let needs_words = matches!(role.as_str(), "" | "rule" | "except" | "dismiss" | "matches" | "ignores");
        if needs_words && term.is_empty() && (has_term || kind.is_empty()) {
            return Err((line, "a cell is empty; each row has a priority, a theme and a term".to_owned()));
        }
        let (at, says) = match role.as_str() {
            "lexicon" => {
                header = Line {
                    number: line,
                    says: Says::Header { title: own(term), version: own(kind) },
                    note: own(note),
                };
                continue;
            }
            "list" => {
                groups.lists.push(Line {
                    number: line,
                    says: Says::List { name: own(kind), words: own(term) },
                    note: own(note),
                });
                continue;
            }
            "priority" | "theme" => {
                let place = place(&mut groups)?;
                if let Some(first) = groups.lines(place).first_mut() {
                    first.note = own(note);
                    first.number = line;
                }
                groups.last = place;
                continue;
            }
            "" | "rule" => (in_theme(&mut groups)?, rule(Role::Shows, &body())),
            "except" => (place(&mut groups)?, rule(Role::Except, &body())),
            "skip" | "asked" | "loose" | "strict" => {
                let place = place(&mut groups)?;
                let is_bare = role == "asked" && !term.starts_with('"');
                let rest = if is_bare { format!("\"{term}\"") } else { own(term) };
                (place, Says::Setting { word: role.clone(), rest })
            }
            "matches" | "ignores" => {
                let must_match = role == "matches";
                (in_theme(&mut groups)?, Says::Example { must_match, when: own(when), text: own(term) })
            }
            "dismiss" => {
                let (when, kind) = (String::new(), String::new());
                (groups.last, Says::Rule { role: Role::Dismiss, when, kind, words: own(term) })
            }
            "note" => (groups.last, Says::Note),
            other => {
                let message = format!(
                    "'{other}' is not a role; a row's role is rule (or empty), except, matches, ignores, skip, asked, loose, strict, dismiss, list, priority, theme, lexicon or note"
                );
                return Err((line, message));
            }
        };
        groups.last = at;
        groups.lines(at).push(Line { number: line, says, note: own(note) });
    }
    let notes = groups
        .prelude
        .iter()
        .take_while(|line| line.says == Says::Note && line.number < header.number)
        .count();
    outline.lines.extend(groups.prelude.drain(..notes));
    outline.lines.push(header);
    outline.lines.extend(groups.into_lines());
    Ok(outline)
}

fn kind_or<'a>(kind: &'a str, otherwise: &'a str) -> &'a str {
    if kind.is_empty() { otherwise } else { kind }
}

/// A whole rule in one cell: `near 6 get appointment`, or the words of a phrase.
fn whole(when: &str, cell: &str) -> String {
    let first = cell.split_whitespace().next().unwrap_or("");
    let is_rule =
        matches!(first, "lone" | "asked" | "loose" | "strict") || super::rules::rule_kind(first).is_some();
    if is_rule { format!("{when} {cell}") } else { format!("{when} phrase {cell}") }
}
