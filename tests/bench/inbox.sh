#!/usr/bin/env bash
# The real console in front of a real authority, under Xvfb: from a request's commit to the screen with few and with very many
# requests pending, and the frames while ten thousand of them, or a million entries of the log, are scrolled:
# tests/bench/inbox.sh BUILD_DIR latency|scroll|history [COUNT]
set -euo pipefail

bin=$(cd -- "${1:?build directory}/bin" && pwd)
part=${2:?latency, scroll or history}
many=${3:-10000}
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run" LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"

prepare() {
  mkdir -m 700 "$scratch/$1"
  "$bin/countersign_bench_pending" "$bin/countersign-authority" "$scratch/$1/authority" "$1"
}
run() {
  xvfb-run -a -s "-screen 0 1600x1000x24" "$bin/countersign_bench_inbox" "$part" "$scratch/$1"
}

status=0
if [ "$part" = latency ]; then
  prepare 20
  run 20 || status=1
fi
if [ "$part" = history ]; then
  prepare 2
  "$bin/countersign_bench_history" "$scratch/2/authority" "${3:-1000000}" 2>/dev/null
  run 2 || status=1
  exit $status
fi
prepare "$many"
run "$many" || status=1
exit $status
