//! Lists as CSV files: what a list shows on all its pages, or the rows that are named by `ids=`.

use app::{
    error::AppError,
    server_side::{AppContext, reject},
};
use axum::{
    body::Body,
    extract::{Query, State},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::Utc;
use futures_util::{StreamExt, stream};
use model::{Actor, CustomerQuery, FieldErrors, InstanceQuery, OrderQuery, id::BadId};
use serde::Deserialize;
use store::{StoreError, customers, instances, orders};
use transfer::{Piece, Sheet, export::sheet::Batches};

/// Customers, in the columns that an import knows.
pub async fn customers(State(context): State<AppContext>, parts: Parts) -> Response {
    let rows = async {
        let store = &context.store;
        match chosen(&parts)? {
            Some(ids) => customers::selected(store, ids),
            None => {
                customers::matching(store, &CustomerQuery::from_query_string(query(&parts))).await
            }
        }
    };
    download("customers", rows.await, &parts).await
}

/// Service instances, in the columns that an import knows.
pub async fn instances(State(context): State<AppContext>, parts: Parts) -> Response {
    let rows = async {
        let store = &context.store;
        match chosen(&parts)? {
            Some(ids) => instances::selected(store, ids),
            None => {
                instances::matching(store, &InstanceQuery::from_query_string(query(&parts))).await
            }
        }
    };
    download("instances", rows.await, &parts).await
}

/// Service orders.
pub async fn orders(State(context): State<AppContext>, parts: Parts) -> Response {
    let rows = async {
        let store = &context.store;
        match chosen(&parts)? {
            Some(ids) => orders::selected(store, ids),
            None => orders::matching(store, &OrderQuery::from_query_string(query(&parts))).await,
        }
    };
    download("orders", rows.await, &parts).await
}

#[derive(Deserialize)]
struct Asked {
    ids: Option<String>,
}

/// The rows that are named, if any are.
fn chosen<Id: std::str::FromStr<Err = BadId>>(
    parts: &Parts,
) -> Result<Option<Vec<Id>>, StoreError> {
    parts.extensions.get::<Actor>().ok_or(StoreError::Forbidden)?;
    let wrong = |message: String| StoreError::Invalid(FieldErrors::one("ids", message));
    let Query(asked) =
        Query::<Asked>::try_from_uri(&parts.uri).map_err(|e| wrong(e.body_text()))?;
    let ids = asked.ids.map(|ids| {
        let ids = ids.split(',').filter(|id| !id.is_empty());
        ids.map(str::parse).collect::<Result<Vec<Id>, BadId>>()
    });
    ids.transpose().map_err(|error| wrong(format!("{error}.")))
}

fn query(parts: &Parts) -> &str {
    parts.uri.query().unwrap_or_default()
}

/// The file, sent while it is made. What fails before its first piece is there is said as such;
/// after that the answer breaks off, so that nobody takes half a file for the whole.
async fn download<B: Batches + 'static>(
    name: &str,
    rows: Result<B, StoreError>,
    parts: &Parts,
) -> Response {
    let mut sheet = match rows {
        // Spreadsheets recognise UTF-8 by the mark.
        Ok(rows) => Sheet::new(rows, true),
        Err(error) => return refused(error, parts),
    };
    let first = match sheet.next().await {
        Ok(first) => first,
        Err(error) => return refused(error, parts),
    };
    let pieces = stream::unfold((first, sheet), async |(first, mut sheet): (Option<Piece>, _)| {
        let piece = match first {
            Some(piece) => Ok(Some(piece)),
            None => sheet.next().await,
        };
        match piece.transpose()? {
            Ok(piece) => Some((Ok(piece.bytes), (None, sheet))),
            Err(error) => {
                tracing::error!("a download broke off: {error}");
                Some((Err(error), (None, sheet)))
            }
        }
    });
    // Compression asks once more after the end.
    let pieces = pieces.fuse();
    let file = format!("attachment; filename=\"{name}-{}.csv\"", Utc::now().format("%Y-%m-%d"));
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, &file)];
    (headers, Body::from_stream(pieces)).into_response()
}

/// Why there is no file, as text for people.
fn refused(error: StoreError, parts: &Parts) -> Response {
    let error = reject::answer(error, Some(parts));
    let text = match &error {
        AppError::Invalid(errors) => {
            errors.0.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    };
    (reject::status(&error), text).into_response()
}
