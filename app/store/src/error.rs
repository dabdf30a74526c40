//! Why the store refuses, named by what the caller can do about it.

use model::{
    Action, Customer, CustomerId, Design, FieldErrors, Instance, InstanceState, Order, OrderStatus,
    SavedFilter,
};
use search::SearchError;
use surrealdb::types::{ErrorDetails, QueryError};
use uuid::Uuid;

use crate::command::Failure;

/// A refused or failed call.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It does not exist (any more).
    #[error("there is no such {what}")]
    NotFound {
        /// `customer`, `deleted customer`, `service instance`, `service order`, `service design` or
        /// `saved filter`.
        what: &'static str,
    },
    /// Somebody else changed the customer since the version that was named.
    #[error("customer {} was changed by someone else", current.id)]
    VersionConflict {
        /// As it is now.
        current: Box<Customer>,
    },
    /// Somebody else changed the service instance since the version that was named.
    #[error("service instance {} was changed by someone else", current.id)]
    InstanceChanged {
        /// As it is now.
        current: Box<Instance>,
    },
    /// Somebody else changed the service order since the version that was named.
    #[error("service order {} was changed by someone else", current.id)]
    OrderChanged {
        /// As it is now.
        current: Box<Order>,
    },
    /// An order for the service instance is not finished.
    #[error("the {} order placed by {} at {} is not finished", order.kind, order.placed_by, order.created_at)]
    OrderOpen {
        /// Which.
        order: Box<Order>,
    },
    /// The state of the service instance does not allow it.
    #[error("{message}")]
    NotNow {
        /// What was to be done.
        action: Action,
        /// The state there is.
        state: InstanceState,
        /// What is and what would be right, for people.
        message: String,
    },
    /// The state of the service order does not allow it.
    #[error("{message}")]
    OrderNotNow {
        /// As it is now.
        order: Box<Order>,
        /// What is and what would be right, for people.
        message: String,
    },
    /// The report is about another attempt of the order than the present one.
    #[error("the report is about attempt {reported}, and the order is at attempt {}", order.attempt)]
    StaleAttempt {
        /// As it is now.
        order: Box<Order>,
        /// The attempt that was reported about.
        reported: u32,
    },
    /// The order is further than the report says, or ended otherwise.
    #[error("the order is {} and cannot become {reported} any more", order.status)]
    ReportLate {
        /// As it is now.
        order: Box<Order>,
        /// The status that was reported.
        reported: OrderStatus,
    },
    /// Somebody else changed the saved filter since the version that was named.
    #[error("saved filter {} was changed by someone else", current.id)]
    SavedFilterVersionConflict {
        /// As it is now.
        current: Box<SavedFilter>,
    },
    /// Somebody else changed the service design since the revision that was named.
    #[error("service design {} {} was changed by someone else", current.id, current.version)]
    DesignVersionConflict {
        /// As it is now.
        current: Box<Design>,
    },
    /// Service instances use this version of the design, so it stays as it is.
    #[error("service instances use the service design {design} {version}")]
    DesignInUse {
        /// The design.
        design: String,
        /// Its version.
        version: String,
        /// How many there are now; none where all were deleted, which can be undone.
        instances: u64,
    },
    /// The saved filter is shared by somebody else, and the actor may only look at it.
    #[error("the saved filter belongs to {owner}")]
    NotOwner {
        /// Who may change it, besides a Super User.
        owner: String,
    },
    /// Another customer has this reference number.
    #[error("the reference number {reference} is already used")]
    DuplicateReference {
        /// As it was to be stored.
        reference: String,
        /// Who has it, unless it has just been given up.
        holder: Option<(CustomerId, String)>,
    },
    /// Another customer has this name, and names are to be unique.
    #[error("a customer named {name} exists already")]
    DuplicateName {
        /// As it was to be stored.
        name: String,
    },
    /// The customer has a service instance of this name.
    #[error("the customer already has a service instance named {name}")]
    DuplicateInstanceName {
        /// As it was to be stored.
        name: String,
    },
    /// Service instances that may hold network resources keep the customer from being deleted.
    #[error("{} service instances keep the customer from being deleted", by.total)]
    Blocked {
        /// Which ones.
        by: Blockers,
    },
    /// The customer belongs to the system and is not deleted.
    #[error("the customer belongs to the system and cannot be deleted")]
    SystemCustomer,
    /// Other rows match than were chosen; nothing was done.
    #[error("{expected} customers were chosen, but {now} match now")]
    SelectionChanged {
        /// How many matched when they were chosen.
        expected: u64,
        /// How many match now.
        now: u64,
    },
    /// The customer takes no new service instances and no orders but those that take one out.
    #[error("the customer is inactive and takes no new service instances or orders")]
    CustomerInactive,
    /// Fields to correct.
    #[error("some fields need attention")]
    Invalid(FieldErrors),
    /// The filter is not one; the message says where and what would be right.
    #[error("{0}")]
    BadFilter(String),
    /// Lists are not ready yet: what they are read from is being made.
    #[error("the read index is being built: {done} of {total}")]
    Preparing {
        /// Rows done so far.
        done: u64,
        /// Rows in all.
        total: u64,
    },
    /// The actor's role may not write.
    #[error("this role may not change the inventory")]
    Forbidden,
    /// Others keep changing the same rows; the caller may try again.
    #[error("too many changes to the same data at once")]
    Busy,
    /// The database cannot be opened or used as configured. The message is for the operator.
    #[error("{0}")]
    Setup(String),
    /// Anything else; for the log.
    #[error("database: {0}")]
    Internal(String),
}

/// What keeps a customer from being deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blockers {
    /// The first of them, by name.
    pub instances: Vec<Instance>,
    /// How many there are in all.
    pub total: u64,
}

/// What a command THROWs, or the index it violates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    NoCustomer,
    NoInstance,
    NoOrder,
    Version,
    OrderVersion,
    OrderOpen(Uuid),
    NotNow(InstanceState),
    NotFailed,
    NotNewest,
    OtherAttempt,
    Late,
    NotDead,
    Blocked,
    System,
    SystemName,
    Inactive,
    Name,
    Reference,
    InstanceName,
    NoSavedFilter,
    NotOwner,
    MayNotShare,
    SavedFilterName,
    SharedName,
    MayNotChangeDesigns,
    NoDesign,
    DesignExists,
    DesignTaken,
    DesignRetired,
    Conflict,
}

impl Refusal {
    /// Reads an error of the engine; `None` when it is no refusal but a failure.
    ///
    /// A violated index is known only by the engine's message, hence the exact version in Cargo.toml.
    pub(crate) fn read(error: &surrealdb::Error) -> Option<Self> {
        if let ErrorDetails::Query(Some(QueryError::TransactionConflict)) = error.details() {
            return Some(Self::Conflict);
        }
        let message = error.message();
        if let Some((_, rest)) = message.split_once("Database index `") {
            return match rest.split('`').next()? {
                "customer_reference_unique" => Some(Self::Reference),
                "customer_name_unique" => Some(Self::Name),
                "instance_name_unique" => Some(Self::InstanceName),
                // Two orders for one instance: once one of them is there, the other is refused.
                "service_order_open_unique" => Some(Self::Conflict),
                "saved_filter_name_unique" => Some(Self::SavedFilterName),
                "saved_filter_shared_unique" => Some(Self::SharedName),
                _ => None,
            };
        }
        let thrown = message.rsplit(' ').next()?;
        if let Some(order) = thrown.strip_prefix("E409:order_open:") {
            return order.parse().ok().map(Self::OrderOpen);
        }
        if let Some(state) = thrown.strip_prefix("E409:not_now:") {
            return state.parse().ok().map(Self::NotNow);
        }
        match thrown {
            "E404:customer" => Some(Self::NoCustomer),
            "E404:instance" => Some(Self::NoInstance),
            "E404:order" => Some(Self::NoOrder),
            "E404:saved_filter" => Some(Self::NoSavedFilter),
            "E404:design" => Some(Self::NoDesign),
            "E403:role" => Some(Self::MayNotChangeDesigns),
            "E403:owner" => Some(Self::NotOwner),
            "E403:share" => Some(Self::MayNotShare),
            "E409:version" => Some(Self::Version),
            "E409:order_version" => Some(Self::OrderVersion),
            "E409:not_failed" => Some(Self::NotFailed),
            "E409:not_newest" => Some(Self::NotNewest),
            "E409:attempt" => Some(Self::OtherAttempt),
            "E409:late" => Some(Self::Late),
            "E409:not_dead" => Some(Self::NotDead),
            "E409:blocked" => Some(Self::Blocked),
            "E409:system" => Some(Self::System),
            "E409:system_name" => Some(Self::SystemName),
            "E409:inactive" => Some(Self::Inactive),
            "E409:name" => Some(Self::Name),
            "E409:design" => Some(Self::DesignExists),
            "E409:taken" => Some(Self::DesignTaken),
            "E409:retired" => Some(Self::DesignRetired),
            _ => None,
        }
    }
}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<SearchError> for StoreError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Rebuilding { done, total } => Self::Preparing { done, total },
            SearchError::NeedsRebuild => Self::Preparing { done: 0, total: 0 },
            SearchError::Internal(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<Failure> for StoreError {
    /// The error for a refusal that needs nothing looked up.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Broken(error) => error,
            Failure::Refused(Refusal::NoCustomer) => Self::NotFound { what: "customer" },
            Failure::Refused(Refusal::NoInstance) => Self::NotFound { what: "service instance" },
            Failure::Refused(Refusal::NoOrder) => Self::NotFound { what: "service order" },
            Failure::Refused(Refusal::NoSavedFilter) => Self::NotFound { what: "saved filter" },
            Failure::Refused(Refusal::NoDesign) => Self::NotFound { what: "service design" },
            Failure::Refused(Refusal::MayNotShare | Refusal::MayNotChangeDesigns) => {
                Self::Forbidden
            }
            Failure::Refused(Refusal::SavedFilterName) => Self::Invalid(FieldErrors::one(
                "name",
                "A filter of this name is saved for this page already. Choose another name.",
            )),
            Failure::Refused(Refusal::SharedName) => Self::Invalid(FieldErrors::one(
                "name",
                "A filter of this name is shared on this page already. Choose another name, or do \
                 not share it.",
            )),
            Failure::Refused(Refusal::Inactive) => Self::CustomerInactive,
            Failure::Refused(Refusal::System) => Self::SystemCustomer,
            Failure::Refused(Refusal::SystemName) => Self::Invalid(FieldErrors::one(
                "name",
                "This customer belongs to the system, which knows it by its name. Keep the name; the \
                 other fields can be changed.",
            )),
            Failure::Refused(other) => Self::Internal(format!("unexpected refusal {other:?}")),
        }
    }
}
