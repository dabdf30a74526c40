//! States as operators see them: an icon and a word, coloured by what they mean.

use model::InstanceState;

use crate::ui::{
    badge::{Tone, badge},
    icon::Icon,
    markup::Markup,
};

/// The badge of a service instance's state.
pub fn state_badge(state: InstanceState) -> Markup {
    let (icon, tone) = match state {
        InstanceState::Active => (Icon::CircleCheck, Tone::Ok),
        InstanceState::Failed => (Icon::CircleAlert, Tone::Danger),
        InstanceState::Provisioning
        | InstanceState::Deprovisioning
        | InstanceState::FeasibilityChecked => (Icon::Loader, Tone::Warn),
        InstanceState::Uploaded => (Icon::CircleDashed, Tone::Muted),
        InstanceState::Deprovisioned => (Icon::CircleMinus, Tone::Muted),
    };
    badge(icon, tone, state.label())
}

/// The badge of an instance that was changed and is not provisioned anew.
pub fn change_pending() -> Markup {
    let title =
        "It was changed since it was provisioned. Provision brings the change into the network.";
    badge(Icon::Loader, Tone::Warn, "Change pending").attribute("title", title)
}
