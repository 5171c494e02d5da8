//! A build must not fail because the interface was not built yet: the folder then holds a page that says what to do.

use std::fs;
use std::path::Path;

const PLACEHOLDER: &str = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Pamoja</title></head>\n\
    <body><h1>The interface is not built yet</h1><p>Run <code>make run</code> in the folder of the source code.</p></body>\n</html>\n";

fn main() -> std::io::Result<()> {
    let folder = Path::new("dist");
    fs::create_dir_all(folder)?;
    let page = folder.join("index.html");
    if !page.exists() {
        fs::write(page, PLACEHOLDER)?;
    }
    println!("cargo::rerun-if-changed=dist");
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
