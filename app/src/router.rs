//! Which page lives at which URL. A view lives at exactly one; reloading shows the same thing.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};
use model::CustomerQuery;

use crate::{
    customers::{deleted::DeletedPage, list_page::CustomersPage},
    designs::list_page::DesignsPage,
    error::note_status,
    instances::list_page::InstancesPage,
    layout::Layout,
    orders::list_page::OrdersPage,
    panels::{
        CustomerDetails, DeleteCustomer, DeleteInstance, DesignDetails, DesignStatus, EditCustomer,
        EditDesign, EditInstance, InstanceDetails, NewCustomer, NewDesign, NewInstance,
        OrderDetails,
    },
    parts,
    paths::{Paths, whole},
    preferences::Liked,
    ui::{icon::Icon, plain, state::Empty},
};

/// The whole application: rendered on the server, then taken over in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let paths = Paths::current();
    provide_context(paths.clone());
    Liked::provide();
    let home = paths.customers(&CustomerQuery::default());

    view! {
        <Title formatter=|title: String| format!("{title} · Orchestration") />
        <Router base=paths.base().to_owned()>
            <Layout>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=move || view! { <Redirect path=home.clone() options=whole(true) /> } />
                    <ParentRoute
                        path=path!("/orchestration/customers")
                        view=CustomersPage
                        ssr=SsrMode::Async
                    >
                        <Route path=path!("") view=|| () />
                        <Route path=path!("new") view={Lazy::<NewCustomer>::new()} />
                        <Route path=path!(":id") view={Lazy::<CustomerDetails>::new()} />
                        <Route path=path!(":id/edit") view={Lazy::<EditCustomer>::new()} />
                        <Route path=path!(":id/delete") view={Lazy::<DeleteCustomer>::new()} />
                    </ParentRoute>
                    <ParentRoute
                        path=path!("/orchestration/designs")
                        view={Lazy::<Designs>::new()}
                        ssr=SsrMode::Async
                    >
                        <Route path=path!("") view=|| () />
                        <Route path=path!("new") view={Lazy::<NewDesign>::new()} />
                        <Route path=path!(":id/:version") view={Lazy::<DesignDetails>::new()} />
                        <Route path=path!(":id/:version/edit") view={Lazy::<EditDesign>::new()} />
                        <Route path=path!(":id/:version/status") view={Lazy::<DesignStatus>::new()} />
                    </ParentRoute>
                    <Route
                        path=path!("/orchestration/deleted-customers")
                        view={Lazy::<Deleted>::new()}
                        ssr=SsrMode::Async
                    />
                    <ParentRoute
                        path=path!("/orchestration/instances")
                        view={Lazy::<Instances>::new()}
                        ssr=SsrMode::Async
                    >
                        <Route path=path!("") view=|| () />
                        <Route path=path!("new") view={Lazy::<NewInstance>::new()} />
                        <Route path=path!(":id") view={Lazy::<InstanceDetails>::new()} />
                        <Route path=path!(":id/edit") view={Lazy::<EditInstance>::new()} />
                        <Route path=path!(":id/delete") view={Lazy::<DeleteInstance>::new()} />
                    </ParentRoute>
                    <ParentRoute
                        path=path!("/orchestration/orders")
                        view={Lazy::<Orders>::new()}
                        ssr=SsrMode::Async
                    >
                        <Route path=path!("") view=|| () />
                        <Route path=path!(":id") view={Lazy::<OrderDetails>::new()} />
                    </ParentRoute>
                </Routes>
            </Layout>
        </Router>
    }
}

parts::routes! {
    pages:
    /// The customers that were deleted.
    Deleted(DeletedPage),
    /// The list of service instances.
    Instances(InstancesPage),
    /// The list of service orders.
    Orders(OrdersPage),
    /// The catalogue of service designs.
    Designs(DesignsPage),
}

/// No page lives at this URL.
#[component]
fn NotFound() -> impl IntoView {
    note_status(404);
    let customers = Paths::current().customers(&CustomerQuery::default());
    view! {
        <Title text="Page not found" />
        <section class="page">
            <h1 class="visually-hidden">"Page not found"</h1>
            <Empty
                icon=Icon::CircleAlert
                title="There is no page at this address"
                text="The link may be old, or a letter may be missing.".to_owned()
            >
                <a class="button" href=customers>
                    "Go to Customers"
                </a>
            </Empty>
        </section>
    }
}

/// To be called once the browser's program has taken the whole page over, parts that are loaded for it
/// included: sets `data-hydrated` on `<html>`, for which styles and tests wait. What is only there for
/// those without JavaScript goes.
pub fn taken_over() {
    if let Some(root) = document().document_element() {
        // Failing to set an attribute would only leave the page looking as without JavaScript.
        let _ = root.set_attribute("data-hydrated", "true");
    }
    plain::gone(true);
}
