//! Cuts a CSV file into raw rows and knows the exact line of each.
//!
//! The `csv` crate does the unquoting later; it cannot tell the line of a row exactly when lines
//! end in CR LF or when blank lines stand between, and it reads on to the end of the file when a
//! quote is not closed. This does neither, and holds one row at a time.

use std::io::BufRead;

use crate::error::FileProblem;

/// The longest row accepted, in bytes. All fields of a customer at their limits need a tenth of it.
pub const MAX_RECORD: usize = 256 * 1024;

/// Reads rows from `input`, which must start behind any byte order mark.
pub struct Records<R> {
    input: R,
    delimiter: u8,
    /// Line of the next byte, from 1.
    line: u64,
    /// The last byte was a CR that ended a line; an LF right behind belongs to it.
    after_cr: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl<R: BufRead> Records<R> {
    /// Starts at line 1.
    pub fn new(input: R, delimiter: u8) -> Self {
        Self { input, delimiter, line: 1, after_cr: false }
    }

    /// What is read from.
    pub fn input(&self) -> &R {
        &self.input
    }

    /// Appends the next row that is not a blank line to `out`, without its line end, and returns
    /// the line on which it starts; `None` at the end of the file.
    pub fn read(&mut self, out: &mut Vec<u8>) -> Result<Option<u64>, FileProblem> {
        let from = out.len();
        let mut state = State::FieldStart;
        let (mut start, mut quote) = (self.line, self.line);
        loop {
            let chunk = self.input.fill_buf().map_err(FileProblem::Unreadable)?;
            if chunk.is_empty() {
                return match state {
                    State::Quoted => Err(FileProblem::UnclosedQuote { line: quote }),
                    _ => Ok((out.len() > from).then_some(start)),
                };
            }
            let mut used = 0;
            let mut done = false;
            for byte in chunk.iter().copied() {
                used += 1;
                let joined = byte == b'\n' && self.after_cr;
                self.after_cr = byte == b'\r';
                let ends_line = matches!(byte, b'\r' | b'\n');
                self.line += u64::from(ends_line && !joined);
                if ends_line && state != State::Quoted {
                    if out.len() > from {
                        done = true;
                        break;
                    }
                    (start, state) = (self.line, State::FieldStart);
                    continue;
                }
                state = match (state, byte) {
                    (State::FieldStart, b'"') => {
                        quote = self.line;
                        State::Quoted
                    }
                    (State::Quoted, b'"') => State::QuoteInQuoted,
                    (State::Quoted, _) | (State::QuoteInQuoted, b'"') => State::Quoted,
                    (_, b) if b == self.delimiter => State::FieldStart,
                    _ => State::Plain,
                };
                out.push(byte);
            }
            self.input.consume(used);
            if done {
                return Ok(Some(start));
            }
            if out.len() - from > MAX_RECORD {
                return Err(FileProblem::LongRow { line: start });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, String)> {
        let mut records = Records::new(std::io::BufReader::with_capacity(3, text.as_bytes()), b',');
        let mut rows = Vec::new();
        let mut row = Vec::new();
        while let Some(line) = records.read(&mut row).unwrap() {
            rows.push((line, String::from_utf8(std::mem::take(&mut row)).unwrap()));
        }
        rows
    }

    #[test]
    fn lines_are_exact_with_every_line_end_and_blank_lines_between() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "1,2", "", "\"x", "y\",3", "", "", "4,5"].join(end);
            let starts: Vec<_> = rows(&text).into_iter().map(|(line, _)| line).collect();
            assert_eq!(starts, [2, 3, 5, 9], "{end:?}");
        }
    }

    #[test]
    fn a_quoted_line_end_stays_inside_its_row() {
        assert_eq!(
            rows("\"a\"\"\r\n,\"\"b\",c\r\nd\r\n"),
            [(1, "\"a\"\"\r\n,\"\"b\",c".into()), (3, "d".into())]
        );
    }

    #[test]
    fn a_quote_inside_a_plain_field_is_a_character() {
        assert_eq!(rows("5\" pipe,x\n\"a\"b\"\nc").len(), 3);
    }

    #[test]
    fn an_unclosed_quote_is_named_by_the_line_that_opens_it() {
        let mut records = Records::new("a,b\nc,\"d\ne,f\n".as_bytes(), b',');
        let mut row = Vec::new();
        assert_eq!(records.read(&mut row).unwrap(), Some(1));
        let problem = records.read(&mut row).unwrap_err();
        assert!(matches!(problem, FileProblem::UnclosedQuote { line: 2 }), "{problem}");
    }

    #[test]
    fn a_row_without_end_is_refused_before_it_fills_the_memory() {
        let endless = format!("\"{}", "x\n".repeat(MAX_RECORD));
        let input = std::io::BufReader::new(endless.as_bytes());
        let problem = Records::new(input, b',').read(&mut Vec::new()).unwrap_err();
        assert!(matches!(problem, FileProblem::LongRow { line: 1 }), "{problem}");
    }
}
