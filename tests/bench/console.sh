#!/usr/bin/env bash
# Time to a window and memory (PSS), three programs side by side in one run: an empty Qt window, KeePassXC, and the console with
# 200 pending requests. Under Xvfb, with a D-Bus session and a keyring of their own: tests/bench/console.sh BUILD_DIR [RUNS]
set -euo pipefail

if [ "${COUNTERSIGN_BENCH_INSIDE:-}" != yes ]; then
  export COUNTERSIGN_BENCH_INSIDE=yes
  exec xvfb-run -a -s "-screen 0 1600x1000x24" dbus-run-session -- bash "$0" "$@"
fi

bin=$(cd -- "${1:?build directory}/bin" && pwd)
runs=${2:-5}
scratch=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf -- "$scratch"
}
trap finish EXIT
export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run" LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
eval "$(printf bench | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)" || true
openbox >/dev/null 2>&1 &
pids+=($!)

mkdir "$scratch/data"
chmod 700 "$scratch/data"
"$bin/countersign_bench_pending" "$bin/countersign-authority" "$scratch/data/authority" 200

# Milliseconds until a window of this process is on the screen, then its PSS in MB three seconds later.
measure() {
  local name=$1 pattern=$2 started pid ms
  shift 2
  started=$(date +%s%N)
  "$@" >"$scratch/$name.log" 2>&1 &
  pid=$!
  pids+=("$pid")
  for _ in $(seq 1 3000); do
    if [ -n "$(xdotool search --onlyvisible --pid "$pid" --name "$pattern" 2>/dev/null | head -n 1)" ]; then break; fi
    kill -0 "$pid" 2>/dev/null || { echo "$name ended: $(tail -n 3 "$scratch/$name.log")" >&2; return 1; }
    sleep 0.005
  done
  ms=$((($(date +%s%N) - started) / 1000000))
  sleep 3
  [ -z "${COUNTERSIGN_BENCH_PICTURES:-}" ] || import -window root "$COUNTERSIGN_BENCH_PICTURES/$name.png"
  printf '%-12s window after %5d ms   PSS %6.1f MB\n' "$name" "$ms" "$(awk '/^Pss:/ {print $2/1024}' "/proc/$pid/smaps_rollup")"
  kill "$pid"
  wait "$pid" 2>/dev/null || true
}

for run in $(seq 1 "$runs"); do
  echo "-- run $run"
  measure empty "Empty" "$bin/countersign_bench_empty_window"
  measure keepassxc "KeePassXC" keepassxc
  measure countersign "^\(200\) Countersign" "$bin/countersign" --local --data "$scratch/data"
done
