//! The parts of the browser's program: each is loaded when something of it is first wanted, and before that
//! once nothing else is to be done.
//!
//! They are few, because what several of them use becomes a file of its own for each such combination: as
//! twelve parts the program was 150 files, and a panel thirty of them.

use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::ui::{time::is_taken_over, timer::painted};

/// Routes that are one part together: each is the name of a type and the component that is its view.
macro_rules! routes {
    ($part:ident: $($(#[$doc:meta])* $route:ident($view:path)),+ $(,)?) => {
        #[derive(Clone, Copy)]
        enum Wanted {
            $($route),+
        }

        #[::wasm_split_helpers::wasm_split($part, preload(load))]
        fn wanted(route: Wanted) -> ::leptos::prelude::AnyView {
            use ::leptos::prelude::IntoAny;
            match route {
                $(Wanted::$route => ::leptos::view! { <$view /> }.into_any(),)+
            }
        }

        $(
            $(#[$doc])*
            pub struct $route;

            impl ::leptos_router::LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> ::leptos::prelude::AnyView {
                    $crate::parts::clicked().await;
                    wanted(Wanted::$route).await
                }

                async fn preload() {
                    load().await;
                }
            }
        )+
    };
}
pub(crate) use routes;

/// In a page that lives, lets the browser paint what a click has changed before it makes all that the link
/// leads to.
pub async fn clicked() {
    if is_taken_over() {
        painted().await;
    }
}

/// Loads the part with this number, counted from 0; tells whether there is one. What cannot be loaded now
/// is loaded when it is wanted.
pub async fn load(number: u32) -> bool {
    let _ = match number {
        0 => panels().await,
        1 => menus().await,
        2 => pages().await,
        _ => return false,
    };
    true
}

/// The panels over each list: they share most of what they are made of, and somebody who opens one soon
/// opens another.
#[wasm_split(panels, fallible)]
fn panels() -> Result<(), SplitLoaderError> {
    Ok(())
}

/// What is opened or said on any list, and the filter language.
#[wasm_split(menus, fallible)]
fn menus() -> Result<(), SplitLoaderError> {
    Ok(())
}

/// Every page but the first.
#[wasm_split(pages, fallible)]
fn pages() -> Result<(), SplitLoaderError> {
    Ok(())
}
