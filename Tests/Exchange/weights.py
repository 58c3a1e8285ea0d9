"""Takes weights from Keras and NumPy, and gives them back: weights.py LESSON; see `run` beside this file."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

os.environ.update(KERAS_BACKEND="jax", JAX_PLATFORMS="cpu")
sys.path.pop(0)  # this folder holds an onnx.py
import keras
import numpy as np
from safetensors.numpy import load_file, save_file

program = pathlib.Path(sys.argv[1]).resolve()
folder = pathlib.Path(tempfile.mkdtemp())
keras.utils.set_random_seed(1)
problems = 0


def model():
    return keras.Sequential([
        keras.Input((9, 8, 2)),
        keras.layers.Conv2D(4, (3, 2), activation="relu"),
        keras.layers.BatchNormalization(),
        keras.layers.MaxPooling2D((2, 2)),
        keras.layers.Conv2D(4, (2, 2), activation="tanh"),
        keras.layers.Flatten(),
        keras.layers.LayerNormalization(),
        keras.layers.Dense(7, activation="elu"),
        keras.layers.Dense(3, activation="softmax"),
    ])


layers = """build NAME
  conv2d 4 3x2 relu
  batchnorm
  maxpool 2x2
  conv2d 4 2x2 tanh
  flatten
  layernorm
  dense 7 elu
  dense 3 softmax"""
model()  # The next one's layers are numbered on: conv2d_2, dense_2, …
network = model()
for layer in network.layers:
    layer.set_weights([np.random.default_rng(3).uniform(0.2, 1, w.shape).astype("float32") for w in layer.get_weights()])
x = np.random.default_rng(2).normal(size=(5, 9, 8, 2)).astype("float32")
np.save(folder / "x.npy", x)
np.save(folder / "y.npy", np.arange(5, dtype="uint8") % 3)
weights = [(w.path, np.asarray(w)) for w in network.weights]
files = {
    "paths.safetensors": {path: value for path, value in weights},
    "points.safetensors": {path.replace("/", "."): value for path, value in weights},
    "arrays.npz": None,
    "names.npz": {path.replace("/", "."): value for path, value in weights},
}
for name, tensors in files.items():
    if name.endswith(".safetensors"):
        save_file(tensors, folder / name)
    elif tensors:
        np.savez(folder / name, **tensors)
    else:
        np.savez(folder / name, *network.get_weights())
steps = ['load "x.npy" as x', 'load "y.npy" as y']
for index, name in enumerate(files):
    steps += [layers.replace("NAME", f"n{index}")]
    steps += [f'restore n{index} from "{name}"', f"predict n{index} on x as p{index}", f"print p{index}", "  threshold: 10000",
              f'save n{index} to "saved{index}.npz"', f'save n{index} to "saved{index}.safetensors"']
steps = [step.replace("  conv2d 4 3x2 relu", "  input: 9x8x2\n  conv2d 4 3x2 relu") for step in steps]
(folder / "lesson.md").write_text("```step\n" + "\n".join(steps) + "\n```\n")
done = subprocess.run([program, "run", "lesson.md", "--quiet", "--no-cache", "--format", "json"], cwd=folder,
                      capture_output=True, text=True, check=False)
print(done.stderr)
if done.returncode:
    sys.exit(1)
report = json.loads((folder / "output/lesson/report.json").read_text())
printed = [text["text"] for step in report["steps"] if step["id"].startswith("print") for text in step["outputs"]
           if text["kind"] == "text"]
wanted = network.predict(x, verbose=0)
for index, (name, text) in enumerate(zip(files, printed)):
    own = np.array([float(n) for n in re.findall(r"-?\d+\.\d*(?:e[-+]?\d+)?", text)]).reshape(wanted.shape)
    difference = np.abs(own - wanted).max()
    with np.load(folder / f"output/lesson/saved{index}.npz") as file:
        given = [file[key] for key in file.files]
    isSame = all(np.array_equal(a, b) for a, b in zip(given, network.get_weights())) and len(given) == len(weights)
    saved = load_file(folder / f"output/lesson/saved{index}.safetensors")
    isSame = isSame and len(saved) == len(weights)
    other = model()
    other.set_weights(given)
    isSame = isSame and np.abs(other.predict(x, verbose=0) - wanted).max() < 1e-6
    problems += difference > 1e-5 or not isSame
    print(f"{name}: outputs apart by {difference:.1e}; given back {'the same' if isSame else 'OTHERS'}")
print(f"{len(files)} files, {problems} problems")
sys.exit(problems > 0)
