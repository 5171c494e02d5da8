//! Drives the exchange: asks the store what to send, carries it to the hub, hands the answer back. One at a time,
//! on demand and every now and then while the laptop is open; why the last one failed is kept for the lights.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use store::Store;
use store::exchange::bundle::FromPeers;
use store::exchange::carry::Carrying;
use store::exchange::{Exchange, ExchangeFault};
use sync::bundle::carry::{Carry, CarryReply, PIECE_BYTES};
use sync::session::Outgoing;
use sync::session::message::Message;
use usecases::door::SyncRunOutput;
use usecases::{Caller, Failure, FailureKind};

use crate::application::Application;
use crate::limits::ROUNDS_MAX;
use crate::link::{Link, LinkFault};
use crate::pinned::Pin;
use crate::session::{Session, ended};

/// Whether an exchange runs now.
pub fn is_running(application: &Application) -> bool {
    application.is_exchanging.load(Ordering::Relaxed)
}

/// The running exchange; ended by dropping it.
struct Running<'a>(&'a Application);

impl<'a> Running<'a> {
    fn begin(application: &'a Application) -> Result<Self, Failure> {
        if application.is_exchanging.swap(true, Ordering::AcqRel) {
            return Err(Failure::refused("sync-refused-store-busy"));
        }
        Ok(Self(application))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.is_exchanging.store(false, Ordering::Release);
    }
}

/// Exchanges until both sides are proven equal. Blocks.
///
/// # Errors
/// `sync-refused-…`; what was exchanged before stays exchanged.
pub fn run(application: &Application, session: &Session) -> Result<SyncRunOutput, Failure> {
    let _running = Running::begin(application)?;
    let using = session.using();
    let store = using.store()?;
    let caller = session.caller(store)?;
    if !caller.may("sync.run") {
        return Err(Failure::denied("sync.run"));
    }
    let began = Instant::now();
    let mut output = SyncRunOutput::default();
    let exchanged = rounds(application, session, store, &caller, &mut output);
    output.duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        sent = output.bytes_sent,
        received = output.bytes_received,
        duration_ms = output.duration_ms,
        failure = exchanged.as_ref().err().map(|failure| failure.code.clone()),
        "exchange ended"
    );
    let Err(failure) = exchanged else { return Ok(output) };
    let failure = crate::fault::settled(failure);
    let kept = serde_json::to_string(&failure).unwrap_or_else(|_| failure.code.clone());
    if let Err(cause) = Exchange::keep_failure(store, &caller.author("sync.run"), &kept) {
        tracing::warn!(%cause, "why the exchange failed could not be kept");
    }
    Err(failure)
}

/// While others keep sending, what is compared at the end may have moved on: another round brings it.
fn rounds(
    application: &Application,
    session: &Session,
    store: &Store,
    caller: &Caller,
    output: &mut SyncRunOutput,
) -> Result<(), Failure> {
    let link = Link::new(&session.hub_url, Pin::Key(session.hub_key)).map_err(failure_of)?;
    for _ in 0..ROUNDS_MAX {
        if round(application, session, store, caller, &link, output)? {
            return Ok(());
        }
    }
    Err(Failure::refused("sync-refused-differing"))
}

/// One conversation; tells whether both sides were proven equal.
fn round(
    application: &Application,
    session: &Session,
    store: &Store,
    caller: &Caller,
    link: &Link,
    output: &mut SyncRunOutput,
) -> Result<bool, Failure> {
    let mut exchange = Exchange::begin(store, caller.user, caller.now, env!("CARGO_PKG_VERSION"))?;
    let conversed = converse(application, session, (store, caller), link, &mut exchange, output);
    let summary = exchange.summary();
    output.chunks_sent += summary.chunks_sent;
    output.chunks_received += summary.chunks_received;
    output.commits_sent += summary.commits_sent;
    output.commits_received += summary.commits_received;
    output.refused += summary.refused;
    output.quarantined += summary.quarantined;
    conversed?;
    if caller.may("sync.carry") {
        hand_over(application, session, (store, caller), link, &exchange, output)?;
    }
    Ok(summary.is_proven)
}

/// Hands over what this laptop carries for others, and brings their answers back.
fn hand_over(
    application: &Application,
    session: &Session,
    (store, caller): (&Store, &Caller),
    link: &Link,
    exchange: &Exchange<'_>,
    output: &mut SyncRunOutput,
) -> Result<(), Failure> {
    let mut carrying = Carrying::begin(store, caller.author("sync.carry"))?;
    while let Some(message) = carrying.next_message()? {
        let answered = post(application, session, link, exchange.carry(&message), output)?;
        let reply = CarryReply::from_bytes(&answered).map_err(|_| Failure::refused("sync-refused-malformed"))?;
        carrying.receive(reply)?;
    }
    output.carried += carrying.handed;
    output.answers += carrying.fetched;
    Ok(())
}

fn converse(
    application: &Application,
    session: &Session,
    (store, caller): (&Store, &Caller),
    link: &Link,
    exchange: &mut Exchange<'_>,
    output: &mut SyncRunOutput,
) -> Result<(), Failure> {
    let mut is_greeted = false;
    while let Some(outgoing) = exchange.next_request().map_err(broken)? {
        let answered = post(application, session, link, outgoing, output)?;
        exchange.receive(&answered).map_err(broken)?;
        if !is_greeted {
            is_greeted = true;
            pass_on(application, session, (store, caller), link, exchange, output)?;
        }
    }
    Ok(())
}

/// Gives the hub what came from other laptops and not from it, before both sides are compared.
fn pass_on(
    application: &Application,
    session: &Session,
    (store, caller): (&Store, &Caller),
    link: &Link,
    exchange: &Exchange<'_>,
    output: &mut SyncRunOutput,
) -> Result<(), Failure> {
    let author = caller.author("sync.run");
    while let Some(next) = FromPeers::next(store, &author, env!("CARGO_PKG_VERSION"))? {
        let part = sync::Hash::of(&[&next.part]).0;
        let mut at = 0;
        loop {
            let end = next.part.len().min(at + PIECE_BYTES);
            let bytes = next.part.get(at..end).unwrap_or_default().to_vec();
            let carry = Carry::Piece { part, length: next.part.len() as u64, at: at as u64, bytes };
            let answered = post(application, session, link, exchange.carry(&carry), output)?;
            match CarryReply::from_bytes(&answered) {
                Ok(CarryReply::HeldTo(held)) if held > at as u64 => at = usize::try_from(held).unwrap_or(usize::MAX),
                Ok(CarryReply::Taken { .. }) => break,
                Ok(CarryReply::Refused(code)) => return Err(Failure::refused(&code)),
                Ok(CarryReply::HeldTo(_) | CarryReply::Answer { .. }) | Err(_) => {
                    return Err(Failure::refused("sync-refused-malformed"));
                }
            }
        }
        next.taken(store, &author)?;
    }
    Ok(())
}

/// One request and its answer, ended early when the session closes.
fn post(
    application: &Application,
    session: &Session,
    link: &Link,
    outgoing: Outgoing,
    output: &mut SyncRunOutput,
) -> Result<Vec<u8>, Failure> {
    let mut closing = session.closing();
    let sent = outgoing.body.len() as u64;
    let answered = application.runtime.block_on(async {
        tokio::select! {
            answered = link.post(outgoing.path, outgoing.body) => answered.map_err(failure_of),
            _ = closing.wait_for(|is_closing| *is_closing) => Err(ended()),
        }
    })?;
    output.bytes_sent += sent;
    output.bytes_received += answered.len() as u64;
    Ok(answered)
}

fn broken(fault: ExchangeFault) -> Failure {
    match fault {
        ExchangeFault::Store(store::StoreFault::DiskFull) => Failure::refused("sync-refused-disk-full"),
        ExchangeFault::Store(fault) => fault.into(),
        ExchangeFault::Malformed(malformed) => {
            tracing::warn!(%malformed, "an answer of the hub could not be read");
            Failure::refused("sync-refused-malformed")
        }
        ExchangeFault::Refused(code) => Failure::refused(code),
    }
}

fn failure_of(fault: LinkFault) -> Failure {
    match fault {
        LinkFault::Unreachable => Failure::refused("sync-refused-hub-unreachable"),
        LinkFault::NotTrusted => Failure::refused("sync-refused-hub-not-trusted"),
        LinkFault::CaptivePortal => Failure::refused("sync-refused-captive-portal"),
        LinkFault::TooLarge => Failure::refused("sync-refused-malformed"),
        LinkFault::Address => Failure::refused("device-refused-address-wrong"),
        LinkFault::Refused(code) => Failure::refused(&code),
    }
}

/// Exchanges every now and then until the session closes.
pub(crate) async fn now_and_then(application: Weak<Application>, session: Arc<Session>, every: Duration) {
    let mut closing = session.closing();
    loop {
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            _ = closing.wait_for(|is_closing| *is_closing) => return,
        }
        let Some(application) = application.upgrade() else { return };
        let session = Arc::clone(&session);
        let ran = tokio::task::spawn_blocking(move || run(&application, &session)).await;
        // What was refused is kept for the lights; only what nobody was told goes further.
        if let Ok(Err(failure)) = ran
            && failure.kind == FailureKind::Fault
        {
            tracing::warn!(code = failure.code, "an exchange nobody asked for failed");
        }
    }
}
