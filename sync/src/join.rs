//! The one-time code with which a device joins: it names the hub's key and proves that the hub invited the device.
//!
//! 22 bytes typed as nine groups of four: an 8-byte secret, 12 bytes of the hub key's hash, a 2-byte check that finds
//! slips of the hand before anything is sent.

use data_encoding::{Encoding, Specification};

use crate::hash::Hash;

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinCode {
    /// Known to the hub by its hash; works once, for a limited time.
    pub secret: [u8; 8],
    /// First bytes of the SHA-256 of the hub's public key.
    pub hub: [u8; 12],
}

/// The part of a hub key's hash that stands in a code and is compared at every connection.
pub fn hub_fingerprint(public_key: &[u8; 32]) -> [u8; 12] {
    let hash = Hash::of(&[b"pamoja-hub-key-1", public_key]);
    let mut fingerprint = [0; 12];
    fingerprint.copy_from_slice(&hash.0[..12]);
    fingerprint
}

/// Crockford's base32; the alphabet is fixed and valid, so that the specification cannot fail.
fn alphabet() -> Option<Encoding> {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzoOiIlLuU");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111VV");
    specification.ignore.push_str("- \t\n");
    specification.check_trailing_bits = false;
    specification.encoding().ok()
}

impl JoinCode {
    fn check(body: &[u8]) -> [u8; 2] {
        let hash = Hash::of(&[b"pamoja-join-1", body]);
        [hash.0[0], hash.0[1]]
    }

    /// The code as it is shown and typed.
    pub fn to_text(&self) -> String {
        let mut bytes = [self.secret.as_slice(), &self.hub].concat();
        bytes.extend_from_slice(&Self::check(&bytes));
        let signs = alphabet().map(|alphabet| alphabet.encode(&bytes)).unwrap_or_default();
        let groups: Vec<&str> = (0..signs.len()).step_by(4).map(|at| &signs[at..(at + 4).min(signs.len())]).collect();
        groups.join("-")
    }

    /// Reads a code as typed: case, dashes and look-alike letters are forgiven. `None` for a slip.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = alphabet()?.decode(text.trim().as_bytes()).ok()?;
        let bytes: [u8; 22] = bytes.try_into().ok()?;
        let (body, check) = bytes.split_at(20);
        if check != Self::check(body) {
            return None;
        }
        let (secret, hub) = body.split_at(8);
        Some(Self { secret: secret.try_into().ok()?, hub: hub.try_into().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = JoinCode { secret: [1, 2, 3, 4, 5, 6, 7, 8], hub: [9; 12] };
        let text = code.to_text();
        assert_eq!(text.len(), 44, "{text}");
        assert_eq!(JoinCode::parse(&text.to_lowercase().replace('-', " ")), Some(code));
        assert_eq!(JoinCode::parse(&text.replace('0', "O")), Some(code));
    }

    #[test]
    fn a_slip_of_the_hand_is_noticed() {
        let text = JoinCode { secret: [1; 8], hub: [2; 12] }.to_text();
        let wrong = text.replacen(text.chars().next().unwrap(), "7", 1);
        assert!(wrong == text || JoinCode::parse(&wrong).is_none());
        assert_eq!(JoinCode::parse("hello"), None);
    }
}
