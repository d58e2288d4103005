#!/usr/bin/env bash
# Shows lith at work on the digits network: compiles it, classifies the held-out images, draws them, measures, and
# builds and runs a C program on the result.
#
# usage: examples/digits/demo.sh [BUILD_DIR]        a build folder with bin/lith and venv/
set -euo pipefail
build=$(realpath "${1:-$(dirname "$0")/../../build}")
exec "${LITH_PYTHON:-$build/venv/bin/python}" "$(dirname "$0")/demo.py" "$build/bin/lith" "$build/digits"
