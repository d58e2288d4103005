"""Writes the JSON of a model whose names end comments of C and steer terminals: hostile-names.py FILE."""
import json
import sys

ENTRY, LAYER = "a*/ int evil; /*\x1b[31m", "r\x1b]0;evil\x07"
source = {"class_name": "__keras_tensor__",
          "config": {"shape": [None, None, 3], "dtype": "float32", "keras_history": [ENTRY, 0, 0]}}
layers = [{"module": "keras.layers", "class_name": "InputLayer", "registered_name": None, "name": ENTRY, "inbound_nodes": [],
           "config": {"batch_shape": [None, None, 3], "dtype": "float32", "name": ENTRY}},
          {"module": "keras.layers", "class_name": "ReLU", "registered_name": None, "name": LAYER,
           "config": {"name": LAYER}, "inbound_nodes": [{"args": [source], "kwargs": {}}]}]
with open(sys.argv[1], "w") as f:
    json.dump({"module": "keras.src.models.functional", "class_name": "Functional", "registered_name": None,
               "config": {"name": "m", "layers": layers, "input_layers": [ENTRY, 0, 0], "output_layers": [LAYER, 0, 0]}}, f)
