"""Draws the handwritten digits of Lessons/data, as a photo of a sheet of paper shows them.

    python3 draw_digits.py        # needs numpy and pillow

A pen runs along smooth curves, pressing more and less; the paper has a grain, the light falls from one side and fades
towards the corners, and the picture is a little blurred. `four.dat` is the four as 28×28 numbers in text.
"""
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

folder = Path(__file__).resolve().parents[3] / "Lessons" / "data"
random = np.random.default_rng(7)


def curve(points, count=400):
    """Catmull-Rom through the points."""
    points = np.array([2 * np.array(points[0]) - points[1], *points, 2 * np.array(points[-1]) - points[-2]], float)
    result = []
    for a, b, c, d in zip(points, points[1:], points[2:], points[3:]):
        t = np.linspace(0, 1, count // (len(points) - 3))[:, None]
        result.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3))
    return np.concatenate(result)


def draw(strokes, width, height, pen, ink=0.8):
    """The share of light that the ink takes, at every pixel; strokes are points from 0 to 1."""
    y, x = np.mgrid[0:height, 0:width]
    taken = np.zeros((height, width))
    for stroke in strokes:
        path = curve(stroke) * [width, height]
        path += np.cumsum(random.normal(0, 0.15, path.shape), 0)
        press = 1 + 0.25 * np.sin(np.linspace(0.3, 4.5, len(path))) + 0.04 * random.normal(size=len(path))
        for (px, py), force in zip(path[::2], press[::2]):
            reach = int(pen * 2) + 2
            rows = slice(max(0, int(py) - reach), int(py) + reach)
            columns = slice(max(0, int(px) - reach), int(px) + reach)
            distance = np.hypot(x[rows, columns] - px, y[rows, columns] - py)
            taken[rows, columns] = np.maximum(taken[rows, columns], np.clip(pen * force - distance + 0.5, 0, 1))
    grain = random.normal(0, 1, (height, width))
    grain = grain + np.roll(grain, 1, 0) + np.roll(grain, 1, 1)
    return taken * ink * (1 + 0.06 * grain)


def photo(name, strokes, width, height, pen, paper, light, ink, colour=(0.95, 0.95, 1.0)):
    taken = draw(strokes, width, height, pen, ink)
    y, x = np.mgrid[0:height, 0:width]
    u, v = 2 * x / width - 1, 2 * y / height - 1
    brightness = 1 - light * (0.5 * u + 0.35 * v) - 0.1 * (u * u + v * v)
    coarse = np.asarray(Image.fromarray(random.normal(0, 1, (height // 6, width // 6)).astype("float32")).resize(
        (width, height), Image.Resampling.BILINEAR))
    texture = 1 + 0.006 * coarse + 0.008 * random.normal(size=(height, width))
    layers = [paper * tint * brightness * texture * (1 - taken * share)
              for tint, share in zip((1, 0.985, 0.95), colour)]
    image = np.clip(np.stack(layers, 2), 0, 1)
    picture = Image.fromarray((image * 255).astype("uint8")).filter(ImageFilter.GaussianBlur(0.8))
    # 128 colours make a small file, as a scanning program would.
    picture.quantize(128, dither=Image.Dither.NONE).save(folder / name, optimize=True)


photo("seven.png", [[(.24, .27), (.42, .255), (.72, .235), (.74, .25), (.62, .47), (.50, .70), (.45, .86)],
                    [(.40, .54), (.55, .53), (.70, .51)]], 300, 380, 5.5, 0.88, 0.30, 0.80, (1.0, 0.9, 0.45))
photo("four.png", [[(.43, .20), (.36, .38), (.27, .56), (.45, .575), (.74, .54)],
                   [(.63, .30), (.60, .52), (.585, .82)]], 320, 360, 7, 0.80, 0.45, 0.75)
photo("two.png", [[(.27, .36), (.33, .22), (.52, .17), (.66, .27), (.62, .45), (.43, .66), (.25, .80), (.42, .79),
                   (.60, .80), (.76, .77)]], 300, 360, 4, 0.92, 0.2, 0.85)

# The workshop's form: 28×28 numbers from 0 (paper) to 255 (ink), one row a line.
taken = draw([[(.46, .17), (.40, .36), (.31, .55), (.50, .56), (.73, .53)], [(.64, .28), (.61, .52), (.59, .84)]],
             280, 280, 11, 1.0)
small = np.clip(taken.reshape(28, 10, 28, 10).mean((1, 3)), 0, 1)
np.savetxt(folder / "four.dat", np.round(small * 255), fmt="%3d")
