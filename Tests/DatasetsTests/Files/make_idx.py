"""Cuts the small IDX files of lesson 03 out of MNIST.

    python3 make_idx.py FOLDER_WITH_MNIST

The first 300 training images and their labels, gzipped, and once more the images as a download that stopped halfway
leaves them: 100,000 bytes of the same contents, under the same header. Compressed bytes differ between versions of zlib.
"""
import gzip
import io
import struct
import sys
from pathlib import Path

COUNT = 300
CUT = 100_000


def body(path, header):
    with gzip.open(path) as file:
        return file.read()[header:]


def write(name, contents):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(contents)
    (Path(__file__).resolve().parents[3] / "Lessons" / "data" / name).write_bytes(buffer.getvalue())


def main(mnist):
    images = body(Path(mnist) / "train-images-idx3-ubyte.gz", 16)[:COUNT * 28 * 28]
    labels = body(Path(mnist) / "train-labels-idx1-ubyte.gz", 8)[:COUNT]
    whole = struct.pack(">4i", 0x803, COUNT, 28, 28) + images
    write("digits-images-idx3-ubyte.gz", whole)
    write("digits-labels-idx1-ubyte.gz", struct.pack(">2i", 0x801, COUNT) + labels)
    write("cut-images-idx3-ubyte.gz", whole[:CUT])


main(*sys.argv[1:])
