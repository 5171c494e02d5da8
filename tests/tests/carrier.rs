//! A supervisor's laptop as carrier: it brings to the hub what it cannot read, and the answer back.

use stories::{World, household};

const WHOLE: u64 = u64::MAX;
const GREEN: &str = "committed green · left green · held green · accepted green · attention green";

#[test]
fn a_supervisor_carries_work_to_the_hub_and_the_answer_back() {
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop_in("amina", &[villages[0].clone()]);
    let joseph = world.laptop_in("joseph", &[villages[0].clone()]);
    let fatuma = world.laptop_in("fatuma", &[villages[9].clone()]);
    joseph.registers_in(&villages[0], &household("Otieno", &["Peter 50 m head"]));
    joseph.syncs();
    amina.registers_in(&villages[0], &household("Mwangi", &["Grace 34 f head"]));
    let stick = amina.writes_stick_for_hub(WHOLE).remove(0).1;
    // She works elsewhere: her laptop may not read it, and need not.
    assert_eq!(fatuma.reads_stick(&stick).unwrap_err(), "sync-refused-bundle-not-for-us");
    fatuma.takes_along(&stick).unwrap();
    fatuma.takes_along(&stick).unwrap();
    assert_eq!(fatuma.syncs_carrying(usize::MAX).unwrap(), (1, 1));
    assert!(world.hub_rows().contains("Mwangi"));
    assert!(!fatuma.rows().contains("Mwangi"));
    let back = tempfile::tempdir().unwrap();
    let answers = fatuma.gives_answers(back.path());
    assert_eq!(answers.len(), 1);
    assert_eq!(fatuma.reads_stick(&answers[0]).unwrap_err(), "sync-refused-bundle-not-for-us");
    assert_eq!(amina.reads_stick(&answers[0]).unwrap().held_n, Some(1));
    assert_eq!(amina.lights(), GREEN);
    assert!(amina.rows().contains("Otieno"));
    assert_eq!(fatuma.syncs_carrying(usize::MAX).unwrap(), (0, 0), "what was handed over is not handed over again");
}

#[test]
fn a_carriers_line_may_be_cut_anywhere() {
    let world = World::new();
    let (amina, fatuma) = (world.laptop("amina"), world.laptop("fatuma"));
    for at in 0..30 {
        let village = &world.villages()[at % 5];
        amina.registers_in(village, &household(&format!("Mwangi{at}"), &["Grace 34 f head", "Baraka 2 m child"]));
    }
    let parts = amina.writes_stick_for_hub(6_000);
    assert!(parts.len() > 1);
    for (_, bytes) in &parts {
        fatuma.takes_along(bytes).unwrap();
    }
    let mut tries = 0;
    while fatuma.syncs_carrying(2).is_err() {
        tries += 1;
        assert!(tries < 50, "each try brings it on");
    }
    assert!(tries > 1);
    let rows = world.hub_rows();
    assert!((0..30).all(|at| rows.contains(&format!("Mwangi{at}"))));
    let summary = amina.syncs();
    assert_eq!((summary.commits_sent, summary.is_proven), (0, true));
}

#[test]
fn a_carrier_can_neither_forge_nor_spoil() {
    let world = World::new();
    let (amina, fatuma) = (world.laptop("amina"), world.laptop("fatuma"));
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    let stick = amina.writes_stick_for_hub(WHOLE).remove(0).1;
    let before = world.hub_rows();
    for at in [stick.len() / 2, stick.len() - 1] {
        let mut spoilt = stick.clone();
        spoilt[at] ^= 4;
        fatuma.takes_along(&spoilt).unwrap();
    }
    assert_eq!(fatuma.syncs_carrying(usize::MAX).unwrap(), (0, 0));
    assert_eq!(world.hub_rows(), before);
    assert_eq!(fatuma.takes_along(b"anything else").unwrap_err(), "sync-refused-carried-not-for-hub");
    let answer = world.hub_writes_stick_for(&amina, WHOLE).remove(0).1;
    assert_eq!(fatuma.takes_along(&answer).unwrap_err(), "sync-refused-carried-not-for-hub");
    fatuma.takes_along(&stick).unwrap();
    assert_eq!(fatuma.syncs_carrying(usize::MAX).unwrap(), (1, 1));
    assert!(world.hub_rows().contains("Mwangi"));
}
