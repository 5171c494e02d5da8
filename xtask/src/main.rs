//! `cargo run -p xtask -- <command>`: house rules and generated files.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use xtask::generated::Generated;

const HELP: &str = "\
cargo run -p xtask -- COMMAND

  bindings      write the TypeScript client
  schema        write migrations/schema.sql
  permissions   write docs/permissions.md
  generate      all three
  tidy          every house rule; --sizes prints today's list of large files

With --check nothing is written; a stale file is told and the answer is 1.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_check = words.iter().any(|word| word == "--check");
    match words.first().map(String::as_str) {
        Some("tidy") => tidy(words.iter().any(|word| word == "--sizes")),
        Some("generate") => generate(&Generated::ALL, is_check),
        Some(word) => match Generated::ALL.into_iter().find(|file| file.command() == word) {
            Some(file) => generate(&[file], is_check),
            None => usage(),
        },
        None => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("{HELP}");
    ExitCode::from(2)
}

fn tidy(is_sizes: bool) -> ExitCode {
    let root = xtask::checkout();
    let found = if is_sizes { xtask::tidy::sizes_today(&root).map(|list| vec![list]) } else { xtask::tidy::findings(&root) };
    match found {
        Ok(lines) => {
            lines.iter().for_each(|line| println!("{line}"));
            if is_sizes || lines.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn generate(files: &[Generated], is_check: bool) -> ExitCode {
    let root = xtask::checkout();
    let mut answer = ExitCode::SUCCESS;
    for file in files {
        let problem = if is_check {
            file.check(&root)
        } else {
            match file.write(&root) {
                Ok(was_stale) => {
                    println!("{} {}", file.path(), if was_stale { "written" } else { "is current" });
                    None
                }
                Err(problem) => Some(problem),
            }
        };
        if let Some(problem) = problem {
            eprintln!("{problem}");
            answer = ExitCode::FAILURE;
        }
    }
    answer
}
