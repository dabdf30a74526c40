//! How texts are cut up for the index, so that "contains" is exact.
//!
//! A folded text is put between marks and cut into trigrams with consecutive positions: a needle of
//! three characters or more is in the text exactly when its trigrams follow each other there. The
//! marks are capital letters, which folding never leaves in a text. There are two of them at the
//! end, so that every character begins a trigram: a needle of two characters is in the text exactly
//! when a trigram begins with it. Single characters have a field of their own.
//!
//! Comparing positions takes long where millions of texts have all the trigrams. Most needles are
//! of letters alone, and a text's stretches of letters repeat: these stretches have a dictionary,
//! which is looked through. Texts of which there are few different ones have a dictionary, too.

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
/// Fewest letters of a run that is kept: shorter needles have quicker ways.
const MIN_RUN: usize = 4;

/// The stretches of four letters and more in a folded text, or [`TOO_LONG`] for one that is very
/// long. A needle of letters alone lies within one of them.
pub(crate) fn runs(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|run| run.chars().nth(MIN_RUN - 1).is_some())
        .map(term)
}

/// Whether a needle is found by looking through runs.
pub(crate) fn is_run(folded: &str) -> bool {
    folded.chars().all(char::is_alphabetic)
        && folded.len() <= MAX_TERM
        && folded.chars().nth(MIN_RUN - 1).is_some()
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
    fn runs_are_the_longer_stretches_of_letters() {
        let cut: Vec<_> = runs("acme fiber2net l3vpn-północ 東京通信").collect();
        assert_eq!(cut, ["acme", "fiber", "północ", "東京通信"]);
        assert_eq!(runs(&"x".repeat(300)).collect::<Vec<_>>(), [TOO_LONG]);
        assert!(is_run("fibe") && !is_run("fib") && !is_run("fibe2") && !is_run(&"x".repeat(300)));
    }

    #[test]
    fn each_character_comes_once() {
        let all = tokens(&mut Characters::default(), "abba");
        assert_eq!(all, [(0, "a".to_owned()), (1, "b".to_owned())]);
    }
}
