//! What can go wrong as the browser sees it: named by what the operator can do about it.

use leptos::prelude::*;
use model::{
    Customer, DesignForm, FieldErrors, Instance, OrderKind, SavedFilter, bulk::BulkReason,
    text::grouped,
};
use serde::{Deserialize, Serialize};

use crate::{json::Json, ui::format};

/// The answer to a request that could not be fulfilled. Internal detail never gets in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// It does not exist (any more).
    #[error("There is no such {0}. It may have been deleted.")]
    NotFound(String),
    /// Somebody else saved first; both versions can be compared.
    #[error("This customer was changed by someone else in the meantime.")]
    Changed(Box<Customer>),
    /// Somebody else changed the service instance first; this is what it is now.
    #[error("This service instance was changed by someone else in the meantime. Look again.")]
    InstanceChanged(Box<Instance>),
    /// Somebody else changed the service order first.
    #[error("This service order was changed by someone else in the meantime. Look again.")]
    OrderChanged,
    /// An order for the service instance is not finished.
    #[error(
        "The order ({}) that {placed_by} placed at {} is not finished. Wait until it is.",
        kind.label(),
        format::time(since)
    )]
    OrderOpen {
        /// What it does.
        kind: OrderKind,
        /// Who placed it.
        placed_by: String,
        /// When; RFC 3339 in UTC.
        since: String,
    },
    /// The state of the service instance, or of the order, does not allow it; the sentence says why
    /// and what would.
    #[error("{0}")]
    NotNow(String),
    /// The customer takes nothing new.
    #[error(
        "The customer is inactive and takes no new service instances or orders, other than to take \
         an instance out of the network."
    )]
    CustomerInactive,
    /// Somebody else saved this filter first; both versions can be compared.
    #[error("This saved filter was changed by someone else in the meantime.")]
    SavedFilterChanged(Box<SavedFilter>),
    /// Somebody else saved this service design first: what they saved, and its revision.
    #[error("This service design was changed by someone else in the meantime.")]
    DesignChanged(Box<DesignForm>, u64),
    /// Service instances use this version of a design, so it stays as it is; a sentence says so.
    #[error("{0}")]
    DesignInUse(String),
    /// The filter is shared by somebody else, who is named.
    #[error("This filter was saved by {0}. Only {0} or a Super User can change it.")]
    NotOwner(String),
    /// Fields to correct.
    #[error("Some fields need attention.")]
    Invalid(FieldErrors),
    /// Instances that may hold network resources keep the customer from being deleted.
    #[error("{total} provisioned service instances keep this customer from being deleted.")]
    Blocked {
        /// The first of them, by name.
        instances: Vec<Instance>,
        /// How many there are in all.
        total: u64,
    },
    /// The customer is the system's own.
    #[error("This customer belongs to the system and cannot be deleted.")]
    SystemCustomer,
    /// Other customers match than were chosen; nothing was done.
    #[error(
        "You chose {}, but {} now. Look at the list again, then choose anew.",
        counted(*expected, "customer", "customers"),
        counted(*now, "matches", "match")
    )]
    SelectionChanged {
        /// How many matched when they were chosen.
        expected: u64,
        /// How many match now.
        now: u64,
    },
    /// A deleted customer does not come back; the reason names who is in its way.
    #[error("{0}")]
    NotRestored(BulkReason),
    /// The operator's role does not allow it.
    #[error("Your role does not allow this.")]
    Forbidden,
    /// The filter in the URL is not one; the sentence says where and what would be right.
    #[error("{0}")]
    BadFilter(String),
    /// Lists cannot be read for a while; they are being prepared.
    #[error("The lists are being prepared. They appear here by themselves when they are complete.")]
    Preparing {
        /// Rows done so far.
        done: u64,
        /// Rows in all.
        total: u64,
    },
    /// Many people changed the same thing at once.
    #[error("The inventory is busy with other changes to the same data. Try again.")]
    Busy,
    /// The server could not be reached, or its answer was not understood.
    #[error("The server could not be reached. Check the connection and try again.")]
    Unreachable,
    /// Something failed inside; the log tells more under this request id.
    #[error("Something went wrong on the server. Try again; if it persists, quote request {0}.")]
    Internal(String),
}

impl AppError {
    /// Messages for the fields of a form; none for other errors.
    pub fn fields(&self) -> FieldErrors {
        match self {
            Self::Invalid(errors) => errors.clone(),
            _ => FieldErrors::default(),
        }
    }
}

/// `1 customer`, `1,284 customers`.
fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

impl FromServerFnError for AppError {
    type Encoder = Json;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(text) | ServerFnErrorErr::MissingArg(text) => malformed(text),
            // In the browser it is the answer that is not understood.
            ServerFnErrorErr::Deserialization(text) if on_the_server() => malformed(text),
            _ => Self::Unreachable,
        }
    }
}

/// The answer to a request that cannot be read.
fn malformed(text: String) -> AppError {
    note_status(422);
    AppError::Invalid(FieldErrors::one("request", text))
}

/// Lets what is compiled for both sides give the answer its HTTP status; the server puts one into
/// the context, the browser has none.
#[derive(Clone, Copy)]
pub struct OnStatus(pub fn(u16));

fn on_the_server() -> bool {
    use_context::<OnStatus>().is_some()
}

/// Gives the answer this HTTP status on the server; does nothing in the browser.
pub fn note_status(status: u16) {
    if let Some(OnStatus(note)) = use_context() {
        note(status);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_order_is_said_with_who_placed_it_and_when() {
        let error = AppError::OrderOpen {
            kind: OrderKind::Create,
            placed_by: "kim".into(),
            since: "2026-11-23T21:50:06.123Z".into(),
        };
        assert_eq!(
            error.to_string(),
            "The order (Create) that kim placed at 2026-11-23 21:50 UTC is not finished. Wait until \
             it is."
        );
    }

    #[test]
    fn another_number_of_matches_is_said_in_numbers() {
        let changed = |expected, now| AppError::SelectionChanged { expected, now }.to_string();
        assert_eq!(
            changed(1_284, 1_290),
            "You chose 1,284 customers, but 1,290 match now. Look at the list again, then choose anew."
        );
        assert!(changed(2, 1).starts_with("You chose 2 customers, but 1 matches now."));
    }
}
