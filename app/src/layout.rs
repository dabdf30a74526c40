//! The portal's frame: the navigation at the left, the page at the right, the theme switch.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::{CustomerQuery, InstanceQuery, OrderQuery};

use crate::{
    paths::Paths,
    ui::{
        cookie,
        icon::{Drawing, Icon, drawing},
        keys::Shortcuts,
        links::to,
        markup::element,
        redrawn,
    },
};

/// The frame around every page.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    let skip = to("skip-link", "#main".to_owned()).attribute("rel", "external");
    view! {
        {skip.child("Skip to content")}
        <div class="frame">
            <Navigation />
            <main id="main" class="main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let paths = Paths::current();
    let here = use_location().pathname;
    let entries = [
        (paths.customers(&CustomerQuery::default()), Icon::Users, "Customers"),
        (paths.instances(&InstanceQuery::default()), Icon::Boxes, "Instances"),
        (paths.orders(&OrderQuery::default()), Icon::ClipboardList, "Orders"),
        (paths.designs(), Icon::LayoutTemplate, "Designs"),
        (paths.deleted_customers(&CustomerQuery::default()), Icon::Trash, "Deleted"),
    ];
    let entry = |(href, icon, label): &(String, Icon, &'static str), here: &str| {
        let link = to("nav-entry", href.clone());
        let link =
            if here.starts_with(href) { link.attribute("aria-current", "page") } else { link };
        let label = element("span", "nav-label").child(*label);
        element("li", "").child(link.child(drawing(*icon)).child(label))
    };
    let title = element("p", "nav-title").child(drawing(Icon::Workflow)).child("Orchestration");
    let list = redrawn(move || {
        let here = here.read();
        element("ul", "").children(entries.iter().map(|it| entry(it, &here)))
    });
    view! {
        <nav class="nav" aria-label="Orchestration">
            {title}
            {list}
            <Shortcuts />
            <ThemeSwitch />
        </nav>
    }
}

/// Chooses light, dark, or the system's theme; kept in a cookie so that the server knows it.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let (theme, set_theme) = signal(String::new());
    Effect::new(move || {
        let root = document().document_element();
        set_theme.set(root.and_then(|root| root.get_attribute("data-theme")).unwrap_or_default());
    });
    view! {
        <label class="theme needs-script">
            <Drawing icon=Icon::SunMoon />
            <span class="visually-hidden">"Theme"</span>
            <select
                class="theme-select"
                prop:value=theme
                on:change:target=move |event| apply_theme(&event.target().value())
            >
                <option value="">"System"</option>
                <option value="light">"Light"</option>
                <option value="dark">"Dark"</option>
            </select>
        </label>
    }
}

fn apply_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        // Neither can fail for a constant name; the worst case is the theme staying as it is.
        let _ = match theme {
            "" => root.remove_attribute("data-theme"),
            theme => root.set_attribute("data-theme", theme),
        };
    }
    cookie::set("theme", theme);
}
