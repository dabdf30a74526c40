//! A progress bar on standard error; nothing where that is not a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use transfer::{Progress, Stage};

const OF_KNOWN: &str = "{msg} {wide_bar} {percent} % {eta}";
const OF_UNKNOWN: &str = "{msg} {human_pos} {elapsed}";

/// Shows how far a run is.
#[derive(Default)]
pub struct Bar {
    shown: Option<(Stage, ProgressBar)>,
}

impl Bar {
    /// What a run calls with its progress.
    pub fn show(&mut self, progress: Progress) {
        let bar = match &self.shown {
            Some((stage, bar)) if *stage == progress.stage => bar,
            _ => {
                self.clear();
                &self.shown.insert((progress.stage, start(progress))).1
            }
        };
        bar.set_position(progress.done);
    }

    /// Takes the bar away, so that what follows stands alone.
    pub fn clear(&mut self) {
        if let Some((_, bar)) = self.shown.take() {
            bar.finish_and_clear();
        }
    }
}

fn start(progress: Progress) -> ProgressBar {
    let (bar, template) = match progress.total {
        0 => (ProgressBar::no_length(), OF_UNKNOWN),
        total => (ProgressBar::new(total), OF_KNOWN),
    };
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style).with_message(match progress.stage {
        Stage::Checking => "Checking",
        Stage::Importing => "Importing",
        Stage::Exporting => "Exporting",
        Stage::Seeding => "Seeding",
        Stage::Indexing => "Indexing",
    })
}
