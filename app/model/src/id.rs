//! Identifiers of customers, service instances, service orders, saved filters and runs of commands.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Longest identifier accepted, in characters. Ours are UUIDs (36); imported ones may differ.
pub const MAX_ID: usize = 64;

/// The text is not an identifier: it must be 1 to 64 of `A-Z a-z 0-9 _ -`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an identifier: use 1 to 64 letters, digits, \"-\" or \"_\"")]
pub struct BadId(pub String);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Identifies a customer for ever; a rename does not change it.
    CustomerId
}
id! {
    /// Identifies a service instance (`instance_uuid` in the vendor's words).
    InstanceId
}
id! {
    /// Identifies a service order.
    OrderId
}
id! {
    /// Identifies a saved filter; a rename does not change it.
    SavedFilterId
}
id! {
    /// Identifies one run of a command on many customers.
    BatchId
}

fn parse(text: &str) -> Result<String, BadId> {
    let ok = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if (1..=MAX_ID).contains(&text.len()) && text.chars().all(ok) {
        Ok(text.to_owned())
    } else {
        Err(BadId(text.chars().take(MAX_ID).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_and_a_vendor_name_are_identifiers() {
        for text in ["7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3d", "network-operator", "Infrastructure"] {
            assert_eq!(text.parse::<CustomerId>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn nothing_that_needs_quoting_is_an_identifier() {
        for text in ["", "a b", "a'b", "a:b", "⟨a⟩", "a/b", &"x".repeat(65)] {
            assert!(text.parse::<CustomerId>().is_err(), "{text}");
        }
    }
}
