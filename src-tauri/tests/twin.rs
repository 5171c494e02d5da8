//! The twin lets in whoever holds its token, on this machine, from its own page, and nobody else.

mod support;

use std::net::SocketAddr;

use desktop::Twin;
use support::{Answer, request, runtime, start};

struct Served {
    _runtime: tokio::runtime::Runtime,
    folder: tempfile::TempDir,
    at: SocketAddr,
    token: String,
}

fn served() -> Served {
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let application = start(&runtime, folder.path());
    let twin = runtime.block_on(Twin::listen(application, SocketAddr::from(([127, 0, 0, 1], 0)))).unwrap();
    let at = twin.url().trim_start_matches("http://").parse().unwrap();
    let token = twin.token().to_owned();
    runtime.spawn(twin.serve(std::future::pending()));
    Served { _runtime: runtime, folder, at, token }
}

impl Served {
    fn call(&self, headers: &[(&str, &str)]) -> Answer {
        let host = self.at.to_string();
        let mut all = headers.to_vec();
        if !headers.iter().any(|(name, _)| *name == "host") {
            all.push(("host", &host));
        }
        request(self.at, "POST", "/call/device.state", &all, b"{}")
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }
}

#[test]
fn the_token_opens() {
    let twin = served();
    let answer = twin.call(&[("authorization", &twin.bearer())]);
    assert_eq!((answer.status, answer.json()["output"]["stage"].as_str()), (200, Some("unjoined")), "{}", answer.body);
    for header in [
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "cache-control: no-store",
    ] {
        assert!(answer.head.contains(header), "{header} is missing:\n{}", answer.head);
    }
}

#[test]
fn without_the_token_nothing_is_answered() {
    let twin = served();
    assert_eq!(twin.call(&[]).status, 401);
    assert_eq!(twin.call(&[("authorization", "Bearer wrong")]).status, 401);
    assert_eq!(twin.call(&[("authorization", &twin.token)]).status, 401);
    let file = request(twin.at, "POST", "/file?name=a.csv", &[("host", &twin.at.to_string())], b"a,b");
    assert_eq!((file.status, file.json()["failure"]["kind"].as_str()), (401, Some("denied")));
}

#[test]
fn another_host_name_for_this_machine_is_turned_away() {
    let twin = served();
    let evil = format!("evil.example:{}", twin.at.port());
    assert_eq!(twin.call(&[("host", &evil), ("authorization", &twin.bearer())]).status, 403);
    let page = request(twin.at, "GET", "/", &[("host", &evil)], b"");
    assert_eq!(page.status, 403, "the page itself is not told either");
    let local = format!("localhost:{}", twin.at.port());
    assert_eq!(twin.call(&[("host", &local), ("authorization", &twin.bearer())]).status, 200);
}

#[test]
fn another_page_is_turned_away() {
    let twin = served();
    assert_eq!(twin.call(&[("origin", "https://evil.example"), ("authorization", &twin.bearer())]).status, 403);
    assert_eq!(twin.call(&[("origin", "null"), ("authorization", &twin.bearer())]).status, 403);
    let own = format!("http://{}", twin.at);
    assert_eq!(twin.call(&[("origin", &own), ("authorization", &twin.bearer())]).status, 200);
}

#[test]
fn a_body_above_its_limit_is_refused() {
    let twin = served();
    let big = vec![b' '; desktop::limits::CALL_BYTES_MAX + 1];
    let answer = request(
        twin.at,
        "POST",
        "/call/device.state",
        &[("host", &twin.at.to_string()), ("authorization", &twin.bearer())],
        &big,
    );
    assert_eq!((answer.status, answer.json()["failure"]["kind"].as_str()), (413, Some("refused")), "{}", answer.head);
}

#[test]
fn a_body_that_is_no_call_is_refused() {
    let twin = served();
    for body in [&b""[..], b"[", b"{\"text\"", b"\xff\xfe"] {
        let answer = request(
            twin.at,
            "POST",
            "/call/registry.search",
            &[("host", &twin.at.to_string()), ("authorization", &twin.bearer())],
            body,
        );
        assert_eq!(answer.json()["failure"]["code"], "shell-refused-input", "{}", answer.body);
    }
}

#[test]
fn the_twin_listens_on_loopback_only() {
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let application = start(&runtime, folder.path());
    assert!(runtime.block_on(Twin::listen(application, SocketAddr::from(([0, 0, 0, 0], 0)))).is_err());
}

#[test]
fn one_program_per_folder() {
    let twin = served();
    let runtime = runtime();
    let folder = desktop::Folder::at(Some(twin.folder.path())).unwrap();
    let second = desktop::Application::start(folder, runtime.handle().clone(), desktop::Options::default());
    let told = second.err().map(|fault| fault.to_string()).unwrap_or_default();
    assert!(told.contains("already open"), "{told}");
}
