//! As a view of Leptos, so that it stands wherever other views do.

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::{AddAnyAttr, Mountable, Render, RenderHtml},
    tachys::{
        hydration::Cursor,
        view::{Position, PositionState},
    },
    wasm_bindgen::JsCast,
    web_sys::{Element, Node},
};

use super::{Markup, dom};

/// An element in the page, and what it shows.
pub struct Drawn {
    /// None where the browser could not make it.
    element: Option<Element>,
    markup: Markup,
}

impl Render for Markup {
    type State = Drawn;

    fn build(self) -> Drawn {
        let markup = self.alive();
        Drawn { element: dom::build(&markup), markup }
    }

    fn rebuild(self, drawn: &mut Drawn) {
        let markup = self.alive();
        if let Some(element) = &drawn.element {
            dom::change(element, &drawn.markup, &markup);
        }
        drawn.markup = markup;
    }
}

impl RenderHtml for Markup {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    // Only the server asks for it.
    #[allow(unused_variables)]
    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _more: Vec<AnyAttribute>,
    ) {
        #[cfg(feature = "ssr")]
        self.write(html);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Drawn {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        Drawn { element: cursor.current().dyn_into().ok(), markup: self.at_rest() }
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl AddAnyAttr for Markup {
    type Output<A: Attribute> = Self;

    /// It has its own attributes only.
    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        if let Some(element) = &self.element {
            element.remove();
        }
    }

    fn mount(&mut self, parent: &Element, before: Option<&Node>) {
        if let Some(element) = &self.element {
            let _ = parent.insert_before(element, before);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(element) = &self.element else { return false };
        let Some(parent) = element.parent_element() else { return false };
        child.mount(&parent, Some(element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        self.element.iter().cloned().collect()
    }
}
