//! `pamoja-hub`: found, serve and look after a hub.
#![forbid(unsafe_code)]

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hub::admin::{Command, Reply, administer};
use hub::fault::HubFault;
use hub::serve::{asked_to_stop, open_hub};
use hub::setup::{self, Founding};
use hub::tls::ConsoleCertificate;
use hub::{Listening, serve};

/// The central server of Pamoja.
#[derive(Parser)]
#[command(name = "pamoja-hub", version)]
struct Line {
    /// How the log is written to the error output.
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    #[command(subcommand)]
    act: Act,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

#[derive(Subcommand)]
enum Act {
    /// Found a hub in a folder, with its first administrator.
    Init {
        #[command(flatten)]
        place: Place,
        /// Name of the hub, shown to everybody.
        #[arg(long)]
        name: String,
        /// Login name of the first administrator.
        #[arg(long, default_value = "admin")]
        admin: String,
        /// File with the administrator's passphrase; without it one is made and printed once.
        #[arg(long)]
        admin_passphrase_file: Option<PathBuf>,
    },
    /// Serve laptops and the console.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Address and port.
        #[arg(long, default_value = "127.0.0.1:7443")]
        listen: SocketAddr,
        /// Plain HTTP, on a loopback address only: for demonstrations and behind a proxy on the same machine.
        #[arg(long)]
        plain_http_on_loopback: bool,
        /// Certificate chain for browsers, PEM (laptops always see the hub's own key).
        #[arg(long, requires = "console_key")]
        console_certificate: Option<PathBuf>,
        /// Key of that certificate, PEM.
        #[arg(long, requires = "console_certificate")]
        console_key: Option<PathBuf>,
        /// Address and port for `/metrics` and `/healthz`; a port alone means loopback.
        #[arg(long, value_parser = loopback_or_address)]
        metrics_listen: Option<SocketAddr>,
    },
    /// Laptops.
    Device {
        #[command(subcommand)]
        act: DeviceAct,
    },
    /// Accounts of the console.
    User {
        #[command(subcommand)]
        act: UserAct,
    },
    /// Areas.
    Areas {
        #[command(subcommand)]
        act: AreasAct,
    },
    /// Copy the store to a new folder, while work goes on.
    Backup {
        #[command(flatten)]
        place: Place,
        /// Folder to make.
        #[arg(long)]
        out: PathBuf,
    },
    /// Put a backup into a folder without a hub.
    Restore {
        #[command(flatten)]
        place: Place,
        /// Folder of the backup.
        #[arg(long)]
        from: PathBuf,
    },
    /// The exchange by stick.
    Stick {
        #[command(subcommand)]
        act: StickAct,
    },
    /// Take a laptop's rescue file: what it never sent comes with its authors.
    Rescue {
        #[command(flatten)]
        place: Place,
        /// The file.
        file: PathBuf,
    },
    /// Make all rows anew from documents and facts.
    Rebuild {
        #[command(flatten)]
        place: Place,
    },
    /// Walk all chains, signatures and documents; exit code 1 when something is broken.
    Verify {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Subcommand)]
enum DeviceAct {
    /// Print a one-time code with which a laptop joins.
    Code {
        #[command(flatten)]
        place: Place,
        /// Name for the laptop.
        #[arg(long)]
        name: String,
        /// Codes of the areas it works in.
        #[arg(long = "area", required = true, num_args = 1..)]
        areas: Vec<String>,
        /// Role of its first user.
        #[arg(long, default_value = "officer")]
        role: String,
        /// Hours until the code ends.
        #[arg(long, default_value_t = 48)]
        hours: u32,
    },
    /// List every laptop.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Give a laptop other areas instead of those it has.
    Grant {
        #[command(flatten)]
        place: Place,
        /// Number of the laptop.
        number: u32,
        /// Codes of the areas it works in from now on.
        #[arg(long = "area", required = true, num_args = 1..)]
        areas: Vec<String>,
    },
    /// End a laptop that is lost, stolen or given away: nothing more is taken from it.
    Revoke {
        #[command(flatten)]
        place: Place,
        /// Number of the laptop.
        number: u32,
        /// Why, for the record.
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
enum UserAct {
    /// Add an account.
    Add {
        #[command(flatten)]
        place: Place,
        /// Login name.
        #[arg(long)]
        name: String,
        /// Role codes.
        #[arg(long = "role", required = true, num_args = 1..)]
        roles: Vec<String>,
        /// File with the passphrase; without it one is made and printed once.
        #[arg(long)]
        passphrase_file: Option<PathBuf>,
    },
    /// List everybody.
    List {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Subcommand)]
enum AreasAct {
    /// Import areas from CSV.
    Import {
        #[command(flatten)]
        place: Place,
        /// The file.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum StickAct {
    /// Read a part, or every part in a folder.
    Read {
        #[command(flatten)]
        place: Place,
        /// File or folder.
        path: PathBuf,
    },
    /// Write the answer for a laptop.
    Answer {
        #[command(flatten)]
        place: Place,
        /// Number of the laptop.
        #[arg(long)]
        device: u32,
        /// Folder to write to.
        #[arg(long)]
        out: PathBuf,
        /// Largest part, in megabytes.
        #[arg(long, default_value_t = usecases::stick::PART_MB)]
        part_mb: u32,
    },
}

#[derive(clap::Args)]
struct Place {
    /// Folder of the hub.
    #[arg(long)]
    data: PathBuf,
    /// File with the store's key, 64 hexadecimal digits, when it is not in the folder.
    #[arg(long)]
    key_file: Option<PathBuf>,
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PAMOJA_LOG").unwrap_or_else(|_| "info".into());
    let line = Line::parse();
    // A log that cannot be written, on a full disk, must not end the request that it tells of.
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    match line.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    match run(line.act) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("pamoja-hub: {fault}");
            ExitCode::from(2)
        }
    }
}

/// False when something was found broken.
fn run(act: Act) -> Result<bool, HubFault> {
    match act {
        Act::Init { place, name, admin, admin_passphrase_file } => {
            let (passphrase, is_new) = passphrase(admin_passphrase_file.as_deref())?;
            let founding = Founding {
                folder: &place.data,
                name: &name,
                admin: &admin,
                passphrase: &passphrase,
                key_file: place.key_file.as_deref(),
            };
            setup::found(&founding)?;
            println!("{}: the hub “{name}” was founded", place.data.display());
            if is_new {
                println!("administrator {admin}, passphrase (told this once): {passphrase}");
            }
            Ok(true)
        }
        Act::Serve { place, listen, plain_http_on_loopback, console_certificate, console_key, metrics_listen } => {
            let console = console_certificate.zip(console_key).map(|(chain, key)| ConsoleCertificate { chain, key });
            serving(&place, &Listening { at: listen, is_plain: plain_http_on_loopback, console }, metrics_listen)
        }
        Act::Device { act: DeviceAct::Code { place, name, areas, role, hours } } => {
            command(&place, Command::DeviceCode { name, areas, role, hours })
        }
        Act::Device { act: DeviceAct::List { place } } => command(&place, Command::DeviceList),
        Act::Device { act: DeviceAct::Grant { place, number, areas } } => {
            command(&place, Command::DeviceGrant { number, areas })
        }
        Act::Device { act: DeviceAct::Revoke { place, number, reason } } => {
            command(&place, Command::DeviceRevoke { number, reason })
        }
        Act::User { act: UserAct::Add { place, name, roles, passphrase_file } } => {
            let (passphrase, is_new) = passphrase(passphrase_file.as_deref())?;
            let done = command(&place, Command::UserAdd { name, roles, passphrase: passphrase.clone() })?;
            if is_new {
                println!("passphrase (told this once): {passphrase}");
            }
            Ok(done)
        }
        Act::User { act: UserAct::List { place } } => command(&place, Command::UserList),
        Act::Areas { act: AreasAct::Import { place, file } } => {
            let csv = fs::read_to_string(&file).map_err(HubFault::at(file))?;
            command(&place, Command::AreasImport { csv })
        }
        Act::Backup { place, out } => {
            let out = std::path::absolute(&out).map_err(HubFault::at(out))?;
            command(&place, Command::Backup { out })
        }
        Act::Restore { place, from } => {
            setup::restore(&from, &place.data, place.key_file.as_deref())?;
            println!("{}: restored from {}", place.data.display(), from.display());
            Ok(true)
        }
        Act::Stick { act: StickAct::Read { place, path } } => {
            let path = std::path::absolute(&path).map_err(HubFault::at(path))?;
            command(&place, Command::StickRead { path })
        }
        Act::Stick { act: StickAct::Answer { place, device, out, part_mb } } => {
            let out = std::path::absolute(&out).map_err(HubFault::at(out))?;
            command(&place, Command::StickAnswer { device, out, part_mb })
        }
        Act::Rescue { place, file } => {
            let path = std::path::absolute(&file).map_err(HubFault::at(file))?;
            command(&place, Command::Rescue { path })
        }
        Act::Rebuild { place } => command(&place, Command::Rebuild),
        Act::Verify { place } => command(&place, Command::Verify),
    }
}

/// Through the hub that serves this folder, or on the store itself when none does.
fn command(place: &Place, command: Command) -> Result<bool, HubFault> {
    #[cfg(unix)]
    if let Some(answered) = hub::socket::hand_over(&place.data, &command) {
        return answered.map(print);
    }
    let store = setup::open(&place.data, place.key_file.as_deref())?;
    Ok(print(administer(&store, command)?))
}

fn print(reply: Reply) -> bool {
    for line in reply.lines {
        println!("{line}");
    }
    reply.is_sound
}

fn serving(place: &Place, listening: &Listening, metrics: Option<SocketAddr>) -> Result<bool, HubFault> {
    let hub = open_hub(&place.data, place.key_file.as_deref(), listening.is_plain)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(HubFault::at("runtime"))?;
    let scheme = if listening.is_plain { "http" } else { "https" };
    runtime.block_on(async {
        let figures = match metrics {
            Some(at) => format!(",\"metrics\":\"http://{}\"", hub::figures::listen(&hub, at).await?),
            None => String::new(),
        };
        serve(hub, listening, asked_to_stop(), |at| println!("{{\"url\":\"{scheme}://{at}\"{figures}}}")).await
    })?;
    Ok(true)
}

/// A port alone is one of this machine only.
fn loopback_or_address(text: &str) -> Result<SocketAddr, String> {
    match text.parse::<u16>() {
        Ok(port) => Ok(SocketAddr::from(([127, 0, 0, 1], port))),
        Err(_) => text.parse().map_err(|_| "neither a port nor an address with a port".to_owned()),
    }
}

/// From a file, or made: 100 random bits as five groups of four signs.
fn passphrase(file: Option<&Path>) -> Result<(String, bool), HubFault> {
    if let Some(path) = file {
        let text = fs::read_to_string(path).map_err(HubFault::at(path))?;
        return Ok((text.trim_end_matches(['\r', '\n']).to_owned(), false));
    }
    let mut bytes = [0_u8; 20];
    getrandom::fill(&mut bytes).map_err(|_| HubFault::cannot("the system gives no randomness"))?;
    // Signs that cannot be mistaken for one another.
    let signs: Vec<u8> = bytes.iter().map(|byte| b"0123456789abcdefghjkmnpqrstvwxyz"[usize::from(byte & 31)]).collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Ok((groups.join("-"), true))
}
