//! Makes the last contact of a closed laptop so many days old: `age_lease STORE_FOLDER DAYS`, for tests by hands.

use domain::Instant;
use store::key::{self, Unlocked};
use store::lease::Contact;
use store::{OpenStore, Place, Store};
use stories::desk::DESK_PASSPHRASE;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(words.next().expect("the folder of a store"));
    let days: i64 = words.next().and_then(|days| days.parse().ok()).expect("a number of days");
    let (user, _) = key::users(&folder).expect("slots").remove(0);
    // A clock that stands still counts as the latest time seen.
    let Ok(Unlocked::Open(key)) = key::unlock(&folder, user, DESK_PASSPHRASE, Instant::from_ms(0)) else {
        panic!("it opens with the passphrase of tests");
    };
    let store =
        Store::open(&OpenStore { folder: &folder, key: &key, place: Place::Laptop, seed: [9; 32] }).expect("a store");
    let now = store.lease().expect("a slot file").expect("a lease").contact_at;
    let at = Instant::from_ms(now.ms() - days * 86_400_000);
    store.renew_lease(Contact { at, clock: at, is_fresh: true }).expect("a lease");
}
