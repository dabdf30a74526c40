//! Links: to a page, to a panel over a list, to where something new is made.

use super::{
    icon::{Icon, drawing},
    markup::{Markup, element},
};

/// A link to a page.
pub fn to(class: &'static str, href: String) -> Markup {
    element("a", class).attribute("href", href)
}

/// A link to a panel over the list, which stays where it is.
pub fn over(class: &'static str, href: String) -> Markup {
    to(class, href).attribute("data-noscroll", "")
}

/// The button that leads to where something new is made. It shows `word`, `Add`; those who hear it learn
/// `what`, too.
pub fn making(href: String, word: &'static str, what: &'static str) -> Markup {
    let what = element("span", "visually-hidden").child(format!(" {what}"));
    over("button button-primary", href).child(drawing(Icon::Plus)).child(word).child(what)
}
