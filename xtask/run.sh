#!/usr/bin/env bash
# `make run`: a hub on loopback, a demonstration district on two laptops, and the window of the first.
# Safe to repeat: what is there is kept. PAMOJA_DEMO names another folder, PAMOJA_LAPTOP=joseph opens the other laptop.
set -euo pipefail
. "$(dirname "$0")/setup.sh"

DEMO="${PAMOJA_DEMO:-./demo-data}"
LAPTOP="${PAMOJA_LAPTOP:-amina}"
HOUSEHOLDS="${PAMOJA_HOUSEHOLDS:-2000}"
SEED=1
HUB_PORT="${PAMOJA_HUB_PORT:-7443}"
TWIN_PORT="${PAMOJA_TWIN_PORT:-7480}"

case "$LAPTOP" in amina | joseph) ;; *) fail "PAMOJA_LAPTOP is amina or joseph, not $LAPTOP." ;; esac

# What this script started, by process id; all of it ends with the script.
STARTED=()
end() {
  trap - EXIT INT TERM HUP
  local pid
  for pid in "${STARTED[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${STARTED[@]}"; do wait "$pid" 2>/dev/null || true; done
}
trap end EXIT
trap 'end; exit 0' INT TERM HUP

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port FIRST: the first free port from there on.
free_port() {
  local port=$1
  until is_free "$port"; do port=$((port + 1)); done
  printf '%s' "$port"
}

# first_line FILE PID WHAT: waits for the line a program prints when it is ready.
first_line() {
  local waited=0
  until [ -s "$1" ]; do
    kill -0 "$2" 2>/dev/null || { cat "${1%.out}.log" >&2; fail "$3 did not start."; }
    [ $((waited += 1)) -lt 600 ] || fail "$3 does not answer."
    sleep 0.1
  done
}

build() {
  cargo build -p hub -p desktop -p xtask
}

hub_ready() {
  mkdir -p "$DEMO/hub"
  if [ ! -e "$DEMO/hub/store" ]; then
    printf '%s' "$ADMIN_PASSPHRASE" >"$DEMO/passphrase"
    "$BIN/pamoja-hub" init --data "$DEMO/hub" --name "Kivulini demonstration" --second-factor offered --admin admin --admin-passphrase-file "$DEMO/passphrase" >/dev/null
    rm "$DEMO/passphrase"
  fi
  if [ ! -e "$DEMO/hub/filled" ]; then
    "$BIN/xtask" areas --seed "$SEED" --out "$DEMO/areas.csv"
    "$BIN/pamoja-hub" areas import --data "$DEMO/hub" "$DEMO/areas.csv" >/dev/null
    printf '%s' "$REHEMA_PASSPHRASE" >"$DEMO/passphrase"
    "$BIN/pamoja-hub" user add --data "$DEMO/hub" --name rehema --role reconciler --passphrase-file "$DEMO/passphrase" >/dev/null
    rm "$DEMO/passphrase"
    printf '{"hint":"Invented data. Sign in as admin with “%s” or as rehema with “%s”."}\n' "$ADMIN_PASSPHRASE" "$REHEMA_PASSPHRASE" >"$DEMO/hub/demo.json"
    touch "$DEMO/hub/filled"
  fi
}

# The laptops know the hub by its address, so that a port once chosen is kept.
start_hub() {
  [ -e "$DEMO/hub/port" ] || free_port "$HUB_PORT" >"$DEMO/hub/port"
  local port
  port=$(cat "$DEMO/hub/port")
  is_free "$port" || fail "Port $port is taken: is another make run going on? End that one first, or take $DEMO away to begin anew."
  : >"$DEMO/hub.out"
  "$BIN/pamoja-hub" serve --data "$DEMO/hub" --listen "127.0.0.1:$port" --plain-http-on-loopback >"$DEMO/hub.out" 2>"$DEMO/hub.log" &
  HUB_PID=$!
  STARTED+=("$HUB_PID")
  first_line "$DEMO/hub.out" "$HUB_PID" "The hub"
  HUB_URL="http://127.0.0.1:$port"
}

# start_twin LAPTOP PORT: serves a laptop to loopback; its line is in TWIN_LINE, its process in TWIN_PID.
start_twin() {
  : >"$DEMO/twin-$1.out"
  "$BIN/pamoja" --data "$DEMO/laptop-$1" --idle-minutes 0 twin --listen "127.0.0.1:$2" >"$DEMO/twin-$1.out" 2>"$DEMO/twin-$1.log" &
  TWIN_PID=$!
  STARTED+=("$TWIN_PID")
  first_line "$DEMO/twin-$1.out" "$TWIN_PID" "The laptop of $1"
  TWIN_LINE=$(cat "$DEMO/twin-$1.out")
}

# fill LAPTOP USER PASSPHRASE HOUSEHOLDS: joins the laptop when it has not joined, and enters what is missing.
fill() {
  mkdir -p "$DEMO/laptop-$1"
  printf '{"hint":"Invented data. Choose %s and type “%s”.","hub_url":"%s"}\n' "$2" "$3" "$HUB_URL" >"$DEMO/laptop-$1/demo.json"
  start_twin "$1" 0
  local code=""
  [ -e "$DEMO/laptop-$1/store" ] || code=$("$BIN/pamoja-hub" device code --data "$DEMO/hub" --name "Laptop of $2" --area XP0101 --role officer)
  "$BIN/xtask" seed --twin "$TWIN_LINE" --hub "$HUB_URL" --code "$code" --device "Laptop of $2" --user "$2" --passphrase "$3" --seed "$SEED" --households "$4"
}

seed() {
  [ -e "$DEMO/filled" ] && return 0
  say "registering $HOUSEHOLDS households on a laptop, through the same calls a person makes"
  fill amina "Amina Otieno" "$AMINA_PASSPHRASE" "$HOUSEHOLDS"
  local amina=$TWIN_LINE amina_pid=$TWIN_PID
  fill joseph "Joseph Kamau" "$JOSEPH_PASSPHRASE" 0
  "$BIN/xtask" disagree --seed "$SEED" "$amina" "$TWIN_LINE"
  kill "$amina_pid" "$TWIN_PID"
  wait "$amina_pid" "$TWIN_PID" 2>/dev/null || true
  touch "$DEMO/filled"
}

tell() {
  cat <<TOLD

  Invented people only. Everything lies in $DEMO; take that folder away to begin anew.

  laptop   Amina Otieno     ${AMINA_PASSPHRASE}
           Joseph Kamau     ${JOSEPH_PASSPHRASE}   (PAMOJA_LAPTOP=joseph make run)
  hub      admin            ${ADMIN_PASSPHRASE}   (administrator)
           rehema           ${REHEMA_PASSPHRASE}   (reconciler)
           $HUB_URL in a browser

TOLD
}

open_window() {
  say "The window opens. Closing it, or Ctrl-C here, ends the hub, too."
  "$BIN/pamoja" --data "$DEMO/laptop-$LAPTOP" 2>"$DEMO/window-$LAPTOP.log" &
  local pid=$!
  STARTED+=("$pid")
  wait "$pid"
}

serve_browser() {
  start_twin "$LAPTOP" "$(free_port "$TWIN_PORT")"
  local url token
  url=$(printf '%s' "$TWIN_LINE" | sed 's/.*"url":"\([^"]*\)".*/\1/')
  token=$(printf '%s' "$TWIN_LINE" | sed 's/.*"token":"\([^"]*\)".*/\1/')
  say "No display: the laptop is served to a browser on this machine."
  say "  laptop   $url/#token=$token"
  say "  hub      $HUB_URL"
  say "Ctrl-C ends both."
  wait "$TWIN_PID"
}

AMINA_PASSPHRASE="river mango lantern"
JOSEPH_PASSPHRASE="harvest copper drum"
ADMIN_PASSPHRASE="salt road bridge"
REHEMA_PASSPHRASE="quiet heron well"

mkdir -p "$DEMO"
rust
phase "system packages" packages $BUILD_PACKAGES
node_ready
phase "interface: packages" npm_packages ui
phase "interface: build" interface
phase "programs" build
hub_ready
start_hub
phase "demonstration district" seed
phases
tell
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  open_window || {
    say "The window did not open ($(tail -n 1 "$DEMO/window-$LAPTOP.log"))."
    serve_browser
  }
else
  serve_browser
fi
