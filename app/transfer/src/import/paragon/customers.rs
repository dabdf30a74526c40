//! Elements that are customers: `customer_id`, `name`, `status`, `reference_number`, `description`,
//! `upload_time`.

use model::{Actor, CustomerForm, CustomerId, FieldError, FieldErrors, ImportedCustomer, text};
use store::{Store, StoreError};

use super::{
    Made,
    members::{self, Members},
};
use crate::{
    file::Element,
    import::{
        kind::{Kind, Outcome},
        options::ImportOptions,
        report::Finding,
    },
};

/// An import of customers.
pub struct Customers<'a> {
    pub store: &'a Store,
    pub actor: &'a Actor,
    pub options: &'a ImportOptions,
    pub made: &'a Made,
}

impl Kind for Customers<'_> {
    type Row = Element;
    type Draft = ImportedCustomer;

    fn label(&self, field: &str) -> String {
        member(field).to_owned()
    }

    fn shape(&self, element: &Element) -> Result<(), Finding> {
        members::shape(element)
    }

    fn keys(&self, element: &Element) -> Vec<(&'static str, String)> {
        let members = Members::of(&element.value);
        let text = |member| members.text(member).ok().flatten();
        let id = text("customer_id").map(|id| ("customer_id", format!("i{id}")));
        let reference = text("reference_number").map(|reference| {
            let words: Vec<_> = reference.split_whitespace().collect();
            ("reference_number", format!("r{}", text::fold(&words.join(" "))))
        });
        id.into_iter().chain(reference).collect()
    }

    fn duplicate(&self, element: &Element, member: &str, first: u64) -> Finding {
        members::duplicate(element, member, first)
    }

    fn texts(&self, _: &Element) -> Result<Vec<Finding>, Finding> {
        // A program wrote them, and no spreadsheet had them in between.
        Ok(Vec::new())
    }

    fn parse(&self, element: &Element) -> Result<ImportedCustomer, Finding> {
        let members = Members::of(&element.value);
        let mut errors = FieldErrors::default();
        let mut text = |member| errors.keep(members.text(member)).flatten().unwrap_or_default();
        let form = CustomerForm {
            name: text("name"),
            reference: text("reference_number"),
            description: text("description"),
            status: text("status"),
        };
        let id = errors.keep(members.id::<CustomerId>("customer_id"));
        let created_at = errors.keep(members.time("upload_time"));
        let draft = form.parse().map_err(|wrong| add(&mut errors, wrong)).ok();
        match (id, draft, created_at) {
            (Some(id), Some(draft), Some(created_at)) if errors.0.is_empty() => {
                let keep_status = form.status.is_empty();
                Ok(ImportedCustomer { id, draft, keep_status, created_at })
            }
            _ => Err(members::wrong(element, errors)),
        }
    }

    async fn store(&self, customers: Vec<ImportedCustomer>) -> Result<Vec<Outcome>, StoreError> {
        let (on_duplicate, dry_run) = (self.options.on_duplicate, self.options.dry_run);
        let (store, actor) = (self.store, self.actor);
        let outcomes =
            store::customers::import_batch(store, actor, &customers, on_duplicate, dry_run).await?;
        let outcomes: Vec<_> = outcomes.into_iter().map(Outcome::from).collect();
        if dry_run {
            let new = customers.into_iter().zip(&outcomes);
            let new = new.filter(|(_, outcome)| **outcome == Outcome::Created);
            self.made
                .locked()
                .extend(new.map(|(customer, _)| (customer.id, customer.draft.status)));
        }
        Ok(outcomes)
    }
}

/// Adds what is wrong with a form, but for fields of which something is said already.
fn add(errors: &mut FieldErrors, wrong: FieldErrors) {
    for FieldError { field, message } in wrong.0 {
        let field = member(&field);
        if errors.of(field).is_none() {
            errors.0.push(members::error(field, message));
        }
    }
}

/// The member that holds a field of a customer.
fn member(field: &str) -> &str {
    if field == "reference" { "reference_number" } else { field }
}
