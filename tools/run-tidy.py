"""Runs clang-tidy on the sources of a build whose path matches a regular expression; prints findings, fails if there is one.

usage: run-tidy.py BUILD_DIR PATH_REGEX
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile


def check(build, path):
    run = subprocess.run(["clang-tidy-22", "--quiet", "-p", build, path], capture_output=True, text=True)
    return path, run.returncode, run.stdout


def read_commands(build, pattern):
    """One command a file: that of the file's own folder. Other folders compile some sources again, with sanitizers; their objects lie
    under the name that CMake gives to `..`."""
    with open(os.path.join(build, "compile_commands.json")) as database:
        commands = json.load(database)
    for command in commands:
        command["file"] = os.path.normpath(os.path.join(command["directory"], command["file"]))
    own = {c["file"]: c for c in commands
           if c["file"].endswith(".cpp") and re.search(pattern, c["file"]) and "/__/" not in c["command"]}
    return [own[file] for file in sorted(own)]


def main(build, pattern):
    commands = read_commands(build, pattern)
    files = [c["file"] for c in commands]
    bad = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        with open(os.path.join(folder, "compile_commands.json"), "w") as database:
            json.dump(commands, database)
        for path, code, text in pool.map(lambda f: check(folder, f), files):
            if code:
                bad += 1
                print(f"{os.path.relpath(path)}:\n{text}")
    print(f"clang-tidy: {len(files)} files, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
