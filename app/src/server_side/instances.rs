//! What the forms for service instances are made of, and what becomes of them: the same for a server
//! function and for a plain form post.

use model::{
    Actor, CustomerId, Design, FieldError, FieldErrors, Instance, InstanceDraft, InstanceEdit,
    InstanceForm, InstanceId, InstanceState, instance_form::design_value, text::fold,
};
use serde_json::{Map, Value};
use store::{Store, StoreError};

use crate::instances::shown::{Shown, ToEdit, ToMake};

/// A service instance with all that its details show.
pub async fn shown(store: &Store, actor: &Actor, id: &InstanceId) -> Result<Shown, StoreError> {
    let details = store::instances::details(store, id).await?;
    let orders = store::orders::of_instance(store, id).await?;
    Ok(Shown {
        body: format!("{:#}", Value::Object(details.body)),
        instance: details.instance,
        customer_reference: details.customer_reference,
        customer_status: details.customer_status,
        orders,
        may_write: actor.role.may_write(),
    })
}

/// What the form for a new service instance begins with. The customer may be blank; so may the design,
/// and where only one is on offer it is chosen.
pub async fn to_make(store: &Store, customer: &str, design: &str) -> Result<ToMake, StoreError> {
    let customer = match customer.parse::<CustomerId>() {
        Ok(id) => Some(store::customers::get(store, &id).await?),
        Err(_) => None,
    };
    let designs = store::designs::offered(store).await?;
    let design = match (design, designs.as_slice()) {
        ("", [only]) => design_value(&only.id, &only.version),
        (design, _) => design.to_owned(),
    };
    let schema = schema_of(store, &design).await?;
    Ok(ToMake { customer, designs, design, schema })
}

/// What the form for changing a service instance begins with. A blank design is its own.
pub async fn to_edit(
    store: &Store,
    actor: &Actor,
    id: &InstanceId,
    design: &str,
) -> Result<ToEdit, StoreError> {
    let shown = shown(store, actor, id).await?;
    let Instance { design: own, design_version, .. } = &shown.instance;
    let offered = store::designs::offered(store).await?;
    let mut versions: Vec<_> =
        offered.into_iter().filter(|d| d.id == *own).map(|design| design.version).collect();
    if !versions.contains(design_version) {
        versions.push(design_version.clone());
    }
    let design = match design {
        "" => design_value(own, design_version),
        design => design.to_owned(),
    };
    let schema = schema_of(store, &design).await?;
    Ok(ToEdit { shown, versions, design, schema })
}

/// The schema of a design as JSON text, by id and version; none where that is not in the catalogue.
pub async fn schema_of(store: &Store, design: &str) -> Result<Option<String>, StoreError> {
    let Some((id, version)) = design.split_once(' ') else { return Ok(None) };
    Ok(find(store, id, version).await?.map(|design| design.schema.to_string()))
}

/// Creates a service instance from what was typed. Everything that is wrong is said at once.
pub async fn create(
    store: &Store,
    actor: &Actor,
    form: &InstanceForm,
) -> Result<Instance, StoreError> {
    if !actor.role.may_write() {
        return Err(StoreError::Forbidden);
    }
    let mut errors = FieldErrors::default();
    let customer = errors.keep(customer(store, form).await?);
    let name = errors.keep(form.name());
    let design = errors.keep(form.design());
    let body = match design {
        Some((id, version)) => errors_of(new_body(store, form, id, version).await, &mut errors)?,
        None => None,
    };
    let (Some(customer), Some(name), Some((design, version)), Some(body)) =
        (customer, name, design, body)
    else {
        return Err(StoreError::Invalid(errors));
    };
    let draft = InstanceDraft {
        name,
        customer,
        design: design.to_owned(),
        design_version: version.to_owned(),
        state: InstanceState::Uploaded,
        body,
    };
    store::designs::make_instance(store, actor, &draft).await.map_err(at_its_field)
}

/// Saves what was typed over this version of the service instance.
pub async fn update(
    store: &Store,
    actor: &Actor,
    id: &InstanceId,
    version: u64,
    form: &InstanceForm,
) -> Result<Instance, StoreError> {
    if !actor.role.may_write() {
        return Err(StoreError::Forbidden);
    }
    let now = store::instances::get(store, id).await?;
    let (design, design_version) =
        form.design().map_err(|error| StoreError::Invalid(FieldErrors(vec![error])))?;
    if design != now.design {
        let message = format!("The design stays {}; only its version can be another.", now.design);
        return Err(StoreError::Invalid(FieldErrors::one("design", message)));
    }
    let body = if design_version == now.design_version {
        let body = read_body(store, form, design, design_version).await?;
        store::designs::fits(store, design, design_version, &body).await?;
        body
    } else {
        new_body(store, form, design, design_version).await?
    };
    let edit = InstanceEdit { design_version: design_version.to_owned(), body };
    store::instances::edit(store, actor, id, version, &edit).await
}

/// The form with its body shown as JSON, or else in the fields of the design that is chosen.
pub async fn shown_as(
    store: &Store,
    form: InstanceForm,
    json: bool,
) -> Result<InstanceForm, StoreError> {
    let Some((id, version)) = form.design.split_once(' ') else {
        let message = "Service Design is missing. Choose one.";
        return Err(StoreError::Invalid(FieldErrors::one("design", message)));
    };
    match find(store, id, version).await? {
        Some(design) if json => form.with_json(&design.schema).map_err(StoreError::Invalid),
        Some(design) => form.with_fields(&design.schema).map_err(StoreError::Invalid),
        None => Ok(form),
    }
}

/// The customer that was picked, or else the one whose reference number or whole name was typed.
async fn customer(
    store: &Store,
    form: &InstanceForm,
) -> Result<Result<CustomerId, FieldError>, StoreError> {
    if let Some(id) = form.picked() {
        return Ok(Ok(id));
    }
    let error = |message: String| Ok(Err(FieldError { field: "customer".into(), message }));
    let text = form.customer.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return error("Customer is missing. Type a name or a reference number.".into());
    }
    let by_reference = store::customers::by_references(store, std::slice::from_ref(&text)).await?;
    if let Some(id) = by_reference.get(&fold(&text)) {
        return Ok(Ok(id.clone()));
    }
    match store::customers::named(store, &text, None).await?.as_slice() {
        [only] => Ok(Ok(only.id.clone())),
        [] => error(format!(
            "No customer has the reference number or the name {text}. Type one of them in full."
        )),
        several => {
            let mut references: Vec<_> =
                several.iter().filter_map(|customer| customer.reference.as_deref()).collect();
            references.sort_unstable();
            error(match references.as_slice() {
                [] => format!(
                    "Several customers are named {text}. Give them reference numbers first."
                ),
                references => format!(
                    "Several customers are named {text}. Type a reference number: {}.",
                    references.join(", ")
                ),
            })
        }
    }
}

/// A body that fits a design that is on offer.
async fn new_body(
    store: &Store,
    form: &InstanceForm,
    design: &str,
    version: &str,
) -> Result<Map<String, Value>, StoreError> {
    let body = read_body(store, form, design, version).await?;
    store::designs::accepts(store, design, version, &body).await?;
    Ok(body)
}

async fn read_body(
    store: &Store,
    form: &InstanceForm,
    design: &str,
    version: &str,
) -> Result<Map<String, Value>, StoreError> {
    let design = find(store, design, version).await?;
    form.body(design.as_ref().map(|design| &design.schema)).map_err(StoreError::Invalid)
}

async fn find(store: &Store, id: &str, version: &str) -> Result<Option<Design>, StoreError> {
    match store::designs::get(store, id, version).await {
        Ok(design) => Ok(Some(design)),
        Err(StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Adds what is wrong with fields to `errors`; what else went wrong is an error.
fn errors_of<T>(
    result: Result<T, StoreError>,
    errors: &mut FieldErrors,
) -> Result<Option<T>, StoreError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(StoreError::Invalid(more)) => {
            errors.0.extend(more.0);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// A refusal as something that is wrong with a field.
fn at_its_field(error: StoreError) -> StoreError {
    let (field, message) = match error {
        StoreError::DuplicateInstanceName { name } => {
            ("instance_name", format!("The customer has a service instance named {name} already."))
        }
        StoreError::CustomerInactive => {
            ("customer", "The customer is inactive and takes no new service instances.".to_owned())
        }
        StoreError::NotFound { what: "customer" } => {
            ("customer", "There is no such customer any more. Choose another.".to_owned())
        }
        error => return error,
    };
    StoreError::Invalid(FieldErrors::one(field, message))
}
