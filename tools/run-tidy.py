"""Runs clang-tidy on the sources of a build whose path matches a regular expression; prints findings, fails if there is one.

usage: run-tidy.py BUILD_DIR PATH_REGEX
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys


def check(build, path):
    run = subprocess.run(["clang-tidy-22", "--quiet", "-p", build, path], capture_output=True, text=True)
    return path, run.returncode, run.stdout


def main(build, pattern):
    with open(os.path.join(build, "compile_commands.json")) as database:
        files = sorted({os.path.normpath(os.path.join(c["directory"], c["file"])) for c in json.load(database)})
    files = [f for f in files if f.endswith(".cpp") and re.search(pattern, f)]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, code, text in pool.map(lambda f: check(build, f), files):
            if code:
                bad += 1
                print(f"{os.path.relpath(path)}:\n{text}")
    print(f"clang-tidy: {len(files)} files, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
