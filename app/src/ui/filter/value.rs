//! What a criterion compares with: the fields that suit the condition and the kind of value.

use filter::{Field, Kind, Operand, date_choices, draft::Row};
use leptos::{ev, prelude::*, task::spawn_local};

use super::Form;

/// Which fields a row has for its values.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Nothing,
    /// So many fields for one value each.
    Fields(usize),
    Days,
    /// One of the field's choices.
    Choice,
    /// Any number of the field's choices.
    Choices,
    /// Any number of values, one on a line.
    Lines,
}

impl Shape {
    fn of(row: &Row) -> Self {
        let choice = matches!(row.field.kind, Kind::Choice(_));
        match row.operator.operand() {
            Operand::None => Self::Nothing,
            Operand::One if choice => Self::Choice,
            Operand::One => Self::Fields(1),
            Operand::Two => Self::Fields(2),
            Operand::Days => Self::Days,
            Operand::List if choice => Self::Choices,
            Operand::List => Self::Lines,
        }
    }
}

/// The fields for the values of the row with this number.
pub fn values(form: Form, id: u32, row: Memo<Option<Row>>) -> impl IntoView {
    let shape = Memo::new(move |_| row.read().as_ref().map(|row| (Shape::of(row), row.field)));
    move || {
        let (shape, field) = shape.get()?;
        Some(match shape {
            Shape::Nothing => ().into_any(),
            Shape::Fields(count) => fields(form, id, row, field, count),
            Shape::Days => days(form, id, row),
            Shape::Choice => choice(form, id, row, field),
            Shape::Choices => choices(form, id, row, field),
            Shape::Lines => lines(form, id, row),
        })
    }
}

/// The n-th value as it stands.
fn value(row: Memo<Option<Row>>, n: usize) -> impl Fn() -> String + Copy + Send + Sync {
    move || row.read().as_ref().and_then(|row| row.values.get(n).cloned()).unwrap_or_default()
}

fn set(form: Form, id: u32, n: usize, text: String) {
    form.draft.update(|draft| {
        let mut values = draft.row(id).map(|row| row.values.clone()).unwrap_or_default();
        values.resize(values.len().max(n + 1), String::new());
        values[n] = text;
        draft.set_values(id, values);
    });
}

fn fields(form: Form, id: u32, row: Memo<Option<Row>>, field: &'static Field, n: usize) -> AnyView {
    let one = move |at: usize| {
        let value = value(row, at);
        let kind = match field.kind {
            Kind::Number => "number",
            // An instant is not a day: then it stays a text.
            Kind::Date if value().is_empty() || value().len() == 10 => "date",
            _ => "text",
        };
        let list = matches!(field.kind, Kind::Id).then(|| format!("suggested-{id}"));
        let suggested = RwSignal::new(Vec::new());
        let look_up = list.clone().map(|list| {
            let option =
                |(value, label): (String, String)| view! { <option value=value>{label}</option> };
            view! {
                <datalist id=list>
                    {move || suggested.get().into_iter().map(option).collect_view()}
                </datalist>
            }
        });
        let has_list = list.is_some();
        let on_input = move |event: ev::Event| {
            let text = event_target_value(&event);
            set(form, id, at, text.clone());
            if has_list {
                spawn_local(async move {
                    let found = (form.suggest)(field.name, text.clone()).await;
                    // Another letter may have been typed by now, and the row may be gone.
                    if row
                        .try_get_untracked()
                        .flatten()
                        .is_some_and(|row| row.values.contains(&text))
                    {
                        suggested.try_set(found);
                    }
                });
            }
        };
        let (joined, label) = if at > 0 { (Some("and"), "To") } else { (None, "Value") };
        view! {
            {joined}
            <input
                class="input criterion-value"
                type=kind
                min="0"
                autocomplete="off"
                aria-label=label
                list=list
                prop:value=value
                on:input=on_input
            />
            {look_up}
        }
    };
    (0..n).map(one).collect_view().into_any()
}

fn days(form: Form, id: u32, row: Memo<Option<Row>>) -> AnyView {
    let value = value(row, 0);
    let choose = move |event| set(form, id, 0, event_target_value(&event));
    let option = move |choice: &'static filter::DateChoice| {
        let days = choice.values.first().copied().unwrap_or_default();
        view! {
            <option value=days prop:selected=move || value() == days>
                {choice.label}
            </option>
        }
    };
    view! {
        <input
            class="input criterion-days"
            type="number"
            min="1"
            aria-label="Days"
            prop:value=value
            on:input=choose
        />
        "days"
        <select class="input criterion-value" aria-label="Often used" on:change=choose>
            <option value="">"Often used"</option>
            {date_choices().iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

fn choice(form: Form, id: u32, row: Memo<Option<Row>>, field: &'static Field) -> AnyView {
    let value = value(row, 0);
    let option = move |choice: &'static filter::Choice| {
        view! {
            <option value=choice.value prop:selected=move || value() == choice.value>
                {choice.label}
            </option>
        }
    };
    view! {
        <select
            class="input criterion-value"
            aria-label="Value"
            on:change=move |event| set(form, id, 0, event_target_value(&event))
        >
            <option value="">"Choose"</option>
            {field.choices().iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

fn choices(form: Form, id: u32, row: Memo<Option<Row>>, field: &'static Field) -> AnyView {
    let one = |choice: &'static filter::Choice| {
        let checked = move || {
            row.read().as_ref().is_some_and(|row| row.values.iter().any(|v| v == choice.value))
        };
        let toggle = move |_| {
            form.draft.update(|draft| {
                let mut values = draft.row(id).map(|row| row.values.clone()).unwrap_or_default();
                match values.iter().position(|value| value == choice.value) {
                    Some(at) => drop(values.remove(at)),
                    None => values.push(choice.value.to_owned()),
                }
                draft.set_values(id, values);
            });
        };
        view! {
            <label class="criterion-choice">
                <input type="checkbox" prop:checked=checked on:change=toggle />
                {choice.label}
            </label>
        }
    };
    let all = field.choices().iter().map(one).collect_view();
    view! {
        <span class="criterion-choices" role="group" aria-label="Values">
            {all}
        </span>
    }
    .into_any()
}

fn lines(form: Form, id: u32, row: Memo<Option<Row>>) -> AnyView {
    let text = move || row.read().as_ref().map(|row| row.values.join("\n")).unwrap_or_default();
    let on_input = move |event| {
        let lines = event_target_value(&event).split('\n').map(str::to_owned).collect();
        form.draft.update(|draft| draft.set_values(id, lines));
    };
    view! {
        <textarea
            class="input criterion-lines"
            rows="3"
            aria-label="Values, one on each line"
            placeholder="One on each line"
            prop:value=text
            on:input=on_input
        ></textarea>
    }
    .into_any()
}
