#!/bin/sh
# Makes the virtual environment with the peers that bench/run.py compares lith with.
# usage: bench/setup.sh [FOLDER]       default build/benchvenv
set -eu
venv=${1:-$(dirname "$0")/../build/benchvenv}
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet keras tensorflow-cpu tf2onnx onnx onnxruntime openvino ai-edge-litert
echo "$venv/bin/python"
