//! The program as an operator calls it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[expect(dead_code, reason = "the HTTP tests look closer at what an engine gets")]
#[path = "../support/engine.rs"]
mod engine;
mod paragon;
mod workflow;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// An operator in an empty folder.
struct Operator {
    folder: TempDir,
}

impl Operator {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        run(self.folder.path(), args)
    }

    /// Runs what must succeed and returns what it prints.
    fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    }
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_customer-inventory"));
    program.current_dir(folder).args(args).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const TWO: &str = "Name,Reference Number\nAcme,CRM-1\nGlobex,CRM-2\n";

#[test]
fn help_names_every_command() {
    let help = Operator::new().ok(&["--help"]);
    for command in ["serve", "import", "export", "seed", "backup", "restore", "--allow-remote"] {
        assert!(help.contains(command), "{command}");
    }
}

#[test]
fn an_address_that_others_can_reach_is_refused_with_the_reason() {
    let output = Operator::new().run(&["--addr", "0.0.0.0:0", "--database", "mem://"]);
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(text.contains("no sign-in") && text.contains("--allow-remote"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn what_cannot_be_is_said_in_one_sentence() {
    let operator = Operator::new();
    operator.write("two.csv", TWO);
    for (args, code, says) in [
        (["restore", "none", "--database", "mem://"], 2, "there is no file none"),
        (["backup", "two.csv", "--database", "mem://"], 2, "two.csv exists already"),
        (["backup", "new", "--database", "ftp://x"], 1, "ftp://x"),
        (["backup", "new", "--log", "=,="], 2, "is not a filter"),
    ] {
        let output = operator.run(&args);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {text}");
        assert!(text.contains(says), "{args:?}: {text}");
    }
}

#[test]
fn customers_are_imported_exported_and_imported_again() {
    let operator = Operator::new();
    operator.write("two.csv", TWO);
    let dry = operator.ok(&["import", "customers", "two.csv", "--dry-run"]);
    assert!(dry.contains("2 rows, 2 would be created"), "{dry}");
    let real = operator.ok(&["import", "customers", "two.csv"]);
    assert!(real.contains("2 rows, 2 created"), "{real}");
    let exported = operator.ok(&["export", "customers", "out.csv"]);
    assert!(exported.contains("2 customers"), "{exported}");
    assert!(operator.read("out.csv").contains("Globex,CRM-2"));
    let again = operator.ok(&["import", "customers", "out.csv"]);
    assert!(again.contains("2 rows, 2 unchanged"), "{again}");
}

#[test]
fn a_command_that_succeeds_warns_of_nothing() {
    let operator = Operator::new();
    operator.write("two.csv", TWO);
    for args in [["import", "customers", "two.csv"], ["export", "customers", "out.csv"]] {
        let text = stderr(&operator.run(&args));
        assert!(!text.contains("WARN"), "{args:?}: {text}");
    }
}

#[test]
fn rows_that_are_refused_are_listed_kept_and_noticed_by_scripts() {
    let operator = Operator::new();
    operator.write("bad.csv", "Name,Number\nAcme,CRM-1\n,CRM-2\n");
    let map = "reference=\"Number\"";
    let output =
        operator.run(&["import", "customers", "bad.csv", "--map", map, "--rejects", "left.csv"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("1 created, 1 refused") && text.contains("line 3"), "{text}");
    assert!(operator.read("left.csv").contains("CRM-2"));
}

#[test]
fn a_backup_is_restored_into_an_empty_database() {
    let operator = Operator::new();
    operator.ok(&["seed", "--customers", "20", "--instances", "30"]);
    operator.ok(&["backup", "all"]);
    let other = ["--database", "surrealkv://./other"];
    operator.ok(&[&["restore", "all"][..], &other[..]].concat());
    operator.ok(&["export", "customers", "a.csv"]);
    operator.ok(&[&["export", "customers", "b.csv"][..], &other[..]].concat());
    assert_eq!(operator.read("a.csv"), operator.read("b.csv"));
}

#[test]
fn seeding_does_not_mix_made_up_customers_with_real_ones() {
    let operator = Operator::new();
    operator.write("two.csv", TWO);
    operator.ok(&["import", "customers", "two.csv"]);
    let output = operator.run(&["seed", "--customers", "5", "--instances", "5"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("has customers already"), "{}", stderr(&output));
}
