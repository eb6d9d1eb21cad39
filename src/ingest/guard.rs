//! Keeps a file that makes its reader panic from ending the run.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// What is said of a file whose reader panicked.
const BROKE_OFF: &str =
    "the file is damaged: reading it broke off; open it in its own program and save it again";

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does what `read` does; where it panics, gives a reason instead and says nothing on standard error, since a panic's message can
/// hold the words of a response. Guards may stand inside each other. What `read` was working on must not be used after a panic.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                before(panic);
            }
        }));
    });
    let outer = IS_GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(outer);
    done.unwrap_or_else(|_| Err(BROKE_OFF.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_reason() {
        let inner = || guarded::<()>(|| panic!("these words stay inside"));
        assert_eq!(guarded(inner), Err(BROKE_OFF.to_owned()));
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        assert!(!IS_GUARDED.get(), "what comes after is not guarded");
    }
}
