//! The most memory that this process held.

use std::fs;

/// Counts anew from what is held now; where the system cannot, what follows may count too much.
pub(crate) fn forget_most() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most that was held since then, in millions of bytes; none where the system does not say.
pub(crate) fn most_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}
