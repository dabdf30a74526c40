//! On the server: writing it as HTML.

use super::{Child, Markup};
use crate::ui::format;

/// Elements that have no end.
const VOID: &[&str] = &["br", "col", "input"];

impl Markup {
    pub(super) fn write(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.tag);
        for (name, value) in &self.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            html_escape::encode_double_quoted_attribute_to_string(value, html);
            html.push('"');
        }
        html.push('>');
        if VOID.contains(&self.tag) {
            return;
        }
        for child in &self.children {
            match child {
                Child::Markup(markup) => markup.write(html),
                Child::Text(text) => _ = html_escape::encode_text_to_string(text, html),
                Child::Ago(at) => _ = html_escape::encode_text_to_string(format::time(at), html),
            }
        }
        html.push_str("</");
        html.push_str(self.tag);
        html.push('>');
    }
}
