#!/usr/bin/env bash
# `make test`: every test there is, with minutes per phase. PAMOJA_SKIP_SCREENS=1 leaves browser and window out.
set -euo pipefail
. "$(dirname "$0")/setup.sh"

# What is generated, formatted and sound before anything runs.
interface_checked() {
  (cd ui && npx --no-install svelte-check --tsconfig ./tsconfig.json --fail-on-warnings --output human && npm run --silent test) ||
    fail "The interface's own checks object."
}

# component NAME COMMAND: a small toolchain may lack it; where it cannot be added, its phase is passed over and said.
component() {
  cargo "$2" --version >/dev/null 2>&1 && return 0
  rustup component add "$1" >/dev/null 2>&1 && return 0
  say "$1 is missing and could not be added: this phase is passed over. Add it with: rustup component add $1"
  return 1
}

formatted() {
  component rustfmt fmt || return 0
  cargo fmt --all --check || fail "Run: cargo fmt --all"
}

linted() {
  component clippy clippy || return 0
  cargo clippy --quiet --workspace --all-targets -- -D warnings
}

programs() { cargo build -p hub -p desktop; }

rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --no-fail-fast --status-level fail
    cargo test --quiet --workspace --doc
  else
    cargo test --quiet --workspace --no-fail-fast
  fi
}

screens() {
  # Root may not use Chromium's sandbox; the pages it opens are our own on loopback.
  (cd tests/screens && PAMOJA_BIN="$BIN" TAURI_DRIVER="$TOOLS/bin/tauri-driver" npm test)
}

rust
node_ready
if [ -n "${PAMOJA_SKIP_SCREENS:-}" ]; then
  phase "system packages" packages $BUILD_PACKAGES
else
  phase "system packages" packages $BUILD_PACKAGES $TEST_PACKAGES
fi
phase "interface: packages" npm_packages ui
phase "interface: build" interface
phase "interface: checks and tests" interface_checked
phase "formatting" formatted
phase "programs" programs
phase "rules and stories" rust_tests
phase "properties of the hub's HTTP" bash tests/http/run.sh
phase "lints" linted
if [ -z "${PAMOJA_SKIP_SCREENS:-}" ]; then
  phase "screens: packages" npm_packages tests/screens
  phase "screens: driver of the window" tauri_driver
  phase "screens: browser and window" screens
fi
phases
