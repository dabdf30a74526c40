//! One seeded service instance.

use model::{CustomerId, InstanceDraft, InstanceState};
use rand::Rng;
use serde_json::{Map, Value, json};

/// The service designs of product.md §4, how often each occurs, and what its instances are called.
const DESIGNS: [(&str, u32, &str); 5] = [
    ("l3vpn", 40, "vpn"),
    ("eline-evpn-vpws-csm", 20, "eline"),
    ("eline-l2circuit-nsm", 18, "l2c"),
    ("elan-evpn-csm", 16, "elan"),
    ("infrastructure", 6, "infra"),
];
const VERSIONS: [&str; 5] = ["1.0.0", "1.1.0", "1.2.0", "1.2.1", "2.0.0"];
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
    InstanceDraft {
        name: format!("{prefix}-{:05}", ordinal + 1),
        customer: customer.clone(),
        design: design.into(),
        design_version: VERSIONS[rng.random_range(0..VERSIONS.len())].into(),
        state,
        body: body(rng, design),
    }
}

fn body(rng: &mut impl Rng, design: &str) -> Map<String, Value> {
    let vlan = rng.random_range(2..4095);
    let mbps = [10, 50, 100, 500, 1_000, 10_000][rng.random_range(0..6)];
    let pe = || format!("pe{}", vlan % 97 + 1);
    let body = match design {
        "l3vpn" => json!({ "topology": if vlan % 3 == 0 { "hub-spoke" } else { "any-to-any" },
            "sites": vlan % 12 + 2, "vlan": vlan, "bandwidth_mbps": mbps, "routing": "bgp" }),
        "elan-evpn-csm" => json!({ "vlan": vlan, "bandwidth_mbps": mbps, "endpoints": vlan % 8 + 2,
            "mac_limit": 1_024 }),
        "infrastructure" => json!({ "devices": [pe()], "as_number": 65_000 + vlan % 500 }),
        _ => {
            json!({ "vlan": vlan, "bandwidth_mbps": mbps, "a_end": pe(), "z_end": format!("pe{}", vlan % 89 + 100) })
        }
    };
    match body {
        Value::Object(body) => body,
        _ => Map::new(),
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
