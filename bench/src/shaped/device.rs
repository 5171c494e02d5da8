//! Two network namespaces with one TUN device each, and threads that carry the packets between them: each waits for
//! its turn at the rate of the link, then for the latency, unless it is lost.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use tun_rs::{DeviceBuilder, SyncDevice};

use crate::Outcome;
use crate::chance::Chance;
use crate::link::Link;

/// The hub's address.
pub const HUB_ADDRESS: &str = "10.77.0.2";
const LAPTOP_ADDRESS: &str = "10.77.0.1";
const PACKET_BYTES_MAX: u16 = 1_500;

/// A network namespace that ends with this, and its device with it.
pub struct Namespace {
    name: String,
    folder: tempfile::TempDir,
}

/// Two namespaces and what lies between them.
pub struct Between {
    laptop: File,
    hub: Namespace,
    _laptop: Namespace,
}

fn ip(arguments: &[&str]) -> Outcome<()> {
    let output = Command::new("ip").args(arguments).output().map_err(|error| format!("ip: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("ip {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()).into())
    }
}

impl Namespace {
    fn new(end: &str, address: &str) -> Outcome<(Self, Arc<SyncDevice>)> {
        // Names of devices have at most 15 letters, and those of other runs are theirs.
        let name = format!("pmj{}{end}", std::process::id());
        ip(&["netns", "add", &name])?;
        let namespace = Self { name, folder: tempfile::tempdir()? };
        let name = namespace.name.as_str();
        let device = DeviceBuilder::new()
            .name(name)
            .mtu(PACKET_BYTES_MAX)
            .enable(false)
            .build_sync()
            .map_err(|error| format!("a TUN device: {error}"))?;
        ip(&["link", "set", name, "netns", name])?;
        ip(&["-n", name, "addr", "add", &format!("{address}/24"), "dev", name])?;
        ip(&["-n", name, "link", "set", name, "up"])?;
        Ok((namespace, Arc::new(device)))
    }

    /// A handle on it, to enter it.
    ///
    /// # Errors
    /// A namespace that is gone.
    pub fn file(&self) -> io::Result<File> {
        File::open(PathBuf::from("/run/netns").join(&self.name))
    }

    /// A folder that ends with it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        if let Err(error) = ip(&["netns", "del", &self.name]) {
            eprintln!("a network namespace is left behind: {error}");
        }
    }
}

impl Between {
    /// Makes them, and carries packets until this is dropped.
    ///
    /// # Errors
    /// A machine that cannot or may not.
    pub fn open(link: &Link, seed: u64) -> Outcome<Self> {
        let (laptop, laptop_device) = Namespace::new("l", LAPTOP_ADDRESS)?;
        let (hub, hub_device) = Namespace::new("h", HUB_ADDRESS)?;
        carry(link, 2 * seed + 1, Arc::clone(&laptop_device), Arc::clone(&hub_device));
        carry(link, 2 * seed + 2, hub_device, laptop_device);
        Ok(Self { laptop: laptop.file()?, hub, _laptop: laptop })
    }

    /// The laptop's namespace.
    pub const fn laptop(&self) -> &File {
        &self.laptop
    }

    /// The hub's namespace.
    pub const fn hub(&self) -> &Namespace {
        &self.hub
    }
}

/// One direction. Both threads end when the devices do.
fn carry(link: &Link, seed: u64, from: Arc<SyncDevice>, to: Arc<SyncDevice>) {
    let (link, mut chance) = (*link, Chance::new(seed));
    let (leaving, arriving) = mpsc::channel::<(Instant, Vec<u8>)>();
    std::thread::spawn(move || {
        let mut packet = vec![0; usize::from(PACKET_BYTES_MAX) + 100];
        let mut free_at = Instant::now();
        while let Ok(length) = from.recv(&mut packet) {
            // What the kernel says to itself in IPv6 is not on our link.
            if packet[0] >> 4 != 4 {
                continue;
            }
            let on_wire = Duration::from_secs_f64(length as f64 * 8.0 / (f64::from(link.kbit_per_s) * 1_000.0));
            free_at = free_at.max(Instant::now()) + on_wire;
            let is_lost = link.loss > 0.0 && (chance.below(1_000_000) as f64) < link.loss * 1_000_000.0;
            if !is_lost && leaving.send((free_at + link.latency, packet[..length].to_vec())).is_err() {
                return;
            }
        }
    });
    std::thread::spawn(move || {
        while let Ok((at, packet)) = arriving.recv() {
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
            if to.send(&packet).is_err() {
                return;
            }
        }
    });
}
