//! Elements that are service instances: `customer_id`, `instance_id`, `instance_uuid`, `design_id`,
//! `design_version`, `instance_status`, `order_id`, `order_status`, `upload_time`, and the body.

use model::{
    Actor, CustomerId, CustomerStatus, FieldError, FieldErrors, ImportedInstance, InstanceDraft,
    InstanceId, InstanceState,
    details::check_body,
    instance::{MAX_DESIGN, MAX_INSTANCE_NAME},
    text,
};
use serde_json::{Map, Value};
use store::{Store, StoreError};

use super::{
    Made,
    members::{self, Members},
    order,
};
use crate::{
    file::{Element, json_rejects::REJECTED},
    import::{
        kind::{Kind, Outcome},
        options::ImportOptions,
        report::Finding,
    },
};

/// The members that are no part of the body.
const OURS: [&str; 10] = [
    "customer_id",
    "instance_id",
    "instance_uuid",
    "design_id",
    "design_version",
    "instance_status",
    "order_id",
    "order_status",
    "upload_time",
    REJECTED,
];

/// An import of service instances.
pub struct Instances<'a> {
    pub store: &'a Store,
    pub actor: &'a Actor,
    pub options: &'a ImportOptions,
    pub made: &'a Made,
}

impl Kind for Instances<'_> {
    type Row = Element;
    type Draft = ImportedInstance;

    fn label(&self, member: &str) -> String {
        member.to_owned()
    }

    fn shape(&self, element: &Element) -> Result<(), Finding> {
        members::shape(element)
    }

    fn keys(&self, element: &Element) -> Vec<(&'static str, String)> {
        let members = Members::of(&element.value);
        let text = |member| members.text(member).ok().flatten();
        let id = text("instance_uuid").map(|id| ("instance_uuid", format!("i{id}")));
        let named = text("customer_id").zip(text("instance_id")).map(|(customer, name)| {
            let words: Vec<_> = name.split_whitespace().collect();
            // Ids hold no `/`.
            ("instance_id", format!("n{customer}/{}", text::fold(&words.join(" "))))
        });
        let order = text("order_id").map(|id| ("order_id", format!("o{id}")));
        id.into_iter().chain(named).chain(order).collect()
    }

    fn duplicate(&self, element: &Element, member: &str, first: u64) -> Finding {
        members::duplicate(element, member, first)
    }

    fn texts(&self, _: &Element) -> Result<Vec<Finding>, Finding> {
        // As for customers.
        Ok(Vec::new())
    }

    fn parse(&self, element: &Element) -> Result<ImportedInstance, Finding> {
        let members = Members::of(&element.value);
        let mut errors = FieldErrors::default();
        let id = errors.keep(members.id::<InstanceId>("instance_uuid"));
        let customer = errors.keep(members.id::<CustomerId>("customer_id"));
        let name = errors.keep(members.line("instance_id", MAX_INSTANCE_NAME));
        let design = errors.keep(members.line("design_id", MAX_DESIGN));
        let design_version = errors.keep(members.line("design_version", MAX_DESIGN));
        let state = errors.keep(state(members));
        let created_at = errors.keep(members.time("upload_time"));
        let body = body(members);
        errors.keep(check_body(&body));
        let (said, at) = (state.flatten(), created_at.flatten());
        let now = said.unwrap_or(InstanceState::Uploaded);
        // Where the state is wrong, nothing can be said of an order.
        let order = match state {
            None => None,
            Some(_) => order::read(members, now, at.as_deref())
                .map_err(|wrong| errors.0.extend(wrong.0))
                .ok(),
        };
        match (id, customer, name, design, design_version, order) {
            (
                Some(id),
                Some(customer),
                Some(name),
                Some(design),
                Some(design_version),
                Some(order),
            ) if errors.0.is_empty() => {
                let state = now;
                let draft = InstanceDraft { name, customer, design, design_version, state, body };
                let keep_state = said.is_none();
                Ok(ImportedInstance { id, draft, keep_state, created_at: at, order })
            }
            _ => Err(members::wrong(element, errors)),
        }
    }

    async fn store(&self, instances: Vec<ImportedInstance>) -> Result<Vec<Outcome>, StoreError> {
        let known: Vec<_> = instances.iter().map(|instance| self.foreseen(instance)).collect();
        let asked = instances.into_iter().zip(&known).filter(|(_, known)| known.is_none());
        let asked: Vec<_> = asked.map(|(instance, _)| instance).collect();
        let (on_duplicate, dry_run) = (self.options.on_duplicate, self.options.dry_run);
        let (store, actor) = (self.store, self.actor);
        let answers =
            store::instances::import_batch(store, actor, &asked, on_duplicate, dry_run).await?;
        let mut answers = answers.into_iter().map(Outcome::from);
        let missing = || StoreError::Internal("the outcome of an element is missing".into());
        known.into_iter().map(|k| k.or_else(|| answers.next()).ok_or_else(missing)).collect()
    }
}

impl Instances<'_> {
    /// What would become of an instance in a dry run whose customer only that would have made; the store
    /// does not know it.
    fn foreseen(&self, instance: &ImportedInstance) -> Option<Outcome> {
        let customer = &instance.draft.customer;
        Some(match self.made.locked().get(customer)? {
            CustomerStatus::Active => Outcome::Created,
            CustomerStatus::Inactive => Outcome::Refused(
                "customer_id",
                format!("Customer {customer} is inactive and takes no new service instances."),
            ),
        })
    }
}

/// The state, if there is one.
fn state(members: Members<'_>) -> Result<Option<InstanceState>, FieldError> {
    let member = "instance_status";
    let Some(text) = members.text(member)? else { return Ok(None) };
    text.parse().map(Some).map_err(|e: FieldError| members::error(member, e.message))
}

/// All that is not ours.
fn body(members: Members<'_>) -> Map<String, Value> {
    let others = members.all().filter(|(member, _)| !OURS.contains(&member.as_str()));
    others.map(|(member, value)| (member.clone(), value.clone())).collect()
}
