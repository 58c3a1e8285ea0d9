"""Runs exported lessons under nbclient: notebooks.py LESSON DATA [LESSON.md…]; see `run` beside this file."""

import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import nbclient
import nbformat
import numpy as np

program = pathlib.Path(sys.argv[1]).resolve()
rest = [pathlib.Path(word).resolve() for word in sys.argv[2:]]
data = next((path for path in rest if path.is_dir()), None)
lessons = [path for path in rest if path.is_file()]
root = pathlib.Path(__file__).resolve().parents[2]
lessons = lessons or sorted((root / "Lessons").glob("0*.md"))
home = pathlib.Path(tempfile.mkdtemp())
os.environ.update(KERAS_BACKEND="jax", JAX_PLATFORMS="cpu", KERAS_HOME=str(home / "keras"), MPLBACKEND="agg")
names = [("train-images-idx3-ubyte", "train-labels-idx1-ubyte"), ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]


def read_idx(path):
    path = path if path.exists() else path.with_name(path.name + ".gz")
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return np.frombuffer(raw, "u1", offset=4 + 4 * raw[3]).reshape(np.frombuffer(raw, ">u4", raw[3], 4))


def give_keras_its_data():
    """Keras' own files, so that load_data() finds them and asks for nothing."""
    folder = home / "keras" / "datasets"
    (folder / "fashion-mnist").mkdir(parents=True)
    mnist = data / "mnist" if data else None
    if mnist and mnist.is_dir():
        (x, y), (x_test, y_test) = [[read_idx(mnist / name) for name in pair] for pair in names]
        np.savez(folder / "mnist.npz", x_train=x, y_train=y, x_test=x_test, y_test=y_test)
    fashion = next((f for f in [data and data / "fashion-mnist", pathlib.Path("/usr/share/dataset-fashion-mnist")]
                    if f and f.is_dir()), None)
    for name in sum(names, ()) if fashion else []:
        raw = (fashion / (name + ".gz")) if (fashion / (name + ".gz")).exists() else fashion / name
        content = raw.read_bytes()
        packed = content if content[:2] == b"\x1f\x8b" else gzip.compress(content)
        (folder / "fashion-mnist" / (name + ".gz")).write_bytes(packed)


def accuracies(text):
    return [float(number) for number in re.findall(r"accuracy (0\.\d+|1\.0+)", text)]


give_keras_its_data()
problems = 0
for lesson in lessons:
    work = home / lesson.stem
    shutil.copytree(lesson.parent, work, ignore=shutil.ignore_patterns("*.md"))
    options = ["--data", str(data)] if data else []
    exported = subprocess.run([program, "export", lesson, *options], capture_output=True, text=True, check=False)
    if exported.returncode or exported.stderr:
        print(f"{lesson.stem}: export ended with {exported.returncode}\n{exported.stderr}")
        problems += exported.returncode != 0
        if exported.returncode:
            continue
    notebook = nbformat.reads(exported.stdout, as_version=4)
    nbformat.validate(notebook)
    # Keras downloads whatever has another digest than its own copy.
    given = nbformat.v4.new_code_cell(
        f"import keras.src.datasets.mnist, keras.src.datasets.fashion_mnist\nhome = {str(home / 'keras' / 'datasets')!r}\n"
        "keras.src.datasets.mnist.get_file = lambda fname, **rest: f'{home}/mnist.npz'\n"
        "keras.src.datasets.fashion_mnist.get_file = lambda fname, **rest: f'{home}/fashion-mnist/{fname}'")
    notebook.cells.insert(0, given)
    start = time.monotonic()
    failed = []
    nbclient.NotebookClient(notebook, timeout=1800, allow_errors=True, resources={"metadata": {"path": str(work)}}).execute()
    printed = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                failed.append(f"{output.ename}: {output.evalue}\n    " + cell.source.replace("\n", "\n    "))
            if output.output_type == "stream" and output.name == "stdout":
                printed += accuracies(output.text)
    ours = home / "ours"
    subprocess.run([program, "run", lesson, *options, "--quiet", "--format", "json", "--out", ours], check=False)
    report = json.loads((ours / lesson.stem / "report.json").read_text())
    own = [v["value"] for v in report["values"] if re.fullmatch(r"evaluate(-\d+)?\.accuracy", v["id"])]
    print(f"{lesson.stem}: {len(notebook.cells)} cells in {time.monotonic() - start:.0f} s; "
          f"Keras {printed}, lesson {[round(v, 4) for v in own]}")
    for text in failed:
        print("  failed:", text)
    problems += len(failed)
    if data:
        problems += sum(abs(a - b) > 0.01 for a, b in zip(printed, own))
shutil.rmtree(home)
print(f"{len(lessons)} notebooks, {problems} problems")
sys.exit(problems > 0)
