//! Where in a table something is: places of rows and columns, counted from 0.

use std::sync::Arc;

use leptos::{prelude::*, web_sys::Element};

use super::{editing::Editing, sheet::AnySheet};

/// Rows that are drawn together.
pub const SLICE: usize = 5;

/// Where a row can be.
#[derive(Clone, Copy)]
pub struct Place {
    /// The page whose row is shown here; shared by a slice.
    pub sheet: RwSignal<Arc<dyn AnySheet>>,
    /// Whether the row is being edited.
    pub editing: Editing,
}

/// The places for as many rows as a page can have, which show those of `sheet`.
pub fn places(sheet: Arc<dyn AnySheet>) -> Vec<Place> {
    let (_, size) = sheet.rows();
    let size = size.rows() as usize;
    let slices: Vec<_> = (0..size.div_ceil(SLICE)).map(|_| RwSignal::new(sheet.clone())).collect();
    let place = |at| Place { sheet: slices[at / SLICE], editing: Editing::none(at) };
    (0..size).map(place).collect()
}

/// How many rows the table's frame can show at once; none where there is no table yet.
pub fn in_view() -> Option<usize> {
    let first = |selector| document().query_selector(selector).ok().flatten();
    let (frame, row) = (first(".table-frame")?, first(".table-frame tbody tr")?);
    // The last one may be cut off; the header takes the place of another.
    Some((frame.client_height() / row.client_height().max(1)) as usize + 1)
}

/// The row that an element is in.
pub fn row_of(element: &Element) -> Option<usize> {
    let row = element.closest("tbody tr").ok().flatten()?;
    Some(before(row))
}

/// The column whose cell an element is in; none for the box that selects rows.
pub fn column_of(element: &Element) -> Option<usize> {
    let cell = element.closest("td, th").ok().flatten()?;
    before(cell).checked_sub(1)
}

/// How many elements stand before this one.
fn before(element: Element) -> usize {
    std::iter::successors(element.previous_element_sibling(), Element::previous_element_sibling)
        .count()
}
