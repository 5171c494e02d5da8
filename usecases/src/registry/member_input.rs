//! A member as typed, parsed once into what the rules take.

use domain::registry::IdentityDocument;
use domain::registry::number::NumberKind;
use domain::registry::person::Names;
use domain::registry::register::NewMember;
use domain::{PartialDate, text, vocabulary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Writer;

use crate::failure::Failure;
use crate::parse;

/// Most phones or documents of one person in one input.
const ITEMS_MAX: usize = 20;

/// An identity document as typed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct IdentityDocumentInput {
    /// Type code.
    pub document_type: String,
    /// Number.
    pub number: String,
    /// Issuer.
    pub issuer: Option<String>,
    /// Valid until.
    pub valid_until: Option<String>,
}

/// A member as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct MemberInput {
    /// Given names.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// Other names.
    pub other_names: Option<String>,
    /// The whole name where its parts are not known.
    pub full_name: Option<String>,
    /// Name in another script.
    pub name_other_script: Option<String>,
    /// Sex code.
    pub sex: Option<String>,
    /// Birth.
    pub birth: Option<PartialDate>,
    /// Role code; empty when it was not told.
    pub role: String,
    /// Civil status code.
    pub civil_status: Option<String>,
    /// Education code.
    pub education: Option<String>,
    /// Functional difficulty code.
    pub disability: Option<String>,
    /// Occupation.
    pub occupation: Option<String>,
    /// Phones.
    pub phones: Vec<String>,
    /// Identity documents.
    pub identity_documents: Vec<IdentityDocumentInput>,
}

/// Parses a member, gives them identity and number.
pub(crate) fn new_member(
    writer: &mut Writer<'_>,
    input: &MemberInput,
    origin: Option<(String, String)>,
) -> Result<NewMember, Failure> {
    let mut phones = Vec::new();
    for number in input.phones.iter().filter(|number| !number.trim().is_empty()).take(ITEMS_MAX) {
        phones.push((writer.new_id(), text::phone(number)?));
    }
    let mut identity_documents = Vec::new();
    for document in input.identity_documents.iter().take(ITEMS_MAX) {
        identity_documents.push(new_document(writer, document)?);
    }
    Ok(NewMember {
        id: writer.new_id(),
        number: writer.mint(NumberKind::Person)?,
        names: Names {
            given: parse::text("given_name", input.given_name.as_deref())?,
            family: parse::text("family_name", input.family_name.as_deref())?,
            other: parse::text("other_names", input.other_names.as_deref())?,
            full: parse::text("full_name", input.full_name.as_deref())?,
            other_script: parse::text("name_other_script", input.name_other_script.as_deref())?,
        },
        sex: parse::code(vocabulary::SEX, input.sex.as_deref())?,
        birth: input.birth,
        role: parse::code(vocabulary::RELATIONSHIP, Some(&input.role))?,
        civil_status: parse::code(vocabulary::CIVIL_STATUS, input.civil_status.as_deref())?,
        education: parse::code(vocabulary::EDUCATION, input.education.as_deref())?,
        disability: parse::code(vocabulary::DISABILITY, input.disability.as_deref())?,
        occupation: parse::text("occupation", input.occupation.as_deref())?,
        phones,
        identity_documents,
        origin,
    })
}

/// Parses an identity document and gives it an identity.
pub(crate) fn new_document(
    writer: &mut Writer<'_>,
    input: &IdentityDocumentInput,
) -> Result<IdentityDocument, Failure> {
    Ok(IdentityDocument {
        id: writer.new_id(),
        document_type: vocabulary::DOCUMENT_TYPE.parse(&input.document_type)?.to_owned(),
        number: text::document_number(&input.number)?,
        issuer: parse::text("document_issuer", input.issuer.as_deref())?,
        valid_until: parse::optional_date("document_valid_until", input.valid_until.as_deref())?,
    })
}
