//! Which saved filter a list page works on, whether it shows something else by now, and what can be
//! done about that.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use model::{Query, SavedFilter, SortKey};
use wasm_split_helpers::wasm_split;

use super::{
    Known, Place,
    api::{delete_saved_filter, update_saved_filter},
    form::saved_form,
};
use crate::{
    error::AppError,
    paths::{Paths, whole},
    ui::{
        icon::{Drawing, Icon},
        listed::Listed,
        menu::{Menu, close},
        redrawn,
    },
};

/// The line about the saved filter that the URL names; nothing where it names none.
pub fn saved_bar<T: Listed>(query: Memo<Query<T::Key>>, place: Place, known: Known) -> AnyView {
    let id = Memo::new(move |_| place.saved.read().id().cloned());
    open_default::<T>(query, known);
    redrawn(move || {
        let id = id.get()?;
        // Until they are known there is nothing to say.
        let all = known.loaded()?;
        let filter = all.into_iter().find(|filter| filter.id == id);
        Some(Suspend::new(line(place, known, filter)))
    })
}

/// The line about this saved filter; without one, it is gone. Loaded when a saved filter is first shown.
#[wasm_split(menus)]
fn line(place: Place, known: Known, filter: Option<SavedFilter>) -> AnyView {
    match filter {
        Some(filter) => about(place, known, filter),
        None => gone(place),
    }
}

fn gone(place: Place) -> AnyView {
    view! {
        <p class="saved-bar" role="status">
            "This saved filter is not there any more, or is not shared with you. The page shows what the link says."
            {leave(place)}
        </p>
    }
    .into_any()
}

/// Where nothing is asked for, the page opens with the default: here when a link within the application
/// leads to it, on the server when the browser does.
fn open_default<T: Listed>(query: Memo<Query<T::Key>>, known: Known) {
    let here = use_location().pathname;
    let navigate = use_navigate();
    Effect::new(move || {
        let paths = Paths::current();
        // A link to another list changes the address while this one is still there.
        let here = paths.list_at(&here.read()) == Some(<T::Key as SortKey>::LIST);
        if *query.read() != Query::default() || !here {
            return;
        }
        let default = known.all().into_iter().find(|filter| filter.is_default);
        if let Some(default) = default {
            navigate(&paths.saved_filter(&default), whole(true));
        }
    });
}

fn about(place: Place, known: Known, filter: SavedFilter) -> AnyView {
    let (name, may_change) = (filter.name.clone(), filter.may_change);
    let reset = Paths::current().saved_filter(&filter);
    let compared = filter.clone();
    let modified = Memo::new(move |_| place.is_modified(&compared));
    let replaced = filter.clone();
    let replace = Action::new(move |(): &()| {
        let SavedFilter { id, version, name, visibility, .. } = replaced.clone();
        let form = place.form(name, visibility);
        async move { update_saved_filter(id, version, form).await }
    });
    Effect::new(move || {
        if let Some(Ok(_)) = replace.value().get() {
            known.reload();
        }
    });
    let error = move || {
        let error = replace.value().get()?.err()?;
        Some(view! { <span class="cell-error" role="alert">{error.to_string()}</span> })
    };
    let changes = move || {
        modified.get().then(|| {
            let save = may_change.then(|| {
                view! {
                    <button
                        type="button"
                        class="button button-small"
                        on:click=move |_| _ = replace.dispatch(())
                    >
                        "Save"
                    </button>
                }
            });
            view! {
                <span class="badge badge-warn">"modified"</span>
                {save}
                <a class="button button-small" href=reset.clone()>
                    "Reset"
                </a>
            }
        })
    };
    let more = may_change.then(|| more(place, known, filter));
    view! {
        <div class="saved-bar" role="group" aria-label="Saved filter">
            <Drawing icon=Icon::Star />
            <strong>{name}</strong>
            {changes}
            {error}
            {more}
            {leave(place)}
        </div>
    }
    .into_any()
}

/// Rename, share, make the default, delete.
fn more(place: Place, known: Known, filter: SavedFilter) -> impl IntoView {
    let menu = NodeRef::new();
    let (id, version) = (filter.id.clone(), filter.version);
    let delete = Action::new(move |(): &()| {
        let id = id.clone();
        async move { delete_saved_filter(id, version).await }
    });
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(())) = delete.value().get() {
            known.reload();
            navigate(&untrack(|| place.left()), whole(true));
        }
    });
    let error = move || -> Option<String> {
        delete.value().get()?.err().map(|error: AppError| error.to_string())
    };
    view! {
        <Menu
            label="Change the saved filter"
            face=|| view! { <Drawing icon=Icon::EllipsisVertical /> }
            node=menu
        >
            {Suspend::new(saved_form(place, known, Some(filter), Callback::new(move |()| close(menu))))}
            <div class="menu-apart">
                {move || error().map(|text| view! { <p class="cell-error" role="alert">{text}</p> })}
                <button
                    type="button"
                    class="button button-danger"
                    on:click=move |_| _ = delete.dispatch(())
                >
                    "Delete the saved filter"
                </button>
            </div>
        </Menu>
    }
}

/// The × that leaves the saved filter and keeps what the page shows.
fn leave(place: Place) -> impl IntoView {
    let href = move || place.left();
    view! {
        <a
            class="chip-remove"
            href=href
            aria-label="Leave the saved filter"
            title="Leave the saved filter"
        >
            <Drawing icon=Icon::X />
        </a>
    }
}
