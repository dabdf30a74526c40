//! A state as operators see it: an icon and a word, coloured by what it means.

use leptos::prelude::*;
use model::InstanceState;

use crate::ui::icon::{Drawing, Icon};

/// The badge of a state.
#[component]
pub fn State(state: InstanceState) -> impl IntoView {
    let (icon, class) = match state {
        InstanceState::Active => (Icon::CircleCheck, "badge badge-ok"),
        InstanceState::Failed => (Icon::CircleAlert, "badge badge-danger"),
        InstanceState::Provisioning
        | InstanceState::Deprovisioning
        | InstanceState::FeasibilityChecked => (Icon::Loader, "badge badge-warn"),
        InstanceState::Uploaded => (Icon::CircleDashed, "badge badge-muted"),
        InstanceState::Deprovisioned => (Icon::CircleMinus, "badge badge-muted"),
    };
    view! { <span class=class><Drawing icon />{state.label()}</span> }
}
