//! The header line: the names of the columns and how they are found.

use crate::error::FileProblem;

/// The columns of a file, in order. Names are trimmed; columns without a name are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header(Vec<String>);

impl Header {
    /// Takes the fields of the header line; two columns of one name are refused.
    pub fn new<'a>(fields: impl Iterator<Item = &'a str>) -> Result<Self, FileProblem> {
        let names: Vec<String> = fields.map(|name| name.trim().to_owned()).collect();
        for (second, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let first = names[..second].iter().position(|other| key(other) == key(name));
            if let Some(first) = first {
                let name = name.clone();
                return Err(FileProblem::DuplicateHeader {
                    name,
                    first: first + 1,
                    second: second + 1,
                });
            }
        }
        Ok(Self(names))
    }

    /// The names as in the file.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The position of the column called `name`, whatever its case, `_` or `-` for a space.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        self.0.iter().position(|name| key(name) == wanted && !wanted.is_empty())
    }

    /// What to call a column in a message: its name, or its number from 1.
    pub fn label(&self, column: usize) -> String {
        match self.0.get(column).filter(|name| !name.is_empty()) {
            Some(name) => name.clone(),
            None => format!("{}", column + 1),
        }
    }

    /// All names, quoted, for a message.
    pub fn list(&self) -> String {
        let names = self.0.iter().filter(|name| !name.is_empty());
        names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    }

    /// The name most like `wanted`, if one is near enough to be meant.
    pub fn nearest(&self, wanted: &str) -> Option<&str> {
        nearest(wanted, self.0.iter().map(String::as_str))
    }
}

/// The one of `known` most like `wanted`: at most a third of its characters differ, or it
/// contains `wanted`.
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = key(wanted);
    let limit = wanted.chars().count() / 3 + 1;
    known
        .filter(|name| !name.is_empty())
        .map(|name| (distance(&wanted, &key(name)), name))
        .map(|(d, name)| (if key(name).contains(&wanted) { d.min(1) } else { d }, name))
        .filter(|(d, _)| *d <= limit)
        .min_by_key(|(d, _)| *d)
        .map(|(_, name)| name)
}

fn key(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    model::text::fold(&spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How many characters must be added, removed or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Result<Header, FileProblem> {
        Header::new(names.iter().copied())
    }

    #[test]
    fn columns_are_found_whatever_their_case_and_spacing() {
        let header = header(&["Customer ID", " Reference_Number "]).unwrap();
        assert_eq!(header.find("customer_id"), Some(0));
        assert_eq!(header.find("REFERENCE NUMBER"), Some(1));
        assert_eq!(header.find("name"), None);
    }

    #[test]
    fn two_columns_of_one_name_are_refused_but_nameless_ones_are_not() {
        let problem = header(&["Name", "x", "name"]).unwrap_err();
        assert!(problem.to_string().contains("columns 1 and 3 are both called \"name\""));
        assert!(header(&["Name", "", ""]).is_ok());
    }

    #[test]
    fn the_nearest_column_is_offered_and_a_far_one_is_not() {
        let header = header(&["Registry", "Assignment", "Organization Name"]).unwrap();
        assert_eq!(header.nearest("Organisation Name"), Some("Organization Name"));
        assert_eq!(header.nearest("Asignment"), Some("Assignment"));
        assert_eq!(header.nearest("Name"), Some("Organization Name"));
        assert_eq!(header.nearest("Telephone"), None);
    }
}
