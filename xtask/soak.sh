#!/usr/bin/env bash
# `make soak`: the same tests as always with far more chance in them: 5,000 kills, 500 simulated histories, ten minutes of
# killed programs and spoilt lines, a power cut at every operation, a minute of fuzzing for every decoder
# (PAMOJA_FUZZ_SECONDS).
set -euo pipefail
. "$(dirname "$0")/setup.sh"

programs() { cargo build -p hub -p desktop; }
kills() { PAMOJA_KILLS="${PAMOJA_KILLS:-5000}" cargo test --quiet -p stories --test kill -- --nocapture; }
chaos() { PAMOJA_CHAOS_SECONDS="${PAMOJA_CHAOS_SECONDS:-600}" cargo test --quiet -p stories --test chaos -- --nocapture; }
histories() { PAMOJA_SEEDS="${PAMOJA_SEEDS:-500}" cargo test --quiet -p stories --test simulation -- --nocapture; }
cuts() { PAMOJA_CUTS="${PAMOJA_CUTS:-all}" cargo test --quiet -p stories --test power -- --nocapture; }
mutants() { PAMOJA_MUTANTS="${PAMOJA_MUTANTS:-20}" cargo test --quiet -p fuzz --test replay -- --nocapture; }

rust
node_ready
phase "system packages" packages $BUILD_PACKAGES
phase "interface: packages" npm_packages ui
phase "interface: build" interface
phase "programs" programs
phase "simulated histories" histories
phase "kills" kills
phase "killed programs and spoilt lines" chaos
phase "power cuts" cuts
phase "mutants" mutants
phase "fuzzing" bash xtask/fuzz.sh
phases
