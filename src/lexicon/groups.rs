//! A rule's body as written, taken apart at spaces, brackets, quotes and bars.

/// One element of a body as written.
pub(super) struct Written<'a> {
    /// What it keeps.
    pub(super) kept: Kept<'a>,
    /// Whether a `?` follows it.
    pub(super) is_optional: bool,
    /// All of it, with brackets and `?`.
    pub(super) whole: &'a str,
}

/// What an element keeps.
pub(super) enum Kept<'a> {
    /// `( … )`, without the brackets.
    Group(&'a str),
    /// `"…"`, without the quotes.
    Quoted(&'a str),
    /// One word, with the signs that belong to it.
    Word(&'a str),
}

/// The elements of a body, in order; at least one.
pub(super) fn elements_of(body: &str) -> Result<Vec<Written<'_>>, String> {
    let mut found = Vec::new();
    let mut rest = body.trim();
    if rest.is_empty() {
        return Err("there are no words here; write the words to look for".to_owned());
    }
    while !rest.is_empty() {
        let (kept, mut end) = if let Some(inside) = rest.strip_prefix('(') {
            let close = closing_bracket(inside).ok_or("a '(' is not closed; write ( one | two )")?;
            (Kept::Group(&inside[..close]), close + 2)
        } else if let Some(inside) = rest.strip_prefix('"') {
            let close = inside.find('"').ok_or("a '\"' is not closed")?;
            (Kept::Quoted(&inside[..close]), close + 2)
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | '"')).unwrap_or(rest.len());
            let word = &rest[..end];
            if word.ends_with(')') {
                return Err(format!("'{word}' ends with a ')' that has no '('; write ( one | two )"));
            }
            (Kept::Word(word.strip_suffix('?').unwrap_or(word)), end)
        };
        let is_optional = rest[..end].ends_with('?') || rest[end..].starts_with('?');
        if rest[end..].starts_with('?') {
            end += 1;
        }
        found.push(Written { kept, is_optional, whole: &rest[..end] });
        rest = rest[end..].trim_start();
    }
    Ok(found)
}

/// What stands between bars, outside inner brackets.
pub(super) fn alternatives_of(inside: &str) -> Result<Vec<&str>, String> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    for (at, c) in inside.char_indices().chain([(inside.len(), '|')]) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 || at == inside.len() => {
                let alternative = inside[from..at].trim();
                if alternative.is_empty() {
                    let message =
                        "there is an empty place between '|', brackets or quotes; write a word there";
                    return Err(message.to_owned());
                }
                found.push(alternative);
                from = at + 1;
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Where the bracket is that closes the one before `inside`.
fn closing_bracket(inside: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}
