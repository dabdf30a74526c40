//! How customers are called in different languages and scripts.
//!
//! Patterns hold `{g}` given name, `{f}` family name, `{t}` town, `{b}` line of business,
//! `{n}` a number. Most names are Latin, as in a European inventory; none is of a real person.

mod asian;
mod latin;
mod other;

/// The words of one language.
pub struct Culture {
    /// Two letters, used in some reference numbers.
    pub code: &'static str,
    /// How often it occurs, relative to the others.
    pub weight: u32,
    /// Given names.
    pub given: &'static [&'static str],
    /// Family names.
    pub family: &'static [&'static str],
    /// Towns.
    pub towns: &'static [&'static str],
    /// Lines of business.
    pub business: &'static [&'static str],
    /// Patterns of company names, with the legal form.
    pub companies: &'static [&'static str],
    /// Patterns of municipalities and their offices.
    pub municipalities: &'static [&'static str],
    /// The pattern of a person's name.
    pub person: &'static str,
    /// Patterns of sentences for descriptions.
    pub notes: &'static [&'static str],
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Culture> {
    latin::CULTURES.iter().chain(other::CULTURES).chain(asian::CULTURES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::mojibake;

    #[test]
    fn every_culture_has_all_its_words_and_they_are_sound() {
        for culture in all() {
            let lists = [
                culture.given,
                culture.family,
                culture.towns,
                culture.business,
                culture.companies,
                culture.municipalities,
                culture.notes,
            ];
            for words in lists {
                assert!(words.len() >= 2, "{}", culture.code);
                for word in words {
                    assert!(
                        !word.trim().is_empty() && mojibake::undamaged(word).is_none(),
                        "{word}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_scripts_of_the_world_occur() {
        for letter in ['ø', 'Я', 'Ω', '市', 'タ', '한', 'م', 'ש', 'न', 'ก', 'ğ', 'ễ']
        {
            let within = |words: &[&str]| words.iter().any(|word| word.contains(letter));
            assert!(
                all().any(|c| within(c.towns)
                    || within(c.family)
                    || within(c.given)
                    || within(c.business)
                    || within(c.companies)
                    || within(c.municipalities)),
                "{letter}"
            );
        }
    }
}
