//! One seeded service instance.

use model::{CustomerId, InstanceDraft, InstanceState};
use rand::Rng;

use super::body::body;

/// The service designs of product.md §4, how often each occurs, and what its instances are called.
const DESIGNS: [(&str, u32, &str); 5] = [
    ("l3vpn", 40, "vpn"),
    ("eline-evpn-vpws-csm", 20, "eline"),
    ("eline-l2circuit-nsm", 18, "l2c"),
    ("elan-evpn-csm", 16, "elan"),
    ("infrastructure", 6, "infra"),
];
/// The version that the catalogue begins with, and what was before it.
const VERSIONS: [(&str, u32); 3] = [("1.0.0", 85), ("0.9.1", 10), ("0.9.0", 5)];
const STATES: [(InstanceState, u32); 7] = [
    (InstanceState::Active, 70),
    (InstanceState::Uploaded, 9),
    (InstanceState::Deprovisioned, 9),
    (InstanceState::Failed, 4),
    (InstanceState::Provisioning, 4),
    (InstanceState::FeasibilityChecked, 2),
    (InstanceState::Deprovisioning, 2),
];

/// The customer's instance of number `ordinal`, which makes its name unique.
pub fn draft(rng: &mut impl Rng, customer: &CustomerId, ordinal: u32) -> InstanceDraft {
    let design = weighted(rng, DESIGNS.len(), |i| DESIGNS[i].1);
    let (design, _, prefix) = DESIGNS[design];
    let state = STATES[weighted(rng, STATES.len(), |i| STATES[i].1)].0;
    let name = format!("{prefix}-{:05}", ordinal + 1);
    InstanceDraft {
        customer: customer.clone(),
        design: design.into(),
        design_version: VERSIONS[weighted(rng, VERSIONS.len(), |i| VERSIONS[i].1)].0.into(),
        state,
        body: body(rng, design, &name),
        name,
    }
}

fn weighted(rng: &mut impl Rng, choices: usize, weight: impl Fn(usize) -> u32) -> usize {
    let mut at = rng.random_range(0..(0..choices).map(&weight).sum());
    for choice in 0..choices {
        match at.checked_sub(weight(choice)) {
            Some(rest) => at = rest,
            None => return choice,
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::customer::random;

    #[test]
    fn instances_use_every_design_and_state_under_names_of_their_own() {
        let mut rng = random(1, 0);
        let customer: CustomerId = "c-1".parse().unwrap();
        let all: Vec<_> = (0..2_000).map(|n| draft(&mut rng, &customer, n)).collect();
        let names: std::collections::HashSet<_> = all.iter().map(|i| &i.name).collect();
        assert_eq!(names.len(), all.len());
        for (design, ..) in DESIGNS {
            assert!(all.iter().any(|i| i.design == design && !i.body.is_empty()));
        }
        for state in InstanceState::ALL {
            assert!(all.iter().any(|i| i.state == state), "{state}");
        }
        let active = all.iter().filter(|i| i.state == InstanceState::Active).count();
        assert!((1_300..1_500).contains(&active));
    }
}
