#!/usr/bin/env bash
# Sets up, configures and builds lith into build/; a second call does only what changed.
#
# usage: tools/build.sh [BUILD_DIR] [CMAKE_OPTION...]
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
[ $# -eq 0 ] || shift

tools/setup.sh "$build"
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
if [ ! -f "$build/build.ninja" ] || [ $# -gt 0 ]; then
  cmake -S . -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-22 -DCMAKE_CXX_COMPILER=clang++-22 \
    -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@" >"$build/configure.log" 2>&1 ||
    { tail -n 30 "$build/configure.log" >&2; echo "build: configuring failed; see $build/configure.log" >&2; exit 1; }
fi
if [ -t 1 ]; then
  ninja -C "$build"
else
  ninja -C "$build" --quiet
fi
