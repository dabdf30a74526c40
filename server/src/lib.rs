//! The web server and command line around the inventory.
//!
//! Read in this order: [`config`] is what an operator can set, [`commands`] is what the program
//! can be told to do, [`application`] boots the web server (in tests too), [`routes`] says which
//! URL goes where, [`layers`] is what happens around every request, [`hosts`] is which names it
//! answers to, [`assets`] holds the site's files, [`downloads`] are lists as files, [`workflow`] hands
//! service orders to the workflow engine. No rule of the inventory lives here.

pub mod application;
pub mod assets;
pub mod commands;
pub mod config;
pub mod downloads;
pub mod error;
mod events;
pub mod hosts;
pub mod layers;
pub mod logging;
pub mod routes;
pub mod workflow;

pub use application::Application;
pub use config::Settings;
pub use error::Error;
pub use hosts::Hosts;
