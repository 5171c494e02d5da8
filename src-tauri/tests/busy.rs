//! While the hub's writer is at work for long, whoever reads is answered at once, and whoever pushes is answered after.

mod support;

use std::sync::mpsc;
use std::time::{Duration, Instant};

use domain::Id;
use serde_json::json;
use store::{Author, StoreFault};
use support::{World, household};

#[test]
fn hellos_and_reads_never_wait_behind_the_writer_and_a_push_is_answered_after_its_commit() {
    let world = World::new(true);
    let (amina, joseph) = (world.joined("Amina"), world.joined("Joseph"));
    amina.call("sync.run", json!({})).unwrap();
    joseph.call("sync.run", json!({})).unwrap();
    let (held, hears_held) = mpsc::channel();
    let (release, hears_release) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let hub = &world.hub;
        scope.spawn(move || {
            let author = Author { user: Id::NIL, now: hub::clock::now(), act: "sync.answer" };
            hub.store()
                .write::<_, StoreFault>(&author, |_| {
                    held.send(()).unwrap();
                    hears_release.recv().unwrap();
                    Ok(())
                })
                .unwrap();
        });
        hears_held.recv().unwrap();
        let began = Instant::now();
        let read = joseph.call("sync.run", json!({})).unwrap();
        assert!(began.elapsed() < Duration::from_secs(5), "it waited for the writer: {:?}", began.elapsed());
        assert_eq!(read["chunks_sent"], 0, "a hello and a proof, nothing to push: {read}");
        let areas = amina.call("area.list", json!({})).unwrap();
        let area = areas["areas"].as_array().unwrap().iter().find(|area| area["code"] == "KE010101").unwrap().clone();
        amina.call("registry.register", household(area["area_id"].as_str().unwrap(), "Grace", "Mwangi")).unwrap();
        let (done, hears_done) = mpsc::channel();
        let pushing = std::sync::Arc::clone(&amina);
        scope.spawn(move || done.send(pushing.call("sync.run", json!({}))).unwrap());
        let early = hears_done.recv_timeout(Duration::from_millis(1_500));
        assert!(early.is_err(), "a receipt before its commit: {early:?}");
        let running = amina.call("sync.lights", json!({})).unwrap()["running"].clone();
        let [done, total, out] = ["done", "total", "bytes_sent"].map(|name| running[name].as_u64().unwrap());
        assert!(done < total && out > 0, "while it waits, the lights say how far it is: {running}");
        release.send(()).unwrap();
        let pushed = hears_done.recv_timeout(Duration::from_secs(30)).unwrap().unwrap();
        assert_eq!(pushed["chunks_sent"], 1, "{pushed}");
    });
    let lights = amina.call("sync.lights", json!({})).unwrap();
    assert_eq!(lights["running"], serde_json::Value::Null);
    assert!(lights["lights"].as_array().unwrap().iter().all(|light| light["is_green"] == true), "{lights}");
}
