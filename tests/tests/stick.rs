//! The exchange in files: a week without any network, sticks in any order and any state, and who may not read them.

use stories::{Laptop, Part, World, household};

const WHOLE: u64 = u64::MAX;
const GREEN: &str = "committed green · left green · held green · accepted green · attention green";

/// A stick goes to the hub and its answer comes back.
fn travels(world: &World, laptop: &Laptop) {
    for (_, bytes) in laptop.writes_stick_for_hub(WHOLE) {
        world.hub_reads_stick(&bytes).unwrap();
    }
    for (_, bytes) in world.hub_writes_stick_for(laptop, WHOLE) {
        laptop.reads_stick(&bytes).unwrap();
    }
}

/// Families enough for several chunks in several areas.
fn registers_many(world: &World, laptop: &Laptop, families: usize) {
    let villages = world.villages();
    for at in 0..families {
        let name = format!("{}{at}", laptop.name);
        laptop.registers_in(&villages[at % 3], &household(&name, &["Grace 34 f head 0712345678", "Baraka 2 m child"]));
    }
}

#[test]
fn a_week_travels_by_stick_only() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let mut home = String::new();
    for day in 0..5 {
        world.next_day();
        home = amina.registers(&household(&format!("Mwangi{day}"), &["Grace 34 f head", "Baraka 2 m child"]));
        joseph.registers(&household(&format!("Otieno{day}"), &["Peter 50 m head"]));
    }
    let parts = amina.writes_stick_for_hub(WHOLE);
    assert_eq!(
        amina.lights(),
        "committed green · left green · held 5 waiting · accepted green · attention green",
        "what is on a stick has left, and nobody has said that it arrived"
    );
    let read = world.hub_reads_stick(&parts[0].1).unwrap();
    assert_eq!(read.commits, 5);
    let answer = world.hub_writes_stick_for(&amina, WHOLE);
    assert_eq!(answer[0].0.answers, Some(parts[0].0.bundle));
    assert_eq!(amina.reads_stick(&answer[0].1).unwrap().held_n, Some(5));
    assert_eq!(amina.lights(), GREEN);
    travels(&world, &joseph);
    travels(&world, &amina);
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(amina.rows(), world.hub_rows());
    // The next week goes on from there, also over the network, and nothing comes twice.
    joseph.adds_member(&home, "Mwangi", "Neema 5 f child");
    let summary = joseph.syncs();
    assert_eq!((summary.commits_sent, summary.chunks_received), (1, 0), "{summary:?}");
    assert!(summary.is_proven);
    let summary = amina.syncs();
    assert_eq!((summary.commits_sent, summary.commits_received), (0, 1), "{summary:?}");
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
}

#[test]
fn parts_may_come_shuffled_repeated_and_late() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    world.everyone_syncs();
    registers_many(&world, &amina, 40);
    let parts = amina.writes_stick_for_hub(8_000);
    assert!(parts.len() > 3, "{} parts", parts.len());
    assert!(parts.iter().all(|(header, _)| header.parts as usize == parts.len()));
    for (header, bytes) in &parts {
        assert!(bytes.len() < 8_000 + 1_000, "part {} has {} bytes", header.part, bytes.len());
    }
    // The last first, each twice: what came early stands in its place, and what it builds on joins it.
    for (_, bytes) in parts.iter().rev().chain(parts.iter().rev()) {
        let read = world.hub_reads_stick(bytes).unwrap();
        assert_eq!((read.waiting, read.refused, read.quarantined), (0, 0, 0), "{read:?}");
    }
    let again = world.hub_reads_stick(&parts[1].1).unwrap();
    assert_eq!((again.held, again.waiting, again.refused), (0, 0, 0), "{again:?}");
    assert_eq!(amina.rows(), world.hub_rows());

    travels(&world, &joseph);
    assert_eq!(joseph.rows(), world.hub_rows());
    registers_many(&world, &joseph, 30);
    for (_, bytes) in joseph.writes_stick_for_hub(8_000) {
        world.hub_reads_stick(&bytes).unwrap();
    }
    let mut answer = world.hub_writes_stick_for(&amina, 8_000);
    assert!(answer.len() > 2);
    answer.reverse();
    for (_, bytes) in answer.iter().chain(answer.iter()) {
        amina.reads_stick(bytes).unwrap();
    }
    assert_eq!(amina.rows(), world.hub_rows());
    assert_eq!(amina.lights(), GREEN);
    let summary = amina.syncs();
    assert_eq!((summary.commits_sent, summary.commits_received), (0, 0));
    assert!(summary.is_proven);
}

#[test]
fn a_cut_or_flipped_part_is_refused_whole_and_its_neighbours_are_taken() {
    let world = World::new();
    let amina = world.laptop("amina");
    registers_many(&world, &amina, 30);
    let parts = amina.writes_stick_for_hub(8_000);
    let (first, rest) = parts.split_first().unwrap();
    let before = world.hub_rows();
    let codes = ["sync-refused-bundle-damaged", "sync-refused-bundle-not-for-us"];
    for at in (0..first.1.len()).step_by(97) {
        let refused = world.hub_reads_stick(&first.1[..at]).unwrap_err();
        assert!(codes.contains(&refused.as_str()), "cut at {at}: {refused}");
        let mut flipped = first.1.clone();
        flipped[at] ^= 1;
        // A flip in the text of age's header may be one that does not matter to us; then everything else is whole.
        if let Err(refused) = world.hub_reads_stick(&flipped) {
            assert!(codes.contains(&refused.as_str()), "flipped at {at}: {refused}");
        }
    }
    assert_eq!(world.hub_rows(), before, "nothing of a damaged part was taken");
    for (_, bytes) in rest {
        world.hub_reads_stick(bytes).unwrap();
    }
    world.hub_reads_stick(&first.1).unwrap();
    assert_eq!(amina.rows(), world.hub_rows());
}

#[test]
fn a_stick_is_for_whom_it_names_and_from_whom_it_says() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    let stick = amina.writes_stick_for_hub(WHOLE).remove(0).1;
    assert_eq!(joseph.reads_stick(&stick).unwrap_err(), "sync-refused-bundle-not-for-us");
    assert_eq!(amina.reads_stick(&stick).unwrap_err(), "sync-refused-bundle-not-for-us");
    assert!(!stick.windows(6).any(|window| window == b"Mwangi"));
    let answer = world.hub_writes_stick_for(&amina, WHOLE).remove(0).1;
    assert_eq!(joseph.reads_stick(&answer).unwrap_err(), "sync-refused-bundle-not-for-us");
    assert_eq!(world.hub_reads_stick(&answer).unwrap_err(), "sync-refused-bundle-not-for-us");
    assert_eq!(world.hub_reads_stick(b"").unwrap_err(), "sync-refused-bundle-not-for-us");
    // A hello that came by stick is none that the hub answers online.
    let requests = |path: &str| world.hub_answers(path, &stick).unwrap_err();
    assert_eq!(requests("/exchange/hello"), "sync-refused-malformed");
}

#[test]
fn an_old_answer_moves_nothing_back() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    joseph.registers(&household("Otieno", &["Peter 50 m head"]));
    joseph.syncs();
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    for (_, bytes) in amina.writes_stick_for_hub(WHOLE) {
        world.hub_reads_stick(&bytes).unwrap();
    }
    let old: Vec<Part> = world.hub_writes_stick_for(&amina, WHOLE);
    amina.syncs();
    amina.registers(&household("Kamau", &["Wanjiru 44 f head"]));
    amina.syncs();
    assert_eq!(amina.lights(), GREEN);
    let read = amina.reads_stick(&old[0].1).unwrap();
    assert_eq!((read.held, read.problem), (0, None));
    assert_eq!(amina.lights(), GREEN);
    let noop = amina.syncs();
    assert_eq!((noop.chunks_sent, noop.chunks_received), (0, 0));
}

#[test]
fn two_laptops_give_each_other_their_families_without_a_hub() {
    let world = World::new();
    let amina = world.laptop("amina");
    let joseph = world.laptop("joseph"); // joined later: amina has never heard of this laptop
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    joseph.registers(&household("Otieno", &["Peter 50 m head"]));
    assert_eq!(amina.writes_stick_for(&joseph, WHOLE).unwrap_err(), "sync-refused-device-unknown");
    for (_, bytes) in joseph.writes_stick_for(&amina, WHOLE).unwrap() {
        amina.reads_stick(&bytes).unwrap();
    }
    for (_, bytes) in amina.writes_stick_for(&joseph, WHOLE).unwrap() {
        joseph.reads_stick(&bytes).unwrap();
    }
    assert_eq!(amina.rows(), joseph.rows());
    assert!(amina.rows().contains("Otieno") && joseph.rows().contains("Mwangi"));
    // What the other is known to hold is not written again.
    for (_, bytes) in joseph.writes_stick_for(&amina, WHOLE).unwrap() {
        assert_eq!(amina.reads_stick(&bytes).unwrap().held, 0);
    }
    let again = amina.writes_stick_for(&joseph, WHOLE).unwrap();
    let read = joseph.reads_stick(&again[0].1).unwrap();
    assert_eq!((read.held, read.known), (0, 0), "{read:?}");
    world.everyone_syncs();
    assert_eq!(amina.rows(), world.hub_rows());
    assert_eq!(joseph.rows(), world.hub_rows());
    assert_eq!(amina.lights(), GREEN);
    assert_eq!(joseph.lights(), GREEN);
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
}

#[test]
fn a_laptop_gives_nothing_of_areas_the_other_may_not_see() {
    let world = World::new();
    let villages = world.villages();
    let here = world.laptop_in("amina", &[villages[0].clone(), villages[1].clone()]);
    let there = world.laptop_in("joseph", &[villages[1].clone()]);
    let stranger = world.laptop_in("musa", &[villages[5].clone()]);
    world.everyone_syncs();
    here.registers_in(&villages[0], &household("Mwangi", &["Grace 34 f head"]));
    here.registers_in(&villages[1], &household("Kamau", &["Wanjiru 44 f head"]));
    for (_, bytes) in here.writes_stick_for(&there, WHOLE).unwrap() {
        there.reads_stick(&bytes).unwrap();
    }
    assert!(there.rows().contains("Kamau") && !there.rows().contains("Mwangi"));
    assert_eq!(here.writes_stick_for(&stranger, WHOLE).unwrap_err(), "sync-refused-bundle-no-shared-area");
}
