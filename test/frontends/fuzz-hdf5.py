"""Flips bytes of a weights file, or cuts it short, and asks that `lith` refuses or reads it: fuzz-hdf5.py CONFIG WEIGHTS SEED COUNT.

A crash or a hang of the HDF5 library must end as an error of `lith`, exit 1. Of a cut file nothing can be read, as HDF5 notes its
length.
"""
import random
import subprocess
import sys
import tempfile

config, weights, seed, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
random.seed(seed)
sound = open(weights, "rb").read()


def check(data):
    """The exit code: 0 or 1."""
    with tempfile.NamedTemporaryFile(suffix=".h5") as f:
        f.write(data)
        f.flush()
        done = subprocess.run(["lith", "check", config, "--weights", f.name], capture_output=True, timeout=120)
    assert done.returncode in (0, 1), (seed, done)
    return done.returncode


def flipped():
    data = bytearray(sound)
    for _ in range(random.choice([1, 2, 4, 16])):
        data[random.randrange(len(data) // 4)] = random.choice([0, 255, random.randrange(256)])
    return data


refused = sum(check(flipped()) for _ in range(count))
print(f"{count} files, {'some' if 0 < refused < count else 'all or none'} refused")
refused = sum(check(sound[:length]) for length in range(len(sound) // count, len(sound), len(sound) // count))
print(f"{refused} cut files refused")
