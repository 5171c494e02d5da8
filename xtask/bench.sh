#!/usr/bin/env bash
# `make bench`: the published benchmark, optimised. `make bench ONLY=week.` measures a part.
set -euo pipefail
. "$(dirname "$0")/setup.sh"

optimised() { cargo build --release -p bench; }

rust
phase "system packages" packages build-essential pkg-config perl
phase "programs" optimised
phase "figures" "$CARGO_TARGET_DIR/release/bench" ${ONLY:+"ONLY=$ONLY"}
phases
