//! `pamoja-hub`: found, serve and look after a hub.
#![forbid(unsafe_code)]

mod line;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use data_encoding::BASE64;
use hub::admin::{Command, Reply, administer};
use hub::fault::HubFault;
use hub::oidc::Oidc;
use hub::oidc::config::{Config, VARIABLE};
use hub::serve::{asked_to_stop, open_hub};
use hub::setup::{self, Founding};
use hub::tls::ConsoleCertificate;
use hub::{Listening, serve};
use line::{Act, AreasAct, DeviceAct, Identity, Line, LogFormat, Place, StickAct, UserAct};

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
        Act::Init { place, name, admin, admin_passphrase_file, second_factor } => {
            let (passphrase, is_new) = passphrase(admin_passphrase_file.as_deref())?;
            let founding = Founding {
                folder: &place.data,
                name: &name,
                admin: &admin,
                passphrase: &passphrase,
                key_file: place.key_file.as_deref(),
                second_factor: second_factor.into(),
            };
            setup::found(&founding)?;
            println!("{}: the hub “{name}” was founded", place.data.display());
            if is_new {
                println!("administrator {admin}, passphrase (told this once): {passphrase}");
            }
            Ok(true)
        }
        Act::Serve {
            place,
            listen,
            plain_http_on_loopback,
            console_certificate,
            console_key,
            metrics_listen,
            oidc,
        } => {
            let console = console_certificate.zip(console_key).map(|(chain, key)| ConsoleCertificate { chain, key });
            serving(&place, &Listening { at: listen, is_plain: plain_http_on_loopback, console }, metrics_listen, oidc)
        }
        Act::Device { act } => device(act),
        Act::User { act } => user(act),
        Act::Areas { act: AreasAct::Import { place, file } } => {
            let bytes = fs::read(&file).map_err(HubFault::at(file.clone()))?;
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            command(&place, Command::AreasImport { name, base64: BASE64.encode(&bytes) })
        }
        Act::Backup { place, out } => {
            let out = std::path::absolute(&out).map_err(HubFault::at(out))?;
            command(&place, Command::Backup { out })
        }
        Act::Erasures { place, out } => {
            let out = std::path::absolute(&out).map_err(HubFault::at(out))?;
            command(&place, Command::Erasures { out })
        }
        Act::Restore { place, from, erasures } => {
            setup::restore(&from, &place.data, place.key_file.as_deref(), erasures.as_deref())?;
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
        Act::Verify { place, witness } => {
            let witness = witness.map(|path| fs::read_to_string(&path).map_err(HubFault::at(path))).transpose()?;
            command(&place, Command::Verify { witness })
        }
    }
}

fn device(act: DeviceAct) -> Result<bool, HubFault> {
    match act {
        DeviceAct::Code { place, name, areas, role, hours } => {
            command(&place, Command::DeviceCode { name, areas, role, hours })
        }
        DeviceAct::List { place } => command(&place, Command::DeviceList),
        DeviceAct::Grant { place, number, areas } => command(&place, Command::DeviceGrant { number, areas }),
        DeviceAct::Revoke { place, number, reason } => command(&place, Command::DeviceRevoke { number, reason }),
    }
}

fn user(act: UserAct) -> Result<bool, HubFault> {
    match act {
        UserAct::DropSecondFactor { place, name } => command(&place, Command::UserDropSecondFactor { name }),
        UserAct::End { place, user, reason } => command(&place, Command::UserEnd { user, reason }),
        UserAct::Add { place, name, roles, areas, passphrase_file } => {
            let (passphrase, is_new) = passphrase(passphrase_file.as_deref())?;
            let done = command(&place, Command::UserAdd { name, roles, areas, passphrase: passphrase.clone() })?;
            if is_new {
                println!("passphrase (told this once): {passphrase}");
            }
            Ok(done)
        }
        UserAct::Link { place, identity: Identity { name, issuer, subject } } => {
            command(&place, Command::UserLink { name, issuer, subject })
        }
        UserAct::Unlink { place, identity: Identity { name, issuer, subject } } => {
            command(&place, Command::UserUnlink { name, issuer, subject })
        }
        UserAct::List { place } => command(&place, Command::UserList),
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

fn serving(
    place: &Place,
    listening: &Listening,
    metrics: Option<SocketAddr>,
    oidc: Option<PathBuf>,
) -> Result<bool, HubFault> {
    let oidc = oidc.or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from));
    let provider = oidc.map(|path| Oidc::new(Config::read(&path)?)).transpose()?;
    let hub = open_hub(&place.data, place.key_file.as_deref(), listening.is_plain)?;
    if let Some(provider) = provider {
        hub.offer(provider);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(HubFault::at("runtime"))?;
    let scheme = if listening.is_plain { "http" } else { "https" };
    let serving = Arc::clone(&hub);
    let served = runtime.block_on(async {
        let figures = match metrics {
            Some(at) => format!(",\"metrics\":\"http://{}\"", hub::figures::listen(&serving, at).await?),
            None => String::new(),
        };
        serve(serving, listening, asked_to_stop(), |at| println!("{{\"url\":\"{scheme}://{at}\"{figures}}}")).await
    });
    drop(runtime);
    hub.end();
    served.map(|()| true)
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
