"""Writes Sources/Markdown/EntityTable.swift, and entities.txt to test it by, from the names that Python knows
(the HTML standard's list).

    python3 make_entities.py [FOLDER]        # with a folder, writes both there
"""

import html.entities
import pathlib
import sys
import textwrap

here = pathlib.Path(__file__).resolve()
sources = pathlib.Path(sys.argv[1]) if sys.argv[1:] else here.parents[3] / "Sources/Markdown"
examples = pathlib.Path(sys.argv[1]) if sys.argv[1:] else here.parent

entries = sorted(
    name[:-1] + "=" + ",".join(format(ord(c), "X") for c in value)
    for name, value in html.entities.html5.items()
    if name.endswith(";")
)
lines = textwrap.wrap(" ".join(entries), 116, break_long_words=False, break_on_hyphens=False)
body = "\n".join("    " + line for line in lines)
(sources / "EntityTable.swift").write_text(f'''/// The names of HTML's character references; Tests/MarkdownTests/Examples/make_entities.py writes this file.
extension Entities {{
  static let longestName = {max(len(e.split("=")[0]) for e in entries)}

  /// Taken apart when first used: a dictionary literal of this size takes the compiler minutes.
  static let named: [String: String] = {{
    var named = [String: String](minimumCapacity: {len(entries)})
    for entry in table.utf8.split(whereSeparator: {{ $0.isWhitespace }}) {{
      guard let equals = entry.firstIndex(of: 0x3D) else {{ continue }}
      var text = ""
      for code in entry[entry.index(after: equals)...].split(separator: 0x2C) {{
        if let value = UInt32(Substring(code), radix: 16), let scalar = Unicode.Scalar(value) {{
          text.unicodeScalars.append(scalar)
        }}
      }}
      named[String(Substring(entry[..<equals]))] = text
    }}
    return named
  }}()

  /// `name=code points in hexadecimal`, {len(entries)} of them.
  private static let table = """
{body}
    """
}}
''')

names = sorted((name[:-1], value) for name, value in html.entities.html5.items() if name.endswith(";"))
(examples / "entities.txt").write_text(
    "".join(f"{name} {' '.join(format(ord(c), 'X') for c in value)}\n" for name, value in names)
)
