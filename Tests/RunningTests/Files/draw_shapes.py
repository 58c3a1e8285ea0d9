"""Draws `shapes`: a small set of pictures in colour, a folder for each class, and `other.png` of another size.

    python3 draw_shapes.py        # needs numpy and pillow

Discs, squares and crosses of 20×20 pixels in colours drawn by lot, so that only their form tells them apart.
"""
from pathlib import Path

import numpy as np
from PIL import Image

folder = Path(__file__).resolve().parent
random = np.random.default_rng(3)


def picture(form, height=20, width=20):
    y, x = np.mgrid[0:height, 0:width] + 0.5
    y, x = y - height / 2 - random.uniform(-1, 1), x - width / 2 - random.uniform(-1, 1)
    size = random.uniform(5.5, 7.5)
    distance = {
        "disc": np.hypot(x, y),
        "square": np.maximum(abs(x), abs(y)) * 1.1,
        "cross": np.where(np.minimum(abs(x), abs(y)) < 1.6, np.maximum(abs(x), abs(y)), 99),
    }[form]
    share = np.clip(size - distance + 0.5, 0, 1)[..., None]
    ground = random.uniform(0, 80, 3)
    pixels = ground + share * (random.uniform(120, 255, 3) - ground)
    return Image.fromarray(np.round(pixels).astype(np.uint8))


for form in ("disc", "square", "cross"):
    (folder / "shapes" / form).mkdir(parents=True, exist_ok=True)
    for number in range(1, 9):
        picture(form).save(folder / "shapes" / form / f"{number}.png", optimize=True)
picture("disc", 24, 16).save(folder / "other.png", optimize=True)
