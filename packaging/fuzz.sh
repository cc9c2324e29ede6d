#!/usr/bin/env bash
# Runs every fuzz target of a build directory for some seconds each: packaging/fuzz.sh BIN_DIR SECONDS [REGEX]
# The corpus in tests/fuzz/corpus/NAME is read, never written; what libFuzzer finds on top stays in the build directory.
set -euo pipefail
bin=$(cd -- "${1:?directory of the fuzz targets}" && pwd)
seconds=${2:-60}
only=${3:-}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
passed=0
failed=0
for target in "$bin"/fuzz_*; do
  [ -x "$target" ] || continue
  name=$(basename -- "$target")
  [ -z "$only" ] || [[ "$name" =~ $only ]] || continue
  work="$bin/../fuzz/$name"
  mkdir -p "$work/found" "$work/crashes"
  inputs=("$work/found")
  for corpus in "$root/tests/fuzz/corpus/$name" "$root/tests/fuzz/corpus/${name#fuzz_}"; do
    [ ! -d "$corpus" ] || inputs+=("$corpus")
  done
  echo "== $name, $seconds s"
  if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
       -artifact_prefix="$work/crashes/" "${inputs[@]}" >"$work/log" 2>&1 </dev/null; then
    grep -E '^stat::(number_of_executed_units|new_units_added|peak_rss_mb)' "$work/log" || true
    passed=$((passed + 1))
  else
    tail -n 60 "$work/log"
    failed=$((failed + 1))
  fi
done
[ $((passed + failed)) -gt 0 ] || { echo "fuzz.sh: no fuzz target found in $bin" >&2; exit 1; }
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
