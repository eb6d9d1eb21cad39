//! Where the words of rich text go.

/// Where words go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Destination {
    #[default]
    Body,
    Note,
    Header,
    Footer,
    Comment,
    Fonts,
    Styles,
    /// The mark before an item of a list.
    Mark,
    Nowhere,
}

/// Where the words of a group go that begins with this control word; none where it does not begin one.
pub(super) fn destination(name: &str, is_optional: bool) -> Option<Destination> {
    Some(match name {
        "fonttbl" => Destination::Fonts,
        "stylesheet" => Destination::Styles,
        "header" | "headerl" | "headerr" | "headerf" => Destination::Header,
        "footer" | "footerl" | "footerr" | "footerf" => Destination::Footer,
        "footnote" => Destination::Note,
        "annotation" => Destination::Comment,
        "listtext" | "pntext" => Destination::Mark,
        "colortbl" | "info" | "pict" | "fldinst" | "objdata" | "xe" | "tc" | "txe" | "rxe"
        | "nonesttables" | "shprslt" | "themedata" | "colorschememapping" | "datastore" | "listtable"
        | "listoverridetable" | "revtbl" | "rsidtbl" | "generator" | "xmlnstbl" | "latentstyles"
        | "mmathPr" | "sp" | "bkmkstart" | "bkmkend" | "atnid" | "atnauthor" | "atndate" | "atnref"
        | "atrfstart" | "atrfend" | "filetbl" | "template" | "private" | "passwordhash" | "userprops"
        | "fldtype" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "nextfile" => {
            Destination::Nowhere
        }
        // A text box is written as an optional drawing; its words are words.
        "shpinst" | "shptxt" | "shpgrp" => return None,
        _ if is_optional => Destination::Nowhere,
        _ => return None,
    })
}
