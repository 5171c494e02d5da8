//! A small run, so that the benchmark cannot rot between releases.

use bench::{REQUIRED, Reach};

#[test]
fn a_small_run_reports_every_figure() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reach = Reach { program: env!("CARGO_BIN_EXE_bench").into(), is_wide: false };
    let report = bench::run(folder.path(), 500, &[], &reach).expect("a run");
    let json: serde_json::Value =
        serde_json::from_str(&serde_json::to_string(&report).expect("a report as JSON")).expect("JSON");
    let figures = json["figures"].as_array().expect("figures");
    for id in REQUIRED {
        let figure = figures.iter().find(|figure| figure["id"] == id).unwrap_or_else(|| panic!("{id} is missing"));
        assert!(figure["value"].as_f64().is_some_and(|value| value > 0.0), "{figure}");
        assert!(
            figure["unit"].is_string() && matches!(figure["better"].as_str(), Some("lower" | "higher")),
            "{figure}"
        );
    }
    let refused = figures.iter().find(|figure| figure["id"] == "console.refused").expect("what the console refused");
    assert_eq!(refused["value"], 0.0, "everybody was answered");
    assert!(!json["machine"].as_str().unwrap_or_default().is_empty());
    assert!(json["versions"]["automerge"].is_string());
}
