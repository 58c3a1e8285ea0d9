"""Makes pictures as phones and scanners take them of handwritten digits: 60 kinds of paper, pen, light and file.

    python3 make_photos.py FOLDER_WITH_MNIST                     # photos.json, for the tests
    python3 make_photos.py FOLDER_WITH_MNIST OUT [PER_KIND]      # all of them

Needs numpy and pillow. The digits are MNIST's test images, drawn large as a pen would have; which ones is drawn by lot,
without regard to what any network makes of them. OUT gets `photos/KIND-NUMBER-DIGIT.jpg`, sheets of ten digits as
`sheets/KIND-NUMBER-DIGITS.jpg`, and `photos-of.npy`, `photos-of.txt` and the like: the images that they were drawn from,
and what these are. `photos.md` and `sheets.md` are lessons that read them with the network that lesson 02 trains on the
whole of MNIST, from `network.safetensors`:

    lesson run photos.md --data FOLDER

`photos.json` has a few small photos and sheets, each with the images that it was drawn from.
"""
import base64
import gzip
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

WHITE, CREAM, BLUE_PAPER, YELLOW, PINK, GREEN, KRAFT = (
    (238, 238, 236), (240, 232, 208), (176, 205, 232), (246, 230, 110), (246, 190, 200), (190, 226, 180), (190, 155, 112))
BLACK, PENCIL, BLUE, BALLPOINT, RED, GREEN_INK, PALE, WHITE_INK = (
    (28, 28, 30), (95, 95, 98), (28, 50, 140), (50, 70, 165), (190, 30, 40), (30, 120, 60), (120, 140, 190), (236, 236, 230))
LINES, SQUARES, GREY_LINES, RED_LINES = (150, 175, 210), (160, 185, 215), (170, 170, 170), (215, 130, 130)

# What differs from a picture in daylight, of a black pen on white paper.
KINDS = {
    "plain": {},
    "fine-pen": dict(pen=0.72),
    "thick-pen": dict(pen=0.28),
    "pencil": dict(ink=PENCIL, pen=0.6, strength=0.8),
    "blue-ink": dict(ink=BLUE),
    "ballpoint": dict(ink=BALLPOINT, pen=0.68, strength=0.85),
    "red-ink": dict(ink=RED),
    "green-ink": dict(ink=GREEN_INK),
    "pale-ink": dict(ink=PALE, strength=0.8),
    "cream-paper": dict(paper=CREAM, ink=BLUE),
    "blue-paper": dict(paper=BLUE_PAPER, ink=BLUE),
    "yellow-note": dict(paper=YELLOW, ink=BLACK, pen=0.6),
    "pink-paper": dict(paper=PINK, ink=RED),
    "green-paper": dict(paper=GREEN, ink=BLUE),
    "kraft-paper": dict(paper=KRAFT, ink=BLACK),
    "white-on-black": dict(paper=(32, 34, 36), ink=WHITE_INK),
    "chalk-on-green": dict(paper=(44, 84, 66), ink=(222, 226, 214), strength=0.85, grain=0.05),
    "white-on-red": dict(paper=(150, 36, 40), ink=WHITE_INK),
    "light-from-left": dict(light=0.35),
    "light-from-above": dict(light=0.35, turn_light=1.5),
    "dark-room": dict(light=0.2, exposure=0.4, noise=7),
    "overexposed": dict(exposure=1.12),
    "vignette": dict(vignette=0.5),
    "soft-shadow": dict(shadow=0.4, soften=0.12),
    "hard-shadow": dict(shadow=0.45, soften=0.006),
    "shadow-of-phone": dict(shadow=0.5, soften=0.02, shadow_angle=0.9),
    "two-shadows": dict(shadow=0.35, soften=0.03, second_shadow=0.3),
    "lined": dict(lines=LINES, pitch=0.16),
    "lined-dark": dict(lines=(110, 120, 150), pitch=0.2, ink=BLUE),
    "lined-sloped": dict(lines=LINES, pitch=0.17, slope=4),
    "lined-margin": dict(lines=LINES, pitch=0.17, margin=RED_LINES),
    "narrow-lined": dict(lines=GREY_LINES, pitch=0.09),
    "squared": dict(lines=SQUARES, pitch=0.1, squared=True, ink=BLUE),
    "squared-large": dict(lines=SQUARES, pitch=0.19, squared=True),
    "squared-sloped": dict(lines=SQUARES, pitch=0.12, squared=True, slope=-3),
    "squared-grey": dict(lines=GREY_LINES, pitch=0.08, squared=True),
    "squared-shadow": dict(lines=SQUARES, pitch=0.12, squared=True, shadow=0.4, soften=0.05),
    "lined-yellow": dict(paper=YELLOW, lines=(150, 150, 120), pitch=0.16, ink=BLUE),
    "turned-right": dict(orientation=6),
    "turned-left": dict(orientation=8, light=0.3),
    "upside-down": dict(orientation=3),
    "mirrored": dict(orientation=7),
    "touches-top": dict(border="top"),
    "touches-left": dict(border="left"),
    "touches-right": dict(border="right", light=0.2),
    "touches-bottom": dict(border="bottom", ink=BLUE),
    "specks": dict(specks=40),
    "many-specks": dict(specks=160, paper=CREAM),
    "tiny-digit": dict(size=0.16),
    "huge-digit": dict(size=0.9),
    "table-edge": dict(table=(96, 66, 44)),
    "crumpled": dict(folds=5, light=0.15),
    "blurred": dict(blur=0.012),
    "coarse-jpeg": dict(quality=18),
    "progressive": dict(progressive=True, light=0.25),
    "cmyk": dict(cmyk=True, ink=BLUE),
    "grey-scan": dict(grey=True, noise=1),
    "png": dict(png=True, ink=BLUE),
    "twelve-megapixels": dict(megapixels=12, light=0.3, noise=4, ink=BLUE),
    "twelve-progressive": dict(megapixels=12, progressive=True, orientation=6, lines=LINES, pitch=0.12),
}
SHEETS = {
    "row": dict(places="row"),
    "two-rows": dict(places="rows", light=0.3),
    "scattered": dict(places="scattered", ink=BLUE),
    "row-lined": dict(places="rows", lines=LINES, pitch=0.08, ink=BLUE),
    "row-squared": dict(places="rows", lines=SQUARES, pitch=0.05, squared=True, shadow=0.3, soften=0.05),
    "white-on-black-sheet": dict(places="rows", paper=(32, 34, 36), ink=WHITE_INK),
    "specks-sheet": dict(places="rows", specks=80, light=0.2),
    "sloped-rows": dict(places="sloped", ink=BLUE),
}


def read(folder, name):
    data = gzip.open(Path(folder) / f"t10k-{name}.gz").read()
    return np.frombuffer(data, np.uint8, offset=16 if "images" in name else 8)


def strokes(image, side, pen):
    """The digit's own rectangle, `side` pixels on its longer one, as shares of ink with a pen's edges."""
    rows, columns = np.where(image.max(1) > 60)[0], np.where(image.max(0) > 60)[0]
    cut = np.pad(image[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1], 1)
    scale = side / max(cut.shape)
    large = Image.fromarray(cut).resize((max(8, round(cut.shape[1] * scale)), max(8, round(cut.shape[0] * scale))),
                                        Image.Resampling.BICUBIC)
    large = np.asarray(large.filter(ImageFilter.GaussianBlur(side / 60)), float) / 255
    return np.clip((large - pen) / 0.12 + 0.5, 0, 1)


def smooth(random, height, width, cells):
    coarse = random.normal(0, 1, (max(2, height // cells), max(2, width // cells))).astype("float32")
    return np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BILINEAR))


def scene(random, taken, *, paper=WHITE, ink=BLACK, strength=0.95, light=0.1, turn_light=0.4, exposure=1.0, noise=2,
          vignette=0.1, shadow=0, soften=0.1, shadow_angle=0.3, second_shadow=0, lines=None, pitch=0.15, squared=False,
          slope=0, margin=None, specks=0, table=None, folds=0, blur=0.002, grain=0.015, **_):
    height, width = taken.shape
    short = min(height, width)
    y, x = np.mgrid[0:height, 0:width].astype("float32")
    u, v = 2 * x / width - 1, 2 * y / height - 1
    brightness = 1 - light * (np.cos(turn_light) * u + np.sin(turn_light) * v) - vignette * (u * u + v * v) / 2
    for share, angle in ((shadow, shadow_angle), (second_shadow, shadow_angle + 1.9)):
        if share:
            where = (np.cos(angle) * u + np.sin(angle) * v - random.uniform(-0.2, 0.4)) / (2 * soften)
            brightness *= 1 - share * np.clip(where + 0.5, 0, 1)
    for _ in range(folds):
        angle, place = random.uniform(0, np.pi), random.uniform(-0.7, 0.7)
        distance = (np.cos(angle) * u + np.sin(angle) * v - place)
        brightness *= 1 + 0.12 * np.tanh(distance * 40) * np.exp(-abs(distance) * 12)
    image = np.ones((height, width, 3), "float32") * paper
    image *= (1 + grain * smooth(random, height, width, 5) * 0.6 + grain * random.normal(0, 1, (height, width)) / 2)[..., None]
    printed = np.zeros((height, width), "float32")
    if lines:
        thick, step, angle = max(1.2, short / 330), pitch * short, np.radians(slope + random.uniform(-0.6, 0.6))
        across = (y * np.cos(angle) - x * np.sin(angle) + random.uniform(0, step)) % step
        printed = np.clip(thick / 2 - abs(across - step / 2) + 0.5, 0, 1)
        if squared:
            along = (x * np.cos(angle) + y * np.sin(angle) + random.uniform(0, step)) % step
            printed = np.maximum(printed, np.clip(thick / 2 - abs(along - step / 2) + 0.5, 0, 1))
        image += printed[..., None] * 0.85 * (np.array(lines, "float32") * np.array(paper) / 240 - image)
    if margin:
        place = np.clip(short / 250 - abs(x - width * 0.08) + 0.5, 0, 1)
        image += place[..., None] * 0.8 * (np.array(margin, "float32") - image)
    covered = taken * strength * np.clip(1 + 0.06 * smooth(random, height, width, max(2, short // 120)), 0, 1.05)
    image += np.clip(covered, 0, 1)[..., None] * (np.array(ink, "float32") - image)
    for _ in range(specks):
        px, py, r = random.uniform(0, width), random.uniform(0, height), random.uniform(0.6, 1) * short / 260
        box = np.s_[max(0, int(py - r - 1)):int(py + r + 2), max(0, int(px - r - 1)):int(px + r + 2)]
        near = np.clip(r - np.hypot(x[box] - px, y[box] - py) + 0.5, 0, 1)[..., None]
        image[box] += near * 0.8 * (np.array(ink, "float32") * 0.7 + 20 - image[box])
    if table:
        edge = np.clip((u - 0.78 - 0.06 * v) * width / 4 + 0.5, 0, 1)[..., None]
        wood = np.array(table, "float32") * (1 + 0.15 * smooth(random, height, width, 30))[..., None]
        image = image * (1 - edge) + wood * edge
    image *= (brightness * exposure)[..., None]
    image += random.normal(0, noise, image.shape).astype("float32")
    picture = Image.fromarray(np.clip(image, 0, 255).astype("uint8"))
    return picture.filter(ImageFilter.GaussianBlur(blur * short)) if blur * short > 0.3 else picture


BACK = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Exif's orientation: what turns the upright picture into the stored


def store(picture, path, *, orientation=1, progressive=False, cmyk=False, grey=False, png=False, quality=88, **_):
    exif = Image.Exif()
    if orientation > 1:
        picture = picture.transpose(Image.Transpose(BACK[orientation]))
        exif[0x112] = orientation
    if grey:
        picture = picture.convert("L")
    if cmyk:
        picture = picture.convert("CMYK")
    if png:
        picture.save(path.with_suffix(".png"), optimize=True)
    else:
        picture.save(path.with_suffix(".jpg"), quality=quality, progressive=progressive, exif=exif)


def photo(random, image, kind, width=720, height=960):
    size = kind.get("size", random.uniform(0.35, 0.6))
    if "megapixels" in kind:
        width, height = 3000, 4000
    if random.random() < 0.4:
        width, height = height, width
    drawn = strokes(image, size * min(width, height), kind.get("pen", 0.5))
    free = height - drawn.shape[0], width - drawn.shape[1]
    top, left = (int(f * random.uniform(0.15, 0.6 if "table" in kind else 0.85)) for f in free)
    inside = int(0.01 * max(drawn.shape))
    match kind.get("border"):
        case "top": top = -inside
        case "left": left = -inside
        case "right": left = free[1] + inside
        case "bottom": top = free[0] + inside
    taken = np.zeros((height, width), "float32")
    y, x = max(0, -top), max(0, -left)
    part = drawn[y:height - top, x:width - left]
    taken[top + y:top + y + part.shape[0], left + x:left + x + part.shape[1]] = part
    return scene(random, taken, **kind)


def sheet(random, images, kind, width=1400, height=1000):
    taken = np.zeros((height, width), "float32")
    columns, rows = {"row": (10, 1), "rows": (5, 2), "sloped": (5, 2), "scattered": (4, 3)}[kind["places"]]
    cell = width / columns, height / rows
    for index, image in enumerate(images):
        side = min(cell) * random.uniform(0.5, 0.68)
        drawn = strokes(image, side, 0.5)
        column, row = index % columns, index // columns
        loose = 0.5 if kind["places"] == "scattered" else 0.3
        left = column * cell[0] + (cell[0] - drawn.shape[1]) * (0.5 + loose * random.uniform(-0.8, 0.8))
        top = row * cell[1] + (cell[1] - drawn.shape[0]) * 0.5 + cell[1] * loose * random.uniform(-0.2, 0.2)
        if kind["places"] == "sloped":
            top += (left / width - 0.5) * cell[1] * 0.25
        left, top = int(np.clip(left, 4, width - drawn.shape[1] - 4)), int(np.clip(top, 4, height - drawn.shape[0] - 4))
        box = np.s_[top:top + drawn.shape[0], left:left + drawn.shape[1]]
        taken[box] = np.maximum(taken[box], drawn)
    return scene(random, taken, **kind)


def stored(random, picture, kind, **options):
    """Its bytes, and how they are called."""
    with tempfile.TemporaryDirectory() as folder:
        store(picture, Path(folder) / "x", **{**kind, **options})
        path = next(Path(folder).iterdir())
        return path.suffix, base64.b64encode(path.read_bytes()).decode()


def fixture(mnist):
    images = read(mnist, "images-idx3-ubyte").reshape(-1, 28, 28)
    random = np.random.default_rng(7)
    small = []
    for name in ("plain", "fine-pen", "ballpoint", "yellow-note", "white-on-black", "hard-shadow", "lined", "squared-sloped",
                 "turned-right", "touches-top", "specks", "table-edge", "progressive", "cmyk"):
        some = random.integers(len(images), size=1)
        small.append((name, some, photo(random, images[some[0]], KINDS[name], 300, 400), KINDS[name]))
    for name in ("row-squared", "sloped-rows"):
        some = random.integers(len(images), size=10)
        small.append((name, some, sheet(random, images[some], SHEETS[name], 840, 600), SHEETS[name]))
    entries = []
    for name, some, picture, kind in small:
        ending, data = stored(random, picture, kind, quality=65)
        digits = [base64.b64encode(images[i].tobytes()).decode() for i in some]
        entries.append({"file": name + ending, "bytes": data, "digits": digits})
    path = Path(__file__).with_name("photos.json")
    path.write_text(json.dumps(entries, indent=0) + "\n")


LESSON = """---
seed: 1
---
```step
load "originals.npy" as originals
load "originals.txt" as truth
load "{pattern}" as digits, answers
  {count}
  labels: {labels}
reshape originals, digits to (-1, 28, 28, 1)
normalise originals, digits
build network
  conv2d 32 3x3 relu
  maxpool 2x2
  conv2d 64 3x3 relu
  maxpool 2x2
  conv2d 64 3x3 relu
  flatten
  dense 64 relu
  dense 10 softmax
restore network from "network.safetensors"
evaluate network on originals, truth
evaluate network on digits, answers
mistakes network on digits, answers
  count: 60
```
Of the originals it reads [95 %](value:evaluate.accuracy) right, of the pictures [95 %](value:evaluate-2.accuracy).
"""


def main(mnist, out, each):
    images = read(mnist, "images-idx3-ubyte").reshape(-1, 28, 28)
    labels = read(mnist, "labels-idx1-ubyte")
    random = np.random.default_rng(25)
    lists = {"photos": [], "sheets": []}
    for name, kinds in (("photos", KINDS), ("sheets", SHEETS)):
        (out / name).mkdir(parents=True, exist_ok=True)
        for kind in sorted(kinds):
            for number in range(each if name == "photos" else max(1, each // 2)):
                some = random.integers(len(images), size=1 if name == "photos" else 10)
                make = photo if name == "photos" else sheet
                picture = make(random, images[some[0]] if name == "photos" else images[some], kinds[kind])
                path = out / name / f"{kind}-{number}-{''.join(str(labels[i]) for i in some)}"
                store(picture, path, **kinds[kind])
                lists[name] += [int(i) for i in some]
    for name, some in lists.items():
        (out / f"{name}-of.txt").write_text("".join(f"{labels[i]}\n" for i in some))
        np.save(out / f"{name}-of.npy", images[some])
        (out / f"{name}.md").write_text(
            LESSON.replace("originals.npy", f"{name}-of.npy").replace("originals.txt", f"{name}-of.txt").format(
                pattern=f"{name}/*", count="digit: true" if name == "photos" else "digits: 10",
                labels=", ".join(str(labels[i]) for i in some)))
    print(len(lists["photos"]), "photos,", len(lists["sheets"]) // 10, "sheets")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        fixture(sys.argv[1])
    else:
        main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 5)
