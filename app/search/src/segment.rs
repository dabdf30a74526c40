//! What is known of one segment, and one consistent view of all of them.

use std::{
    collections::HashMap,
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

use lru::LruCache;
use tantivy::{
    BitSet, Searcher, SegmentReader,
    columnar::{BytesColumn, Column},
    index::SegmentId,
    schema::{Field, IndexRecordOption},
};

use crate::{
    SearchError,
    layout::{Dictionary, Holder, Layout},
    order::{ById, Keys, Ordered},
    sorting::Sorting,
    words::WordList,
};

/// Most bytes of terms that are looked through.
const MOST_WORDS: usize = 32 << 20;

/// Orders by several columns, or by a flipped one, that are kept of a segment: the last ones that were
/// asked for.
const SEVERAL: NonZeroUsize = NonZeroUsize::MIN.saturating_add(3);

/// An order that is worked out when first needed; whoever needs it meanwhile waits.
type Slot = Arc<Mutex<Option<Arc<Ordered>>>>;

/// A segment: immutable, except that rows of it are deleted, which is not looked at here.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) id: SegmentId,
    pub(crate) reader: Reader,
    pub(crate) layout: Arc<Layout>,
    by_id: Mutex<Option<Arc<ById>>>,
    /// By one column each, ascending.
    orders: Vec<Slot>,
    several: Mutex<LruCache<Sorting, Slot>>,
    words: Mutex<HashMap<Field, Option<Arc<WordList>>>>,
}

/// A tantivy reader, which cannot be printed.
pub(crate) struct Reader(SegmentReader);

impl std::ops::Deref for Reader {
    type Target = SegmentReader;
    fn deref(&self) -> &SegmentReader {
        &self.0
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rows", self.0.max_doc())
    }
}

impl Segment {
    fn new(layout: &Arc<Layout>, reader: &SegmentReader) -> Self {
        Self {
            id: reader.segment_id(),
            reader: Reader(reader.clone()),
            layout: layout.clone(),
            by_id: Mutex::default(),
            orders: (layout.noun.sorted)().iter().map(|_| Slot::default()).collect(),
            several: Mutex::new(LruCache::new(SEVERAL)),
            words: Mutex::default(),
        }
    }

    pub(crate) fn len(&self) -> u32 {
        self.reader.max_doc()
    }

    /// The rows in an order. One by a single column, ascending, is worked out once. Any other is, too,
    /// while it is among the last that were asked for; each takes eight bytes per row.
    pub(crate) fn order(&self, sorting: &Sorting) -> Result<Arc<Ordered>, SearchError> {
        let slot = match sorting.columns() {
            [(column, false)] => self.orders[*column].clone(),
            _ => {
                let mut several = self.several.lock().unwrap_or_else(PoisonError::into_inner);
                several.get_or_insert(sorting.clone(), Slot::default).clone()
            }
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(order) = &*slot {
            return Ok(order.clone());
        }
        let keys = sorting.columns().iter();
        let keys = keys.map(|(column, flipped)| Ok((self.keys(*column)?, *flipped)));
        let keys = keys.collect::<Result<_, SearchError>>()?;
        let order = Arc::new(Ordered::new(keys, self.by_id()?));
        *slot = Some(order.clone());
        Ok(order)
    }

    /// The rows in the order of a field, given by its number, which must be one that is sorted by.
    pub(crate) fn order_of(&self, field: usize) -> Result<Arc<Ordered>, SearchError> {
        let name = self.layout.noun.schema.fields[field].name;
        let column = (self.layout.noun.sorted)().iter().position(|sorted| *sorted == name);
        self.order(&Sorting::by(column.ok_or_else(|| missing(name))?))
    }

    /// The rows by id.
    pub(crate) fn by_id(&self) -> Result<Arc<ById>, SearchError> {
        let mut slot = self.by_id.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(by_id) = &*slot {
            return Ok(by_id.clone());
        }
        let by_id = Arc::new(ById::new(self.ids()?));
        *slot = Some(by_id.clone());
        Ok(by_id)
    }

    /// The terms of a dictionary to look through, read when first needed; `None` when they are too
    /// many for that.
    pub(crate) fn words(&self, words: &Dictionary) -> Result<Option<Arc<WordList>>, SearchError> {
        let (Dictionary::Words(field) | Dictionary::Texts(field) | Dictionary::Column(field, _)) =
            words;
        let mut known = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = known.get(field) {
            return Ok(list.clone());
        }
        let mut list = WordList::default();
        if let Dictionary::Column(_, column) = words {
            let column = self.bytes(column)?;
            let mut terms = column.dictionary().stream()?;
            while terms.advance() && list.bytes() <= MOST_WORDS {
                list.push(terms.key());
            }
        } else {
            let index = self.reader.inverted_index(*field)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() && list.bytes() <= MOST_WORDS {
                list.push(terms.key());
            }
        }
        let list = (list.bytes() <= MOST_WORDS).then(|| Arc::new(list));
        known.insert(*field, list.clone());
        Ok(list)
    }

    /// A column of texts or keys, which every row has one of.
    pub(crate) fn bytes(&self, column: &str) -> Result<BytesColumn, SearchError> {
        self.reader.fast_fields().bytes(column)?.ok_or_else(|| missing(column))
    }

    /// Reads all that is worked out once: words, and orders by one column.
    pub(crate) fn warm(&self) -> Result<(), SearchError> {
        for column in 0..self.orders.len() {
            self.order(&Sorting::by(column))?;
        }
        for field in 0..self.layout.noun.schema.fields.len() {
            if let Holder::Text { words, .. } = self.layout.holder(field) {
                self.words(words)?;
            }
        }
        Ok(())
    }

    /// A column of numbers.
    pub(crate) fn numbers(&self, column: &str) -> Result<Column<u64>, SearchError> {
        Ok(self.reader.fast_fields().u64(column)?)
    }

    /// A column of times, moved to be positive.
    pub(crate) fn times(&self, column: &str) -> Result<Column<u64>, SearchError> {
        Ok(self.reader.fast_fields().i64(column)?.to_u64_monotonic())
    }

    fn ids(&self) -> Result<BytesColumn, SearchError> {
        let column = self.reader.fast_fields().str("id")?;
        column.map(BytesColumn::from).ok_or_else(|| missing("id"))
    }

    /// The values of a sort column.
    fn keys(&self, column: usize) -> Result<Keys, SearchError> {
        let field = self.layout.sort_field(column)?;
        Ok(match self.layout.holder(field) {
            Holder::Text { sorted: Some((_, key, _)), .. } => Keys::Bytes(self.bytes(key)?),
            Holder::Number { column, .. } | Holder::Choice { sorted: Some((_, column)), .. } => {
                Keys::Numbers(self.numbers(column)?)
            }
            Holder::Time { column, .. } => Keys::Numbers(self.times(column)?),
            Holder::Id { .. } => Keys::Bytes(self.ids()?),
            Holder::Text { .. } | Holder::Choice { .. } => {
                return Err(missing(self.layout.noun.schema.fields[field].name));
            }
        })
    }

    /// The rows that ever had this id, deleted ones included.
    pub(crate) fn docs_of(&self, id: &str) -> Result<Vec<u32>, SearchError> {
        let term = tantivy::Term::from_field_text(self.layout.id, id);
        let index = self.reader.inverted_index(self.layout.id)?;
        let mut docs = Vec::new();
        if let Some(mut block) = index.read_block_postings(&term, IndexRecordOption::Basic)? {
            while !block.docs().is_empty() {
                docs.extend_from_slice(block.docs());
                block.advance();
            }
        }
        Ok(docs)
    }
}

fn missing(column: &str) -> SearchError {
    SearchError::Internal(format!("the column {column} is missing"))
}

/// The state of an index at one moment.
pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) parts: Vec<Part>,
}

/// A segment in a view, with the rows of it that are deleted.
pub(crate) struct Part {
    pub(crate) segment: Arc<Segment>,
    pub(crate) deleted: Arc<[u32]>,
}

impl View {
    /// Takes over what `before` knows of the segments that are still there.
    pub(crate) fn new(layout: &Arc<Layout>, searcher: Searcher, before: Option<&Self>) -> Self {
        let known: HashMap<SegmentId, &Part> = before
            .iter()
            .flat_map(|view| &view.parts)
            .map(|part| (part.segment.id, part))
            .collect();
        let parts = searcher
            .segment_readers()
            .iter()
            .map(|reader| {
                let known = known.get(&reader.segment_id());
                let deletes = reader.num_deleted_docs() as usize;
                Part {
                    segment: match known {
                        Some(part) => part.segment.clone(),
                        None => Arc::new(Segment::new(layout, reader)),
                    },
                    deleted: match known {
                        Some(part) if part.deleted.len() == deletes => part.deleted.clone(),
                        _ => deleted(reader).into(),
                    },
                }
            })
            .collect();
        Self { searcher, parts }
    }

    /// Where the row of this id is: the number of its part and its number there.
    pub(crate) fn find(&self, id: &str) -> Result<Option<(usize, u32)>, SearchError> {
        for (at, part) in self.parts.iter().enumerate() {
            for doc in part.segment.docs_of(id)? {
                if part.deleted.binary_search(&doc).is_err() {
                    return Ok(Some((at, doc)));
                }
            }
        }
        Ok(None)
    }
}

fn deleted(reader: &SegmentReader) -> Vec<u32> {
    let Some(alive) = reader.alive_bitset() else { return Vec::new() };
    // The set of the living shows its words only to another set.
    let mut set = BitSet::with_max_value_and_full(reader.max_doc());
    set.intersect_update(alive.bitset());
    let mut deleted = Vec::new();
    for bucket in 0..reader.max_doc().div_ceil(64) {
        let mut dead = !u64::from_le_bytes(set.tinyset(bucket).into_bytes());
        while dead != 0 {
            deleted.push(bucket * 64 + dead.trailing_zeros());
            dead &= dead - 1;
        }
    }
    if let Some(end) = deleted.iter().position(|doc| *doc >= reader.max_doc()) {
        deleted.truncate(end);
    }
    deleted
}
