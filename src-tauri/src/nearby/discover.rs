//! Finding each other on a local network by mDNS. What is told there is a device number and a port, no name of anybody.
//! A network that does not carry it is no fault: an address can be typed.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use mdns_sd::{ServiceDaemon, ServiceEvent, ServiceInfo};

const KIND: &str = "_pamoja._tcp.local.";
/// Laptops listed at the most.
const FOUND_MAX: usize = 50;

/// Tells others on the network; ends when dropped.
pub struct Told {
    daemon: ServiceDaemon,
}

impl Told {
    /// Tells that this device waits at a port; none where the network does not carry it.
    pub fn begin(device: u32, port: u16) -> Option<Self> {
        let daemon = ServiceDaemon::new().ok()?;
        let name = format!("pamoja-{device}");
        let properties = [("device", device.to_string())];
        let told = ServiceInfo::new(KIND, &name, &format!("{name}.local."), "", port, &properties[..]).ok()?;
        daemon.register(told.enable_addr_auto()).ok()?;
        Some(Self { daemon })
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        let _ = self.daemon.shutdown();
    }
}

/// Devices that wait nearby, with an address each, as far as they are heard within a time.
pub fn look(within: Duration) -> Vec<(u32, SocketAddr)> {
    let Ok(daemon) = ServiceDaemon::new() else { return Vec::new() };
    let mut found: Vec<(u32, SocketAddr)> = Vec::new();
    if let Ok(heard) = daemon.browse(KIND) {
        let until = Instant::now() + within;
        while found.len() < FOUND_MAX
            && let Some(left) = until.checked_duration_since(Instant::now())
            && let Ok(event) = heard.recv_timeout(left)
        {
            let ServiceEvent::ServiceResolved(told) = event else { continue };
            let number = told.txt_properties.get_property_val_str("device").and_then(|text| text.parse().ok());
            let address = told.addresses.iter().map(|address| address.to_ip_addr()).min_by_key(IpAddr::is_ipv6);
            if let (Some(number), Some(address)) = (number, address) {
                found.retain(|(known, _)| *known != number);
                found.push((number, SocketAddr::new(address, told.port)));
            }
        }
    }
    let _ = daemon.shutdown();
    found
}

/// This machine's address on its network, for reading out; nothing is sent to find it.
pub fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    // An address of the documentation range: connecting a UDP socket only chooses the interface.
    socket.connect("192.0.2.1:9").ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}
