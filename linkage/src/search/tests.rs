//! Search words, ranks and reasons, by example in several scripts and by property.

use super::*;

fn reason(typed: &str, name: &str) -> Option<MatchReason> {
    matching(&query(typed), name).map(|found| found.reason)
}

/// What an index over `terms` would answer: every needed word by text, beginning or sound.
fn is_indexed(typed: &str, name: &str) -> bool {
    let terms = terms(name);
    query(typed).words.iter().filter(|word| !word.is_particle).all(|word| {
        terms.iter().any(|term| {
            *term == word.text
                || word.is_prefix && term.starts_with(&word.text)
                || term.strip_prefix(SOUND_MARK).is_some_and(|key| word.sounds.iter().any(|sound| sound == key))
        })
    })
}

#[test]
fn a_name_is_kept_by_token_and_by_sound() {
    assert_eq!(terms("Dr Khadija binti Yusuf"), ["khadija", "binti", "yusuf", "~hdj", "~kdg", "~ysf", "~asf"]);
    assert_eq!(terms("K. Kamau"), ["k", "kamau", "~km"]);
    assert!(terms("").is_empty());
}

#[test]
fn any_order_beginning_slip_or_spelling_finds_the_person() {
    for (typed, name, expected) in [
        ("grace mwangi", "Mwangi, Grace Wanjiru", MatchReason::Name),
        ("mwan", "Grace Mwangi", MatchReason::Name),
        ("mwagni grace", "Grace Mwangi", MatchReason::Spelling),
        ("wanjriu", "Grace Wanjiru", MatchReason::Spelling),
        ("muhamad hasan", "Mohamed Xasan Cali", MatchReason::Sound),
        ("Khadija", "خديجة علي", MatchReason::Spelling),
        ("yousef", "Yusuf Omar", MatchReason::Sound),
        ("abdul rahman", "Abdulrahman Noor", MatchReason::Name),
        ("abdulrahman", "Abdul Rahman Noor", MatchReason::Name),
        ("abdurrahman", "عبد الرحمن نور", MatchReason::Sound),
        ("alhassan", "Al Hassan Diallo", MatchReason::Name),
        ("hassan", "Alhassan Diallo", MatchReason::Name),
        ("gebremariam", "ገብረ ማርያም", MatchReason::Spelling),
        ("ram shrestha", "राम बहादुर श्रेष्ठ", MatchReason::Sound),
        ("ben", "Ben Otieno", MatchReason::Name),
        ("grace wanjiru mwangi", "Grace Mwangi", MatchReason::Name),
    ] {
        assert_eq!(reason(typed, name), Some(expected), "{typed} / {name}");
    }
}

#[test]
fn what_sounds_alike_is_found_by_the_index_too() {
    for (typed, name) in [
        ("muhamad hasan", "Mohamed Xasan Cali"),
        ("Khadija ", "خديجة علي"),
        ("abdul rahman", "Abdulrahman Noor"),
        ("abdulrahman", "Abdul Rahman Noor"),
        ("abdurrahman ", "عبد الرحمن نور"),
        ("Al Hassan", "Alhassan Diallo"),
        ("alhassan", "Al Hassan Diallo"),
        ("gebremariam", "ገብረ ማርያም"),
        ("gebre mariam", "Gebremariam Tesfaye"),
    ] {
        assert!(is_indexed(typed, name), "{typed} {:?} / {:?}", query(typed), terms(name));
        assert!(rank(&query(typed), name) > 0, "{typed} / {name}");
    }
}

#[test]
fn others_are_not_found() {
    for (typed, name) in
        [("grace", "Gloria Mwangi"), ("otieno", "Amina Yusuf"), ("ali", "Bob"), ("grace mwangi", "Grace Otieno")]
    {
        assert_eq!(rank(&query(typed), name), 0, "{typed} / {name}");
    }
}

#[test]
fn the_nearer_name_ranks_higher() {
    let asked = query("mohamed ali");
    let names = ["Mohamed Ali", "Mohamed Ali Hassan", "Muhammad Ali", "Mahmoud Ali"];
    let ranks: Vec<_> = names.iter().map(|name| rank(&asked, name)).collect();
    assert_eq!(ranks[0], 1000);
    assert!(ranks.is_sorted_by(|a, b| a > b), "{ranks:?}");
}

#[test]
fn numbers_and_phones_are_taken_out() {
    for (typed, words, digits, number) in [
        ("+254 712 345 678", 0, Some("254712345678"), None),
        ("٠٧١٢٣٤٥٦٧٨", 0, Some("0712345678"), None),
        ("०९८४१-२३४५६७ राम", 1, Some("09841234567"), None),
        ("h05a-0042k", 0, Some("050042"), Some("H05A0042K")),
        ("CM-1234567", 0, Some("1234567"), Some("CM1234567")),
        ("Grace 34", 1, None, None),
        ("amina 0712 grace", 2, Some("0712"), None),
        ("   ", 0, None, None),
    ] {
        let found = query(typed);
        assert_eq!(
            (found.words.len(), found.digits.as_deref(), found.number.as_deref()),
            (words, digits, number),
            "{typed}"
        );
    }
}

#[test]
fn the_last_word_is_a_beginning_until_a_space_follows() {
    let is_prefix = |typed: &str| query(typed).words.iter().map(|word| word.is_prefix).collect::<Vec<_>>();
    assert_eq!(is_prefix("grace mwa"), [false, true]);
    assert_eq!(is_prefix("grace mwangi "), [false, false]);
    assert_eq!(is_prefix("grace 0712"), [false]);
}
