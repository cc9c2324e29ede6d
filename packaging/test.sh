#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test. Ends with ctest's summary.
#
#   packaging/test.sh                   the whole suite, warnings as errors; what fails runs once more, alone
#   packaging/test.sh --only REGEX      only the tests whose name matches (ctest -R)
#   packaging/test.sh --asan            the whole suite under AddressSanitizer and UBSan
#   packaging/test.sh --tsan            the authority's tests under ThreadSanitizer
#   packaging/test.sh --fuzz [SECONDS]  every fuzz target for SECONDS each (default 60)
#   packaging/test.sh --no-install      uses what is installed, asks no package manager
#   packaging/test.sh --help            this text
set -euo pipefail

usage() { sed -n '2,11s/^# \{0,1\}//p' "$0"; }

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
preset=ci
only=
fuzz_seconds=60
install=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --asan) preset=asan ;;
    --tsan) preset=tsan ;;
    --fuzz)
      preset=fuzz
      if [[ "${2:-}" =~ ^[0-9]+$ ]]; then fuzz_seconds=$2; shift; fi ;;
    --only)
      [ $# -ge 2 ] || { echo "test.sh: --only needs a regular expression" >&2; exit 2; }
      only=$2; shift ;;
    --no-install) install=no ;;
    --help|-h) usage; exit 0 ;;
    *) echo "test.sh: unknown option '$1'" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

cd "$root"
jobs=$(nproc)
if [ "$install" = yes ]; then
  groups=(build test)
  [ "$preset" != fuzz ] || groups+=(fuzz)
  bash packaging/dependencies.sh "${groups[@]}"
fi

# A build directory remembers its absolute path; one that was moved or copied would fail in obscure ways.
build="build/$preset"
if [ -f "$build/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
  rm -rf -- "$build"
fi
cmake --preset "$preset"
cmake --build --preset "$preset" --parallel "$jobs"

if [ "$preset" = fuzz ]; then
  exec bash packaging/fuzz.sh "$build/bin" "$fuzz_seconds" "$only"
fi

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=1:strict_string_checks=1}"
export LSAN_OPTIONS="${LSAN_OPTIONS:-suppressions=$root/packaging/sanitizers/lsan.supp:print_suppressions=0}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-suppressions=$root/packaging/sanitizers/tsan.supp:halt_on_error=1:second_deadlock_stack=1}"
arguments=(--preset "$preset" --output-on-failure --no-tests=error --parallel "$jobs")
[ -z "$only" ] || arguments+=(-R "$only")
if ctest "${arguments[@]}" </dev/null; then
  exit 0
fi
# Windows, buses and sockets on a crowded machine: what failed runs once more, alone, and a second failure is final.
# A test that needs it is told here, for it hides a race until somebody looks.
cat <<EOF

The tests named above failed. They run once more, one at a time; whichever passes now depends on the machine's mood
and deserves a look.

EOF
exec ctest --preset "$preset" --rerun-failed --output-on-failure --no-tests=error --parallel 1 </dev/null
