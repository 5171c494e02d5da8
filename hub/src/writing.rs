//! The one worker that takes pushes: a group, a transaction, a commit, and only then the answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::Instant;

use store::StoreFault;
use store::exchange::group::{Push, Taken, take_pushes};

use crate::Hub;
use crate::clock;
use crate::fault::incident;
use crate::limits::{GROUP_WORK, IDLE_WAIT};
use crate::queue::{Outcome, Queue, Waiting};

/// Starts the worker. It ends with the hub.
pub(crate) fn start(hub: &Arc<Hub>) -> std::io::Result<JoinHandle<()>> {
    let (queue, hub) = (Arc::clone(&hub.queue), Arc::downgrade(hub));
    std::thread::Builder::new().name("pushes".to_owned()).spawn(move || work(&queue, &hub))
}

fn work(queue: &Queue, hub: &Weak<Hub>) {
    while let Some(group) = queue.group(IDLE_WAIT) {
        let Some(hub) = hub.upgrade() else { break };
        if group.is_empty() && hub.sessions.are_written() {
            continue;
        }
        take(&hub, group);
    }
}

/// Takes a group; what there was no time for goes back to the front of the queue.
fn take(hub: &Hub, mut group: Vec<Waiting>) {
    let began = Instant::now();
    let taken = {
        let pushes: Vec<&Push> = group.iter().map(|waiting| &waiting.push).collect();
        // Somebody always waits for an answer: a panic ends one group, not the worker.
        catch_unwind(AssertUnwindSafe(|| {
            take_pushes(&hub.store, &hub.sessions, &pushes, clock::now(), || began.elapsed() > GROUP_WORK)
        }))
    };
    let taken = match taken {
        Ok(Ok(taken)) => taken,
        Ok(Err(fault)) => return refuse_all(group, &fault),
        Err(_) => return refuse_all(group, &StoreFault::Lacks("an end to a group: it panicked")),
    };
    hub.queue.give_back(group.split_off(taken.len()));
    hub.metrics.group(taken.len(), began.elapsed());
    for (waiting, taken) in group.into_iter().zip(taken) {
        waiting.tell(&outcome(hub, taken));
    }
}

fn outcome(hub: &Hub, taken: Result<Taken, StoreFault>) -> Outcome {
    match taken {
        Ok(taken) => {
            hub.metrics.taken(&taken);
            taken.answer
        }
        Err(fault) => Err(refusal(&fault)),
    }
}

fn refuse_all(group: Vec<Waiting>, fault: &StoreFault) {
    let code = refusal(fault);
    for waiting in group {
        waiting.tell(&Err(code));
    }
}

/// What a laptop is told about a fault of the hub; the rest stays in the log under a number.
pub(crate) fn refusal(fault: &StoreFault) -> &'static str {
    tracing::error!(incident = incident(), %fault, "the store failed");
    match fault {
        StoreFault::DiskFull => "sync-refused-hub-full",
        _ => "sync-refused-hub-failed",
    }
}
