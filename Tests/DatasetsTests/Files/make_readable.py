"""Writes readable.json: files as NumPy, Pillow, gzip, zipfile and struct write them, with the values in them.

    python3 make_readable.py        # needs numpy and pillow

Every entry has the file's name, its bytes in base64, and its arrays: name, shape, element type, values as text.
"""
import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

random = np.random.default_rng(1)
entries = []


def text(value):
    return str(int(value)) if np.asarray(value).dtype.kind in "biu" else repr(float(value))


def add(name, data, arrays):
    if not isinstance(arrays, dict):
        arrays = {"": arrays}
    entries.append({
        "file": name, "bytes": base64.b64encode(data).decode(),
        "arrays": [{"name": key, "shape": list(array.shape), "type": array.dtype.name,
                    "values": [text(value) for value in array.reshape(-1)]} for key, array in arrays.items()]})


def samples(dtype, shape):
    kind = np.dtype(dtype).kind
    if kind == "b":
        return random.integers(0, 2, shape).astype(bool)
    if kind in "iu":
        info = np.iinfo(dtype)
        array = random.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)
        array.reshape(-1)[:2] = info.min, info.max
        return array
    array = random.normal(0, 100, shape).astype(dtype)
    array.reshape(-1)[:4] = np.nan, -np.inf, -0.0, np.finfo(dtype).tiny
    return array


def npy(array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version)
    return buffer.getvalue()


DTYPES = "bool uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64".split()
for dtype in DTYPES:
    array = samples(dtype, (3, 4))
    add(f"little-{dtype}.npy", npy(array.astype(array.dtype.newbyteorder("<"))), array)
    add(f"big-{dtype}.npy", npy(array.astype(array.dtype.newbyteorder(">"))), array)
for shape in [(3, 4), (2, 3, 4), (2, 1, 3, 2), (5,)]:
    array = random.integers(-99, 99, shape).astype("<i4")
    add(f"fortran-{len(shape)}.npy", npy(np.asfortranarray(array)), array)
for version in [(1, 0), (2, 0), (3, 0)]:
    array = samples("float32", (2, 5))
    add(f"version-{version[0]}.npy", npy(array, version), array)
add("scalar.npy", npy(np.array(-7)), np.array(-7))
add("empty.npy", npy(np.zeros((0, 3), "float64")), np.zeros((0, 3), "float64"))
add("empty-fortran.npy", npy(np.zeros((3, 0), "float64", order="F")), np.zeros((3, 0), "float64"))
array = samples("int16", (4, 4))
add("gzipped.npy.gz", gzip.compress(npy(array), mtime=0), array)

both = {"x_train": samples("uint8", (3, 4, 4)), "y": samples("int64", (7,)), "order": np.asfortranarray(samples("float32", (2, 3)))}
for name, save in [("stored", np.savez), ("deflated", np.savez_compressed)]:
    buffer = io.BytesIO()
    save(buffer, **both)
    add(f"{name}.npz", buffer.getvalue(), both)


class Pipe(io.RawIOBase):
    """Takes bytes and cannot go back, so that zipfile writes data descriptors."""
    def __init__(self): self.data = b""
    def writable(self): return True
    def write(self, data):
        self.data += bytes(data)
        return len(data)


pipe = Pipe()
with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, array in both.items():
        with archive.open(name + ".npy", "w", force_zip64=True) as entry:
            entry.write(npy(array))
    archive.comment = b"with a comment"
add("descriptors.npz", pipe.data, both)


def wide_zip(array):
    """One stored entry whose sizes and offset, and whose directory's place, stand in 64-bit fields only."""
    data, name, none = npy(array), b"wide.npy", 0xffffffff
    crc = zlib.crc32(data)
    local = struct.pack("<IHHHHHIIIHH", 0x04034b50, 45, 0, 0, 0, 33, crc, none, none, len(name), 20) + name
    local += struct.pack("<HHQQ", 1, 16, len(data), len(data)) + data
    central = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 45, 45, 0, 0, 0, 33, crc, none, none, len(name), 28, 0, 0, 0,
                          0, none) + name + struct.pack("<HHQQQ", 1, 24, len(data), len(data), 0)
    end64 = struct.pack("<IQHHIIQQQQ", 0x06064b50, 44, 45, 45, 0, 0, 1, 1, len(central), len(local))
    locator = struct.pack("<IIQI", 0x07064b50, 0, len(local) + len(central), 1)
    return local + central + end64 + locator + struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 0xffff, 0xffff, none, none, 0)


array = samples("float64", (2, 3))
assert np.array_equal(np.load(io.BytesIO(wide_zip(array)))["wide"], array, equal_nan=True)
add("wide.npz", wide_zip(array), {"wide": array})


def idx(array):
    codes = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, codes[array.dtype.name], array.ndim, *array.shape)
    return header + array.astype(array.dtype.newbyteorder(">")).tobytes()


for dtype in ["uint8", "int8", "int16", "int32", "float32", "float64"]:
    array = samples(dtype, (2, 3, 2))
    add(f"{dtype}-idx3", idx(array), array)
for shape in [(), (6,), (2, 3), (2, 2, 2, 2), (0, 28, 28)]:
    array = random.integers(0, 255, shape).astype("uint8")
    add(f"rank-{len(shape)}-idx", idx(array), array)
array = samples("uint8", (3, 28, 28))
add("images-idx3-ubyte.gz", gzip.compress(idx(array), mtime=0), array)
data = idx(array)
add("members-idx3-ubyte.gz", gzip.compress(data[:9], mtime=0) + gzip.compress(b"", mtime=0) + gzip.compress(data[9:], 1, mtime=0), array)
add("padded-idx3-ubyte.gz", gzip.compress(data, mtime=0) + bytes(300), array)
buffer = io.BytesIO()
with gzip.GzipFile("a name", "wb", fileobj=buffer, mtime=5) as file:
    file.write(data)
add("named-idx3-ubyte.gz", buffer.getvalue(), array)


def savetxt(array, **options):
    buffer = io.BytesIO()
    np.savetxt(buffer, array, **options)
    loaded = np.loadtxt(io.BytesIO(buffer.getvalue()), delimiter=options.get("delimiter"))
    assert np.array_equal(loaded, array.astype(loaded.dtype))
    return buffer.getvalue()


floats = random.normal(0, 5, (3, 4))
digit = random.integers(0, 256, (28, 28))
add("savetxt.txt", savetxt(floats), floats)
add("savetxt-header.txt", savetxt(floats, header="four columns\nof numbers", footer="the end"), floats)
add("digit.dat", savetxt(digit, fmt="%d"), digit)
add("digit.dat.gz", gzip.compress(savetxt(digit, fmt="%d"), mtime=0), digit)
add("commas.csv", savetxt(floats, delimiter=","), floats)
add("column.txt", savetxt(digit[0], fmt="%d"), digit[0])
ints, row = np.array([[1, -2, 3], [40, 5, 600]]), np.array([1, 2, 3])
decimals = np.array([[1.5, -2.25], [0.125, 1000.0]])
for name, content, array in [
    ("row.txt", "1 2 3", row), ("one.txt", "7\n", np.array(7)), ("tabs.txt", "1\t-2\t3\n40\t5\t600\n", ints),
    ("aligned.dat", "   1  -2    3  \n  40   5  600  \n\n", ints), ("crlf.csv", "1,-2,3\r\n40,5,600\r\n", ints),
    ("old-mac.csv", "1,-2,3\r40,5,600", ints), ("trailing.csv", "1, -2, 3,\n40, 5, 600,\n", ints),
    ("quoted.csv", '"1","-2","3"\n"40","5","600"\n', ints), ("signs.txt", "+1 -2 +3\n40 5 600", ints),
    ("excel-de.csv", "Länge;Breite\r\n1,5;-2,25\r\n0,125;1000,0\r\n", decimals),
    ("excel-de-bom.csv", "\ufeff1,5;-2,25\r\n0,125;1000,0\r\n", decimals),
    ("excel-sep.csv", "sep=;\r\na;b\r\n1,5;-2,25\r\n0,125;1e3\r\n", decimals),
    ("quoted-de.csv", '"Länge; Breite";"Höhe"\n"1,5";"-2,25"\n"0,125";"1000"\n', decimals),
    ("quoted-comma.csv", '"a, b","c"\n"1.5","-2.25"\n0.125,1e3\n', decimals),
    ("inches.csv", 'a 5","b, 3",c\n1,-2,3\n40,5,600\n', ints),
    ("digits.csv", "0.1,123456789012345678,9007199254740993.0\n1e22,1.0000000000000000000001,0.3000000000000000444\n",
     np.array([[0.1, 123456789012345678, 9007199254740993.0], [1e22, 1.0000000000000000000001, 0.3000000000000000444]])),
    ("decimal-tabs.txt", "1,5\t-2,25\n0,125\t1000,0\n", decimals),
    ("comments.txt", "# from a script\n1 -2 3 # first\n\n   # more\n40 5 600\n", ints),
    ("pandas.csv", ",0,1\n1,-2,3\n40,5,600\n", ints), ("labels.csv", "label,pixel0,pixel1\n1,-2,3\n40,5,600\n", ints),
    ("late-decimal.txt", "1 2\n3 4.5\n", np.array([[1, 2], [3, 4.5]])),
    ("specials.txt", "nan -inf\nInfinity 1e-320\n", np.array([[np.nan, -np.inf], [np.inf, 1e-320]])),
    ("points.txt", "1. .5\n-.25 1.e2\n", np.array([[1, .5], [-.25, 100]])),
    ("large.txt", "9223372036854775808 1\n", np.array([9223372036854775808.0, 1])),
]:
    add(name, content.encode(), array)


def png(samples, depth, colour, interlaced, extra=b""):
    """(H, W, C) samples of `depth` bits; rows take the five filters in turn."""
    height, width, count = samples.shape

    def pack(rows):
        result, previous = b"", None
        step = max(1, count * depth // 8)
        for y, row in enumerate(rows):
            flat = row.reshape(-1)
            if depth == 16:
                line = flat.astype(">u2").tobytes()
            else:
                bits = np.unpackbits(flat.astype("uint8")[:, None], axis=1)[:, 8 - depth:]
                line = np.packbits(bits.reshape(-1)).tobytes()
            previous = previous or bytes(len(line))
            filtered = []
            for i, byte in enumerate(line):
                a, b = line[i - step] if i >= step else 0, previous[i]
                c = previous[i - step] if i >= step else 0
                p = a + b - c
                nearest = min([a, b, c], key=lambda v: abs(p - v))
                filtered.append((byte - [0, a, b, (a + b) // 2, nearest][y % 5]) & 255)
            result += bytes([y % 5]) + bytes(filtered)
            previous = line
        return result

    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    parts = [samples[y::dy, x::dx] for x, y, dx, dy in passes] if interlaced else [samples]
    data = zlib.compress(b"".join(pack(part) for part in parts if part.size))
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data[:20]) + chunk(b"IDAT", data[20:])
            + chunk(b"tEXt", b"Comment\0later") + chunk(b"IEND", b""))


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def add_png(name, data, expected, mode):
    if mode:
        assert np.array_equal(np.asarray(Image.open(io.BytesIO(data)).convert(mode)), expected), name
    add(name, data, expected)


for interlaced in [0, 1]:
    tail = "-interlaced" if interlaced else ""
    for depth in [1, 2, 4, 8]:
        grey = random.integers(0, 2 ** depth, (11, 13, 1))
        expected = (grey[:, :, 0] * (255 // (2 ** depth - 1))).astype("uint8")
        add_png(f"grey-{depth}{tail}.png", png(grey, depth, 0, interlaced), expected, "L")
        palette = random.integers(0, 256, (2 ** depth, 3)).astype("uint8")
        add_png(f"palette-{depth}{tail}.png", png(grey, depth, 3, interlaced, chunk(b"PLTE", palette.tobytes())),
                palette[grey[:, :, 0]], "RGB")
    for depth in [8, 16]:
        for colour, count in [(2, 3), (4, 2), (6, 4)]:
            pixels = random.integers(0, 2 ** depth, (9, 10, count)).astype(f"uint{depth}")
            mode = {2: "RGB", 4: "LA", 6: "RGBA"}[colour] if depth == 8 else None
            add_png(f"colour-{colour}-{depth}{tail}.png", png(pixels, depth, colour, interlaced), pixels, mode)
    pixels = random.integers(0, 65536, (9, 10, 1)).astype("uint16")
    add_png(f"grey-16{tail}.png", png(pixels, 16, 0, interlaced), pixels[:, :, 0], "I;16")
add_png("one-pixel.png", png(np.array([[[200]]]), 8, 0, 1), np.array([[200]], "uint8"), "L")
palette, alpha = random.integers(0, 256, (4, 3)).astype("uint8"), np.array([0, 100, 255, 255], "uint8")
grey = random.integers(0, 4, (5, 5, 1))
extra = chunk(b"PLTE", palette.tobytes()) + chunk(b"tRNS", alpha[:2].tobytes())
add_png("palette-alpha.png", png(grey, 2, 3, 0, extra), np.concatenate([palette, alpha[:, None]], 1)[grey[:, :, 0]], "RGBA")
expected = np.stack([grey[:, :, 0] * 85, np.where(grey[:, :, 0] == 2, 0, 255)], 2).astype("uint8")
add_png("grey-key.png", png(grey, 2, 0, 0, chunk(b"tRNS", struct.pack(">H", 2))), expected, None)
rgb = random.integers(0, 256, (4, 4, 3)).astype("uint8")
key = chunk(b"tRNS", struct.pack(">HHH", *map(int, rgb[1, 1])))
add_png("colour-key.png", png(rgb, 8, 2, 0, key),
        np.dstack([rgb, np.where((rgb == rgb[1, 1]).all(2), 0, 255).astype("uint8")]), "RGBA")
for mode in ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]:
    image = Image.fromarray(random.integers(0, 256, (28, 28, 3)).astype("uint8")).convert("L" if mode == "I;16" else mode)
    expected = np.asarray(image.convert({"1": "L", "P": "RGB"}.get(mode, mode)))
    if mode == "I;16":
        expected = random.integers(0, 65536, (28, 28)).astype("uint16")
        image = Image.fromarray(expected)
    buffer = io.BytesIO()
    image.save(buffer, "png")
    add(f"pillow-{mode.replace(';', '-')}.png", buffer.getvalue(), expected)
add("image.png.gz", gzip.compress(buffer.getvalue(), mtime=0), expected)

# A gzip member of 16 MiB: '1 1 1 …'. Repeated, it makes a bomb.
(Path(__file__).parent / "ones.gz").write_bytes(gzip.compress(b"1 " * (1 << 23), mtime=0))
lines = ",\n".join(json.dumps(entry) for entry in entries)
(Path(__file__).parent / "readable.json").write_text("[\n" + lines + "\n]\n")
print(len(entries), "files")
