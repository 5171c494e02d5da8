//! The hub's TLS: laptops are shown the hub's own Ed25519 key, which their joining code pinned; browsers, which do not
//! speak Ed25519, are shown the console's certificate.
//!
//! Always true: TLS 1.3 only; the key laptops see is the key that signs receipts and certificates.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use rustls::SignatureScheme;
use rustls::crypto::ring::{default_provider, sign};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, ServerConfig};
use rustls::sign::CertifiedKey;
use store::{Store, StoreFault};

use crate::fault::HubFault;
use crate::setup::write_private;

const CONSOLE: &str = "console.pem";

/// A certificate of the operator for browsers.
#[derive(Debug, Clone)]
pub struct ConsoleCertificate {
    /// PEM file with the chain.
    pub chain: PathBuf,
    /// PEM file with the key.
    pub key: PathBuf,
}

/// Chooses by what the other side can check.
#[derive(Debug)]
struct ByCaller {
    hub: Arc<CertifiedKey>,
    console: Arc<CertifiedKey>,
}

impl ResolvesServerCert for ByCaller {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        // A laptop offers Ed25519 and nothing else: it wants the pinned key.
        let wants_pin = hello.signature_schemes() == [SignatureScheme::ED25519];
        Some(Arc::clone(if wants_pin { &self.hub } else { &self.console }))
    }
}

/// The server's side of TLS.
///
/// # Errors
/// A store without a key, unreadable PEM files.
pub fn server_config(
    store: &Store,
    folder: &Path,
    console: Option<&ConsoleCertificate>,
) -> Result<Arc<ServerConfig>, HubFault> {
    let pkcs8 =
        store.read(|reader| reader.setting::<StoreFault>("signing_key"))?.ok_or(StoreFault::Lacks("a signing key"))?;
    let hub = own_certificate(&pkcs8)?;
    let console = match console {
        Some(files) => read_pem(&files.chain, &files.key)?,
        None => {
            let path = folder.join(CONSOLE);
            if !path.exists() {
                write_private(&path, &new_console_pem()?)?;
            }
            read_pem(&path, &path)?
        }
    };
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(tls_fault)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(ByCaller { hub: Arc::new(hub), console: Arc::new(console) }));
    Ok(Arc::new(config))
}

/// A self-signed certificate whose public key is the hub's signing key.
fn own_certificate(pkcs8: &[u8]) -> Result<CertifiedKey, HubFault> {
    let der = PrivatePkcs8KeyDer::from(pkcs8.to_vec());
    let pair = KeyPair::from_pkcs8_der_and_sign_algo(&der, &PKCS_ED25519).map_err(certificate_fault)?;
    let certificate = CertificateParams::new(vec!["pamoja-hub".to_owned()])
        .and_then(|params| params.self_signed(&pair))
        .map_err(certificate_fault)?;
    let key = sign::any_eddsa_type(&der).map_err(tls_fault)?;
    Ok(CertifiedKey::new(vec![certificate.der().clone()], key))
}

fn new_console_pem() -> Result<String, HubFault> {
    let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(certificate_fault)?;
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let certificate =
        CertificateParams::new(names).and_then(|params| params.self_signed(&pair)).map_err(certificate_fault)?;
    Ok(format!("{}{}", certificate.pem(), pair.serialize_pem()))
}

fn read_pem(chain: &Path, key: &Path) -> Result<CertifiedKey, HubFault> {
    let unreadable = |path: &Path| HubFault::cannot(format!("{}: no usable certificate or key in it", path.display()));
    let certificates = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|_| unreadable(chain))?;
    if certificates.is_empty() {
        return Err(unreadable(chain));
    }
    let key = PrivateKeyDer::from_pem_file(key)
        .ok()
        .and_then(|der| sign::any_supported_type(&der).ok())
        .ok_or_else(|| unreadable(key))?;
    Ok(CertifiedKey::new(certificates, key))
}

fn certificate_fault(error: rcgen::Error) -> HubFault {
    HubFault::cannot(format!("a certificate could not be made: {error}"))
}

fn tls_fault(error: rustls::Error) -> HubFault {
    HubFault::cannot(format!("TLS could not be set up: {error}"))
}
