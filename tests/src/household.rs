//! Short words for families: `household("Mwangi", &["Grace 34 f head", "Baraka 2 m child"])`.

use serde_json::{Value, json};

/// A household to register, in the words of the use-case.
#[derive(Debug, Clone)]
pub struct HouseholdInput {
    /// Family name of all members.
    pub family: String,
    /// Members as `Given age sex role [phone]`.
    pub members: Vec<String>,
}

/// A household with members written as `Given age sex role [phone]`.
pub fn household(family: &str, members: &[&str]) -> HouseholdInput {
    HouseholdInput { family: family.to_owned(), members: members.iter().map(|member| (*member).to_owned()).collect() }
}

/// The input of a member.
pub(crate) fn member(family: &str, text: &str, year: i32) -> Value {
    let words: Vec<&str> = text.split_whitespace().collect();
    let age: i32 = words.get(1).and_then(|age| age.parse().ok()).unwrap_or(30);
    let sex = if words.get(2) == Some(&"m") { "1" } else { "2" };
    let phones: Vec<&str> = words.get(4).copied().into_iter().collect();
    json!({
        "given_name": words.first(), "family_name": family, "other_names": null, "full_name": null, "name_other_script": null,
        "sex": sex, "birth": { "on": format!("{}-01-01", year - age), "precision": "year" }, "role": words.get(3).copied().unwrap_or("child"),
        "civil_status": null, "education": null, "disability": null, "occupation": null, "phones": phones, "identity_documents": [],
    })
}
