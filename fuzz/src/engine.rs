//! libFuzzer with the target that `$PAMOJA_FUZZ_TARGET` names; without arguments of its own it says how it is used.
#![no_main]
#![allow(unsafe_code)] // the macro makes the two functions that libFuzzer calls; what is inside them is ours and safe

use std::sync::LazyLock;

use fuzz::Target;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("PAMOJA_FUZZ_TARGET").unwrap_or_default();
    fuzz::target(&name).unwrap_or_else(|| {
        let names: Vec<&str> = fuzz::TARGETS.iter().map(|target| target.name).collect();
        eprintln!("PAMOJA_FUZZ_TARGET must be one of: {}", names.join(" "));
        std::process::exit(2);
    })
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (TARGET.feed)(bytes));
