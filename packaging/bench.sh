#!/usr/bin/env bash
# Builds release and measures, each figure side by side with its yardstick in one run. tests/bench/RESULTS.md keeps the figures.
#
#   packaging/bench.sh                    everything that this machine can measure
#   packaging/bench.sh approvals          complete approvals per second, beside npm's oidc-provider
#   packaging/bench.sh gate               what asking at /gate adds to a request
#   packaging/bench.sh console            time to a window with 200 pending requests and its memory, beside an empty Qt
#                                         window and KeePassXC (under Xvfb)
#   packaging/bench.sh catalog            reading, linting and comparing a catalogue of 5 000 scopes
#   packaging/bench.sh audit              how fast a log of 100 000 entries answers, beside sqlite3
#   packaging/bench.sh --entries N,N      other lengths of it, each in the same run: 1000000,10000000 takes about an hour and 9 GB
#   packaging/bench.sh latency            from a request's commit to the console's screen (under Xvfb)
#   packaging/bench.sh scroll             the console's frames while 10 000 pending requests, and a log of 1 000 000 entries,
#                                         are scrolled (under Xvfb)
#   packaging/bench.sh --seconds N        length of each run of `approvals` (default 10)
#   packaging/bench.sh --build DIR        takes a finished release build instead of building one
#   packaging/bench.sh --no-install       uses what is installed, asks no package manager
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
seconds=10
entries=100000
build=
install=yes
parts=()
missed=()
while [ $# -gt 0 ]; do
  case "$1" in
    approvals|gate|console|latency|scroll|catalog|audit) parts+=("$1") ;;
    --seconds) seconds=${2:?number of seconds}; shift ;;
    --entries) entries=${2:?numbers of entries}; shift ;;
    --build) build=$(cd -- "${2:?build directory}" && pwd); shift ;;
    --no-install) install=no ;;
    --help|-h) sed -n '2,18s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "bench.sh: unknown option '$1'" >&2; exit 2 ;;
  esac
  shift
done
[ "${#parts[@]}" -gt 0 ] || parts=(approvals gate console latency scroll catalog audit)

cd "$root"
[ "$install" = no ] || bash packaging/dependencies.sh build run test bench
if [ -z "$build" ]; then
  build="$root/build/bench"
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCOUNTERSIGN_TESTS=ON -DCOUNTERSIGN_BENCH=ON
  cmake --build "$build" --parallel "$(nproc)" --target countersign-authority countersign countersign_bench
fi

echo "machine: $(nproc) processors, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), load $(cut -d' ' -f1-3 /proc/loadavg)"
# What fails or misses its goal is told at the end and does not keep the next part from being measured.
for part in "${parts[@]}"; do
  echo "== $part"
  case "$part" in
    approvals)
      bash tests/contract/install.sh >/dev/null
      "$build/bin/countersign_bench_approvals" "$build/bin/countersign-authority" node tests/bench/oidc_bridge.mjs "$seconds" || missed+=("$part") ;;
    gate) "$build/bin/countersign_bench_gate" "$build/bin/countersign-authority" "$seconds" || missed+=("$part") ;;
    console) bash tests/bench/console.sh "$build" || missed+=("$part") ;;
    catalog) "$build/bin/countersign_bench_catalog" || missed+=("$part") ;;
    audit) "$build/bin/countersign_bench_audit" "$build/bin/countersign-authority" "$entries" </dev/null || missed+=("$part") ;;
    latency) bash tests/bench/inbox.sh "$build" latency || missed+=("$part") ;;
    scroll) { bash tests/bench/inbox.sh "$build" scroll && bash tests/bench/inbox.sh "$build" history; } || missed+=("$part") ;;
  esac
done
[ "${#missed[@]}" -eq 0 ] || { echo "missed: ${missed[*]}"; exit 1; }
