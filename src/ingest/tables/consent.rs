//! What a cell says about being quoted.

use crate::submission::Consent;

/// What a consent cell says.
pub(super) fn consent_of(cell: &str) -> Consent {
    let cell = cell.trim().to_lowercase();
    let refuses = ["no", "n", "false", "0"].contains(&cell.as_str())
        || ["no,", "no ", "no.", "do not", "don't", "i do not", "i don't", "please do not", "not "]
            .iter()
            .any(|start| cell.starts_with(start))
        || cell.contains(" not ");
    if cell.is_empty() {
        Consent::NotAsked
    } else if refuses {
        Consent::Refused
    } else if [
        "y",
        "i agree",
        "i give",
        "i consent",
        "true",
        "1",
        "ok",
        "agree",
        "publish",
        "i am happy",
        "i'm happy",
    ]
    .iter()
    .any(|start| cell.starts_with(start))
    {
        Consent::Given
    } else {
        // An answer that is neither is no permission.
        Consent::Refused
    }
}
