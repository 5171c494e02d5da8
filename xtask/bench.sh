#!/usr/bin/env bash
# `make bench`: the published benchmark, optimised. `make bench ONLY=week.` measures a part; ONLY=ratio. the week
# against others' protocols, which takes Node.js; ONLY=link. the link model against a shaped connection, which takes root.
set -euo pipefail
. "$(dirname "$0")/setup.sh"

optimised() { cargo build --release -p bench; }

# The peers' packages; none of them runs anything while it is installed.
peers() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    say "SKIPPED: Node.js is missing, so nothing is compared with CouchDB-style replication. Install Node.js 20 or later with npm."
    return 0
  fi
  local sum
  sum=$(sha256sum bench/peers/package-lock.json | cut -d' ' -f1)
  [ "$(cat bench/peers/node_modules/.installed 2>/dev/null)" = "$sum" ] && return 0
  if (cd bench/peers && npm ci --no-audit --no-fund --omit=optional --ignore-scripts --loglevel=error); then
    printf '%s\n' "$sum" >bench/peers/node_modules/.installed
  else
    say "SKIPPED: the peers' packages could not be fetched, so nothing is compared with CouchDB-style replication."
    rm -rf bench/peers/node_modules
  fi
}

wants_peers() { case "${ONLY:-ratio.}" in *ratio*) return 0 ;; *) return 1 ;; esac }

rust
phase "system packages" packages build-essential pkg-config perl iproute2
phase "programs" optimised
if wants_peers; then phase "peers" peers; fi
phase "figures" "$CARGO_TARGET_DIR/release/bench" ${ONLY:+"ONLY=$ONLY"}
phases
