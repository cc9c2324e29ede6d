#!/usr/bin/env bash
# Installs what is missing, builds, and shows Countersign at work on this computer: a local authority with a demo
# catalogue, the console, and programs that ask. Without a display it runs the tour instead.
#
#   packaging/run.sh               the demonstration, or the tour where there is no display
#   packaging/run.sh --tour        the tour: everything by itself, pictures in build/tour
#   packaging/run.sh --no-install  uses what is installed, asks no package manager
#   packaging/run.sh --help        this text
#
# The demonstration keeps everything in build/demo, and begins anew each time.
set -euo pipefail

usage() { sed -n '2,10s/^# \{0,1\}//p' "$0"; }

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
install=yes
tour=no
while [ $# -gt 0 ]; do
  case "$1" in
    --tour) tour=yes ;;
    --no-install) install=no ;;
    --help|-h) usage; exit 0 ;;
    *) echo "run.sh: unknown option '$1'" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

cd "$root"
python=/usr/bin/python3  # the distribution's own: it has the accessibility modules
[ "$install" = no ] || bash packaging/dependencies.sh build run

# A build directory remembers its absolute path; one that was moved or copied would fail in obscure ways.
build=build/release
if [ -f "$build/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
  rm -rf -- "$build"
fi
cmake --preset release
cmake --build --preset release --parallel "$(nproc)" --target countersign countersign-authority countersignctl
programs="$root/$build/bin"
catalog="$root/resources/demo/catalog.toml"

if [ "$tour" = yes ] || { [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; }; then
  # Key presses for the tour must never land in somebody's open document, so it has a display of its own.
  exec "$python" packaging/demo/tour.py "$programs" "$catalog" "$root/build/tour"
fi

demo="$root/build/demo"
rm -rf -- "$demo"
issuer=$("$python" packaging/demo/prepare.py "$programs" "$catalog" "$demo")
cat <<TEXT

Countersign opens now, and programs ask for four actions. In the window:
  deny      choose the request, press D
  approve   choose it, read it to its end, type a comment and the requester's code, press Ctrl+Enter
The codes stand here in the terminal, as they would at the requester's. All four programs were registered a moment ago,
so the authority rates what they ask higher than usual, and says why on the card.

TEXT
"$programs/countersign" --local --data "$demo/data" &
console=$!
asking=
stop() { for each in $asking $console; do kill "$each" 2>/dev/null || true; done; }
trap stop EXIT
for _ in $(seq 600); do
  curl -fsS -o /dev/null "$issuer/healthz" 2>/dev/null && break
  kill -0 "$console" 2>/dev/null || { wait "$console"; exit $?; }
  sleep 0.2
done
"$python" packaging/demo/requester.py "$programs" "$demo" "$issuer" &
asking=$!
wait "$console"
