//! Markup that is drawn anew by changing only what is different: the rows of a table, which are hundreds
//! of elements for each page.
//!
//! It has nothing that changes by itself and no listeners. What `view!` makes takes all attributes of an
//! element away before it sets them again, which costs a table a third of its time and a link its focus;
//! and when the browser takes over a page it looks at every element, here only at the outermost.

mod dom;
#[cfg(feature = "ssr")]
mod html;
#[cfg(test)]
mod tests;
mod view;

use std::borrow::Cow;

use super::{format, time};

/// Text that is known beforehand, or not.
pub type Text = Cow<'static, str>;

/// An element with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    tag: &'static str,
    attributes: Vec<(&'static str, Text)>,
    children: Vec<Child>,
}

/// What can be in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Child {
    /// An element.
    Markup(Markup),
    /// A text.
    Text(Text),
    /// A moment, as RFC 3339: itself on the server, how long ago it was once the browser draws it.
    Ago(String),
}

/// An element with this tag and these classes.
pub fn element(tag: &'static str, class: impl Into<Text>) -> Markup {
    let element = Markup { tag, attributes: Vec::new(), children: Vec::new() };
    let class = class.into();
    if class.is_empty() { element } else { element.attribute("class", class) }
}

impl Markup {
    /// Gives it an attribute.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Gives it an attribute without a value, if that is `on`. That a box is checked or indeterminate is
    /// what it shows, not what it showed first.
    #[must_use]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.attribute(name, "") } else { self }
    }

    /// Puts something at its end. Texts that follow each other are one, as they are for the browser.
    #[must_use]
    pub fn child(mut self, child: impl Into<Child>) -> Self {
        match (child.into(), self.children.last_mut()) {
            (Child::Text(text), _) if text.is_empty() => {}
            (Child::Text(text), Some(Child::Text(before))) => before.to_mut().push_str(&text),
            (child, _) => self.children.push(child),
        }
        self
    }

    /// Puts all of these at its end.
    #[must_use]
    pub fn children<C: Into<Child>>(self, children: impl IntoIterator<Item = C>) -> Self {
        children.into_iter().fold(self, Self::child)
    }
}

impl Markup {
    /// With the moments themselves. Rendering must not read the clock, or server and browser would
    /// disagree.
    fn at_rest(self) -> Self {
        self.with_moments(format::time)
    }

    /// With how long ago the moments are.
    fn alive(self) -> Self {
        self.with_moments(time::ago)
    }

    fn with_moments(self, say: fn(&str) -> String) -> Self {
        let children = self.children.into_iter().map(|child| match child {
            Child::Ago(at) => say(&at).into(),
            Child::Markup(markup) => markup.with_moments(say).into(),
            text => text,
        });
        Self { children: children.collect(), ..self }
    }
}

impl From<Markup> for Child {
    fn from(markup: Markup) -> Self {
        Self::Markup(markup)
    }
}

impl From<&'static str> for Child {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Child {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}
