#!/usr/bin/env bash
# Installs what lith is built and tested with, and does nothing where it is there already: Debian packages (as root or through
# sudo), and Python parts in a venv inside the build folder. On systems other than Debian 12 it only says what is missing.
#
# usage: tools/setup.sh [BUILD_DIR]
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}

packages=(
  libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools lld-22 liblld-22-dev clang-22 clang-format-22 clang-tidy-22 libclang-rt-22-dev
  libfmt-dev libzip-dev libhdf5-dev rapidjson-dev libcli11-dev zlib1g-dev
  ccache cmake gcc ninja-build pkg-config python3 python3-venv git
)

say() { printf '%s\n' "$*" >&2; }

missing=()
if command -v dpkg-query >/dev/null; then
  installed=$(dpkg-query -W -f='${Package} ${Status}\n' "${packages[@]}" 2>/dev/null | awk '/install ok installed/ {print $1}' || true)
  for package in "${packages[@]}"; do
    grep -qx "$package" <<<"$installed" || missing+=("$package")
  done
else
  missing=("${packages[@]}")
fi

if [ ${#missing[@]} -gt 0 ]; then
  # shellcheck disable=SC1091
  system=$(. /etc/os-release 2>/dev/null && echo "${ID:-unknown} ${VERSION_ID:-}") || system=unknown
  if [ "$system" != "debian 12" ]; then
    say "setup: this system is '$system'; the scripts install packages on Debian 12 only."
    say "setup: install what corresponds to these Debian packages, then run this again with LITH_SKIP_PACKAGES=1:"
    say "  ${missing[*]}"
    [ -n "${LITH_SKIP_PACKAGES:-}" ] || exit 1
  else
    as_root=()
    if [ "$(id -u)" != 0 ]; then
      command -v sudo >/dev/null || { say "setup: not root and no sudo; as root run: apt-get install ${missing[*]}"; exit 1; }
      as_root=(sudo)
    fi
    say "setup: installing ${#missing[@]} Debian packages"
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
             apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
      tail -n 20 "$log" >&2
      say "setup: apt-get failed; the whole of its output is in $log"
      exit 1
    fi
    rm -f "$log"
  fi
fi

# The venv is made anew when the list of its parts changes.
stamp=$build/venv/requirements.txt
if ! cmp -s tools/requirements.txt "$stamp"; then
  say "setup: making $build/venv"
  mkdir -p "$build"
  rm -rf "$build/venv"
  python3 -m venv "$build/venv"
  "$build/venv/bin/pip" install --quiet --disable-pip-version-check -r tools/requirements.txt >&2
  cp tools/requirements.txt "$stamp"
fi
