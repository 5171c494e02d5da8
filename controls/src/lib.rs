//! The controls of the threat table in `docs/security.md`. Each line of `xtask/threats.tsv` names one, and the test that
//! must turn red without it.
//!
//! Always true: in every build without the feature `switched-off` all controls are on, and nothing is asked at run time.
//! A build with it and without debug assertions does not compile, so that no program that is handed out can have it.
#![forbid(unsafe_code)]

#[cfg(all(feature = "switched-off", not(debug_assertions)))]
compile_error!("`switched-off` is for `make threats`: a program that is handed out must not have it");

/// A control, by the name it has in `xtask/threats.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// Wrong passphrases cost waiting time.
    GuessingDelay,
    /// A laptop opens for some days only without contact with its hub.
    Lease,
    /// A clock that was set back does not make a lease longer.
    LeaseClock,
    /// A laptop that its hub has ended erases its keys.
    ErasedKeys,
    /// Only what the hub itself signed ends a laptop.
    SignedEnding,
    /// The hub takes nothing of a device that it has ended.
    RevokedDevice,
    /// A laptop speaks only with the hub whose key it knows.
    PinnedKey,
    /// A device changes families of its own areas only.
    AreaScope,
    /// What a user was not allowed to do is taken from nobody.
    UserRights,
    /// Who sits at the console sees the families of their own areas only.
    ConsoleScope,
    /// Files brought for import are bounded.
    FileLimits,
    /// Wrong codes close a laptop that waits for a visitor.
    PairingTries,
    /// An ID token counts only when the identity provider has signed it.
    IdTokenSignature,
    /// Who comes back from the identity provider must be the browser that went there.
    SignInBinding,
    /// Who registered a family does not write down what a visit found there.
    RevisitFourEyes,
    /// Only the hub takes something out of what others signed.
    HubCuts,
    /// Laptops hold the hub to what it said its logbook was.
    HubLogbook,
}

impl Control {
    /// Every control.
    pub const ALL: [Self; 17] = [
        Self::GuessingDelay,
        Self::Lease,
        Self::LeaseClock,
        Self::ErasedKeys,
        Self::SignedEnding,
        Self::RevokedDevice,
        Self::PinnedKey,
        Self::AreaScope,
        Self::UserRights,
        Self::ConsoleScope,
        Self::FileLimits,
        Self::PairingTries,
        Self::IdTokenSignature,
        Self::SignInBinding,
        Self::RevisitFourEyes,
        Self::HubCuts,
        Self::HubLogbook,
    ];

    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GuessingDelay => "guessing-delay",
            Self::Lease => "lease",
            Self::LeaseClock => "lease-clock",
            Self::ErasedKeys => "erased-keys",
            Self::SignedEnding => "signed-ending",
            Self::RevokedDevice => "revoked-device",
            Self::PinnedKey => "pinned-key",
            Self::AreaScope => "area-scope",
            Self::UserRights => "user-rights",
            Self::ConsoleScope => "console-scope",
            Self::FileLimits => "file-limits",
            Self::PairingTries => "pairing-tries",
            Self::IdTokenSignature => "id-token-signature",
            Self::SignInBinding => "sign-in-binding",
            Self::RevisitFourEyes => "revisit-four-eyes",
            Self::HubCuts => "hub-cuts",
            Self::HubLogbook => "hub-logbook",
        }
    }

    /// Whether it is in force: always, but in a test run that switched it off.
    #[cfg(not(feature = "switched-off"))]
    pub const fn is_on(self) -> bool {
        true
    }

    /// Whether it is in force: always, but in a test run that switched it off.
    #[cfg(feature = "switched-off")]
    pub fn is_on(self) -> bool {
        std::env::var("PAMOJA_SWITCHED_OFF").map_or(true, |name| name != self.name())
    }
}

#[cfg(all(test, not(feature = "switched-off")))]
mod tests {
    use super::*;

    #[test]
    fn every_control_has_its_name_in_the_table_and_is_on() {
        let table = include_str!("../../xtask/threats.tsv");
        for control in Control::ALL {
            let is_told = table.lines().any(|line| line.split('\t').nth(1) == Some(control.name()));
            assert!(is_told, "{} has no line in xtask/threats.tsv", control.name());
            assert!(control.is_on());
        }
    }
}
