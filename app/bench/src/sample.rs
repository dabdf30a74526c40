//! What is in the inventory, as a user finds out: rows and cursors from all over its lists. What
//! cases ask for is made of these, so that they ask for what is there.

use std::collections::{HashMap, HashSet};

use model::{
    Cursor, Customer, CustomerQuery, CustomerSort, Instance, Page, PageStart, Query, Sort, SortKey,
    Sorts,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{connection::Connection, error::Error, listed::Listed, options::Options, urls};

/// Pages that are looked at, of each order.
const PAGES: u64 = 20;

/// What was found.
pub struct Sample {
    /// Customers from all over the list.
    pub customers: Listing<Customer>,
    /// Service instances from all over the list.
    pub instances: Listing<Instance>,
    /// The customer with the most service instances.
    pub largest: Customer,
}

/// What was found in one list.
pub struct Listing<T> {
    /// How many rows it has.
    pub total: u64,
    /// Some of them, in no order.
    pub rows: Vec<T>,
    /// Places all over the list, for each order.
    cursors: HashMap<String, Vec<Cursor>>,
}

impl Sample {
    /// Looks at the lists.
    pub async fn learn(connection: &Connection, options: &Options) -> Result<Self, Error> {
        let customers = listing(connection, options.customers).await?;
        let instances = listing(connection, options.instances).await?;
        let sort = Sort { key: CustomerSort::Services, descending: true }.into();
        let query = CustomerQuery { sort, ..Default::default() };
        let page: Page<Customer> = page(connection, &query).await?;
        let largest = page.rows.into_iter().next();
        let largest = largest.ok_or_else(|| Error::Other("there are no customers".into()))?;
        Ok(Self { customers, instances, largest })
    }
}

impl<T: Listed> Listing<T> {
    /// Places all over the list in this order.
    pub fn cursors(&self, sort: &Sorts<T::Key>) -> &[Cursor] {
        self.cursors.get(&sort.to_param()).map_or(&[], Vec::as_slice)
    }
}

/// The order a list has until another one is chosen.
pub fn usual<K: SortKey>() -> Sorts<K> {
    K::USUAL.into()
}

/// The orders of a list that are measured: by each column both ways, and by two columns.
pub fn orders<K: SortKey>() -> impl Iterator<Item = Sorts<K>> {
    let both = |key| [false, true].map(|descending| Sort { key, descending }.into());
    // Each list has one of the first two, and ignores the other.
    let two = Sorts::from_param("-status,-state,name");
    K::ALL.iter().copied().flat_map(both).chain([two])
}

/// A source of chance that gives the same every time; each purpose has its own.
pub fn random(purpose: u64) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(20_261_124);
    random.set_stream(purpose);
    random
}

async fn listing<T: Listed>(connection: &Connection, total: u64) -> Result<Listing<T>, Error> {
    let mut found = Listing { total, rows: Vec::new(), cursors: HashMap::new() };
    let mut random = random(1);
    for sort in orders::<T::Key>() {
        let mut cursors = Vec::new();
        for _ in 0..PAGES {
            let start = PageStart::Row(random.random_range(1..=total));
            let query = Query { sort: sort.clone(), start, ..Default::default() };
            let page: Page<T> = page(connection, &query).await?;
            cursors.extend(page.next);
            if sort == usual() {
                found.rows.extend(page.rows);
            }
        }
        found.cursors.insert(sort.to_param(), cursors);
    }
    let mut seen = HashSet::new();
    found.rows.retain(|row| seen.insert(row.id().to_owned()));
    Ok(found)
}

/// A page of a list that the rest depends on.
pub async fn page<T: Listed>(
    connection: &Connection,
    query: &Query<T::Key>,
) -> Result<Page<T>, Error> {
    let path = urls::list::<T>(query)?;
    let answer = connection.call(&path).await?;
    answer.json().map_err(|why| Error::Wrong { path, why })
}

#[cfg(test)]
mod tests {
    use model::InstanceSort;

    use super::*;

    #[test]
    fn chance_is_the_same_every_time() {
        let draw = |purpose| random(purpose).random::<u64>();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn every_column_has_two_orders_and_two_columns_have_one() {
        assert_eq!(orders::<CustomerSort>().count(), 2 * CustomerSort::ALL.len() + 1);
        let several = orders::<InstanceSort>().filter(|sort| sort.len() > 1);
        assert_eq!(several.map(|sort| sort.to_param()).collect::<Vec<_>>(), ["-state,name"]);
    }
}
