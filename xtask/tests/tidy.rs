//! The house is tidy: every rule looks at the whole checkout.

#[test]
fn the_house_is_tidy() {
    let findings = xtask::tidy::findings(&xtask::checkout()).unwrap();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
