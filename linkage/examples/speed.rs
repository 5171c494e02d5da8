//! Names a second: `cargo run --release -p linkage --example speed`.

use linkage::{name, search, similarity};
use std::hint::black_box;
use std::time::Instant;

const NAMES: [&str; 8] = [
    "Grace Wanjiru Mwangi",
    "Mohamed Ali Hassan",
    "Khadija binti Yusuf",
    "Jean-Pierre Ouedraogo",
    "Abdulrahman Noor",
    "محمد عبد الرحمن",
    "ገብረ ማርያም ተስፋዬ",
    "राम बहादुर श्रेष्ठ",
];
const ROUNDS: usize = 50_000;

fn measure(what: &str, names: &[&str], mut act: impl FnMut(&str)) {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        names.iter().for_each(|name| act(name));
    }
    let per_second = (ROUNDS * names.len()) as f64 / start.elapsed().as_secs_f64();
    println!("{what:<28} {per_second:>12.0}/s");
}

fn main() {
    measure("terms, latin names", &NAMES[..5], |name| {
        black_box(search::terms(name));
    });
    measure("terms, other scripts", &NAMES[5..], |name| {
        black_box(search::terms(name));
    });
    let asked = search::query("muhamad hasan");
    measure("rank", &NAMES, |name| {
        black_box(search::rank(&asked, name));
    });
    let tokens = name::normalise("Mohammed Aly Xasan");
    let others: Vec<_> = NAMES.iter().map(|name| (*name, name::normalise(name))).collect();
    measure("name_similarity", &NAMES, |name| {
        let other = others.iter().find(|(known, _)| *known == name).map(|(_, tokens)| tokens);
        black_box(other.map(|other| similarity::name_similarity(&tokens, other)));
    });
}
