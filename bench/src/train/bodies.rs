//! Bodies of chunks as laptops would have sealed them: days of registering, weeks of corrections, a handful of changes.

use domain::{Area, Id};
use sync::chunk::{HEADER_BYTES, Seal, seal};
use sync::pack::{BODY_LEVEL, unpack_body};
use sync::signing::{SIGNATURE_BYTES, SigningKey};
use sync::{Commit, Hash};

use crate::Outcome;
use crate::chance::Chance;
use crate::family;
use crate::laptop::Known;
use crate::train::{SEED, Sample, Trained};
use crate::week;
use crate::world::{Laptop, World};

/// Size of the dictionary.
const BYTES: usize = 64 * 1024;
/// Laptops trained on.
const LAPTOPS: u32 = 60;
/// Villages each works in.
const VILLAGES: usize = 2;
/// Households it registers in one at most, one by one.
const HOUSEHOLDS: usize = 40;
/// Corrections it makes there at most.
const CORRECTIONS: usize = 60;
/// Numbers of the invented households of one laptop begin so far from those of the next.
const HOUSEHOLDS_APART: u32 = 5_000;
/// Characters of a village's code in invented districts.
const VILLAGE_CODE_CHARS: usize = 10;
/// Commits in a small chunk: what an officer had time for between two exchanges.
const SMALL: usize = 12;

/// Trains the dictionary and tries it on the work of another district.
///
/// # Errors
/// Faults of stores and packer.
pub fn train() -> Outcome<Trained> {
    Trained::from(&sealed(SEED, LAPTOPS)?, &sealed(SEED + 1, LAPTOPS / 6)?, BYTES, BODY_LEVEL)
}

/// What laptops of a district did, as bodies of chunks: all that follows each other in a village, and small pieces of it.
fn sealed(seed: u64, laptops: u32) -> Outcome<Vec<Sample>> {
    let folder = tempfile::tempdir()?;
    let (mut world, mut chance) = (World::new(folder.path(), seed)?, Chance::new(seed));
    let areas: Vec<(String, Id<Area>)> = world.areas()?.into_iter().map(|area| (area.code, area.id)).collect();
    let villages: Vec<_> = areas.into_iter().filter(|(code, _)| code.len() == VILLAGE_CODE_CHARS).collect();
    let (key, mut samples) = (SigningKey::from_pkcs8(&SigningKey::generate()?)?, Vec::new());
    for index in 0..laptops {
        let (mut laptop, _) = world.join(&format!("laptop-{index}"), u64::MAX)?;
        for _ in 0..VILLAGES {
            let village = chance.any(&villages);
            let first = index * HOUSEHOLDS_APART;
            let (count, visits) = (1 + chance.below(HOUSEHOLDS), chance.below(CORRECTIONS));
            let known = register(&mut world, &mut laptop, village, (first, count))?;
            let acts: Vec<_> =
                (0..visits).map(|visit| week::act(&mut chance, &world.district, &known[visit % known.len()])).collect();
            week::work(&mut world, &mut laptop, &acts)?;
        }
        for run in laptop.unsent()?.chunk_by(|one, next| one.header.area == next.header.area) {
            samples.push(("whole".to_owned(), plain(run, &key)?));
            for piece in run.chunks(SMALL).filter(|_| chance.below(3) == 0) {
                samples.push(("small".to_owned(), plain(piece, &key)?));
            }
        }
    }
    Ok(samples)
}

/// Registers households invented for a village, one after the other.
fn register(
    world: &mut World,
    laptop: &mut Laptop,
    (code, area): &(String, Id<Area>),
    (first, count): (u32, usize),
) -> Outcome<Vec<Known>> {
    let mut known = Vec::with_capacity(count);
    let invented = (first..).map(|index| (index, world.district.household(index)));
    let invented: Vec<_> = invented.filter(|(_, household)| household.area_code == *code).take(count).collect();
    for (index, invented) in invented {
        let now = world.days.pass();
        let made = laptop.call(now, "registry.register", family::register_input(*area, &invented)?)?;
        known.push(Known::registered(index, &made)?);
    }
    Ok(known)
}

fn plain(commits: &[Commit], key: &SigningKey) -> Outcome<Vec<u8>> {
    let chunk = seal(commits, &Seal { key, prev_in_area: Hash::ZERO, replay_digest: Hash::ZERO })?;
    let packed = &chunk.bytes[HEADER_BYTES..chunk.bytes.len() - SIGNATURE_BYTES];
    Ok(unpack_body(packed, chunk.header.plain_bytes as usize)?)
}
