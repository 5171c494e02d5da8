//! ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) and the keys they are signed with (RFC 7517, 7518, 8037).
//!
//! Always true: a token counts only under a key of the provider, with the one algorithm that fits the kind of that key,
//! for this hub, for this attempt and now. Nothing in a token is looked at before its signature but its own header.

use controls::Control;
use data_encoding::BASE64URL_NOPAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use crate::limits::{OIDC_AGE_S_MAX, OIDC_KEYS_MAX, OIDC_SKEW_S, OIDC_TEXT_BYTES_MAX, OIDC_TOKEN_BYTES_MAX};

/// Why a token does not count: for the log of the operator, never for the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not three parts of bounded length that can be read.
    #[error("the ID token cannot be read")]
    Malformed,
    /// `none`, a shared secret, or anything else we do not take.
    #[error("the ID token is signed with an algorithm that is not taken here")]
    Algorithm,
    /// No key, or several, that it could be.
    #[error("the ID token names no key of the provider")]
    Key,
    /// Not signed by that key.
    #[error("the signature of the ID token is wrong")]
    Signature,
    /// Of another provider.
    #[error("the ID token is of another issuer")]
    Issuer,
    /// For another client, or for others besides.
    #[error("the ID token is not for this hub alone")]
    Audience,
    /// Too old, or of the future.
    #[error("the ID token does not hold now; look at the clocks of hub and provider")]
    Time,
    /// Of another attempt.
    #[error("the ID token is of another attempt")]
    Nonce,
    /// Of nobody.
    #[error("the ID token names nobody")]
    Subject,
}

/// A key of the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    id: Option<String>,
    material: Material,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Material {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

impl Material {
    /// The one algorithm that a key of this kind signs with.
    const fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RS256",
            Self::P256(_) => "ES256",
            Self::Ed25519(_) => "EdDSA",
        }
    }

    fn is_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
            Self::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
            Self::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok(),
        }
    }
}

#[derive(Deserialize)]
struct TellsKeys {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct TellsKey {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The keys of a JWK set that can sign ID tokens; others are passed over, as the standard asks. None when it is no set.
pub fn keys_of(text: &[u8]) -> Option<Vec<Key>> {
    let TellsKeys { keys } = serde_json::from_slice(text).ok()?;
    let told = keys.into_iter().take(OIDC_KEYS_MAX).filter_map(|key| serde_json::from_value::<TellsKey>(key).ok());
    Some(told.filter_map(key_of).collect())
}

fn key_of(told: TellsKey) -> Option<Key> {
    let bytes = |text: &Option<String>| BASE64URL_NOPAD.decode(text.as_ref()?.as_bytes()).ok();
    let material = match (told.kty.as_str(), told.crv.as_deref()) {
        ("RSA", None) => Material::Rsa { n: bytes(&told.n)?, e: bytes(&told.e)? },
        ("EC", Some("P-256")) => {
            let (x, y) = (bytes(&told.x)?, bytes(&told.y)?);
            if (x.len(), y.len()) != (32, 32) {
                return None;
            }
            Material::P256([&[4], x.as_slice(), y.as_slice()].concat())
        }
        ("OKP", Some("Ed25519")) => Material::Ed25519(bytes(&told.x)?),
        _ => return None,
    };
    let is_for_signing = told.purpose.is_none_or(|purpose| purpose == "sig");
    let is_for_it = told.alg.is_none_or(|algorithm| algorithm == material.algorithm());
    (is_for_signing && is_for_it).then_some(Key { id: told.kid, material })
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
    acr: Option<String>,
}

/// What a token must say.
pub struct Expected<'a> {
    /// Of whom it must be.
    pub issuer: &'a str,
    /// For whom it must be.
    pub client_id: &'a str,
    /// The number of this attempt.
    pub nonce: &'a str,
    /// Now, in milliseconds since 1970.
    pub now_ms: i64,
}

/// Whom a provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// How the provider calls this person.
    pub subject: String,
    /// How they signed in there.
    pub amr: Vec<String>,
    /// The class of that sign-in.
    pub acr: Option<String>,
}

/// Whether a token names a key that is not among these: then the provider may have changed its keys.
pub fn names_unknown_key(token: &str, keys: &[Key]) -> bool {
    let head = token.split('.').next().filter(|_| token.len() <= OIDC_TOKEN_BYTES_MAX);
    let named = head.and_then(part::<Header>).and_then(|header| header.kid);
    named.is_some_and(|named| keys.iter().all(|key| key.id.as_ref() != Some(&named)))
}

/// Whom a token vouches for.
///
/// # Errors
/// [`Problem`].
pub fn read(token: &str, keys: &[Key], expected: &Expected<'_>) -> Result<Vouched, Problem> {
    if token.len() > OIDC_TOKEN_BYTES_MAX {
        return Err(Problem::Malformed);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(Problem::Malformed)?;
    let (head, body) = signed.split_once('.').filter(|(_, body)| !body.contains('.')).ok_or(Problem::Malformed)?;
    let header: Header = part(head).ok_or(Problem::Malformed)?;
    // What is said to be critical would have to be understood: nothing is.
    if header.crit.is_some() {
        return Err(Problem::Malformed);
    }
    if !["RS256", "ES256", "EdDSA"].contains(&header.alg.as_str()) {
        return Err(Problem::Algorithm);
    }
    let is_it = |key: &&Key| match &header.kid {
        Some(named) => key.id.as_ref() == Some(named),
        None => key.material.algorithm() == header.alg,
    };
    let mut fitting = keys.iter().filter(is_it);
    let key = fitting.next().filter(|_| fitting.next().is_none()).ok_or(Problem::Key)?;
    if key.material.algorithm() != header.alg {
        return Err(Problem::Algorithm);
    }
    let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).map_err(|_| Problem::Malformed)?;
    if Control::IdTokenSignature.is_on() && !key.material.is_signed(signed.as_bytes(), &signature) {
        return Err(Problem::Signature);
    }
    vouched(part(body).ok_or(Problem::Malformed)?, expected)
}

fn vouched(claims: Claims, expected: &Expected<'_>) -> Result<Vouched, Problem> {
    if claims.iss != expected.issuer {
        return Err(Problem::Issuer);
    }
    let is_ours = match &claims.aud {
        Audience::One(one) => one == expected.client_id,
        Audience::Several(several) => !several.is_empty() && several.iter().all(|one| one == expected.client_id),
    };
    if !is_ours || claims.azp.is_some_and(|azp| azp != expected.client_id) {
        return Err(Problem::Audience);
    }
    let now_s = expected.now_ms as f64 / 1_000.0;
    let is_now = claims.exp + OIDC_SKEW_S > now_s
        && claims.iat - OIDC_SKEW_S <= now_s
        && now_s - claims.iat <= OIDC_AGE_S_MAX
        && claims.nbf.is_none_or(|nbf| nbf - OIDC_SKEW_S <= now_s);
    if !is_now {
        return Err(Problem::Time);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(Problem::Nonce);
    }
    if claims.sub.is_empty() || claims.sub.len() > OIDC_TEXT_BYTES_MAX {
        return Err(Problem::Subject);
    }
    Ok(Vouched { subject: claims.sub, amr: claims.amr, acr: claims.acr })
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()
}
