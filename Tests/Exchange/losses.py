"""Holds what lessons learn to Keras: losses.py LESSON DATA [LESSON.md…]; see `run` beside this file.

Each training starts from the lesson's own first weights and sees the samples in their order, in Keras on JAX as in the
lesson: the losses must be equal to 1e-4. Dropout, copies and shuffling are left out, since their chance is another one.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import keras_data

program = pathlib.Path(sys.argv[1]).resolve()
rest = [pathlib.Path(word).resolve() for word in sys.argv[2:]]
data = next(path for path in rest if path.is_dir())
root = pathlib.Path(__file__).resolve().parents[2]
lessons = [path for path in rest if path.is_file()] or sorted((root / "Lessons").glob("0*.md"))
home = pathlib.Path(tempfile.mkdtemp())
keras_data.use_jax(home)
given = keras_data.give(home, data)
epochs = 1


def changed(text, verb):
    """The lesson with that step before each `fit`: `save` or `restore` of its first weights."""
    lines, fits, left_out, is_step = [], 0, False, False
    for line in text.split("\n"):
        if line.startswith("```"):
            is_step = line == "```step"
        if not is_step or line.startswith("```"):
            lines.append(line)
            continue
        if left_out and line.startswith(" "):
            continue
        word = line.split(" ")[0]
        left_out = word in ("expect", "augment", "shuffle", "plot", "try")
        if left_out or line.strip().startswith(("dropout", "epochs:", "shuffle:")):
            continue
        if word == "fit":
            fits += 1
            network = line.split(" ")[1]
            lines.append(f'{verb} {network} {"to" if verb == "save" else "from"} "first-{fits}.safetensors"')
        lines.append(line)
        if word == "fit":
            lines += [f"  epochs: {epochs}", "  shuffle: false"]
        if re.match(r"load (mnist|fashion-mnist) ", line):
            lines += ["  train: 6000", "  test: 500"]
    text = "\n".join(lines)
    # A lesson that takes fewer by itself does so still.
    return re.sub(r"  train: 6000\n  test: 500\n(?=  train:)", "", text), fits


problems = largest = 0
for lesson in lessons:
    work = home / lesson.stem
    shutil.copytree(lesson.parent, work, ignore=shutil.ignore_patterns("*.md"))
    # Values of steps that are left out stand in the prose no more.
    prose = re.compile(r"\[(?:\[)?([^\]]*?)\]?\]\((?:value|blank):[^)]*\)")
    source = prose.sub(r"\1", lesson.read_text())
    text, fits = changed(source, "save")
    (work / "first.md").write_text(text)
    options = ["--data", str(data)]
    subprocess.run([program, "run", "first.md", *options, "--quiet", "--no-cache", "--format", "json"], cwd=work, check=True)
    report = json.loads((work / "output/first/report.json").read_text())
    values = {value["id"]: value["value"] for value in report["values"]}
    for number in range(1, fits + 1):
        shutil.copy(work / f"output/first/first-{number}.safetensors", work)
    (work / "again.md").write_text(changed(source, "restore")[0])
    exported = subprocess.run([program, "export", "again.md", "--to", "py", *options], cwd=work, capture_output=True,
                              text=True, check=True)
    ending = "\nimport json\nprint('HISTORIES', json.dumps({n: t.history for n, t in list(globals().items()) if n.startswith('training')}))\n"
    (work / "again.py").write_text(given + exported.stdout + ending)
    done = subprocess.run([sys.executable, "again.py"], cwd=work, capture_output=True, text=True, check=False)
    found = re.search(r"HISTORIES (.*)", done.stdout)
    if done.returncode or not found:
        problems += 1
        print(f"{lesson.stem}: {done.stderr[-1500:]}")
        continue
    histories = json.loads(found[1])
    for number in range(1, fits + 1):
        tail = "" if number == 1 else f"-{number}"
        history = histories["training" + tail.replace("-", "_")]
        for measure in ("loss", "val_loss"):
            own = values.get(f"fit{tail}.{measure}")
            if own is None or measure not in history:
                continue
            theirs = history[measure][-1]
            difference = abs(own - theirs) / max(1, abs(own))
            largest = max(largest, difference)
            problems += difference > 1e-4
            print(f"{lesson.stem}: fit{tail}.{measure} {own:.6f}, Keras {theirs:.6f}, apart by {difference:.1e}")
shutil.rmtree(home)
print(f"{len(lessons)} lessons, {problems} problems; the largest difference is {largest:.1e}")
sys.exit(problems > 0)
