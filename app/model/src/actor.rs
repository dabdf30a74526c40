//! Who acts. Every command carries an [`Actor`] down to the audit row.

use serde::{Deserialize, Serialize};

/// The person (or program) on whose behalf something is read or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The operator's name as it appears in the history, for example `local`.
    pub name: String,
    /// What the operator may do.
    pub role: Role,
    /// Where the request came from: `web` for the pages, `command line` for the program.
    pub origin: String,
}

impl Actor {
    /// The one operator there is until sign-in exists.
    pub fn local(origin: &str) -> Self {
        Self { name: "local".into(), role: Role::SuperUser, origin: origin.into() }
    }
}

/// The three roles of the portal (product.md §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything.
    SuperUser,
    /// May read and write the inventory.
    NetworkAdmin,
    /// May only read.
    Observer,
}

impl Role {
    /// Whether this role may change the inventory.
    pub fn may_write(self) -> bool {
        !matches!(self, Self::Observer)
    }

    /// The name stored in audit rows, for example `super_user`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SuperUser => "super_user",
            Self::NetworkAdmin => "network_admin",
            Self::Observer => "observer",
        }
    }
}
