//! An officer in the field has forgotten the passphrase, a week of work on the laptop and no network for days: the supervisor lets
//! them in by telephone. Real programs; the hub is gone while it happens.

use serde_json::{Value, json};
use stories::desk::{DESK_PASSPHRASE, Desk};
use stories::program::{Hub, Programs, Unanswered};

const AREAS: &str = "code,parent_code,level,name_en\nXF,,0,Land\nXF01,XF,1,Coast\nXF0101,XF01,2,District\nXF010101,XF0101,3,North\nXF010102,XF0101,3,South\n";

fn refused(answered: Result<Value, Unanswered>) -> String {
    match answered {
        Err(Unanswered::Failure(failure)) => failure["code"].as_str().unwrap_or_default().to_owned(),
        other => panic!("it should have been refused: {other:?}"),
    }
}

/// By telephone: the challenge one way, the answer the other.
pub fn out() {
    let (programs, folder) = (Programs::find(), tempfile::tempdir().unwrap());
    let hub = Hub::founded(&programs, folder.path(), AREAS);
    let serving = hub.serves(&[]);
    let url = serving.line.url();
    let code = hub.commands("device", &["code", "--name", "Supervisor", "--area", "XF0101", "--role", "supervisor"]);
    let fatuma = Desk::joins(&programs, folder.path(), "Fatuma", &url, code.trim()).unwrap();
    let mut amina = Desk::joins(&programs, folder.path(), "Amina", &url, &hub.code("Amina", "XF010101")).unwrap();
    fatuma.line().does("sync.run", &json!({}));
    // She leaves for the field. From here on nobody reaches the hub.
    drop(serving);
    let family = amina.registers();
    amina.line().does(
        "draft.keep",
        &json!({ "draft_id": null, "kind": "registry.register", "title": "Half a family", "body": {} }),
    );
    let locked = amina.line().does("access.lock", &json!({}));
    let user_id = locked["users"][0]["user_id"].clone();
    let wrong = json!({ "user_id": user_id, "name": null, "passphrase": "what was it again" });
    for _ in 0..3 {
        assert_eq!(refused(amina.line().call("access.unlock", &wrong)), "access-refused-wrong-passphrase");
    }
    assert_eq!(refused(fatuma.line().call("sync.run", &json!({}))), "sync-refused-hub-unreachable");

    // On the telephone: the challenge one way, the answer the other.
    let challenge = amina.line().does("user.challenge", &json!({ "user_id": user_id }));
    let read = fatuma.line().does("user.read_challenge", &challenge);
    assert_eq!((&read["user_name"], &read["device_name"]), (&json!("Amina"), &json!("Amina's laptop")));
    let input = json!({ "challenge": challenge["challenge"], "user_id": read["user_id"] });
    let answer = fatuma.line().does("user.answer_challenge", &input)["answer"].clone();
    let reset = json!({ "user_id": user_id, "answer": answer, "passphrase": "nine green kettles" });
    let state = amina.line().does("user.reset_passphrase", &reset);
    assert_eq!((&state["stage"], &state["user"]["name"]), (&json!("open"), &json!("Amina")));

    // She works on: nothing is lost, and the answer has done its work.
    let found = amina.line().does("registry.search", &json!({ "text": family, "area_id": null, "offset": 0 }));
    assert!(found.to_string().contains(&family), "{found}");
    assert_eq!(amina.line().does("draft.list", &json!({}))["drafts"][0]["title"], "Half a family");
    amina.registers();
    amina.line().does("access.lock", &json!({}));
    assert_eq!(refused(amina.line().call("user.reset_passphrase", &reset)), "user-refused-answer-wrong");
    let old = json!({ "user_id": user_id, "name": null, "passphrase": DESK_PASSPHRASE });
    assert_eq!(refused(amina.line().call("access.unlock", &old)), "access-refused-wrong-passphrase");
    let new = json!({ "user_id": user_id, "name": null, "passphrase": "nine green kettles" });
    amina.line().does("access.unlock", &new);
    assert_eq!(amina.line().does("today.overview", &json!({}))["households"], 2);
}
