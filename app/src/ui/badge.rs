//! A badge: an icon and a word for a state, coloured by what it means.

use super::{
    icon::{Icon, drawing},
    markup::{Markup, element},
};

/// What a state means to operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Ok,
    /// Under way, or to be looked at.
    Warn,
    /// Something failed.
    Danger,
    /// At rest.
    Muted,
}

/// The badge of a state that is called `label`.
pub fn badge(icon: Icon, tone: Tone, label: &'static str) -> Markup {
    let class = match tone {
        Tone::Ok => "badge badge-ok",
        Tone::Warn => "badge badge-warn",
        Tone::Danger => "badge badge-danger",
        Tone::Muted => "badge badge-muted",
    };
    element("span", class).child(drawing(icon)).child(label)
}
