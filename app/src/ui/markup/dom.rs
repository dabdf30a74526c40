//! In the browser: making the elements, and changing those that are there.

use leptos::{
    prelude::document,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement, Node},
};

use super::{Child, Markup};
use crate::ui::time;

/// Makes the element. The page's document never refuses names that are written in this program.
pub fn build(markup: &Markup) -> Option<Element> {
    let element = document().create_element(markup.tag).ok()?;
    for (name, value) in &markup.attributes {
        set(&element, name, Some(value));
    }
    fill(&element, &markup.children);
    Some(element)
}

/// Makes `element`, which shows `old`, show `new`.
pub fn change(element: &Element, old: &Markup, new: &Markup) {
    for (name, _) in &old.attributes {
        if new.value(name).is_none() {
            set(element, name, None);
        }
    }
    for (name, value) in &new.attributes {
        if old.value(name) != Some(value) {
            set(element, name, Some(value));
        }
    }
    if old.children == new.children {
        return;
    }
    let alike = old.children.len() == new.children.len()
        && old.children.iter().zip(&new.children).all(|(old, new)| old.is_like(new));
    if !alike {
        element.set_text_content(None);
        return fill(element, &new.children);
    }
    let mut node = element.first_child();
    for (old, new) in old.children.iter().zip(&new.children) {
        // Something beside the program has taken it away, an extension of the browser.
        let Some(here) = node else { return };
        if old != new {
            change_child(&here, old, new);
        }
        node = here.next_sibling();
    }
}

fn change_child(node: &Node, old: &Child, new: &Child) {
    match (old, new, node.dyn_ref::<Element>()) {
        (Child::Markup(old), Child::Markup(new), Some(element)) => change(element, old, new),
        (_, Child::Text(text), _) => node.set_node_value(Some(text)),
        _ => {}
    }
}

fn fill(element: &Element, children: &[Child]) {
    for child in children {
        let node = match child {
            Child::Markup(markup) => build(markup).map(Node::from),
            Child::Text(text) => Some(document().create_text_node(text).into()),
            Child::Ago(at) => Some(document().create_text_node(&time::ago(at)).into()),
        };
        if let Some(node) = node {
            let _ = element.append_child(&node);
        }
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    match (name, element.dyn_ref::<HtmlInputElement>()) {
        ("checked", Some(input)) => return input.set_checked(value.is_some()),
        ("indeterminate", Some(input)) => return input.set_indeterminate(value.is_some()),
        _ => {}
    }
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

impl Markup {
    fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.0 == name);
        found.map(|(_, value)| &**value)
    }
}

impl Child {
    /// Whether one can be made of the other.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Markup(one), Self::Markup(other)) => one.tag == other.tag,
            (Self::Text(_), Self::Text(_)) => true,
            _ => false,
        }
    }
}
