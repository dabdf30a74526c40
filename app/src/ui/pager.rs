//! First, previous, next, last: links between the pages of a list.

use model::{Page, PageStart};

use super::{
    icon::{Icon, drawing},
    markup::{Markup, element},
};

/// The URLs of the first, the previous, the next and the last page, where there are such; `href` gives that
/// of a page that starts there.
pub fn pages<T>(page: &Page<T>, href: impl Fn(PageStart) -> String) -> [Option<String>; 4] {
    let (previous, next) = (page.previous.clone(), page.next.clone());
    let first = previous.is_some().then_some(PageStart::First);
    let last = next.is_some().then_some(PageStart::Last);
    let (before, after) = (previous.map(PageStart::Before), next.map(PageStart::After));
    [first, before, after, last].map(|start| start.map(&href))
}

/// The links to the first, the previous, the next and the last page, where there are such. Nothing when
/// one page holds all.
pub fn pager([first, previous, next, last]: [Option<String>; 4]) -> Option<Markup> {
    let some = previous.is_some() || next.is_some();
    let links = [
        link("First page", Icon::ChevronsLeft, first),
        link("Previous page", Icon::ChevronLeft, previous),
        link("Next page", Icon::ChevronRight, next),
        link("Last page", Icon::ChevronsRight, last),
    ];
    some.then(|| element("nav", "pager").attribute("aria-label", "Pages").children(links))
}

fn link(label: &'static str, icon: Icon, href: Option<String>) -> Markup {
    let link = element("a", "button-icon").attribute("role", "link");
    let link = match href {
        Some(href) => link.attribute("href", href),
        None => link.attribute("aria-disabled", "true"),
    };
    link.attribute("aria-label", label).attribute("title", label).child(drawing(icon))
}
