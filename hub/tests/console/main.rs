//! The console lets in who signs in, from its own page, and tells nobody else anything.

mod oidc;
mod provider;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use hub::setup::Founding;
use hub::{Hub, Listening};
use serde_json::{Value, json};
use usecases::user::second_factor::Policy;

struct Served {
    _runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
    hub: Arc<Hub>,
    at: SocketAddr,
}

struct Answer {
    status: u16,
    head: String,
    json: Value,
}

fn served() -> Served {
    served_with(Policy::Offered)
}

fn served_with(second_factor: Policy) -> Served {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    hub::setup::found(&Founding {
        folder: folder.path(),
        name: "Coast hub",
        admin: "admin",
        passphrase: "a horse in the hub",
        key_file: None,
        second_factor,
    })
    .unwrap();
    let hub = hub::serve::open_hub(folder.path(), None, true).unwrap();
    let (told, hears) = std::sync::mpsc::channel();
    let serving = Arc::clone(&hub);
    runtime.spawn(async move {
        let listening = Listening { at: SocketAddr::from(([127, 0, 0, 1], 0)), is_plain: true, console: None };
        hub::serve(serving, &listening, std::future::pending(), |at| told.send(at).unwrap()).await.unwrap();
    });
    let at = hears.recv().unwrap();
    Served { _runtime: runtime, _folder: folder, hub, at }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.hub.end();
    }
}

impl Served {
    fn post(&self, use_case: &str, input: Value, headers: &[(&str, &str)]) -> Answer {
        self.request("POST", &format!("/call/{use_case}"), headers, input.to_string().as_bytes())
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.at).unwrap();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n",
            self.at,
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), json: serde_json::from_str(body).unwrap_or(Value::Null) }
    }

    fn sign_in(&self, name: &str, passphrase: &str) -> Answer {
        self.post(
            "access.unlock",
            json!({ "user_id": null, "name": name, "passphrase": passphrase }),
            &[("x-pamoja", "1")],
        )
    }

    fn cookie(&self) -> String {
        let answer = self.sign_in("admin", "a horse in the hub");
        assert_eq!(answer.json["output"]["stage"], "open", "{}", answer.json);
        let line = answer.head.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).unwrap().to_owned();
        for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(line.contains(part), "{line}");
        }
        line[11..].split(';').next().unwrap().trim().to_owned()
    }
}

#[test]
fn who_signs_in_may_call_until_they_sign_out() {
    let hub = served();
    let before = hub.post("device.state", json!({}), &[("x-pamoja", "1")]);
    assert_eq!(
        (before.json["output"]["place"].as_str(), before.json["output"]["stage"].as_str()),
        (Some("hub"), Some("locked"))
    );
    let cookie = hub.cookie();
    let headers = [("x-pamoja", "1"), ("cookie", cookie.as_str())];
    assert!(hub.post("user.list", json!({}), &headers).json["output"]["users"].is_array());
    let bearer = format!("Bearer {}", cookie.split_once('=').unwrap().1);
    assert!(
        hub.post("user.list", json!({}), &[("authorization", &bearer)]).json["output"]["users"].is_array(),
        "scripts use the token as bearer"
    );
    assert_eq!(hub.post("access.lock", json!({}), &headers).json["output"]["stage"], "locked");
    let after = hub.post("user.list", json!({}), &headers);
    assert_eq!((after.status, after.json["failure"]["code"].as_str()), (401, Some("access-refused-session-ended")));
}

#[test]
fn a_foreign_page_cannot_use_the_cookie() {
    let hub = served();
    let cookie = hub.cookie();
    let without_header = hub.post("user.list", json!({}), &[("cookie", &cookie)]);
    assert_eq!(without_header.status, 403);
    let foreign =
        hub.post("user.list", json!({}), &[("cookie", &cookie), ("x-pamoja", "1"), ("origin", "https://evil.example")]);
    assert_eq!(foreign.status, 403);
    let own = format!("http://{}", hub.at);
    assert_eq!(
        hub.post("user.list", json!({}), &[("cookie", &cookie), ("x-pamoja", "1"), ("origin", &own)]).status,
        200
    );
}

#[test]
fn a_name_nobody_has_is_answered_like_a_wrong_passphrase() {
    let hub = served();
    for _ in 0..3 {
        let (known, unknown) = (hub.sign_in("admin", "wrong"), hub.sign_in("nobody", "wrong"));
        assert_eq!(known.json, unknown.json);
        assert_eq!(known.json["failure"]["code"], "access-refused-sign-in");
    }
    let (known, unknown) = (hub.sign_in("admin", "wrong"), hub.sign_in("nobody", "wrong"));
    assert_eq!(known.json, unknown.json);
    assert_eq!(known.json["failure"]["code"], "access-refused-sign-in-wait");
    let right = hub.sign_in("admin", "a horse in the hub");
    assert_eq!(right.json["failure"]["code"], "access-refused-too-many-attempts");
    assert_eq!(hub.sign_in("nobody", "x").json["failure"]["code"], "access-refused-too-many-attempts");
}

#[test]
fn what_belongs_to_a_laptop_is_refused_here() {
    let hub = served();
    let cookie = hub.cookie();
    let answer = hub.post("sync.run", json!({}), &[("x-pamoja", "1"), ("cookie", &cookie)]);
    assert_eq!(answer.json["failure"]["code"], "shell-refused-not-here");
}

#[test]
fn every_answer_keeps_browsers_strict() {
    let hub = served();
    for path in ["/", "/healthz", "/assets/missing.js", "/call/device.state"] {
        let head = hub.request("GET", path, &[], b"").head.to_lowercase();
        assert!(head.contains("content-security-policy: default-src 'none'"), "{path}\n{head}");
        assert!(head.contains("x-content-type-options: nosniff"), "{path}\n{head}");
    }
    assert_eq!(hub.request("GET", "/healthz", &[], b"").json["is_well"], true);
}

#[test]
fn exchange_refusals_have_a_form_of_their_own() {
    let hub = served();
    let answer = hub.request("POST", "/exchange/hello", &[], b"nothing");
    assert_eq!((answer.status, answer.json["code"].as_str()), (409, Some("sync-refused-malformed")));
    assert!(answer.head.to_lowercase().contains("content-type: application/x-pamoja-refusal+json"));
    let big = vec![0_u8; sync::limits::MESSAGE_BYTES_MAX + 1];
    assert_eq!(hub.request("POST", "/exchange/push", &[], &big).status, 413);
}

#[test]
fn plain_http_beyond_loopback_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    hub::setup::found(&Founding {
        folder: folder.path(),
        name: "Hub",
        admin: "admin",
        passphrase: "a horse in the hub",
        key_file: None,
        second_factor: Policy::Offered,
    })
    .unwrap();
    let hub = hub::serve::open_hub(folder.path(), None, true).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listening = Listening { at: SocketAddr::from(([0, 0, 0, 0], 0)), is_plain: true, console: None };
    let refused = runtime.block_on(hub::serve(hub, &listening, std::future::pending(), |_| ()));
    assert!(refused.unwrap_err().to_string().contains("loopback"));
}

/// The code of a secret, as the standard's other side computes it; `off` steps of half a minute from now.
fn code(secret: &str, off: i64) -> String {
    let secret = data_encoding::BASE32_NOPAD.decode(secret.replace(' ', "").as_bytes()).unwrap();
    let step = hub::clock::now().ms() / 30_000 + off;
    let tag = ring::hmac::sign(
        &ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &secret),
        &step.to_be_bytes(),
    );
    let at = usize::from(tag.as_ref()[19] & 15);
    let four = u32::from_be_bytes(tag.as_ref()[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", four % 1_000_000)
}

impl Served {
    fn enters(&self, code: Option<&str>) -> Answer {
        let given = json!({ "user_id": null, "name": "admin", "passphrase": "a horse in the hub", "code": code });
        self.post("access.unlock", given, &[("x-pamoja", "1")])
    }

    fn as_admin(&self, entered: &Answer, use_case: &str, input: Value) -> Value {
        let line = entered.head.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).unwrap();
        let cookie = line[11..].split(';').next().unwrap().trim().to_owned();
        self.post(use_case, input, &[("x-pamoja", "1"), ("cookie", &cookie)]).json
    }
}

#[test]
fn an_administrator_sets_up_a_second_factor_before_anything_else_and_needs_it_from_then_on() {
    let hub = served_with(Policy::Required);
    let first = hub.enters(None);
    assert_eq!(first.json["output"]["user"]["needs_second_factor"], true, "{}", first.json);
    for use_case in ["user.list", "device.list", "registry.search", "today.overview"] {
        let answer = hub.as_admin(&first, use_case, json!({ "text": "Amina", "area_id": null }));
        assert_eq!(answer["failure"]["code"], "access-refused-second-factor-needed", "{use_case}");
    }
    let begun = hub.as_admin(&first, "user.begin_second_factor", json!({}))["output"].clone();
    let secret = begun["secret"].as_str().unwrap();
    assert!(begun["uri"].as_str().unwrap().contains(&format!("secret={}", secret.replace(' ', ""))), "{begun}");
    assert!(hub.enters(None).json["output"].is_object(), "what is not confirmed asks for nothing");
    let wrong = hub.as_admin(&first, "user.confirm_second_factor", json!({ "code": "000000" }));
    assert_eq!(wrong["failure"]["code"], "user-refused-code-wrong");
    let done = hub.as_admin(&first, "user.confirm_second_factor", json!({ "code": code(secret, -1) }));
    let recovery = done["output"]["recovery_codes"][0].as_str().unwrap().to_owned();
    assert!(hub.as_admin(&first, "user.list", json!({}))["output"].is_object(), "the session goes on");

    // A wrong code counts like a wrong passphrase; a right one ends the counting.
    for given in [None, Some("000000"), Some(code(secret, -1).as_str())] {
        assert_eq!(hub.enters(given).json["failure"]["code"], "access-refused-sign-in", "{given:?}");
    }
    let right = code(secret, 1);
    assert!(hub.enters(Some(&right)).json["output"].is_object());
    for given in [right, code(secret, 0)] {
        let refused = hub.enters(Some(&given)).json["failure"]["code"].clone();
        assert_eq!(refused, "access-refused-sign-in", "neither it nor an earlier one works again");
    }
    assert!(hub.enters(Some(&recovery)).json["output"].is_object(), "a lost device");
    assert_eq!(hub.enters(Some(&recovery)).json["failure"]["code"], "access-refused-sign-in", "once");
    let again = hub.as_admin(&first, "user.begin_second_factor", json!({}));
    assert_eq!(again["failure"]["code"], "user-refused-second-factor-set-up");
    let standing = hub.as_admin(&first, "user.second_factor", json!({}))["output"].clone();
    assert_eq!((&standing["is_set_up"], &standing["recovery_left"]), (&json!(true), &json!(7)));
    let me = hub.as_admin(&first, "device.state", json!({}))["output"]["user"]["user_id"].clone();
    let drops = |code: Value| hub.as_admin(&first, "user.drop_second_factor", json!({ "user_id": me, "code": code }));
    for wrong in [json!(null), json!(recovery)] {
        assert_eq!(drops(wrong.clone())["failure"]["code"], "user-refused-code-wrong", "{wrong}");
    }
    assert_eq!(hub.as_admin(&first, "user.list", json!({}))["output"]["users"][0]["has_second_factor"], true);
    let dropped = drops(json!(done["output"]["recovery_codes"][1]));
    assert!(dropped["output"].is_object(), "{dropped}");
    let said = hub.as_admin(&first, "user.list", json!({}));
    assert_eq!(said["failure"]["code"], "access-refused-second-factor-needed", "there is none any more");
    assert_eq!(hub.enters(None).json["output"]["user"]["needs_second_factor"], true);
}

#[test]
fn codes_cannot_be_tried_out_in_somebodys_session() {
    let hub = served();
    let entered = hub.enters(None);
    let begun = hub.as_admin(&entered, "user.begin_second_factor", json!({}))["output"].clone();
    let secret = begun["secret"].as_str().unwrap();
    hub.as_admin(&entered, "user.confirm_second_factor", json!({ "code": code(secret, -1) }));
    let me = hub.as_admin(&entered, "device.state", json!({}))["output"]["user"]["user_id"].clone();
    let drops = |code: &str| {
        hub.as_admin(&entered, "user.drop_second_factor", json!({ "user_id": me, "code": code }))["failure"].clone()
    };
    for _ in 0..4 {
        assert_eq!(drops("000000")["code"], "user-refused-code-wrong");
    }
    assert_eq!(drops(&code(secret, 0))["code"], "access-refused-too-many-attempts");
    assert_eq!(accounts_changed(&hub, &entered), Vec::<(String, String, String)>::new());
}

/// Who changed whose way of signing in, newest first, as the audit tells it.
fn accounts_changed(hub: &Served, entered: &Answer) -> Vec<(String, String, String)> {
    let found = hub.as_admin(entered, "audit.search", json!({}));
    let lines = found["output"]["lines"].as_array().unwrap_or_else(|| panic!("{found}")).iter();
    let told = lines.filter(|line| !line["accounts"].as_array().unwrap().is_empty());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    told.map(|line| (text(&line["by_user"]), text(&line["act"]), text(&line["accounts"][0]))).collect()
}

#[test]
fn whose_way_of_signing_in_was_changed_and_by_whom_is_in_the_audit() {
    let hub = served();
    let (store, operator) = (hub.hub.store(), hub::setup::operator());
    let amina =
        usecases::hub_setup::add_user(store, &operator, "amina", (&["reconciler"], &[]), "rain on the roof").unwrap();
    let identity = store::local::identity::Identity { issuer: "https://login.example".into(), subject: "4711".into() };
    usecases::hub_setup::link_identity(store, &operator, "amina", &identity).unwrap();
    assert_eq!(store.read(|reader| reader.identities_of(amina)).unwrap(), std::slice::from_ref(&identity));
    usecases::hub_setup::unlink_identity(store, &operator, "amina", &identity).unwrap();
    let hers = hub.sign_in("amina", "rain on the roof");
    let begun = hub.as_admin(&hers, "user.begin_second_factor", json!({}))["output"].clone();
    let confirms = json!({ "code": code(begun["secret"].as_str().unwrap(), 0) });
    assert!(hub.as_admin(&hers, "user.confirm_second_factor", confirms)["output"].is_object());
    let entered = hub.enters(None);
    let dropped = hub.as_admin(&entered, "user.drop_second_factor", json!({ "user_id": amina.to_string() }));
    assert!(dropped["output"].is_object(), "{dropped}");
    let acts: Vec<_> = accounts_changed(&hub, &entered);
    let told: Vec<_> = acts.iter().map(|(_, act, whose)| (act.as_str(), whose.as_str())).collect();
    let expected = ["user.drop_second_factor", "user.unlink_identity", "user.link_identity"].map(|act| (act, "amina"));
    assert_eq!(told, expected);
    assert_eq!(acts[0].0, "admin");
}

#[test]
fn a_user_who_is_ended_is_signed_in_to_nothing_from_that_moment_on() {
    let hub = served();
    let entered = hub.enters(None);
    let charge = json!({ "role": "reconciler", "is_everywhere": true, "area_ids": [] });
    let newcomer = json!({ "name": "amina", "assignments": [charge], "passphrase": "rain on the roof" });
    let amina = hub.as_admin(&entered, "user.certify", newcomer)["output"]["user_id"].clone();
    let hers = hub.sign_in("amina", "rain on the roof");
    assert_eq!(hers.json["output"]["user"]["roles"], json!(["reconciler"]), "{}", hers.json);
    assert!(hub.as_admin(&hers, "today.overview", json!({}))["output"].is_object());
    let end = json!({ "user_id": amina, "reason": "she left the office" });
    assert!(hub.as_admin(&entered, "user.end", end)["output"].is_object());
    let ended = |answer: Value| answer["failure"]["code"].as_str().map(str::to_owned);
    let told = ended(hub.as_admin(&hers, "today.overview", json!({})));
    assert_eq!(told.as_deref(), Some("access-refused-session-ended"));
    let told = ended(hub.sign_in("amina", "rain on the roof").json);
    assert_eq!(told.as_deref(), Some("access-refused-sign-in"), "told like a wrong passphrase");
}
