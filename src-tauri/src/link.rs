//! One request to the hub and its answer: limits of time and size, and telling a hub from whatever else answers.
//!
//! A hub's answers have a media type of their own. Anything else (a redirect, a sign-in page, a proxy's apology) was
//! not said by the hub, and nothing of it is read.

use std::net::IpAddr;

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use sync::limits::MESSAGE_BYTES_MAX;
use thiserror::Error;

use crate::limits::{CONNECT_TIMEOUT, REQUEST_TIMEOUT, SILENCE_TIMEOUT};
use crate::pinned::{Pin, client_config};

const ANSWER: &str = "application/x-pamoja-exchange";
const REFUSAL: &str = "application/x-pamoja-refusal+json";
const REFUSAL_BYTES_MAX: usize = 4_096;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LinkFault {
    /// Nobody answers, or the answer broke off.
    #[error("the hub does not answer")]
    Unreachable,
    /// Somebody who is not the hub answers.
    #[error("the machine that answered does not have the hub's key")]
    NotTrusted,
    /// A page of the network answers.
    #[error("something between here and the hub answered")]
    CaptivePortal,
    /// The hub says no; a Fluent message id.
    #[error("{0}")]
    Refused(String),
    /// The hub says not now; a Fluent message id.
    #[error("{code}")]
    Busy {
        /// Fluent message id.
        code: String,
        /// When to come again, in seconds.
        after_s: u64,
    },
    /// The answer is larger than any answer.
    #[error("the answer is above its limit")]
    TooLarge,
    /// The address is none.
    #[error("this is not an address of a hub")]
    Address,
}

/// Reads an address as typed. `https` is assumed; plain `http` is for loopback only.
pub fn hub_address(text: &str) -> Option<Url> {
    let text = text.trim();
    let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&text).ok()?;
    let has_more = !matches!(url.path(), "" | "/")
        || url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some();
    let may_be = match url.scheme() {
        "https" => true,
        "http" => is_loopback(&url),
        _ => false,
    };
    (may_be && !has_more && url.has_host()).then_some(url)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A way to one hub.
pub struct Link {
    client: Client,
    hub: Url,
}

#[derive(Deserialize)]
struct Refusal {
    code: String,
}

impl Link {
    /// The way to the hub at an address, whose key is pinned.
    ///
    /// # Errors
    /// [`LinkFault::Address`].
    pub fn new(address: &str, pin: Pin) -> Result<Self, LinkFault> {
        let hub = hub_address(address).ok_or(LinkFault::Address)?;
        let tls = client_config(pin).map_err(|_| LinkFault::NotTrusted)?;
        let mut client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(SILENCE_TIMEOUT)
            .timeout(REQUEST_TIMEOUT)
            .user_agent(concat!("pamoja/", env!("CARGO_PKG_VERSION")));
        if is_loopback(&hub) {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|_| LinkFault::Unreachable)?;
        Ok(Self { client, hub })
    }

    /// Sends and waits for the answer.
    ///
    /// # Errors
    /// [`LinkFault`].
    pub async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, LinkFault> {
        let url = self.hub.join(path).map_err(|_| LinkFault::Address)?;
        let mut response = self
            .client
            .post(url)
            .header(CONTENT_TYPE, ANSWER)
            .body(body)
            .send()
            .await
            .map_err(|error| fault_of(&error))?;
        let kind =
            response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
        if kind == REFUSAL {
            let after_s = retry_after(&response);
            let bytes = read(&mut response, REFUSAL_BYTES_MAX).await?;
            return Err(match (refusal_of(&bytes), after_s) {
                (LinkFault::Refused(code), Some(after_s)) => LinkFault::Busy { code, after_s },
                (refusal, _) => refusal,
            });
        }
        if kind != ANSWER || response.status() != StatusCode::OK {
            return Err(LinkFault::CaptivePortal);
        }
        read(&mut response, MESSAGE_BYTES_MAX).await
    }
}

/// Seconds until the hub wants to hear of this again.
fn retry_after(response: &reqwest::Response) -> Option<u64> {
    response.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok()
}

async fn read(response: &mut reqwest::Response, bytes_max: usize) -> Result<Vec<u8>, LinkFault> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| fault_of(&error))? {
        if bytes.len() + piece.len() > bytes_max {
            return Err(LinkFault::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Only codes of our own are told on: over plain HTTP anybody could have written this.
fn refusal_of(bytes: &[u8]) -> LinkFault {
    let code = serde_json::from_slice::<Refusal>(bytes).map(|refusal| refusal.code).unwrap_or_default();
    let is_ours =
        ["sync-refused-", "device-refused-"].iter().any(|prefix| code.starts_with(prefix)) && code.len() < 100;
    if is_ours && code.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-') {
        LinkFault::Refused(code)
    } else {
        LinkFault::CaptivePortal
    }
}

/// A record that was damaged on the way says nothing about who sent it.
const fn is_damage(error: &rustls::Error) -> bool {
    use rustls::{AlertDescription, Error};
    matches!(error, Error::DecryptError | Error::AlertReceived(AlertDescription::BadRecordMac))
}

/// Whatever else TLS objects to means that the other side is not our hub; everything else means that it was not
/// reached.
fn fault_of(error: &reqwest::Error) -> LinkFault {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return if is_damage(error) { LinkFault::Unreachable } else { LinkFault::NotTrusted };
        }
        // An IO error hides the error it carries from `source`.
        next = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(carried) => Some(carried),
            None => error.source(),
        };
    }
    LinkFault::Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_loopback_only() {
        assert!(hub_address("http://127.0.0.1:7443").is_some());
        assert!(hub_address("http://localhost:7443/").is_some());
        assert!(hub_address("http://[::1]:7443").is_some());
        assert!(hub_address("http://hub.example.org").is_none());
        assert!(hub_address("http://127.0.0.1.example.org").is_none());
        assert!(hub_address("ftp://hub.example.org").is_none());
    }

    #[test]
    fn an_address_is_read_as_people_type_it() {
        assert_eq!(hub_address(" hub.example.org ").unwrap().as_str(), "https://hub.example.org/");
        assert!(hub_address("https://user:secret@hub.example.org").is_none());
        assert!(hub_address("https://hub.example.org/?x=1").is_none());
        assert!(hub_address("").is_none());
    }

    #[test]
    fn only_codes_of_our_own_are_told_on() {
        assert_eq!(
            refusal_of(br#"{"code":"device-refused-code-used"}"#),
            LinkFault::Refused("device-refused-code-used".to_owned())
        );
        assert_eq!(refusal_of(br#"{"code":"<b>call 0800</b>"}"#), LinkFault::CaptivePortal);
        assert_eq!(refusal_of(b"<html>"), LinkFault::CaptivePortal);
    }
}
