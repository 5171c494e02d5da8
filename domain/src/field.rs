//! The fields of documents, by name. Their numbers, types and merge classes are kept in `sync::field`.
//!
//! A field is only ever added. `area` and the states of money belong to the hub; the rest belongs to whoever visits.

macro_rules! fields {
    ($( $(#[$doc:meta])* $variant:ident = $name:literal, )*) => {
        /// A field of a person's or household's document.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $( $(#[$doc])* $variant, )* }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Field] = &[ $( Field::$variant, )* ];

            /// The name people and programs use.
            pub const fn name(self) -> &'static str {
                match self { $( Field::$variant => $name, )* }
            }

            /// Reads a name.
            pub fn parse(name: &str) -> Option<Field> {
                Field::ALL.iter().copied().find(|field| field.name() == name)
            }
        }
    };
}

fields! {
    /// The number people use for a person or household.
    Number = "number",
    /// Given name or names, as given.
    GivenName = "given_name",
    /// Family or father's name, as given.
    FamilyName = "family_name",
    /// Further names.
    OtherNames = "other_names",
    /// The whole name where its parts are not known.
    FullName = "full_name",
    /// The name in another script.
    NameOtherScript = "name_other_script",
    /// Sex, ISO/IEC 5218.
    Sex = "sex",
    /// Date of birth.
    BirthOn = "birth_on",
    /// How exactly the date of birth is known.
    BirthPrecision = "birth_precision",
    /// Civil status.
    CivilStatus = "civil_status",
    /// Education.
    Education = "education",
    /// Functional difficulty.
    Disability = "disability",
    /// Occupation, free text for now.
    Occupation = "occupation",
    /// Date of death.
    DiedOn = "died_on",
    /// The household a person lives in now: one register, so that two moves show as two values.
    Household = "household",
    /// Start of a stay; the item is the household.
    MemberFrom = "member_from",
    /// End of a stay.
    MemberTo = "member_to",
    /// Role in the household.
    MemberRole = "member_role",
    /// Why the stay ended.
    MemberWhy = "member_why",
    /// A telephone number; the item is the phone.
    PhoneNumber = "phone_number",
    /// The phone is no longer used.
    PhoneRemoved = "phone_removed",
    /// Type of an identity document; the item is the document.
    DocumentType = "document_type",
    /// Its number.
    DocumentNumber = "document_number",
    /// Who issued it.
    DocumentIssuer = "document_issuer",
    /// Until when it is valid.
    DocumentValidUntil = "document_valid_until",
    /// The document was withdrawn from the file.
    DocumentRemoved = "document_removed",
    /// The smallest area of a household; the hub's to change.
    Area = "area",
    /// Address or the way to find the house.
    Address = "address",
    /// How the household lives.
    Dwelling = "dwelling",
    /// Main source of drinking water.
    WaterSource = "water_source",
    /// Head of the household.
    Head = "head",
    /// Day of registration.
    RegisteredOn = "registered_on",
    /// Day of dissolution.
    DissolvedOn = "dissolved_on",
    /// Why it was dissolved.
    DissolvedWhy = "dissolved_why",
    /// The household it was split from.
    SplitFrom = "split_from",
    /// The external source a record came from.
    ImportSource = "import_source",
    /// Its identity there.
    ImportExternalId = "import_external_id",
}
