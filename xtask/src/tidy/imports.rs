//! Words that may be spoken only in some rooms: clocks, chance, files, sockets, SQL, the desktop's bridge.

use super::house::{Finding, House, room};

struct Ban {
    /// What may not be written.
    words: &'static [&'static str],
    /// Ends of the files this is about.
    ends: &'static [&'static str],
    /// Rooms this is about; all when empty.
    rooms: &'static [&'static str],
    /// Beginnings of paths where it may be.
    except: &'static [&'static str],
    /// Whether it holds in test code, too.
    is_for_tests: bool,
    /// What to do instead.
    problem: &'static str,
}

const PURE: &[&str] = &["domain", "linkage", "sync", "interop", "usecases"];
const PRODUCT: &[&str] =
    &["domain", "linkage", "sync", "store", "interop", "usecases", "ui", "hub", "src-tauri", "demo"];

const BANS: &[Ban] = &[
    Ban {
        words: &["SystemTime::now", "Utc::now", "Local::now"],
        ends: &[".rs"],
        rooms: PRODUCT,
        except: &["hub/src/clock.rs", "src-tauri/src/clock.rs"],
        is_for_tests: true,
        problem: "time is handed in; only the shells' clock.rs read it",
    },
    Ban {
        words: &["getrandom::", "Uuid::new_v4", "SystemRandom::new"],
        ends: &[".rs"],
        rooms: &["domain", "linkage", "interop"],
        except: &[],
        is_for_tests: true,
        problem: "chance is handed in (NewIds)",
    },
    Ban {
        words: &["std::fs", "std::net", "std::process", "File::open"],
        ends: &[".rs"],
        rooms: PURE,
        except: &["interop/tests/", "linkage/examples/", "sync/tests/", "linkage/tests/"],
        is_for_tests: false,
        problem: "this room is pure: bytes in, bytes out",
    },
    Ban {
        words: &["HashMap", "HashSet"],
        ends: &[".rs"],
        rooms: &["domain", "sync"],
        except: &[],
        is_for_tests: false,
        problem: "ordered maps only: two laptops must replay to the same result",
    },
    Ban {
        words: &["\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM", "rusqlite::"],
        ends: &[".rs"],
        rooms: &["domain", "linkage", "sync", "interop", "usecases", "ui", "hub", "src-tauri", "demo"],
        except: &[],
        is_for_tests: false,
        problem: "only the store speaks SQL",
    },
    Ban {
        words: &[
            "sync::chunk",
            "sync::commit",
            "sync::session",
            "sync::signing",
            "sync::pack",
            "sync::join",
            "store::log",
        ],
        ends: &[".rs"],
        rooms: &["usecases"],
        except: &[],
        is_for_tests: false,
        problem: "a use-case knows nothing of transport: of sync only fields, kinds, limits and refusals",
    },
    Ban {
        words: &["@tauri-apps"],
        ends: &[".ts", ".svelte", ".js"],
        rooms: &["ui"],
        except: &["ui/src/lib/shell/"],
        is_for_tests: true,
        problem: "the desktop's bridge is spoken to in lib/shell only",
    },
    Ban {
        words: &["fetch("],
        ends: &[".ts", ".svelte"],
        rooms: &["ui"],
        except: &["ui/src/lib/shell/"],
        is_for_tests: true,
        problem: "all calls go through lib/shell",
    },
];

pub fn check(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for ban in BANS {
        for (path, text) in house.all().filter(|(path, _)| applies(ban, path)) {
            let text = if ban.is_for_tests { text } else { product_part(text) };
            for (index, line) in text.lines().enumerate().filter(|(_, line)| !is_comment(line)) {
                if let Some(word) = ban.words.iter().find(|word| line.contains(**word)) {
                    found.push(Finding::at(path, index, format!("`{word}`: {}", ban.problem)));
                }
            }
        }
    }
    found
}

fn applies(ban: &Ban, path: &str) -> bool {
    ban.ends.iter().any(|end| path.ends_with(end))
        && (ban.rooms.is_empty() || ban.rooms.contains(&room(path)))
        && !ban.except.iter().any(|start| path.starts_with(start))
}

/// The part of a Rust file above its tests.
pub fn product_part(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod ").map_or(text, |end| &text[..end])
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with("<!--") || line.starts_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ban_objects_to_its_example() {
        for (path, text) in [
            ("usecases/src/today/mod.rs", "let now = SystemTime::now();"),
            ("domain/src/id.rs", "let id = Uuid::new_v4();"),
            ("interop/src/lib.rs", "use std::fs;"),
            ("sync/src/chunk.rs", "use std::collections::HashMap;"),
            ("hub/src/console.rs", "let sql = \"SELECT 1\";"),
            ("usecases/src/area/mod.rs", "use sync::chunk::Chunk;"),
            ("ui/src/routes/today/Today.svelte", "import { invoke } from \"@tauri-apps/api\";"),
            ("ui/src/routes/today/today.ts", "await fetch(\"/call\")"),
        ] {
            assert_eq!(check(&House::of(&[(path, text)])).len(), 1, "{path}");
        }
    }

    #[test]
    fn comments_tests_and_the_named_places_are_free() {
        let house = House::of(&[
            ("hub/src/clock.rs", "SystemTime::now()"),
            ("ui/src/lib/shell/tauri.ts", "import { invoke } from \"@tauri-apps/api\";"),
            ("domain/src/time.rs", "// SystemTime::now is not for us"),
            ("sync/src/pack.rs", "fn pack() {}\n#[cfg(test)]\nmod tests { use std::fs; }"),
        ]);
        assert_eq!(check(&house), []);
    }
}
