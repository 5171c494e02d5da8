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

With --check nothing is written; a stale file is told and the answer is 1.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_check = words.iter().any(|word| word == "--check");
    match words.first().map(String::as_str) {
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
