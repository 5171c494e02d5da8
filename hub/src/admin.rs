//! What the command line can do with a hub, the same whether the hub is serving (through its socket) or not.

use std::path::{Path, PathBuf};

use data_encoding::BASE64;

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::local::identity::Identity;
use store::{Author, Store};
use usecases::device::{DeviceListOutput, DeviceOutput};
use usecases::sync_lights::witness::compare;
use usecases::user::UserListOutput;
use usecases::{Caller, Failure, hub_setup};

use crate::clock;
use crate::fault::HubFault;
use crate::setup::{back_up, operator, write_private_bytes};
use crate::stick;

/// A command.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// A one-time code for a laptop.
    DeviceCode {
        /// Name for the device.
        name: String,
        /// Codes of its areas.
        areas: Vec<String>,
        /// Role of its first user.
        role: String,
        /// How long the code can be used.
        hours: u32,
    },
    /// Every laptop.
    DeviceList,
    /// Other areas for a laptop.
    DeviceGrant {
        /// Its number.
        number: u32,
        /// Codes of its areas.
        areas: Vec<String>,
    },
    /// The end of a laptop.
    DeviceRevoke {
        /// Its number.
        number: u32,
        /// Why.
        reason: String,
    },
    /// A new account.
    UserAdd {
        /// Login name.
        name: String,
        /// Role codes.
        roles: Vec<String>,
        /// Codes of the areas they count in; everywhere without any.
        #[serde(default)]
        areas: Vec<String>,
        /// Passphrase.
        passphrase: String,
    },
    /// The end of a user.
    UserEnd {
        /// Identity.
        user: String,
        /// Why.
        reason: String,
    },
    /// No second factor any more.
    UserDropSecondFactor {
        /// Login name.
        name: String,
    },
    /// An identity of the identity provider signs in to an account from now on.
    UserLink {
        /// Login name.
        name: String,
        /// The provider's address.
        issuer: String,
        /// How the provider calls this person.
        subject: String,
    },
    /// An identity of the identity provider signs in to an account no more.
    UserUnlink {
        /// Login name.
        name: String,
        /// The provider's address.
        issuer: String,
        /// How the provider calls this person.
        subject: String,
    },
    /// Every user.
    UserList,
    /// Areas from a workbook or CSV text.
    AreasImport {
        /// Name of the file.
        name: String,
        /// What is in it.
        base64: String,
    },
    /// A copy of the store.
    Backup {
        /// Folder to make.
        out: PathBuf,
    },
    /// The list of what was erased.
    Erasures {
        /// File to write.
        out: PathBuf,
    },
    /// Reads a stick's part, or every part in a folder.
    StickRead {
        /// File or folder.
        path: PathBuf,
    },
    /// Writes the answer for a laptop.
    StickAnswer {
        /// Its number.
        device: u32,
        /// Folder to write to.
        out: PathBuf,
        /// Largest part, in megabytes.
        part_mb: u32,
    },
    /// Takes a rescue file.
    Rescue {
        /// The file.
        path: PathBuf,
    },
    /// Walks all chains and documents.
    Verify {
        /// The file of a laptop that witnessed the logbook.
        witness: Option<String>,
    },
    /// Makes all rows anew.
    Rebuild,
}

/// What a command says when it went through.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    /// Lines to print.
    pub lines: Vec<String>,
    /// False when something was found broken.
    pub is_sound: bool,
}

impl Reply {
    fn lines(lines: Vec<String>) -> Self {
        Self { lines, is_sound: true }
    }

    fn line(line: impl Into<String>) -> Self {
        Self::lines(vec![line.into()])
    }
}

fn backup(store: &Store, out: &Path) -> Result<Reply, Failure> {
    back_up(store, out).map_err(into_failure)?;
    Ok(Reply::line(format!(
        "{}: a consistent copy, encrypted with hub.key. Keep hub.key in another safe place: without it the copy cannot be opened.",
        out.display()
    )))
}

fn erasures(store: &Store, out: &Path) -> Result<Reply, Failure> {
    write_private_bytes(out, &store::exchange::erasures::list(store)?).map_err(into_failure)?;
    Ok(Reply::line(format!(
        "{}: what was erased so far. Keep it beside the backups: `restore --erasures` erases it again.",
        out.display()
    )))
}

/// Does what a command says.
///
/// # Errors
/// What the use-case refuses, and faults of the store.
pub fn administer(store: &Store, command: Command) -> Result<Reply, Failure> {
    let caller = operator();
    match command {
        Command::DeviceCode { name, areas, role, hours } => {
            Ok(Reply::line(hub_setup::issue_code(store, &caller, &name, &areas, &role, hours)?))
        }
        Command::DeviceList => {
            let output: DeviceListOutput = listed(store, &caller, "device.list")?;
            Ok(Reply::lines(output.devices.iter().map(told).collect()))
        }
        Command::DeviceGrant { number, areas } => {
            hub_setup::grant(store, &caller, number, &areas)?;
            Ok(Reply::line(format!("laptop {number} has these areas from its next exchange on: {}", areas.join(", "))))
        }
        Command::DeviceRevoke { number, reason } => {
            hub_setup::revoke(store, &caller, number, &reason)?;
            Ok(Reply::line(format!("laptop {number} is ended: nothing more is taken from it, what it had sent stays")))
        }
        Command::UserAdd { name, roles, areas, passphrase } => {
            let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
            let user = hub_setup::add_user(store, &caller, &name, (&roles, &areas), &passphrase)?;
            Ok(Reply::line(format!("{user}  {name}  {}", roles.join(", "))))
        }
        Command::UserEnd { user, reason } => {
            usecases::call(store, &caller, "user.end", json!({ "user_id": user, "reason": reason }))?;
            Ok(Reply::line(format!("{user} is signed in to nothing any more; what they did stays")))
        }
        Command::UserDropSecondFactor { name } => {
            hub_setup::drop_second_factor(store, &caller, &name)?;
            Ok(Reply::line(format!("{name} signs in without a code, until a new second factor is set up")))
        }
        Command::UserLink { name, issuer, subject } => link(store, &caller, &name, &Identity { issuer, subject }),
        Command::UserUnlink { name, issuer, subject } => unlink(store, &caller, &name, &Identity { issuer, subject }),
        Command::UserList => {
            let output: UserListOutput = listed(store, &caller, "user.list")?;
            Ok(Reply::lines(
                output
                    .users
                    .iter()
                    .map(|user| format!("{}  {}  {}", user.user_id, user.name, user.roles.join(", ")))
                    .collect(),
            ))
        }
        Command::AreasImport { name, base64 } => {
            let bytes = BASE64
                .decode(base64.as_bytes())
                .map_err(|error| Failure::refused("shell-refused-input").with("problem", error))?;
            hub_setup::import_areas(store, &caller, &name, &bytes)?;
            let count = store.read::<_, Failure>(|reader| Ok(reader.areas()?.len()))?;
            Ok(Reply::line(format!("{count} areas are known now")))
        }
        Command::Backup { out } => backup(store, &out),
        Command::Erasures { out } => erasures(store, &out),
        Command::StickRead { path } => stick::read(store, &caller, &path),
        Command::StickAnswer { device, out, part_mb } => stick::answer(store, &caller, device, &out, Some(part_mb)),
        Command::Rescue { path } => stick::rescue(store, &caller, &path),
        Command::Verify { witness } => verify(store, witness.as_deref()),
        Command::Rebuild => {
            let author = Author { user: caller.user, now: clock::now(), act: "device.rebuild" };
            let rebuilt = store.rebuild(&author)?;
            Ok(Reply::line(format!(
                "rows were made anew from {} documents and {} facts",
                rebuilt.documents, rebuilt.facts
            )))
        }
    }
}

fn link(store: &Store, caller: &Caller, name: &str, identity: &Identity) -> Result<Reply, Failure> {
    hub_setup::link_identity(store, caller, name, identity)?;
    Ok(Reply::line(format!("{name} may sign in with the identity provider, too")))
}

fn unlink(store: &Store, caller: &Caller, name: &str, identity: &Identity) -> Result<Reply, Failure> {
    hub_setup::unlink_identity(store, caller, name, identity)?;
    Ok(Reply::line(format!("{name} signs in with this identity no more")))
}

fn listed<T: serde::de::DeserializeOwned>(store: &Store, caller: &Caller, name: &str) -> Result<T, Failure> {
    let output = usecases::call(store, caller, name, json!({}))?;
    serde_json::from_value(output).map_err(|error| Failure::fault(String::new()).with("cause", error))
}

fn told(device: &DeviceOutput) -> String {
    let state = if device.is_revoked { "ended" } else { "in use" };
    format!("{:>5}  {}  {}  {state}", device.number, device.name, device.areas.join(", "))
}

fn verify(store: &Store, witness: Option<&str>) -> Result<Reply, Failure> {
    let mut verified = store::verify::verify(store)?;
    let mut witnessed = None;
    if let Some(file) = witness {
        let (heads, findings) = store.read(|reader| compare(reader, file.as_bytes()))?;
        witnessed =
            Some(format!("{heads} heads of the logbook were witnessed; {} are not of this one", findings.len()));
        verified.findings.extend(findings.into_iter().map(|told| format!("logbook, witnessed {told}")));
    }
    let is_sound = verified.findings.is_empty();
    let mut lines = vec![format!(
        "{} chains, {} commits in {} signed chunks, {} documents walked",
        verified.chains, verified.commits, verified.chunks, verified.documents
    )];
    lines.extend(witnessed);
    lines.push(if is_sound {
        "everything is sound".to_owned()
    } else {
        format!("{} findings:", verified.findings.len())
    });
    lines.extend(verified.findings);
    if !verified.lost.is_empty() {
        lines.push("said before this hub was restored, and brought back by nobody:".to_owned());
        lines.extend(verified.lost);
    }
    Ok(Reply { lines, is_sound })
}

fn into_failure(fault: HubFault) -> Failure {
    match fault {
        HubFault::Store(fault) => fault.into(),
        HubFault::Failed(failure) => failure,
        HubFault::File { .. } | HubFault::Cannot(_) => Failure::fault(String::new()).with("cause", fault),
    }
}
