//! libFuzzer with the target that `$PAMOJA_FUZZ_TARGET` names; `$PAMOJA_FUZZ_SEEDS` is a folder that its seeds are
//! written to first. Driven by `xtask/fuzz.sh`.
#![no_main]
#![allow(unsafe_code)] // the macro makes the two functions that libFuzzer calls; what is inside them is ours and safe

use std::path::Path;
use std::sync::LazyLock;

use fuzz::Target;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("PAMOJA_FUZZ_TARGET").unwrap_or_default();
    let target = fuzz::target(&name).unwrap_or_else(|| {
        let names: Vec<&str> = fuzz::TARGETS.iter().map(|target| target.name).collect();
        eprintln!("PAMOJA_FUZZ_TARGET must be one of: {}", names.join(" "));
        std::process::exit(2);
    });
    if let Ok(folder) = std::env::var("PAMOJA_FUZZ_SEEDS") {
        for (at, seed) in (target.seeds)().iter().enumerate() {
            if let Err(error) = std::fs::write(Path::new(&folder).join(format!("seed-{at}")), seed) {
                eprintln!("{folder}: {error}");
                std::process::exit(2);
            }
        }
    }
    // libFuzzer ends at every panic. One library is known to panic, and stands behind a wall (`interop`'s reader of
    // workbooks answers with a refusal then): its panics go on as they would in the product.
    std::panic::set_hook(Box::new(|panic| {
        if !panic.location().is_some_and(|place| place.file().contains("/calamine-")) {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
    target
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (TARGET.feed)(bytes));
