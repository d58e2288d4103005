#!/usr/bin/env python3
"""Trains the example network on scikit-learn's 8x8 handwritten digits; writes digits.keras and the held-out
images digits-test.npz beside itself. Seeded: every run on one machine gives the same network.

usage: KERAS_BACKEND=jax python train.py        needs keras, jax, scikit-learn
"""
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

HERE = Path(__file__).resolve().parent


def network():
    return keras.Sequential([
        keras.Input((8, 8, 1), name="image"),
        layers.Conv2D(16, 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.Activation("relu"),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(48, activation="relu"),
        layers.Dropout(0.4),
        layers.Dense(10, activation="softmax", name="digit"),
    ], name="digits")


def main():
    keras.utils.set_random_seed(2026)
    digits = load_digits()
    images = (digits.images / 16).astype("float32")[..., None]
    train_x, test_x, train_y, test_y = train_test_split(
        images, digits.target.astype("uint8"), test_size=360, random_state=2026,
        stratify=digits.target)
    model = network()
    model.summary()
    model.compile("adam", "sparse_categorical_crossentropy")
    rate = keras.callbacks.LearningRateScheduler(lambda epoch: 2e-3 * 0.94 ** epoch)
    model.fit(train_x, train_y, batch_size=32, epochs=50, callbacks=[rate], verbose=0)
    probabilities = np.asarray(model(test_x, training=False))
    right = int((probabilities.argmax(1) == test_y).sum())
    print(f"test accuracy: {right} of {len(test_y)} = {100 * right / len(test_y):.2f} %")
    keras.backend.clear_session()
    bare = network()  # without the optimizer's state, which only training needs
    bare.set_weights(model.get_weights())
    bare.save(HERE / "digits.keras")
    np.savez_compressed(HERE / "digits-test.npz", image=test_x, label=test_y, digit=probabilities)


if __name__ == "__main__":
    main()
