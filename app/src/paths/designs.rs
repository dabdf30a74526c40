//! The URLs of service designs.

use super::Paths;

/// The catalogue of service designs, below the base path.
pub const DESIGNS: &str = "/orchestration/designs";

impl Paths {
    /// The catalogue of service designs.
    pub fn designs(&self) -> String {
        self.join(DESIGNS, "")
    }

    /// The form for a new design, over the catalogue.
    pub fn design_new(&self) -> String {
        self.join(&format!("{DESIGNS}/new"), "")
    }

    /// The form for another version of a design, which begins with what this one has. Ids and versions
    /// need no escapes.
    pub fn design_new_from(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/new"), &format!("from={id}&version={version}"))
    }

    /// A version of a design, over the catalogue.
    pub fn design(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/{id}/{version}"), "")
    }

    /// The form to change a version of a design, over the catalogue.
    pub fn design_edit(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/{id}/{version}/edit"), "")
    }

    /// The question whether to retire a version of a design, or to offer it again, over the catalogue.
    pub fn design_status(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/{id}/{version}/status"), "")
    }
}
