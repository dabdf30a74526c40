//! Edit in place: the cells of a row as fields, saved with Enter and given up with Escape.

use leptos::{ev, prelude::*};
use model::{Customer, CustomerForm, CustomerSort, SortKey};
use wasm_split_helpers::wasm_split;

use super::{ListContext, api::update_customer, form::Typed};
use crate::{
    error::AppError,
    ui::{editing::Editing, icon::Icon, icon_button::IconButton, sheet::Sheet, table::Column},
};

/// A save under way, and what was typed.
#[derive(Clone, Copy)]
struct Row {
    typed: Typed,
    save: Action<(), Result<Customer, AppError>>,
    editing: Editing,
}

/// A customer's row as fields.
type EditCustomer = fn(&Customer, &Sheet<Customer>, Editing) -> AnyView;

/// What edits a customer's row. Loaded when the first one is to be edited.
#[wasm_split(menus)]
pub fn editor() -> EditCustomer {
    edit_row
}

/// The cells of the customer's row; `editing` says where the focus starts, and ends it.
fn edit_row(customer: &Customer, sheet: &Sheet<Customer>, editing: Editing) -> AnyView {
    let list = ListContext::current();
    let typed = Typed::new(CustomerForm::from(customer));
    let (id, version) = (customer.id.clone(), customer.version);
    let save =
        Action::new(move |(): &()| update_customer(id.clone(), version, typed.get_untracked()));
    let row = Row { typed, save, editing };
    Effect::new(move || {
        if let Some(Ok(_)) = save.value().get() {
            editing.end();
            list.reload.now();
        }
    });
    let cells = sheet.columns.iter().map(|column| match column.key {
        CustomerSort::Name => view! {
            <th scope="row" class="col-name">
                {row.field(column, typed.name)} {row.refusal()}
            </th>
        }
        .into_any(),
        CustomerSort::Reference => row.cell(column, typed.reference),
        CustomerSort::Description => row.cell(column, typed.description),
        CustomerSort::Status => row.status(column),
        _ => (column.cell)(customer, sheet).into_any(),
    });
    view! {
        {cells.collect_view()}
        <td class="col-actions">
            <IconButton icon=Icon::Check label="Save" key="Enter" on_click=move || row.dispatch() />
            <IconButton icon=Icon::X label="Cancel" key="Esc" on_click=move || editing.end() />
        </td>
    }
    .into_any()
}

impl Row {
    fn dispatch(self) {
        if !self.save.pending().get_untracked() {
            self.save.dispatch(());
        }
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "Enter" if !event.is_composing() => self.dispatch(),
            "Escape" => self.editing.end(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// What is wrong with a field, as the last attempt to save says.
    fn error(self, field: &'static str) -> impl Fn() -> Option<String> + Copy + Send + Sync {
        move || match self.save.value().get() {
            Some(Err(error)) => error.fields().of(field).map(str::to_owned),
            _ => None,
        }
    }

    fn cell(self, column: &'static Column<Customer>, value: RwSignal<String>) -> AnyView {
        view! { <td class=column.class>{self.field(column, value)}</td> }.into_any()
    }

    fn field(
        self,
        column: &'static Column<Customer>,
        value: RwSignal<String>,
    ) -> impl IntoView + use<> {
        let error = self.error(column.key.as_str());
        view! {
            <input
                class="input cell-input"
                type="text"
                autocomplete="off"
                aria-label=column.label
                aria-invalid=move || error().is_some().then_some("true")
                data-edit=(self.editing.starts_at(column.key.as_str())).then_some("")
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
                on:keydown=move |event| self.on_key(&event)
            />
            {move || error().map(|text| view! { <p class="cell-error" role="alert">{text}</p> })}
        }
    }

    fn status(self, column: &'static Column<Customer>) -> AnyView {
        let value = self.typed.status;
        view! {
            <td class=column.class>
                <select
                    class="input cell-input"
                    aria-label=column.label
                    data-edit=(self.editing.starts_at(column.key.as_str())).then_some("")
                    prop:value=value
                    on:change:target=move |event| value.set(event.target().value())
                    on:keydown=move |event| self.on_key(&event)
                >
                    <option value="active">"Active"</option>
                    <option value="inactive">"Inactive"</option>
                </select>
            </td>
        }
        .into_any()
    }

    /// Why it was not saved, where no field is to blame.
    fn refusal(self) -> impl IntoView {
        move || match self.save.value().get() {
            Some(Err(AppError::Invalid(_))) | Some(Ok(_)) | None => None,
            Some(Err(error)) => {
                Some(view! { <p class="cell-error" role="alert">{error.to_string()}</p> })
            }
        }
    }
}
