//! The cells that rows of different kinds have alike.

use super::{
    icon::{Icon, drawing},
    listed::Listed,
    markup::{Markup, element},
    sheet::Sheet,
    time::since,
};

/// The cell that heads a row: its name, as `link`.
pub fn head<T: Listed>(row: &T, sheet: &Sheet<T>, link: Markup) -> Markup {
    let link = link
        .attribute("title", row.name().to_owned())
        .flag("data-forward", sheet.is_forward(row.id()))
        .children(sheet.marked(row.name()));
    element("th", "col-name").attribute("scope", "row").child(link)
}

/// A cell with a text, which is the tooltip too, as it may be cut off.
pub fn cell<T: Listed>(class: &'static str, text: &str, sheet: &Sheet<T>) -> Markup {
    titled(class, text).children(sheet.marked(text))
}

/// A cell with a text, as `link`.
pub fn link_cell<T: Listed>(
    class: &'static str,
    text: &str,
    link: Markup,
    sheet: &Sheet<T>,
) -> Markup {
    titled(class, text).child(link.children(sheet.marked(text)))
}

fn titled(class: &'static str, text: &str) -> Markup {
    let cell = element("td", class);
    if text.is_empty() { cell } else { cell.attribute("title", text.to_owned()) }
}

/// A cell with a moment, as RFC 3339.
pub fn time_cell(class: &'static str, at: &str) -> Markup {
    element("td", class).child(since(at))
}

/// What can be done with a row: `link` with an icon, saying `label`.
pub fn action(icon: Icon, link: Markup, title: &'static str, label: String) -> Markup {
    link.attribute("aria-label", label).attribute("title", title).child(drawing(icon))
}
