"""Makes a class that has handed in lesson 00, a tenth of it hostile in ten ways, and says what each row of its grades
should be. `run` beside this file grades it."""
import json
import os
import random
import re
import shutil
import subprocess

LESSON = "00-mlp.md"
WORDS = "loss weight bias layer neuron digit batch epoch test train image number sum relu softmax right wrong more less".split()


# Each takes the text of a student who has answered, the student's folder, which of its kind it is, and where lessons are.

def syntax(text, folder, turn, around):
    broken = ["build network with ((((\n  dense sixteen rleu", "build network\n  dense 16 relu relu relu,,\n  : : :",
              "bild netwrok\n  \"\"\"\n  {{{"]
    return re.sub(r"build network\n  dense \d+ relu", lambda _: broken[turn], text)


def binary(text, folder, turn, around):
    return [bytes((7 * i * i + 13 * i) % 256 for i in range(5000)), bytes(9 << 20), text.encode("utf-16")][turn]


def empty(text, folder, turn, around):
    return ["", "\n \n\t\n", "---\ntitle: x\n"][turn]


def endless(text, folder, turn, around):
    changes = ["epochs: 1000000", "epochs: 9999", "epochs: 100000000"]
    text = re.sub(r"  epochs: \S+", "  " + changes[turn], text)
    return text.replace("batch_size: 32", "batch_size: 1") if turn == 1 else text


def terabyte(text, folder, turn, around):
    size = ["900000000", "1000000", "40000"][turn]
    return re.sub(r"  dense \d+ relu\n  dense \d+ relu", f"  dense {size} relu\n  dense {size} relu", text)


def traversal(text, folder, turn, around):
    return [
        text.replace("load mnist as", 'load "../../../../../../etc/passwd" as'),
        text + '\n```step\nsave network to "../../../escaped.safetensors"\nsave network to "/tmp/escaped.safetensors"\n```\n',
        text.replace("<!-- answer chance -->\n", "<!-- answer chance -->\n![x](../../../../../../etc/passwd)"
                     "![y](/etc/hostname)![z](../../../solution.md)\n"),
    ][turn]


def links(text, folder, turn, around):
    if turn == 0:
        os.symlink(os.path.abspath(around), f"{folder}/{LESSON}")
    elif turn == 1:
        os.symlink("/etc/passwd", f"{folder}/{LESSON}")
    else:
        os.symlink("..", f"{folder}/{LESSON}")
        os.symlink(".", f"{folder}/more")
    return None


def tampered(text, folder, turn, around):
    if turn == 0:
        return re.sub(r"expect (\S+) \S+ \S+", r"expect \1 != 123456789\n  points: 5000", text)
    if turn == 1:
        return re.sub(r"expect \S+ \S+ \S+\n", "", text).replace("seed: 0", "seed: 77")
    return re.sub(r"seal: .*\n", "", text).replace("load mnist as", "load mnist as x_test, y_test, x_train, y_train #")


def doubled(text, folder, turn, around):
    if turn == 0:
        for name in ["00-mlp (1).md", "draft.md", "old/00-mlp.md"]:
            os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
            open(f"{folder}/{name}", "w").write("# nothing\n")
        return text
    if turn == 1:
        # Who says to be somebody else, in capitals.
        other = folder.upper().replace(os.path.dirname(folder).upper(), os.path.dirname(folder))
        os.makedirs(other)
        open(f"{other}/impostor.md", "w").write("# nothing\n")
        return text
    return text.replace("diagram network", "build network\n  dense 3 relu\n  dense 10 softmax\ndiagram network")


def forked(text, folder, turn, around):
    if turn == 2:
        return text + "\n```step\n" + "".join(f'save network to "{i}.safetensors"\n' for i in range(3000)) + "```\n"
    for index in range([4000, 25000][turn]):
        inner = f"{folder}/{index // 500}" if turn == 0 else folder
        os.makedirs(inner, exist_ok=True)
        with open(f"{inner}/{index}.{'md' if index % 2 else 'txt'}", "w") as file:
            file.write("x\n")
    deep = folder + "/d" * 200
    os.makedirs(deep, exist_ok=True)
    return text


HOSTILE = [syntax, binary, empty, endless, terabyte, traversal, links, tampered, doubled, forked]
# What goes wrong without anybody's meaning it.
DAMAGED = {
    "twice": lambda text: text + "\n" + text,
    "fences": lambda text: text.replace("```", "``", 3),
    "marks": lambda text: text.replace("<!-- /answer -->", "<!-- <pre> ```step\n", 2),
    "fence": lambda text: text.replace("```\n\nThere are four arrays", "\nThere are four arrays"),
}
# Neither costs anything, nor gives anything.
HARMLESS = {"lost", "traversal", "tampered", "doubled", "forked", "twice", "fence", "fences", "marks"}
NOTHING = {"binary": "unreadable", "empty": "unreadable", "links": "missing"}


def student(number, text, chance):
    for name in re.findall(r"<!-- answer (\S+) -->", text):
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(6, 25)))
        text = text.replace(f"<!-- answer {name} -->\n", f"<!-- answer {name} -->\nI, student {number}, think: {words}.\n")
    plan = {"epochs": 10, "neurons": 16, "answer": "", "label": ""}
    if chance.random() < 0.4:
        plan["epochs"] = chance.choice([5, 8, 12, 15])
        text = re.sub(r"epochs: \S+", f"epochs: {plan['epochs']}", text, count=1)
    if chance.random() < 0.3:
        plan["neurons"] = chance.choice([8, 12, 24, 32])
        text = text.replace("  dense 16 relu\n  dense 16 relu", f"  dense {plan['neurons']} relu\n  dense {plan['neurons']} relu")
    for name in ["answer", "label"]:
        if chance.random() < 0.7:
            plan[name] = chance.choice(["0", "0", "4"])
            text = text.replace(f"[____](blank:predict.{name})", f"[{plan[name]}](blank:predict.{name})")
    return text, plan


def make(handed_out, solution, folder, count):
    """Writes `folder`/NAME/00-mlp.md for each student, and gives what each should get, by name."""
    chance = random.Random(23)
    lesson = open(handed_out, encoding="utf-8").read()
    damaged = list(DAMAGED)
    plans = {}
    for number in range(count):
        who = f"student-{number:03d}"
        home = f"{folder}/{who}"
        os.makedirs(home)
        text, plan = student(number, lesson, chance)
        plan["kind"] = "honest"
        if number % 10 == 7:
            index = number // 10
            change = HOSTILE[index % 10]
            plan["kind"], plan["turn"] = change.__name__, index // 10 % 3
            text = change(text, home, plan["turn"], solution)
            if change is syntax and plan["turn"] == 2:
                # No word of the step is left: it is a lost one, and runs as it was handed out.
                plan["kind"], plan["neurons"] = "lost", 16
        elif number % 30 == 14:
            plan["kind"] = damaged[number // 30 % len(damaged)]
            text = DAMAGED[plan["kind"]](text)
        plans[who] = plan
        if text is None:
            continue
        with open(f"{home}/{LESSON}", "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
    return plans


def truth(program, handed_out, plans, folder):
    """What a plain run of the lesson says with each of the settings that anybody has chosen."""
    values = {}
    # What a blank asks for, reports do not tell.
    lesson = re.sub(r"\[____\]\(blank:", "[0](value:", open(handed_out, encoding="utf-8").read())
    for epochs, neurons in sorted({(plan["epochs"], plan["neurons"]) for plan in plans.values()}):
        text = re.sub(r"epochs: \S+", f"epochs: {epochs}", lesson, count=1)
        text = text.replace("  dense 16 relu\n  dense 16 relu", f"  dense {neurons} relu\n  dense {neurons} relu")
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/{LESSON}", "w") as file:
            file.write(text)
        subprocess.run([program, "run", LESSON, "--sample", "--no-cache", "--quiet", "--threads", "1",
                        "--format", "json"], cwd=folder,
                       stderr=subprocess.DEVNULL)
        report = json.load(open(f"{folder}/output/00-mlp/report.json"))
        values[epochs, neurons] = {
            value["id"]: value["value"] for value in report["values"]}
        shutil.rmtree(f"{folder}/output")
    return values
