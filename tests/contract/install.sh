#!/usr/bin/env bash
# Installs the packages of package-lock.json beside this file, unless exactly those are there already.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
exec 9>.install.lock
flock 9
wanted=$(sha256sum package-lock.json | cut -d' ' -f1)
[ "$(cat node_modules/.installed 2>/dev/null || true)" != "$wanted" ] || exit 0
command -v npm >/dev/null || { echo "npm is missing; packaging/dependencies.sh test installs it" >&2; exit 1; }
for attempt in 1 2 3; do
  if npm ci --no-audit --no-fund --ignore-scripts </dev/null; then
    echo "$wanted" >node_modules/.installed
    exit 0
  fi
  [ "$attempt" = 3 ] || sleep $((attempt * 5))
done
exit 1
