"""Holds the rules of who may include whom, so that data flows one way; prints each include that breaks one.

usage: check-folders.py        from anywhere; reads the files that git tracks
"""
import pathlib
import re
import subprocess
import sys

# Folder -> the folders of ours that it may include, besides itself. `abi` is runtime/lith_abi.h alone.
ALLOWED = {
    "dialects": set(),
    "passes": {"dialects"},
    "compiler": {"passes", "dialects", "abi"},
    "frontends": {"dialects"},
    "runtime": set(),
    "tools": {"frontends", "compiler", "passes", "dialects", "runtime", "abi"},
    "test": {"tools", "runtime", "abi"},
    "examples": set(),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)
RUNTIME_FORBIDDEN = re.compile(r'^\s*#\s*include\s*<(mlir|llvm|fmt|string|vector|memory|iostream|map|functional)[>/]', re.M)


def target_folder(include):
    if include in ("runtime/lith_abi.h", "runtime/core/Embedded.h"):
        return "abi"
    return include.split("/")[0]


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    files = subprocess.run(["git", "ls-files", "*.h", "*.cpp", "*.c"], cwd=root, capture_output=True, text=True, check=True)
    faults = 0
    for name in files.stdout.split():
        folder = name.split("/")[0]
        if folder not in ALLOWED:
            continue
        text = (root / name).read_text()
        for include in INCLUDE.findall(text):
            target = target_folder(include)
            if target in ALLOWED | {"abi": 0} and target != folder and target not in ALLOWED[folder]:
                if folder == "runtime" and target == "abi":
                    continue
                print(f"{name}: includes {include}, but {folder}/ may not use {target}/ (README.md, folders)")
                faults += 1
        if folder == "runtime" and (match := RUNTIME_FORBIDDEN.search(text)):
            print(f"{name}: includes {match.group(0).strip()}, but runtime/ stands on C alone")
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
