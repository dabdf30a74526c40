//! Filters with groups in groups that few rows match: each is made of a row that does.

use filter::fold;
use model::{Customer, Instance};

/// A filter for each customer that has a reference number.
pub(super) fn of_customers(rows: &[Customer]) -> Vec<String> {
    rows.iter()
        .filter_map(|row| {
            let (word, reference) = (word(&row.name)?, row.reference.as_ref()?);
            let start: String = reference.chars().take(9).collect();
            let services = row.services.total();
            Some(format!(
                "(name=like=\"{word}\",description=like=\"{word}\");status=={};\
                 (services=between=({services},{}),state==failed);!(services=gt=100000);\
                 reference=starts=\"{start}\"",
                row.status,
                services + 2
            ))
        })
        .collect()
}

/// A filter for each service instance.
pub(super) fn of_instances(rows: &[Instance]) -> Vec<String> {
    rows.iter()
        .filter_map(|row| {
            let word = word(&row.customer_name)?;
            Some(format!(
                "(customer.name=like=\"{word}\",design==infrastructure);state=={};\
                 (version==\"{}\",state==failed);!(customer.status==inactive;state==uploaded;\
                 version==\"9\");name==\"{}\"",
                row.state.as_str(),
                row.design_version,
                row.name
            ))
        })
        .collect()
}

/// The first word that stands in quotes without more ado.
fn word(name: &str) -> Option<String> {
    let plain = |word: &&str| word.chars().count() > 2 && word.chars().all(char::is_alphanumeric);
    name.split_whitespace().find(plain).map(fold)
}
