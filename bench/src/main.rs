//! `bench`: measures, and writes `bench/results/latest.json` after a whole run; `bench train`: trains the dictionaries.
#![forbid(unsafe_code)]

use std::fs;
use std::path::{Path, PathBuf};

use bench::train::{bodies, documents};
use bench::{Outcome, Reach, crowd, run};
use clap::Parser;

/// The published benchmark.
#[derive(Debug, Parser)]
struct Arguments {
    /// Figures wanted, by id or beginning of one (`ONLY=week.` says the same); `train` trains the dictionaries instead.
    wanted: Vec<String>,
    /// Households in the store.
    #[arg(long, default_value_t = bench::laptop::FULL)]
    households: u32,
    /// Where the figures are written; without it, those of a whole run of full size replace the published ones.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Keep the stores in this folder instead of a temporary one.
    #[arg(long)]
    folder: Option<PathBuf>,
}

fn main() -> Outcome<()> {
    let arguments = Arguments::parse();
    if arguments.wanted == ["train"] {
        return train_dictionaries();
    }
    if arguments.wanted == ["serve-hub"] {
        return crowd::serve(arguments.folder.as_deref().ok_or("which hub? --folder")?);
    }
    let named = arguments.wanted.iter().map(|wanted| wanted.strip_prefix("ONLY=").unwrap_or(wanted).to_owned());
    let wanted = named.chain(std::env::var("ONLY").ok());
    let only: Vec<String> = wanted
        .flat_map(|ids| ids.split([',', ' ']).map(str::to_owned).collect::<Vec<_>>())
        .filter(|id| !id.is_empty())
        .collect();
    let temporary = tempfile::tempdir()?;
    let reach = Reach { program: std::env::current_exe()?, is_wide: true };
    let folder = arguments.folder.as_deref().unwrap_or_else(|| temporary.path());
    let report = run(folder, arguments.households, &only, &reach)?;
    print!("{}", report.table());
    let is_whole = only.is_empty() && arguments.households >= bench::laptop::FULL;
    let published = is_whole.then(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("results/latest.json"));
    let Some(out) = arguments.out.or(published) else { return Ok(()) };
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&out, format!("{}\n", serde_json::to_string_pretty(&report)?))?;
    println!("written to {}", out.display());
    Ok(())
}

fn train_dictionaries() -> Outcome<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sync/dictionaries");
    for (name, trained) in [("document-1", documents::train()?), ("body-1", bodies::train()?)] {
        for (sample, [plain, without, with]) in &trained.sizes {
            println!("{name} {sample:<10} {plain:>7.0} B {without:>7.0} B packed {with:>7.0} B with the dictionary");
        }
        fs::write(folder.join(format!("{name}.zdict")), &trained.dictionary)?;
        println!("{name}: {} bytes", trained.dictionary.len());
    }
    Ok(())
}
