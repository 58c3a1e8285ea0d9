"""Runs exported lessons under nbclient: notebooks.py LESSON DATA [LESSON.md…]; see `run` beside this file."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import nbclient
import nbformat

import keras_data

program = pathlib.Path(sys.argv[1]).resolve()
rest = [pathlib.Path(word).resolve() for word in sys.argv[2:]]
data = next((path for path in rest if path.is_dir()), None)
lessons = [path for path in rest if path.is_file()]
root = pathlib.Path(__file__).resolve().parents[2]
lessons = lessons or sorted((root / "Lessons").glob("0*.md"))
home = pathlib.Path(tempfile.mkdtemp())
keras_data.use_jax(home)


def accuracies(text):
    return [float(number) for number in re.findall(r"accuracy (0\.\d+|1\.0+)", text)]


given = keras_data.give(home, data)
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
    notebook.cells.insert(0, nbformat.v4.new_code_cell(given))
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
        # What has learnt little, from 60 digits or none, is not as steady: another chance gives other weights.
        problems += sum(abs(a - b) > (0.01 if b > 0.85 else 0.03) for a, b in zip(printed, own))
shutil.rmtree(home)
print(f"{len(lessons)} notebooks, {problems} problems")
sys.exit(problems > 0)
