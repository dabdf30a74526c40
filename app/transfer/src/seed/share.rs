//! How many service instances each customer gets: few have many, many have few, some have none.

use rand::seq::SliceRandom;

use super::customer::{self, Fate};

/// The share of all instances that the largest customer gets, when there are customers enough.
const LARGEST: f64 = 0.01;

/// The number of instances of each of `customers` customers; together exactly `instances`, unless
/// nobody can have any. The same for the same arguments, on every machine.
pub fn counts(seed: u64, customers: u64, instances: u64) -> Vec<u32> {
    let mut counts = vec![0; customers as usize];
    let mut holders: Vec<u32> = (0..customers)
        .filter(|index| {
            let fate = customer::fate(&mut customer::random(seed, *index));
            matches!(fate, Fate::Served | Fate::Leaving)
        })
        .map(|index| index as u32)
        .collect();
    // The stream after the last customer's: which of them are the large ones.
    holders.shuffle(&mut customer::random(seed, customers));
    for (count, holder) in zipf(holders.len(), instances).zip(holders) {
        counts[holder as usize] = count;
    }
    counts
}

/// The counts from the largest to the smallest, after the law of Zipf and Mandelbrot: the share of
/// rank r is 1/(r+q), with q such that the first gets its share.
fn zipf(holders: usize, instances: u64) -> impl Iterator<Item = u32> {
    let all = holders as u64;
    // With instances enough everybody gets one first, so that those without are a choice.
    let base = u64::from(instances >= 2 * all);
    let rest = (instances - base * all) as f64;
    let largest = if instances == 0 { 0.0 } else { LARGEST * instances as f64 / rest.max(1.0) };
    let largest = largest.max(5.0 / all.max(1) as f64).min(0.5);
    let sum = move |q: f64| (1..=holders).map(|r| 1.0 / (r as f64 + q)).sum::<f64>();
    // Halving finds q; sums of fractions come out the same on every machine, logarithms need not.
    let (mut low, mut high) = (0.0, all as f64);
    for _ in 0..40 {
        let q = (low + high) / 2.0;
        if 1.0 / (1.0 + q) / sum(q) > largest { low = q } else { high = q }
    }
    let total = sum(low);
    let (mut running, mut given) = (0.0, 0);
    (1..=holders).map(move |rank| {
        running += 1.0 / (rank as f64 + low);
        let until =
            if rank == holders { rest as u64 } else { (rest * running / total).round() as u64 };
        let count = until.saturating_sub(given);
        given = given.max(until);
        (base + count) as u32
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_add_up_whatever_is_asked() {
        for (customers, instances) in
            [(1_000, 0), (1_000, 10), (1_000, 1_000), (1_000, 5_000), (30, 9_999)]
        {
            let counts = counts(3, customers, instances);
            assert_eq!(counts.iter().map(|c| u64::from(*c)).sum::<u64>(), instances);
        }
    }

    #[test]
    fn one_customer_has_a_hundredth_and_every_fifth_has_none() {
        let counts = counts(1, 100_000, 500_000);
        let largest = counts.iter().max().copied().unwrap_or_default();
        assert!((4_900..=5_100).contains(&largest), "{largest}");
        let none = counts.iter().filter(|c| **c == 0).count();
        assert!((19_000..=21_000).contains(&none), "{none}");
        let above: u32 = counts.iter().filter(|c| **c > 100).sum();
        assert!(above > 50_000, "{above}");
    }

    #[test]
    fn nobody_without_a_right_to_instances_gets_one() {
        for (index, count) in counts(1, 2_000, 10_000).into_iter().enumerate() {
            let fate = customer::draft(1, index as u64).1;
            assert_eq!(count > 0, matches!(fate, Fate::Served | Fate::Leaving));
        }
    }
}
