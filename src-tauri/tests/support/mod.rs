//! A hub in the same process, laptops in folders of their own, and plain HTTP written by hand.
#![allow(dead_code, reason = "each test program uses its part")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use desktop::{Application, Folder, Options};
use hub::setup::{Founding, operator};
use hub::{Hub, Listening};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub const PASSPHRASE: &str = "seven blue goats";
pub const AREAS: &str = "code,parent_code,level,name_en\nKE,,0,Kenya\nKE01,KE,1,Coast\nKE0101,KE01,2,Mombasa\nKE010101,KE0101,3,Changamwe\nKE010102,KE0101,3,Likoni\n";

/// A hub that serves on loopback, and room for laptops.
pub struct World {
    pub runtime: Runtime,
    pub folder: TempDir,
    pub hub: Arc<Hub>,
    pub at: SocketAddr,
    pub is_plain: bool,
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

impl World {
    pub fn new(is_plain: bool) -> Self {
        let runtime = runtime();
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("hub");
        hub::setup::found(&Founding {
            folder: &data,
            name: "Coast hub",
            admin: "admin",
            passphrase: "a horse in the hub",
            key_file: None,
            second_factor: usecases::user::second_factor::Policy::Offered,
        })
        .unwrap();
        let hub = hub::serve::open_hub(&data, None, is_plain).unwrap();
        usecases::hub_setup::import_areas(hub.store(), &operator(), "areas.csv", AREAS.as_bytes()).unwrap();
        let at = serve(&runtime, &hub, is_plain);
        Self { runtime, folder, hub, at, is_plain }
    }

    pub fn url(&self) -> String {
        format!("{}://{}", if self.is_plain { "http" } else { "https" }, self.at)
    }

    pub fn code(&self, area: &str) -> String {
        usecases::hub_setup::issue_code(self.hub.store(), &operator(), "laptop", &[area.to_owned()], "officer", 48)
            .unwrap()
    }

    pub fn laptop(&self, name: &str) -> Arc<Application> {
        start(&self.runtime, &self.folder.path().join(name))
    }

    pub fn join_input(&self, name: &str, code: &str) -> Value {
        json!({ "hub_url": self.url(), "code": code, "device_name": format!("{name}'s laptop"), "user_name": name, "passphrase": PASSPHRASE })
    }

    pub fn joined(&self, name: &str) -> Arc<Application> {
        let laptop = self.laptop(name);
        let state = laptop.call("device.join", self.join_input(name, &self.code("KE0101"))).unwrap();
        assert_eq!(state["stage"], "open", "{state}");
        laptop
    }
}

pub fn start(runtime: &Runtime, folder: &Path) -> Arc<Application> {
    let options = Options { idle_minutes: 0, exchange_every: None };
    Application::start(Folder::at(Some(folder)).unwrap(), runtime.handle().clone(), options).unwrap()
}

fn serve(runtime: &Runtime, hub: &Arc<Hub>, is_plain: bool) -> SocketAddr {
    let (told, hears) = std::sync::mpsc::channel();
    let hub = Arc::clone(hub);
    runtime.spawn(async move {
        let listening = Listening { at: SocketAddr::from(([127, 0, 0, 1], 0)), is_plain, console: None };
        hub::serve(hub, &listening, std::future::pending(), |at| told.send(at).unwrap()).await.unwrap();
    });
    hears.recv().unwrap()
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

/// One request over plain HTTP; headers are written as they are given.
pub fn request(at: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(at).unwrap();
    let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    // The other side may refuse before it has read everything.
    let _ = stream.write_all(body);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// A household of one, as the wizard sends it.
pub fn household(area_id: &str, given: &str, family: &str) -> Value {
    json!({
        "area_id": area_id, "address": "Behind the market", "dwelling": null, "water_source": null, "registered_on": "2026-11-20",
        "members": [{
            "given_name": given, "family_name": family, "other_names": null, "full_name": null, "name_other_script": null, "sex": "2",
            "birth": { "on": "1990-01-01", "precision": "year" }, "role": "head", "civil_status": null, "education": null, "disability": null,
            "occupation": null, "phones": ["0712345678"], "identity_documents": []
        }],
        "consent": null, "draft_id": null
    })
}

pub fn code_of(answered: Result<Value, usecases::Failure>) -> String {
    answered.map_or_else(|failure| failure.code, |output| format!("output {output}"))
}
