//! Tells the compiler where the site's files are, so that they become part of the program.

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..");
    let site = root.join(env::var("LEPTOS_SITE_ROOT").unwrap_or_else(|_| "target/site".into()));
    // A folder that does not exist would make cargo run this again on every build.
    fs::create_dir_all(&site)?;
    println!("cargo:rustc-env=SITE_FOLDER={}", site.display());
    println!("cargo:rerun-if-changed={}", site.display());
    println!("cargo:rerun-if-env-changed=LEPTOS_SITE_ROOT");
    Ok(())
}
