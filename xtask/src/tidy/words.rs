//! One word per idea: words that mean something else here, or nothing at all, may not name a type, table or use-case.

use usecases::list::LIST;

use super::house::{Finding, House, identifiers};

/// A word that is not ours, and what we write instead.
const BANNED: &[(&str, &str)] = &[
    ("individual", "Person"),
    ("client", "Person or Device"),
    ("citizen", "Person"),
    ("dependant", "Member"),
    ("hhmember", "Member"),
    ("hh", "Household"),
    ("program", "Programme"),
    ("project", "Programme"),
    ("qualified", "Eligibility"),
    ("enrollment", "Enrolment"),
    ("registration", "a noun of what is registered"),
    ("alternate", "Proxy"),
    ("collector", "Recipient"),
    ("product", "BenefitPackage"),
    ("allocation", "Entitlement"),
    ("round", "Cycle"),
    ("batch", "Cycle"),
    ("payroll", "PaymentList"),
    ("order", "PaymentInstruction"),
    ("disbursement", "Payment"),
    ("ticket", "Grievance"),
    ("issue", "Grievance"),
    ("task", "Case"),
    ("match", "DuplicateCandidate"),
    ("dupe", "DuplicateCandidate"),
    ("edit", "Change, Update or Correction"),
    ("mutation", "Change"),
    ("admin2", "Area"),
    ("entry", "Commit"),
    ("event", "Commit or Fact"),
    ("record", "Commit, Document or Fact"),
    ("operation", "Change"),
    ("aggregate", "Document"),
    ("entity", "Document"),
    ("manager", "what it does"),
    ("service", "what it does"),
    ("helper", "what it does"),
    ("util", "what it does"),
    ("utils", "what it does"),
    ("processor", "what it does"),
    ("data", "what it holds"),
    ("info", "what it holds"),
    ("process", "a verb that says what happens"),
    ("handle", "a verb that says what happens"),
    ("manage", "a verb that says what happens"),
    ("do", "a verb that says what happens"),
];

/// Names that keep such a word, and why.
const ALLOWED: &[(&str, &str)] = &[
    ("HouseholdEdit", "the wish of one form, before a rule makes it a Change"),
    ("PersonEdit", "the wish of one form, before a rule makes it a Change"),
    ("ImportBatchBrief", "Batch: rows of one imported file; a period of payment is a Cycle"),
    ("ImportBatchInput", "as above"),
    ("ImportBatchOutput", "as above"),
    ("ImportBatchRow", "as above"),
    ("Batch", "as above"),
    ("BatchItem", "as above"),
    ("BatchRow", "as above"),
    ("BatchState", "as above"),
    ("BatchStateName", "as above"),
    ("local_batch", "as above"),
    ("local_batch_row", "as above"),
    ("DateOrder", "day, month and year in a file: the order of parts, not of goods"),
    ("IssueCodeInput", "the verb: a hub issues a code"),
    ("IssueCodeOutput", "the verb: a hub issues a code"),
    ("RecordConsentInput", "the verb: an officer records what was said"),
    ("RecordDeathInput", "the verb: an officer records what happened"),
    ("RecordVisitInput", "the verb: somebody records what a visit found"),
    ("registry.record_consent", "the verb"),
    ("registry.record_death", "the verb"),
    ("oversight.record_visit", "the verb"),
    ("device.issue_code", "the verb"),
    ("Match", "of a search word with a name, inside linkage"),
    ("MatchReason", "of a search word with a name, inside linkage"),
    ("Entry", "of a ZIP directory, whose own word it is"),
    ("Registration", "what is typed while a household is registered; being admitted to a programme is Enrolment"),
    ("FactRecord", "a fact as its bytes stand in a commit"),
    ("access_record", "the record of who looked at what, in the words of the law"),
];

pub fn check(house: &House) -> Vec<Finding> {
    let mut found: Vec<Finding> = LIST.iter().filter_map(|line| about("usecases/src/list.rs", 0, line.name)).collect();
    for (path, text) in house.all() {
        for (index, line) in text.lines().enumerate() {
            found.extend(declared(path, line).and_then(|name| about(path, index + 1, name)));
        }
    }
    found
}

/// The name that a line declares, if it declares a type or a table.
fn declared<'a>(path: &str, line: &'a str) -> Option<&'a str> {
    let keywords: &[&str] = match path.rsplit('.').next()? {
        "rs" => &["struct", "enum", "trait", "type"],
        "ts" | "svelte" => &["interface", "type", "class", "enum"],
        "sql" => &["TABLE"],
        _ => return None,
    };
    let is_comment = ["//", "--", "<!--", "*"].iter().any(|start| line.trim_start().starts_with(start));
    let mut words = identifiers(line)
        .skip_while(|word| matches!(*word, "pub" | "crate" | "super" | "export" | "declare" | "CREATE" | "VIRTUAL"));
    let is_declaration = words.next().is_some_and(|word| keywords.contains(&word));
    // A line such as `type = "text"` in markup declares nothing.
    words.next().filter(|name| is_declaration && !is_comment && !line.contains(&format!("{name}=\"")) && *name != "IF")
}

fn about(path: &str, line: usize, name: &str) -> Option<Finding> {
    if ALLOWED.iter().any(|(allowed, _)| *allowed == name) {
        return None;
    }
    let parts = parts(name);
    let (word, instead) = BANNED.iter().find(|(word, _)| parts.iter().any(|part| part == word))?;
    Some(Finding {
        path: path.to_owned(),
        line,
        problem: format!("`{name}` says \"{word}\"; we write {instead} (docs/glossary.md)"),
    })
}

/// The words of a name, in small letters.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in name.split(['_', '.']) {
        let mut was_small = true;
        for sign in piece.chars() {
            if parts.is_empty()
                || (sign.is_uppercase() && was_small)
                || (was_small && piece.starts_with(sign) && parts.last().is_some_and(String::is_empty))
            {
                parts.push(String::new());
            }
            was_small = !sign.is_uppercase();
            if let Some(last) = parts.last_mut() {
                last.extend(sign.to_lowercase());
            }
        }
        parts.push(String::new());
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart_into_words() {
        assert_eq!(parts("PaymentListRow"), ["payment", "list", "row"]);
        assert_eq!(parts("local_batch_row"), ["local", "batch", "row"]);
        assert_eq!(parts("registry.add_member"), ["registry", "add", "member"]);
        assert_eq!(parts("HHMember"), ["hhmember"]);
    }

    #[test]
    fn words_of_other_systems_are_told() {
        for (path, text) in [
            ("domain/src/a.rs", "pub struct ClientData {"),
            ("domain/src/a.rs", "pub(crate) enum HHMember {"),
            ("ui/src/a.ts", "export interface EnrollmentOutput {"),
            ("migrations/0009_a_b.sql", "CREATE TABLE payroll_order ("),
        ] {
            assert_eq!(check(&House::of(&[(path, text)])).len(), 1, "{text}");
        }
        assert!(about("usecases/src/list.rs", 0, "payment.process").is_some());
    }

    #[test]
    fn our_words_and_what_is_no_declaration_pass() {
        let house = House::of(&[
            ("domain/src/a.rs", "pub struct Programme;\n// struct Client\nlet data = 1;"),
            ("ui/src/a.svelte", "<input type=\"data\" />"),
        ]);
        assert_eq!(check(&house), []);
    }

    #[test]
    fn every_allowed_name_is_needed() {
        for (name, _) in ALLOWED {
            let parts = parts(name);
            assert!(BANNED.iter().any(|(word, _)| parts.iter().any(|part| part == word)), "{name}");
        }
    }
}
