//! Commands on many customers at once: what is chosen, what is done, and what became of it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    customer::CustomerStatus,
    id::{BatchId, CustomerId, InstanceId},
    instance::InstanceState,
    query::CustomerQuery,
    text::grouped,
};

/// Most customers that can be chosen one by one.
pub const MAX_SELECTED: usize = 1_000;

/// Most rows that the progress of a command tells of one by one; all are counted.
pub const MAX_TOLD: usize = 1_000;

/// Which customers a command is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// These, at most [`MAX_SELECTED`].
    Ids(Vec<CustomerId>),
    /// All that match, on whichever page.
    Matching {
        /// The question; where its page starts and how it is sorted does not matter.
        query: CustomerQuery,
        /// How many matched when they were chosen. When it is another number now, nothing is done.
        expected: u64,
    },
}

/// A command on many customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkCommand {
    /// Deletes those that neither a service instance nor the system forbids to delete.
    Delete(Selection),
    /// Gives all of them this status.
    SetStatus(Selection, CustomerStatus),
    /// Brings back deleted customers.
    Restore(Restore),
}

/// Which deleted customers are brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restore {
    /// These, at most [`MAX_SELECTED`].
    Ids(Vec<CustomerId>),
    /// Those that one delete of many deleted and that are still deleted.
    Batch(BatchId),
}

/// How far a command is. The last one is complete; when there is none that is, the command was cut
/// short, and what was done until then stays done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkProgress {
    /// What a delete can be undone by as a whole.
    pub batch: Option<BatchId>,
    /// How many customers were looked at.
    pub done: u64,
    /// How many there are to be looked at.
    pub total: u64,
    /// What became of all until now.
    pub counts: BulkCounts,
    /// Those since the last progress that the command was not carried out for, at most
    /// [`MAX_TOLD`] in all.
    pub rows: Vec<BulkRow>,
    /// All are done, and lists show it.
    pub complete: bool,
}

/// How many customers came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkCounts {
    /// Deleted, changed or restored, as the command says.
    pub done: u64,
    /// Had the status already.
    pub unchanged: u64,
    /// Kept, because service instances may hold network resources.
    pub blocked: u64,
    /// Kept, because they belong to the system.
    #[serde(default)]
    pub system: u64,
    /// Not there (any more).
    pub gone: u64,
    /// Not restored, because another customer has the reference number or the name.
    pub taken: u64,
}

/// A customer that the command was not carried out for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRow {
    /// Which.
    pub id: CustomerId,
    /// Its name, as far as it is known.
    pub name: Option<String>,
    /// Why.
    pub reason: BulkReason,
}

/// Why a command was not carried out for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkReason {
    /// Service instances may hold network resources.
    Blocked {
        /// How many.
        total: u64,
        /// The first of them by name.
        first: Vec<BlockingInstance>,
    },
    /// It belongs to the system.
    System,
    /// It is not there (any more); of a restore: it is not deleted (any more).
    Gone,
    /// Another customer has its reference number now.
    ReferenceTaken {
        /// The reference number.
        reference: String,
        /// Who has it.
        holder: Holder,
    },
    /// Another customer has its name now, and names must be unique.
    NameTaken,
}

/// A service instance that keeps its customer from being deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockingInstance {
    /// Which.
    pub id: InstanceId,
    /// Its name.
    pub name: String,
    /// Where it is in its life.
    pub state: InstanceState,
}

/// The customer that has something which only one may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Which.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
}

impl fmt::Display for BulkReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocked { total: 1, .. } => {
                f.write_str("1 service instance may hold network resources.")
            }
            Self::Blocked { total, .. } => {
                write!(f, "{} service instances may hold network resources.", grouped(*total))
            }
            Self::System => f.write_str("It belongs to the system and cannot be deleted."),
            Self::Gone => f.write_str("It is no longer there."),
            Self::ReferenceTaken { reference, holder } => {
                write!(f, "Reference Number {reference} is now used by {}.", holder.name)
            }
            Self::NameTaken => {
                f.write_str("Another customer has this name now, and names must be unique here.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_survives_its_way_to_the_server() {
        let matching = Selection::Matching {
            query: CustomerQuery { q: "a & b".into(), ..Default::default() },
            expected: 1_284,
        };
        let ids = vec!["c-1".parse().unwrap(), "c-2".parse().unwrap()];
        for command in [
            BulkCommand::Delete(matching.clone()),
            BulkCommand::SetStatus(Selection::Ids(ids.clone()), CustomerStatus::Inactive),
            BulkCommand::Restore(Restore::Ids(ids)),
            BulkCommand::Restore(Restore::Batch("b-1".parse().unwrap())),
        ] {
            let text = serde_json::to_string(&command).unwrap();
            assert_eq!(serde_json::from_str::<BulkCommand>(&text).unwrap(), command, "{text}");
        }
        let text = serde_json::to_string(&BulkCommand::Delete(matching)).unwrap();
        assert_eq!(text, r#"{"delete":{"matching":{"query":"q=a+%26+b","expected":1284}}}"#);
    }

    #[test]
    fn a_reason_is_a_sentence() {
        let blocked = |total| BulkReason::Blocked { total, first: Vec::new() }.to_string();
        assert_eq!(blocked(1), "1 service instance may hold network resources.");
        assert_eq!(blocked(1_200), "1,200 service instances may hold network resources.");
    }
}
