"""What the scripts of this folder share: the program's own values, how a page's differ from them, and the last words."""

import json, os, subprocess, sys, time


def native(program, lesson, out, arithmetic, formats="json"):
    """The values of the program, and how many seconds it took; with its baseline kernels where the page says 'plain'."""
    kernels = {"plain": {"LESSON_CPU": "baseline"}, "fused": {}}[arithmetic]
    begin = time.time()
    subprocess.run(
        [program, "run", str(lesson), "--sample", "--quiet", "--no-cache", "--threads", "1", "--format", formats, "--out", str(out)],
        check=True, env=dict(os.environ, **kernels))
    took = time.time() - begin
    return {one["id"]: one["value"] for one in json.loads((out / lesson.stem / "report.json").read_text())["values"]}, took


def differences(lesson, given, wanted):
    """In words, of a page's pairs of an id and a text."""
    given = dict(given)
    if not wanted or list(given) != list(wanted):
        yield f"{lesson.stem}: has {len(given)} values, the program {len(wanted)}"
    for name, value in given.items():
        theirs = wanted.get(name)
        is_number = isinstance(theirs, (int, float)) and not isinstance(theirs, bool)
        if float(value) != theirs if is_number else value != (theirs if isinstance(theirs, str) else json.dumps(theirs)):
            yield f"{lesson.stem}: {name} is {value}, and {theirs} in the program"


def end(name, failures, where=""):
    for failure in failures:
        print(f"{name}:", failure)
    print(f"{name}: {'no problem' if not failures else f'{len(failures)} problems'}{where}")
    sys.exit(1 if failures else 0)
