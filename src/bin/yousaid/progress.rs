//! Progress bars on standard error, only on a terminal. The door of `indicatif`.

use std::io::IsTerminal;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use yousaid::pipeline::{Progress, Stage};

/// One bar for each stage.
pub(crate) struct Bars {
    bar: Mutex<Option<ProgressBar>>,
    is_shown: bool,
}

impl Bars {
    pub(crate) fn new(quiet: bool) -> Bars {
        Bars { bar: Mutex::new(None), is_shown: !quiet && std::io::stderr().is_terminal() }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = self.bar.lock().ok().and_then(|mut bar| bar.take()) {
            bar.finish();
        }
    }
}

impl Progress for Bars {
    fn begin(&self, stage: Stage, steps: usize) {
        if !self.is_shown {
            return;
        }
        self.finish();
        let style =
            ProgressStyle::with_template("{msg:<16} {bar:32} {human_pos:>9} of {human_len:<9} {eta:>4} left");
        let bar =
            ProgressBar::new(steps as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(stage.name());
        if let Ok(mut current) = self.bar.lock() {
            *current = Some(bar);
        }
    }

    fn advance(&self, steps: usize) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.inc(steps as u64);
        }
    }
}
