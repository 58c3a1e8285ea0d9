"""Writes printed.json: arrays and what NumPy's print shows of them.

    python3 make_printed.py        # needs numpy 2.4 or later

Elements are written as text: whole numbers, or floats in hexadecimal.
"""
import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(5)
entries = []


def add(name, array, precision=8, threshold=1000):
    array = np.asarray(array)
    with np.printoptions(precision=precision, threshold=threshold):
        printed = str(array)
    flat = array.reshape(-1)
    values = [str(int(v)) for v in flat] if array.dtype.kind in "biu" else [float(v).hex() for v in flat]
    if len(set(values)) == 1:
        values = values[:1]
    entries.append({"name": name, "type": array.dtype.name, "shape": list(array.shape), "precision": precision,
                    "threshold": threshold, "values": values, "printed": printed})


digit = np.zeros((28, 28), "uint8")
digit[5:20, 8:18] = random.integers(0, 256, (15, 10))
add("a digit", digit)
add("a digit, normalised", digit.astype("float32") / 255)
add("two digits", np.stack([digit, digit]))
add("labels", random.integers(0, 10, 100).astype("uint8"))
add("many labels", random.integers(0, 10, 2000).astype("uint8"))
add("one-hot rows", np.eye(10, dtype="float32")[[5, 0, 4, 1, 9]])
for dtype in "uint8 int8 uint16 int16 uint32 int32 uint64 int64".split():
    info = np.iinfo(dtype)
    add(f"extremes of {dtype}", np.array([info.min, 0, info.max], dtype))
add("negative integers", [[-1, 10], [100, -1000]])
add("booleans", [True, False, True])
add("true only", [[True, True], [True, True]])
add("many booleans", np.arange(60) % 7 == 0)
for dtype in ["float16", "float32", "float64"]:
    make = lambda values: np.array(values, dtype)
    add(f"{dtype}: whole", make([0, 1, 2, 3]))
    add(f"{dtype}: tenths", make([0.1, 0.2, 0.3, 1.5]))
    add(f"{dtype}: thirds", make([1 / 3, 2 / 3, 1, -1 / 3]))
    add(f"{dtype}: mixed sizes", make([0.001, 0.5, 123.456]))
    add(f"{dtype}: ratio of a thousand", make([0.5, 500]))
    add(f"{dtype}: ratio above a thousand", make([0.5, 501]))
    add(f"{dtype}: small", make([0.00009, 1]))
    add(f"{dtype}: just not small", make([0.00011, 0.01]))
    add(f"{dtype}: large", make([1000, 999.5, 65000]))
    add(f"{dtype}: specials", make([np.nan, np.inf, -np.inf, 1.25]))
    add(f"{dtype}: infinite and whole", make([np.inf, 1]))
    add(f"{dtype}: specials among exponents", make([np.nan, 1e-7, -np.inf, 100]))
    add(f"{dtype}: not numbers only", make([np.nan, np.nan]))
    add(f"{dtype}: minus infinity only", make([-np.inf]))
    add(f"{dtype}: zeros", make([0.0, -0.0]))
    add(f"{dtype}: normal", random.normal(0, 1, (4, 5)).astype(dtype))
    add(f"{dtype}: predictions", (lambda p: p / p.sum())(random.random(10) ** 6).astype(dtype))
    add(f"{dtype}: 3 digits", random.normal(0, 1, (4, 5)).astype(dtype), precision=3)
    add(f"{dtype}: 3 digits, exponents", (10.0 ** random.uniform(-4, 3, 9)).astype(dtype), precision=3)
    add(f"{dtype}: 0 digits", make([0.25, 0.5, 1.5, 2.5, -0.5]), precision=0)
    add(f"{dtype}: 0 digits, exponents", make([0.25e-4, 0.5, 1.5, 2.5]), precision=0)
    add(f"{dtype}: 2 digits of little", make([0.001, 0.006, 0.004, 0.5]), precision=2)
    add(f"{dtype}: 20 digits", make([0.1, 0.3, 100]), precision=20)
    for value in [0, -0.0, 1, 0.1, 1e-5, 123456.789, np.nan, -np.inf, 2 / 3, 60000]:
        add(f"{dtype}: {value} alone", make(value))
for dtype, values in [
    ("float16", [999, 1000, 1001, 2047, 2049, 4096, 9990, 32000, 65504, 1e-4, 9e-5, 6e-8]),
    ("float32", [999999, 1e6, 9999999, 12345678, 16777216, 1e10, 3.4e38, 1e-4, 9.999e-5, 1e-45]),
    ("float64", [1e15, 9.9e15, 1e16, 1e-4, 9.9e-5, 5e-324]),
]:
    for value in values:
        add(f"{dtype}: {value} alone, at a limit", np.array(value, dtype))
add("float16: integers", np.arange(2000, 4000, 97).astype("float16"))
add("float32: a tenth of a thousandth", np.array([0.0001, 0.001], "float32"))
add("float32: a ratio that rounds to a thousand", np.array([0.1, 100], "float32"))
add("float32: a million", np.array([999999, 1e6], "float32"))
add("float32: below a million", np.array([999999, 999998.5], "float32"))
add("float64: a hundred million", [1e8, 1e6])
add("float64: below a hundred million", [99999999.0, 12345678.5])
add("float64: long exponents", [1e-300, 1.5e200])
add("float64: mixed exponents", [1e-300, 1.5, np.nan])
add("float64: the smallest", [5e-324, 1.7976931348623157e308])
add("float64: alone", np.array(1e22))
add("float64: alone, no exponent yet", np.array(123456789012345.0))
add("float64: alone, exponent", np.array(1e16))
add("float64: alone, small", np.array(0.0001))
add("float64: carries", [0.999999999, 9.9999999999])
add("float64: carries among exponents", [9.9999999999e-5, 1])
add("float64: ties", [0.125, 0.375, 2.5], precision=2)
add("integer alone", np.array(7, "uint8"))
add("truth alone", np.array(True))
add("one element", [7])
add("one row", [[1, 2, 3]])
add("one column", [[1], [20], [300]])
add("three dimensions", np.arange(24).reshape(2, 3, 4))
add("four dimensions", np.arange(16).reshape(2, 2, 2, 2))
add("wrapping", np.arange(100))
add("wrapping rows", np.arange(80).reshape(2, 40) * 111)
add("wrapping floats", np.linspace(0, 1, 30))
add("wrapping in three dimensions", np.arange(120).reshape(2, 2, 30) - 60)
add("shortened", np.arange(1001))
add("just not shortened", np.arange(1000))
add("shortened rows", np.arange(10000).reshape(100, 100))
add("shortened in three dimensions", np.arange(8000).reshape(20, 20, 20))
add("shortened in one dimension of two", np.arange(3000).reshape(1000, 3))
add("shortened images", np.zeros((50, 28, 28, 1), "float32"))
add("threshold of ten", np.arange(11), threshold=10)
add("threshold of zero", np.arange(7), threshold=0)
add("six stay whole", np.arange(6), threshold=0)
add("shortened floats, width of the rest", np.concatenate([[0.5, 1, 2], np.full(2000, 123.456), [3, 4, 5]]))
add("empty", np.zeros((0,)))
add("empty rows", np.zeros((3, 0)))
add("no images", np.zeros((0, 28, 28), "uint8"))
add("long words", np.array([1.5e-300, -2.123456789e300] * 5))
add("random floats", random.normal(0, 10, 40))
add("random singles", (10.0 ** random.uniform(-3, 3, 40)).astype("float32"))

lines = ",\n".join(json.dumps(entry) for entry in entries)
(Path(__file__).parent / "printed.json").write_text("[\n" + lines + "\n]\n")
print(len(entries), "arrays")
