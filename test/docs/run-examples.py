"""Runs the commands of a Markdown page: every fenced block marked `sh` is run by bash, in order, in one folder, and must succeed.
A block marked `sh demo` or `sh setup` is a command that other tests run. The folder starts with examples/digits' files in it.

usage: run-examples.py PAGE.md WORK_DIR
"""
import pathlib
import re
import shutil
import subprocess
import sys

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```", re.M | re.S)


def main(page, work):
    root = pathlib.Path(__file__).resolve().parents[2]
    shutil.rmtree(work, ignore_errors=True)
    pathlib.Path(work).mkdir(parents=True)
    for name in ("digits.keras", "digits-test.npz"):
        shutil.copy(root / "examples/digits" / name, work)
    blocks = [text for info, text in FENCE.findall(pathlib.Path(page).read_text()) if info.strip() == "sh"]
    if not blocks:
        sys.exit(f"{page}: no commands to run")
    for text in blocks:
        print(text, flush=True)
        run = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=work)
        if run.returncode:
            sys.exit(f"{page}: exit code {run.returncode} from:\n{text}")


if __name__ == "__main__":
    main(*sys.argv[1:])
