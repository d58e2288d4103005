"""Checks what inspect said of a model and a library in JSON. usage: inspect-reports.py FOLDER LIBRARY"""
import json
import os
import sys

folder, library_path = sys.argv[1:]


def read(name):
    with open(f"{folder}/{name}.json") as file:
        return json.load(file)


def check_arena(report):
    versions = {version["batch"]: version for version in report["versions"]}
    for batch, version in versions.items():
        buffers = [buffer for buffer in report["arena"] if buffer["batch"] == batch]
        steps = [step for step in report["steps"] if step["batch"] == batch]
        assert [step["step"] for step in steps] == list(range(len(steps)))
        for buffer in buffers:
            assert 0 <= buffer["first"] <= buffer["last"] < len(steps), buffer
            assert 0 <= buffer["offset"] and buffer["offset"] + buffer["bytes"] <= version["arena_bytes"], buffer
        # Buffers that live at once do not overlap.
        for a in buffers:
            for b in buffers:
                live = a is not b and a["first"] <= b["last"] and b["first"] <= a["last"]
                apart = a["offset"] + a["bytes"] <= b["offset"] or b["offset"] + b["bytes"] <= a["offset"]
                # A step may write its result where its input ends.
                in_place = a["last"] == b["first"] or b["last"] == a["first"]
                assert not live or apart or in_place, (a, b)
        most = max((sum(b["bytes"] for b in buffers if b["first"] <= s <= b["last"]) for s in range(len(steps))), default=0)
        assert version["largest_live_set"] <= version["arena_bytes"]
        assert not buffers or version["largest_live_set"] <= most + 64 * len(buffers)


model, library, state = read("model"), read("library"), read("state")
check_arena(model)
check_arena(state)
assert [version["batch"] for version in model["versions"]] == [None]  # the batch is fixed: there is one version
# The first convolution's output is the largest buffer, and the next step reads it.
largest = max(model["arena"], key=lambda buffer: buffer["bytes"])
assert largest["bytes"] == 8 * 8 * 32 * 4 and largest["layers"].startswith("conv2d_1"), largest
assert largest["last"] == largest["first"] + 1
assert model["steps"][0]["flops"] == 8 * 8 * 16 * (9 * 2 + 1)  # products, sums, the folded bias

size = os.path.getsize(library_path)
sections = {section["section"]: section["bytes"] for section in library["sections"]}
assert sum(sections.values()) <= size
code = sum(kernel["bytes"] for kernel in library["kernels"])
assert 0 < code <= sections[".text"], (code, sections)
assert all(kernel["flops"] is not None and kernel["calls"] >= 1 for kernel in library["kernels"])
assert sum(weight["bytes"] for weight in library["weights"]) == 4 * sum(layer["parameters"] for layer in model["layers"])
print("inspect: passed")
