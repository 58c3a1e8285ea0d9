"""Trains the networks of `benchmark --peers` in another framework: peers.py tensorflow|jax|torch FOLDER

FOLDER holds networks.json, images (60000 × 784 bytes) and labels (60000 bytes). Prints one JSON object a line for each
network: the seconds of each epoch, the last epoch's accuracy, the peak memory in bytes; or why nothing was measured.
"""

import json
import os
import pathlib
import statistics
import sys
import time

framework, folder = sys.argv[1], pathlib.Path(sys.argv[2])
job = json.loads((folder / "networks.json").read_text())
if job["threads"]:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: job["threads"]])
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["KERAS_BACKEND"] = framework

try:
    import numpy as np

    if framework == "torch":
        import torch
    else:
        __import__(framework)
        import keras
except ImportError as error:
    print(json.dumps({"problem": f"this Python lacks {error.name}"}))
    sys.exit()


def arrays(network, channels_first):
    first, end = network["samples"]
    images = np.fromfile(folder / "images", np.uint8).reshape(60000, 784)[first:end]
    labels = np.fromfile(folder / "labels", np.uint8)[first:end]
    x = images.astype(np.float32)
    if network["pixels"] != "raw":
        x /= 255
    if network["pixels"] == "inverted":
        x = 1 - x
    shape = network["input"]
    if channels_first and len(shape) == 3:
        shape = [shape[2], shape[0], shape[1]]
    return x.reshape([-1] + shape), np.eye(10, dtype=np.float32)[labels]


def train_keras(network, epochs):
    def layer(spec):
        if spec["kind"] == "dense":
            return keras.layers.Dense(spec["units"], activation=spec["activation"])
        if spec["kind"] == "conv2d":
            return keras.layers.Conv2D(spec["filters"], spec["kernel"], activation=spec["activation"])
        return keras.layers.MaxPooling2D(spec["window"]) if spec["kind"] == "maxpool" else keras.layers.Flatten()

    class Clock(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.start = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            seconds.append(time.perf_counter() - self.start)

    seconds = []
    x, y = arrays(network, channels_first=False)
    model = keras.Sequential([keras.Input(network["input"])] + [layer(spec) for spec in network["layers"]])
    optimizer = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[network["optimizer"]]
    model.compile(optimizer=optimizer(network["learning_rate"]), loss=network["loss"], metrics=["accuracy"])
    history = model.fit(
        x, y, batch_size=network["batch_size"], epochs=epochs, shuffle=True, verbose=0, callbacks=[Clock()])
    return seconds, history.history["accuracy"][-1]


def train_torch(network, epochs):
    x, y = (torch.from_numpy(array) for array in arrays(network, channels_first=True))
    size = network["input"][-1]
    image = network["input"][:2]
    modules = []
    for spec in network["layers"]:
        if spec["kind"] == "dense":
            modules.append(torch.nn.Linear(size, spec["units"]))
            size = spec["units"]
        elif spec["kind"] == "conv2d":
            modules.append(torch.nn.Conv2d(size, spec["filters"], spec["kernel"]))
            size = spec["filters"]
            image = [side - kernel + 1 for side, kernel in zip(image, spec["kernel"])]
        elif spec["kind"] == "maxpool":
            modules.append(torch.nn.MaxPool2d(spec["window"]))
            image = [side // window for side, window in zip(image, spec["window"])]
        else:
            modules.append(torch.nn.Flatten())
            size *= image[0] * image[1]
        if spec.get("activation") == "relu":
            modules.append(torch.nn.ReLU())
    model = torch.nn.Sequential(*modules)
    if network["loss"] == "binary_crossentropy":
        loss_of = lambda logits, y: torch.nn.functional.binary_cross_entropy_with_logits(logits, y)
    else:
        loss_of = lambda logits, y: torch.nn.functional.cross_entropy(logits, y)
    optimizer = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[network["optimizer"]](
        model.parameters(), lr=network["learning_rate"])
    seconds = []
    for _ in range(epochs):
        start = time.perf_counter()
        right = torch.zeros((), dtype=torch.int64)
        total = torch.zeros(())
        for rows in torch.randperm(len(x)).split(network["batch_size"]):
            batch, wanted = x[rows], y[rows]
            logits = model(batch)
            loss = loss_of(logits, wanted)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                total += loss.detach() * len(rows)
                right += (logits.argmax(1) == wanted.argmax(1)).sum()
        accuracy = right.item() / len(x)
        seconds.append(time.perf_counter() - start)
    return seconds, accuracy


def peak_memory():
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


for network in job["networks"]:
    pathlib.Path("/proc/self/clear_refs").write_text("5")
    seconds, accuracy = (train_torch if framework == "torch" else train_keras)(network, job["epochs"])
    print(
        json.dumps({
            "network": network["name"], "seconds": seconds, "accuracy": accuracy, "peak_memory": peak_memory()}),
        flush=True)
    median = statistics.median(seconds)
    print(f"  {network['name']}: {median:.3g} s an epoch, training accuracy {accuracy:.3f}", file=sys.stderr)
