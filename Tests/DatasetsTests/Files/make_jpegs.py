"""Writes jpegs.json: small JPEG files of all kinds, and PNG files that Exif turns, with the pixels that libjpeg and
Pillow make of them.

    python3 make_jpegs.py        # needs numpy and pillow

Every entry has the file's name, its bytes in base64, the shape of its pixels, and these, packed by zlib, in base64.
"""
import base64
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

random = np.random.default_rng(1)
entries = []


def picture(width, height, channels):
    """Waves, a rectangle with sharp edges, and noise."""
    y, x = np.mgrid[0:height, 0:width]
    pixels = np.stack([128 + 90 * np.sin(x / (3 + k) + k) * np.cos(y / (5 - k) + k) for k in range(channels)], -1)
    pixels[height // 3 : height // 2 + 1, width // 4 : width // 2 + 1] = [250, 10, 60, 30][:channels]
    pixels += random.normal(0, 6, pixels.shape)
    pixels = np.clip(pixels, 0, 255).astype(np.uint8)
    return Image.fromarray(pixels[..., 0] if channels == 1 else pixels, {1: "L", 3: "RGB", 4: "CMYK"}[channels])


def add(name, data):
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    pixels = np.asarray(shown)
    if shown.mode == "CMYK":
        light = 255 - pixels.astype(int)
        pixels = np.round(light[..., :3] * light[..., 3:] / 255)
    sixteen = shown.mode.startswith("I;16")
    pixels = pixels.astype("<u2" if sixteen else np.uint8)
    entries.append({
        "file": name,
        "bytes": base64.b64encode(data).decode(),
        "shape": list(pixels.shape),
        "bits": 16 if sixteen else 8,
        "pixels": base64.b64encode(zlib.compress(pixels.tobytes(), 9)).decode(),
    })


def jpeg(width, height, channels, **options):
    file = io.BytesIO()
    picture(width, height, channels).save(file, "JPEG", **options)
    return file.getvalue()


def exif(orientation):
    tags = Image.Exif()
    tags[0x112] = orientation
    return tags


def frame_header(data):
    place = 2
    while data[place + 1] not in (0xC0, 0xC1, 0xC2):
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return place


def sampled(data, factors, width, height):
    """The same blocks under other sampling factors; the size must have as many units."""
    data = bytearray(data)
    place = frame_header(data)
    data[place + 11] = factors
    data[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(data)


for progressive in (False, True):
    kind = "progressive" if progressive else "baseline"
    for quality in (30, 90, 100):
        add(f"grey-{kind}-{quality}.jpg", jpeg(27, 18, 1, quality=quality, progressive=progressive))
        for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
            options = dict(quality=quality, subsampling=subsampling, progressive=progressive)
            add(f"colour-{name}-{kind}-{quality}.jpg", jpeg(37, 19, 3, **options))
    add(f"restarts-{kind}.jpg", jpeg(40, 24, 3, progressive=progressive, restart_marker_blocks=2))
    add(f"restarts-grey-{kind}.jpg", jpeg(40, 24, 1, progressive=progressive, restart_marker_blocks=1))
    add(f"primaries-{kind}.jpg", jpeg(21, 13, 3, keep_rgb=True, progressive=progressive))
    for name, subsampling in (("", 0), ("-420", 2)):
        cmyk = jpeg(23, 18, 4, subsampling=subsampling, progressive=progressive)
        add(f"inks{name}-{kind}.jpg", cmyk)
        place = cmyk.index(b"Adobe") + 11
        add(f"inks-luminance{name}-{kind}.jpg", cmyk[:place] + b"\2" + cmyk[place + 1 :])
    for width, height in ((1, 1), (7, 13), (2, 3), (16, 16), (3, 17), (17, 2)):
        add(f"size-{width}x{height}-{kind}.jpg", jpeg(width, height, 3, subsampling=2, progressive=progressive))
    add(f"size-7x13-422-{kind}.jpg", jpeg(7, 13, 3, subsampling=1, progressive=progressive))
    add(f"size-4x9-422-{kind}.jpg", jpeg(4, 9, 3, subsampling=1, progressive=progressive))
    add(f"commented-{kind}.jpg", jpeg(9, 8, 3, progressive=progressive, comment=b"\xff\xd8\xff\xd9", icc_profile=b"x" * 300))
add("inks-plain.jpg", (lambda data: data.replace(b"Adobe", b"adobE"))(jpeg(9, 11, 4)))
add("colour-440.jpg", sampled(jpeg(32, 8, 3, subsampling=1), 0x12, 15, 13))
add("colour-411.jpg", sampled(jpeg(32, 32, 3, subsampling=2), 0x41, 61, 15))
add("colour-440-high.jpg", sampled(jpeg(16, 24, 3, subsampling=1), 0x12, 7, 45))
for orientation in range(1, 9):
    add(f"turned-{orientation}.jpg", jpeg(11, 6, 3, exif=exif(orientation), quality=90))
    add(f"turned-grey-{orientation}.jpg", jpeg(20, 37, 1, exif=exif(orientation), quality=60, progressive=True))
    file = io.BytesIO()
    picture(5, 3, 3 if orientation % 2 else 1).save(file, "PNG", exif=exif(orientation))
    add(f"turned-{orientation}.png", file.getvalue())
file = io.BytesIO()
deep = Image.fromarray(random.integers(0, 65536, (4, 3), dtype=np.uint16))
deep.save(file, "PNG", exif=exif(6))
add("turned-deep.png", file.getvalue())

text = ",\n".join(json.dumps(entry) for entry in entries)
(Path(__file__).parent / "jpegs.json").write_text(f"[\n{text}\n]\n")
print(len(entries), "files")
