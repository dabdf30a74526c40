//! How a row lies in a tantivy index: the fields, and the document made of a row.

use filter::{Field as FilterField, Kind, Row, Value, fold};
use tantivy::{
    TantivyDocument,
    schema::{
        FAST, Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing,
        TextOptions,
    },
    tokenizer::TokenizerManager,
};

use crate::{
    SearchError, collation,
    columns::{Noun, Texts},
    grams::{self, Characters, Trigrams},
};

const TRIGRAMS: &str = "trigrams";
const CHARACTERS: &str = "characters";

/// Counts the changes of a row.
pub(crate) const VERSION: &str = "row_version";
/// The time of a row that has none. No range of time reaches it.
pub(crate) const NO_TIME: i64 = i64::MIN;

/// The fields of one index.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) noun: &'static Noun,
    pub(crate) schema: Schema,
    /// One for each field of the filter language, in its order.
    holders: Vec<Holder>,
    /// The identifier, exactly.
    pub(crate) id: Field,
    /// The identifier in lower case, where it has capital letters.
    pub(crate) id_lower: Field,
    version: Field,
}

/// How the values of one field of the filter language are held.
#[derive(Debug)]
pub(crate) enum Holder {
    /// Marked folded text in trigrams and in characters, and something to look through; for a sort
    /// column its key and its text.
    Text {
        trigrams: Field,
        characters: Field,
        words: Dictionary,
        sorted: Option<(Field, String, Field)>,
    },
    /// A number.
    Number { field: Field, column: String },
    /// A time in nanoseconds since 1970.
    Time { field: Field, column: String },
    /// The stored values, and for a sort column the number of the value in the list of choices.
    Choice { terms: Field, sorted: Option<(Field, String)> },
    /// An identifier; the row's own is a column as well.
    Id { terms: Field },
}

/// A dictionary that is looked through.
#[derive(Clone, Debug)]
pub(crate) enum Dictionary {
    /// Terms: the words of the texts.
    Words(Field),
    /// Terms: whole texts, of which there are few.
    Texts(Field),
    /// A column of whole texts, of which there are many, but short ones.
    Column(Field, String),
}

impl Layout {
    pub(crate) fn new(noun: &'static Noun) -> Self {
        let mut schema = Schema::builder();
        let sorted = (noun.sorted)();
        let holders =
            noun.schema.fields.iter().map(|field| holder(&mut schema, noun, field, &sorted));
        let holders: Vec<_> = holders.collect();
        let own_id = noun.schema.fields.iter().position(|field| field.name == "id");
        let id = match own_id.map(|at| &holders[at]) {
            Some(Holder::Id { terms }) => *terms,
            _ => schema.add_text_field("id", raw() | FAST),
        };
        let id_lower = schema.add_text_field("id_lower", raw());
        let version = schema.add_u64_field(VERSION, FAST);
        Self { noun, schema: schema.build(), holders, id, id_lower, version }
    }

    /// The tokenizers that the fields name.
    pub(crate) fn tokenizers() -> TokenizerManager {
        let tokenizers = TokenizerManager::default();
        tokenizers.register(TRIGRAMS, Trigrams::default());
        tokenizers.register(CHARACTERS, Characters::default());
        tokenizers
    }

    /// The number of the field with this name.
    pub(crate) fn field(&self, name: &str) -> Option<usize> {
        self.noun.schema.fields.iter().position(|field| field.name == name)
    }

    /// The number of the field whose values a sort column has, given by its number.
    pub(crate) fn sort_field(&self, column: usize) -> Result<usize, SearchError> {
        let names = (self.noun.sorted)();
        let field = names.get(column).and_then(|name| self.field(name));
        field.ok_or_else(|| SearchError::Internal(format!("there is no sort column {column}")))
    }

    /// How the field of this number is held.
    pub(crate) fn holder(&self, field: usize) -> &Holder {
        &self.holders[field]
    }

    /// The document of a row. Its cost grows with the length of the row's texts.
    pub(crate) fn document(
        &self,
        row: &dyn Row,
        version: u64,
    ) -> Result<TantivyDocument, SearchError> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.version, version);
        for (field, holder) in self.noun.schema.fields.iter().zip(&self.holders) {
            add(&mut document, field, holder, &row.value(field))?;
        }
        if row.id().bytes().any(|b| b.is_ascii_uppercase()) {
            document.add_text(self.id_lower, row.id().to_ascii_lowercase());
        }
        Ok(document)
    }
}

fn holder(schema: &mut SchemaBuilder, noun: &Noun, field: &FilterField, sorted: &[&str]) -> Holder {
    let name = field.name.replace('.', "_");
    let sorted = sorted.contains(&field.name);
    match field.kind {
        Kind::Text => Holder::Text {
            trigrams: schema
                .add_text_field(&name, cut(TRIGRAMS, IndexRecordOption::WithFreqsAndPositions)),
            characters: schema.add_text_field(
                &format!("{name}_characters"),
                cut(CHARACTERS, IndexRecordOption::Basic),
            ),
            words: {
                let words = format!("{name}_words");
                match noun.texts(field.name) {
                    Texts::Few => Dictionary::Texts(schema.add_text_field(&words, raw())),
                    Texts::Numbers => {
                        Dictionary::Column(schema.add_bytes_field(&words, FAST), words)
                    }
                    Texts::Words => Dictionary::Words(schema.add_text_field(&words, raw())),
                }
            },
            sorted: sorted.then(|| {
                let key = format!("{name}_key");
                let value = schema.add_text_field(&format!("{name}_text"), STORED);
                (schema.add_bytes_field(&key, FAST), key, value)
            }),
        },
        Kind::Number => Holder::Number { field: schema.add_u64_field(&name, FAST), column: name },
        Kind::Date => Holder::Time { field: schema.add_i64_field(&name, FAST), column: name },
        Kind::Choice(_) => Holder::Choice {
            terms: schema.add_text_field(&name, raw()),
            sorted: sorted.then(|| {
                let order = format!("{name}_order");
                (schema.add_u64_field(&order, FAST), order)
            }),
        },
        Kind::Id if field.name == "id" => {
            Holder::Id { terms: schema.add_text_field(&name, raw() | FAST) }
        }
        Kind::Id => Holder::Id { terms: schema.add_text_field(&name, raw()) },
    }
}

/// Values as they are. Without norms, which only scoring needs.
fn raw() -> TextOptions {
    cut("raw", IndexRecordOption::Basic)
}

fn cut(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(option)
            .set_fieldnorms(false),
    )
}

fn add(
    document: &mut TantivyDocument,
    field: &FilterField,
    holder: &Holder,
    value: &Value<'_>,
) -> Result<(), SearchError> {
    match holder {
        Holder::Text { trigrams, characters, words, sorted } => {
            let text = text_of(value);
            let folded = fold(text);
            if let Dictionary::Column(column, _) = words {
                // A row without a text has what no needle is in, so that every row has something.
                let absent = grams::TOO_LONG;
                let text = if text.is_empty() { absent } else { folded.as_str() };
                document.add_bytes(*column, text.as_bytes());
            }
            if !text.is_empty() {
                match words {
                    Dictionary::Words(terms) => {
                        grams::words(&folded).for_each(|word| document.add_text(*terms, word));
                    }
                    Dictionary::Texts(terms) => document.add_text(*terms, grams::term(&folded)),
                    Dictionary::Column(..) => {}
                }
                let marked = grams::marked(&folded);
                document.add_text(*trigrams, &marked);
                document.add_text(*characters, marked);
            }
            if let Some((key, _, value)) = sorted {
                document.add_bytes(*key, &collation::key(text)?);
                document.add_text(*value, collation::first_chars(text));
            }
        }
        Holder::Number { field, .. } => {
            document.add_u64(*field, if let Value::Number(n) = value { *n } else { 0 });
        }
        Holder::Time { field, .. } => document.add_i64(*field, time_of(value)),
        Holder::Choice { terms, sorted } => {
            let mut first = u64::MAX;
            let mut each = |value: &Value<'_>| {
                let text = text_of(value);
                document.add_text(*terms, text);
                let at = field.choices().iter().position(|choice| choice.value == text);
                first = first.min(at.map_or(u64::MAX, |at| at as u64));
            };
            match value {
                Value::Many(values) => values.iter().for_each(&mut each),
                Value::Absent => {}
                value => each(value),
            }
            if let Some((order, _)) = sorted {
                document.add_u64(*order, first);
            }
        }
        Holder::Id { terms } => document.add_text(*terms, text_of(value)),
    }
    Ok(())
}

fn text_of<'a>(value: &'a Value<'_>) -> &'a str {
    if let Value::Text(text) = value { text } else { "" }
}

/// A time as the index keeps it: to the nanosecond from 1677 to 2262, cut off outside.
pub(crate) fn nanoseconds(at: chrono::DateTime<chrono::Utc>) -> i64 {
    let outside = if at.timestamp() < 0 { NO_TIME + 1 } else { i64::MAX };
    at.timestamp_nanos_opt().unwrap_or(outside).max(NO_TIME + 1)
}

fn time_of(value: &Value<'_>) -> i64 {
    if let Value::Date(at) = value { nanoseconds(*at) } else { NO_TIME }
}
