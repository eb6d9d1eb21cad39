//! The program's own source, as code alone: without comments, the insides of strings, and tests.

use std::path::Path;

use crate::consultation::{files_below, project};

/// A source file.
pub(crate) struct SourceFile {
    /// Its path below `src`, with `/` between folders.
    pub(crate) path: String,
    /// Its code; comments, strings and `#[cfg(test)]` parts are blank, lines stay where they were.
    pub(crate) code: String,
}

impl SourceFile {
    /// The top-level module it belongs to; none for `lib.rs` and the program.
    pub(crate) fn module(&self) -> Option<&str> {
        if self.is_program() || self.path == "lib.rs" {
            return None;
        }
        let first = self.path.split('/').next().unwrap_or(&self.path);
        Some(first.strip_suffix(".rs").unwrap_or(first))
    }

    /// Whether it is part of the program and not of the library.
    pub(crate) fn is_program(&self) -> bool {
        self.path.starts_with("bin/")
    }

    /// How many modules deep it stands: 1 for `x.rs` and `x/mod.rs`.
    pub(crate) fn depth(&self) -> usize {
        self.path.split('/').count() - usize::from(self.path.ends_with("/mod.rs"))
    }

    /// `src/path:line` of a place in its code.
    pub(crate) fn place(&self, at: usize) -> String {
        format!("src/{}:{}", self.path, self.code[..at].matches('\n').count() + 1)
    }

    /// Every place where a pattern stands in its code.
    pub(crate) fn places(&self, pattern: &str) -> Vec<String> {
        let pattern = regex::Regex::new(pattern).expect("the test's pattern is sound");
        pattern.find_iter(&self.code).map(|hit| self.place(hit.start())).collect()
    }
}

/// Every source file, sorted by path.
pub(crate) fn files() -> Vec<SourceFile> {
    files_below(&project("src"))
        .into_iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| {
            let code = code_of(&project("src").join(Path::new(&path)));
            SourceFile { path, code }
        })
        .collect()
}

/// The code of one file.
pub(crate) fn code_of(path: &Path) -> String {
    let source =
        std::fs::read_to_string(path).unwrap_or_else(|_| panic!("{} cannot be read", path.display()));
    without_tests(&without_comments_and_strings(&source))
}

/// Blanks comments and what stands inside quotes.
fn without_comments_and_strings(source: &str) -> String {
    let characters: Vec<char> = source.chars().collect();
    let at = |at: usize| characters.get(at).copied().unwrap_or('\0');
    let mut code = String::with_capacity(source.len());
    let mut here = 0;
    while here < characters.len() {
        let end = match (at(here), at(here + 1)) {
            ('/', '/') => (here..).find(|next| matches!(at(*next), '\n' | '\0')).unwrap_or(here),
            ('/', '*') => end_of_block_comment(&characters, here),
            ('r', '"' | '#') if !is_in_word(&characters, here) => end_of_raw_string(&characters, here),
            ('"', _) => end_of_quoted(&characters, here, '"'),
            ('\'', '\\') => end_of_quoted(&characters, here, '\''),
            ('\'', _) if at(here + 2) == '\'' => here + 3,
            _ => here,
        };
        if end <= here {
            code.push(characters[here]);
            here += 1;
            continue;
        }
        for blanked in &characters[here..end.min(characters.len())] {
            code.push(if *blanked == '\n' { '\n' } else { ' ' });
        }
        here = end;
    }
    code
}

fn is_in_word(characters: &[char], at: usize) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    match at.checked_sub(1).map(|before| characters[before]) {
        Some('b') => at >= 2 && is_word(characters[at - 2]),
        Some(c) => is_word(c),
        None => false,
    }
}

fn end_of_block_comment(characters: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at + 1 < characters.len() {
        match (characters[at], characters[at + 1]) {
            ('/', '*') => {
                depth += 1;
                at += 2;
            }
            ('*', '/') => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    characters.len()
}

fn end_of_raw_string(characters: &[char], start: usize) -> usize {
    let hashes = characters[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if characters.get(open) != Some(&'"') {
        return start;
    }
    let mut at = open + 1;
    while at < characters.len() {
        let closes = characters[at] == '"'
            && characters[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
        if closes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    characters.len()
}

fn end_of_quoted(characters: &[char], start: usize, quote: char) -> usize {
    let mut at = start + 1;
    while at < characters.len() {
        match characters[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    characters.len()
}

/// Blanks each item under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut kept = code.to_owned();
    while let Some(start) = kept.find("#[cfg(test)]") {
        let mut depth = 0;
        let end = kept[start..].char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0 && matches!(c, '}' | ';')).then_some(start + at + 1)
        });
        let end = end.unwrap_or(kept.len());
        let blank: String = kept[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        kept.replace_range(start..end, &blank);
    }
    kept
}

#[test]
fn only_code_is_looked_at() {
    let source = "let a = \"crate::x\"; // crate::y\nlet b = 'c'; let c: &'static str = r#\"\"unwrap()\"\"#;\n\
                  #[cfg(test)]\nmod tests { fn f() { g().unwrap() } }\nlet d = '\\''; fn kept() {}";
    let code = without_tests(&without_comments_and_strings(source));
    for gone in ["crate", "unwrap", "tests"] {
        assert!(!code.contains(gone), "'{gone}' stands in a string, comment or test:\n{code}");
    }
    for kept in ["let a =", "&'static str", "fn kept() {}"] {
        assert!(code.contains(kept), "'{kept}' is code:\n{code}");
    }
    assert_eq!(code.lines().count(), source.lines().count(), "lines stay where they were");
}
