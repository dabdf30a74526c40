//! What an answer must be. A benchmark of wrong answers is worthless.

use std::sync::Arc;

use filter::{Filter, Keywords};
use model::{Customer, CustomerId, Page, PageSize, PageStart};

use crate::{answer::Answer, listed::Listed};

/// Judges an answer and tells how many rows match in all, if that is in it. The number says by how
/// many the total and the rows of the page may differ, because somebody else may be adding and
/// deleting rows meanwhile.
pub type Check = Arc<dyn Fn(&Answer, u64) -> Result<Option<u64>, String> + Send + Sync>;

/// What is known of the page that is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How many rows match.
    pub total: Total,
    /// What every row meets.
    pub filter: Option<Filter>,
    /// What every row has.
    pub words: Option<Keywords>,
    /// Where it starts.
    pub start: PageStart,
    /// How many rows it has, if there are so many.
    pub size: PageSize,
}

/// What is known of how many rows match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exactly(u64),
    /// So many or more.
    AtLeast(u64),
}

/// Judges a page of a list.
pub fn page<T: Listed>(wanted: Wanted) -> Check {
    Arc::new(move |answer, slack| {
        let page: Page<T> = answer.json()?;
        total(page.total, wanted.total, slack)?;
        let first = page.first.max(1);
        let size = u64::from(wanted.size.rows());
        let rows = size.min((page.total + 1).saturating_sub(first));
        // A row that is deleted just now may be gone from the record and not yet from the list.
        if rows.abs_diff(page.rows.len() as u64) > slack {
            return Err(format!("{} rows from row {first} of {}", page.rows.len(), page.total));
        }
        place(&page, &wanted.start, size, slack)?;
        let fits = |row: &&T| {
            wanted.filter.as_ref().is_none_or(|filter| row.meets(filter) != Some(false))
                && wanted.words.as_ref().is_none_or(|words| row.has(words))
        };
        match page.rows.iter().find(|row| !fits(row)) {
            Some(row) => Err(format!("{} does not match", row.id())),
            None => Ok(Some(page.total)),
        }
    })
}

/// Judges a page of customers of which nothing else is known.
pub fn any() -> Check {
    let (start, size) = (PageStart::First, PageSize::default());
    page::<Customer>(Wanted { total: Total::AtLeast(1), filter: None, words: None, start, size })
}

/// Judges a page of the site by a text it must have.
pub fn html(text: String) -> Check {
    Arc::new(move |answer, _| {
        let found = answer.text()?.contains(&text);
        if found { Ok(None) } else { Err(format!("{text} is not in the page")) }
    })
}

/// Judges an answer that is a list of so many entries or more.
pub fn entries(at_least: u64) -> Check {
    Arc::new(move |answer, slack| {
        let entries: Vec<serde_json::Value> = answer.json()?;
        total(entries.len() as u64, Total::AtLeast(at_least), slack)?;
        Ok(Some(entries.len() as u64))
    })
}

/// Judges the answer that is this customer.
pub fn customer(id: CustomerId) -> Check {
    Arc::new(move |answer, _| {
        let customer: Customer = answer.json()?;
        if customer.id == id { Ok(None) } else { Err(format!("it is {}, not {id}", customer.id)) }
    })
}

fn total(is: u64, wanted: Total, slack: u64) -> Result<(), String> {
    let right = match wanted {
        Total::Exactly(number) => is.abs_diff(number) <= slack,
        Total::AtLeast(number) => is + slack >= number,
    };
    if right { Ok(()) } else { Err(format!("{is} match, not {wanted:?}")) }
}

/// The page, of so many rows at most, lies where it was asked for.
fn place<T: Listed>(
    page: &Page<T>,
    start: &PageStart,
    size: u64,
    slack: u64,
) -> Result<(), String> {
    let last = page.total.saturating_sub(size) + 1;
    let right = match start {
        _ if page.total == 0 => page.first == 0,
        PageStart::First => page.first == 1 && page.previous.is_none(),
        PageStart::Last => page.first == last && page.next.is_none(),
        PageStart::Row(number) => page.first == (*number).clamp(1, last),
        PageStart::From(_) => page.first >= 1,
        PageStart::At(id) => page.rows.iter().any(|row| row.id() == id) || slack > 0,
        PageStart::After(_) => page.first > 1 && page.previous.is_some(),
        PageStart::Before(_) => page.next.is_some(),
    };
    if right { Ok(()) } else { Err(format!("row {} is not where {start:?} is", page.first)) }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn check(total: Total, start: PageStart, body: &str) -> Result<Option<u64>, String> {
        let size = PageSize::default();
        let wanted = Wanted { total, filter: None, words: None, start, size };
        let answer = Answer {
            status: 200,
            encoding: String::new(),
            body: body.into(),
            took: Duration::ZERO,
        };
        page::<Customer>(wanted)(&answer, 0)
    }

    #[test]
    fn the_total_must_be_the_known_one() {
        let none = r#"{"rows":[],"total":0,"first":0,"previous":null,"next":null}"#;
        assert_eq!(check(Total::Exactly(0), PageStart::First, none), Ok(Some(0)));
        let error = check(Total::AtLeast(1), PageStart::First, none).unwrap_err();
        assert_eq!(error, "0 match, not AtLeast(1)");
    }

    #[test]
    fn a_page_without_its_rows_is_wrong() {
        let empty = r#"{"rows":[],"total":9,"first":1,"previous":null,"next":null}"#;
        assert!(check(Total::Exactly(9), PageStart::First, empty).is_err());
    }

    #[test]
    fn the_total_may_move_while_somebody_writes() {
        assert!(total(11, Total::Exactly(10), 1).is_ok());
        assert!(total(12, Total::Exactly(10), 1).is_err());
    }
}
