//! A service order: one piece of work in the network for one service instance, done by the
//! provider's workflow engine (product.md §4).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{CustomerId, InstanceId, OrderId},
    text::FieldError,
};

/// A service order as kept in the inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// `order_id` in the vendor's words.
    pub id: OrderId,
    /// The service instance it is for.
    pub instance: InstanceId,
    /// That instance's name.
    pub instance_name: String,
    /// The instance's customer.
    pub customer: CustomerId,
    /// That customer's name today.
    pub customer_name: String,
    /// What is to be done.
    pub kind: OrderKind,
    /// How far it is.
    pub status: OrderStatus,
    /// What the engine, or the inventory in its place, says about the order as a whole.
    pub message: Option<String>,
    /// The tasks in the order in which the engine told them; of the present attempt only.
    pub trace: Vec<Task>,
    /// 1 at first; a retry counts on. What an engine says of an earlier attempt is refused.
    pub attempt: u32,
    /// The operator who placed it.
    pub placed_by: String,
    /// Counts the changes.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub created_at: String,
    /// RFC 3339 in UTC.
    pub updated_at: String,
}

/// One step of an order, as the workflow engine reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The step's name, for example `configure-pe`.
    pub task: String,
    /// How it went.
    pub status: OrderStatus,
    /// What there is to say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// RFC 3339 in UTC.
    pub time: String,
}

/// What an order does in the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Puts the instance into the network.
    Create,
    /// Brings what is in the network in line with a changed instance.
    Modify,
    /// Takes the instance out of the network.
    Delete,
}

/// How far an order, or a task of it, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed; the engine has not said that it works on it.
    Queued,
    /// The engine works on it.
    Running,
    /// Done.
    Success,
    /// Done, and somebody should look at it.
    SuccessWithWarnings,
    /// Not done; parts may be.
    Failed,
}

impl OrderKind {
    /// All kinds, in the order of a life.
    pub const ALL: [Self; 3] = [Self::Create, Self::Modify, Self::Delete];

    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Modify => "modify",
            Self::Delete => "delete",
        }
    }

    /// The word shown to operators.
    pub fn label(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Modify => "Modify",
            Self::Delete => "Delete",
        }
    }
}

impl OrderStatus {
    /// All of them, in the order in which an order passes through.
    pub const ALL: [Self; 5] =
        [Self::Queued, Self::Running, Self::Success, Self::SuccessWithWarnings, Self::Failed];

    /// Whether the order is still to be finished; an instance has one such order at most.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }

    /// Whether the order did its work.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Success | Self::SuccessWithWarnings)
    }

    /// The stored text, for example `success_with_warnings`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Success => "success",
            Self::SuccessWithWarnings => "success_with_warnings",
            Self::Failed => "failed",
        }
    }

    /// The words shown to operators.
    pub fn label(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Running => "Running",
            Self::Success => "Success",
            Self::SuccessWithWarnings => "Success with warnings",
            Self::Failed => "Failed",
        }
    }
}

impl fmt::Display for OrderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for OrderKind {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        named("kind", "Type", &Self::ALL, Self::as_str, text)
    }
}

impl FromStr for OrderStatus {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        named("status", "Status", &Self::ALL, Self::as_str, text)
    }
}

/// Reads a word as it is stored, or as it is shown.
fn named<T: Copy>(
    field: &str,
    label: &str,
    all: &[T],
    as_str: fn(T) -> &'static str,
    text: &str,
) -> Result<T, FieldError> {
    let wanted = text.trim().to_ascii_lowercase().replace([' ', '-'], "_");
    all.iter().copied().find(|one| as_str(*one) == wanted).ok_or_else(|| FieldError {
        field: field.into(),
        message: format!(
            "{label} is \"{}\"; it must be one of {}.",
            text.trim(),
            all.iter().map(|one| as_str(*one)).collect::<Vec<_>>().join(", ")
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written_or_shown() {
        for status in OrderStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
            assert_eq!(status.label().parse(), Ok(status));
        }
        for kind in OrderKind::ALL {
            assert_eq!(kind.label().parse(), Ok(kind));
        }
        let error = "lost".parse::<OrderStatus>().unwrap_err();
        assert!(error.message.contains("it must be one of queued, running"), "{}", error.message);
    }

    #[test]
    fn an_order_is_open_or_done_or_failed() {
        for status in OrderStatus::ALL {
            let so = [status.is_open(), status.is_success(), status == OrderStatus::Failed];
            assert_eq!(so.into_iter().filter(|yes| *yes).count(), 1, "{status}");
        }
    }
}
