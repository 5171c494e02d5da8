//! Refusals: what a rule says no to, each with what its sentence needs. The person can act on every one of them.
//!
//! The code of a refusal is a Fluent message id; the sentence itself is in `locales/`.

use std::collections::BTreeMap;

use thiserror::Error;

macro_rules! refusals {
    ($( $(#[$doc:meta])* $variant:ident $({ $($arg:ident : $type:ty),+ })? = $code:literal, )*) => {
        /// A rule said no.
        #[derive(Debug, Clone, PartialEq, Eq, Error)]
        #[error("{}", self.code())]
        pub enum Refusal { $( $(#[$doc])* #[allow(missing_docs)] $variant $({ $($arg: $type),+ })?, )* }

        impl Refusal {
            /// Every code, for the check that each has a sentence in every language.
            pub const CODES: &'static [&'static str] = &[ $( $code, )* ];

            /// The Fluent message id.
            pub const fn code(&self) -> &'static str {
                match self { $( refusals!(@pattern $variant $({ $($arg),+ })?) => $code, )* }
            }

            /// The arguments of the sentence.
            pub fn detail(&self) -> BTreeMap<String, String> {
                let mut detail = BTreeMap::new();
                match self { $( Self::$variant $({ $($arg),+ })? => { $( $( detail.insert(stringify!($arg).to_owned(), $arg.to_string()); )+ )? } )* }
                detail
            }
        }
    };
    (@pattern $variant:ident) => { Self::$variant };
    (@pattern $variant:ident { $($arg:ident),+ }) => { Self::$variant { .. } };
}

refusals! {
    /// A person needs some name.
    NoName { member: usize } = "registry-refused-no-name",
    /// A household needs a head.
    NoHead = "registry-refused-no-head",
    /// A household has one head.
    TwoHeads = "registry-refused-two-heads",
    /// A household needs members.
    NoMembers = "registry-refused-no-members",
    /// More members than one household may have.
    TooManyMembers { limit: usize } = "registry-refused-too-many-members",
    /// Born after today.
    BirthInFuture = "registry-refused-birth-in-future",
    /// Born longer ago than anybody lives.
    BirthTooOld { limit: u32 } = "registry-refused-birth-too-old",
    /// A date after today.
    DateInFuture { field: &'static str } = "registry-refused-date-in-future",
    /// A date before the person was born.
    DateBeforeBirth = "registry-refused-date-before-birth",
    /// The person has died.
    AlreadyDead = "registry-refused-already-dead",
    /// The household is dissolved.
    IsDissolved = "registry-refused-is-dissolved",
    /// Not a member of this household.
    NotAMember = "registry-refused-not-a-member",
    /// Already a member.
    AlreadyMember = "registry-refused-already-member",
    /// The head cannot leave before another head is named.
    IsHead = "registry-refused-is-head",
    /// The head died; another must be named.
    HeadNeeded = "registry-refused-head-needed",
    /// From and to are the same household.
    SameHousehold = "registry-refused-same-household",
    /// The households lie in different areas.
    OtherArea = "registry-refused-other-area",
    /// Not in the coded list.
    UnknownCode { field: &'static str, value: String } = "registry-refused-unknown-code",
    /// Too long.
    TextTooLong { field: &'static str, limit: usize } = "registry-refused-text-too-long",
    /// Not a telephone number.
    PhoneInvalid { value: String } = "registry-refused-phone-invalid",
    /// The person has this phone already.
    PhoneTwice = "registry-refused-phone-twice",
    /// The person has a live document of this type.
    DocumentTwice = "registry-refused-document-twice",
    /// Not a document number.
    DocumentNumberInvalid { value: String } = "registry-refused-document-number-invalid",
    /// Nothing is different.
    NothingChanged = "registry-refused-nothing-changed",
    /// A correction says why.
    ReasonNeeded = "registry-refused-reason-needed",
    /// Families are registered in the smallest areas.
    AreaNotSmallest = "registry-refused-area-not-smallest",
    /// It went into another area.
    AreaMerged = "area-refused-merged",
    /// It did not go into another area.
    AreaNotMerged = "area-refused-not-merged",
    /// From and to are the same area.
    AreaSame = "area-refused-same",
    /// Areas of different ranks.
    AreaOtherLevel = "area-refused-other-level",
    /// An area has a code.
    AreaCodeMissing = "area-refused-code-missing",
    /// The code of another area.
    AreaCodeTaken { code: String } = "area-refused-code-taken",
    /// The code another area had before.
    AreaCodeFormer { code: String, now: String } = "area-refused-code-former",
    /// An area has a name.
    AreaNoName = "area-refused-no-name",
    /// Not the tag of a language.
    LanguageInvalid { value: String } = "registry-refused-language-invalid",
    /// More levels than there may be.
    AreaTooDeep { limit: u8 } = "area-refused-too-deep",
    /// A partner has a name.
    PartnerNameMissing = "partner-refused-name-missing",
    /// A partner has an agreement.
    PartnerAgreementMissing = "partner-refused-agreement-missing",
    /// An agreement says what for.
    PartnerPurposeMissing = "partner-refused-purpose-missing",
    /// It ends before it begins.
    PartnerDates = "partner-refused-dates",
    /// The agreement has not begun, or is over.
    PartnerNotInForce { name: String } = "partner-refused-not-in-force",
    /// The agreement is for something else.
    PartnerPurposeNotAgreed { name: String } = "partner-refused-purpose-not-agreed",
    /// More partners than there may be.
    TooManyPartners { limit: usize } = "partner-refused-too-many",
    /// A code that rules hang on.
    VocabularyCodeNeeded { code: String } = "vocabulary-refused-code-needed",
    /// A list offers something.
    VocabularyEmpty = "vocabulary-refused-empty",
    /// Not one of this laptop's areas.
    AreaOutOfScope = "registry-refused-area-out-of-scope",
    /// Too few letters to search.
    SearchTooShort { least: usize } = "registry-refused-search-too-short",
    /// Nobody chosen.
    SplitNeedsSome = "registry-refused-split-needs-some",
    /// Nobody would stay.
    SplitLeavesNone = "registry-refused-split-leaves-none",
    /// A move is asked for already.
    MovePending = "registry-refused-move-pending",
    /// The request is decided.
    MoveNotOpen = "registry-refused-move-not-open",
    /// It is there already.
    MoveSameArea = "registry-refused-move-same-area",
    /// Withdrawn already.
    ConsentWithdrawn = "registry-refused-consent-withdrawn",
    /// Members still live in it.
    HouseholdNotEmpty = "registry-refused-household-not-empty",
    /// No conflict is open on this field.
    ConflictNotOpen = "conflict-refused-not-open",
    /// Nothing speaks for these two being one.
    NotAPair = "duplicate-refused-not-a-pair",
    /// None chosen, or too many at once.
    TooManyPairs { limit: usize } = "duplicate-refused-too-many-pairs",
    /// A masked value was sent back as if it were one.
    ValueMasked = "conflict-refused-value-masked",
    /// Sensitive values are opened with a reason that says something.
    ReadReasonNeeded { least: usize } = "audit-refused-reason-needed",
    /// Not a field that is masked.
    FieldNotMasked { value: String } = "audit-refused-field-not-masked",
    /// More persons and households than one reading may open.
    TooManyRead { limit: usize } = "audit-refused-too-many",
    /// The file was erased.
    IsErased = "privacy-refused-is-erased",
    /// Values stand against each other in the file.
    ErasureConflictOpen = "privacy-refused-conflict-open",
    /// Who heads a living household.
    ErasureOfHead = "privacy-refused-head",
    /// More files than one order may name.
    TooManyErased { limit: usize } = "privacy-refused-too-many",
    /// Nothing is due, or what was named is not.
    NotDue = "privacy-refused-not-due",
    /// A retention rule outside its bounds.
    RetentionMonths { least: u16, most: u16 } = "privacy-refused-months",
    /// A role there is not.
    UserRoleUnknown { role: String } = "user-refused-role-unknown",
    /// Charged with nothing.
    UserAssignmentsNeeded = "user-refused-assignments-needed",
    /// More than one user may be charged with.
    UserAssignmentsTooMany { limit: usize, areas: usize } = "user-refused-assignments-too-many",
    /// A last day before the first.
    UserValidityOrder = "user-refused-validity-order",
    /// Two duties that must not lie in one hand.
    UserDutiesIncompatible { one: String, other: String } = "user-refused-duties-incompatible",
    /// Charged with nothing already.
    UserEnded = "user-refused-ended",
    /// Nobody else could keep users.
    UserLastKeeper = "user-refused-last-keeper",
    /// Not the code of a role.
    RoleCodeInvalid { value: String } = "role-refused-code-invalid",
    /// A new role needs a name.
    RoleNameNeeded = "role-refused-name-needed",
    /// A right no use-case asks for.
    RoleRightUnknown { right: String } = "role-refused-right-unknown",
    /// More roles than there may be.
    RolesTooMany { limit: usize } = "role-refused-too-many",
    /// Administrators must be able to keep users and roles.
    RoleLocksOut = "role-refused-locks-out",
    /// Somebody holds both roles.
    RoleHeldTogether { user: String, one: String, other: String } = "role-refused-held-together",
    /// No family to draw from.
    RevisitNobody = "oversight-refused-nobody",
    /// None, or more families than one sample may have.
    RevisitTooMany { limit: usize } = "oversight-refused-too-many",
    /// Who registered a family does not write down what a visit found there.
    RevisitOwnFamily = "oversight-refused-own-family",
    /// Somebody wrote down already what was found.
    RevisitRecorded = "oversight-refused-recorded",
    /// Visited before the draw.
    RevisitBeforeDraw = "oversight-refused-before-draw",
}
