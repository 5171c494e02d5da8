//! What officers type into the search, in the mix in which they type it.

use crate::chance::Chance;
use crate::laptop::Built;

/// A search.
#[derive(Debug, Clone)]
pub struct Question {
    /// What sort of search.
    pub kind: &'static str,
    /// What is typed.
    pub text: String,
}

/// Sorts of search with their share in hundredths.
const MIX: [(&str, usize); 9] = [
    ("full_name", 26),
    ("turned", 16),
    ("beginning", 16),
    ("misspelt", 12),
    ("one_name", 6),
    ("phone_end", 8),
    ("number", 8),
    ("other_script", 5),
    ("document", 3),
];

/// One search for somebody of the district.
pub fn question(chance: &mut Chance, district: &demo::District, built: &Built) -> Question {
    loop {
        let kind = draw(chance);
        let household = district.household(built.any(chance).index);
        let person = chance.any(&household.members).clone();
        if let Some(text) = text(chance, kind, &person, built) {
            return Question { kind, text };
        }
    }
}

fn draw(chance: &mut Chance) -> &'static str {
    let mut rest = chance.below(MIX.iter().map(|(_, share)| share).sum());
    for (kind, share) in MIX {
        if rest < share {
            return kind;
        }
        rest -= share;
    }
    MIX[0].0
}

/// None when this person has nothing of the sort.
fn text(chance: &mut Chance, kind: &str, person: &demo::Person, built: &Built) -> Option<String> {
    let given = person.given_name.as_str();
    let family = person.family_name.as_deref();
    match kind {
        "full_name" => {
            let others: Vec<&str> = [person.other_names.as_deref(), family].into_iter().flatten().collect();
            (!others.is_empty()).then(|| format!("{given} {}", others.join(" ")))
        }
        "turned" => Some(format!("{} {given}", family?)),
        "beginning" => {
            let family = family?;
            let letters = 2 + chance.below(3);
            Some(format!("{given} {}", family.chars().take(letters).collect::<String>()))
        }
        "misspelt" => Some(format!("{} {}", slip(chance, given)?, family?)),
        "one_name" => Some(given.to_owned()),
        "phone_end" => {
            let digits: String = person.phones.first()?.chars().filter(char::is_ascii_digit).collect();
            Some(digits[digits.len().saturating_sub(6)..].to_owned())
        }
        "number" => Some(chance.any(&built.numbers).clone()),
        "other_script" => person.name_other_script.clone(),
        "document" => Some(person.documents.first()?.1.clone()),
        _ => None,
    }
}

/// One slip of the finger in a name of five letters or more: a letter left out, doubled, swapped or changed.
fn slip(chance: &mut Chance, name: &str) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 5 || !name.is_ascii() {
        return None;
    }
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => letters[at] = if letters[at] == 'e' { 'a' } else { 'e' },
    }
    Some(letters.into_iter().collect())
}
