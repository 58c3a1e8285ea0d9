"""Writes tables.json: small text files as programs write them, with what pandas reads in them.

Needs pandas. Each file says how pandas is told to read it; lesson is told nothing but columns, labels and what is to
become of missing values.
"""

import base64
import gzip
import io
import json
import math
import os
import zipfile

import pandas

FLOWERS = """sepal_length,sepal_width,petal_length,species
5.1,3.5,1.4,setosa
4.9,3.0,1.4,setosa
6.4,3.2,4.5,versicolor
6.9,3.1,4.9,versicolor
6.3,3.3,6.0,virginica
5.8,2.7,5.1,virginica
"""
PENGUINS = """species,island,bill,flipper,mass,sex
Gentoo,Biscoe,46.1,211,4500,female
Adelie,Torgersen,39.1,181,3750,male
Adelie,Torgersen,NA,NA,NA,NA
Chinstrap,Dream,46.5,192,3500,female
Adelie,Dream,37.2,NA,3900,male
Gentoo,Biscoe,50.0,230,5700,NA
"""
WEATHER = """day;temperature;rain;station
1.3.2024;3,5;0,0;Nord
2.3.2024;-1,25;12,75;Süd
3.3.2024;10,0;0,5;Nord
"""
files = []


def add(name, text, *, labels=None, columns=None, missing=None, encoding="utf-8", raw=None, read=None, rename=None):
    """labels, columns and missing are lesson's; read is what pandas must be told beside."""
    content = raw if raw is not None else text.encode(encoding)
    plain = text if isinstance(text, str) else None
    frame = pandas.read_csv(io.StringIO(plain), **(read or {}))
    frame.columns = rename if rename else [str(column).strip() for column in frame.columns]
    label = None
    if labels:
        label = {"first": frame.columns[0], "last": frame.columns[-1]}.get(labels, labels)
    wanted = columns or [column for column in frame.columns if column != label]
    used = frame[[*wanted, *([label] if label else [])]]
    if missing == "drop":
        used = used.dropna()
    x = used[wanted]
    if missing == "mean":
        x = x.fillna(x.mean())
    entry = {
        "file": name, "bytes": base64.b64encode(content).decode(), "labels": labels, "columns": columns or [],
        "missing": missing, "names": list(x.columns), "x": [[text_of(value) for value in row] for row in x.to_numpy()],
        "isWhole": bool(all(str(kind).startswith(("int", "Int")) or (missing == "drop" and is_whole(x[c]))
                            for c, kind in x.dtypes.items())),
    }
    if label:
        y = used[label]
        if y.dtype == object or str(y.dtype).startswith(("str", "category")):
            classes = sorted(set(str(value).strip() for value in y))
            entry["classes"] = classes
            entry["y"] = [str(classes.index(str(value).strip())) for value in y]
        else:
            entry["y"] = [text_of(value) for value in y]
    numbers = x.astype(float).describe()
    entry["described"] = [[text_of(value) for value in row] for row in numbers.to_numpy()]
    files.append(entry)


def is_whole(column):
    """pandas makes columns with gaps floats, also where the numbers that are there are whole."""
    return all(float(value).is_integer() for value in column)


def text_of(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    return repr(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def zipped(name, text, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
        entry.compress_type = method
        archive.writestr(entry, text)
    return buffer.getvalue()


numbers = "a,b,c\n1,2,3\n4,5,6\n7,8,10\n"
add("plain.csv", numbers)
add("labels-last.csv", numbers, labels="last")
add("labels-first.csv", numbers, labels="first")
add("labels-named.csv", numbers, labels="b")
add("chosen.csv", numbers, columns=["c", "a"])
add("chosen-labels.csv", numbers, columns=["c", "a"], labels="b")
add("no-header.csv", "1,2.5,3\n4,5,6\n", read={"header": None}, rename=["1", "2", "3"])
add("windows.csv", numbers.replace("\n", "\r\n"))
add("old-mac.csv", numbers.replace("\n", "\r"), read={"lineterminator": "\r"})
add("no-end.csv", numbers[:-1])
add("blank-lines.csv", "a,b\n\n1,2\n\n3,4\n\n")
add("decimals.csv", "a,b\n1.5,2e3\n-4.25,.5\n3.,1E-2\n")
add("signs.csv", "a,b\n+1,-2\n-3,+4.5\n")
add("many-digits.csv", "a,b\n3.14159265358979323846,2.718281828459045\n1e22,0.1\n")
add("flowers.csv", FLOWERS, labels="species")
add("flowers-last.csv", FLOWERS, labels="last")
add("flowers-two.csv", FLOWERS, labels="species", columns=["petal_length", "sepal_length"])
add("flowers-numbers.csv", FLOWERS, columns=["sepal_length", "petal_length"])
add("flowers-regression.csv", FLOWERS, columns=["sepal_length", "sepal_width"], labels="petal_length")
add("flowers-no-header.csv", FLOWERS.split("\n", 1)[1], labels="last", read={"header": None}, rename=["1", "2", "3", "4"])
add("bom.csv", numbers, raw=b"\xef\xbb\xbf" + numbers.encode())
add("utf-16.csv", FLOWERS, encoding="utf-16", labels="species")
add("utf-16-be.csv", FLOWERS, raw=b"\xfe\xff" + FLOWERS.encode("utf-16-be"), labels="species")
add("utf-16.txt", numbers.replace(",", "\t"), encoding="utf-16", read={"sep": "\t"})
add("latin-1.csv", WEATHER, encoding="latin-1", columns=["temperature", "rain"], read={"sep": ";", "decimal": ","})
add("weather.csv", WEATHER, columns=["temperature", "rain"], labels="station", read={"sep": ";", "decimal": ","})
add("semicolons.csv", "a;b\n1,5;2\n3,25;4\n", read={"sep": ";", "decimal": ","})
add("semicolons-points.csv", "a;b\n1.5;2\n3.25;4\n", read={"sep": ";"})
add("german.csv", "a;b\n1.234,5;2\n12.345.678;4\n-1.000;0,5\n", read={"sep": ";", "decimal": ",", "thousands": "."})
add("german-point.csv", "a;b\n1.234;2,5\n2.500;3,5\n", read={"sep": ";", "decimal": ",", "thousands": "."})
add("german-whole.csv", "a;b\n1.234.567;2\n2.500;3\n", read={"sep": ";", "decimal": ",", "thousands": "."})
add("thousands.csv", 'a,b\n"1,234",2\n"12,345,678",4\n-5,"1,000.5"\n', read={"thousands": ","})
add("thousands.tsv", "a\tb\n1,234\t0.5\n12,345,678\t4.25\n", read={"sep": "\t", "thousands": ","})
add("swiss.csv", "a;b\n1'234.5;2\n12'345;4\n", read={"sep": ";", "thousands": "'"})
add("spaces.csv", "a;b\n1 234,5;2\n12 345;4\n", read={"sep": ";", "decimal": ",", "thousands": " "})
add("three-decimals.csv", "a;b\n1,234;0,5\n2,500;1,25\n", read={"sep": ";", "decimal": ","})
add("three-decimals.tsv", "a\tb\n1.234\t0.5\n2.500\t1.25\n", read={"sep": "\t"})
add("tabs.tsv", FLOWERS.replace(",", "\t"), labels="species", read={"sep": "\t"})
add("blanks.txt", "a b c\n1  2.5 3\n4   5 6\n", read={"sep": r"\s+"})
add("blanks-words.txt", "a b kind\n1 2 x\n3 4 y\n5 6 x\n", labels="kind", read={"sep": r"\s+"})
add("sep-line.csv", "a;b\n1;2\n3;4\n", raw=b"sep=;\na;b\n1;2\n3;4\n", read={"sep": ";"})
add("quoted.csv", '"a","b, c","d"\n"1","2.5","x"\n"3","4","y"\n', labels="last")
add("quoted-words.csv", 'a,kind\n1,"small, round"\n2,"large"\n3,"small, round"\n', labels="kind")
add("quotes-doubled.csv", 'a,kind\n1,"the ""big"" one"\n2,small\n3,small\n', labels="kind")
add("line-breaks.csv", 'a,note,kind\n1,"two\nlines",x\n2,"one, only",y\n3,"a\nb\nc",x\n', columns=["a"], labels="kind")
add("header-line-break.csv", '"a","long\nname","kind"\n1,2,x\n3,4,y\n', labels="kind", rename=["a", "long name", "kind"])
add("trailing.csv", "a,b,\n1,2,\n3,4,\n", raw=b"a,b,\n1,2,\n3,4,\n", read={"usecols": [0, 1]})
add("trailing-rows.csv", "a,b\n1,2,\n3,4,\n", read={"index_col": False})
add("two-headers.csv", "weight,height,kind\n(kg),(m),\n70,1.75,x\n80,1.5,y\n", labels="kind", read={"skiprows": [1]},
    rename=["weight (kg)", "height (m)", "kind"])
add("two-headers-groups.csv", "size,size,other\nlength,width,age\n1,2,3\n4,5,6\n", read={"skiprows": [1]},
    rename=["size length", "size width", "other age"])
add("same-names.csv", "a,a,b\n1,2,3\n4,5,6\n")
add("index.csv", ",a,b\n0,1,2\n1,3,4\n", rename=["1", "a", "b"])
add("comments.csv", "# measured in May\na,b\n1,2\n# more\n3,4\n", read={"comment": "#"})
add("drop.csv", PENGUINS, columns=["bill", "flipper", "mass"], missing="drop")
add("drop-labels.csv", PENGUINS, columns=["bill", "mass"], labels="species", missing="drop")
add("drop-missing-labels.csv", PENGUINS, columns=["bill", "mass"], labels="sex", missing="drop")
add("drop-other-gaps.csv", PENGUINS, columns=["bill"], labels="species", missing="drop")
add("mean.csv", PENGUINS, columns=["bill", "flipper", "mass"], missing="mean")
add("mean-labels.csv", PENGUINS, columns=["bill", "mass"], labels="species", missing="mean")
add("regression-gaps.csv", PENGUINS, columns=["bill", "flipper"], labels="mass", missing="drop")
marks = "a,b\n1,2\n,3\n?,4\nN/A,5\nnull,6\n#N/A,7\nNaN,8\n9,10\n"
add("marks.csv", marks, missing="drop", read={"na_values": "?"})
add("marks-mean.csv", marks, missing="mean", read={"na_values": "?"})
add("last-gap.csv", "a,b\n1,2\n3,\n5,6\n", missing="drop")
add("last-gap-mean.csv", "a,b\n1,2\n3,\n5,6\n", missing="mean")
add("first-gap.csv", "a,b\n,2\n3,4\n5,6\n", missing="mean")
add("tabs-at-ends.tsv", "a\tb\tc\n1\t2\t3\n\t5\t6\n7\t8\t\n9\t10\t11\n", missing="drop", read={"sep": "\t"})
add("tabs-index.tsv", "\ta\tb\n0\t1\t2.5\n1\t3\t4\n", read={"sep": "\t"}, rename=["1", "a", "b"])
add("two-headers-words.csv", "size,size,\nlength,width,kind\n1,2,x\n3,4,y\n", labels="kind", read={"skiprows": [1]},
    rename=["size length", "size width", "kind"])
add("gaps-unused.csv", "a,b,c\n1,,3\n4,5,6\n", columns=["a", "c"])
add("dates-unused.csv", "day,a,kind\n2024-01-05,1.5,x\n2024-01-06,2,y\n", columns=["a"], labels="kind")
add("whole-labels.csv", "a,label\n1.5,3\n2.5,0\n3.5,3\n", labels="label")
add("numbers-as-classes.csv", "a,label\n1,1a\n2,2\n3,1a\n", labels="label")
add("packed.csv.gz", FLOWERS, raw=gzip.compress(FLOWERS.encode(), mtime=0), labels="species")
add("packed.zip", FLOWERS, raw=zipped("folder/flowers.csv", FLOWERS), labels="species")
add("stored.zip", numbers, raw=zipped("numbers.txt", numbers, zipfile.ZIP_STORED))
add("packed-semicolons.zip", WEATHER, raw=zipped("w.csv", "\ufeff" + WEATHER), columns=["rain"],
    read={"sep": ";", "decimal": ","})

with open(os.path.join(os.path.dirname(__file__), "tables.json"), "w") as file:
    json.dump(files, file, indent=1, ensure_ascii=False)
    file.write("\n")
print(len(files), "files")
