//! Ed25519 keys of devices and the hub.

use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use thiserror::Error;

/// Length of a signature in bytes.
pub const SIGNATURE_BYTES: usize = 64;

/// A key that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the signing key cannot be read")]
pub struct BadKey;

/// A private key, made on the device it belongs to.
pub struct SigningKey {
    pair: Ed25519KeyPair,
}

impl SigningKey {
    /// A new key in its PKCS#8 form. The one place that draws on the system's chance: a secret is never handed in.
    ///
    /// # Errors
    /// [`BadKey`] when the system gives no randomness.
    pub fn generate() -> Result<Vec<u8>, BadKey> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| BadKey)?;
        Ok(document.as_ref().to_vec())
    }

    /// Reads the PKCS#8 form.
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn from_pkcs8(bytes: &[u8]) -> Result<Self, BadKey> {
        Ok(Self { pair: Ed25519KeyPair::from_pkcs8(bytes).map_err(|_| BadKey)? })
    }

    /// The public key.
    pub fn public(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        bytes
    }

    /// Signs `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        let mut bytes = [0; SIGNATURE_BYTES];
        bytes.copy_from_slice(self.pair.sign(message).as_ref());
        bytes
    }
}

/// Whether `signature` over `message` is by the owner of `public_key`.
pub fn is_signed_by(public_key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public_key).verify(message, signature).is_ok()
}
