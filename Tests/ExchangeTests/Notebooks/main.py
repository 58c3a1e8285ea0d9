#!/usr/bin/env python
# A script with functions and a main, as students hand them in.
import argparse
import numpy as np
import keras


def load():
    (x, y), (xt, yt) = keras.datasets.mnist.load_data()
    return x / 255, y, xt / 255, yt


def main():
    x, y, xt, yt = load()
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=2)
    print(model.evaluate(xt, yt))


if __name__ == "__main__":
    main()
