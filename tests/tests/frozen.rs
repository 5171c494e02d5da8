//! What earlier versions wrote still opens, reads, exchanges and proves equal: every release leaves its stores and its
//! messages in `tests/fixtures/v<NN>`, and they are never changed.

use std::path::{Path, PathBuf};

use stories::World;
use sync::session::message::{
    Chain, ChainReply, Fetch, FetchReply, Locate, LocateReply, ManifestAsk, ManifestReply, Message, Offer, OfferReply,
    Part, PartReply, ProofReply, read_push,
};
use sync::session::{Hello, HelloReply, Proof, Pull, PullReply, PushReply, Request};

fn releases() -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found: Vec<PathBuf> = std::fs::read_dir(fixtures)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with('v')))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no release is frozen");
    found
}

/// Reads a message of its own kind; what is read must be all there was.
fn reads<T: Message>(bytes: &[u8]) -> T {
    let read = T::from_bytes(bytes).unwrap();
    assert!(read.to_bytes().starts_with(bytes), "nothing of an old message is passed over");
    read
}

#[test]
fn messages_of_every_release_still_read() {
    for release in releases() {
        let messages = World::frozen_messages(&release);
        assert!(messages.len() > 8, "{}", release.display());
        for message in messages {
            // Who is introduced is not known yet and does not sign.
            let request = Request::read(&message.request);
            let body = request.as_ref().map_or(&[][..], |request| &request.body);
            match message.path.as_str() {
                "/exchange/hello" => {
                    reads::<Hello>(body);
                    reads::<HelloReply>(&message.answer);
                }
                "/exchange/push" => {
                    for chunk in read_push(body).unwrap() {
                        assert!(!sync::Chunk::read(chunk).unwrap().commits().unwrap().is_empty());
                    }
                    assert!(!reads::<PushReply>(&message.answer).receipts.is_empty());
                }
                "/exchange/pull" => {
                    reads::<Pull>(body);
                    for (_, _, chunk) in reads::<PullReply>(&message.answer).items {
                        assert!(!sync::Chunk::read(&chunk).unwrap().commits().unwrap().is_empty());
                    }
                }
                "/exchange/proof" => {
                    reads::<Proof>(body);
                    reads::<ProofReply>(&message.answer);
                }
                "/exchange/introduce" => assert!(!read_push(&message.request).unwrap().is_empty()),
                "/exchange/chain" => {
                    reads::<Chain>(body);
                    reads::<ChainReply>(&message.answer);
                }
                "/exchange/offer" => {
                    reads::<Offer>(body);
                    reads::<OfferReply>(&message.answer);
                }
                "/exchange/manifest" => {
                    reads::<ManifestAsk>(body);
                    reads::<ManifestReply>(&message.answer);
                }
                "/exchange/part" => {
                    reads::<Part>(body);
                    reads::<PartReply>(&message.answer);
                }
                "/exchange/locate" => {
                    reads::<Locate>(body);
                    reads::<LocateReply>(&message.answer);
                }
                "/exchange/fetch" => {
                    reads::<Fetch>(body);
                    reads::<FetchReply>(&message.answer);
                }
                other => panic!("{other} is no path of the conversation"),
            }
        }
    }
}

#[test]
fn stores_of_every_release_open_and_send_what_was_unsent() {
    for release in releases() {
        let world = World::thaw(&release);
        let frozen = World::frozen_holdings(&release);
        for laptop in ["amina", "joseph"] {
            let findings = store::verify::verify(world.laptop_of(laptop).store()).unwrap().findings;
            assert_eq!(findings, Vec::<String>::new(), "{laptop} of {}", release.display());
        }
        let held = store::rebuild::holdings_as_text(world.hub()).unwrap();
        assert_eq!(held, frozen, "{}", release.display());
        let (parts, rescue) = World::frozen_files(&release);
        for part in &parts {
            world.hub_reads_stick(part).unwrap_or_else(|code| panic!("a stick of {}: {code}", release.display()));
        }
        if let Some(rescue) = rescue {
            let adopted = world.hub_takes_rescue(&rescue).unwrap();
            assert_eq!((adopted.quarantined, adopted.unsigned), (0, 0), "{adopted:?}");
            for word in ["Sahra", "Nekesa"] {
                assert!(world.hub_rows().contains(word), "{word} of {}: {adopted:?}", release.display());
            }
        }
        world.everyone_syncs();
        let rows = world.hub_rows();
        assert!(rows.contains("Wanjiru") && rows.contains("by the well"), "unsent work of {}", release.display());
        for laptop in ["amina", "joseph"] {
            let laptop = world.laptop_of(laptop);
            assert!(laptop.lights().starts_with("committed green · left green · held green"), "{}", laptop.lights());
            assert_eq!(laptop.rows(), rows);
            laptop.rebuilds();
            assert_eq!(laptop.rows(), rows);
        }
        assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
    }
}
