//! Two people edited the same service instance: where their versions differ, and the choice between
//! them.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use model::instance_form::design_value;
use serde_json::Value;

use super::{body::TypedBody, shown::Shown};
use crate::ui::conflict::{Conflict as BothVersions, Field};

/// Shows `theirs` beside what was typed. Either choice makes the next save start from the current
/// version; nothing is saved until then.
#[component]
pub fn Conflict(theirs: Shown, body: TypedBody, version: RwSignal<u64>) -> impl IntoView {
    let design = design_value(&theirs.instance.design, &theirs.instance.design_version);
    let (chosen, mine) = untrack(|| (body.design.get(), body.value()));
    let current = serde_json::from_str(&theirs.body).unwrap_or_default();
    let bodies = differences(&mine.unwrap_or_default(), &current);
    let designs = ("Service Design".to_owned(), chosen, design.clone());
    let fields = std::iter::once(designs).chain(bodies).collect::<Vec<_>>();
    let newest = theirs.instance.version;
    let on_mine = Callback::new(move |()| version.set(newest));
    let on_theirs = Callback::new(move |()| {
        version.set(newest);
        body.replace(design.clone(), theirs.body.clone());
    });
    view! { <BothVersions noun="service instance" fields on_mine on_theirs /> }
}

/// Where two bodies differ: the paths, in order, with both values as JSON; blank where there is none.
fn differences(mine: &Value, theirs: &Value) -> Vec<Field> {
    let (mut one, mut other) = (BTreeMap::new(), BTreeMap::new());
    gather(mine, "", &mut one);
    gather(theirs, "", &mut other);
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let text = |values: &BTreeMap<String, &Value>, path: &str| {
        values.get(path).map(ToString::to_string).unwrap_or_default()
    };
    let differs = paths.into_iter().filter(|path| one.get(*path) != other.get(*path));
    differs.map(|path| (path.clone(), text(&one, path), text(&other, path))).collect()
}

/// Everything that is no object with something in it, by its path. A list is one value: its items have
/// no names by which they could be told apart.
fn gather<'a>(value: &'a Value, path: &str, values: &mut BTreeMap<String, &'a Value>) {
    match value {
        Value::Object(parts) if !parts.is_empty() || path.is_empty() => {
            for (key, part) in parts {
                let key = key.replace('~', "~0").replace('/', "~1");
                gather(part, &format!("{path}/{key}"), values);
            }
        }
        value => drop(values.insert(path.to_owned(), value)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_told_by_its_path() {
        let mine = json!({ "vlan": 7, "site": { "pe": "a", "x/y": 1 }, "mtu": 1500, "e": {} });
        let theirs = json!({ "vlan": 8, "site": { "pe": "a" }, "mtu": 1500, "ports": [1, 2] });
        let expected = [
            ("/e", "{}", ""),
            ("/ports", "", "[1,2]"),
            ("/site/x~1y", "1", ""),
            ("/vlan", "7", "8"),
        ];
        let found = differences(&mine, &theirs);
        assert_eq!(found, expected.map(|(p, a, b)| (p.to_owned(), a.to_owned(), b.to_owned())));
        assert_eq!(differences(&mine, &mine), []);
    }
}
