package import Markdown
import Text

/// Writes diagnostics as a terminal shows them: place, summary, the line, carets with the hint, notes.
package struct DiagnosticText: Sendable {
  private let file: String
  private let source: SourceText
  private let isColoured: Bool
  /// Columns of a lesson's line that are shown at most; longer ones are cut around the carets.
  private static let width = 100

  /// - Parameter file: the lesson's path as the user gave it.
  package init(file: String, source: SourceText, isColoured: Bool = false) {
    self.file = file
    self.source = source
    self.isColoured = isColoured
  }

  /// All of them, with an empty line between two, ending with a line end.
  package func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(text).joined(separator: "\n")
  }

  /// One diagnostic, each line ending with a line end.
  package func text(_ diagnostic: Diagnostic) -> String {
    let option = diagnostic.setting.map { $0.hasPrefix("--") ? $0 : "--set " + $0 }
    let source = option.map { SourceText($0) } ?? source
    let shift = diagnostic.setting.map { $0.hasPrefix("--") ? 0 : 6 } ?? 0
    let range = diagnostic.range.map { ($0.lowerBound + shift)..<($0.upperBound + shift) }
    let start = range.map { source.position(of: $0.lowerBound) }
    var place = (option ?? file).printable()
    if diagnostic.setting == nil, let start { place += ":\(start.line):\(start.column)" }
    let severity = paint(diagnostic.severity.rawValue + ":", diagnostic.severity.colour)
    var text = paint("\(place): ", "1") + severity + " " + paint(diagnostic.summary.printable(), "1") + "\n"
    var gutter = "    "
    if let range, let start {
      let number = diagnostic.setting == nil ? " \(start.line)" : "   "
      gutter = String(repeating: " ", count: max(number.count, 3))
      let excerpt = excerpt(source.lineRange(start.line), range, in: source)
      text += String(repeating: " ", count: gutter.count - number.count) + number + " | " + excerpt.line + "\n"
      text += gutter + " | " + String(repeating: " ", count: excerpt.column)
      text += paint("^" + String(repeating: "~", count: max(0, excerpt.length - 1)), "32")
      text += diagnostic.hint.map { " " + $0.printable() } ?? ""
      text += "\n"
      gutter += " "
    } else if let hint = diagnostic.hint {
      text += gutter + "= " + hint.printable() + "\n"
    }
    for note in diagnostic.notes { text += gutter + "= " + note.printable() + "\n" }
    return text
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// The line as it is shown, and where in it the range stands, in terminal columns.
  private func excerpt(
    _ line: Range<Int>, _ range: Range<Int>, in source: SourceText
  ) -> (line: String, column: Int, length: Int) {
    let whole = line
    let line = Self.near(range, in: whole, of: source)
    let end = min(range.upperBound, line.upperBound)
    let before = Self.laid(
      source.text(line.lowerBound..<max(line.lowerBound, min(range.lowerBound, line.upperBound))), from: 0)
    let beforeWidth = before.reduce(0) { $0 + $1.width }
    let marked = Self.laid(source.text(min(range.lowerBound, end)..<end), from: beforeWidth)
    let markedWidth = marked.reduce(0) { $0 + $1.width }
    let after = Self.laid(source.text(end..<line.upperBound), from: beforeWidth + markedWidth)
    let cells = before + marked + after
    guard line != whole || cells.reduce(0, { $0 + $1.width }) > Self.width else {
      return (cells.map { $0.text }.joined(), beforeWidth, markedWidth)
    }
    return Self.cut(cells, start: before.count, end: before.count + marked.count)
  }

  /// The part of a very long line around `range` that is worth laying out.
  private static func near(_ range: Range<Int>, in line: Range<Int>, of source: SourceText) -> Range<Int> {
    let reach = 8 * width
    guard line.count > 4 * reach else { return line }
    let start = min(max(range.lowerBound, line.lowerBound), line.upperBound)
    var (low, high) = (max(line.lowerBound, start - reach), min(line.upperBound, start + 2 * reach))
    while low > line.lowerBound, source.utf8[low] & 0xC0 == 0x80 { low -= 1 }
    while high < line.upperBound, source.utf8[high] & 0xC0 == 0x80 { high += 1 }
    return low..<high
  }

  private static func cut(
    _ cells: [(text: String, width: Int)], start: Int, end: Int
  ) -> (line: String, column: Int, length: Int) {
    let first = max(0, start - width / 3)
    var last = first
    var used = 0
    while last < cells.count, used + cells[last].width <= width - 2 {
      used += cells[last].width
      last += 1
    }
    let shown = cells[first..<last]
    let lead = first > 0 ? "…" : ""
    let column = cells[first..<min(start, last)].reduce(lead.count) { $0 + $1.width }
    let length = cells[min(start, last)..<min(end, last)].reduce(0) { $0 + $1.width }
    return (lead + shown.map { $0.text }.joined() + (last < cells.count ? "…" : ""), column, length)
  }

  /// Characters with their widths; tabs reach to the next fourth column, control characters are made visible.
  private static func laid(_ text: String, from column: Int) -> [(text: String, width: Int)] {
    var column = column
    return text.map { character in
      let text = character == "\t" ? String(repeating: " ", count: 4 - column % 4) : String(character).printable()
      // Escapes and blanks are as wide as they are long.
      let isAsItIs = text.unicodeScalars.elementsEqual(character.unicodeScalars)
      let width = isAsItIs ? TerminalWidth.of(character) : text.unicodeScalars.count
      column += width
      return (text, width)
    }
  }
}

/// How many columns a terminal gives a character (Unicode's East Asian Width, and emoji).
package enum TerminalWidth {
  package static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if isWide(first) || character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format: return first == "\u{AD}" ? 1 : 0
    default: return 1
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension Diagnostic.Severity {
  fileprivate var colour: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }
}
