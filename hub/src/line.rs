//! The command line of `pamoja-hub`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use usecases::user::second_factor::Policy;

use crate::loopback_or_address;

/// The central server of Pamoja.
#[derive(Parser)]
#[command(name = "pamoja-hub", version)]
pub(crate) struct Line {
    /// How the log is written to the error output.
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
    #[command(subcommand)]
    pub(crate) act: Act,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum SecondFactor {
    /// They must.
    Required,
    /// They may: for demonstrations.
    Offered,
}

impl From<SecondFactor> for Policy {
    fn from(said: SecondFactor) -> Self {
        match said {
            SecondFactor::Required => Self::Required,
            SecondFactor::Offered => Self::Offered,
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum Act {
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
        /// Whether administrators, and who works with money, must sign in with a code from another device.
        #[arg(long, value_enum, default_value_t = SecondFactor::Required)]
        second_factor: SecondFactor,
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
        /// File that says with which identity provider people may sign in, too (OpenID Connect); see docs/how-to.
        /// Without it the file named by PAMOJA_OIDC, without that none.
        #[arg(long)]
        oidc: Option<PathBuf>,
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
        /// File written by `erasures`: what was erased since the backup was made is erased again.
        #[arg(long)]
        erasures: Option<PathBuf>,
    },
    /// Write the list of what was erased, to be kept beside every backup. It names nobody.
    Erasures {
        #[command(flatten)]
        place: Place,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
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
        /// Hold the logbook to what a laptop witnessed, too: the file it saved.
        #[arg(long)]
        witness: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
pub(crate) enum DeviceAct {
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
pub(crate) enum UserAct {
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
        /// Codes of the areas the roles count in; everywhere without any.
        #[arg(long = "area", num_args = 1..)]
        areas: Vec<String>,
        /// File with the passphrase; without it one is made and printed once.
        #[arg(long)]
        passphrase_file: Option<PathBuf>,
    },
    /// Let somebody whom the identity provider vouches for sign in to an account.
    Link {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        identity: Identity,
    },
    /// Let them sign in to it no more.
    Unlink {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        identity: Identity,
    },
    /// List everybody.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// End somebody: they are signed in to nothing any more.
    End {
        #[command(flatten)]
        place: Place,
        /// Identity, as listed.
        #[arg(long)]
        user: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Take off a second factor: the other device is lost, and so are the recovery codes.
    DropSecondFactor {
        #[command(flatten)]
        place: Place,
        /// Login name.
        #[arg(long)]
        name: String,
    },
}

/// Somebody as the identity provider knows them.
#[derive(clap::Args)]
pub(crate) struct Identity {
    /// Login name of the account.
    #[arg(long)]
    pub(crate) name: String,
    /// Address of the identity provider, letter by letter as in its tokens (`iss`).
    #[arg(long)]
    pub(crate) issuer: String,
    /// What it calls this person (`sub`); never their address of mail.
    #[arg(long)]
    pub(crate) subject: String,
}

#[derive(Subcommand)]
pub(crate) enum AreasAct {
    /// Import areas from CSV.
    Import {
        #[command(flatten)]
        place: Place,
        /// The file.
        file: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum StickAct {
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
pub(crate) struct Place {
    /// Folder of the hub.
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// File with the store's key, 64 hexadecimal digits, when it is not in the folder.
    #[arg(long)]
    pub(crate) key_file: Option<PathBuf>,
}
