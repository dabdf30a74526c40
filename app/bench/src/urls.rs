//! What the browser's program asks for: server functions with their arguments as `server_fn`
//! writes them, and the pages themselves.

use model::{CustomerForm, CustomerId, CustomerQuery, Query, SortKey};
use serde::Serialize;

use crate::{error::Error, listed::Listed};

/// The page of customers.
pub const CUSTOMERS_PAGE: &str = "/orchestration/customers";

/// Asks for a page of a list.
pub fn list<T: Listed>(query: &Query<T::Key>) -> Result<String, Error> {
    call(T::LIST, &ListArguments { query })
}

/// Asks for a customer by a function that takes nothing but its id: `get`, `history`, `blockers`.
pub fn about(function: &str, id: &CustomerId) -> Result<String, Error> {
    call(&format!("/api/customers/{function}"), &IdArgument { id })
}

/// Asks for customers of this name.
pub fn named(name: &str) -> Result<String, Error> {
    call("/api/customers/named", &NamedArguments { name, except: "" })
}

/// Asks for the page of customers as a browser does that comes from elsewhere.
pub fn page(query: &CustomerQuery) -> String {
    let text = query.to_query_string();
    if text.is_empty() { CUSTOMERS_PAGE.into() } else { format!("{CUSTOMERS_PAGE}?{text}") }
}

/// Where a customer is created, and the body that says which.
pub fn create(form: &CustomerForm) -> Result<(&'static str, String), Error> {
    Ok(("/api/customers/create", encoded(&CreateArguments { form })?))
}

/// Where a customer is changed, and the body that says how.
pub fn update(
    id: &CustomerId,
    version: u64,
    form: &CustomerForm,
) -> Result<(&'static str, String), Error> {
    Ok(("/api/customers/update", encoded(&UpdateArguments { id, version, form })?))
}

/// Where a customer is deleted, and the body that says which.
pub fn delete(id: &CustomerId, version: u64) -> Result<(&'static str, String), Error> {
    Ok(("/api/customers/delete", encoded(&DeleteArguments { id, version })?))
}

// The arguments have the names that the server functions give them.

#[derive(Serialize)]
#[serde(bound = "K: SortKey")]
struct ListArguments<'a, K: SortKey> {
    query: &'a Query<K>,
}

#[derive(Serialize)]
struct IdArgument<'a> {
    id: &'a CustomerId,
}

#[derive(Serialize)]
struct NamedArguments<'a> {
    name: &'a str,
    except: &'a str,
}

#[derive(Serialize)]
struct CreateArguments<'a> {
    form: &'a CustomerForm,
}

#[derive(Serialize)]
struct UpdateArguments<'a> {
    id: &'a CustomerId,
    version: u64,
    form: &'a CustomerForm,
}

#[derive(Serialize)]
struct DeleteArguments<'a> {
    id: &'a CustomerId,
    version: u64,
}

fn call(path: &str, arguments: &impl Serialize) -> Result<String, Error> {
    Ok(format!("{path}?{}", encoded(arguments)?))
}

fn encoded(arguments: &impl Serialize) -> Result<String, Error> {
    serde_qs::to_string(arguments)
        .map_err(|error| Error::Other(format!("the arguments cannot be written: {error}")))
}

#[cfg(test)]
mod tests {
    use model::{Customer, Instance, InstanceQuery, PageStart, Sorts};

    use super::*;

    #[test]
    fn a_list_is_asked_for_by_its_query_in_one_argument() {
        assert_eq!(
            list::<Customer>(&CustomerQuery::default()).unwrap(),
            "/api/customers/list?query="
        );
        let query = InstanceQuery {
            q: "a b".into(),
            filter: "state==failed".into(),
            sort: Sorts::from_param("-state"),
            start: PageStart::Row(7),
            ..Default::default()
        };
        assert_eq!(
            list::<Instance>(&query).unwrap(),
            "/api/instances/list?query=q%3Da%2Bb%26filter%3Dstate%253D%253Dfailed%26sort%3D-state%26row%3D7"
        );
    }

    #[test]
    fn a_page_has_its_query_as_its_own() {
        assert_eq!(page(&CustomerQuery::default()), CUSTOMERS_PAGE);
        let query = CustomerQuery { q: "a b".into(), ..Default::default() };
        assert_eq!(page(&query), "/orchestration/customers?q=a+b");
    }

    #[test]
    fn a_change_is_sent_as_a_form() {
        let form = CustomerForm { name: "A & B".into(), ..Default::default() };
        let (path, body) = create(&form).unwrap();
        assert_eq!(path, "/api/customers/create");
        assert_eq!(body, "form[name]=A+%26+B&form[reference]=&form[description]=&form[status]=");
        let id = "c-1".parse().unwrap();
        assert_eq!(delete(&id, 3).unwrap().1, "id=c-1&version=3");
    }
}
