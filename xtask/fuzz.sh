#!/usr/bin/env bash
# libFuzzer over every decoder (or those named), a fixed time each; part of `make soak`. What it finds is added to the
# corpus, where `make test` replays it for ever.
#   PAMOJA_FUZZ_SECONDS=60     seconds for each target
#   xtask/fuzz.sh chunk fact   these targets only
# Plain stable Rust: the compiler's own coverage pass is an ordinary option, and without a sanitizer nothing else is
# needed (all that is fuzzed is safe Rust; the C inside SQLite and zstd has projects of its own that fuzz it).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

SECONDS_EACH="${PAMOJA_FUZZ_SECONDS:-60}"
TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/pamoja/target}/fuzz-engine"
HOST=$(rustc -vV | sed -n 's/^host: //p')
COVERAGE="-Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares"
# Naming the target keeps the flags from build scripts, which have no engine to report to.
CARGO_TARGET_DIR="$TARGET_DIR" RUSTFLAGS="$COVERAGE" \
  cargo build --quiet -p fuzz --features engine --bin fuzz-engine --profile fuzz --target "$HOST"
ENGINE="$TARGET_DIR/$HOST/fuzz/fuzz-engine"

TARGETS=("$@")
if [ ${#TARGETS[@]} = 0 ]; then
  # Asked for no target, the engine names them all.
  read -r -a TARGETS < <(PAMOJA_FUZZ_TARGET='' "$ENGINE" -runs=0 2>&1 | sed -n 's/^PAMOJA_FUZZ_TARGET must be one of: //p')
fi
[ ${#TARGETS[@]} -gt 0 ] || { echo "the engine names no target" >&2; exit 1; }

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
FAILED=""
for target in "${TARGETS[@]}"; do
  corpus="fuzz/corpus/$target"
  mkdir -p "$corpus" "$WORK/$target/new" "$WORK/$target/seeds" "$WORK/$target/least"
  PAMOJA_FUZZ_TARGET="$target" PAMOJA_FUZZ_SEEDS="$WORK/$target/seeds" "$ENGINE" -runs=0 >/dev/null 2>&1 || true
  if PAMOJA_FUZZ_TARGET="$target" RUST_BACKTRACE=0 "$ENGINE" "$WORK/$target/new" "$corpus" "$WORK/$target/seeds" \
    -max_total_time="$SECONDS_EACH" -timeout=25 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="$WORK/$target/find-" >"$WORK/$target/log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$WORK/$target/log")
    echo "$target: $runs inputs in $SECONDS_EACH s, nothing found"
  else
    FAILED="$FAILED $target"
    for find in "$WORK/$target"/find-*; do
      [ -e "$find" ] && cp "$find" "$corpus/found-$(sha256sum "$find" | cut -c1-16)"
    done
    echo "$target: FOUND something, kept in $corpus:" >&2
    grep -m3 -E "panicked at|ERROR|SUMMARY" -A1 "$WORK/$target/log" >&2 || tail -5 "$WORK/$target/log" >&2
  fi
  # Only what reaches code that nothing in the corpus or the seeds does, and only small ones, so that the corpus stays small.
  if [ -n "${PAMOJA_FUZZ_KEEP:-}" ]; then
    PAMOJA_FUZZ_TARGET="$target" "$ENGINE" -merge=1 -max_len=2048 "$WORK/$target/least" "$corpus" "$WORK/$target/seeds" \
      "$WORK/$target/new" >/dev/null 2>&1 || true
    for kept in $(ls -S -r "$WORK/$target/least" | head -n "$PAMOJA_FUZZ_KEEP"); do
      cp "$WORK/$target/least/$kept" "$corpus/${kept:0:16}"
    done
  fi
done
[ -z "$FAILED" ] || { echo "targets with finds:$FAILED" >&2; exit 1; }
