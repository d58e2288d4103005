"""The digits demo: compiles digits.keras, classifies the held-out images, draws some, measures the library, and
builds and runs digits.c on it. Needs numpy and a C compiler.

usage: demo.py LITH WORK_DIR
"""
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SHADES = " ░▒▓█"
COLUMNS = 4


def step(*command):
    """Runs a command as a person would type it, and returns what it prints."""
    words = [str(c) for c in command]
    print("$ " + " ".join(Path(w).name if "/" in w else w for w in words), flush=True)
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"demo: exit {done.returncode} of {words[0]}\n{done.stdout}")
    return done.stdout


def drawing(image, caption):
    """An image as eight lines of text and a caption."""
    levels = np.minimum((image[..., 0] * len(SHADES)).astype(int), len(SHADES) - 1)
    return ["".join(SHADES[v] * 2 for v in row) for row in levels] + [f"{caption:<16}"]


def draw(images, labels, probabilities, picks):
    predicted = probabilities.argmax(axis=1)
    for start in range(0, len(picks), COLUMNS):
        drawings = []
        for k in picks[start:start + COLUMNS]:
            caption = f"{predicted[k]}  {100 * probabilities[k].max():5.1f} %"
            if predicted[k] != labels[k]:
                caption += f"  not {labels[k]}"
            drawings.append(drawing(images[k], caption))
        for line in zip(*drawings):
            print("   " + "   ".join(line).rstrip())
        print()


def main():
    lith, work = sys.argv[1], Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    test = HERE / "digits-test.npz"
    with np.load(test) as data:
        images, labels = data["image"], data["label"]
        np.savez(work / "keras.npz", digit=data["digit"])
    images.tofile(work / "images.raw")
    library = work / "digits.so"

    start = time.monotonic()
    step(lith, "compile", HERE / "digits.keras", "-o", library)
    compiled = time.monotonic() - start
    step(lith, "run", library, "--inputs", test, "--outputs", work / "answers.npz")
    with np.load(work / "answers.npz") as answers:
        probabilities = answers[answers.files[0]]
    right = probabilities.argmax(axis=1) == labels
    wrong = np.flatnonzero(~right)[:2]
    print()
    draw(images, labels, probabilities, [*range(3 * COLUMNS - len(wrong)), *wrong])

    step(lith, "verify", library, "--inputs", test, "--expect", work / "keras.npz")
    bench = json.loads(step(lith, "bench", library, "--threads", "1", "--seconds", "1", "--json"))
    compiler = next((c for c in ("cc", "clang-22", "gcc") if shutil.which(c)), "cc")
    step(compiler, "-O2", "-Wall", f"-I{work}", HERE / "digits.c", library, f"-Wl,-rpath,{work}", "-o",
         work / "digits")
    printed = step(work / "digits", work / "images.raw").split()
    in_c = np.array(printed[0::2], dtype=int)

    weights = json.loads(step(lith, "inspect", library, "--json"))["weights_bytes"]
    size = library.stat().st_size
    print(f"""
  accuracy   {right.sum()} of {len(labels)} held-out digits = {100 * right.mean():.2f} %; the C program: {(in_c == labels).sum()}
  latency    {1e3 * bench['median_ms']:.1f} us an image, one thread (99 of 100 calls under {1e3 * bench['p99_ms']:.1f} us)
  library    {size / 1024:.0f} KB, {weights / 1024:.0f} KB of it weights
  compiled   in {compiled:.1f} s
  see        {work}/digits.so, digits.h; examples/digits/digits.c uses them""")
    sys.exit(0 if (in_c == probabilities.argmax(axis=1)).all() else "demo: the C program disagrees")


if __name__ == "__main__":
    main()
