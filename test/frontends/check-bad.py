"""Gives `lith` models that are wrong in one way each: check-bad.py CASE...

For each case of bad_models.py: what `lith check` prints, its exit code, and, once it refuses, that `lith compile` does so, too. Neither
leaves a file. FILE stands for the model's path in what is printed.
"""
import os
import subprocess
import sys
import tempfile

import bad_models


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=120)
    return done.returncode, done.stdout + done.stderr


with tempfile.TemporaryDirectory() as folder:
    inner = os.path.join(folder, "in", "ner")
    os.makedirs(inner)
    path, output = os.path.join(inner, "model.keras"), os.path.join(inner, "model.so")
    for name in sys.argv[1:]:
        bad_models.main(name, path)
        code, text = run("lith", "check", path)
        print(f"== {name}: exit {code}\n{text.replace(path, 'FILE')}")
        if code != 0:
            code, text = run("lith", "compile", path, "-o", output)
            assert code == 1, (name, code, text)
        files = [file for _, _, files in os.walk(folder) for file in files]
        assert files == ["model.keras"], (name, files)
