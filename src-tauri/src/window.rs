//! The window: one `call`, one way to hand over a file, and nothing a page could use beyond that.
//!
//! Always true: only the application's own pages are shown; new windows, downloads and other addresses are denied; the
//! interface comes from crate `ui`, as in the browser twin. Works without a keyring and as any user.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::ipc::{InvokeBody, Request};
use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::webview::NewWindowResponse;
use tauri::{App, Assets, Runtime, State, Url, WebviewUrl, WebviewWindowBuilder};
use usecases::Failure;

use crate::application::Application;
use crate::fault::{DesktopFault, settled};
use crate::limits::FILE_BYTES_MAX;

/// A call as it arrives.
#[derive(Debug, Deserialize)]
struct Call {
    use_case: String,
    #[serde(default)]
    input: Value,
}

/// An answer, in the form the browser twin gives too.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Envelope {
    Output(Value),
    Failure(Failure),
}

impl From<Result<Value, Failure>> for Envelope {
    fn from(answered: Result<Value, Failure>) -> Self {
        answered.map_or_else(|failure| Self::Failure(settled(failure)), Self::Output)
    }
}

#[tauri::command]
async fn call(application: State<'_, Arc<Application>>, request: Call) -> Result<Envelope, ()> {
    let application = Arc::clone(&application);
    Ok(work(move || application.call(&request.use_case, request.input)).await)
}

#[tauri::command]
async fn file(application: State<'_, Arc<Application>>, request: Request<'_>) -> Result<Envelope, ()> {
    let application = Arc::clone(&application);
    let name =
        request.headers().get("name").and_then(|name| name.to_str().ok()).map(percent_decoded).unwrap_or_default();
    let InvokeBody::Raw(bytes) = request.body() else {
        return Ok(Envelope::Failure(Failure::refused("shell-refused-input").with("problem", "a file is raw bytes")));
    };
    if bytes.len() > FILE_BYTES_MAX {
        return Ok(Envelope::Failure(
            Failure::refused("import-refused-too-large").with("limit", FILE_BYTES_MAX / (1024 * 1024)),
        ));
    }
    let bytes = bytes.clone();
    Ok(work(move || application.keep_file(&name, &bytes)).await)
}

async fn work(work: impl FnOnce() -> Result<Value, Failure> + Send + 'static) -> Envelope {
    let worked = tokio::task::spawn_blocking(work).await;
    worked.unwrap_or_else(|_| Err(Failure::fault(String::new()).with("cause", "a call ended in a panic"))).into()
}

/// Undoes `encodeURIComponent`; what is not well-formed stays as it is.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits =
            bytes.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The interface as crate `ui` holds it.
struct Interface;

impl<R: Runtime> Assets<R> for Interface {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        ui::asset(key.as_ref()).map(|asset| asset.bytes)
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(ui::names().filter_map(|name| ui::asset(&name).map(|asset| (name, asset.bytes))))
    }

    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

/// The only addresses the window goes to.
fn is_own(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

fn show(app: &mut App, web_view: PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        // What the web view keeps (language, theme) stays in the data folder, where the tests look for names.
        .data_directory(web_view)
        .title("Pamoja")
        .inner_size(1280.0, 820.0)
        .min_inner_size(800.0, 560.0)
        .center()
        .disable_drag_drop_handler()
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_document_title_changed(|window, title| {
            let _ = window.set_title(&title);
        })
        .build()?;
    Ok(())
}

/// Opens the window and returns when it was closed; the laptop is locked then.
///
/// # Errors
/// A system without a display or without its web view.
pub fn open(application: Arc<Application>) -> Result<(), DesktopFault> {
    tauri::async_runtime::set(application.runtime.clone());
    let web_view = application.folder.web_view();
    let app = tauri::Builder::default()
        .manage(Arc::clone(&application))
        .invoke_handler(tauri::generate_handler![call, file])
        .setup(move |app| show(app, web_view))
        .build(tauri::generate_context!(assets = Interface))
        .map_err(|error| DesktopFault::cannot(format!("the window cannot be opened: {error}")))?;
    let code = app.run_return(|_, _| {});
    application.lock();
    if code == 0 { Ok(()) } else { Err(DesktopFault::cannot(format!("the window ended with code {code}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_to_its_own_pages_only() {
        for own in ["tauri://localhost/", "tauri://localhost/index.html#/today", "http://tauri.localhost/"] {
            assert!(is_own(&Url::parse(own).unwrap()), "{own}");
        }
        for other in [
            "https://example.org/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:0",
            "about:blank",
            "tauri://elsewhere/",
        ] {
            assert!(!is_own(&Url::parse(other).unwrap()), "{other}");
        }
    }

    #[test]
    fn a_file_name_is_read_as_the_page_wrote_it() {
        assert_eq!(percent_decoded("m%C3%A9nages%20%282%29.xlsx"), "ménages (2).xlsx");
        assert_eq!(percent_decoded("100%.csv"), "100%.csv");
        assert_eq!(percent_decoded("%FF"), "%FF");
    }
}
