//! Windows-1252, the encoding of older spreadsheets: bytes to characters and back.

/// The characters of the bytes 0x80 to 0x9F; the five unused ones stay control characters,
/// as browsers read them.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character of one byte. Every byte has one.
pub fn decode(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte of one character, if it has one. The control characters U+0080 to U+009F count as the
/// bytes 0x80 to 0x9F, because text read as ISO 8859-1 holds them in that place.
pub fn encode(c: char) -> Option<u8> {
    u8::try_from(u32::from(c)).ok().or_else(|| {
        HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(at + 0x80).ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_survives_the_way_there_and_back() {
        for byte in 0..=u8::MAX {
            assert_eq!(encode(decode(byte)), Some(byte));
        }
    }

    #[test]
    fn what_windows_added_to_latin_1_is_known() {
        assert_eq!([0x80, 0x92, 0xfc].map(decode), ['€', '’', 'ü']);
        assert_eq!(encode('Я'), None);
    }
}
