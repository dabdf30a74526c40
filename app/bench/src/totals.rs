//! Whether totals are exact: what meets a filter and what does not are together all rows.

use filter::Filter;
use model::{Customer, Query};

use crate::{
    cases::operators,
    connection::Connection,
    error::Error,
    listed::Listed,
    sample::{Listing, page},
};

/// Compares a filter of each condition of each field with its opposite. Tells how many were
/// compared, and which do not add up.
pub async fn check<T: Listed>(
    listing: &Listing<T>,
    customers: &[Customer],
    connection: &Connection,
) -> Result<(u64, Vec<String>), Error> {
    let (mut compared, mut wrong) = (0, Vec::new());
    let total = async |filter: &Filter| {
        let query = Query { filter: filter.to_string(), ..Default::default() };
        Ok::<_, Error>(page::<T>(connection, &query).await?.total)
    };
    for field in T::SCHEMA.fields {
        let values = operators::values(field, &listing.rows, customers);
        for operator in field.operators() {
            for filter in operators::filters(field, *operator, &values, 1)? {
                let not = filter.clone().negate();
                let not = not.map_err(|error| Error::Other(error.to_string()))?;
                let (with, without) = (total(&filter).await?, total(&not).await?);
                compared += 1;
                if with + without != listing.total {
                    let all = listing.total;
                    wrong.push(format!("{filter}: {with} do, {without} do not, {all} in all"));
                }
            }
        }
    }
    Ok((compared, wrong))
}
