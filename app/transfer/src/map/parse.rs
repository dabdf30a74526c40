//! Reads the text of a mapping; see the module above for its grammar.

use std::str::FromStr;

use super::error::MapError;

/// A mapping as written. The default is empty: columns are found by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(pub(super) Vec<Entry>);

/// One `field=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) field: String,
    pub(super) position: usize,
    pub(super) value: Value,
    pub(super) value_position: usize,
}

/// What feeds a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The column of this name.
    Column(String),
    /// The same text in every row.
    Constant(String),
}

impl FromStr for Mapping {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        let mut reader = Reader { chars: text.chars().collect(), at: 0 };
        let mut entries: Vec<Entry> = Vec::new();
        reader.spaces();
        while reader.at < reader.chars.len() {
            let entry = reader.entry()?;
            if entries.iter().any(|other| other.field == entry.field) {
                return Err(syntax(entry.position, format!("{} is mapped twice", entry.field)));
            }
            entries.push(entry);
        }
        Ok(Self(entries))
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn entry(&mut self) -> Result<Entry, MapError> {
        let position = self.at + 1;
        let field = self.until(|c| matches!(c, '=' | ',' | '"' | ':')).trim().to_owned();
        if field.is_empty() {
            return Err(syntax(position, format!("expected a field, found {}", self.found())));
        }
        if self.next() != Some('=') {
            return Err(syntax(
                self.at + 1,
                format!("expected \"=\" after {field}, found {}", self.found()),
            ));
        }
        self.at += 1;
        self.spaces();
        let value_position = self.at + 1;
        let constant = self.next() == Some(':');
        self.at += usize::from(constant);
        self.spaces();
        let text = match self.next() {
            Some('"') => self.quoted()?,
            _ => self.until(|c| matches!(c, ',' | '"' | '=')).trim().to_owned(),
        };
        if text.is_empty() && !constant {
            let found = self.found();
            return Err(syntax(
                self.at + 1,
                format!("expected a column or \":\" and a text for {field}, found {found}"),
            ));
        }
        self.spaces();
        match self.next() {
            None => {}
            Some(',') if self.at + 1 < self.chars.len() => self.at += 1,
            Some(',') => return Err(syntax(self.at + 1, "a mapping cannot end with \",\"".into())),
            Some(_) => {
                let hint = "a column whose name has special characters needs quotes";
                return Err(syntax(
                    self.at + 1,
                    format!("expected \",\" or the end, found {}; {hint}", self.found()),
                ));
            }
        }
        self.spaces();
        let value = if constant { Value::Constant(text) } else { Value::Column(text) };
        Ok(Entry { field: field.to_lowercase(), position, value, value_position })
    }

    fn quoted(&mut self) -> Result<String, MapError> {
        let (opened, mut text) = (self.at + 1, String::new());
        loop {
            self.at += 1;
            match (self.next(), self.chars.get(self.at + 1)) {
                (Some('"'), Some('"')) => {
                    text.push('"');
                    self.at += 1;
                }
                (Some('"'), _) => break,
                (Some(c), _) => text.push(c),
                (None, _) => return Err(syntax(opened, "this quote is not closed".into())),
            }
        }
        self.at += 1;
        Ok(text)
    }

    fn until(&mut self, stop: impl Fn(char) -> bool) -> String {
        let rest = &self.chars[self.at..];
        let text: String = rest.iter().copied().take_while(|c| !stop(*c)).collect();
        self.at += text.chars().count();
        text
    }

    fn spaces(&mut self) {
        self.until(|c| !c.is_whitespace());
    }

    fn next(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn found(&self) -> String {
        self.next().map_or("the end".into(), |c| format!("\"{c}\""))
    }
}

fn syntax(position: usize, message: String) -> MapError {
    MapError::Syntax { position, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Value)> {
        let mapping: Mapping = text.parse().unwrap();
        mapping.0.into_iter().map(|entry| (entry.field, entry.value)).collect()
    }

    #[test]
    fn columns_and_constants_are_told_apart() {
        let read = read(
            r#" name = "Say ""hi"", a=b" , reference=Reg Number,state=:active,body=:"{}",design=: "#,
        );
        let expected = [
            ("name", Value::Column("Say \"hi\", a=b".into())),
            ("reference", Value::Column("Reg Number".into())),
            ("state", Value::Constant("active".into())),
            ("body", Value::Constant("{}".into())),
            ("design", Value::Constant(String::new())),
        ];
        assert_eq!(read, expected.map(|(field, value)| (field.to_owned(), value)));
        assert_eq!("".parse(), Ok(Mapping::default()));
    }

    #[test]
    fn a_mapping_that_is_none_is_refused_with_the_position() {
        for (text, message) in [
            ("name", "position 5: expected \"=\" after name, found the end"),
            ("=x", "position 1: expected a field, found \"=\""),
            (
                "name=,x=y",
                "position 6: expected a column or \":\" and a text for name, found \",\"",
            ),
            ("name=\"x", "position 6: this quote is not closed"),
            ("name=\"x\" y", "position 10: expected \",\" or the end, found \"y\""),
            ("name=a=b", "position 7: expected \",\" or the end, found \"=\""),
            ("name=a,", "position 7: a mapping cannot end with \",\""),
            ("name=a,NAME=b", "position 8: name is mapped twice"),
        ] {
            let error = text.parse::<Mapping>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("mapping, {message}")), "{text}: {error}");
        }
    }
}
