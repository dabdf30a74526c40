//! The rows of a segment in the order of a column.
//!
//! A segment never changes, so its order is worked out once: `docs` has its rows in order, `ranks`
//! says where each row is in it; eight bytes per row. Ties are in the order of the ids.

use std::sync::Arc;

use tantivy::columnar::{BytesColumn, Column, TermOrdHit};

use crate::{SearchError, bits::Bits};

/// A value of a column; those of one column are of one variant, so the derived order is theirs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A collation key or an identifier.
    Bytes(Vec<u8>),
    /// A number, a time moved to be positive, or the number of a choice.
    Number(u64),
}

/// The values of a column in one segment.
#[derive(Clone, Debug)]
pub(crate) enum Keys {
    Bytes(BytesColumn),
    Numbers(Column<u64>),
}

/// The rows of a segment by id; rows that were replaced while they were written share one.
#[derive(Debug)]
pub(crate) struct ById {
    ids: BytesColumn,
    docs: Arc<[u32]>,
    ranks: Arc<[u32]>,
}

/// The rows of a segment in the order of one column.
#[derive(Debug)]
pub(crate) struct Ordered {
    keys: Keys,
    by_id: Arc<ById>,
    docs: Arc<[u32]>,
    ranks: Arc<[u32]>,
}

impl ById {
    /// One pass over the ids' ordinals; about 0.1 s for five million rows.
    pub(crate) fn new(ids: BytesColumn) -> Self {
        let ordinals = values(ids.ords());
        let all: Vec<u32> = (0..ordinals.len() as u32).collect();
        let docs = counting_sort(&all, &ordinals, ids.num_terms());
        Self { ranks: inverse(&docs).into(), docs: docs.into(), ids }
    }

    pub(crate) fn id(&self, doc: u32) -> Result<String, SearchError> {
        let mut id = Vec::new();
        let ordinal = self.ids.ords().values.get_val(doc);
        self.ids.ord_to_bytes(ordinal, &mut id)?;
        String::from_utf8(id).map_err(|_| SearchError::Internal("an id is not text".into()))
    }
}

impl Ordered {
    /// Sorts the rows: linear for texts and small numbers, otherwise n·log n.
    pub(crate) fn new(keys: Keys, by_id: Arc<ById>) -> Self {
        let docs = match &keys {
            Keys::Bytes(column) => {
                counting_sort(&by_id.docs, &values(column.ords()), column.num_terms())
            }
            Keys::Numbers(column) => {
                let mut values = values(column);
                let least = values.iter().copied().min().unwrap_or(0);
                values.iter_mut().for_each(|value| *value -= least);
                let most = values.iter().copied().max().unwrap_or(0);
                if most <= values.len() as u64 {
                    counting_sort(&by_id.docs, &values, most as usize + 1)
                } else {
                    let mut pairs: Vec<(u64, u32)> =
                        values.iter().copied().zip(by_id.ranks.iter().copied()).collect();
                    pairs.sort_unstable();
                    pairs.into_iter().map(|(_, rank)| by_id.docs[rank as usize]).collect()
                }
            }
        };
        Self { ranks: inverse(&docs).into(), docs: docs.into(), keys, by_id }
    }

    /// The rows by id, which share what [`ById`] knows.
    pub(crate) fn by_id(by_id: Arc<ById>) -> Self {
        let (docs, ranks) = (by_id.docs.clone(), by_id.ranks.clone());
        Self { keys: Keys::Bytes(by_id.ids.clone()), by_id, docs, ranks }
    }

    /// The row at a place.
    pub(crate) fn doc(&self, place: u32) -> u32 {
        self.docs[place as usize]
    }

    /// The place of a row.
    pub(crate) fn place(&self, doc: u32) -> u32 {
        self.ranks[doc as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.docs.len()
    }

    /// The places of some rows.
    pub(crate) fn places(&self, docs: &Bits) -> Bits {
        let count = docs.count() as usize;
        if count > self.docs.len() / 2 {
            // Many are quicker found place by place.
            let word = |some: &[u32]| {
                let bits = some.iter().enumerate();
                bits.fold(0, |word, (bit, doc)| word | u64::from(docs.contains(*doc)) << bit)
            };
            return Bits::from_words(self.docs.chunks(64).map(word).collect(), docs.len());
        }
        let mut places = Bits::none(docs.len());
        docs.iter().for_each(|doc| places.insert(self.place(doc)));
        places
    }

    /// The rows before, within and after a range of numbers, both its ends included. Two binary
    /// searches. Nothing is within a range of texts.
    pub(crate) fn between(&self, from: u64, to: u64) -> (&[u32], &[u32], &[u32]) {
        let Keys::Numbers(column) = &self.keys else { return (&self.docs, &[], &[]) };
        let first = self.docs.partition_point(|doc| column.values.get_val(*doc) < from);
        let (before, rest) = self.docs.split_at(first);
        let (within, after) =
            rest.split_at(rest.partition_point(|doc| column.values.get_val(*doc) <= to));
        (before, within, after)
    }

    /// A row's value. A look-up in the column's dictionary.
    pub(crate) fn key(&self, doc: u32) -> Result<Key, SearchError> {
        match &self.keys {
            Keys::Bytes(column) => {
                let mut bytes = Vec::new();
                column.ord_to_bytes(column.ords().values.get_val(doc), &mut bytes)?;
                Ok(Key::Bytes(bytes))
            }
            Keys::Numbers(column) => Ok(Key::Number(column.values.get_val(doc))),
        }
    }

    pub(crate) fn id(&self, doc: u32) -> Result<String, SearchError> {
        self.by_id.id(doc)
    }

    /// The first place whose row is not before `(key, id)`; with `after`, the first whose row is
    /// after it. Two look-ups in dictionaries and a binary search.
    pub(crate) fn bound(&self, key: &Key, id: &str, after: bool) -> Result<u32, SearchError> {
        let (key, exact) = match (&self.keys, key) {
            (Keys::Bytes(column), Key::Bytes(bytes)) => {
                hit(column.dictionary().term_ord_or_next(bytes)?)
            }
            (Keys::Numbers(_), Key::Number(number)) => (*number, true),
            _ => return Err(SearchError::Internal("a key is not one of its column".into())),
        };
        let (id, id_exact) = hit(self.by_id.ids.dictionary().term_ord_or_next(id)?);
        let (keys, ids) = (self.keys.ordinals(), self.by_id.ids.ords());
        Ok(self.docs.partition_point(|doc| {
            let own = keys.values.get_val(*doc);
            if own != key || !exact {
                return own < key;
            }
            let own_id = ids.values.get_val(*doc);
            own_id < id || after && id_exact && own_id == id
        }) as u32)
    }
}

impl Keys {
    /// Numbers in the order of the values: the values themselves, or their places in a dictionary.
    fn ordinals(&self) -> &Column<u64> {
        match self {
            Self::Bytes(column) => column.ords(),
            Self::Numbers(column) => column,
        }
    }
}

fn hit(hit: TermOrdHit) -> (u64, bool) {
    match hit {
        TermOrdHit::Exact(ordinal) => (ordinal, true),
        TermOrdHit::Next(ordinal) => (ordinal, false),
    }
}

/// All values of a column that every row has one of.
fn values(column: &Column<u64>) -> Vec<u64> {
    let mut values = vec![0; column.num_docs() as usize];
    column.values.get_range(0, &mut values);
    values
}

/// Sorts `docs` by a small number each has, keeping the order of those that tie.
fn counting_sort(docs: &[u32], numbers: &[u64], limit: usize) -> Vec<u32> {
    let mut next = vec![0u32; limit + 1];
    numbers.iter().for_each(|number| next[*number as usize + 1] += 1);
    (1..next.len()).for_each(|at| next[at] += next[at - 1]);
    let mut sorted = vec![0; docs.len()];
    for doc in docs {
        let at = &mut next[numbers[*doc as usize] as usize];
        sorted[*at as usize] = *doc;
        *at += 1;
    }
    sorted
}

fn inverse(docs: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0; docs.len()];
    docs.iter().zip(0..).for_each(|(doc, rank)| ranks[*doc as usize] = rank);
    ranks
}
