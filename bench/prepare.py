"""Makes the forms of a zoo model that the contestants read: .keras, SavedModel, ONNX, TFLite, and data.

A form that Keras's exporters cannot make is left out, with the reason in its place (FORM.failed).
"""
import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def exportTFLite(folder):
    import tensorflow as tf
    converter = tf.lite.TFLiteConverter.from_saved_model(str(folder / "saved_model"))
    (folder / "model.tflite").write_bytes(converter.convert())


def build(name, folder):
    """Writes all forms, inputs.npz for lith, and io.npz: one input, Keras's answer, the mean of four."""
    import numpy as np
    import zoo
    model = zoo.build(name)
    if len(model.inputs) > 1 or len(model.outputs) > 1:
        sys.exit(f"{name}: only models with one input and one output are timed")
    model.save(folder / "model.keras")
    forms = {
        "saved_model": lambda path: model.export(str(path), verbose=False),
        "model.onnx": lambda path: model.export(str(path), format="onnx", verbose=False),
        "model.tflite": lambda path: exportTFLite(folder),
    }
    for form, make in forms.items():
        try:
            make(folder / form)
        except Exception as failure:  # whatever an exporter throws is a reason to leave the form out
            (folder / f"{form}.failed").write_text(f"{type(failure).__name__}: {failure}")
    (label, x), = zoo.sample(model, 4, seed=3).items()
    y, = zoo.apply(model, {label: x})
    np.savez(folder / "inputs.npz", **{label: x[:1]})
    np.savez(folder / "io.npz", x=x[:1], y=y[:1], centre=y.mean(axis=0, keepdims=True))


def prepare(root, name):
    """The folder of the model's forms, made unless it is there."""
    text = (Path(__file__).parent / "zoo.py").read_text() + Path(__file__).read_text()
    folder = Path(root) / f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    if not folder.exists():
        Path(root).mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=root))
        try:
            build(name, fresh)
            fresh.rename(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder


if __name__ == "__main__":
    for name in sys.argv[2:]:
        print(prepare(sys.argv[1], name), flush=True)
