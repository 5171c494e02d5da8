#!/usr/bin/env bash
# Property tests of the hub's HTTP against a real hub: PAMOJA_HTTP_SECONDS for each of two runs (45 unless told). The tester is
# fetched once from PyPI to a place outside the checkout; where it cannot be had, this says so and is passed over.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/../../xtask/setup.sh"

tester="$TOOLS/http-tester"
wanted=$(sha256sum "$here/requirements.txt" | cut -d' ' -f1)
skipped() { say "SKIPPED: property tests of the hub's HTTP, because $1."; exit 0; }

if [ "$(cat "$tester/.installed" 2>/dev/null)" != "$wanted" ]; then
  command -v python3 >/dev/null || skipped "Python 3 is missing. Install it (Debian: python3-venv), then call this again"
  rm -rf "$tester"
  python3 -m venv "$tester" >/dev/null 2>&1 || skipped "Python's venv is missing. Install it (Debian: python3-venv), then call this again"
  "$tester/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt" >/dev/null 2>&1 ||
    skipped "its packages could not be fetched from PyPI. Check the network, then call this again"
  printf '%s\n' "$wanted" >"$tester/.installed"
fi
PAMOJA_BIN="${PAMOJA_BIN:-$BIN}" exec "$tester/bin/python" "$here/properties.py"
