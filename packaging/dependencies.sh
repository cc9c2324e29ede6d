#!/usr/bin/env bash
# Installs what this machine lacks to build, run or test Countersign. Asks dpkg first, so a machine that has
# everything is left alone and needs neither root nor a network.
#
#   packaging/dependencies.sh [--list] GROUP...      groups: build run test fuzz bench (default: build run)
set -euo pipefail

# One package a line. "a|b" means the first that is installed or can be installed; a "?" at the end means
# optional: skipped quietly where the distribution does not have it.
# shellcheck disable=SC2034  # read through ${!name} below
packages_build='
g++
cmake
ninja-build
pkg-config
ccache?
mold?
qt6-base-dev
qt6-base-dev-tools
qt6-tools-dev
qt6-tools-dev-tools
qt6-l10n-tools
qt6-svg-dev|libqt6svg6-dev
libgl-dev
libqt6sql6-sqlite
qtkeychain-qt6-dev
libssl-dev
librestinio-dev
libboost1.81-dev|libboost-dev
libargon2-dev
libsqlite3-dev
libtomlplusplus-dev
libicu-dev
rapidjson-dev
'
# shellcheck disable=SC2034
packages_run='
libqt6sql6-sqlite
libqt6svg6
qt6-translations-l10n?
fonts-dejavu-core
gnome-keyring
dbus
dbus-x11
xvfb
xauth
xdotool
x11-utils
imagemagick
openbox
python3-pyatspi
at-spi2-core
gir1.2-atspi-2.0
curl
jq
'
# shellcheck disable=SC2034
packages_test='
xvfb
xauth
dbus
dbus-x11
gnome-keyring
libsecret-tools
trayer
dunst
rsyslog
rsyslog-openssl
openbox
python3-pyatspi
at-spi2-core
gir1.2-atspi-2.0
xdotool
x11-utils
imagemagick
faketime
strace
sqlite3
libnotify-bin
nginx-light|nginx
caddy
fonts-dejavu-core
openssl
curl
git
'
# shellcheck disable=SC2034
packages_fuzz='
clang
libclang-rt-14-dev|libclang-rt-dev
'
# shellcheck disable=SC2034
packages_bench='
xvfb
xauth
dbus
openbox
xdotool
x11-utils
keepassxc
'

list_only=no
groups=()
for argument in "$@"; do
  case "$argument" in
    --list) list_only=yes ;;
    --help|-h) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
    build|run|test|fuzz|bench) groups+=("$argument") ;;
    *) echo "dependencies.sh: unknown group '$argument' (known: build run test fuzz bench)" >&2; exit 2 ;;
  esac
done
[ "${#groups[@]}" -gt 0 ] || groups=(build run)

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "dependencies.sh: this script knows Debian 12 or later and Ubuntu 24.04 or later. On another system, install" >&2
  echo "the equivalents of the packages that stand in $0, then call cmake directly." >&2
  exit 1
fi

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# A node or npm from elsewhere (a version manager, a vendor's package) is as good as the distribution's.
node_is_recent() {
  command -v node >/dev/null 2>&1 && node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)'
}

wanted() {
  local group
  for group in "${groups[@]}"; do
    local name="packages_$group"
    printf '%s\n' "${!name}"
    case "$group" in
      test|bench)
        node_is_recent || echo nodejs
        command -v npm >/dev/null 2>&1 || echo npm ;;
    esac
  done | sed '/^$/d' | sort -u
}

missing() {
  local entry choice choices
  while read -r entry; do
    IFS='|' read -r -a choices <<<"${entry%\?}"
    for choice in "${choices[@]}"; do
      installed "$choice" && continue 2
    done
    echo "$entry"
  done < <(wanted)
}

mapfile -t lacking < <(missing)
if [ "${#lacking[@]}" -eq 0 ]; then
  [ "$list_only" = yes ] || echo "dependencies: everything for '${groups[*]}' is installed."
  exit 0
fi
if [ "$list_only" = yes ]; then
  printf '%s\n' "${lacking[@]}"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "dependencies.sh: these packages are missing and neither root nor sudo is at hand: ${lacking[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" </dev/null
}

available() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

# Turns "a|b?" into the one name that can be installed here; fails for a needed entry that cannot.
resolve() {
  local choice choices
  IFS='|' read -r -a choices <<<"${1%\?}"
  for choice in "${choices[@]}"; do
    if available "$choice"; then echo "$choice"; return 0; fi
  done
  [[ "$1" == *\? ]]
}

resolve_all() {
  to_install=()
  unresolved=()
  local entry name
  for entry in "${lacking[@]}"; do
    if name=$(resolve "$entry"); then
      [ -z "$name" ] || to_install+=("$name")
    else
      unresolved+=("$entry")
    fi
  done
}

# Package lists are fetched only when they are absent or turn out too old.
updated=no
update() { echo "dependencies: reading the package lists"; apt -qq update; updated=yes; }
resolve_all
[ "${#unresolved[@]}" -eq 0 ] || { update; resolve_all; }
if [ "${#unresolved[@]}" -gt 0 ]; then
  echo "dependencies.sh: not available on this system: ${unresolved[*]}" >&2
  echo "Countersign needs Qt 6.4 or later; Debian 12 and Ubuntu 24.04 are the oldest systems that have it." >&2
  exit 1
fi
[ "${#to_install[@]}" -gt 0 ] || exit 0

echo "dependencies: installing ${to_install[*]}"
if ! apt -qq --no-install-recommends install "${to_install[@]}" >/dev/null; then
  [ "$updated" = no ] || exit 1
  update
  apt -qq --no-install-recommends install "${to_install[@]}" >/dev/null
fi
