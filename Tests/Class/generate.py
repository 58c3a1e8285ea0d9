#!/usr/bin/env python3
"""Makes a class that has handed in a lesson, and looks whether its grades are right.

    generate.py make HANDED-OUT.md FOLDER [COUNT]   writes FOLDER/NAME/LESSON.md for COUNT students, a tenth of them hostile
    generate.py check FOLDER GRADES.csv             compares the table with what each of them should have
"""
import csv
import json
import os
import random
import re
import sys

HOSTILE = {
    "syntax": lambda text: text.replace("```step\nbuild network", "```step\nbuild network with ((((\n  dense sixteen rleu"),
    "binary": lambda text: bytes((7 * i * i + 13 * i) % 256 for i in range(5000)),
    "empty": lambda text: "",
    "endless": lambda text: re.sub(r"epochs: \S+", "epochs: 100000000", text),
    "terabyte": lambda text: text.replace("  dense 16 relu\n  dense 16 relu", "  dense 900000000 relu\n  dense 900000000 relu"),
    "traversal": lambda text: text.replace("load mnist as", 'load "../../../../etc/passwd" as')
    + '\n![x](../../../../etc/passwd)\n\n```step\nsave network to "../../../escaped.safetensors"\n```\n',
    "tampered": lambda text: re.sub(r"expect (\S+) \S+ \S+", r"expect \1 != 123456789", text),
    "twice": lambda text: text + "\n" + text,
    "fences": lambda text: text.replace("```", "``", 3),
    "marks": lambda text: text.replace("<!-- /answer -->", "<!-- <pre> ```step\n", 2),
}
WORDS = "loss weight bias layer neuron digit batch epoch test train image number sum relu softmax right wrong more less".split()


def student(number, text, chance):
    for name in re.findall(r"<!-- answer (\S+) -->", text):
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(6, 25)))
        text = text.replace(f"<!-- answer {name} -->\n", f"<!-- answer {name} -->\nI, student {number}, think: {words}.\n")
    changes = {}
    if chance.random() < 0.4:
        changes["epochs"] = chance.choice([5, 8, 10, 12, 15])
        text = re.sub(r"epochs: \S+", f"epochs: {changes['epochs']}", text)
    if chance.random() < 0.3:
        changes["neurons"] = chance.choice([8, 12, 24, 32])
        text = text.replace("dense 16 relu", f"dense {changes['neurons']} relu")
    return text, changes


def make(handout, folder, count):
    chance = random.Random(23)
    lesson = open(handout, encoding="utf-8").read()
    name = os.path.basename(handout)
    kinds = list(HOSTILE)
    expected = {}
    for number in range(count):
        kind = kinds[number // 10 % len(kinds)] if number % 10 == 7 else "honest"
        text, changes = student(number, lesson, chance)
        if kind != "honest":
            text, changes = student(number, lesson, random.Random(0))
            text = HOSTILE[kind](text)
        who = f"student-{number:03d}"
        os.makedirs(f"{folder}/{who}", exist_ok=True)
        with open(f"{folder}/{who}/{name}", "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        expected[who] = {"kind": kind, **changes}
    with open(f"{folder}/../expected.json", "w") as file:
        json.dump(expected, file)


def check(folder, table):
    expected = json.load(open(f"{folder}/../expected.json"))
    rows = {row["student"]: row for row in csv.DictReader(open(table, encoding="utf-8"))}
    wrong = [who for who in expected if who not in rows]
    for who, wanted in expected.items():
        row = rows.get(who)
        if not row or wanted["kind"] != "honest":
            continue
        # The number of parameters is right where the layers were not changed.
        right = row["ending"] == "whole" and row["expect"] == ("0" if "neurons" in wanted else "1") and row["problems"] == ""
        if not right:
            wrong.append(f"{who} {wanted} {row}")
    kinds = {}
    for who, wanted in expected.items():
        if wanted["kind"] != "honest" and who in rows:
            kinds.setdefault(wanted["kind"], []).append((rows[who]["points"], rows[who]["ending"]))
    print(f"{len(rows)} rows, {len(wrong)} wrong")
    for kind, found in kinds.items():
        print(f"{kind}: {found}")
    for line in wrong[:10]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 300)
    else:
        sys.exit(check(sys.argv[2], sys.argv[3]))
