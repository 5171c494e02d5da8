//! Sealing to devices and opening: the age format, whose receivers are the Ed25519 keys the roster names anyway.
//!
//! An ordinary `age` tool opens what is sealed here with the device's key in OpenSSH's form. No key is exchanged.

use std::io::{BufReader, Cursor, Read, Write};

use age::ssh;
use data_encoding::BASE64;
use sync::signing::SigningKey;
use zeroize::{Zeroize, Zeroizing};

use crate::fault::StoreFault;

/// The largest header of an age file that is looked at, in bytes: 64 receivers take 8 KB. Reading one takes time with the
/// square of its length.
const AGE_HEADER_BYTES_MAX: u64 = 16 * 1024;
const SSH_ED25519: &[u8] = b"ssh-ed25519";
/// Where the seed stands in the PKCS#8 form of an Ed25519 key (RFC 8410): after the algorithm and two lengths.
const SEED_BEGINS: [u8; 9] = [0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// What opens: the device's own key. The one key form age takes is OpenSSH's; it is made in memory and zeroed here.
pub(crate) struct OpeningKey(ssh::Identity);

impl OpeningKey {
    /// From the PKCS#8 form of the device's key.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, StoreFault> {
        let public = SigningKey::from_pkcs8(pkcs8).map_err(|_| StoreFault::Key)?.public();
        let text = openssh(seed(pkcs8).ok_or(StoreFault::Key)?, &public);
        let identity = ssh::Identity::from_buffer(text.as_bytes(), None).map_err(|_| StoreFault::Key)?;
        match identity {
            ssh::Identity::Unencrypted(_) => Ok(Self(identity)),
            ssh::Identity::Encrypted(_) | ssh::Identity::Unsupported(_) => Err(StoreFault::Key),
        }
    }

    /// Opens what was sealed to this key. `None` when it was not, or is no age file at all.
    ///
    /// # Errors
    /// [`StoreFault::Io`] when it cannot be read.
    pub fn open<'a, R: Read + 'a>(&self, mut sealed: R) -> Result<Option<impl Read + 'a>, StoreFault> {
        // The header is looked at before age reads it: one without an end would be gathered without an end.
        let mut begin = Vec::new();
        sealed.by_ref().take(AGE_HEADER_BYTES_MAX).read_to_end(&mut begin)?;
        if !begin.windows(4).any(|four| four == b"\n---") {
            return Ok(None);
        }
        let whole = Cursor::new(begin).chain(sealed);
        let decryptor = match age::Decryptor::new_buffered(BufReader::new(whole)) {
            Ok(decryptor) => decryptor,
            Err(age::DecryptError::Io(error)) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                return Err(error.into());
            }
            Err(_) => return Ok(None),
        };
        Ok(decryptor.decrypt(std::iter::once(&self.0 as &dyn age::Identity)).ok())
    }
}

/// The seed of an Ed25519 key in its PKCS#8 form.
fn seed(pkcs8: &[u8]) -> Option<&[u8]> {
    let at = pkcs8.windows(SEED_BEGINS.len()).position(|window| window == SEED_BEGINS)? + SEED_BEGINS.len();
    pkcs8.get(at..at + 32)
}

/// A public key in the form that stands in `authorized_keys`, without the first word.
fn wire_key(public: &[u8; 32]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(51);
    string(&mut wire, SSH_ED25519);
    string(&mut wire, public);
    wire
}

fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    out.extend_from_slice(bytes);
}

/// OpenSSH's private key form (PROTOCOL.key), without a passphrase.
fn openssh(seed: &[u8], public: &[u8; 32]) -> Zeroizing<String> {
    let pair = Zeroizing::new([seed, public].concat());
    // Room for all of it from the start: growing would leave copies behind that nobody zeroes.
    let mut inner = Zeroizing::new(Vec::with_capacity(256));
    inner.extend_from_slice(&[0; 8]);
    string(&mut inner, SSH_ED25519);
    string(&mut inner, public);
    string(&mut inner, &pair);
    string(&mut inner, b"");
    let padding = (8 - inner.len() % 8) % 8;
    inner.extend((1..=padding as u8).collect::<Vec<u8>>());
    let mut whole = Zeroizing::new(Vec::with_capacity(512));
    whole.extend_from_slice(b"openssh-key-v1\0");
    string(&mut whole, b"none");
    string(&mut whole, b"none");
    string(&mut whole, b"");
    whole.extend_from_slice(&1_u32.to_be_bytes());
    string(&mut whole, &wire_key(public));
    string(&mut whole, &inner);
    let mut encoded = BASE64.encode(&whole);
    let mut text = Zeroizing::new(String::with_capacity(1024));
    text.push_str("-----BEGIN OPENSSH PRIVATE KEY-----\n");
    for line in encoded.as_bytes().chunks(70) {
        text.push_str(std::str::from_utf8(line).unwrap_or_default());
        text.push('\n');
    }
    text.push_str("-----END OPENSSH PRIVATE KEY-----\n");
    encoded.zeroize();
    text
}

fn recipient(public: &[u8; 32]) -> Result<ssh::Recipient, StoreFault> {
    format!("ssh-ed25519 {}", BASE64.encode(&wire_key(public))).parse().map_err(|_| StoreFault::Key)
}

/// A writer that seals what is written to the owners of these keys. End it with `finish`, or it cannot be opened.
///
/// # Errors
/// [`StoreFault::Key`] for a key that is none, [`StoreFault::Io`].
pub(crate) fn sealed_to<W: Write>(keys: &[[u8; 32]], out: W) -> Result<age::stream::StreamWriter<W>, StoreFault> {
    let recipients = keys.iter().map(recipient).collect::<Result<Vec<_>, _>>()?;
    let receivers = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(receivers).map_err(|_| StoreFault::Key)?;
    Ok(encryptor.wrap_output(out)?)
}

/// Whether an age file says that it is sealed to the owner of a key. Four bytes of a hash: a hint for who carries it
/// and cannot open it, no proof.
///
/// # Errors
/// [`StoreFault::Io`].
pub(crate) fn is_addressed_to(public: &[u8; 32], sealed: impl Read) -> Result<bool, StoreFault> {
    use std::io::BufRead;
    let hash = sync::Hash::of(&[&wire_key(public)]);
    let tag = data_encoding::BASE64_NOPAD.encode(&hash.0[..4]);
    let mut lines = BufReader::new(sealed.take(AGE_HEADER_BYTES_MAX)).split(b'\n');
    if lines.next().transpose()?.as_deref() != Some(b"age-encryption.org/v1".as_slice()) {
        return Ok(false);
    }
    for line in lines {
        let line = line?;
        if line.starts_with(b"---") {
            break;
        }
        let wanted = format!("-> ssh-ed25519 {tag} ");
        if line.starts_with(wanted.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> (Vec<u8>, [u8; 32]) {
        let pkcs8 = SigningKey::generate().unwrap();
        let public = SigningKey::from_pkcs8(&pkcs8).unwrap().public();
        (pkcs8, public)
    }

    fn sealed(keys: &[[u8; 32]], plain: &[u8]) -> Vec<u8> {
        let mut writer = sealed_to(keys, Vec::new()).unwrap();
        writer.write_all(plain).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn each_receiver_opens_it_and_nobody_else() {
        let (amina, joseph, thief) = (key(), key(), key());
        let file = sealed(&[amina.1, joseph.1], b"a week of work");
        for (pkcs8, public) in [&amina, &joseph] {
            let mut plain = Vec::new();
            let opened = OpeningKey::from_pkcs8(pkcs8).unwrap().open(file.as_slice()).unwrap();
            opened.unwrap().read_to_end(&mut plain).unwrap();
            assert_eq!(plain, b"a week of work");
            assert!(is_addressed_to(public, file.as_slice()).unwrap());
        }
        assert!(OpeningKey::from_pkcs8(&thief.0).unwrap().open(file.as_slice()).unwrap().is_none());
        assert!(!is_addressed_to(&thief.1, file.as_slice()).unwrap());
        assert!(!is_addressed_to(&amina.1, b"not an age file".as_slice()).unwrap());
        assert!(OpeningKey::from_pkcs8(&amina.0).unwrap().open(b"".as_slice()).unwrap().is_none());
    }

    #[test]
    fn a_cut_or_flipped_file_never_reads_to_its_end() {
        let (pkcs8, public) = key();
        let plain: Vec<u8> = (0..200_000_u32).map(|at| at as u8).collect();
        let file = sealed(&[public], &plain);
        let opening = OpeningKey::from_pkcs8(&pkcs8).unwrap();
        let reads = |file: &[u8]| {
            let mut found = Vec::new();
            opening.open(file).unwrap().is_some_and(|mut opened| opened.read_to_end(&mut found).is_ok())
        };
        assert!(reads(&file));
        for end in (0..file.len()).step_by(7_919).chain([file.len() - 1]) {
            assert!(!reads(&file[..end]), "cut at {end}");
            let mut flipped = file.clone();
            flipped[end] ^= 0x10;
            assert!(!reads(&flipped), "flipped at {end}");
        }
    }

    #[test]
    fn the_key_is_in_the_form_that_ordinary_tools_read() {
        // A key of RFC 8032 (test 1), and what OpenSSH's own form of it holds.
        let (pkcs8, public) = key();
        let text = openssh(seed(&pkcs8).unwrap(), &public);
        assert!(text.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n") && text.len() < 1024);
        assert!(recipient(&public).unwrap().to_string().starts_with("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"));
        let identity = ssh::Identity::from_buffer(text.as_bytes(), None).unwrap();
        assert_eq!(ssh::Recipient::try_from(identity).unwrap().to_string(), recipient(&public).unwrap().to_string());
    }
}
