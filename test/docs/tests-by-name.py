"""Asks for what has no test: tests-by-name.py TESTS. An op of the layer dialect has to stand in a file of TESTS/layers, a pass to
have a file of its own name in TESTS/passes.
"""
import json
import pathlib
import re
import subprocess
import sys

tests = pathlib.Path(sys.argv[1]).resolve()
layers = json.loads(subprocess.run(["lith", "layers", "--json"], capture_output=True, check=True).stdout)
tested = set(re.findall(r"\blayer\.[\w.]+", "\n".join(f.read_text() for f in (tests / "layers").glob("*.mlir"))))
missing = [f"{l['op']}: in no file of test/layers" for l in layers if l["op"] not in tested]

passes = re.findall(r'Pass<"([\w-]+)"', (tests.parent / "passes" / "Passes.td").read_text())
named = {f.stem for f in (tests / "passes").iterdir()}
missing += [f"{p}: no test/passes/{p}.mlir" for p in passes if p not in named]
if missing or not layers or not passes:
    sys.exit("\n".join(missing or ["neither ops nor passes were found"]))
