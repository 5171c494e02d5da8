//! The window's whole configuration, so that nothing of it is loosened by the way.

use serde_json::{Value, json};

fn read(file: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_policy_is_that_of_the_browser_with_the_windows_bridge() {
    let configuration = read("tauri.conf.json");
    let bridged =
        ui::CONTENT_SECURITY_POLICY.replace("connect-src 'self'", "connect-src 'self' ipc: http://ipc.localhost");
    assert_eq!(configuration["app"]["security"]["csp"].as_str(), Some(bridged.as_str()));
    for loose in ["unsafe-inline", "unsafe-eval", "https:", " *"] {
        assert!(!bridged.contains(loose), "{loose}");
    }
    assert_eq!(configuration["app"]["security"]["devCsp"], Value::Null);
    assert_eq!(
        configuration["build"],
        json!({ "frontendDist": "../ui/dist" }),
        "no address of a development server, no commands"
    );
}

#[test]
fn pages_get_nothing_but_the_bridge() {
    let app = &read("tauri.conf.json")["app"];
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["windows"], json!([]), "the window is made in code, with its navigation denied");
    let security = &app["security"];
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["dangerousDisableAssetCspModification"], false);
    assert_eq!(security["assetProtocol"], json!({ "enable": false, "scope": [] }));
    assert_eq!(security["capabilities"], json!(["main"]));
}

#[test]
fn the_one_capability_grants_two_commands_to_local_pages() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["main.json"]);
    let capability = read("capabilities/main.json");
    assert_eq!(capability["permissions"], json!(["allow-call", "allow-file"]));
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!((capability["local"].clone(), capability["remote"].clone()), (json!(true), Value::Null));
}
