//! The end of a laptop that its hub has ended: unsent work is sealed to the hub, then the keys are erased.
//!
//! Always true, whenever the power fails: `store/` is there and whole, or the rescue file lies in the data folder and `ending/`
//! is erased at the next start. One rename stands between the two.

use std::fs;
use std::sync::Arc;

use domain::Instant;
use serde::{Deserialize, Serialize};
use store::{Store, StoreFault, ending, rescue};
use usecases::Failure;
use usecases::door::EndedOutput;

use crate::application::Application;
use crate::clock;
use crate::folder::{Folder, sync_root, write_private};
use crate::session::Session;

/// What is told on the door of a laptop that was ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Notice {
    number: u32,
    name: String,
    ended_at: i64,
    rescue_file: Option<String>,
    commits: u64,
}

/// The refusal that tells a person who was at work.
pub fn ended() -> Failure {
    Failure::refused("access-refused-laptop-ended")
}

/// Looks whether the hub has ended this laptop or taken the slot of somebody away; the door must not be held.
///
/// # Errors
/// `access-refused-laptop-ended`, `access-refused-session-ended`; what stood in the way of ending it.
pub(crate) fn look(application: &Application, session: &Arc<Session>) -> Result<(), Failure> {
    let (is_ended, is_removed) = {
        let using = session.using();
        let Ok(store) = using.store() else { return Ok(()) };
        if store.is_ended()? {
            (true, false)
        } else {
            let caller = session.caller(store)?;
            let gone = store.take_slots_away(&caller.author("user.remove"))?;
            (false, gone.contains(&session.user))
        }
    };
    if is_removed {
        application.lock();
        return Err(crate::session::ended());
    }
    if !is_ended {
        return Ok(());
    }
    crate::nearby::close(application);
    let door = application.door();
    let taken = application.take_open(session);
    if let Some(store) = taken {
        end(&application.folder, store, clock::now())?;
    }
    drop(door);
    Err(ended())
}

/// Ends a laptop whose store is open. Whatever stands in the way leaves it whole and closed.
///
/// # Errors
/// A full disk, an outbox that cannot be written: nothing was erased then.
pub fn end(folder: &Folder, store: Store, now: Instant) -> Result<(), Failure> {
    let commits = store.prepare_ending()?;
    drop(store);
    let card = folder.card();
    let (number, name) = card.map_or((0, String::new()), |card| (card.number, card.name));
    let rescue_file = if commits > 0 { Some(leave_rescue(folder, number, &name, now)?) } else { None };
    let notice = Notice { number, name, ended_at: now.ms(), rescue_file, commits };
    let json = serde_json::to_vec(&notice).map_err(StoreFault::from)?;
    write_private(&folder.notice(), &json).map_err(StoreFault::from)?;
    folder.begin_ending().map_err(StoreFault::from)?;
    tracing::warn!(device = number, commits, "the hub has ended this laptop; its keys are erased");
    finish(folder)
}

/// Everything unsent, sealed to the hub, durable in the data folder. No slot goes with it: no passphrase opens it.
fn leave_rescue(folder: &Folder, number: u32, name: &str, now: Instant) -> Result<String, Failure> {
    let about = rescue::About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at_ms: now.ms(),
        device: Some(name.to_owned()),
        users: Vec::new(),
    };
    let (manifest, packed) = rescue::pack_for_hub(&folder.store(), about)?;
    if !manifest.is_open_to_hub {
        return Err(StoreFault::Lacks("a key that the hub can open").into());
    }
    let path = folder.root().join(format!("pamoja-rescue-laptop-{number}-{}.rescue", now.ms() / 1000));
    write_private(&path, &packed).map_err(StoreFault::from)?;
    sync_root(folder.root()).map_err(StoreFault::from)?;
    Ok(path.display().to_string())
}

/// Erases what an ending has put aside; at a start, what a crash has left of one.
///
/// # Errors
/// What the system says; the next start tries again.
pub fn finish(folder: &Folder) -> Result<(), Failure> {
    let ending = folder.ending();
    if !ending.exists() {
        return Ok(());
    }
    ending::erase_keys(&ending)?;
    fs::remove_dir_all(&ending).map_err(StoreFault::from)?;
    sync_root(folder.root()).map_err(StoreFault::from)?;
    Ok(())
}

/// What is told on the door, until somebody joins again.
pub(crate) fn notice(folder: &Folder) -> Option<EndedOutput> {
    if folder.has_joined() {
        return None;
    }
    let notice: Notice = serde_json::from_slice(&fs::read(folder.notice()).ok()?).ok()?;
    Some(EndedOutput {
        device_name: notice.name,
        ended_at: notice.ended_at,
        rescue_file: notice.rescue_file,
        commits: notice.commits,
    })
}
