"""Keras' own data files, made of IDX files, so that load_data() finds them and asks for nothing."""

import gzip
import os
import pathlib

import numpy as np

names = [("train-images-idx3-ubyte", "train-labels-idx1-ubyte"), ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]


def read_idx(path):
    path = path if path.exists() else path.with_name(path.name + ".gz")
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return np.frombuffer(raw, "u1", offset=4 + 4 * raw[3]).reshape(np.frombuffer(raw, ">u4", raw[3], 4))


def use_jax(home):
    os.environ.update(KERAS_BACKEND="jax", JAX_PLATFORMS="cpu", KERAS_HOME=str(home / "keras"), MPLBACKEND="agg")


def give(home, data):
    """Puts what `data` holds where Keras looks for it; gives the Python that makes Keras take it as it is."""
    folder = home / "keras" / "datasets"
    (folder / "fashion-mnist").mkdir(parents=True)
    mnist = data / "mnist" if data else None
    if mnist and mnist.is_dir():
        (x, y), (x_test, y_test) = [[read_idx(mnist / name) for name in pair] for pair in names]
        np.savez(folder / "mnist.npz", x_train=x, y_train=y, x_test=x_test, y_test=y_test)
    # Debian has a package of it.
    places = [data and data / "fashion-mnist", pathlib.Path("/usr/share/datasets/fashion-mnist")]
    fashion = next((place for place in places if place and place.is_dir()), None)
    for name in sum(names, ()) if fashion else []:
        raw = (fashion / (name + ".gz")) if (fashion / (name + ".gz")).exists() else fashion / name
        content = raw.read_bytes()
        packed = content if content[:2] == b"\x1f\x8b" else gzip.compress(content)
        (folder / "fashion-mnist" / (name + ".gz")).write_bytes(packed)
    # Keras downloads whatever has another digest than its own copy.
    return (f"import keras.src.datasets.mnist, keras.src.datasets.fashion_mnist\nhome = {str(folder)!r}\n"
            "keras.src.datasets.mnist.get_file = lambda fname, **rest: f'{home}/mnist.npz'\n"
            "keras.src.datasets.fashion_mnist.get_file = lambda fname, **rest: f'{home}/fashion-mnist/{fname}'\n")
