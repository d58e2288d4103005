#!/usr/bin/env python3
"""Layers on images, sequences and volumes whose spatial sizes are dynamic, against Keras, at several sizes each.

usage: check-dynamic-images.py [--lith LITH] [--codegen halide,loops]
Every model of MODELS has one input with dynamic sizes and an output for each of its layers; it is compiled once
for each code generator, and runs under --guard for every size.
"""
import subprocess
import sys
import tempfile

import numpy as np

from references import openReferences

# Input channels; sizes (batch, spatial..) to try; layers as class name and arguments.
MODELS = {
    "image": (3, [(1, 9, 7), (3, 4, 12), (2, 6, 6)], [
        ("Conv2D", dict(filters=4, kernel_size=3, padding="same", strides=2)),
        # A window that is smaller than its stride: padding where the last one is cut, else none.
        ("Conv2D", dict(filters=4, kernel_size=(2, 3), padding="same", strides=(3, 4))),
        ("Conv2D", dict(filters=6, kernel_size=2, groups=3, dilation_rate=2)),
        ("DepthwiseConv2D", dict(kernel_size=2, padding="same", strides=4, depth_multiplier=2)),
        ("Conv2DTranspose", dict(filters=2, kernel_size=3, strides=2, padding="same")),
        ("MaxPooling2D", dict(pool_size=2, strides=3, padding="same")),
        ("AveragePooling2D", dict(pool_size=(3, 2), strides=(1, 4), padding="same")),
        ("GlobalAveragePooling2D", dict(keepdims=True)),
        ("AdaptiveAveragePooling2D", dict(output_size=(3, 5))),
        ("AdaptiveMaxPooling2D", dict(output_size=(2, 3))),
        ("ZeroPadding2D", dict(padding=((1, 0), (2, 3)))),
        ("Cropping2D", dict(cropping=((1, 0), (1, 2)))),
        ("UpSampling2D", dict(size=(2, 3))),
        ("UpSampling2D", dict(size=2, interpolation="bilinear")),
        ("Resizing", dict(height=5, width=8)),
        ("Resizing", dict(height=6, width=3, interpolation="nearest")),
        ("Resizing", dict(height=3, width=4, interpolation="bicubic", antialias=True)),
        ("Resizing", dict(height=5, width=5, crop_to_aspect_ratio=True)),
        ("Resizing", dict(height=4, width=6, pad_to_aspect_ratio=True, fill_value=0.5)),
    ]),
    "sequence": (4, [(1, 11), (3, 5), (2, 8)], [
        ("Conv1D", dict(filters=6, kernel_size=3, padding="causal", dilation_rate=2)),
        ("Conv1D", dict(filters=6, kernel_size=2, padding="same", strides=3, groups=2)),
        ("DepthwiseConv1D", dict(kernel_size=3, padding="same")),
        ("SeparableConv1D", dict(filters=5, kernel_size=3, strides=2)),
        ("Conv1DTranspose", dict(filters=3, kernel_size=4, strides=3, padding="same")),
        ("MaxPooling1D", dict(pool_size=2, strides=3, padding="same")),
        ("AveragePooling1D", dict(pool_size=3, strides=2, padding="same")),
        ("GlobalMaxPooling1D", {}),
        ("GlobalAveragePooling1D", {}),
        ("AdaptiveMaxPooling1D", dict(output_size=4)),
        ("ZeroPadding1D", dict(padding=(2, 1))),
        ("Cropping1D", dict(cropping=(1, 2))),
        ("UpSampling1D", dict(size=3)),
    ]),
    "volume": (2, [(1, 3, 5, 4), (2, 4, 3, 6)], [
        ("Conv3D", dict(filters=4, kernel_size=2, padding="same", strides=(1, 2, 3))),
        ("Conv3DTranspose", dict(filters=2, kernel_size=(1, 2, 3), strides=(1, 2, 1))),
        ("MaxPooling3D", dict(pool_size=2, strides=(1, 2, 3), padding="same")),
        ("AveragePooling3D", dict(pool_size=2)),
        ("GlobalAveragePooling3D", {}),
        ("AdaptiveAveragePooling3D", dict(output_size=(2, 3, 1))),
        ("ZeroPadding3D", dict(padding=1)),
        ("Cropping3D", dict(cropping=1)),
        ("UpSampling3D", dict(size=(1, 2, 2))),
    ]),
}


def make(folder):
    import os
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras
    keras.utils.set_random_seed(5)
    rng = np.random.default_rng(5)
    for name, (channels, sizes, kinds) in MODELS.items():
        x = keras.Input((None,) * (len(sizes[0]) - 1) + (channels,), name="x")
        layers = [getattr(keras.layers, kind)(name=f"y{k}", **arguments) for k, (kind, arguments) in enumerate(kinds)]
        model = keras.Model(x, [layer(x) for layer in layers], name=name)
        for v in model.variables:
            v.assign(rng.normal(0, 0.5, v.shape))
        model.save(folder / f"{name}.keras")
        for k, size in enumerate(sizes):
            given = rng.normal(0, 1, (*size, channels)).astype("float32")
            np.savez(folder / f"{name}-{k}-x.npz", x=given)
            np.savez(folder / f"{name}-{k}-y.npz", **{layer.name: np.asarray(layer(given)) for layer in layers})


def main():
    lith, folder, generators = openReferences(__file__, "dynamic-images", make)
    fine = True
    for generator in generators:
        for name, (_, sizes, _) in MODELS.items():
            with tempfile.TemporaryDirectory(prefix="lith-images-") as work:
                library = f"{work}/{name}.so"
                done = subprocess.run([lith, "compile", folder / f"{name}.keras", "-o", library,
                                       f"--codegen={generator}"], capture_output=True, text=True)
                if done.returncode:
                    sys.exit(f"{name}, {generator}: compile: exit {done.returncode}\n{done.stderr}")
                for k, size in enumerate(sizes):
                    done = subprocess.run([lith, "verify", library, "--inputs", folder / f"{name}-{k}-x.npz",
                                           "--expect", folder / f"{name}-{k}-y.npz", "--guard"],
                                          capture_output=True, text=True)
                    print(f"{generator} {name} {size}: {'fine' if done.returncode == 0 else 'WRONG'}")
                    if done.returncode:
                        print(done.stdout + done.stderr)
                        fine = False
    sys.exit(0 if fine else 4)


if __name__ == "__main__":
    main()
