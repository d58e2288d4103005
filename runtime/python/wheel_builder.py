"""Makes the wheel that `pip install .` installs: the package lith, and liblith as it was built. Python's build interface (PEP 517, 660).

The library is build/lib/liblith.so.1; another build folder is named with `pip install . --config-settings=build=FOLDER`.
"""
import base64
import hashlib
import os
import pathlib
import re
import sysconfig
import zipfile

PACKAGE = pathlib.Path(__file__).resolve().parent / "lith"
ROOT = PACKAGE.parents[2]
LIBRARY = "liblith.so.1"


def _version():
    """CMakeLists.txt is the one place that has it."""
    return re.search(r"project\(\w+\s+VERSION\s+([\d.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def _library(settings):
    library = ROOT / (settings or {}).get("build", "build") / "lib" / LIBRARY
    if not library.exists():
        raise SystemExit(f"{library} is not there: build lith first (tools/build.sh), or name its build folder: --config-settings=build=FOLDER")
    return library


def _tag():
    return "py3-none-" + re.sub(r"[-.]", "_", sysconfig.get_platform())


def _metadata():
    return f"Metadata-Version: 2.1\nName: lith\nVersion: {_version()}\nRequires-Python: >=3.9\nRequires-Dist: numpy\n"


def _write(folder, files):
    """A wheel with these files (name -> bytes)."""
    info = f"lith-{_version()}.dist-info"
    files = dict(files)
    files[f"{info}/METADATA"] = _metadata().encode()
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: lith\nRoot-Is-Purelib: false\nTag: {_tag()}\n".encode()
    record = ""
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(data)}\n"
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = f"lith-{_version()}-{_tag()}.whl"
    with zipfile.ZipFile(os.path.join(folder, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # A fixed date: the same files make the same wheel.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return wheel


def build_wheel(folder, config_settings=None, metadata_directory=None):
    files = {f"lith/{path.name}": path.read_bytes() for path in sorted(PACKAGE.glob("*.py"))}
    files[f"lith/{LIBRARY}"] = _library(config_settings).read_bytes()
    return _write(folder, files)


def build_editable(folder, config_settings=None, metadata_directory=None):
    """For `pip install -e .`: the package where it lies, which finds the library in build/."""
    return _write(folder, {"lith.pth": f"{PACKAGE.parent}\n".encode()})
