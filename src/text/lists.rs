//! Lists of words that stand in files of their own.

/// The entries of a list, a line each; lines that begin with `#` are notes.
pub fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
