//! New: the form for a service instance, in a panel over the list.

use leptos::prelude::*;
use model::{Customer, CustomerStatus, DesignSummary, InstanceForm, instance_form::design_value};

use super::{
    ListContext,
    api::{create_instance, instance_to_make},
    body::{TypedBody, fields::BodyFields},
    design_field::DesignField,
    shown::ToMake,
};
use crate::{
    customers::picker::{CustomerPicker, NewCustomer, Picked},
    error::AppError,
    json::Resource,
    notice::Notice,
    paths::Paths,
    submitted::Submitted,
    ui::{
        back::back_to_row,
        dialog::{Dialog, Shape},
        field::{FieldSpec, FieldState, TextField},
        form::{SaveForm, Saving},
        state::Awaited,
    },
};

const CUSTOMER: FieldSpec = FieldSpec {
    name: "customer",
    label: "Customer",
    help: "Type a name or a reference number. The customer cannot be changed later.",
    required: true,
};
const NAME: FieldSpec = FieldSpec {
    name: "instance_name",
    label: "Instance Name",
    help: "No two instances of a customer share one. The name cannot be changed later.",
    required: true,
};

/// The panel at `/orchestration/instances/new`. The customer that the list is scoped to is the one that
/// the instance is for.
#[component]
pub fn NewPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let submitted = StoredValue::new(Submitted::<InstanceForm>::take());
    let dirty = RwSignal::new(false);
    let picked = Picked::new(
        submitted.read_value().as_ref().map(|s| s.form.customer.clone()).unwrap_or_default(),
    );
    let customer = Memo::new(move |_| list.query.read().customer.clone());
    let start = Resource::new(
        move || customer.get(),
        move |customer| {
            let design = submitted.with_value(|s| s.as_ref().map(|s| s.form.design.clone()));
            let customer = customer.map(String::from).unwrap_or_default();
            instance_to_make(customer, design.unwrap_or_default())
        },
    );
    let back = Signal::derive(move || paths.instances(&list.query.get()));
    let show = move |start| {
        view! { <NewForm start submitted=submitted.get_value() picked back dirty /> }
    };

    view! {
        <Dialog shape=Shape::Panel title="New Service Instance" back dirty>
            <Awaited loaded=start show />
        </Dialog>
        <NewCustomer picked />
    }
}

#[component]
fn NewForm(
    start: ToMake,
    submitted: Option<Submitted<InstanceForm>>,
    picked: Picked,
    back: Signal<String>,
    dirty: RwSignal<bool>,
) -> impl IntoView {
    let list = ListContext::current();
    let ToMake { customer, designs, design, schema } = start;
    let refused = submitted.as_ref().and_then(|s| s.error.clone());
    let form = submitted.map(|s| s.form).unwrap_or_default();
    let name = RwSignal::new(form.instance_name);
    let body = TypedBody::new(design, schema.as_deref(), form.body, false);
    let fixed = customer.as_ref().map(|customer| customer.id.to_string());
    let typed = move || {
        let customer_id = fixed.clone().or_else(|| picked.id().map(String::from));
        let (fields_of, texts) = body.texts();
        InstanceForm {
            customer_id: customer_id.unwrap_or_default(),
            customer: picked.text.get(),
            instance_name: name.get(),
            design: body.design.get(),
            fields_of,
            body: texts,
        }
    };
    let typed = StoredValue::new(typed);
    let untouched = StoredValue::new(untrack(|| typed.with_value(|typed| typed())));
    Effect::new(move || {
        let now = typed.with_value(|typed| typed());
        dirty.set(untouched.with_value(|untouched| now != *untouched));
    });
    let save = move |_| {
        body.said.set(Default::default());
        create_instance(untrack(|| typed.with_value(|typed| typed())))
    };
    let saving = Saving::new(0, refused, save, back_to_row(Notice::InstanceCreated));
    let action = Paths::current().instance_new(&list.query.get_untracked());
    let options = designs.iter().map(offered).collect::<Vec<_>>();
    let whose = match customer {
        Some(customer) => fixed_customer(customer, saving.error_of("customer")).into_any(),
        None => view! { <CustomerPicker spec=CUSTOMER picked error=saving.error_of("customer") /> }
            .into_any(),
    };

    view! {
        <SaveForm saving back action save_label="Create instance">
            <Refusal error=saving.error />
            {whose}
            <TextField
                spec=NAME
                state=FieldState { value: name, error: saving.error_of("instance_name") }
            />
            <DesignField body options error=saving.error_of("design") />
            <BodyFields typed=body errors=saving.errors() />
        </SaveForm>
    }
}

/// A design as it is chosen: the value and what it says.
fn offered(design: &DesignSummary) -> (String, String) {
    let value = design_value(&design.id, &design.version);
    let label = format!("{} ({value})", design.title);
    (value, label)
}

/// The customer that the list is scoped to.
fn fixed_customer(customer: Customer, error: Signal<Option<String>>) -> impl IntoView {
    let Customer { id, name, reference, status, .. } = customer;
    let inactive = (status == CustomerStatus::Inactive).then(|| {
        let text = format!("{name} is inactive and takes no new service instances.");
        view! { <p class="alert" role="alert">{text}</p> }
    });
    view! {
        <input type="hidden" name="customer_id" value=id.to_string() />
        {inactive}
        <dl class="details details-fixed">
            <dt>"Customer"</dt>
            <dd>
                {name} " " <span class="mono muted">{reference}</span>
                <p class="field-help" class:field-error=move || error.read().is_some()>
                    {move || {
                        error.get().unwrap_or_else(|| "It cannot be changed later.".to_owned())
                    }}
                </p>
            </dd>
        </dl>
    }
}

/// What is wrong beyond single fields.
#[component]
fn Refusal(error: Signal<Option<AppError>>) -> impl IntoView {
    move || match error.get() {
        None | Some(AppError::Invalid(_)) => None,
        Some(error) => Some(view! { <p class="alert" role="alert">{error.to_string()}</p> }),
    }
}
