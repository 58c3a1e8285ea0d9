"""Trains small networks in Keras and writes what they started from and came to: parity.json, parity.safetensors.

Run with a Python that has keras 3.15, tensorflow (CPU) and safetensors: python keras_parity.py [--add] [NAME…]
With names it prints those networks' numbers instead of writing; with --add it puts them into the files and leaves the
others there as they are, whose last bits are those of the machine that made them.

parity.json holds the networks, their settings, the history of each epoch and an evaluation after the last; in
parity.safetensors stand, after a network's name and a slash, x, y, predictions (after the last epoch) and each weight,
under initial/ and final/.
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers
from safetensors.numpy import load_file, save_file


# Networks: the layers as the lessons name them.
def dense(units, activation="linear"):
    return {"kind": "dense", "units": units, "activation": activation}


def conv2d(filters, kernel, activation="linear", strides=(1, 1), padding="valid"):
    return {
        "kind": "conv2d", "filters": filters, "kernel": kernel, "strides": strides, "padding": padding,
        "activation": activation,
    }


def pool(kind, height, width):
    return {"kind": kind, "window": (height, width)}


def activation(name):
    return {"kind": "activation", "activation": name}


def dropout(rate):
    return {"kind": "dropout", "rate": rate}


flatten = {"kind": "flatten"}
batchnorm = {"kind": "batchnorm"}
layernorm = {"kind": "layernorm"}
SPARSE, CATEGORICAL = "sparse_categorical_crossentropy", "categorical_crossentropy"
BINARY, SQUARED = "binary_crossentropy", "mean_squared_error"


def sgd(learning_rate=0.01, momentum=0.0, nesterov=False, decay=0.0):
    return {
        "kind": "sgd", "learning_rate": learning_rate, "momentum": momentum, "nesterov": nesterov, "decay": decay,
    }


def adam(learning_rate=0.001, decay=0.0):
    return {"kind": "adam", "learning_rate": learning_rate, "decay": decay}


def rmsprop(learning_rate=0.001, momentum=0.0, decay=0.0):
    return {"kind": "rmsprop", "learning_rate": learning_rate, "momentum": momentum, "decay": decay}


NETWORKS = {}


def network(name, input, layers, loss, optimizer, samples=23, batch_size=5, epochs=3, labels=None, **settings):
    """labels: classes (integers), onehot, bits (k zeros and ones), bit (integers 0 and 1), real (k numbers)."""
    default = {SPARSE: "classes", CATEGORICAL: "onehot", BINARY: "bits", SQUARED: "real"}[loss]
    NETWORKS[name] = {
        "name": name, "input": input, "layers": layers, "loss": loss, "optimizer": optimizer, "samples": samples,
        "batch_size": batch_size, "epochs": epochs, "labels": labels or default, **settings,
    }


# Each optimizer.
network("sgd", [7], [dense(6, "relu"), dense(5, "softmax")], CATEGORICAL, sgd())
network("sgd-large-steps", [7], [dense(6, "relu"), dense(5, "softmax")], SPARSE, sgd(0.5), epochs=4)
network("momentum", [7], [dense(6, "tanh"), dense(5, "softmax")], SPARSE, sgd(0.05, momentum=0.9))
network("nesterov", [7], [dense(6, "elu"), dense(5, "softmax")], SPARSE, sgd(0.05, momentum=0.8, nesterov=True))
network("nesterov-without-momentum", [7], [dense(5, "softmax")], SPARSE, sgd(0.1, nesterov=True))
network("sgd-decay", [7], [dense(6, "sigmoid"), dense(5, "softmax")], CATEGORICAL, sgd(0.3, decay=0.05))
network("momentum-decay", [7], [dense(5, "softmax")], SPARSE, sgd(0.1, momentum=0.9, nesterov=True, decay=0.1))
network("adam", [7], [dense(9, "relu"), dense(8, "tanh"), dense(5, "softmax")], SPARSE, adam(), epochs=4)
network("adam-fast", [7], [dense(9, "elu"), dense(5, "softmax")], CATEGORICAL, adam(0.03), epochs=5)
network("adam-decay", [7], [dense(9, "sigmoid"), dense(5, "softmax")], CATEGORICAL, adam(0.02, decay=0.2))
network("rmsprop", [7], [dense(9, "relu"), dense(5, "softmax")], SPARSE, rmsprop(), epochs=4)
network("rmsprop-momentum", [7], [dense(9, "tanh"), dense(5, "softmax")], SPARSE, rmsprop(0.01, momentum=0.5))
network("rmsprop-decay", [7], [dense(5, "softmax")], SPARSE, rmsprop(0.02, momentum=0.3, decay=0.1))

# Convolution and pooling: strides, odd and even kernels, images that windows do not divide.
network(
    "conv-valid", [9, 8, 2], [conv2d(4, (3, 3), "relu"), pool("maxpool", 2, 2), flatten, dense(5, "softmax")], SPARSE,
    sgd(0.05))
network(
    "conv-valid-strides", [10, 9, 2],
    [conv2d(4, (3, 2), "tanh", strides=(2, 3)), conv2d(3, (2, 2), "elu"), flatten, dense(5, "softmax")], SPARSE,
    sgd(0.05, momentum=0.9))
network(
    "conv-same", [7, 6, 1],
    [conv2d(3, (3, 3), "relu", padding="same"), conv2d(4, (4, 2), "sigmoid", padding="same"), flatten, dense(5, "softmax")],
    CATEGORICAL, adam(0.01))
network(
    "conv-same-strides", [8, 7, 2],
    [
        conv2d(4, (3, 4), "elu", strides=(2, 3), padding="same"), conv2d(3, (5, 5), "tanh", strides=(2, 2), padding="same"),
        flatten, dense(5, "softmax"),
    ], SPARSE, rmsprop(0.005))
network(
    "conv-strides-beyond-kernel", [8, 8, 1],
    [conv2d(3, (1, 1), "relu", strides=(2, 2), padding="same"), conv2d(3, (1, 2), strides=(3, 3)), flatten, dense(3, "softmax")],
    SPARSE, sgd(0.1))
network(
    "conv-kernel-beyond-image", [3, 2, 2],
    [conv2d(4, (5, 5), "relu", padding="same"), flatten, dense(3, "softmax")], SPARSE, sgd(0.05))
network(
    "avgpool", [9, 7, 2],
    [conv2d(4, (2, 2), "relu"), pool("avgpool", 3, 2), conv2d(5, (2, 2), "linear"), flatten, dense(5, "softmax")],
    SPARSE, sgd(0.05, momentum=0.5))
network(
    "maxpool-ties", [6, 7, 1],
    [conv2d(3, (2, 2)), pool("maxpool", 2, 3), flatten, dense(4, "softmax")], SPARSE, sgd(0.1), quantized=True)
network(
    "pool-first", [7, 8, 2], [pool("maxpool", 3, 3), pool("avgpool", 1, 2), flatten, dense(4, "softmax")], SPARSE,
    sgd(0.1), quantized=True)
network(
    "small-cnn", [14, 14, 1],
    [
        conv2d(4, (3, 3), "relu"), pool("maxpool", 2, 2), conv2d(6, (3, 3), "relu"), pool("maxpool", 2, 2),
        conv2d(6, (2, 2), "relu"), flatten, dense(8, "relu"), dense(10, "softmax"),
    ], CATEGORICAL, sgd(), samples=30, batch_size=8)

# Channels in whole vectors: the kernels that lesson 02 takes.
network(
    "wide-cnn", [21, 20, 1],
    [
        conv2d(16, (3, 3), "relu"), pool("maxpool", 2, 2), conv2d(32, (3, 3), "relu"), pool("maxpool", 2, 2),
        conv2d(16, (3, 3), "relu"), flatten, dense(8, "relu"), dense(10, "softmax"),
    ], CATEGORICAL, adam(), samples=30, batch_size=8)
network(
    "wide-cnn-same", [9, 11, 3],
    [
        conv2d(16, (3, 3), "relu", padding="same"), pool("maxpool", 2, 2), batchnorm,
        conv2d(16, (3, 3), "elu", padding="same"), conv2d(16, (3, 3), padding="same"), pool("avgpool", 2, 2), flatten,
        dense(5, "softmax"),
    ], SPARSE, sgd(0.05, momentum=0.9), samples=30, batch_size=8)

# Activation layers, softmax elsewhere, layers that change nothing.
network(
    "activation-layers", [6, 6, 1],
    [
        conv2d(3, (3, 3)), activation("elu"), conv2d(3, (2, 2)), activation("tanh"), activation("linear"), flatten, dense(6),
        activation("sigmoid"), dense(6), activation("relu"), dense(4), activation("softmax"),
    ], SPARSE, sgd(0.1, momentum=0.9))
network("softmax-inside", [7], [dense(6, "softmax"), dense(5, "softmax")], SPARSE, sgd(0.5))
network(
    "softmax-over-channels", [5, 5, 2],
    [conv2d(4, (2, 2), "softmax"), activation("softmax"), pool("maxpool", 2, 2), flatten, dense(3, "softmax")], SPARSE,
    sgd(0.5))
network("softmax-twice", [7], [dense(5, "softmax"), activation("softmax")], CATEGORICAL, sgd(0.5))
network("softmax-then-flatten", [7], [dense(5, "softmax"), flatten], CATEGORICAL, sgd(0.2))
network("softmax-then-linear", [7], [dense(5, "softmax"), activation("linear"), dropout(0.0)], CATEGORICAL, sgd(0.2), scale=60)
network("dropout-zero", [7], [dense(6, "relu"), dropout(0.0), dense(5, "softmax")], SPARSE, adam(0.01))
network("dropout-inference", [7], [dense(6, "relu"), dropout(0.5), dense(5, "softmax")], SPARSE, sgd(), epochs=0)

# Batch normalization in training and, with its moving statistics, in evaluation.
network(
    "batchnorm-images", [6, 5, 2],
    [conv2d(4, (3, 3)), batchnorm, activation("relu"), flatten, dense(5, "softmax")], SPARSE, sgd(0.1, momentum=0.9))
network("batchnorm-rows", [7], [dense(8, "elu"), batchnorm, dense(5, "softmax")], SPARSE, rmsprop(0.01), epochs=4)
network("batchnorm-first", [7], [batchnorm, dense(6, "tanh"), batchnorm, dense(5, "softmax")], SPARSE, adam(0.01))
network("batchnorm-one-sample-left", [4], [batchnorm, dense(3, "softmax")], SPARSE, sgd(0.1), samples=6, batch_size=5)

# Losses. Keras' TensorFlow backend computes each cross-entropy from the logits, clipping nothing, where the last
# activation is softmax or sigmoid, whichever of the two; from clipped outputs where it is another.
network("saturated-softmax", [5], [dense(5, "softmax")], CATEGORICAL, sgd(0.001), scale=60)
network("saturated-softmax-sparse", [5], [dense(5, "softmax")], SPARSE, sgd(0.001), scale=60)
network("saturated-sigmoid", [5], [dense(5, "sigmoid")], BINARY, sgd(0.001), scale=60)
network("saturated-softmax-binary", [5], [dense(5, "softmax")], BINARY, sgd(0.001), scale=60, labels="onehot")
network("saturated-categorical-to-one", [5], [dense(5, "softmax")], CATEGORICAL, sgd(0.1), scale=20, epochs=20)
network("softmax-one-output", [5], [dense(1, "softmax")], BINARY, sgd(0.1), labels="bit")
network("softmax-one-class", [5], [dense(1, "softmax")], SPARSE, sgd(0.1), epochs=0)
network("sigmoid-binary", [7], [dense(6, "relu"), dense(4, "sigmoid")], BINARY, sgd(0.5))
network("sigmoid-binary-onehot", [7], [dense(6, "relu"), dense(4, "sigmoid")], BINARY, adam(0.01), labels="onehot")
network("sigmoid-binary-one-output", [7], [dense(6, "relu"), dense(1, "sigmoid")], BINARY, adam(0.01), labels="bit")
network("sigmoid-binary-column", [7], [dense(6, "relu"), dense(1), activation("sigmoid")], BINARY, sgd(0.3))
network("softmax-binary", [7], [dense(6, "relu"), dense(4, "softmax")], BINARY, adam(0.01), labels="onehot")
network("tanh-binary", [7], [dense(4, "tanh")], BINARY, sgd(0.05))
network("linear-binary", [7], [dense(6, "relu"), dense(3)], BINARY, sgd(0.01))
network("sigmoid-categorical", [7], [dense(6, "relu"), dense(4, "sigmoid")], CATEGORICAL, sgd(0.2))
network("sigmoid-sparse", [7], [dense(4, "sigmoid")], SPARSE, sgd(0.2))
network("relu-categorical", [7], [dense(6, "tanh"), dense(4), activation("relu")], CATEGORICAL, sgd(0.02), bias=2.0)
network("elu-sparse", [7], [dense(4, "elu")], SPARSE, sgd(0.02), bias=1.0)
network("categorical-soft-labels", [7], [dense(4, "softmax")], CATEGORICAL, sgd(0.2), labels="real")
network("squared-real", [7], [dense(6, "tanh"), dense(3)], SQUARED, sgd(0.05, momentum=0.9))
network("squared-one-output", [7], [dense(6, "relu"), dense(1)], SQUARED, adam(0.01))
network("squared-bits", [7], [dense(6, "relu"), dense(1, "sigmoid")], SQUARED, sgd(0.5), labels="bit")
network("squared-softmax", [7], [dense(6, "relu"), dense(4, "softmax")], SQUARED, sgd(0.5), labels="onehot")
network("squared-sigmoid", [7], [dense(6, "relu"), dense(4, "sigmoid")], SQUARED, rmsprop(0.01), labels="onehot")

# Batches and validation.
network("one-batch", [4], [dense(3, "softmax")], SPARSE, sgd(0.1), samples=6, batch_size=32)
network("batches-of-one", [4], [dense(3, "softmax")], SPARSE, adam(0.01), samples=6, batch_size=1)
network(
    "validation-split", [7], [dense(6, "relu"), batchnorm, dense(5, "softmax")], SPARSE, sgd(0.1),
    validation_split=0.3)
network(
    "early-stopping", [7], [dense(12, "relu"), dense(5, "softmax")], SPARSE, adam(0.05), samples=20, epochs=30,
    validation_split=0.25, early_stopping=2)
network("early-stopping-on-training", [7], [dense(5, "softmax")], SPARSE, sgd(5.0), epochs=12, early_stopping=1)

# Layer normalization: of rows, of each pixel's channels, in front and behind.
network("layernorm-rows", [7], [dense(19, "elu"), layernorm, dense(5, "softmax")], SPARSE, rmsprop(0.01), epochs=4)
network(
    "layernorm-images", [6, 5, 2],
    [conv2d(4, (3, 3)), layernorm, activation("relu"), flatten, dense(5, "softmax")], SPARSE, sgd(0.1, momentum=0.9))
network("layernorm-first", [7], [layernorm, dense(6, "tanh"), dense(5, "softmax")], CATEGORICAL, adam(0.01))
network("layernorm-last", [7], [dense(3), layernorm], SQUARED, sgd(0.05))

# Schedules of the learning rate, told in epochs as the lessons tell them; the weights of the best epoch.
network(
    "cosine", [7], [dense(6, "relu"), dense(5, "softmax")], SPARSE, sgd(0.5), epochs=6,
    schedule={"kind": "cosine", "end": 0.01, "warmup": 0})
network(
    "cosine-warmup", [7], [dense(6, "tanh"), dense(5, "softmax")], CATEGORICAL, adam(0.05), epochs=7,
    schedule={"kind": "cosine", "end": 0.0, "warmup": 2})
network(
    "cosine-over", [7], [dense(6, "elu"), dense(5, "softmax")], SPARSE, rmsprop(0.02, momentum=0.5), epochs=6,
    schedule={"kind": "cosine", "end": 0.002, "warmup": 1, "over": 3})
network(
    "exponential", [7], [dense(6, "relu"), dense(5, "softmax")], SPARSE, adam(0.05), epochs=5,
    schedule={"kind": "exponential", "factor": 0.7, "every": 2})
network(
    "step", [7], [dense(6, "tanh"), dense(5, "softmax")], SPARSE, sgd(0.5, momentum=0.5), epochs=7,
    schedule={"kind": "step", "factor": 0.3, "every": 2})
network(
    "plateau", [7], [dense(12, "relu"), dense(5, "softmax")], SPARSE, adam(0.1), epochs=14, validation_split=0.3,
    schedule={"kind": "plateau", "factor": 0.3, "patience": 2, "least": 0.005})
network(
    "plateau-on-training", [7], [dense(5, "softmax")], SPARSE, sgd(6.0), epochs=12,
    schedule={"kind": "plateau", "factor": 0.5, "patience": 1, "least": 0.0})
network(
    "keep-best", [7], [dense(12, "relu"), dense(5, "softmax")], SPARSE, adam(0.05), samples=20, epochs=15,
    validation_split=0.25, keep_best=True)
network(
    "keep-best-early-stopping", [7], [dense(12, "tanh"), dense(5, "softmax")], SPARSE, adam(0.05), samples=20,
    epochs=30, validation_split=0.25, early_stopping=3, keep_best=True)

# What else is measured.
network("top-5-sparse", [7], [dense(9, "softmax")], SPARSE, sgd(0.1), samples=60, measures=True)
network("top-5-onehot", [7], [dense(6, "relu"), dense(8, "softmax")], CATEGORICAL, adam(0.01), samples=60, measures=True)
network("errors-of-numbers", [7], [dense(6, "tanh"), dense(3)], SQUARED, sgd(0.05), measures=True)


def keras_layer(layer):
    kind = layer["kind"]
    if kind == "dense":
        return layers.Dense(layer["units"], activation=layer["activation"])
    if kind == "conv2d":
        return layers.Conv2D(
            layer["filters"], layer["kernel"], strides=layer["strides"], padding=layer["padding"],
            activation=layer["activation"])
    if kind == "maxpool":
        return layers.MaxPooling2D(layer["window"])
    if kind == "avgpool":
        return layers.AveragePooling2D(layer["window"])
    if kind == "activation":
        return layers.Activation(layer["activation"])
    if kind == "dropout":
        return layers.Dropout(layer["rate"])
    return {
        "flatten": layers.Flatten, "batchnorm": layers.BatchNormalization, "layernorm": layers.LayerNormalization,
    }[kind]()


def keras_schedule(spec):
    """The learning rate as Keras wants it, and a callback where it is one."""
    schedule, rate = spec["schedule"], spec["optimizer"]["learning_rate"]
    kinds = keras.optimizers.schedules
    batches = -(-int(spec["samples"] * (1 - spec.get("validation_split", 0))) // spec["batch_size"])
    if schedule["kind"] == "cosine":
        warmup = schedule["warmup"]
        decay = schedule.get("over", spec["epochs"] - warmup)
        warm = {"warmup_target": rate, "warmup_steps": warmup * batches} if warmup else {}
        return kinds.CosineDecay(0.0 if warmup else rate, decay * batches, alpha=schedule["end"] / rate, **warm), []
    if schedule["kind"] == "plateau":
        monitor = "val_loss" if spec.get("validation_split") else "loss"
        return rate, [keras.callbacks.ReduceLROnPlateau(
            monitor=monitor, factor=schedule["factor"], patience=schedule["patience"], min_lr=schedule["least"])]
    return kinds.ExponentialDecay(
        rate, schedule["every"] * batches, schedule["factor"], staircase=schedule["kind"] == "step"), []


def keras_optimizer(optimizer):
    settings = {key: value for key, value in optimizer.items() if key not in ("kind", "decay")}
    if optimizer["decay"] > 0:
        settings["learning_rate"] = keras.optimizers.schedules.InverseTimeDecay(
            settings["learning_rate"], decay_steps=1, decay_rate=optimizer["decay"])
    return {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}[
        optimizer["kind"]](**settings)


def weight_names(spec):
    """The names of the weights, in the order of Keras' get_weights(), layer by layer."""
    counts, names = {}, []
    for layer in spec["layers"]:
        kind = layer["kind"]
        counts[kind] = counts.get(kind, 0) + 1
        parts = {
            "dense": ["kernel", "bias"], "conv2d": ["kernel", "bias"],
            "batchnorm": ["gamma", "beta", "moving_mean", "moving_variance"], "layernorm": ["gamma", "beta"],
        }.get(kind, [])
        names.append([f"{kind}_{counts[kind]}.{part}" for part in parts])
    return names


def initial_weight(random, name, shape, spec):
    part = name.split(".")[1]
    if part == "kernel":
        values = random.uniform(-1, 1, shape) * np.sqrt(6 / (np.prod(shape[:-1]) + shape[-1]))
        values = values * spec.get("scale", 1)
    elif part == "bias":
        values = random.uniform(-0.1, 0.1, shape) + spec.get("bias", 0)
    elif part in ("gamma", "moving_variance"):
        values = random.uniform(0.5, 1.5, shape)
    else:
        values = random.uniform(-0.5, 0.5, shape)
    if spec.get("quantized"):
        values = np.round(values * 4) / 4
    return values.astype(np.float32)


def labels(random, spec, outputs):
    count, kind = spec["samples"], spec["labels"]
    if kind == "classes":
        return random.randint(0, outputs, count).astype(np.float32)
    if kind == "onehot":
        return np.eye(outputs, dtype=np.float32)[random.randint(0, outputs, count)]
    if kind == "bits":
        return random.randint(0, 2, (count, outputs)).astype(np.float32)
    if kind == "bit":
        return random.randint(0, 2, count).astype(np.float32)
    return random.uniform(0, 1, (count, outputs)).astype(np.float32)


def run(spec, seed):
    """The network's entry in parity.json, and its tensors."""
    random = np.random.RandomState(seed)
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input(spec["input"])] + [keras_layer(layer) for layer in spec["layers"]])
    x = random.uniform(-1, 1, [spec["samples"]] + spec["input"]).astype(np.float32)
    if spec.get("quantized"):
        x = (x > 0).astype(np.float32)
    y = labels(random, spec, model.output_shape[-1])
    tensors = {"x": x, "y": y}

    def weights(prefix):
        return {
            f"{prefix}/{name}": value
            for layer, names in zip(model.layers, weight_names(spec))
            for name, value in zip(names, layer.get_weights())
        }

    for layer, names in zip(model.layers, weight_names(spec)):
        if names:
            layer.set_weights([
                initial_weight(random, name, weight.shape, spec) for name, weight in zip(names, layer.get_weights())])
    tensors.update(weights("initial"))
    optimizer, callbacks, metrics = dict(spec["optimizer"]), [], ["accuracy"]
    if "schedule" in spec:
        optimizer["learning_rate"], callbacks = keras_schedule(spec)
    if "measures" in spec:
        metrics += ["mae", "mse"] if spec["loss"] == SQUARED else [
            keras.metrics.SparseTopKCategoricalAccuracy(5, name="top_5") if spec["loss"] == SPARSE
            else keras.metrics.TopKCategoricalAccuracy(5, name="top_5")]
        if spec["loss"] == CATEGORICAL:
            metrics += ["mae", "mse"]
    model.compile(optimizer=keras_optimizer(optimizer), loss=spec["loss"], metrics=metrics)
    history = {}
    if spec["epochs"] > 0:
        if "early_stopping" in spec or "keep_best" in spec:
            monitor = "val_loss" if spec.get("validation_split") else "loss"
            callbacks.append(keras.callbacks.EarlyStopping(
                monitor=monitor, patience=spec.get("early_stopping", 1000),
                restore_best_weights=spec.get("keep_best", False)))
        history = model.fit(
            x, y, batch_size=spec["batch_size"], epochs=spec["epochs"], shuffle=False, verbose=0, callbacks=callbacks,
            validation_split=spec.get("validation_split", 0.0)).history
    tensors.update(weights("final"))
    measures = model.evaluate(x, y, batch_size=4, verbose=0, return_dict=True)
    tensors["predictions"] = model.predict(x, batch_size=7, verbose=0)
    entry = {key: value for key, value in spec.items() if key not in ("samples", "labels", "scale", "bias", "quantized")}
    count = len(history.get("loss", []))
    entry["history"] = [{key: values[epoch] for key, values in history.items()} for epoch in range(count)]
    entry["evaluation"] = {**measures, "batch_size": 4}
    return entry, {f"{spec['name']}/{name}": np.ascontiguousarray(tensor) for name, tensor in tensors.items()}


def main(names):
    here = pathlib.Path(__file__).parent
    adds = "--add" in names
    names = [name for name in names if name != "--add"]
    entries, tensors = [], {}
    if adds:
        entries = [entry for entry in json.loads((here / "parity.json").read_text()) if entry["name"] not in names]
        tensors = {
            key: tensor for key, tensor in load_file(here / "parity.safetensors").items()
            if key.split("/")[0] not in names}
    for seed, (name, spec) in enumerate(NETWORKS.items(), start=1):
        if names and name not in names:
            continue
        entry, found = run(spec, seed)
        entries.append(entry)
        tensors.update(found)
        if names and not adds:
            print(json.dumps(entry, indent=1))
        assert all(np.isfinite(tensor).all() for tensor in found.values()), name
        if spec["epochs"] > 0:
            unmoved = [
                key for key, tensor in found.items()
                if "/final/" in key and np.abs(tensor - found[key.replace("/final/", "/initial/")]).max() < 1e-4]
            # A bias has no gradient where batch normalization follows it.
            assert not unmoved or unmoved == ["batchnorm-images/final/conv2d_1.bias"], unmoved
    if adds or not names:
        text = ",\n".join(json.dumps(entry) for entry in entries)
        (here / "parity.json").write_text("[\n" + text + "\n]\n")
        save_file(tensors, here / "parity.safetensors", metadata={"keras": keras.__version__})


main(sys.argv[1:])
