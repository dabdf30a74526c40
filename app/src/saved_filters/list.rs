//! The saved filters of a list page in its funnel: each a link, with the default marked.

use leptos::prelude::*;
use model::SavedFilter;
use wasm_split_helpers::wasm_split;

use super::{Known, Place, form::saved_form};
use crate::{
    paths::Paths,
    ui::icon::{Drawing, Icon},
};

/// Those that who looks at the page can apply, a link to `everything`, and the form that saves another
/// one; `close` is called when one was chosen.
/// Loaded when the funnel is first opened.
#[wasm_split(menus)]
pub fn saved_list(place: Place, known: Known, everything: String, close: Callback<()>) -> AnyView {
    let naming = RwSignal::new(false);
    let entry = move |filter: SavedFilter| {
        let id = filter.id.clone();
        let current = move || (place.saved.read().id() == Some(&id)).then_some("true");
        let href = Paths::current().saved_filter(&filter);
        let note = note(&filter).map(|note| view! { <span class="muted">{note}</span> });
        let star = filter.is_default.then(|| {
            view! {
                <Drawing icon=Icon::Star />
                <span class="visually-hidden">"Default: "</span>
            }
        });
        view! {
            <li>
                <a class="menu-item" href=href aria-current=current on:click=move |_| close.run(())>
                    {star}
                    <span class="menu-item-name">{filter.name}</span>
                    {note}
                </a>
            </li>
        }
    };
    let done = Callback::new(move |()| {
        naming.set(false);
        close.run(());
    });
    let name_it = move || match naming.get() {
        true => Suspend::new(saved_form(place, known, None, done)).into_any(),
        false => view! {
            <button type="button" class="button" on:click=move |_| naming.set(true)>
                "Save as…"
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="menu-apart needs-script">
            <p class="menu-title">"Saved filters"</p>
            <ul class="menu-list">
                <li>
                    <a class="menu-item" href=everything on:click=move |_| close.run(())>
                        "Everything"
                    </a>
                </li>
                {move || known.all().into_iter().map(entry).collect_view()}
            </ul>
            {name_it}
        </div>
    }
    .into_any()
}

/// What there is to say of it besides its name.
fn note(filter: &SavedFilter) -> Option<String> {
    let shared = filter.visibility == model::Visibility::Shared;
    match filter {
        SavedFilter { unreadable: Some(_), .. } => Some("cannot be read any more".into()),
        SavedFilter { mine: false, owner, .. } => Some(format!("shared by {owner}")),
        _ => shared.then(|| "shared".into()),
    }
}
