"""Saves random networks as .onnx and runs them with ONNX Runtime: onnx.py LESSON [COUNT]; see `run` beside this file."""

import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

# This file's folder comes first on the path, and its name is that of the package.
sys.path.pop(0)
import numpy as np
import onnx
import onnxruntime

program = pathlib.Path(sys.argv[1]).resolve()
count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
at_once = 40
draw = random.Random(1)
activations = ["relu", "sigmoid", "tanh", "elu", "linear", "softmax"]


def layers():
    """Random layers that fit one another, and the shape of what they take."""
    lines, shape = [], [draw.randint(7, 13), draw.randint(7, 13), draw.randint(1, 3)]
    start = list(shape) if draw.random() < 0.8 else [draw.randint(4, 30)]
    shape = list(start)
    for _ in range(draw.randint(0, 4)):
        kind = draw.choice(["conv2d", "maxpool", "avgpool", "batchnorm", "layernorm", "dropout", "activation"])
        if len(shape) == 3 and kind == "conv2d":
            window = [draw.randint(1, 3), draw.randint(1, 3)]
            strides = [draw.randint(1, 2), draw.randint(1, 2)]
            same = draw.random() < 0.5
            size = [-(-n // s) if same else (n - w) // s + 1 for n, w, s in zip(shape, window, strides)]
            if min(size) < 2:
                continue
            filters = draw.randint(1, 6)
            lines += [f"conv2d {filters} {window[0]}x{window[1]} {draw.choice(activations)}",
                      f"  strides: {strides[0]}x{strides[1]}", f"  padding: {'same' if same else 'valid'}"]
            shape = size + [filters]
        elif len(shape) == 3 and kind in ("maxpool", "avgpool") and min(shape[:2]) >= 4:
            window = [draw.randint(1, 2), draw.randint(1, 2)]
            lines.append(f"{kind} {window[0]}x{window[1]}")
            shape = [shape[0] // window[0], shape[1] // window[1], shape[2]]
        elif kind in ("batchnorm", "layernorm"):
            lines.append(kind)
        elif kind == "dropout":
            lines.append("dropout 0.3")
        elif kind == "activation":
            lines.append("activation " + draw.choice(activations[:4]))
        elif len(shape) == 1:
            lines.append(f"dense {draw.randint(2, 20)} {draw.choice(activations[:5])}")
    return lines + (["flatten"] if len(shape) == 3 else []) + ["dense 3 softmax"], start


problems = largest = 0
for batch in range(0, count, at_once):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        steps, inputs = ['load "y.npy" as y'], {}
        np.save(folder / "y.npy", np.arange(12, dtype="uint8") % 3)
        for index in range(min(at_once, count - batch)):
            lines, shape = layers()
            inputs[index] = np.random.default_rng(batch + index).normal(size=[12, *shape]).astype("float32")
            np.save(folder / f"x{index}.npy", inputs[index])
            steps += [f'load "x{index}.npy" as x{index}', f"build n{index}"] + ["  " + line for line in lines]
            steps += [f"fit n{index} on x{index}, y", f'save n{index} to "n{index}.onnx"',
                      f"predict n{index} on x{index} as p{index}", f"print p{index}", "  threshold: 10000"]
        (folder / "lesson.md").write_text("```step\n" + "\n".join(steps) + "\n```\n")
        done = subprocess.run([program, "run", "lesson.md", "--quiet", "--no-cache", "--format", "json"], cwd=folder,
                              capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr[:2000])
            sys.exit(1)
        report = json.loads((folder / "output/lesson/report.json").read_text())
        printed = [text["text"] for step in report["steps"] if step["id"].startswith("print") for text in step["outputs"]
                   if text["kind"] == "text"]
        for index, text in enumerate(printed):
            path = folder / f"output/lesson/n{index}.onnx"
            onnx.checker.check_model(onnx.load(path), full_check=True)
            session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
            outputs = session.run(None, {"input": inputs[index]})[0]
            own = np.array([float(n) for n in re.findall(r"-?\d+\.\d*(?:e[-+]?\d+)?", text)]).reshape(outputs.shape)
            difference = np.abs(outputs - own).max()
            largest = max(largest, difference)
            if not difference < 1e-5:
                problems += 1
                print(f"network {batch + index} differs by {difference}:", [n.op_type for n in onnx.load(path).graph.node])
print(f"{count} networks, {problems} problems; the largest difference is {largest:.1e}")
sys.exit(problems > 0)
