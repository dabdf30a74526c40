//! States as operators see them: an icon and a word, coloured by what they mean.

use leptos::prelude::*;
use model::InstanceState;

use crate::ui::icon::{Drawing, Icon};

/// The badge of a service instance's state.
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

/// The badge of an instance that was changed and is not provisioned anew.
#[component]
pub fn ChangePending() -> impl IntoView {
    view! {
        <span
            class="badge badge-warn"
            title="It was changed since it was provisioned. Provision brings the change into the network."
        >
            <Drawing icon=Icon::Loader />
            "Change pending"
        </span>
    }
}
