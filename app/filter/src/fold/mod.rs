//! The one folding of case and accents, for index, query, sort key and highlighting.
//!
//! Two texts that fold to the same are the same to a reader in a hurry: `Müller` and `muller`,
//! `Straße` and `STRASSE`, full-width `Ａ１` and `a1`. What is folded, in this order:
//!
//! 1. White space of any kind becomes a space, one for one. Nothing is trimmed or collapsed.
//! 2. Compatibility forms become the plain characters (`ﬁ` → `fi`, `²` → `2`, `ｶ` → `カ`), unless
//!    that would bring in a space (`¨` stays `¨`).
//! 3. Case goes, whatever the language: `Σ`, `σ` and `ς` agree, and so do `I`, `i`, `İ` and `ı`.
//! 4. Letters with a stroke and ligatures become the letters they are read as: `ø` → `o`, `æ` → `ae`.
//! 5. Accents of Latin, Greek and Cyrillic (`é` → `e`, `ё` → `е`), the points of Hebrew and Arabic,
//!    and invisible characters (soft hyphen, joiners, direction marks) go.
//! 6. What is left is composed. So marks that make another letter stay: `が` is not `か`, `कि` keeps
//!    its vowel, and Korean syllables are whole.

mod letters;

use std::ops::Range;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{canonical_combining_class, decompose_canonical, decompose_compatible},
    is_nfc_quick,
};

use letters::{is_dropped, read_as};

/// The folded text. Folding twice changes nothing more.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_each(text, |c, _| folded.push(c));
    folded
}

/// Whether the text folds to nothing. Unlike [`fold`] this takes no tables, so the browser can ask.
pub(crate) fn is_nothing(text: &str) -> bool {
    text.chars().all(is_dropped)
}

/// The folded text together with where each of its characters came from, for highlighting.
pub fn fold_with_origin(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), origins: Vec::new() };
    fold_each(text, |c, origin| {
        folded.origins.push((folded.text.len(), origin));
        folded.text.push(c);
    });
    folded
}

/// A folded text that remembers where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each folded character its byte position, and the bytes of the original it came from.
    origins: Vec<(usize, Range<usize>)>,
}

impl Folded {
    /// The same as [`fold`] gives.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original text that gave these bytes of the folded text.
    ///
    /// `folded` is a byte range of [`Folded::text`], such as a match found there. The answer lies
    /// on character boundaries of the original and takes in the accents that were dropped. It is
    /// `None` for a range that is empty or outside.
    pub fn origin(&self, folded: Range<usize>) -> Option<Range<usize>> {
        if folded.is_empty() || folded.end > self.text.len() {
            return None;
        }
        let first = self.origins.partition_point(|(at, _)| *at <= folded.start).checked_sub(1)?;
        let last = self.origins.partition_point(|(at, _)| *at < folded.end).checked_sub(1)?;
        let touched = self.origins.get(first..=last)?;
        let start = touched.iter().map(|(_, origin)| origin.start).min()?;
        let end = touched.iter().map(|(_, origin)| origin.end).max()?;
        Some(start..end)
    }
}

/// Calls `emit` with each folded character and the bytes of `text` it came from.
fn fold_each(text: &str, mut emit: impl FnMut(char, Range<usize>)) {
    // A run that composes only within itself: a letter and the marks that belong to it.
    let mut run: Vec<(char, Range<usize>)> = Vec::new();
    for (start, c) in text.char_indices() {
        let origin = start..start + c.len_utf8();
        let mut kept = false;
        fold_char(c, &mut |folded| {
            kept = true;
            if starts_run(folded) {
                emit_run(&mut run, &mut emit);
            }
            run.push((folded, origin.clone()));
        });
        if let (false, Some((_, last))) = (kept, run.last_mut()) {
            last.end = origin.end;
        }
    }
    emit_run(&mut run, &mut emit);
}

/// Whether nothing before `c` can merge with it, so that what came before is finished.
fn starts_run(c: char) -> bool {
    c.is_ascii()
        || canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

fn emit_run(run: &mut Vec<(char, Range<usize>)>, emit: &mut impl FnMut(char, Range<usize>)) {
    if let [(c, origin)] = run.as_slice() {
        emit(*c, origin.clone());
    } else if let (Some((_, first)), Some((_, last))) = (run.first(), run.last()) {
        let origin = first.start..last.end;
        for c in run.iter().map(|(c, _)| *c).nfc() {
            emit(c, origin.clone());
        }
    }
    run.clear();
}

/// Calls `emit` with the characters `c` folds to by itself, none of which folds any further.
fn fold_char(c: char, emit: &mut dyn FnMut(char)) {
    if c.is_whitespace() {
        emit(' ');
    } else if c.is_ascii() {
        emit(c.to_ascii_lowercase());
    } else {
        decompose(c, &mut |part| fold_part(part, emit));
    }
}

fn fold_part(part: char, emit: &mut dyn FnMut(char)) {
    if is_dropped(part) {
        return;
    }
    if let Some(letters) = read_as(part) {
        letters.chars().for_each(emit);
        return;
    }
    // Upper case first: it joins what has several lower-case forms, such as σ and ς.
    let mut cased = part.to_uppercase().flat_map(char::to_lowercase);
    if let (Some(only), None) = (cased.next(), cased.next())
        && only == part
    {
        emit(part);
    } else {
        part.to_uppercase().flat_map(char::to_lowercase).for_each(|c| fold_char(c, emit));
    }
}

/// Plain characters for compatibility forms, except where a space would appear.
fn decompose(c: char, emit: &mut dyn FnMut(char)) {
    let mut spaced = false;
    decompose_compatible(c, |part| spaced |= part == ' ');
    if spaced {
        decompose_canonical(c, emit);
    } else {
        decompose_compatible(c, emit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_of_latin_greek_and_cyrillic_go() {
        for (text, folded) in [
            ("Müller", "muller"),
            ("Mu\u{308}ller", "muller"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("STRAẞE", "strasse"),
            ("Łódź Đorđe Ħal Øst Þór Æon Œuvre ð", "lodz dorde hal ost thor aeon oeuvre d"),
            ("ΟΔΟΣ ὁδός", "οδοσ οδοσ"),
            ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
            ("Ёлка Йод Київ", "елка иод киів"),
            ("Việt Nam Điện", "viet nam dien"),
            ("naïve café ĳ", "naive cafe ij"),
        ] {
            assert_eq!(fold(text), folded.nfc().collect::<String>(), "{text}");
        }
    }

    #[test]
    fn nothing_is_what_is_dropped() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            assert_eq!(is_nothing(&text), fold(&text).is_empty(), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn compatibility_forms_become_plain() {
        for (text, folded) in
            [("Ａｃｍｅ　１２", "acme 12"), ("ﬁber m² ™ №", "fiber m2 tm no"), ("ｶﾞｽ", "ガス")]
        {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn white_space_becomes_spaces_one_for_one() {
        assert_eq!(fold(" a\u{a0}\u{2003}b\r\n\tc\u{3000}"), " a  b   c ");
        assert_eq!(fold("¨´ﷺ"), "¨´ﷺ", "no space comes from what is not white space");
    }

    #[test]
    fn marks_that_make_another_letter_stay() {
        for (one, other) in
            [("か", "が"), ("は", "ぱ"), ("क", "कि"), ("कल", "काल"), ("กา", "กำ"), ("=", "≠")]
        {
            assert_ne!(fold(one), fold(other));
        }
        assert_eq!(fold("か\u{3099}"), "が");
        assert_eq!(fold("कि"), "कि");
    }

    #[test]
    fn korean_is_whole_however_it_was_stored() {
        assert_eq!(fold("\u{1112}\u{1161}\u{11ab}국"), "한국");
        assert_eq!(fold("한국"), "한국");
    }

    #[test]
    fn points_and_invisible_characters_go() {
        assert_eq!(fold("שָׁלוֹם"), "שלום");
        assert_eq!(fold("مُحَمَّد أحمد"), "محمد احمد");
        assert_eq!(fold("co\u{ad}op\u{200b} \u{202e}x"), "coop x");
        assert_eq!(fold("\u{301}"), "");
    }

    #[test]
    fn a_match_is_found_again_in_the_original() {
        for (text, needle, original) in [
            ("die Straße 9", "sse", "ße"),
            ("die Straße 9", "s", "S"),
            ("Mu\u{308}ller", "mul", "Mu\u{308}l"),
            ("x\u{1112}\u{1161}\u{11ab}y", "한", "\u{1112}\u{1161}\u{11ab}"),
            ("ЙОД", "од", "ОД"),
            ("Ａｂ", "a", "Ａ"),
        ] {
            let folded = fold_with_origin(text);
            let at = folded.text().find(needle).unwrap();
            let range = folded.origin(at..at + needle.len()).unwrap();
            assert_eq!(&text[range], original, "{needle} in {text}");
        }
        let folded = fold_with_origin("abc");
        assert_eq!(folded.origin(1..1), None);
        assert_eq!(folded.origin(2..9), None);
    }

    #[test]
    fn every_character_there_is_folds_to_what_folds_no_further() {
        for c in '\0'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", c as u32);
            assert_eq!(once == " ", c.is_whitespace(), "U+{:04X}", c as u32);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn folding_twice_changes_nothing_more_where_marks_meet(
            text in "[aAeŁßΣかは하한কো\u{300}-\u{310}\u{323}\u{338}\u{3099}\u{309a}\u{93c}=क\u{5b0}¨]{0,12}"
        ) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn composed_and_decomposed_text_fold_to_the_same(text in any::<String>()) {
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&text));
            prop_assert_eq!(fold(&text.nfc().collect::<String>()), fold(&text));
        }

        #[test]
        fn every_origin_lies_within_the_original(text in any::<String>()) {
            let folded = fold_with_origin(&text);
            prop_assert_eq!(folded.text(), fold(&text));
            for (at, c) in folded.text().char_indices() {
                let range = folded.origin(at..at + c.len_utf8()).unwrap();
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
