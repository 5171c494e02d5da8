//! The built interface as files in the program. Development builds read `ui/dist` when a file is asked for; release
//! builds carry it.
//!
//! Always true: the policies below allow nothing that is not the application's own: no inline script, no remote
//! content, no frame around it.
#![forbid(unsafe_code)]

pub mod words;

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "dist"]
struct Built;

/// The page everything starts from.
pub const START: &str = "index.html";

/// Content security policy of the shells that speak HTTP. The desktop window's is the same with the addresses of its
/// own bridge added, which a test of the desktop compares.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers of every answer over HTTP, besides the policy: name and value.
pub const SECURITY_HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// A file of the interface.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub mime: &'static str,
    /// Whether its name changes with its content, so that it may be kept for ever.
    pub is_fingerprinted: bool,
}

/// A file of the interface by the path asked for. The application routes behind `#`, so a path that names no file and
/// has no extension is the start page; a missing file stays missing.
pub fn asset(path: &str) -> Option<Asset> {
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() { START } else { path };
    if path.split('/').any(|part| part == ".." || part == ".") || path.contains('\\') {
        return None;
    }
    let file = match Built::get(path) {
        Some(file) => Some((path, file)),
        None if !path.rsplit('/').next().is_some_and(|name| name.contains('.')) => {
            Built::get(START).map(|file| (START, file))
        }
        None => None,
    };
    file.map(|(path, file)| Asset { bytes: file.data, mime: mime(path), is_fingerprinted: path.starts_with("assets/") })
}

/// The names of all files.
pub fn names() -> impl Iterator<Item = Cow<'static, str>> {
    Built::iter()
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "json" | "webmanifest" => "application/json",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_page_answers_every_place_of_the_application() {
        let start = asset("/").unwrap();
        assert_eq!(start.mime, "text/html; charset=utf-8");
        assert_eq!(asset("/registry/household").unwrap().bytes, start.bytes);
        assert!(asset("/assets/missing.js").is_none());
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        assert!(asset("/../Cargo.toml").is_none());
        assert!(asset("/assets/../../Cargo.toml").is_none());
    }

    #[test]
    fn the_start_page_has_no_inline_script() {
        let start = asset("/").unwrap();
        let page = String::from_utf8_lossy(&start.bytes).into_owned();
        for script in page.match_indices("<script").map(|(at, _)| &page[at..]) {
            let tag = &script[..script.find('>').unwrap()];
            assert!(tag.contains(" src="), "inline script: {tag}");
        }
        assert!(!page.contains(" style="), "inline style");
    }
}
