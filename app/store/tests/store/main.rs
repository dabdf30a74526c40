//! The store's behaviour, on both embedded engines. One program, because each test program has to
//! link the whole database engine.

mod commands;
mod support;
