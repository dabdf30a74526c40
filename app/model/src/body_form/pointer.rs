//! JSON pointers (RFC 6901): the names of fields.

/// The pointer of the property `key` of what `parent` points to.
pub(super) fn child(parent: &str, key: &str) -> String {
    format!("{parent}/{}", key.replace('~', "~0").replace('/', "~1"))
}
