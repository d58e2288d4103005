#!/usr/bin/env bash
# Builds lith, compiles a small network that Keras trained on handwritten digits, and shows it at work.
#
# usage: tools/demo.sh [BUILD_DIR]
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
tools/build.sh "$build"
exec examples/digits/demo.sh "$build"
