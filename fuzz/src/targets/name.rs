//! Names of every script, as they are typed and as they lie in files.

use linkage::{name, search, similarity, sound};

/// Two names with a line end between them.
pub fn name(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (first, second) = text.split_once('\n').unwrap_or((&text, "Amina"));
    let (a, b) = (name::normalise(first), name::normalise(second));
    let score = similarity::name_similarity(&a, &b);
    assert!(score <= 1_000);
    assert_eq!(score, similarity::name_similarity(&b, &a), "likeness knows no side");
    for token in a.iter().chain(&b) {
        assert!(sound::keys(&token.text).len() <= 2);
        let _ = sound::skeleton(&token.text);
    }
    let asked = search::query(second);
    assert!(search::terms(first).len() < 1_000);
    let _ = search::rank(&asked, first);
    let _ = search::matching(&asked, first);
    let _ = search::slips(first, second);
}

pub fn seeds() -> Vec<Vec<u8>> {
    [
        "Grace Wanjiru\nGrase Wanjiro",
        "محمد عبد الرحمن\nMohamed Abdulrahman",
        "ኃይለ ገብርኤል\nHaile Gebriel",
        "សុខ សំណាង\nSok Samnang",
        "लक्ष्मी देवी\nLaxmi Devi",
        "O'Neill-d’Souza III\n",
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect()
}
