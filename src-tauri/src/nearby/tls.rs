//! TLS between two laptops: each shows its own device key, each accepts only keys that the hub has certified.
//!
//! Neither names nor dates nor authorities count, as with the hub. TLS 1.3 and Ed25519 only.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair, PKCS_ED25519};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring::default_provider, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme,
};

use crate::pinned::ed25519_key;

/// Keys of laptops that may be spoken to.
#[derive(Debug)]
struct Certified {
    keys: Vec<[u8; 32]>,
    provider: Arc<CryptoProvider>,
}

impl Certified {
    fn is_known(&self, certificate: &CertificateDer<'_>) -> Result<(), Error> {
        match ed25519_key(certificate) {
            Some(key) if self.keys.contains(&key) => Ok(()),
            Some(_) | None => Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure)),
        }
    }

    fn is_signed(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }
}

const ONLY_13: &str = "only TLS 1.3 is spoken here";

impl ServerCertVerifier for Certified {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.is_known(end_entity).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General(ONLY_13.to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.is_signed(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

impl ClientCertVerifier for Certified {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.is_known(end_entity).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General(ONLY_13.to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.is_signed(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

/// A self-signed certificate whose public key is this device's.
fn own(pkcs8: &[u8]) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Error> {
    let der = PrivatePkcs8KeyDer::from(pkcs8.to_vec());
    let made = KeyPair::from_pkcs8_der_and_sign_algo(&der, &PKCS_ED25519)
        .and_then(|pair| CertificateParams::new(vec!["pamoja-laptop".to_owned()])?.self_signed(&pair));
    let certificate = made.map_err(|error| Error::General(error.to_string()))?;
    Ok((vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(der)))
}

/// The side that waits for a visitor.
///
/// # Errors
/// A key that cannot be used.
pub fn host_config(pkcs8: &[u8], keys: Vec<[u8; 32]>) -> Result<Arc<ServerConfig>, Error> {
    let provider = Arc::new(default_provider());
    let certified = Arc::new(Certified { keys, provider: Arc::clone(&provider) });
    let (chain, key) = own(pkcs8)?;
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_client_cert_verifier(certified)
        .with_single_cert(chain, key)?;
    Ok(Arc::new(config))
}

/// The side that visits.
///
/// # Errors
/// A key that cannot be used.
pub fn visitor_config(pkcs8: &[u8], keys: Vec<[u8; 32]>) -> Result<Arc<ClientConfig>, Error> {
    let provider = Arc::new(default_provider());
    let certified = Arc::new(Certified { keys, provider: Arc::clone(&provider) });
    let (chain, key) = own(pkcs8)?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(certified)
        .with_client_auth_cert(chain, key)?;
    Ok(Arc::new(config))
}
