//! Asking the identity provider: what it is, its keys, and a token for a code. Every answer has a limit of time and size,
//! and no answer sends us elsewhere.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Instant;
use reqwest::{Client, RequestBuilder, StatusCode, Url, redirect};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use serde::Deserialize;

use super::config::Config;
use super::token::{self, Key};
use crate::fault::HubFault;
use crate::limits::{OIDC_ANSWER_BYTES_MAX, OIDC_CONNECT_TIMEOUT, OIDC_KEYS_MS, OIDC_KEYS_PAUSE_MS, OIDC_TIMEOUT};

/// The provider as this hub speaks with it.
pub struct Provider {
    client: Client,
    known: Mutex<Option<Known>>,
}

/// What the provider said about itself.
#[derive(Clone)]
pub struct Known {
    authorization: Url,
    token: Url,
    keys_at: Url,
    /// Whether it names itself when it sends people back (RFC 9207).
    pub names_itself: bool,
    /// Its keys.
    pub keys: Arc<Vec<Key>>,
    asked_at: Instant,
}

#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    code_challenge_methods_supported: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: String,
}

/// Why the provider gave no answer that counts: for the log.
pub type Problem = &'static str;

impl Provider {
    /// Nothing is asked yet.
    ///
    /// # Errors
    /// A file of authorities that holds none.
    pub fn new(config: &Config) -> Result<Self, HubFault> {
        let mut client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(OIDC_TIMEOUT)
            .connect_timeout(OIDC_CONNECT_TIMEOUT)
            .user_agent(concat!("pamoja-hub/", env!("CARGO_PKG_VERSION")));
        // For the authorities of the system; a process has one maker of TLS, and ring's is the only one built in.
        let _is_there_already = default_provider().install_default();
        if let Some(pem) = &config.authorities {
            client = client.tls_backend_preconfigured(vouched_by(&roots_in(pem)?)?);
        } else if config.is_loopback() {
            client = client.tls_backend_preconfigured(vouched_by(&RootCertStore::empty())?);
        }
        if config.is_loopback() {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|error| HubFault::cannot(error.to_string()))?;
        Ok(Self { client, known: Mutex::new(None) })
    }

    /// What the provider says about itself; asked again after some time.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn known(&self, config: &Config, now: Instant) -> Result<Known, Problem> {
        let held = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match held.filter(|held| (0..OIDC_KEYS_MS).contains(&(now.ms() - held.asked_at.ms()))) {
            Some(held) => Ok(held),
            None => self.ask(config, now).await,
        }
    }

    /// The same, asked again when a token names a key we do not know and we have not just asked.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn known_for(&self, config: &Config, id_token: &str, now: Instant) -> Result<Known, Problem> {
        let held = self.known(config, now).await?;
        let is_old = now.ms() - held.asked_at.ms() >= OIDC_KEYS_PAUSE_MS;
        if is_old && token::names_unknown_key(id_token, &held.keys) { self.ask(config, now).await } else { Ok(held) }
    }

    async fn ask(&self, config: &Config, now: Instant) -> Result<Known, Problem> {
        let told: Discovery = serde_json::from_slice(&fetched(self.client.get(config.discovery())).await?)
            .map_err(|_| "the provider does not describe itself")?;
        // Another's description would bring another's keys (OpenID Connect Discovery 1.0, section 4.3).
        if told.issuer != config.issuer {
            return Err("the provider describes another issuer");
        }
        if told.code_challenge_methods_supported.is_some_and(|methods| methods.iter().all(|method| method != "S256")) {
            return Err("the provider does not take PKCE with S256");
        }
        let place =
            |address: &str| config.allowed(address).ok_or("the provider names a place that other_hosts does not");
        let keys_at = place(&told.jwks_uri)?;
        let keys =
            token::keys_of(&fetched(self.client.get(keys_at.clone())).await?).ok_or("the provider has no keys")?;
        let known = Known {
            authorization: place(&told.authorization_endpoint)?,
            token: place(&told.token_endpoint)?,
            keys_at,
            names_itself: told.authorization_response_iss_parameter_supported,
            keys: Arc::new(keys),
            asked_at: now,
        };
        tracing::debug!(keys = known.keys.len(), at = %known.keys_at, "the identity provider was asked");
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    /// The ID token for a code.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn id_token(
        &self,
        config: &Config,
        known: &Known,
        code: &str,
        verifier: &str,
    ) -> Result<String, Problem> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", config.redirect_uri.as_str()),
            ("code_verifier", verifier),
        ];
        let mut request = self.client.post(known.token.clone());
        match &config.client_secret {
            // RFC 6749, section 2.3.1: both are form-encoded first.
            Some(secret) => request = request.basic_auth(encoded(&config.client_id), Some(encoded(secret))),
            None => fields.push(("client_id", &config.client_id)),
        }
        let body =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let answer: TokenAnswer =
            serde_json::from_slice(&fetched(request).await?).map_err(|_| "the provider gave no ID token")?;
        Ok(answer.id_token)
    }
}

impl Known {
    /// Where a person goes to sign in.
    pub fn way(&self, config: &Config, state: &str, nonce: &str, challenge: &str) -> String {
        let mut url = self.authorization.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("scope", "openid")
            .append_pair("client_id", &config.client_id)
            .append_pair("redirect_uri", &config.redirect_uri)
            .append_pair("state", state)
            .append_pair("nonce", nonce)
            .append_pair("code_challenge", challenge)
            .append_pair("code_challenge_method", "S256");
        url.into()
    }
}

/// `application/x-www-form-urlencoded`, everything but letters and digits as bytes.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            all.push(char::from(byte));
        } else {
            all.push_str(&format!("%{byte:02X}"));
        }
        all
    })
}

fn roots_in(pem: &[u8]) -> Result<RootCertStore, HubFault> {
    let wrong = || HubFault::cannot("ca_file holds no certificate of an authority in PEM");
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        roots.add(certificate.map_err(|_| wrong())?).map_err(|_| wrong())?;
    }
    if roots.is_empty() { Err(wrong()) } else { Ok(roots) }
}

fn vouched_by(roots: &RootCertStore) -> Result<ClientConfig, HubFault> {
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| HubFault::cannot(error.to_string()))?;
    Ok(config.with_root_certificates(roots.clone()).with_no_client_auth())
}

async fn fetched(request: RequestBuilder) -> Result<Vec<u8>, Problem> {
    let mut answer = request.send().await.map_err(|_| "the provider cannot be reached")?;
    if answer.status() != StatusCode::OK {
        return Err("the provider said no");
    }
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|_| "the provider's answer broke off")? {
        if bytes.len() + piece.len() > OIDC_ANSWER_BYTES_MAX {
            return Err("the provider's answer is too long");
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
