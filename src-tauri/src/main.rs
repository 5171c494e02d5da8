//! `pamoja`: the window, its twin in a browser, and what helps when neither opens.
#![forbid(unsafe_code)]

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use desktop::ending::ended;
use desktop::fault::DesktopFault;
use desktop::rescue::{rescue, sentence};
use desktop::session::Session;
use desktop::{Application, Folder, Options, Twin, clock, stick, window};
use domain::{Id, roster::User};
use store::key::{self, Unlocked};
use store::{Author, Store};
use usecases::Failure;
use usecases::stick::{ReadFolderInput, StickPartState, WriteStickInput};
use zeroize::Zeroizing;

/// Social protection, where the families are. Without a command the window opens.
#[derive(Parser)]
#[command(name = "pamoja", version)]
struct Line {
    /// Folder of this laptop's data; without it, the platform's own place.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// Minutes without use after which it locks itself; 0 never.
    #[arg(long, global = true, default_value_t = desktop::limits::IDLE_MINUTES)]
    idle_minutes: u32,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Subcommand)]
enum Act {
    /// Serve the same application to a browser on this machine; prints one line with address and token.
    Twin {
        /// Loopback address and port; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
    },
    /// Make all rows anew from documents and facts.
    Rebuild(Opening),
    /// Walk all chains, signatures and documents; exit code 1 when something is broken.
    Verify(Opening),
    /// Pack everything unsent into one sealed file, even when the store does not open.
    Rescue {
        /// File to make.
        #[arg(long)]
        out: PathBuf,
    },
    /// Exchange by stick: write parts to a folder, or read the parts in one.
    Stick {
        #[command(subcommand)]
        act: StickAct,
    },
    /// Print everything a person can do, with inputs, outputs and rights, as JSON.
    UseCases,
}

#[derive(Subcommand)]
enum StickAct {
    /// Write what the hub, or another laptop, lacks.
    Write {
        #[command(flatten)]
        opening: Opening,
        /// Folder to write to.
        #[arg(long)]
        folder: PathBuf,
        /// Number of the laptop it is for; without it the hub.
        #[arg(long)]
        to_laptop: Option<u32>,
        /// Largest part, in megabytes.
        #[arg(long, default_value_t = usecases::stick::PART_MB)]
        part_mb: u32,
    },
    /// Read a part, or every part in a folder.
    Read {
        #[command(flatten)]
        opening: Opening,
        /// File or folder.
        path: PathBuf,
    },
}

#[derive(clap::Args)]
struct Opening {
    /// Who opens; needed when several can.
    #[arg(long)]
    user: Option<String>,
    /// File with the passphrase. Otherwise PAMOJA_PASSPHRASE, otherwise it is asked for.
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
}

fn main() -> ExitCode {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("PAMOJA_LOG").unwrap_or_else(|_| "warn,desktop=info".into());
    // A log that cannot be written, on a full disk, must not end the work that it tells of.
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false).init();
    match run(Line::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("pamoja: {fault}");
            ExitCode::from(2)
        }
    }
}

/// False when something was found broken.
fn run(line: Line) -> Result<bool, DesktopFault> {
    if let Some(Act::UseCases) = line.act {
        let list = serde_json::to_string_pretty(&usecases::list_as_json())
            .map_err(|error| DesktopFault::cannot(error.to_string()))?;
        println!("{list}");
        return Ok(true);
    }
    let folder = Folder::at(line.data.as_deref())?;
    let options = Options { idle_minutes: line.idle_minutes, ..Options::default() };
    match line.act {
        None => with_runtime(|runtime| window::open(Application::start(folder, runtime.handle().clone(), options)?)),
        Some(Act::Twin { listen }) => with_runtime(|runtime| {
            twin(runtime, Application::start(folder, runtime.handle().clone(), options)?, listen)
        }),
        Some(Act::Rebuild(opening)) => {
            let store = open(&folder, &opening)?;
            let rebuilt = store.rebuild(&Author { user: domain::Id::NIL, now: clock::now(), act: "device.rebuild" })?;
            println!("rows were made anew from {} documents and {} facts", rebuilt.documents, rebuilt.facts);
            Ok(true)
        }
        Some(Act::Verify(opening)) => verify(&open(&folder, &opening)?),
        Some(Act::Rescue { out }) => {
            let manifest = rescue(&folder, &out)?;
            println!("{}", sentence(&manifest, &out));
            Ok(true)
        }
        Some(Act::Stick { act }) => by_stick(&folder, act),
        Some(Act::UseCases) => Ok(true),
    }
}

/// False when a part was not taken.
fn by_stick(folder: &Folder, act: StickAct) -> Result<bool, DesktopFault> {
    match act {
        StickAct::Write { opening, folder: out, to_laptop, part_mb } => {
            let session = open_session(folder, &opening)?;
            let using = session.using();
            let store = using.store()?;
            let input = WriteStickInput { folder: stick::absolute(&out)?, receiver: to_laptop, part_mb: Some(part_mb) };
            let written = stick::write(store, &session.caller(store)?, &input)?;
            for file in &written.files {
                println!("{file}");
            }
            println!("{} parts, {} packets, {} bytes", written.parts, written.chunks, written.bytes);
            Ok(true)
        }
        StickAct::Read { opening, path } => {
            let session = open_session(folder, &opening)?;
            let using = session.using();
            let store = using.store()?;
            let input = ReadFolderInput { path: stick::absolute(&path)? };
            let read = stick::read(store, &session.caller(store)?, &input)?;
            for part in &read.parts {
                println!("{}", part.line(|code| ui::words::sentence(code, &Default::default())));
            }
            Ok(read.parts.iter().all(|part| part.state != StickPartState::Refused))
        }
    }
}

fn with_runtime(work: impl FnOnce(&tokio::runtime::Runtime) -> Result<(), DesktopFault>) -> Result<bool, DesktopFault> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| DesktopFault::cannot(error.to_string()))?;
    let worked = work(&runtime);
    // An exchange under way must not hold the program's end.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    worked.map(|()| true)
}

fn twin(runtime: &tokio::runtime::Runtime, application: Arc<Application>, at: SocketAddr) -> Result<(), DesktopFault> {
    let served = runtime.block_on(async {
        let twin = Twin::listen(Arc::clone(&application), at).await?;
        println!("{}", twin.line());
        // Open pages keep connections: what is under way is durable or not begun, so nothing is waited for.
        tokio::select! {
            served = twin.serve(std::future::pending()) => served,
            () = asked_to_stop() => Ok(()),
        }
    });
    application.lock();
    served
}

async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn verify(store: &Store) -> Result<bool, DesktopFault> {
    let verified = store::verify::verify(store)?;
    println!(
        "{} chains, {} commits in {} signed chunks, {} documents walked",
        verified.chains, verified.commits, verified.chunks, verified.documents
    );
    if verified.findings.is_empty() {
        println!("everything is sound");
        return Ok(true);
    }
    println!("{} findings:", verified.findings.len());
    for finding in verified.findings {
        println!("{finding}");
    }
    Ok(false)
}

/// Opens the store with a passphrase, for the commands that need it open.
fn open(folder: &Folder, opening: &Opening) -> Result<Store, DesktopFault> {
    let (user, _) = who(folder, opening)?;
    open_as(folder, opening, user)
}

/// Opens the store for a person who acts.
fn open_session(folder: &Folder, opening: &Opening) -> Result<Session, DesktopFault> {
    let (user, name) = who(folder, opening)?;
    Ok(Session::new(open_as(folder, opening, user)?, user, &name)?)
}

fn who(folder: &Folder, opening: &Opening) -> Result<(Id<User>, String), DesktopFault> {
    let users = folder.users()?;
    Ok(match (&opening.user, users.as_slice()) {
        (_, []) => {
            return Err(DesktopFault::cannot(format!("{}: this laptop has not joined", folder.root().display())));
        }
        (None, [only]) => only.clone(),
        (Some(name), users) => users
            .iter()
            .find(|(_, known)| known == name)
            .cloned()
            .ok_or_else(|| DesktopFault::cannot(format!("{name} cannot unlock here")))?,
        (None, users) => {
            let names: Vec<&str> = users.iter().map(|(_, name)| name.as_str()).collect();
            return Err(DesktopFault::cannot(format!("name who opens with --user: {}", names.join(", "))));
        }
    })
}

fn open_as(folder: &Folder, opening: &Opening, user: Id<User>) -> Result<Store, DesktopFault> {
    let passphrase = passphrase(opening.passphrase_file.as_deref())?;
    let key = match key::unlock(&folder.store(), user, &passphrase, clock::now())? {
        Unlocked::Open(key) => key,
        Unlocked::Wrong => return Err(DesktopFault::cannot("that is not the right passphrase")),
        Unlocked::Over => return Err(Failure::refused("access-refused-lease-over").into()),
    };
    match Folder::open(&folder.store(), &key) {
        Err(store::StoreFault::InUse) => Err(DesktopFault::OpenAlready),
        // The window ends it, where somebody reads what to do with the rescue file.
        Ok(store) if store.is_ended()? => Err(ended().into()),
        opened => Ok(opened?),
    }
}

fn passphrase(file: Option<&Path>) -> Result<Zeroizing<String>, DesktopFault> {
    if let Some(path) = file {
        let text = Zeroizing::new(std::fs::read_to_string(path).map_err(DesktopFault::at(path))?);
        return Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()));
    }
    if let Ok(text) = std::env::var("PAMOJA_PASSPHRASE") {
        return Ok(Zeroizing::new(text));
    }
    if !std::io::stdin().is_terminal() {
        return Err(DesktopFault::cannot("the passphrase is needed: --passphrase-file or PAMOJA_PASSPHRASE"));
    }
    rpassword::prompt_password("Passphrase: ")
        .map(Zeroizing::new)
        .map_err(|error| DesktopFault::cannot(error.to_string()))
}
