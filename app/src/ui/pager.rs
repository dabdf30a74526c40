//! First, previous, next, last: links between the pages of a list.

use leptos::prelude::*;
use model::{Page, PageStart};

use super::icon::{Drawing, Icon};

/// Where the four links of a page lead; absent where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    back: Option<(PageStart, PageStart)>,
    on: Option<(PageStart, PageStart)>,
}

impl<T> From<&Page<T>> for Pages {
    fn from(page: &Page<T>) -> Self {
        Self {
            back: page.previous.clone().map(|c| (PageStart::First, PageStart::Before(c))),
            on: page.next.clone().map(|c| (PageStart::After(c), PageStart::Last)),
        }
    }
}

/// The links; `href` gives the URL of a page that starts there. Nothing when one page holds all.
#[component]
pub fn Pager(pages: Pages, href: impl Fn(PageStart) -> String) -> impl IntoView {
    let (first, previous) = pages.back.clone().unzip();
    let (next, last) = pages.on.clone().unzip();
    let link = |label, icon, start: Option<PageStart>| {
        let href = start.map(&href);
        let disabled = href.is_none().then_some("true");
        view! {
            <a class="button-icon" href=href role="link" aria-disabled=disabled aria-label=label title=label>
                <Drawing icon />
            </a>
        }
    };
    (pages != Pages::default()).then(|| {
        view! {
            <nav class="pager" aria-label="Pages">
                {link("First page", Icon::ChevronsLeft, first)}
                {link("Previous page", Icon::ChevronLeft, previous)}
                {link("Next page", Icon::ChevronRight, next)}
                {link("Last page", Icon::ChevronsRight, last)}
            </nav>
        }
        .into_any()
    })
}
