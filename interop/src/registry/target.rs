//! What a column can be mapped to, and the headers it is recognised by.
//!
//! Headers are compared as `header::key` writes them: letters and digits only, no accents, no case, without the
//! suffixes of household workbooks. Earlier words win over later ones; one column serves one target.

pub const HOUSEHOLD_EXTERNAL_ID: &str = "household.external_id";
pub const HOUSEHOLD_AREA_CODE: &str = "household.area_code";
pub const HOUSEHOLD_ADDRESS: &str = "household.address";
pub const HOUSEHOLD_REGISTERED_ON: &str = "household.registered_on";
pub const HOUSEHOLD_DWELLING: &str = "household.dwelling";
pub const HOUSEHOLD_WATER_SOURCE: &str = "household.water_source";
pub const HOUSEHOLD_SIZE: &str = "household.size";
pub const PERSON_HOUSEHOLD_EXTERNAL_ID: &str = "person.household_external_id";
pub const PERSON_EXTERNAL_ID: &str = "person.external_id";
pub const PERSON_FULL_NAME: &str = "person.full_name";
pub const PERSON_GIVEN_NAME: &str = "person.given_name";
pub const PERSON_OTHER_NAMES: &str = "person.other_names";
pub const PERSON_FAMILY_NAME: &str = "person.family_name";
pub const PERSON_SEX: &str = "person.sex";
pub const PERSON_BIRTH_ON: &str = "person.birth_on";
pub const PERSON_BIRTH_IS_ESTIMATED: &str = "person.birth_is_estimated";
/// Used only where a row has no birth date: a year of birth is estimated from it.
pub const PERSON_AGE: &str = "person.age";
pub const PERSON_ROLE: &str = "person.role";
pub const PERSON_CIVIL_STATUS: &str = "person.civil_status";
pub const PERSON_PHONE: &str = "person.phone";
pub const PERSON_PHONE_ALTERNATIVE: &str = "person.phone_alternative";
pub const PERSON_DISABILITY: &str = "person.disability";
pub const PERSON_EDUCATION: &str = "person.education";
pub const PERSON_OCCUPATION: &str = "person.occupation";
/// Used only where the household has no address of its own.
pub const PERSON_ADDRESS: &str = "person.address";
/// Followed by a document type: the number of that document.
pub const PERSON_DOCUMENT: &str = "person.document.";

pub(super) type Words = (&'static str, &'static [&'static str]);

pub(super) const HOUSEHOLD: &[Words] = &[
    (
        HOUSEHOLD_EXTERNAL_ID,
        &[
            "householdid",
            "hhid",
            "householdnumber",
            "householdno",
            "householdcode",
            "familyid",
            "groupid",
            "idmenage",
            "menageid",
            "numeromenage",
            "numerodumenage",
            "codemenage",
            "identifiantmenage",
        ],
    ),
    (
        HOUSEHOLD_AREA_CODE,
        &[
            "areacode",
            "pcode",
            "adminpcode",
            "admin4pcode",
            "admin4code",
            "admin4",
            "admin3pcode",
            "admin3code",
            "admin3",
            "admin2pcode",
            "admin2code",
            "admin2",
            "admin1pcode",
            "admin1code",
            "admin1",
            "locationcode",
            "codelocalite",
            "codecommune",
            "commune",
            "district",
            "region",
        ],
    ),
    (HOUSEHOLD_ADDRESS, &["address", "householdaddress", "homeaddress", "adresse", "adressedumenage", "domicile"]),
    (
        HOUSEHOLD_REGISTERED_ON,
        &[
            "firstregistrationdate",
            "registrationdate",
            "dateofregistration",
            "registeredon",
            "dateenregistrement",
            "datedenregistrement",
            "dateinscription",
            "datedinscription",
        ],
    ),
    (
        HOUSEHOLD_DWELLING,
        &[
            "livingsituation",
            "dwelling",
            "housing",
            "tenure",
            "housingtenure",
            "logement",
            "statutdoccupation",
            "ownhome",
            "homeowned",
            "homeownership",
        ],
    ),
    (HOUSEHOLD_WATER_SOURCE, &["watersource", "drinkingwatersource", "mainwatersource", "sourcedeau", "sourceeau"]),
    (
        HOUSEHOLD_SIZE,
        &["size", "householdsize", "hhsize", "familysize", "tailledumenage", "taillemenage", "nombredemembres"],
    ),
];

pub(super) const PERSON: &[Words] = &[
    (
        PERSON_HOUSEHOLD_EXTERNAL_ID,
        &[
            "householdid",
            "hhid",
            "householdnumber",
            "householdno",
            "householdcode",
            "familyid",
            "groupid",
            "idmenage",
            "menageid",
            "numeromenage",
            "numerodumenage",
            "codemenage",
            "identifiantmenage",
        ],
    ),
    (
        PERSON_EXTERNAL_ID,
        &[
            "individualid",
            "personid",
            "memberid",
            "registrantid",
            "beneficiaryid",
            "uniqueid",
            "idpersonne",
            "identifiantpersonne",
            "idindividu",
            "numeropersonne",
            "idmembre",
            "id",
            "identifiant",
        ],
    ),
    (PERSON_FULL_NAME, &["fullname", "name", "personname", "membername", "nomcomplet", "nometprenom", "nomsetprenoms"]),
    (PERSON_GIVEN_NAME, &["givenname", "givennames", "firstname", "forename", "prenom", "prenoms"]),
    (PERSON_OTHER_NAMES, &["othernames", "middlename", "middlenames", "othername", "autresnoms", "deuxiemeprenom"]),
    (PERSON_FAMILY_NAME, &["familyname", "lastname", "surname", "nomdefamille", "nom"]),
    (PERSON_SEX, &["sex", "gender", "sexe", "genre"]),
    (
        PERSON_BIRTH_ON,
        &[
            "birthdate",
            "dateofbirth",
            "dob",
            "birthon",
            "borndate",
            "datedenaissance",
            "datenaissance",
            "neele",
            "birthyear",
            "yearofbirth",
            "anneedenaissance",
        ],
    ),
    (PERSON_BIRTH_IS_ESTIMATED, &["estimatedbirthdate", "birthdateestimated", "isbirthdateestimated", "dateestimee"]),
    (PERSON_AGE, AGE),
    (
        PERSON_ROLE,
        &[
            "relationship",
            "relationshiptohead",
            "relationtohead",
            "relationshiptohouseholdhead",
            "role",
            "relation",
            "liendeparente",
            "lienaveclechef",
            "lienparente",
            "parente",
        ],
    ),
    (PERSON_CIVIL_STATUS, &["maritalstatus", "civilstatus", "etatcivil", "situationmatrimoniale", "statutmatrimonial"]),
    (
        PERSON_PHONE,
        &[
            "phoneno",
            "phone",
            "phonenumber",
            "mobile",
            "mobilenumber",
            "mobileno",
            "telephone",
            "tel",
            "msisdn",
            "cellphone",
            "numerodetelephone",
            "numerotelephone",
            "contactnumber",
        ],
    ),
    (
        PERSON_PHONE_ALTERNATIVE,
        &["phonenoalternative", "alternativephone", "secondphone", "phone2", "phonenumber2", "autretelephone"],
    ),
    (
        PERSON_DISABILITY,
        &["disability", "disabilitystatus", "disabled", "handicap", "situationdehandicap", "hasdisability"],
    ),
    (
        PERSON_EDUCATION,
        &["education", "educationlevel", "highesteducation", "levelofeducation", "niveauinstruction", "niveaudetude"],
    ),
    (PERSON_OCCUPATION, &["occupation", "profession", "job", "metier", "mainoccupation"]),
    ("person.document.national_id", &["nationalidno", "nationalid", "nationalidnumber", "nin", "uin", "cni", "nni"]),
    (
        "person.document.birth_certificate",
        &["birthcertificateno", "birthcertificate", "birthcertificatenumber", "actedenaissance", "numeroacte"],
    ),
    (
        "person.document.passport",
        &["nationalpassportno", "nationalpassport", "passportno", "passport", "passportnumber", "passeport"],
    ),
    (
        "person.document.drivers_licence",
        &["driverslicenseno", "driverslicenceno", "driverslicense", "driverslicence", "drivinglicence", "permis"],
    ),
    (
        "person.document.electoral_card",
        &["electoralcardno", "electoralcard", "voterid", "votercard", "votercardno", "cartedelecteur"],
    ),
    (
        "person.document.refugee_id",
        &["unhcridno", "unhcrid", "refugeeid", "refugeeidno", "refugeecard", "progresid", "cartederefugie"],
    ),
    ("person.document.tax_id", &["taxid", "taxidno", "tin", "taxnumber", "nif"]),
    ("person.document.other", &["otheridno", "scopeidno", "scopeid", "otherid", "autrepiece"]),
];

/// Headers under which an age is expected, mapped or not.
pub(super) const AGE: &[&str] = &["age", "ageyears", "ageinyears", "ageannees", "ageenannees"];

/// The short set of questions on functioning: any of these columns stands for all of them.
pub(super) const FUNCTIONING: &[&str] = &[
    "seeingdisability",
    "hearingdisability",
    "physicaldisability",
    "walkingdisability",
    "memorydisability",
    "selfcaredisability",
    "commsdisability",
    "seeingdifficulty",
    "hearingdifficulty",
    "walkingdifficulty",
    "rememberingdifficulty",
    "selfcaredifficulty",
    "communicatingdifficulty",
];
