//! Reference numbers as different CRM systems give them, never the same twice.

use rand::Rng;

/// The most customers one seed run may create.
pub const MAX_CUSTOMERS: u64 = 100_000_000;

/// Steps through 0..10⁹ without repeating, because it shares no factor with it.
const STEP: u64 = 611_953_037;
const RANGE: u64 = 1_000_000_000;

/// The reference number of customer `index` (below [`MAX_CUSTOMERS`]); about one in eight has none.
///
/// Unique whatever the style: each style contains the whole number, and no two look alike.
pub fn reference(rng: &mut impl Rng, index: u64, country: &str) -> Option<String> {
    let number = index * STEP % RANGE;
    let year = rng.random_range(1998..=2026);
    match rng.random_range(0..8) {
        0 => None,
        1 | 2 => Some(format!("CRM-{number:09}")),
        3 => Some(format!("{}", 4_000_000_000 + number)),
        4 => Some(format!("{country}-{year}-{number:09}")),
        5 => Some(format!("ACC/{:03}/{:06}", number / 1_000_000, number % 1_000_000)),
        6 => Some(format!("0015G00000{}QAX", base36(number))),
        _ => Some(format!("k.{}.{:04}", number / 10_000, number % 10_000)),
    }
}

/// Six letters and digits, the way a CRM counts its records.
fn base36(mut number: u64) -> String {
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(number % 36) as usize];
        number /= 36;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng;

    use super::*;

    #[test]
    fn references_are_unique_whatever_their_case_and_some_are_absent() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let all: Vec<_> = (0..200_000).map(|i| reference(&mut rng, i, "NO")).collect();
        let with: Vec<_> = all.iter().flatten().map(|r| model::text::fold(r)).collect();
        assert!(all.len() - with.len() > 20_000);
        assert_eq!(with.iter().collect::<HashSet<_>>().len(), with.len());
    }
}
