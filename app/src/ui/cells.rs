//! The cells that rows of different kinds have alike.

use super::{
    icon::{Icon, drawing},
    listed::Listed,
    markup::{Markup, element},
    sheet::Sheet,
    time::since,
};

/// The cell that heads a row: its name, which leads to `href`.
pub fn head<T: Listed>(row: &T, sheet: &Sheet<T>, href: String) -> Markup {
    let link = element("a", "row-link")
        .attribute("href", href)
        .attribute("title", row.name().to_owned())
        .attribute("data-noscroll", "")
        .flag("data-forward", sheet.is_forward(row.id()))
        .children(sheet.marked(row.name()));
    element("th", "col-name").attribute("scope", "row").child(link)
}

/// A cell with a text, which is the tooltip too, as it may be cut off.
pub fn cell<T: Listed>(class: &'static str, text: &str, sheet: &Sheet<T>) -> Markup {
    titled(class, text).children(sheet.marked(text))
}

/// A cell with a text that leads to `href`.
pub fn link_cell<T: Listed>(
    class: &'static str,
    text: &str,
    href: String,
    sheet: &Sheet<T>,
) -> Markup {
    let link = element("a", "").attribute("href", href).children(sheet.marked(text));
    titled(class, text).child(link)
}

fn titled(class: &'static str, text: &str) -> Markup {
    let cell = element("td", class);
    if text.is_empty() { cell } else { cell.attribute("title", text.to_owned()) }
}

/// A cell with a moment, as RFC 3339.
pub fn time_cell(class: &'static str, at: &str) -> Markup {
    element("td", class).child(since(at))
}

/// What can be done with a row: a link that shows an icon and says `label`.
pub fn action(icon: Icon, href: String, title: &'static str, label: String) -> Markup {
    element("a", "button-icon")
        .attribute("href", href)
        .attribute("aria-label", label)
        .attribute("title", title)
        .child(drawing(icon))
}
