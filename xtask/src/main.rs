//! `cargo run -p xtask -- <command>`: house rules, generated files, and the demonstration's people.
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::generated::Generated;
use xtask::{seed, tidy};

#[derive(Parser)]
#[command(name = "xtask")]
struct Line {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Write the TypeScript client.
    Bindings(Check),
    /// Write migrations/schema.sql.
    Schema(Check),
    /// Write docs/permissions.md.
    Permissions(Check),
    /// Write docs/openapi.json.
    #[command(name = "openapi")]
    OpenApi(Check),
    /// Write all generated files.
    Generate(Check),
    /// Look at every house rule; exit code 1 when one objects.
    Tidy {
        /// Print today's list of large files and long functions instead.
        #[arg(long)]
        sizes: bool,
    },
    /// Write the areas of an invented district as CSV.
    Areas {
        /// Seed of the district.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Fill a demonstration laptop through its twin.
    Seed(SeedLine),
    /// Let two laptops write different things about the same families.
    Disagree {
        /// Line of the first twin.
        first: String,
        /// Line of the second twin.
        second: String,
        /// Seed of the district.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

#[derive(clap::Args)]
struct Check {
    /// Write nothing; a stale file is told, exit code 1.
    #[arg(long)]
    check: bool,
}

#[derive(clap::Args)]
struct SeedLine {
    /// The line its twin printed.
    #[arg(long)]
    twin: String,
    /// Address of the hub.
    #[arg(long)]
    hub: String,
    /// One-time code, for a laptop that has not joined.
    #[arg(long, default_value = "")]
    code: String,
    /// Name of the laptop.
    #[arg(long)]
    device: String,
    /// Name of its user.
    #[arg(long)]
    user: String,
    /// Their passphrase; of invented people only.
    #[arg(long)]
    passphrase: String,
    /// Seed of the district.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Households to enter.
    #[arg(long, default_value_t = 0)]
    households: u32,
}

fn main() -> ExitCode {
    match run(Line::parse().act) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::from(2)
        }
    }
}

/// False when a rule objects or a file is stale.
fn run(act: Act) -> Result<bool, String> {
    match act {
        Act::Bindings(check) => generate(&[Generated::Bindings], &check),
        Act::Schema(check) => generate(&[Generated::Schema], &check),
        Act::Permissions(check) => generate(&[Generated::Permissions], &check),
        Act::OpenApi(check) => generate(&[Generated::OpenApi], &check),
        Act::Generate(check) => generate(&Generated::ALL, &check),
        Act::Tidy { sizes: true } => {
            print!("{}", tidy::sizes_today(&xtask::checkout())?);
            Ok(true)
        }
        Act::Tidy { sizes: false } => {
            let findings = tidy::findings(&xtask::checkout())?;
            findings.iter().for_each(|finding| println!("{finding}"));
            Ok(findings.is_empty())
        }
        Act::Areas { seed, out } => {
            std::fs::write(&out, demo::area_csv(seed)).map_err(|error| format!("{}: {error}", out.display()))?;
            Ok(true)
        }
        Act::Seed(line) => {
            let SeedLine { twin, hub, code, device, user, passphrase, seed, households } = line;
            seed::laptop(&seed::Laptop { line: twin, hub_url: hub, code, device, user, passphrase, seed, households })?;
            Ok(true)
        }
        Act::Disagree { first, second, seed } => seed::disagree(&first, &second, seed).map(|()| true),
    }
}

fn generate(files: &[Generated], check: &Check) -> Result<bool, String> {
    let root = xtask::checkout();
    if check.check {
        let stale: Vec<String> = files.iter().filter_map(|file| file.check(&root)).collect();
        stale.iter().for_each(|problem| println!("{problem}"));
        return Ok(stale.is_empty());
    }
    for file in files {
        let was_stale = file.write(&root)?;
        println!("{} {}", file.path(), if was_stale { "written" } else { "is current" });
    }
    Ok(true)
}
