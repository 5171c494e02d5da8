# Brings a machine to where Pamoja can be built: system packages, Node.js, the interface's packages.
# Sourced by run.sh and test.sh; each step is skipped when it is done already.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/pamoja/target}"
BIN="$CARGO_TARGET_DIR/debug"
TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/pamoja/tools"
BUILD_PACKAGES="build-essential pkg-config perl libwebkit2gtk-4.1-dev"
TEST_PACKAGES="webkit2gtk-driver xvfb xauth chromium"
TAURI_DRIVER=2.0.5

say() { printf '%s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# phase NAME COMMAND…: runs it and prints how long it took.
PHASES=""
phase() {
  local name=$1 started=$SECONDS
  shift
  say "== $name"
  "$@"
  local took=$((SECONDS - started))
  PHASES="$PHASES$(printf '%4d:%02d  %s' $((took / 60)) $((took % 60)) "$name")"$'\n'
}
phases() { printf '\nminutes per phase\n%s%4d:%02d  altogether\n' "$PHASES" $((SECONDS / 60)) $((SECONDS % 60)); }

# packages NAME…: installs by apt what is missing; without root, or without apt, says what to install.
packages() {
  command -v dpkg-query >/dev/null || { say "Not a Debian system: make sure that what these packages hold is installed: $*"; return 0; }
  local missing="" name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $name"
  done
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" != 0 ]; then
    fail "These system packages are missing:$missing
Install them, then call this again:  sudo apt-get install$missing"
  fi
  say "installing$missing"
  apt-get update -qq || fail "The package lists could not be fetched. Check the network, then call this again."
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    fail "These system packages could not be installed:$missing"
}

rust() {
  command -v cargo >/dev/null || fail "Rust is missing. Install it from https://rustup.rs, then call this again."
}

# Node.js 20.19, 22.12 or later, as the interface's build tool asks.
node_ready() {
  command -v node >/dev/null && command -v npm >/dev/null ||
    fail "Node.js is missing. Install Node.js 22 with npm (https://nodejs.org), then call this again."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old. Pamoja needs 20.19 or later of version 20, or 22.12 and later; install one, then call this again."
}

# npm_packages FOLDER: only when the lock file differs from what was installed.
npm_packages() {
  local folder=$1 sum
  sum=$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)
  [ "$(cat "$folder/node_modules/.installed" 2>/dev/null)" = "$sum" ] && return 0
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) || fail "The packages of $folder could not be fetched. Check the network, then call this again."
  printf '%s\n' "$sum" >"$folder/node_modules/.installed"
}

# The interface, built when something it is made from is newer than what was built.
interface() {
  local built=ui/node_modules/.built
  if [ ! -e "$built" ] || [ ! -d ui/dist/assets ] || [ -n "$(find ui/src ui/public ui/index.html ui/package-lock.json ui/vite.config.ts ui/svelte.config.js locales -newer "$built" -print -quit)" ]; then
    (cd ui && npm run --silent build -- --logLevel error) || fail "The interface could not be built."
    touch "$built"
  fi
}

tauri_driver() {
  "$TOOLS/bin/tauri-driver" --version >/dev/null 2>&1 && return 0
  [ -x "$TOOLS/bin/tauri-driver" ] && return 0
  cargo install --locked tauri-driver --version "$TAURI_DRIVER" --root "$TOOLS" --quiet ||
    fail "tauri-driver could not be installed. Check the network, then call this again."
}
