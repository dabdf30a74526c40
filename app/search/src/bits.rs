//! Sets of rows as bits, and how many of them lie before a place.

/// A set of numbers below a fixed length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    pub(crate) fn none(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(64) as usize], len }
    }

    pub(crate) fn all(len: u32) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(64) as usize], len };
        bits.trim();
        bits
    }

    /// Takes the words of a set that has nothing from `len` on.
    pub(crate) fn from_words(words: Vec<u64>, len: u32) -> Self {
        Self { words, len }
    }

    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * 8
    }

    pub(crate) fn insert(&mut self, n: u32) {
        self.words[(n / 64) as usize] |= 1 << (n % 64);
    }

    /// Inserts ascending numbers. Where they are close together a word is put together first:
    /// changing the same one in memory again and again takes three times as long.
    pub(crate) fn extend(&mut self, numbers: &[u32]) {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return };
        if (last - first) as usize / 8 > numbers.len() {
            numbers.iter().for_each(|n| self.insert(*n));
            return;
        }
        let (mut at, mut word) = (first / 64, 0);
        for n in numbers {
            if n / 64 != at {
                self.words[at as usize] |= word;
                (at, word) = (n / 64, 0);
            }
            word |= 1 << (n % 64);
        }
        self.words[at as usize] |= word;
    }

    pub(crate) fn remove(&mut self, n: u32) {
        self.words[(n / 64) as usize] &= !(1 << (n % 64));
    }

    pub(crate) fn contains(&self, n: u32) -> bool {
        self.words[(n / 64) as usize] & (1 << (n % 64)) != 0
    }

    pub(crate) fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    pub(crate) fn and_not(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    pub(crate) fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// The numbers in the set, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at as u32 * 64 + bit)
            })
        })
    }

    fn trim(&mut self) {
        if let (Some(last), used @ 1..) = (self.words.last_mut(), self.len % 64) {
            *last &= u64::MAX >> (64 - used);
        }
    }
}

/// Words per entry of the directory: half a thousand places.
const BLOCK: usize = 8;

/// A set of places in an order, with a directory that makes counting and finding the n-th cheap.
#[derive(Debug)]
pub(crate) struct Ranked {
    bits: Bits,
    /// How many are in the set before each block.
    before: Vec<u32>,
    count: u32,
}

impl Ranked {
    /// Takes one pass over the words.
    pub(crate) fn new(bits: Bits) -> Self {
        let mut count = 0;
        let before = bits
            .words
            .chunks(BLOCK)
            .map(|block| {
                let before = count;
                count += block.iter().map(|word| word.count_ones()).sum::<u32>();
                before
            })
            .collect();
        Self { bits, before, count }
    }

    pub(crate) fn bits(&self) -> &Bits {
        &self.bits
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bits.bytes() + self.before.len() * 4
    }

    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// How many are in the set before `place`. A few words are read.
    pub(crate) fn rank(&self, place: u32) -> u32 {
        if place >= self.bits.len {
            return self.count;
        }
        let word = (place / 64) as usize;
        let block = word / BLOCK;
        let whole: u32 =
            self.bits.words[block * BLOCK..word].iter().map(|word| word.count_ones()).sum();
        let part = self.bits.words[word] & !(u64::MAX << (place % 64));
        self.before[block] + whole + part.count_ones()
    }

    /// The place of the `n`-th in the set, counted from 0; `None` when there are not so many. A
    /// binary search in the directory.
    pub(crate) fn select(&self, n: u32) -> Option<u32> {
        if n >= self.count {
            return None;
        }
        let block = self.before.partition_point(|before| *before <= n) - 1;
        let mut left = n - self.before[block];
        for (at, word) in self.bits.words.iter().enumerate().skip(block * BLOCK) {
            let ones = word.count_ones();
            if left < ones {
                let mut rest = *word;
                (0..left).for_each(|_| rest &= rest - 1);
                return Some(at as u32 * 64 + rest.trailing_zeros());
            }
            left -= ones;
        }
        None
    }

    /// The first place in the set from `place` on.
    pub(crate) fn next(&self, place: u32) -> Option<u32> {
        if place >= self.bits.len {
            return None;
        }
        let first = (place / 64) as usize;
        let mut mask = u64::MAX << (place % 64);
        for (at, word) in self.bits.words.iter().enumerate().skip(first) {
            let rest = word & mask;
            if rest != 0 {
                return Some(at as u32 * 64 + rest.trailing_zeros());
            }
            mask = u64::MAX;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_inverse_of_nothing_is_everything_and_nothing_more() {
        for len in [0, 1, 63, 64, 65, 1000] {
            let mut bits = Bits::none(len);
            bits.invert();
            assert_eq!(bits, Bits::all(len));
            assert_eq!(bits.iter().count(), len as usize);
        }
    }

    proptest! {
        #[test]
        fn counting_and_finding_agree_with_a_plain_list(
            len in 1..3000u32,
            picks in proptest::collection::vec(any::<u32>(), 0..400),
        ) {
            let mut bits = Bits::none(len);
            picks.iter().for_each(|pick| bits.insert(pick % len));
            let list: Vec<u32> = bits.iter().collect();
            let mut again = Bits::none(len);
            list.chunks(7).for_each(|some| again.extend(some));
            prop_assert_eq!(&again, &bits);
            prop_assert_eq!(bits.count() as usize, list.len());
            let ranked = Ranked::new(bits);
            prop_assert_eq!(ranked.count() as usize, list.len());
            for (n, place) in list.iter().enumerate() {
                prop_assert_eq!(ranked.select(n as u32), Some(*place));
            }
            prop_assert_eq!(ranked.select(list.len() as u32), None);
            for place in 0..=len {
                let before = list.partition_point(|p| *p < place);
                prop_assert_eq!(ranked.rank(place) as usize, before);
                prop_assert_eq!(ranked.next(place), list.get(before).copied());
            }
        }
    }
}
