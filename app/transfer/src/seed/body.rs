//! The body of a seeded service instance, as its design's schema wants it.

use rand::Rng;
use serde_json::{Map, Value, json};

/// A body for an instance of `design` that is called `name`.
pub fn body(rng: &mut impl Rng, design: &str, name: &str) -> Map<String, Value> {
    let vlan = rng.random_range(2..4_095);
    let mbps = [10, 50, 100, 500, 1_000, 10_000][rng.random_range(0..6)];
    let (pe, far) = (format!("pe{}", vlan % 97 + 1), format!("pe{}", vlan % 89 + 100));
    let body = match design {
        "l3vpn" => {
            let site = |name: &str, role: &str, pe: &str, net: u32| {
                json!({ "name": name, "role": role, "pe": pe, "interface": "ge-0/0/1", "vlan": vlan,
                    "address": format!("10.{net}.{}.1/30", vlan % 256), "bandwidth_mbps": mbps,
                    "routing": { "protocol": "bgp", "customer_as": 64_512 + vlan % 1_000 } })
            };
            let hub = vlan % 3 == 0;
            let (topology, roles) = match hub {
                true => ("hub-spoke", ["hub", "spoke"]),
                false => ("any-to-any", ["any", "any"]),
            };
            json!({ "vpn_name": name, "topology": topology,
                "route_target": format!("65000:{vlan}"),
                "sites": [site("A", roles[0], &pe, 1), site("B", roles[1], &far, 2)] })
        }
        "elan-evpn-csm" => {
            let site = |name: &str, pe: &str| {
                json!({ "name": name, "pe": pe, "interface": "ge-0/0/1", "vlans": [vlan],
                    "bandwidth_mbps": mbps })
            };
            json!({ "vpn_name": name, "service_type": "vlan-based", "mac_limit": 1_024,
                "sites": [site("A", &pe), site("B", &far)] })
        }
        "eline-evpn-vpws-csm" => {
            let end = |pe: &str, id: u32| json!({ "pe": pe, "interface": "et-0/0/4", "service_id": id, "vlan": vlan });
            json!({ "vpn_name": name, "bandwidth_mbps": mbps, "a_end": end(&pe, 1),
                "z_end": end(&far, 2) })
        }
        "eline-l2circuit-nsm" => {
            let end = |pe: &str| json!({ "pe": pe, "interface": "ge-0/0/1", "vlan": vlan });
            json!({ "virtual_circuit_id": vlan, "bandwidth_mbps": mbps, "a_end": end(&pe),
                "z_end": end(&far) })
        }
        _ => json!({ "as_number": 65_000 + vlan % 500, "devices": [pe, far], "igp": "isis",
            "transport": "sr-mpls" }),
    };
    match body {
        Value::Object(body) => body,
        _ => Map::new(),
    }
}
