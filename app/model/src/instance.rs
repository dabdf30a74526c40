//! A service instance: one service made from a service design for one customer.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{CustomerId, InstanceId},
    text::FieldError,
};

/// Longest instance name, in characters.
pub const MAX_INSTANCE_NAME: usize = 255;
/// Longest design name or version, in characters.
pub const MAX_DESIGN: usize = 128;

/// A service instance as kept in the inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// `instance_uuid` in the vendor's words.
    pub id: InstanceId,
    /// `instance_id` in the vendor's words: the name, unique per customer, never changes.
    pub name: String,
    /// The customer it belongs to; never changes.
    pub customer: CustomerId,
    /// That customer's name today.
    pub customer_name: String,
    /// The service design, for example `l3vpn`.
    pub design: String,
    /// The design's version, for example `1.2.0`.
    pub design_version: String,
    /// Where it is in its life cycle.
    pub state: InstanceState,
    /// Whether there is a change of it that is not in the network yet; only while it is active.
    #[serde(default)]
    pub changed: bool,
    /// Counts the changes.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub created_at: String,
    /// RFC 3339 in UTC.
    pub updated_at: String,
}

/// A service instance to be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceDraft {
    /// Unique per customer, 1 to 255 characters.
    pub name: String,
    /// The customer it is for.
    pub customer: CustomerId,
    /// The service design, for example `l3vpn`.
    pub design: String,
    /// The design's version, for example `1.2.0`.
    pub design_version: String,
    /// `uploaded` for a new one; imports bring their own.
    pub state: InstanceState,
    /// The service's description: a JSON object.
    pub body: serde_json::Map<String, serde_json::Value>,
}

/// The states of product.md §4, in the order of a life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceState {
    /// Saved; nothing is in the network.
    Uploaded,
    /// Checked against the network, resources may be reserved. Occurs in imported data.
    FeasibilityChecked,
    /// An order is putting it into the network.
    Provisioning,
    /// In the network.
    Active,
    /// An order failed; parts may be in the network.
    Failed,
    /// An order is taking it out of the network.
    Deprovisioning,
    /// Taken out of the network.
    Deprovisioned,
}

impl InstanceState {
    /// All states, in the order of a life.
    pub const ALL: [Self; 7] = [
        Self::Uploaded,
        Self::FeasibilityChecked,
        Self::Provisioning,
        Self::Active,
        Self::Failed,
        Self::Deprovisioning,
        Self::Deprovisioned,
    ];

    /// Whether it may hold network resources, so that its customer cannot be deleted (product.md D2).
    pub fn blocks_delete(self) -> bool {
        !matches!(self, Self::Uploaded | Self::Deprovisioned)
    }

    /// The stored text, for example `feasibility_checked`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::FeasibilityChecked => "feasibility_checked",
            Self::Provisioning => "provisioning",
            Self::Active => "active",
            Self::Failed => "failed",
            Self::Deprovisioning => "deprovisioning",
            Self::Deprovisioned => "deprovisioned",
        }
    }

    /// The words shown to operators.
    pub fn label(self) -> &'static str {
        match self {
            Self::Uploaded => "Uploaded",
            Self::FeasibilityChecked => "Feasibility checked",
            Self::Provisioning => "Provisioning",
            Self::Active => "Active",
            Self::Failed => "Failed",
            Self::Deprovisioning => "Deprovisioning",
            Self::Deprovisioned => "Deprovisioned",
        }
    }
}

impl fmt::Display for InstanceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for InstanceState {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let wanted = text.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|s| s.as_str() == wanted).ok_or_else(|| FieldError {
            field: "state".into(),
            message: format!(
                "State is \"{}\"; it must be one of {}.",
                text.trim(),
                Self::ALL.map(Self::as_str).join(", ")
            ),
        })
    }
}

/// How many service instances a customer has, by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceCounts {
    /// Saved only.
    pub uploaded: u64,
    /// Checked against the network.
    pub feasibility_checked: u64,
    /// Being put into the network.
    pub provisioning: u64,
    /// In the network.
    pub active: u64,
    /// Failed on the way.
    pub failed: u64,
    /// Being taken out of the network.
    pub deprovisioning: u64,
    /// Taken out of the network.
    pub deprovisioned: u64,
}

impl ServiceCounts {
    /// How many are in `state`.
    pub fn of(&self, state: InstanceState) -> u64 {
        match state {
            InstanceState::Uploaded => self.uploaded,
            InstanceState::FeasibilityChecked => self.feasibility_checked,
            InstanceState::Provisioning => self.provisioning,
            InstanceState::Active => self.active,
            InstanceState::Failed => self.failed,
            InstanceState::Deprovisioning => self.deprovisioning,
            InstanceState::Deprovisioned => self.deprovisioned,
        }
    }

    /// How many are in `state`, to be changed.
    pub fn of_mut(&mut self, state: InstanceState) -> &mut u64 {
        match state {
            InstanceState::Uploaded => &mut self.uploaded,
            InstanceState::FeasibilityChecked => &mut self.feasibility_checked,
            InstanceState::Provisioning => &mut self.provisioning,
            InstanceState::Active => &mut self.active,
            InstanceState::Failed => &mut self.failed,
            InstanceState::Deprovisioning => &mut self.deprovisioning,
            InstanceState::Deprovisioned => &mut self.deprovisioned,
        }
    }

    /// All instances.
    pub fn total(&self) -> u64 {
        InstanceState::ALL.iter().map(|s| self.of(*s)).sum()
    }

    /// Those that block a delete of the customer.
    pub fn blocking(&self) -> u64 {
        InstanceState::ALL.iter().filter(|s| s.blocks_delete()).map(|s| self.of(*s)).sum()
    }

    /// The states that occur, each with its count, in the order of a life.
    pub fn breakdown(&self) -> impl Iterator<Item = (InstanceState, u64)> + '_ {
        InstanceState::ALL.into_iter().map(|s| (s, self.of(s))).filter(|(_, n)| *n > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_saved_and_deprovisioned_instances_let_a_customer_go() {
        let free: Vec<_> = InstanceState::ALL.into_iter().filter(|s| !s.blocks_delete()).collect();
        assert_eq!(free, [InstanceState::Uploaded, InstanceState::Deprovisioned]);
    }

    #[test]
    fn a_state_is_read_as_it_is_written_or_shown() {
        for state in InstanceState::ALL {
            assert_eq!(state.as_str().parse::<InstanceState>().unwrap(), state);
            assert_eq!(state.label().parse::<InstanceState>().unwrap(), state);
        }
        let error = "gone".parse::<InstanceState>().unwrap_err();
        assert!(error.message.contains("it must be one of uploaded, feasibility_checked"));
    }

    #[test]
    fn counts_add_up() {
        let counts = ServiceCounts { uploaded: 2, active: 3, failed: 1, ..Default::default() };
        assert_eq!((counts.total(), counts.blocking()), (6, 4));
        let states: Vec<_> = counts.breakdown().collect();
        assert_eq!(states[1], (InstanceState::Active, 3));
    }
}
