//! The portal's frame: the navigation at the left, the page at the right, the theme switch.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::{CustomerQuery, InstanceQuery, OrderQuery};

use crate::{
    paths::Paths,
    ui::{
        cookie,
        icon::{Drawing, Icon},
        keys::Shortcuts,
    },
};

/// The frame around every page.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main" rel="external">
            "Skip to content"
        </a>
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
    view! {
        <nav class="nav" aria-label="Orchestration">
            <p class="nav-title">
                <Drawing icon=Icon::Workflow />
                "Orchestration"
            </p>
            <ul>
                <Entry href=paths.customers(&CustomerQuery::default()) icon=Icon::Users label="Customers" />
                <Entry href=paths.instances(&InstanceQuery::default()) icon=Icon::Boxes label="Instances" />
                <Entry href=paths.orders(&OrderQuery::default()) icon=Icon::ClipboardList label="Orders" />
                <Entry href=paths.designs() icon=Icon::LayoutTemplate label="Designs" />
                <Entry
                    href=paths.deleted_customers(&CustomerQuery::default())
                    icon=Icon::Trash
                    label="Deleted"
                />
            </ul>
            <Shortcuts />
            <ThemeSwitch />
        </nav>
    }
}

#[component]
fn Entry(href: String, icon: Icon, label: &'static str) -> impl IntoView {
    let here = use_location().pathname;
    let prefix = href.clone();
    let current = move || here.read().starts_with(&prefix).then_some("page");
    view! {
        <li>
            <a class="nav-entry" href=href aria-current=current>
                <Drawing icon />
                <span class="nav-label">{label}</span>
            </a>
        </li>
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
