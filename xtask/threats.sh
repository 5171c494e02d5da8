#!/usr/bin/env bash
# Each control of xtask/threats.tsv: its test is green as things are, and red when that control alone is switched off. A test that
# stays green guards nothing, and one that is not found is no test: both end this with 1. ONLY=lease runs one control.
set -euo pipefail
cd "$(dirname "$0")/.."
only="${ONLY:-}"
failed=0 ran=0
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

# Runs the test of a line with the control of this name switched off; `none` is the name of no control.
run() {
  local off="$1" package="$2" program="$3" test="$4" where=(--lib)
  [ "$program" = - ] || where=(--test "$program")
  PAMOJA_SWITCHED_OFF="$off" cargo test --quiet -p "$package" --features "controls/switched-off" "${where[@]}" -- --exact "$test" >"$log" 2>&1
}

while IFS=$'\t' read -r -u 3 attacker control package program test; do
  case "$attacker" in '' | '#'*) continue ;; esac
  [ -z "$only" ] || [ "$only" = "$control" ] || continue
  ran=$((ran + 1))
  if ! run none "$package" "$program" "$test"; then
    echo "NOT GREEN  $control: $package $test fails with every control on"
    tail -n 20 "$log"
    failed=1
  elif ! grep -q '1 passed' "$log"; then
    echo "NO TEST    $control: $package has no test $test"
    failed=1
  elif run "$control" "$package" "$program" "$test"; then
    echo "STAYS GREEN $control: $package $test does not notice that the control is off"
    failed=1
  elif ! grep -q '1 failed' "$log"; then
    echo "DID NOT RUN $control: $package $test"
    tail -n 20 "$log"
    failed=1
  else
    echo "red without $control ($attacker): $package $test"
  fi
done 3<xtask/threats.tsv

[ "$ran" -gt 0 ] || { echo "no control is called ${only}"; exit 1; }
exit "$failed"
