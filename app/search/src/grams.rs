//! How texts are cut up for the index, so that "contains" is exact.
//!
//! A folded text is put between marks and cut into trigrams with consecutive positions: a needle of
//! three characters or more is in the text exactly when its trigrams follow each other there. The
//! marks are capital letters, which folding never leaves in a text. There are two of them at the
//! end, so that every character begins a trigram: a needle of two characters is in the text exactly
//! when a trigram begins with it. Single characters have a field of their own.
//!
//! Comparing positions takes long where millions of texts have all the trigrams. Most needles are a
//! word or a part of one, and words repeat: they have a dictionary, which is looked through.

use std::borrow::Cow;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

const BEGIN: char = 'A';
const END: char = 'Z';

/// The folded text between its marks.
pub(crate) fn marked(folded: &str) -> String {
    format!("{BEGIN}{folded}{END}{END}")
}

/// A needle that lies anywhere, at the beginning, at the end of the text, or is all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Anywhere,
    Start,
    End,
    Whole,
}

/// The needle with the marks that tie it to its place.
pub(crate) fn needle(folded: &str, place: Place) -> String {
    match place {
        Place::Anywhere => folded.to_owned(),
        Place::Start => format!("{BEGIN}{folded}"),
        Place::End => format!("{folded}{END}{END}"),
        Place::Whole => marked(folded),
    }
}

/// The trigrams of a text in order; none for a text of fewer than three characters.
pub(crate) fn trigrams(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(3);
    starts.zip(ends).map(move |(start, end)| &text[start..end])
}

/// Stands for what is not in a dictionary because it is too long. Nothing folded has it.
pub(crate) const TOO_LONG: &str = "A";
/// Most bytes of a term in a dictionary that is looked through.
const MAX_TERM: usize = 256;
/// Fewest characters of a word that is kept: shorter needles have quicker ways.
const MIN_WORD: usize = 4;

/// The words of a folded text: its stretches of four letters and digits or more with a letter among
/// them, or [`TOO_LONG`] for one that is very long. The one that the text begins with comes once
/// more, with the mark before it. A needle that is such a stretch itself lies within one of them.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut runs = folded.split(|c: char| !c.is_alphanumeric()).peekable();
    let limit = |word: &str| word.len() <= MAX_TERM;
    let first = runs.peek().filter(|run| is_word(run) && limit(run));
    let first = first.map(|run| Cow::from(format!("{BEGIN}{run}")));
    let words = runs.filter(|run| is_word(run));
    words.map(move |run| if limit(run) { run } else { TOO_LONG }).map(Cow::from).chain(first)
}

/// The needle to look for among words, if that is where it is to be looked for.
pub(crate) fn among_words(folded: &str, place: Place) -> Option<Cow<'_, str>> {
    if !is_word(folded) || folded.len() > MAX_TERM || !folded.chars().all(char::is_alphanumeric) {
        return None;
    }
    match place {
        Place::Anywhere => Some(Cow::from(folded)),
        Place::Start => Some(Cow::from(format!("{BEGIN}{folded}"))),
        Place::End | Place::Whole => None,
    }
}

/// Whether a word is one that a text begins with.
pub(crate) fn is_first(word: &[u8]) -> bool {
    word.first() == Some(&(BEGIN as u8))
}

fn is_word(run: &str) -> bool {
    run.chars().nth(MIN_WORD - 1).is_some() && run.chars().any(char::is_alphabetic)
}

/// A text as a term of a dictionary that is looked through.
pub(crate) fn term(text: &str) -> &str {
    if text.len() <= MAX_TERM { text } else { TOO_LONG }
}

/// The tokenizer of marked texts: trigrams with positions.
#[derive(Clone, Default)]
pub(crate) struct Trigrams(Token);

/// The tokenizer of marked texts: each different character once.
#[derive(Clone, Default)]
pub(crate) struct Characters(Token);

impl Tokenizer for Trigrams {
    type TokenStream<'a> = TrigramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TrigramStream<'a> {
        self.0.reset();
        let mut chars = text.chars();
        let window = [chars.next().unwrap_or(END), chars.next().unwrap_or(END)];
        TrigramStream { chars, window, token: &mut self.0 }
    }
}

pub(crate) struct TrigramStream<'a> {
    chars: std::str::Chars<'a>,
    window: [char; 2],
    token: &'a mut Token,
}

impl TokenStream for TrigramStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(c) = self.chars.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.extend([self.window[0], self.window[1], c]);
        self.window = [self.window[1], c];
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

impl Tokenizer for Characters {
    type TokenStream<'a> = CharacterStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CharacterStream<'a> {
        self.0.reset();
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars.dedup();
        CharacterStream { chars: chars.into_iter(), token: &mut self.0 }
    }
}

pub(crate) struct CharacterStream<'a> {
    chars: std::vec::IntoIter<char>,
    token: &'a mut Token,
}

impl TokenStream for CharacterStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(c) = self.chars.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push(c);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        tokenizer.token_stream(text).process(&mut |t| found.push((t.position, t.text.clone())));
        found
    }

    #[test]
    fn trigrams_have_consecutive_positions() {
        let all = tokens(&mut Trigrams::default(), &marked("añ"));
        let wanted = [(0, "Aañ"), (1, "añZ"), (2, "ñZZ")];
        assert_eq!(all, wanted.map(|(at, text)| (at, text.to_owned())));
        let cut: Vec<_> = trigrams("Aañz").collect();
        assert_eq!(cut, ["Aañ", "añz"]);
        assert_eq!(trigrams("añ").count(), 0);
    }

    #[test]
    fn an_empty_text_still_has_a_trigram() {
        assert_eq!(tokens(&mut Trigrams::default(), &marked("")), [(0, "AZZ".to_owned())]);
    }

    #[test]
    fn words_are_the_longer_stretches_with_letters() {
        let cut: Vec<_> = words("acme fiber2net l3v-0042 północ-東京通信").collect();
        assert_eq!(cut, ["acme", "fiber2net", "północ", "東京通信", "Aacme"]);
        assert_eq!(words(&"x".repeat(300)).collect::<Vec<_>>(), [TOO_LONG]);
        let longest = "x".repeat(256);
        assert_eq!(words(&longest).collect::<Vec<_>>(), [longest.clone(), format!("A{longest}")]);
        assert!(among_words(&longest, Place::Start).is_some());
        assert_eq!(words(" acme").collect::<Vec<_>>(), ["acme"]);
        let among = |needle| among_words(needle, Place::Anywhere).is_some();
        assert!(among("fibe") && among("l3vp"));
        assert!(!among("fib") && !among("0042") && !among("fi be") && !among(&"x".repeat(300)));
    }

    #[test]
    fn each_character_comes_once() {
        let all = tokens(&mut Characters::default(), "abba");
        assert_eq!(all, [(0, "a".to_owned()), (1, "b".to_owned())]);
    }
}
