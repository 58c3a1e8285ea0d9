"""Writes the small files of Tests/DatasetsTests/Files/readable.json, jpegs.json and tables.json as seeds for one reader of DatasetsFuzz.

    python3 Tests/Fuzz/seeds.py READER FOLDER
"""
import base64
import json
import re
import sys
from pathlib import Path

reader, folder = sys.argv[1:]
names = {"jpeg": r"jpg$", "idx": r"-idx\d?$", "npy": r"npy$", "npz": r"npz$", "png": r"png$", "gzip": r"gz$", "text": r"(csv|tsv|txt|dat)$"}
files = json.loads((Path(__file__).parent / "../DatasetsTests/Files/readable.json").read_text())
files += json.loads((Path(__file__).parent / "../DatasetsTests/Files/jpegs.json").read_text())
files += json.loads((Path(__file__).parent / "../DatasetsTests/Files/tables.json").read_text())
for file in files:
    data = base64.b64decode(file["bytes"])
    if reader in names and re.search(names[reader], file["file"]) and len(data) <= 4096:
        (Path(folder) / file["file"]).write_bytes(data)
        if reader == "npy":  # `Source.npy(header:)`
            (Path(folder) / (file["file"] + "-header")).write_bytes(data[10:])
if reader == "digit":  # `Source.image()`: a ring and a bar, of every element type and number of channels
    for kind in range(25):
        pixels = bytearray(b"\xe0" * 48 * 48)
        for y in range(10, 38):
            for x in range(10, 38):
                if 100 < (y - 24) ** 2 + (x - 24) ** 2 < 190 if kind % 2 else 21 < x < 27:
                    pixels[48 * y + x] = 30 + kind
        runs = bytes([47, 47, kind % 5, kind // 5, 224])
        for start in range(0, len(pixels), 4):
            runs += bytes([pixels[start], 3])
        (Path(folder) / f"drawn-{kind}").write_bytes(runs)
