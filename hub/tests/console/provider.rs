//! An identity provider of a few lines, which says what a test wants it to say: the truth or any lie.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};

/// An RSA key that is used nowhere else.
const RSA: &[u8] = include_bytes!("../fixtures/invented-provider.pk8");

/// The keys of the provider.
pub struct Keys {
    rsa: RsaKeyPair,
    p256: EcdsaKeyPair,
    ed25519: Ed25519KeyPair,
}

impl Keys {
    pub fn new() -> Self {
        let chance = SystemRandom::new();
        let p256 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &chance).unwrap();
        let ed25519 = Ed25519KeyPair::generate_pkcs8(&chance).unwrap();
        Self {
            rsa: RsaKeyPair::from_pkcs8(RSA).unwrap(),
            p256: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, p256.as_ref(), &chance).unwrap(),
            ed25519: Ed25519KeyPair::from_pkcs8(ed25519.as_ref()).unwrap(),
        }
    }

    /// As the provider publishes them, each under the name of its algorithm.
    pub fn published(&self) -> Value {
        let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
        let point = self.p256.public_key().as_ref();
        let rsa: ring::rsa::PublicKeyComponents<Vec<u8>> = self.rsa.public().into();
        json!({ "keys": [
            { "kty": "RSA", "kid": "RS256", "use": "sig", "alg": "RS256", "n": text(&rsa.n), "e": text(&rsa.e) },
            { "kty": "EC", "kid": "ES256", "crv": "P-256", "x": text(&point[1..33]), "y": text(&point[33..]) },
            { "kty": "OKP", "kid": "EdDSA", "crv": "Ed25519", "x": text(self.ed25519.public_key().as_ref()) },
            { "kty": "oct", "kid": "HS256", "k": text(b"not for signing in") },
            { "kty": "EC", "kid": "future", "crv": "P-999" },
            { "kty": "OKP", "kid": "sealing", "use": "enc", "crv": "Ed25519", "x": text(self.ed25519.public_key().as_ref()) },
        ] })
    }

    pub fn sign(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let chance = SystemRandom::new();
        match algorithm {
            "RS256" => {
                let mut signature = vec![0; self.rsa.public().modulus_len()];
                self.rsa.sign(&RSA_PKCS1_SHA256, &chance, message, &mut signature).unwrap();
                signature
            }
            "ES256" => self.p256.sign(&chance, message).unwrap().as_ref().to_vec(),
            "EdDSA" => self.ed25519.sign(message).as_ref().to_vec(),
            _ => Vec::new(),
        }
    }

    /// A token with this header, signed as `algorithm` says.
    pub fn token(&self, header: &Value, claims: &Value, algorithm: &str) -> String {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(header), part(claims));
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&self.sign(algorithm, signed.as_bytes())))
    }
}

/// What the provider says next.
#[derive(Default)]
pub struct Says {
    /// Members of its description, over those that are right.
    pub description: Value,
    /// Answers the description with a redirect to here.
    pub sends_to: Option<String>,
    /// Bytes before the description.
    pub padding: usize,
    /// Never answers for its keys.
    pub is_silent: bool,
    /// The token for the next code.
    pub token: String,
    /// Bodies that came to the place of tokens.
    pub asked: Vec<String>,
}

/// A provider that serves.
pub struct Provider {
    pub at: SocketAddr,
    pub keys: Arc<Keys>,
    pub says: Arc<Mutex<Says>>,
}

impl Provider {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (at, keys, says) = (listener.local_addr().unwrap(), Arc::new(Keys::new()), Arc::new(Mutex::default()));
        let (published, saying) = (keys.published(), Arc::clone(&says));
        std::thread::spawn(move || {
            let mut silent = Vec::new();
            for stream in listener.incoming().flatten() {
                answer(stream, at, &published, &saying, &mut silent);
            }
        });
        Self { at, keys, says }
    }

    pub fn issuer(&self) -> String {
        format!("http://{}", self.at)
    }
}

fn answer(stream: TcpStream, at: SocketAddr, keys: &Value, says: &Mutex<Says>, silent: &mut Vec<TcpStream>) {
    let mut reader = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() <= 2 {
            break;
        }
        let told = line.to_lowercase();
        length = told.strip_prefix("content-length:").map_or(length, |told| told.trim().parse().unwrap());
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut stream = reader.into_inner();
    let mut says = says.lock().unwrap();
    let (status, body) = match first.split(' ').nth(1).unwrap_or_default() {
        "/.well-known/openid-configuration" => {
            if let Some(elsewhere) = &says.sends_to {
                let _ = write!(
                    stream,
                    "HTTP/1.1 302 Found\r\nlocation: {elsewhere}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                return;
            }
            (200, format!("{}{}", " ".repeat(says.padding), described(at, &says.description)))
        }
        "/keys" if says.is_silent => return silent.push(stream),
        "/keys" => (200, keys.to_string()),
        "/token" => {
            let asked = String::from_utf8(body).unwrap();
            let code = asked.split('&').find(|field| field.starts_with("code=")).unwrap_or_default().to_owned();
            let is_new = !says.asked.iter().any(|before| before.split('&').any(|field| field == code));
            says.asked.push(asked);
            if is_new { (200, json!({ "id_token": says.token }).to_string()) } else { (400, "{}".to_owned()) }
        }
        _ => (404, String::new()),
    };
    let length = body.len();
    let _ = write!(stream, "HTTP/1.1 {status} Told\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
}

fn described(at: SocketAddr, over: &Value) -> Value {
    let mut description = json!({
        "issuer": format!("http://{at}"),
        "authorization_endpoint": format!("http://{at}/authorize?tenant=coast"),
        "token_endpoint": format!("http://{at}/token"),
        "jwks_uri": format!("http://{at}/keys"),
        "code_challenge_methods_supported": ["plain", "S256"],
    });
    for (name, value) in over.as_object().into_iter().flatten() {
        description[name] = value.clone();
    }
    description
}
