//! What the operator says about the identity provider: a file of TOML, named on the command line or in `PAMOJA_OIDC`.
//!
//! Always true: nothing is fetched from, and nobody is sent to, another place than the hosts named here.

use std::fs;
use std::path::{Path, PathBuf};

use reqwest::Url;
use serde::Deserialize;

use crate::fault::HubFault;
use crate::limits::OIDC_TEXT_BYTES_MAX;

/// The environment variable that names the file.
pub const VARIABLE: &str = "PAMOJA_OIDC";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    console_url: String,
    label: String,
    ca_file: Option<PathBuf>,
    #[serde(default)]
    other_hosts: Vec<String>,
    #[serde(default)]
    strong_amr: Vec<String>,
    #[serde(default)]
    strong_acr: Vec<String>,
}

/// An identity provider.
#[derive(Clone)]
pub struct Config {
    /// Its address, letter by letter as it stands in its tokens.
    pub issuer: String,
    issuer_url: Url,
    /// How it knows this hub.
    pub client_id: String,
    /// What only it and this hub know; none for a client that proves itself by PKCE alone.
    pub client_secret: Option<String>,
    /// Where it sends people back to.
    pub redirect_uri: String,
    /// What people call it.
    pub label: String,
    /// Certificates of authorities that vouch for it, PEM; without them those of the system.
    pub authorities: Option<Vec<u8>>,
    other_hosts: Vec<String>,
    strong_amr: Vec<String>,
    strong_acr: Vec<String>,
}

impl Config {
    /// Reads the file and the files that it names.
    ///
    /// # Errors
    /// A sentence for the operator that says what to change.
    pub fn read(path: &Path) -> Result<Self, HubFault> {
        let text = fs::read_to_string(path).map_err(HubFault::at(path))?;
        let wrong = |problem: String| HubFault::cannot(format!("{}: {problem}", path.display()));
        let told: Told = toml::from_str(&text).map_err(|error| wrong(error.message().to_owned()))?;
        let client_secret = match &told.client_secret_file {
            Some(at) => Some(fs::read_to_string(at).map_err(HubFault::at(at))?.trim().to_owned()),
            None => None,
        };
        let authorities = match &told.ca_file {
            Some(at) => Some(fs::read(at).map_err(HubFault::at(at))?),
            None => None,
        };
        Self::of(told, client_secret, authorities).map_err(wrong)
    }

    fn of(told: Told, client_secret: Option<String>, authorities: Option<Vec<u8>>) -> Result<Self, String> {
        let issuer_url = place(&told.issuer).ok_or("issuer is an https address without query or fragment")?;
        let console = place(&told.console_url).filter(|url| url.path() == "/");
        let console = console.ok_or("console_url is the https address of this hub's console, without a path")?;
        let texts = [&told.issuer, &told.client_id, &told.label];
        if texts.iter().any(|text| text.trim().is_empty() || text.len() > OIDC_TEXT_BYTES_MAX) {
            return Err(format!("issuer, client_id and label have 1 to {OIDC_TEXT_BYTES_MAX} bytes"));
        }
        if client_secret.as_ref().is_some_and(String::is_empty) {
            return Err("client_secret_file is empty".to_owned());
        }
        let redirect_uri = console.join("oidc/return").map_err(|error| error.to_string())?.to_string();
        Ok(Self {
            issuer: told.issuer,
            issuer_url,
            client_id: told.client_id,
            client_secret,
            redirect_uri,
            label: told.label,
            authorities,
            other_hosts: told.other_hosts,
            strong_amr: told.strong_amr,
            strong_acr: told.strong_acr,
        })
    }

    /// Where the provider describes itself (OpenID Connect Discovery 1.0, section 4).
    pub fn discovery(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'))
    }

    /// An address the provider named, if it is at the issuer's host and port, or over TLS at another host named in the file.
    pub fn allowed(&self, address: &str) -> Option<Url> {
        let url = Url::parse(address).ok().filter(|url| is_plain_address(url) && url.fragment().is_none())?;
        let is_issuers = url.origin() == self.issuer_url.origin();
        let host = url.host_str().unwrap_or_default();
        let is_named = url.scheme() == "https" && url.port().is_none() && self.other_hosts.iter().any(|it| it == host);
        (is_issuers || is_named).then_some(url)
    }

    /// Whether a token tells of a sign-in with a second factor of the provider's own.
    pub fn is_strong(&self, amr: &[String], acr: Option<&str>) -> bool {
        amr.iter().any(|method| self.strong_amr.contains(method))
            || acr.is_some_and(|class| self.strong_acr.iter().any(|strong| strong == class))
    }

    /// Whether the provider is on this machine, which a proxy is not asked for.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.issuer_url)
    }
}

fn is_loopback(url: &Url) -> bool {
    matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"))
}

/// TLS everywhere but on this machine; no names or passwords in addresses.
fn is_plain_address(url: &Url) -> bool {
    let is_scheme = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url));
    is_scheme && url.host_str().is_some() && url.username().is_empty() && url.password().is_none()
}

fn place(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(|url| is_plain_address(url) && url.query().is_none() && url.fragment().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(issuer: &str, console_url: &str) -> Result<Config, String> {
        let told = Told {
            issuer: issuer.to_owned(),
            client_id: "pamoja".to_owned(),
            client_secret_file: None,
            console_url: console_url.to_owned(),
            label: "Government account".to_owned(),
            ca_file: None,
            other_hosts: vec!["keys.example.org".to_owned()],
            strong_amr: vec!["mfa".to_owned()],
            strong_acr: vec!["gold".to_owned()],
        };
        Config::of(told, None, None)
    }

    #[test]
    fn addresses_are_over_tls_or_of_this_machine() {
        for wrong in
            ["http://login.example.org", "https://me:you@login.example.org", "https://login.example.org/?a=b", "login"]
        {
            assert!(told(wrong, "https://hub.example.org").is_err(), "{wrong}");
            assert!(told("https://login.example.org", wrong).is_err(), "{wrong}");
        }
        assert!(told("https://login.example.org", "https://hub.example.org/console").is_err());
        assert!(told("http://127.0.0.1:4000", "http://127.0.0.1:7443").is_ok());
    }

    #[test]
    fn only_the_issuers_host_and_those_named_are_asked() {
        let config = told("https://login.example.org/realm", "https://hub.example.org").unwrap();
        for fine in
            ["https://login.example.org/token", "https://login.example.org:443/x", "https://keys.example.org/jwks"]
        {
            assert!(config.allowed(fine).is_some(), "{fine}");
        }
        let wrong = [
            "http://login.example.org/token",
            "https://login.example.org:8443/token",
            "https://login.example.org.evil.example/token",
            "https://login.example.org@evil.example/token",
            "https://keys.example.org:22/",
            "http://keys.example.org/",
            "http://127.0.0.1/",
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
        ];
        for address in wrong {
            assert!(config.allowed(address).is_none(), "{address}");
        }
        assert_eq!(config.redirect_uri, "https://hub.example.org/oidc/return");
        assert_eq!(config.discovery(), "https://login.example.org/realm/.well-known/openid-configuration");
    }

    #[test]
    fn only_configured_values_are_strong() {
        let config = told("https://login.example.org", "https://hub.example.org").unwrap();
        assert!(config.is_strong(&["pwd".to_owned(), "mfa".to_owned()], None) && config.is_strong(&[], Some("gold")));
        assert!(!config.is_strong(&["pwd".to_owned(), "otp".to_owned()], Some("mfa")) && !config.is_strong(&[], None));
    }
}
