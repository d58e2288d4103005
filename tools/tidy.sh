#!/usr/bin/env bash
# Runs clang-tidy over our sources, on all cores. Sources are those that the build compiles.
#
# usage: tools/tidy.sh BUILD_DIR [PATH_REGEX]
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
which=${2:-"^$PWD/(compiler|dialects|passes|frontends|runtime|tools)/"}
exec "$build/venv/bin/python" tools/run-tidy.py "$build" "$which"
