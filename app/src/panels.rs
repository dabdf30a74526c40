//! The panels over each list, as one part of the browser's program: they share most of what they are
//! made of, and somebody who opens one soon opens another.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

macro_rules! panels {
    (
        $(#[$doc:meta])*
        $list:ident:
        $($(#[$route_doc:meta])* $route:ident($view:path)),+ $(,)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        enum $list {
            $($route),+
        }

        #[lazy_route]
        impl LazyRoute for $list {
            fn data() -> Self {
                // Never asked: each route says which one it is.
                [$($list::$route),+][0]
            }

            fn view(this: Self) -> AnyView {
                match this {
                    $($list::$route => view! { <$view /> }.into_any(),)+
                }
            }
        }

        $(
            $(#[$route_doc])*
            pub struct $route;

            impl LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    $list::view($list::$route).await
                }

                async fn preload() {
                    $list::preload().await;
                }
            }
        )+
    };
}

panels! {
    /// Over the list of customers.
    OfCustomers:
    /// The form for a new one.
    NewCustomer(crate::customers::new::NewPanel),
    /// All that is known of one.
    CustomerDetails(crate::customers::details::DetailsPanel),
    /// The form to edit one.
    EditCustomer(crate::customers::edit::EditPanel),
    /// The question whether to delete one.
    DeleteCustomer(crate::customers::delete::DeletePanel),
}

panels! {
    /// Over the list of service instances.
    OfInstances:
    /// The form for a new one.
    NewInstance(crate::instances::new::NewPanel),
    /// All that is known of one, and what can be done with it.
    InstanceDetails(crate::instances::details::DetailsPanel),
    /// The form to edit one.
    EditInstance(crate::instances::edit::EditPanel),
    /// The question whether to delete one.
    DeleteInstance(crate::instances::delete::DeletePanel),
}

panels! {
    /// Over the list of service orders.
    OfOrders:
    /// All that is known of one, and what can be done about it.
    OrderDetails(crate::orders::details::DetailsPanel),
}

panels! {
    /// Over the catalogue of service designs.
    OfDesigns:
    /// The form for a new one, or another version of one.
    NewDesign(crate::designs::new::NewPanel),
    /// All that is known of a version of one.
    DesignDetails(crate::designs::details::DetailsPanel),
    /// The form to change a version of one.
    EditDesign(crate::designs::edit::EditPanel),
    /// The question whether to retire a version of one, or to offer it again.
    DesignStatus(crate::designs::status::StatusPanel),
}
