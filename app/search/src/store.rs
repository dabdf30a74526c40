//! One tantivy index, its current view, and how a search of it is answered.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use model::ListName;
use tantivy::{
    IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument,
    columnar::Column as Values,
    index::{SegmentComponent, SegmentId},
    indexer::{IndexWriterOptions, NoMergePolicy},
};

use crate::{
    Found, Matches, Search, SearchError, answer,
    bits::Bits,
    cache::Cache,
    columns::{Column, Noun},
    files::Files,
    layout::{Layout, VERSION},
    listing::Listing,
    merging::Merging,
    page::Cut,
    question::{self, Leaf, Question},
    segment::View,
    sorting::Sorting,
};

/// An index of one kind of row.
pub(crate) struct Store {
    pub(crate) layout: Arc<Layout>,
    index: tantivy::Index,
    reader: IndexReader,
    view: RwLock<Arc<View>>,
    cache: Arc<Cache>,
}

impl Store {
    /// Creates an empty index in `folder`, or in memory.
    pub(crate) fn create(
        list: ListName,
        folder: Option<&Path>,
        cache: &Arc<Cache>,
    ) -> Result<Self, SearchError> {
        let layout = Layout::new(Noun::of(list));
        let settings =
            IndexSettings { docstore_compress_dedicated_thread: false, ..Default::default() };
        let builder = tantivy::Index::builder()
            .schema(layout.schema.clone())
            .settings(settings)
            .tokenizers(Layout::tokenizers());
        let index = match folder {
            Some(folder) => {
                let folder = folder.join(list.as_str());
                std::fs::create_dir_all(&folder)?;
                builder.open_or_create(Files::open(&folder)?)?
            }
            None => builder.create_in_ram()?,
        };
        Self::new(layout, index, cache)
    }

    /// Opens the index in `folder`. Fails when it is missing, damaged or laid out otherwise.
    pub(crate) fn open(
        list: ListName,
        folder: &Path,
        cache: &Arc<Cache>,
    ) -> Result<Self, SearchError> {
        let layout = Layout::new(Noun::of(list));
        let folder = folder.join(list.as_str());
        let mut index = tantivy::Index::open(Files::open(&folder)?)?;
        if index.schema() != layout.schema {
            return Err(SearchError::Internal("the index is laid out otherwise".into()));
        }
        // Without positions tantivy opens a segment and finds nothing in it.
        for segment in index.searchable_segment_metas()? {
            let positions = folder.join(segment.relative_path(SegmentComponent::Positions));
            if !positions.is_file() {
                return Err(SearchError::Internal(format!("{} is missing", positions.display())));
            }
        }
        index.set_tokenizers(Layout::tokenizers());
        Self::new(layout, index, cache)
    }

    fn new(layout: Layout, index: tantivy::Index, cache: &Arc<Cache>) -> Result<Self, SearchError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let layout = Arc::new(layout);
        let view = RwLock::new(Arc::new(View::new(&layout, reader.searcher(), None)));
        Ok(Self { layout, index, reader, view, cache: cache.clone() })
    }

    /// A writer for many small commits: one thread, and one that merges.
    pub(crate) fn writer(&self) -> Result<IndexWriter, SearchError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(16 << 20)
            .build();
        let writer = self.index.writer_with_options(options)?;
        writer.set_merge_policy(Box::new(Merging));
        Ok(writer)
    }

    /// A writer for very many rows at once, which merges only when told to.
    pub(crate) fn bulk_writer(&self) -> Result<IndexWriter, SearchError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(2)
            .num_merge_threads(2)
            .memory_budget_per_thread(self.layout.noun.heap / 2)
            .build();
        let writer = self.index.writer_with_options(options)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(writer)
    }

    /// The stamp of the last commit, if there was one.
    pub(crate) fn stamp(&self) -> Result<Option<u64>, SearchError> {
        Ok(self.index.load_metas()?.payload.and_then(|payload| payload.parse().ok()))
    }

    /// Segments in the last commit.
    pub(crate) fn segments(&self) -> Result<Vec<(SegmentId, u32)>, SearchError> {
        let metas = self.index.searchable_segment_metas()?;
        Ok(metas.iter().map(|meta| (meta.id(), meta.num_docs())).collect())
    }

    /// Makes the last commit visible. A few milliseconds for a segment of millions of which rows
    /// were deleted.
    pub(crate) fn reload(&self) -> Result<(), SearchError> {
        self.reader.reload()?;
        let before = self.view();
        let view = Arc::new(View::new(&self.layout, self.reader.searcher(), Some(&before)));
        let ids = |view: &View| -> HashMap<SegmentId, ()> {
            view.parts.iter().map(|part| (part.segment.id, ())).collect()
        };
        let (old, new) = (ids(&before), ids(&view));
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = view;
        self.cache.forget(old.into_keys().filter(|id| !new.contains_key(id)));
        Ok(())
    }

    /// The current state, for one consistent answer.
    pub(crate) fn view(&self) -> Arc<View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Works out the orders of all columns, each by itself: about half a second for each million rows
    /// in all.
    pub(crate) fn warm(&self) -> Result<(), SearchError> {
        self.view().parts.iter().try_for_each(|part| part.segment.warm())
    }

    /// Answers a search.
    pub(crate) fn search<C: Column>(
        &self,
        search: &Search<C>,
    ) -> Result<Found<String>, SearchError> {
        guarded(|| {
            let view = self.view();
            let sorting = &search.sorting();
            let listing = &self.listing(&view, search, sorting)?;
            let descending = search.descending();
            Cut { layout: &self.layout, view: &view, listing, sorting, descending }
                .page(&search.start, search.size)
        })
    }

    /// All rows that match a search; where its page starts and how long it is does not matter.
    pub(crate) fn matches<C: Column>(
        &self,
        search: &Search<C>,
    ) -> Result<Matches<C::Id>, SearchError> {
        guarded(|| {
            let listing = self.listing(&self.view(), search, &search.sorting())?;
            Ok(Matches::new(listing, search.descending()))
        })
    }

    fn listing<C: Column>(
        &self,
        view: &View,
        search: &Search<C>,
        sorting: &Sorting,
    ) -> Result<Listing, SearchError> {
        let tiers = question::tiers(
            &self.layout,
            &search.keywords,
            search.filter.as_ref(),
            search.scope.as_ref().map(|id| id.as_str()),
            search.ranked(),
            search.now,
        )?;
        Listing::new(&self.cache, view, sorting, &tiers.questions)
    }

    /// Calls `each` with the segment and the number of every row whose field is exactly `term`.
    pub(crate) fn each_of(
        &self,
        field: &str,
        term: &str,
        mut each: impl FnMut(&crate::segment::Segment, &Bits) -> Result<(), SearchError>,
    ) -> Result<(), SearchError> {
        guarded(|| {
            let Some(field) = self.layout.field(field) else { return Ok(()) };
            let question = Question::Leaf(Leaf::Term(field, term.to_owned()));
            for part in &self.view().parts {
                let mut rows =
                    answer::bits(&self.cache, &part.segment, &question)?.as_ref().clone();
                part.deleted.iter().for_each(|doc| rows.remove(*doc));
                each(&part.segment, &rows)?;
            }
            Ok(())
        })
    }

    /// The version of the visible row of this id.
    pub(crate) fn version(&self, id: &str) -> Result<Option<u64>, SearchError> {
        let view = self.view();
        let Some((part, doc)) = view.find(id)? else { return Ok(None) };
        let versions: Values<u64> = view.parts[part].segment.numbers(VERSION)?;
        Ok(versions.first(doc))
    }

    /// Reads every file and compares it with its checksum. Takes as long as reading them does.
    pub(crate) fn verify(&self) -> Result<bool, SearchError> {
        Ok(self.index.validate_checksum()?.is_empty())
    }

    pub(crate) fn document(
        &self,
        row: &dyn filter::Row,
        version: u64,
    ) -> Result<TantivyDocument, SearchError> {
        self.layout.document(row, version)
    }
}

/// A damaged file can make tantivy panic; that must not take the caller down.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, SearchError>) -> Result<T, SearchError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(SearchError::Internal("reading the index panicked".into())))
}
