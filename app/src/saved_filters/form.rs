//! The form that saves a filter under a name, or changes what is known of one.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{Saved, SavedFilter, Visibility};
use wasm_split_helpers::wasm_split;

use super::{
    Known, Place,
    api::{create_saved_filter, set_default_filter, update_saved_filter},
};
use crate::{error::AppError, paths::whole, ui::focus::focus_later};

/// Saves what is shown as a new filter, or renames and shares `existing`; then shows it and calls
/// `done`. Loaded when it is first wanted.
#[wasm_split(menus)]
pub fn saved_form(
    place: Place,
    known: Known,
    existing: Option<SavedFilter>,
    done: Callback<()>,
) -> AnyView {
    if existing.is_none() {
        // It has taken the place of the button that asked for it.
        Effect::new(|| focus_later(&[".menu[open] .saved-form input"]));
    }
    let before = existing.as_ref();
    let name = RwSignal::new(before.map(|filter| filter.name.clone()).unwrap_or_default());
    let is_shared = |filter: &SavedFilter| filter.visibility == Visibility::Shared;
    let shared = RwSignal::new(before.is_some_and(is_shared));
    let default = RwSignal::new(before.is_some_and(|filter| filter.is_default));
    let save = Action::new(move |(): &()| {
        let visibility =
            if shared.get_untracked() { Visibility::Shared } else { Visibility::Private };
        let mut form = place.form(name.get_untracked(), visibility);
        let (existing, default) = (existing.clone(), default.get_untracked());
        async move {
            let was_default = existing.as_ref().is_some_and(|filter| filter.is_default);
            let filter = match existing {
                None => create_saved_filter(form).await?,
                Some(SavedFilter { id, version, query, .. }) => {
                    form.query = query;
                    update_saved_filter(id, version, form).await?
                }
            };
            if default != was_default {
                let id = default.then(|| filter.id.clone());
                set_default_filter(place.list, id).await?;
            }
            Ok::<_, AppError>(filter)
        }
    });
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(filter)) = save.value().get() {
            known.reload();
            navigate(&place.href(Saved::Filter(filter.id)), whole(true));
            done.run(());
        }
    });
    let error = move || {
        let error = save.value().get()?.err()?;
        Some(error.fields().of("name").map_or_else(|| error.to_string(), str::to_owned))
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !save.pending().get_untracked() {
            save.dispatch(());
        }
    };
    let choice = |label: &'static str, value: RwSignal<bool>| {
        view! {
            <label class="menu-choice">
                <input
                    type="checkbox"
                    prop:checked=value
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                {label}
            </label>
        }
    };
    view! {
        <form class="saved-form" on:submit=on_submit>
            <label class="menu-title">
                "Name"
                <input
                    class="input"
                    type="text"
                    maxlength="60"
                    autocomplete="off"
                    aria-invalid=move || error().is_some().then_some("true")
                    prop:value=name
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </label>
            {move || error().map(|text| view! { <p class="cell-error" role="alert">{text}</p> })}
            {choice("Shared with everybody", shared)}
            {choice("Opens with this page, for me", default)}
            <button class="button button-primary" type="submit">
                "Save"
            </button>
        </form>
    }
    .into_any()
}
