//! The designs that the program brings with it. What operators have made of them stays.

use model::DesignDraft;
use surrealdb::types::vars;

use super::row::DraftValue;
use crate::{Store, StoreError};

/// Each the members of a [`DesignDraft`] as JSON.
const FILES: [&str; 5] = [
    include_str!("infrastructure.json"),
    include_str!("l3vpn.json"),
    include_str!("elan-evpn-csm.json"),
    include_str!("eline-l2circuit-nsm.json"),
    include_str!("eline-evpn-vpws-csm.json"),
];

/// Puts those into the catalogue that are not in it.
pub(crate) async fn ship(store: &Store) -> Result<(), StoreError> {
    let drafts = FILES.into_iter().map(|file| Ok(DraftValue::from(&read(file)?)));
    let drafts = drafts.collect::<Result<Vec<_>, StoreError>>()?;
    Ok(store.command("RETURN fn::designs_ship($drafts)", vars! { drafts: drafts }).await?)
}

fn read(file: &str) -> Result<DesignDraft, StoreError> {
    serde_json::from_str(file).map_err(|error| StoreError::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use model::{DesignForm, body_form::BodyForm};
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::designs::{check, check::compile};

    fn design(id: &str) -> DesignDraft {
        let mut all = FILES.into_iter().map(|file| read(file).unwrap());
        all.find(|design| design.id == id).unwrap()
    }

    #[test]
    fn every_design_is_one_that_an_operator_could_have_added() {
        for draft in FILES.into_iter().map(|file| read(file).unwrap()) {
            compile(&draft.schema).unwrap();
            let form = DesignForm {
                id: draft.id.clone(),
                version: draft.version.clone(),
                title: draft.title.clone(),
                description: draft.description.clone().unwrap_or_default(),
                schema: draft.schema.to_string(),
            };
            assert_eq!(form.parse().unwrap(), draft);
        }
    }

    #[test]
    fn only_lists_of_sites_have_no_fields_of_their_own() {
        for draft in FILES.into_iter().map(|file| read(file).unwrap()) {
            let form = BodyForm::of(&draft.schema);
            let unshown: Vec<_> = form.unshown.iter().map(|part| part.name.as_str()).collect();
            let sites = matches!(draft.id.as_str(), "l3vpn" | "elan-evpn-csm");
            assert_eq!(unshown, if sites { vec!["/sites"] } else { vec![] }, "{}", draft.id);
        }
    }

    #[test]
    fn a_service_of_each_kind_is_as_its_design_wants_it() {
        let end = json!({ "pe": "pe1.oslo", "interface": "ge-0/0/1", "vlan": 42 });
        let served = json!({ "pe": "pe2", "interface": "et-0/0/4", "service_id": 2 });
        for (id, body) in [
            (
                "infrastructure",
                json!({
                    "as_number": 65000, "devices": ["pe1", "pe2.oslo"], "igp": "isis", "transport": "srv6",
                    "loopbacks": { "ipv4_pool": "192.0.2.0/24", "ipv6_pool": "2001:db8::/64" }
                }),
            ),
            (
                "l3vpn",
                json!({
                    "vpn_name": "acme-core", "topology": "hub-spoke", "route_target": "65000:100",
                    "sites": [{
                        "name": "Oslo", "role": "hub", "pe": "pe1", "interface": "ge-0/0/1", "vlan": 42,
                        "address": "198.51.100.1/30", "prefixes": ["192.0.2.0/24", "2001:db8::/32"],
                        "routing": { "protocol": "bgp", "customer_as": 64512 }, "bandwidth_mbps": 500
                    }]
                }),
            ),
            (
                "elan-evpn-csm",
                json!({
                    "vpn_name": "acme-lan", "service_type": "vlan-bundle",
                    "sites": [{ "name": "Oslo", "pe": "pe1", "interface": "ge-0/0/1", "vlans": [42, 43] }]
                }),
            ),
            (
                "eline-l2circuit-nsm",
                json!({
                    "virtual_circuit_id": 7, "a_end": end, "z_end": end, "bandwidth_mbps": 100
                }),
            ),
            ("eline-evpn-vpws-csm", json!({ "vpn_name": "l-7", "a_end": served, "z_end": served })),
        ] {
            check(&design(id).schema, body.as_object().unwrap()).unwrap();
            let nothing = check(&design(id).schema, &Map::<String, Value>::new()).unwrap_err();
            assert!(nothing.0.len() > 1, "{id}");
        }
    }

    #[test]
    fn a_vlan_that_is_none_is_found_where_it_is() {
        let body = json!({
            "vpn_name": "acme", "topology": "any-to-any", "route_target": "65000:1",
            "sites": [{
                "name": "Oslo", "pe": "pe1", "interface": "ge-0/0/1", "vlan": 5000,
                "address": "198.51.100.1"
            }]
        });
        let errors = check(&design("l3vpn").schema, body.as_object().unwrap()).unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["/sites/0/address", "/sites/0/vlan"]);
        assert_eq!(
            errors.of("/sites/0/vlan"),
            Some("/sites/0/vlan: 5000 is more than the maximum 4094.")
        );
    }
}
