//! "Latin-1 in disguise": UTF-8 that was once read as Windows-1252, so that `Müller` is `MÃ¼ller`.
//!
//! A value is only called damaged when its characters, taken as bytes, form UTF-8 sequences that
//! nobody would write on purpose. `SÃO PAULO`, `NESCAFÉ®` and `« déjà »` are left alone.

use super::windows1252;

/// How often a text may have been damaged; registries hold texts damaged twice (`FÃƒÂ¼rth`).
const MAX_ROUNDS: usize = 3;

/// What the text probably was before it was damaged, or nothing when it looks sound.
///
/// Sequences that are already right (`straße`) stay as they are beside the repaired ones.
pub fn undamaged(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut repaired = repair(text)?;
    for _ in 1..MAX_ROUNDS {
        match repair(&repaired) {
            Some(next) => repaired = next,
            None => break,
        }
    }
    Some(repaired)
}

/// One round: replaces every damaged sequence, if the text as a whole gives the damage away.
fn repair(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut damaged, mut at, mut after_sequence) = (String::new(), false, 0, false);
    while at < chars.len() {
        match sequence(&chars[at..]) {
            Some((c, length)) => {
                damaged |= after_sequence || gives_away(&chars, at, length, c);
                out.push(c);
                at += length;
                after_sequence = true;
            }
            None => {
                out.push(chars[at]);
                at += 1;
                after_sequence = false;
            }
        }
    }
    damaged.then_some(out)
}

/// The character that the next characters spell as UTF-8 bytes, and how many they are.
fn sequence(chars: &[char]) -> Option<(char, usize)> {
    let length = match windows1252::encode(*chars.first()?)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> =
        chars.get(..length)?.iter().map(|c| windows1252::encode(*c)).collect::<Option<_>>()?;
    Some((std::str::from_utf8(&bytes).ok()?.chars().next()?, length))
}

/// Whether one sequence alone proves the damage.
fn gives_away(chars: &[char], at: usize, length: usize, decoded: char) -> bool {
    let common = match length {
        // Â Ã Ä Å: the letters of Western and Central Europe. Behind other capitals a symbol is
        // likelier to be meant (`NESCAFÉ®`), so they need a second sequence beside them.
        2 => u32::from(decoded) < 0x180,
        _ => matches!(u32::from(decoded),
            0x900..=0x97f | 0xe00..=0xe7f | 0x2010..=0x2bff | 0x3000..=0x9fff | 0xac00..=0xd7a3
            | 0xff00..=0xffef | 0x1f300..=0x1faff),
    };
    if !common {
        return false;
    }
    let rest = &chars[at + 1..at + length];
    if !rest.iter().all(|c| follows_a_word(*c)) {
        return true;
    }
    // Only signs that may end a word: then it must stand inside one, `MaÃ®tre`, `Ã–sterreich`.
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    let after = chars.get(at + length);
    length == 2
        && (before.is_some_and(|c| c.is_lowercase()) || after.is_some_and(|c| c.is_alphabetic()))
}

/// Spaces, dashes, closing quotes and marks that are written right behind a letter.
fn follows_a_word(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'
            | '»'
            | '›'
            | '’'
            | '‘'
            | '”'
            | '“'
            | '…'
            | '–'
            | '—'
            | '™'
            | '®'
            | '·'
            | '•'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_text_is_recognised_and_repaired() {
        for right in [
            "Müller",
            "Zürich",
            "naïve",
            "Île-de-France",
            "Draugystės g. 19",
            "Łódź",
            "Москва",
            "Αθήνα",
            "東京都",
            "서울특별시",
            "กรุงเทพ",
            "O’Brien & Søn",
            "Größe",
            "Österreich",
            "Maître",
            "Kraków – Rynek",
            "İstanbul",
            "£ 5",
            "voilà",
            "ПАО Ростелеком",
            "שלום",
            "الرياض",
            "😀 Ltd",
        ] {
            let damaged: String = right.bytes().map(windows1252::decode).collect();
            assert_eq!(undamaged(&damaged).as_deref(), Some(right), "{damaged}");
            let twice: String = damaged.bytes().map(windows1252::decode).collect();
            assert_eq!(undamaged(&twice).as_deref(), Some(right), "{twice}");
        }
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "Müller",
            "NEXTVISION SISTEMAS DIGITAIS DE TELEVISÃO LTDA.",
            "NESCAFÉ®",
            "« déjà\u{a0}»",
            "« café\u{a0}»",
            "„Spaß“",
            "MAÇÔ",
            "CAFÉ™",
            "ESPAÑA",
            "São João",
            "Ångström",
            "ÄÖÜ",
            "ÅÄÖ",
            "Москва",
            "東京都",
            "GEÄ“",
            "Â",
            "Ã",
            "CITTÀ – ROMA",
            "Đại Việt",
            "ÐÐ",
            "IRMÃ – FILHOS",
        ] {
            assert_eq!(undamaged(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_only_partly_damaged_keeps_its_sound_part() {
        assert_eq!(
            undamaged("flugplatzstraße 100 FÃƒÂ¼rth").as_deref(),
            Some("flugplatzstraße 100 Fürth")
        );
    }
}
