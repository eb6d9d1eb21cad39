//! The parts of a path: folder, name, stem.

/// The last part of a path: a file's name without its folders, however its system divides them.
pub fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A file's name without folders and ending.
pub fn stem(path: &str) -> &str {
    let name = last_part(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The folder (or archive) in which an input lies, without the last `/`; empty at the top.
pub fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a computer keeps a file of this name for itself, in any folder.
pub fn is_computers_own(name: &str) -> bool {
    let own = ["thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized"];
    own.contains(&last_part(name).to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_folder_name_and_stem() {
        assert_eq!(last_part("notes/Leek hub.v2.txt"), "Leek hub.v2.txt");
        assert_eq!(last_part("C:\\Replies\\leek.txt"), "leek.txt");
        assert_eq!(stem("notes/Leek hub.v2.txt"), "Leek hub.v2");
        assert_eq!(stem("notes/README"), "README");
        assert_eq!(folder_of("replies.zip/leek/a.txt"), "replies.zip/leek");
        assert_eq!(folder_of("a.txt"), "");
        assert!(is_computers_own("photos/Thumbs.db") && !is_computers_own("thumbs.docx"));
    }
}
