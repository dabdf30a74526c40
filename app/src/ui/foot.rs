//! Below the table: which rows these are, a way to others, and how many there are on a page.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use model::PageSize;
use wasm_split_helpers::wasm_split;

use super::{
    each, format,
    menu::{Menu, close, later},
    pager::pager,
    plain::{hidden, plain},
    sheet::AnySheet,
};
use crate::{paths::whole, preferences::Liked};

/// What leads from a page to others, apart from those beside it.
pub struct Foot {
    /// The label of the column that is sorted by.
    pub sorted: Option<&'static str>,
    /// The URL that forms ask.
    pub action: String,
    /// What they send besides.
    pub kept: Vec<(&'static str, String)>,
    /// How many rows the page can have.
    pub size: PageSize,
    /// The URL of the first page with as many rows as are usual.
    pub any_size: String,
    /// What the form for another size sends besides.
    pub kept_of_any_size: Vec<(&'static str, String)>,
}

/// The foot of the page in `sheet`, which follows it.
pub fn foot(sheet: RwSignal<Arc<dyn AnySheet>>) -> impl IntoView {
    let place = Memo::new(move |_| {
        let sheet = sheet.read();
        let ((first, total), (rows, _)) = (sheet.place(), sheet.rows());
        let last = first + (rows as u64).saturating_sub(1);
        let [first, last, total] = [first, last, total].map(format::number);
        format!("Rows {first}–{last} of {total}")
    });
    let (list, _) = sheet.read_untracked().list();
    let question = Memo::new(move |_| sheet.read().question());
    let foot = move || {
        drop(question.read());
        sheet.read_untracked().foot()
    };
    view! {
        <footer class="list-foot">
            {move || jump(place, sheet, foot()).into_any()}
            {move || sizes(list, foot()).into_any()}
            {move || pager(sheet.read().pages()).map(IntoAny::into_any)}
        </footer>
    }
}

/// Which rows these are; opened, it leads to a row by its number, or by what it begins with.
fn jump(place: Memo<String>, sheet: RwSignal<Arc<dyn AnySheet>>, foot: Foot) -> impl IntoView {
    let menu = NodeRef::new();
    let (column, kept) = (foot.sorted, foot.kept);
    let jump = Jump { menu, column, action: foot.action, sheet };
    let (on_open, inside) = {
        let jump = jump.clone();
        later(move || opened(jump.clone()))
    };
    let unscripted = move || jump.forms(|| hidden(|| kept.clone()));
    view! {
        <Menu
            label=Signal::derive(move || format!("{}: go to a row", place.read()))
            face=move || place
            node=menu
            on_open
        >
            {inside}
            {plain(unscripted)}
        </Menu>
    }
}

/// Loaded when it is first opened.
#[wasm_split(menus)]
fn opened(jump: Jump) -> AnyView {
    jump.forms(|| ().into_any())
}

/// Leads to other rows of a list.
#[derive(Clone)]
struct Jump {
    menu: NodeRef<html::Details>,
    /// The label of the column that is sorted by.
    column: Option<&'static str>,
    /// The URL that the forms ask.
    action: String,
    sheet: RwSignal<Arc<dyn AnySheet>>,
}

impl Jump {
    /// The forms, which send besides what `kept` gives.
    fn forms(&self, kept: impl Fn() -> AnyView) -> AnyView {
        let by_value =
            self.column.map(|label| self.form("from", format!("{label} from"), "text", kept()));
        let by_number = self.form("row", "Row number".to_owned(), "numeric", kept());
        (by_number, by_value).into_any()
    }

    /// A box for the parameter `name` that a page can start by.
    fn form(
        &self,
        name: &'static str,
        label: String,
        keyboard: &'static str,
        kept: AnyView,
    ) -> impl IntoView + use<> {
        let input = NodeRef::<html::Input>::new();
        let navigate = use_navigate();
        let Self { menu, sheet, .. } = *self;
        let on_submit = move |event: ev::SubmitEvent| {
            event.prevent_default();
            let Some(input) = input.get_untracked() else { return };
            let asked = parameter(name, &input.value());
            close(menu);
            navigate(&sheet.read_untracked().page_at(&asked), whole(false));
        };
        view! {
            <form class="jump" method="get" action=self.action.clone() on:submit=on_submit>
                <label class="jump-label">
                    {label}
                    <input
                        class="jump-input"
                        name=name
                        inputmode=keyboard
                        autocomplete="off"
                        maxlength="100"
                        node_ref=input
                    />
                </label>
                <button class="button" type="submit">
                    "Go"
                </button>
                {kept}
            </form>
        }
    }
}

fn parameter(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

/// How many rows a page has; the choice is remembered.
fn sizes(list: &'static str, foot: Foot) -> impl IntoView {
    let all = Liked::current();
    let navigate = use_navigate();
    let Foot { action, any_size, size: chosen, kept_of_any_size: kept, .. } = foot;
    let on_change = move |event: ev::Event| {
        let size: PageSize = event_target_value(&event).parse().unwrap_or_default();
        all.change(list, |liked| liked.size = size);
        navigate(&any_size, whole(false));
    };
    let unscripted = move || {
        view! {
            <button class="button" type="submit">
                "Show"
            </button>
            {hidden(|| kept)}
        }
        .into_any()
    };
    let option = |size: PageSize| {
        let rows = size.rows().to_string();
        view! {
            <option value=rows selected=size == chosen>
                {size.rows()}
            </option>
        }
    };
    view! {
        <form class="sizes" method="get" action=action>
            <label>
                <span class="sizes-label">"Rows per page"</span>
                <select class="sizes-select" name="size" aria-label="Rows per page" on:change=on_change>
                    {each(PageSize::ALL.iter().copied().map(option))}
                </select>
            </label>
            {plain(unscripted)}
        </form>
    }
}
