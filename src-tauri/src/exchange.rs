//! Drives the exchange: asks the store what to send, carries it to the hub, hands the answer back. One at a time,
//! on demand and every now and then while the laptop is open; why the last one failed is kept for the lights.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use store::Store;
use store::exchange::carry::Carrying;
use store::exchange::{Exchange, ExchangeFault, Progress};
use sync::bundle::carry::CarryReply;
use sync::session::Outgoing;
use sync::session::message::Message;
use usecases::door::SyncRunOutput;
use usecases::sync_lights::RunningExchange;
use usecases::{Caller, Failure, FailureKind};

use crate::application::{Application, lock};
use crate::limits::ROUNDS_MAX;
use crate::link::{Link, LinkFault};
use crate::patience;
use crate::pinned::Pin;
use crate::session::{Session, ended};

/// How far the exchange is that runs now.
pub fn running(application: &Application) -> Option<RunningExchange> {
    *lock(&application.exchanging)
}

/// The running exchange; ended by dropping it.
struct Running<'a>(&'a Application);

impl<'a> Running<'a> {
    fn begin(application: &'a Application) -> Result<Self, Failure> {
        let mut exchanging = lock(&application.exchanging);
        if exchanging.is_some() {
            return Err(Failure::refused("sync-refused-store-busy"));
        }
        *exchanging = Some(RunningExchange::default());
        drop(exchanging);
        Ok(Self(application))
    }

    /// What the lights show meanwhile.
    fn is_at(application: &Application, progress: Progress, output: &SyncRunOutput) {
        *lock(&application.exchanging) = Some(RunningExchange {
            done: progress.done,
            // What turned up on the way belongs to the whole.
            total: progress.total.max(progress.done),
            bytes_sent: output.bytes_sent,
            bytes_received: output.bytes_received,
        });
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        *lock(&self.0.exchanging) = None;
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
    let exchanged = exchange(application, session, store, &caller, &mut output);
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

/// An exchange; what the way back into this laptop needs goes with it, so that the hub and supervisors can always help.
fn exchange(
    application: &Application,
    session: &Session,
    store: &Store,
    caller: &Caller,
    output: &mut SyncRunOutput,
) -> Result<(), Failure> {
    rounds(application, session, store, caller, output)?;
    // The roster may have said something new about who this laptop's supervisors are.
    let caller = session.caller(store)?;
    if !usecases::user::recovery::keep(store, &caller)? {
        return Ok(());
    }
    rounds(application, session, store, &caller, output)?;
    usecases::user::recovery::keep(store, &caller)?;
    Ok(())
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
    for tries_left in (0..ROUNDS_MAX).rev() {
        match round(application, session, store, caller, &link, output) {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            // A hub that was started anew has forgotten the session: it is told hello again.
            Err(failure) if failure.code == "sync-refused-session" && tries_left > 0 => {}
            Err(failure) => return Err(failure),
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
    let conversed = converse(application, session, link, &mut exchange, output);
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
        let answered = post(application, session, link, exchange.carry(&message), output)?.map_err(failure_of)?;
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
    link: &Link,
    exchange: &mut Exchange<'_>,
    output: &mut SyncRunOutput,
) -> Result<(), Failure> {
    while let Some(outgoing) = exchange.next_request().map_err(broken)? {
        let (sent, asked) = (outgoing.body.len(), Instant::now());
        let answered = match post(application, session, link, outgoing, output)? {
            Ok(answered) => answered,
            Err(LinkFault::Refused(code)) if exchange.refused(&code) => continue,
            Err(fault) => {
                if fault == LinkFault::Unreachable {
                    exchange.cut()?;
                }
                return Err(failure_of(fault));
            }
        };
        let ms = u64::try_from(asked.elapsed().as_millis()).unwrap_or(u64::MAX);
        exchange.took(sent + answered.len(), ms);
        exchange.receive(&answered).map_err(broken)?;
        Running::is_at(application, exchange.progress(), output);
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
) -> Result<Result<Vec<u8>, LinkFault>, Failure> {
    let mut closing = session.closing();
    let sent = outgoing.body.len() as u64;
    let answered = application.runtime.block_on(async {
        tokio::select! {
            answered = patience::post(link, &outgoing) => Ok(answered),
            _ = closing.wait_for(|is_closing| *is_closing) => Err(ended()),
        }
    })?;
    output.bytes_sent += sent;
    output.bytes_received += answered.as_ref().map_or(0, |answered| answered.len() as u64);
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
        LinkFault::Busy { code, .. } | LinkFault::Refused(code) => Failure::refused(&code),
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
        let ran = tokio::task::spawn_blocking(move || {
            let ran = run(&application, &session);
            crate::ending::look(&application, &session)?;
            ran
        })
        .await;
        // What was refused is kept for the lights; only what nobody was told goes further.
        if let Ok(Err(failure)) = ran
            && failure.kind == FailureKind::Fault
        {
            tracing::warn!(code = failure.code, "an exchange nobody asked for failed");
        }
    }
}
