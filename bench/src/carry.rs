//! Carries requests to a hub over HTTP as the desktop program does: the same client, the same headers, TLS 1.3 to the
//! hub's own key and to no other.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode, Url};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring::default_provider;
use rustls::crypto::{CryptoProvider, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use tokio::runtime::Handle;

use crate::Outcome;

/// A slow link needs this long for the largest request.
const PATIENCE: Duration = Duration::from_secs(300);
/// How often a busy hub is asked again.
const TRIES: u32 = 100;

/// A way to one hub.
pub struct Carrier {
    client: Client,
    hub: Url,
    runtime: Handle,
    /// How often the hub said that it was busy.
    pub refused_busy: u32,
}

impl Carrier {
    /// The way to the hub at an address whose key is known.
    ///
    /// # Errors
    /// An address that is none.
    pub fn new(address: &str, hub_key: [u8; 32], runtime: Handle) -> Outcome<Self> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls(hub_key)?)
            .timeout(PATIENCE)
            .user_agent(concat!("pamoja/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .build()?;
        Ok(Self { client, hub: Url::parse(address)?, runtime, refused_busy: 0 })
    }

    /// Sends once and waits for the answer.
    ///
    /// # Errors
    /// A hub that is gone or refuses.
    pub async fn send(&self, path: &str, body: &[u8]) -> Outcome<Vec<u8>> {
        match self.ask(path, body).await? {
            (status, answer) if status.is_success() => Ok(answer),
            (status, answer) => {
                Err(format!("the hub answered {status} to {path}: {}", String::from_utf8_lossy(&answer)).into())
            }
        }
    }

    async fn ask(&self, path: &str, body: &[u8]) -> Outcome<(StatusCode, Vec<u8>)> {
        let request =
            self.client.post(self.hub.join(path)?).header(CONTENT_TYPE, hub::exchange::ANSWER).body(body.to_vec());
        let response = request.send().await?;
        Ok((response.status(), response.bytes().await?.to_vec()))
    }

    /// Sends and waits for the answer; a hub that is busy is asked again.
    ///
    /// # Errors
    /// A hub that is gone or refuses.
    pub fn post(&mut self, path: &str, body: &[u8]) -> Outcome<Vec<u8>> {
        for tried in 1..=TRIES {
            let (status, answer) = self.runtime.block_on(self.ask(path, body))?;
            if status.is_success() {
                return Ok(answer);
            }
            if status != StatusCode::SERVICE_UNAVAILABLE {
                return Err(format!("the hub answered {status} to {path}: {}", String::from_utf8_lossy(&answer)).into());
            }
            self.refused_busy += 1;
            std::thread::sleep(Duration::from_millis(50 * u64::from(tried.min(10))));
        }
        Err("the hub stayed busy".into())
    }
}

#[derive(Debug)]
struct Pinned {
    hub_key: [u8; 32],
    provider: Arc<CryptoProvider>,
}

pub(crate) fn tls(hub_key: [u8; 32]) -> Outcome<ClientConfig> {
    let provider = Arc::new(default_provider());
    let pinned = Arc::new(Pinned { hub_key, provider: Arc::clone(&provider) });
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(pinned)
        .with_no_client_auth();
    Ok(config)
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
        // The key stands last in its public key info (RFC 8410).
        let parsed = ParsedCertificate::try_from(end_entity)?;
        if parsed.subject_public_key_info().as_ref().ends_with(&self.hub_key) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2 is not spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;
    use crate::traffic::{HTTP_DOWN_BYTES, HTTP_UP_BYTES};
    use crate::world::World;

    /// Everything up to the empty line.
    fn headers(stream: &mut TcpStream) -> usize {
        let (mut seen, mut byte) = (Vec::new(), [0]);
        while !seen.ends_with(b"\r\n\r\n") && stream.read(&mut byte).expect("bytes") == 1 {
            seen.push(byte[0]);
        }
        seen.len()
    }

    fn is_near(counted: u64, real: usize) -> bool {
        counted.abs_diff(real as u64) <= 20
    }

    #[test]
    fn headers_of_a_request_cost_what_is_counted() {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let mut carrier = Carrier::new(&address, [0; 32], runtime.handle().clone()).expect("a carrier");
        let hearing = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let heard = headers(&mut stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").expect("an answer");
            heard
        });
        carrier.post("/exchange/hello", &[7; 90_000]).expect("an answer");
        let heard = hearing.join().expect("what was heard");
        assert!(is_near(HTTP_UP_BYTES, heard), "{heard} bytes of headers in a request");
    }

    #[test]
    fn headers_of_an_answer_cost_what_is_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let world = World::new(folder.path(), 1).expect("a world");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let (told, heard) = std::sync::mpsc::channel();
        let listening =
            hub::Listening { at: "127.0.0.1:0".parse().expect("an address"), is_plain: true, console: None };
        let serving = Arc::clone(&world.hub);
        runtime.spawn(async move {
            hub::serve(serving, &listening, std::future::pending(), |at| told.send(at).expect("a listener")).await
        });
        let mut stream = TcpStream::connect(heard.recv().expect("an address")).expect("a connection");
        let request = "POST /exchange/hello HTTP/1.1\r\nhost: hub\r\ncontent-length: 1\r\n\r\n.";
        stream.write_all(request.as_bytes()).expect("a request");
        // A refusal's headers are those of an answer, with a media type seven letters longer.
        let real = headers(&mut stream);
        assert!(is_near(HTTP_DOWN_BYTES, real), "{real} bytes of headers in an answer");
    }
}
