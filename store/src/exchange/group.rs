//! Pushes of many laptops in one transaction: one wait for the disk for all of them, a savepoint for each.
//!
//! A push that fails undoes itself and nothing of its neighbours. Answers are handed out after the commit only: what a
//! laptop holds a receipt for is durable.

use domain::{Id, Instant};
use sync::session::Request;
use sync::session::laptop::path;
use sync::session::message::{Message, read_push};
use sync::session::{PushReply, Receipt, Verdict};

use crate::exchange::hub::{Admission, Answer, admit, publish, take};
use crate::exchange::receive::{Receiving, Source};
use crate::exchange::sessions::Sessions;
use crate::fault::StoreFault;
use crate::open::Store;
use crate::writer::{Author, Writer};

/// A push whose device, signature and session were found right.
#[derive(Debug)]
pub struct Push {
    /// Number of the device.
    pub device: u32,
    pub(super) request: Request,
}

impl Push {
    /// Bytes of the chunks in it.
    pub const fn len(&self) -> usize {
        self.request.body.len()
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.request.body.is_empty()
    }

    /// Whether both carry the same, as a request does that arrived twice.
    pub fn is_same(&self, other: &Self) -> bool {
        self.request == other.request
    }
}

/// What taking a push brought.
#[derive(Debug)]
pub struct Taken {
    /// The answer for the laptop.
    pub answer: Answer,
    /// Documents changed by what was held.
    pub documents: u64,
    /// Chunks held, set aside, and not taken.
    pub chunks: Chunks,
}

/// What became of the chunks of a push.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chunks {
    /// Held now.
    pub held: u64,
    /// Held before.
    pub duplicate: u64,
    /// Set aside.
    pub quarantined: u64,
    /// Not taken.
    pub refused: u64,
}

impl Chunks {
    fn of(receipts: &[Receipt]) -> Self {
        let mut chunks = Self::default();
        for receipt in receipts {
            match receipt.verdict {
                Verdict::Held => chunks.held += 1,
                Verdict::Duplicate => chunks.duplicate += 1,
                Verdict::Quarantined(_) => chunks.quarantined += 1,
                Verdict::Gap { .. } | Verdict::Refused(_) => chunks.refused += 1,
            }
        }
        chunks
    }
}

/// Looks at a push without taking it: whose it is, whether they signed it, whether their session is the present one.
///
/// # Errors
/// Faults of the store; the inner error is a refusal by Fluent message id.
pub fn admit_push(store: &Store, sessions: &Sessions, bytes: &[u8]) -> Result<Result<Push, &'static str>, StoreFault> {
    Ok(match admit(store, sessions, path::PUSH, bytes)? {
        Ok(Admission { device, request }) => Ok(Push { device: device.number, request }),
        Err(code) => Err(code),
    })
}

/// Takes pushes in one transaction, in order, and writes the sessions begun meanwhile; goes on until `is_enough` says to end the group; at least the first is taken.
/// The results belong to the first pushes, the others were not looked at.
///
/// # Errors
/// Faults that concern them all: a full or broken disk, a commit that failed. Nothing was taken then.
pub fn take_pushes(
    store: &Store,
    sessions: &Sessions,
    pushes: &[&Push],
    now: Instant,
    mut is_enough: impl FnMut() -> bool,
) -> Result<Vec<Result<Taken, StoreFault>>, StoreFault> {
    let key = store.signing_key()?;
    let author = Author { user: Id::NIL, now, act: "sync.answer" };
    let mut seen = Vec::new();
    let received = store.write(&author, |writer| {
        let mut received = Vec::with_capacity(pushes.len());
        for push in pushes {
            if !received.is_empty() && is_enough() {
                break;
            }
            let Ok(chunks) = read_push(&push.request.body) else {
                received.push(Ok(None));
                continue;
            };
            received.push(writer.attempt(|writer| take(writer, Source::Device(push.device), &chunks))?.map(Some));
        }
        if !pushes.is_empty() {
            try_waiting(writer, now)?;
        }
        publish(writer)?;
        seen = sessions.write(writer)?;
        Ok::<_, StoreFault>(received)
    })?;
    sessions.written(&seen);
    let answered = received.into_iter().map(|received| {
        received.map(|received| match received {
            None => Taken {
                answer: Err("sync-refused-malformed"),
                documents: 0,
                chunks: Chunks { refused: 1, ..Chunks::default() },
            },
            Some((receipts, documents)) => {
                let chunks = Chunks::of(&receipts);
                Taken { answer: Ok(PushReply::sign(receipts, &key).to_bytes()), documents, chunks }
            }
        })
    });
    Ok(answered.collect())
}

/// What waited for something that may have arrived, once for the whole group. What cannot be tried goes on waiting:
/// it must not take the receipts of others with it.
fn try_waiting(writer: &mut Writer<'_>, now: Instant) -> Result<(), StoreFault> {
    let tried = writer.attempt(|writer| {
        let mut receiving = Receiving::new(writer.connection(), writer.place(), now);
        receiving.try_waiting()?;
        let left = receiving.left();
        crate::exchange::hub::hand_on_all(writer, left)
    });
    tried.map(|_| ())
}

#[cfg(test)]
mod tests {
    use domain::change::{Change, Fact};
    use domain::roster::User;

    use super::*;
    use crate::exchange::hub::found;
    use crate::key::StoreKey;
    use crate::open::{OpenStore, Place};

    const NOW: Instant = Instant::from_ms(1_780_000_000_000);
    const AUTHOR: Author = Author { user: Id::NIL, now: NOW, act: "sync.answer" };

    fn hub(folder: &std::path::Path) -> Store {
        let key = StoreKey::from_bytes([7; 32]);
        let store = Store::open(&OpenStore { folder, key: &key, place: Place::Hub, seed: [1; 32] }).unwrap();
        found(&store, "Hub", NOW).unwrap();
        store
    }

    /// As a push does that makes the hub commit something: a fact, and a setting.
    fn states(writer: &mut Writer<'_>, name: &str) -> Result<(), StoreFault> {
        let user = User::with_roles(writer.new_id(), name.to_owned(), Vec::new());
        let mut change = Change::default();
        change.state(Fact::User(writer.new_id(), user));
        writer.keep_setting(name, b"kept")?;
        writer.commit(Id::NIL, None, &change).map(|_| ())
    }

    #[test]
    fn what_fails_undoes_itself_and_nothing_of_its_neighbours() {
        let folder = tempfile::tempdir().unwrap();
        let store = hub(folder.path());
        let written = store.write(&AUTHOR, |writer| {
            writer.attempt(|writer| states(writer, "first"))??;
            let failed = writer.attempt(|writer| {
                states(writer, "second")?;
                // Left open by what failed, as a chunk in the middle of its work leaves its own.
                writer.connection().execute_batch("SAVEPOINT chunk")?;
                Err::<(), _>(StoreFault::Lacks("something"))
            })?;
            assert!(matches!(failed, Err(StoreFault::Lacks("something"))));
            writer.attempt(|writer| states(writer, "third"))??;
            publish(writer)
        });
        written.unwrap();
        let names = store.read(|reader| reader.users()).unwrap().into_iter().map(|user| user.name);
        assert_eq!(names.collect::<Vec<_>>(), ["first", "third"]);
        assert_eq!(store.read(|reader| reader.setting_text("second")).unwrap(), None);
        let verified = crate::verify::verify(&store).unwrap();
        assert_eq!((verified.findings, verified.commits), (Vec::<String>::new(), 3), "the chain has no hole");
    }

    #[test]
    fn a_broken_disk_ends_the_whole_group() {
        let folder = tempfile::tempdir().unwrap();
        let store = hub(folder.path());
        let written = store.write(&AUTHOR, |writer| {
            writer.attempt(|writer| states(writer, "first"))??;
            writer.attempt(|_| Err::<(), _>(StoreFault::DiskFull))?
        });
        assert!(matches!(written, Err(StoreFault::DiskFull)));
        assert!(store.read(|reader| reader.users()).unwrap().is_empty(), "nothing of it is half there");
    }
}
