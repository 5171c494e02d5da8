//! The twenty pains of the field, each a test named after it. Here they stand in one list; how each is acted out, by the
//! same use-cases and programs as people use, is in the file it names.
//!
//! `PAMOJA_CASELOAD` and `PAMOJA_REGISTRATIONS` make two of them as large as the field: 300,000 people on one laptop,
//! 10,000 registrations without a network.

mod disk;
mod edits;
mod hub;
mod laptop;
mod line;
mod locked;
mod size;
mod time;
mod twice;

/// 1: somebody else signs in, or a right is lost, and what was not synced is wiped.
#[test]
fn unsynced_work_is_not_wiped_by_another_login_or_a_lost_right() {
    laptop::another_login();
    laptop::lost_right();
}

/// 2: whoever syncs last wins, and nobody is told.
#[test]
fn the_last_write_does_not_win_in_silence() {
    edits::last_write();
}

/// 3: values stand against each other and nobody sees it.
#[test]
fn conflicts_are_seen_settled_and_doubted_by_everybody() {
    edits::conflicts();
}

/// 4: a first load begins at zero after every cut.
#[test]
fn a_first_load_that_is_cut_every_ten_seconds_only_goes_forward() {
    line::first_load();
}

/// 5: a laptop holds so many people and no more.
#[test]
fn a_caseload_of_300_000_people_fits_on_one_laptop() {
    size::caseload();
}

/// 6: two officers register the same family without knowing of each other.
#[test]
fn duplicates_registered_offline_on_two_laptops_are_flagged_after_the_exchange() {
    twice::flagged();
    twice::across_villages();
    twice::number_for_want_of_one();
}

/// 7: “sync OK”, and it was not.
#[test]
fn a_sync_whose_last_chunk_was_dropped_is_not_green() {
    line::not_green();
}

/// 8: one item that cannot go through holds up all others.
#[test]
fn one_poison_item_does_not_block_the_others() {
    line::poison();
}

/// 9: rights or areas change while a laptop is away.
#[test]
fn rights_and_areas_that_change_while_offline_lose_no_work() {
    hub::area_changes_hands();
}

/// 10: locked out without a network.
#[test]
fn locked_out_offline_is_opened_by_the_supervisor() {
    locked::out();
}

/// 11: a laptop is lost in the middle of the week.
#[test]
fn a_laptop_lost_in_mid_week_is_recovered_from_a_colleague_or_a_stick() {
    laptop::lost();
}

/// 12: a laptop is stolen.
#[test]
fn a_stolen_laptop_shows_nothing_and_is_shut_out() {
    laptop::stolen();
}

/// 13: a clock stands at 1970 or runs two years ahead.
#[test]
fn a_clock_at_1970_or_two_years_ahead_loses_and_decides_nothing() {
    time::wrong_clocks();
}

/// 14: the program is upgraded while there is unsent work and no network.
#[test]
fn an_upgrade_while_offline_keeps_the_work_and_the_older_program_is_still_heard() {
    time::upgrade();
}

/// 15: the disk is full, or damaged.
#[test]
fn a_full_or_damaged_disk_loses_nothing_that_was_saved() {
    disk::full();
    disk::damaged();
}

/// 16: numbers run out without a network.
#[test]
fn numbers_are_not_exhausted_by_10_000_registrations_offline() {
    size::numbers();
}

/// 17: the hub has no room left.
#[test]
fn a_full_hub_says_so_and_the_work_is_safe_on_the_laptop() {
    disk::full_hub();
}

/// 18: the hub is restored from an old backup.
#[test]
fn a_hub_restored_from_an_old_backup_is_filled_again_by_the_laptops() {
    hub::restored();
}

/// 19: another area is added and everything comes anew.
#[test]
fn a_change_of_scope_costs_only_the_difference() {
    line::scope();
}

/// 20: five years of work, delivered in any order.
#[test]
fn five_years_of_history_delivered_shuffled_and_twice_give_the_same() {
    time::five_years();
}
