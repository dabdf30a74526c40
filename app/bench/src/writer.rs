//! Somebody who adds, changes and deletes customers as the page does, and looks each time until
//! lists show it.

use std::time::{Duration, Instant};

use model::{
    Customer, CustomerForm, CustomerId, CustomerQuery, Instance, InstanceQuery, PageStart,
};

use crate::{connection::Connection, error::Error, sample::page, urls};

/// What the names of added customers begin with.
const NAME: &str = "Zzmeasured";
/// How long a change may take until lists show it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody who changes customers.
pub struct Writer {
    connection: Connection,
    number: u64,
}

/// How long a change took.
#[derive(Clone, Copy)]
pub struct Took {
    /// Until it was confirmed.
    pub confirmed: Duration,
    /// Until a list showed it.
    pub shown: Duration,
}

impl Writer {
    /// Somebody with a connection of their own. Deletes first what an earlier one left.
    pub async fn new(origin: &str) -> Result<Self, Error> {
        let connection = Connection::to(origin)?;
        let filter = format!("name=starts={NAME}");
        let left = CustomerQuery { filter, ..Default::default() };
        loop {
            let page = page::<Customer>(&connection, &left).await?;
            for row in &page.rows {
                let answer = connection.send(urls::delete(&row.id, row.version)?).await?;
                answer.text().map_err(wrong("delete"))?;
            }
            if page.rows.is_empty() {
                return Ok(Self { connection, number: 0 });
            }
        }
    }

    /// Adds a customer, until the list that the page goes back to shows it.
    pub async fn create(&mut self) -> Result<(Customer, Took), Error> {
        self.number += 1;
        let form = CustomerForm {
            name: format!("{NAME} customer {}", self.number),
            reference: format!("ZZ-{}", self.number),
            description: "Added to measure how long that takes.".into(),
            status: "active".into(),
        };
        let begun = Instant::now();
        let customer: Customer = self.send(urls::create(&form)?).await?;
        let confirmed = begun.elapsed();
        self.until_in_list(&customer).await?;
        Ok((customer, Took { confirmed, shown: begun.elapsed() }))
    }

    /// Gives a customer another name, until the list that the page goes back to shows it.
    pub async fn rename(&self, customer: &Customer, name: &str) -> Result<(Customer, Took), Error> {
        let form = CustomerForm { name: name.into(), ..CustomerForm::from(customer) };
        let begun = Instant::now();
        let body = urls::update(&customer.id, customer.version, &form)?;
        let customer: Customer = self.send(body).await?;
        let confirmed = begun.elapsed();
        self.until_in_list(&customer).await?;
        Ok((customer, Took { confirmed, shown: begun.elapsed() }))
    }

    /// Deletes a customer, until no list shows it.
    pub async fn delete(&self, customer: &Customer) -> Result<Took, Error> {
        let begun = Instant::now();
        let body = urls::delete(&customer.id, customer.version)?;
        let answer = self.connection.send(body).await?;
        let confirmed = begun.elapsed();
        answer.text().map_err(wrong("delete"))?;
        let filter = format!("id=={}", customer.id);
        let query = CustomerQuery { filter, ..Default::default() };
        until(async || Ok(page::<Customer>(&self.connection, &query).await?.total == 0)).await?;
        Ok(Took { confirmed, shown: begun.elapsed() })
    }

    /// A customer as it is now.
    pub async fn current(&self, id: &CustomerId) -> Result<Customer, Error> {
        let answer = self.connection.call(&urls::about("get", id)?).await?;
        answer.json().map_err(wrong("get"))
    }

    /// Until every service of a customer is found by the customer's name.
    pub async fn until_services_show(&self, customer: &Customer) -> Result<(), Error> {
        let query = InstanceQuery {
            customer: Some(customer.id.clone()),
            filter: format!("customer.name==\"{}\"", customer.name.replace(['"', '\\'], "")),
            ..Default::default()
        };
        let total = customer.services.total();
        until(async || Ok(page::<Instance>(&self.connection, &query).await?.total == total)).await
    }

    async fn until_in_list(&self, customer: &Customer) -> Result<(), Error> {
        let start = PageStart::At(customer.id.to_string());
        let query = CustomerQuery { start, ..Default::default() };
        let shows = |row: &Customer| row.id == customer.id && row.name == customer.name;
        until(async || Ok(page::<Customer>(&self.connection, &query).await?.rows.iter().any(shows)))
            .await
    }

    async fn send(&self, body: (&'static str, String)) -> Result<Customer, Error> {
        let path = body.0;
        let answer = self.connection.send(body).await?;
        answer.json().map_err(wrong(path))
    }
}

/// Asks until it is so.
async fn until(so: impl AsyncFn() -> Result<bool, Error>) -> Result<(), Error> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if so().await? {
            return Ok(());
        }
    }
    Err(Error::Other(format!("a change was not shown within {} s", PATIENCE.as_secs())))
}

fn wrong(path: &str) -> impl FnOnce(String) -> Error {
    move |why| Error::Wrong { path: path.into(), why }
}
