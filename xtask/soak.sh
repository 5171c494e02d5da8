#!/usr/bin/env bash
# `make soak`: the same tests as always with far more chance in them: 5,000 kills, 500 simulated histories, ten minutes of
# killed programs and spoilt lines, a power cut at every operation, a minute of fuzzing for every decoder
# (PAMOJA_FUZZ_SECONDS), twenty minutes of what programs and attackers could send to the hub (PAMOJA_HTTP_SECONDS). `make soak SEEDS=1..10001` lives these histories alone; it can be stopped and goes on where it was.
set -euo pipefail
. "$(dirname "$0")/setup.sh"

programs() { cargo build -p hub -p desktop; }
kills() { PAMOJA_KILLS="${PAMOJA_KILLS:-5000}" cargo test --quiet -p stories --test kill -- --nocapture; }
chaos() { PAMOJA_CHAOS_SECONDS="${PAMOJA_CHAOS_SECONDS:-600}" cargo test --quiet -p stories --test chaos -- --nocapture; }
# What was lived is added to this file, a line for every hundred seeds, with the commit it was lived with.
LIVED="$PWD/bench/results/histories.tsv"
SEEDS_A_LINE=100

histories() {
  local range="${SEEDS:-1..501}" first last next commit
  [[ "$range" =~ ^([0-9]+)\.\.([0-9]+)$ ]] || fail "SEEDS names the first seed and the one behind the last, as in SEEDS=1..10001, not: $range"
  first="${BASH_REMATCH[1]}" last="${BASH_REMATCH[2]}"
  commit="$(git rev-parse --short=12 HEAD)$(git diff --quiet HEAD -- '*.rs' '*.sql' '*.zdict' || echo +)"
  cargo test --release --quiet -p stories --test simulation --no-run
  for (( ; first < last; first = next)); do
    next=$((first + SEEDS_A_LINE < last ? first + SEEDS_A_LINE : last))
    grep -q "^$commit	$first\.\.$next	" "$LIVED" 2>/dev/null && continue
    PAMOJA_SEEDS="$first..$next" PAMOJA_SOAK_RESULTS="$LIVED" PAMOJA_COMMIT="$commit" \
      cargo test --release --quiet -p stories --test simulation everybody -- --nocapture
  done
  lived "$commit"
}

# How many histories were lived in all and with this commit, and how often each thing happened in them.
lived() {
  awk -F '\t' -v commit="$1" '
    { split($2, seeds, /\.\./); count = seeds[2] - seeds[1]; all += count; if ($1 == commit) own += count }
    { for (i = 3; i <= NF; i++) { split($i, one, ": "); sum[one[1]] += one[2] } }
    END { printf "%d histories lived, %d of them with %s\n", all, own, commit; for (what in sum) printf "%12d  %s\n", sum[what], what }' "$LIVED"
}
cuts() { PAMOJA_CUTS="${PAMOJA_CUTS:-all}" cargo test --quiet -p stories --test power -- --nocapture; }
mutants() { PAMOJA_MUTANTS="${PAMOJA_MUTANTS:-20}" cargo test --quiet -p fuzz --test replay -- --nocapture; }

http() { PAMOJA_HTTP_SECONDS="${PAMOJA_HTTP_SECONDS:-600}" bash tests/http/run.sh; }

rust
node_ready
phase "system packages" packages $BUILD_PACKAGES
phase "interface: packages" npm_packages ui
phase "interface: build" interface
phase "simulated histories" histories
if [ -n "${SEEDS:-}" ]; then phases; exit 0; fi
phase "programs" programs
phase "kills" kills
phase "killed programs and spoilt lines" chaos
phase "power cuts" cuts
phase "mutants" mutants
phase "properties of the hub's HTTP" http
phase "fuzzing" bash xtask/fuzz.sh
phases
