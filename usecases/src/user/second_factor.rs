//! The second factor of the console: a code from another device that changes every half minute, by RFC 6238 with what
//! every such application understands (HMAC-SHA-1, six digits, thirty seconds); and recovery codes for a lost device.
//!
//! A code works once: its time step, and every earlier one, is used up with it. Whether it, the name or the passphrase
//! was wrong is nobody's to know; the door answers the same.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use domain::change::{Change, Fact};
use domain::roster::{AccountAct, AccountChange, User};
use domain::{Id, Instant};
use qrcodegen::{QrCode, QrCodeEcc};
use ring::rand::{SecureRandom, SystemRandom};
use ring::{digest, hmac};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::local::second_factor::SecondFactorRow;
use store::{Reader, StoreFault};

use crate::Nothing;
use crate::caller::{Caller, Context};
use crate::failure::Failure;
use crate::parse;

/// Seconds a code is shown.
const STEP_SECONDS: i64 = 30;
/// Steps a device's clock may be off, either way.
const STEPS_OFF: i64 = 1;
/// Digits of a code, as a power of ten.
const CODES: u32 = 1_000_000;
/// Bytes of a secret, as RFC 4226 asks for.
const SECRET_BYTES: usize = 20;
/// Recovery codes given at once, and their random bytes.
const RECOVERY_CODES: usize = 8;
const RECOVERY_BYTES: usize = 10;
/// The setting that says who needs a second factor.
const SETTING: &str = "second_factor";
/// Rights that move money or change who may do what: whoever holds one needs a second factor where the hub asks for it.
const GUARDED: [&str; 3] = ["device.manage", "area.manage", "user.second_factor"];

/// Who needs a second factor at this hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Administrators and who works with money; everybody may.
    Required,
    /// Nobody; everybody may. For demonstrations.
    Offered,
}

impl Policy {
    /// The word in settings and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Offered => "offered",
        }
    }

    /// This hub's policy; what says nothing requires it.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn of(reader: &Reader<'_>) -> Result<Self, StoreFault> {
        let said = reader.setting_text(SETTING)?;
        Ok(if said.as_deref() == Some(Self::Offered.code()) { Self::Offered } else { Self::Required })
    }

    /// Keeps it.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep(self, store: &store::Store, caller: &Caller) -> Result<(), Failure> {
        let author = caller.author("user.second_factor");
        store.write(&author, |writer| Ok(writer.keep_setting(SETTING, self.code().as_bytes())?))
    }
}

/// Answer of `user.second_factor`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SecondFactorOutput {
    /// Whether signing in asks for a code.
    pub is_set_up: bool,
    /// Whether this person may do nothing else before it is set up.
    pub is_needed: bool,
    /// Recovery codes left.
    pub recovery_left: u32,
}

/// Answer of `user.begin_second_factor`: told once.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct BeginSecondFactorOutput {
    /// The secret for typing, base 32 in groups of four.
    pub secret: String,
    /// The address that applications read from the picture.
    pub uri: String,
    /// The picture: modules a side.
    pub side: u32,
    /// The picture: dark modules as an SVG path of unit squares.
    pub path: String,
}

/// Input of `user.confirm_second_factor`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConfirmSecondFactorInput {
    /// The code that the other device shows now.
    pub code: String,
}

/// Answer of `user.confirm_second_factor`: told once.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConfirmSecondFactorOutput {
    /// Codes for the day the other device is lost; each works once.
    pub recovery_codes: Vec<String>,
}

/// Input of `user.drop_second_factor`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DropSecondFactorInput {
    /// Whose device was lost.
    pub user_id: String,
    /// Who takes off their own shows by a code, or a recovery code, that it is theirs.
    #[serde(default)]
    pub code: Option<String>,
}

/// Whether this person may do nothing but set it up.
///
/// # Errors
/// Faults of the store.
pub fn is_needed(reader: &Reader<'_>, caller: &Caller) -> Result<bool, StoreFault> {
    let is_guarded = GUARDED.iter().any(|right| caller.may(right));
    Ok(is_guarded && Policy::of(reader)? == Policy::Required && !is_set_up(reader, caller.user)?)
}

/// Whether signing in asks this person for a code.
///
/// # Errors
/// Faults of the store.
pub fn is_set_up(reader: &Reader<'_>, user: Id<User>) -> Result<bool, StoreFault> {
    Ok(reader.second_factor(user)?.is_some_and(|row| row.is_confirmed))
}

/// Where this person stands.
///
/// # Errors
/// Faults of the store.
pub fn standing(context: &Context<'_>, _: Nothing) -> Result<SecondFactorOutput, Failure> {
    context.read(|reader| {
        let row = reader.second_factor(context.caller.user)?.filter(|row| row.is_confirmed);
        Ok(SecondFactorOutput {
            is_set_up: row.is_some(),
            is_needed: is_needed(reader, context.caller)?,
            recovery_left: row.map_or(0, |row| row.recovery.len() as u32),
        })
    })
}

/// Makes a secret for another device. One that is in use stays until the new one is confirmed.
///
/// # Errors
/// `user-refused-second-factor-set-up` while one is in use: who lost it asks an administrator.
pub fn begin(context: &Context<'_>, _: Nothing) -> Result<BeginSecondFactorOutput, Failure> {
    let mut secret = vec![0; SECRET_BYTES];
    fill(&mut secret)?;
    let hub = context.write(|writer| {
        if is_set_up(writer, context.caller.user)? {
            return Err(Failure::refused("user-refused-second-factor-set-up"));
        }
        writer.keep_second_factor(&SecondFactorRow {
            user: context.caller.user,
            secret: secret.clone(),
            is_confirmed: false,
            last_step: 0,
            recovery: Vec::new(),
        })?;
        Ok(writer.setting_text("hub_name")?.unwrap_or_default())
    })?;
    let text = BASE32_NOPAD.encode(&secret);
    let label = format!("{}:{}", escaped(&hub), escaped(&context.caller.user_name));
    let uri =
        format!("otpauth://totp/{label}?secret={text}&issuer={}&algorithm=SHA1&digits=6&period=30", escaped(&hub));
    let picture = QrCode::encode_text(&uri, QrCodeEcc::Medium)
        .map_err(|_| Failure::refused("user-refused-second-factor-name-too-long"))?;
    Ok(BeginSecondFactorOutput {
        secret: text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" "),
        side: picture.size().unsigned_abs(),
        path: path(&picture),
        uri,
    })
}

/// Confirms that the other device shows right codes; from now on signing in asks for one.
///
/// # Errors
/// `user-refused-code-wrong`, `user-refused-second-factor-not-begun`.
pub fn confirm(context: &Context<'_>, input: ConfirmSecondFactorInput) -> Result<ConfirmSecondFactorOutput, Failure> {
    let codes = (0..RECOVERY_CODES).map(|_| recovery_code()).collect::<Result<Vec<_>, _>>()?;
    context.write(|writer| {
        let row = writer.second_factor(context.caller.user)?.filter(|row| !row.is_confirmed);
        let row = row.ok_or_else(|| Failure::refused("user-refused-second-factor-not-begun"))?;
        let step = step_of(&row, &input.code, context.caller.now)
            .ok_or_else(|| Failure::refused("user-refused-code-wrong").with("field", "code"))?;
        let recovery = codes.iter().map(|code| hash_of(code)).collect();
        writer.keep_second_factor(&SecondFactorRow { is_confirmed: true, last_step: step, recovery, ..row })?;
        Ok(())
    })?;
    Ok(ConfirmSecondFactorOutput { recovery_codes: codes })
}

/// Takes somebody's second factor off: their device was lost, and so were their recovery codes. The log says who did it. Who
/// takes off their own needs a code of it, so that a session somebody else sits at does not do.
///
/// # Errors
/// Missing when they have none; `user-refused-code-wrong`.
pub fn drop_of(context: &Context<'_>, input: DropSecondFactorInput) -> Result<Nothing, Failure> {
    let user: Id<User> = parse::id(&input.user_id)?;
    context.write(|writer| {
        let row = writer.second_factor(user)?.ok_or_else(Failure::missing)?;
        let code = input.code.unwrap_or_default();
        if user == context.caller.user && row.is_confirmed && use_up(&row, &code, context.caller.now).is_none() {
            return Err(Failure::refused("user-refused-code-wrong").with("field", "code"));
        }
        writer.forget_second_factor(user)?;
        let mut change = Change::default();
        let act = AccountAct::SecondFactorDropped;
        change.state(Fact::AccountChange(AccountChange { id: writer.new_id(), user, act }));
        writer.commit(Id::NIL, None, &change)?;
        Ok(Nothing {})
    })
}

/// What is left of a second factor after this code was used; none when the code is not right. Takes the same time
/// whichever it is.
pub fn use_up(row: &SecondFactorRow, code: &str, now: Instant) -> Option<SecondFactorRow> {
    let step = step_of(row, code, now);
    let typed = hash_of(&code.to_ascii_uppercase());
    let left: Vec<String> = row.recovery.iter().filter(|hash| **hash != typed).cloned().collect();
    match step {
        Some(step) => Some(SecondFactorRow { last_step: step, ..row.clone() }),
        None if left.len() < row.recovery.len() => Some(SecondFactorRow { recovery: left, ..row.clone() }),
        None => None,
    }
}

/// The time step of which this is the code, if it is one now and none so late was used.
fn step_of(row: &SecondFactorRow, code: &str, now: Instant) -> Option<i64> {
    let digits: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    let typed = digits.parse::<u32>().ok().filter(|_| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()));
    let present = now.ms().div_euclid(1_000 * STEP_SECONDS);
    // All are computed, so that the time does not tell which one it was.
    let steps: Vec<(i64, u32)> =
        (present - STEPS_OFF..=present + STEPS_OFF).map(|step| (step, code_of(&row.secret, step))).collect();
    steps.into_iter().rfind(|(step, right)| *step > row.last_step && Some(*right) == typed).map(|(step, _)| step)
}

/// The code of a time step: RFC 6238, section 4, over RFC 4226, section 5.3.
fn code_of(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let at = usize::from(bytes.last().copied().unwrap_or(0) & 0x0f);
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).unwrap_or([0; 4]);
    (u32::from_be_bytes(four) & 0x7fff_ffff) % CODES
}

fn recovery_code() -> Result<String, Failure> {
    let mut bytes = [0; RECOVERY_BYTES];
    fill(&mut bytes)?;
    let text = BASE32_NOPAD.encode(&bytes);
    Ok(text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-"))
}

fn hash_of(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    HEXLOWER.encode(digest::digest(&digest::SHA256, plain.as_bytes()).as_ref())
}

fn fill(bytes: &mut [u8]) -> Result<(), Failure> {
    let given = SystemRandom::new().fill(bytes);
    given.map_err(|_| Failure::fault(String::new()).with("cause", "the system gives no randomness"))
}

/// Percent-encoding of everything but letters and digits (RFC 3986).
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() {
            all.push(char::from(byte))
        } else {
            all.push_str(&format!("%{byte:02X}"))
        }
        all
    })
}

fn path(picture: &QrCode) -> String {
    let side = picture.size();
    let dark = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).filter(|(x, y)| picture.get_module(*x, *y));
    dark.map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(last_step: i64) -> SecondFactorRow {
        let recovery = vec![hash_of("ABCD-EFGH-IJKL-MNOP")];
        SecondFactorRow {
            user: Id::NIL,
            secret: b"12345678901234567890".to_vec(),
            is_confirmed: true,
            last_step,
            recovery,
        }
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1, the last six of eight digits.
        let known = [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (20_000_000_000_i64, 353_130),
        ];
        for (seconds, code) in known {
            assert_eq!(code_of(&row(0).secret, seconds / STEP_SECONDS), code, "at {seconds}");
        }
    }

    #[test]
    fn a_code_works_once_and_a_step_early_or_late() {
        let at = |seconds: i64| Instant::from_ms(seconds * 1_000);
        let used = use_up(&row(0), " 287 082 ", at(59)).expect("it is right");
        assert_eq!(used.last_step, 1);
        assert!(use_up(&used, "287082", at(59)).is_none(), "not twice");
        assert!(use_up(&row(0), "287082", at(89)).is_some(), "a step late");
        assert!(use_up(&row(0), "287082", at(29)).is_some(), "a step early");
        assert!(use_up(&row(0), "287082", at(120)).is_none());
        for wrong in ["", "28708", "2870820", "+87082", "287083", "٢٨٧٠٨٢", "\u{0}"] {
            assert!(use_up(&row(0), wrong, at(59)).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn a_recovery_code_works_once_however_it_is_written() {
        let now = Instant::from_ms(59_000);
        let used = use_up(&row(0), "abcd efgh ijkl mnop", now).expect("it is right");
        assert!(used.recovery.is_empty());
        assert!(use_up(&used, "ABCD-EFGH-IJKL-MNOP", now).is_none());
        assert_eq!(recovery_code().map(|code| code.len()).ok(), Some(19));
    }

    #[test]
    fn the_picture_holds_the_address() {
        let picture = QrCode::encode_text("otpauth://totp/Hub:Amina?secret=AAAA", QrCodeEcc::Medium).expect("it fits");
        assert!(path(&picture).starts_with("M0 0h1v1h-1z"), "the corner is dark");
        assert_eq!(escaped("Côte d'Ivoire"), "C%C3%B4te%20d%27Ivoire");
    }
}
