//! TLS to one hub only: the certificate shown must hold the key that the joining code named.
//!
//! Neither names nor dates nor authorities count, so a laptop with a dead clock battery still finds its hub and no
//! authority can stand in for it. TLS 1.3 and Ed25519 only.

use std::sync::Arc;

use controls::Control;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring::default_provider, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use sync::join::hub_fingerprint;

/// What is known of the hub's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// The fingerprint in a joining code.
    Fingerprint([u8; 12]),
    /// The key, after joining.
    Key([u8; 32]),
}

impl Pin {
    /// Whether this is the key.
    pub fn is_of(&self, key: &[u8; 32]) -> bool {
        match self {
            Self::Fingerprint(fingerprint) => hub_fingerprint(key) == *fingerprint,
            Self::Key(known) => known == key,
        }
    }
}

#[derive(Debug)]
struct Pinned {
    pin: Pin,
    provider: Arc<CryptoProvider>,
}

/// DER of a public key info that holds an Ed25519 key, up to the key (RFC 8410).
const ED25519_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The Ed25519 key in a certificate.
pub(crate) fn ed25519_key(certificate: &CertificateDer<'_>) -> Option<[u8; 32]> {
    let parsed = ParsedCertificate::try_from(certificate).ok()?;
    let info = parsed.subject_public_key_info();
    info.as_ref().strip_prefix(ED25519_PREFIX.as_slice())?.try_into().ok()
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match ed25519_key(end_entity) {
            Some(key) if self.pin.is_of(&key) || !Control::PinnedKey.is_on() => Ok(ServerCertVerified::assertion()),
            Some(_) | None => Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure)),
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("only TLS 1.3 is spoken here".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

/// The laptop's side of TLS.
///
/// # Errors
/// [`Error`] when the provider lacks TLS 1.3.
pub fn client_config(pin: Pin) -> Result<ClientConfig, Error> {
    let provider = Arc::new(default_provider());
    let verifier = Arc::new(Pinned { pin, provider: Arc::clone(&provider) });
    let config = ClientConfig::builder_with_provider(provider).with_protocol_versions(&[&rustls::version::TLS13])?;
    Ok(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}
