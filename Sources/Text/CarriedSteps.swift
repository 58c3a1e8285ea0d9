/// The steps behind the Python of an exported lesson, which it carries along: where the code has not been changed since,
/// they come back as they were, captions, comments and all.
package struct CarriedSteps: Sendable, Equatable {
  package struct Cell: Sendable, Equatable {
    /// Of the code.
    package var mark: String
    /// The steps' lines.
    package var steps: [String]
    package init(mark: String, steps: [String]) {
      self.mark = mark
      self.steps = steps
    }
  }

  package private(set) var cells: [Cell]

  package init(_ cells: [Cell]) { self.cells = cells }

  /// What changes with the code, but for spaces at the ends of lines and empty lines around it.
  package static func mark(_ code: String) -> String {
    var hash: UInt32 = 2_166_136_261
    func add(_ byte: UInt8) { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var emptyLines = 0
    var isFirst = true
    for line in code.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      var line = line
      while let last = line.last, last == UInt8(ascii: " ") || last == 9 || last == 13 { line.removeLast() }
      guard !line.isEmpty else {
        emptyLines += 1
        continue
      }
      if !isFirst { for _ in 0...emptyLines { add(UInt8(ascii: "\n")) } }
      (isFirst, emptyLines) = (false, 0)
      for byte in line { add(byte) }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// The steps of the next cell with such code, which is taken out.
  package mutating func take(for code: String) -> [String]? {
    let mark = Self.mark(code)
    guard let place = cells.firstIndex(where: { $0.mark == mark }) else { return nil }
    return cells.remove(at: place).steps
  }

  // MARK: At the end of a script

  private static let heading = "# %% The steps of the lesson, from which 'lesson import' makes it again"
  private static let indent = String(repeating: " ", count: 9)

  /// As comments, a cell of their own.
  package var script: String {
    let lines = cells.flatMap { cell in
      cell.steps.enumerated().map { index, line in "# " + (index == 0 ? cell.mark + " " : Self.indent) + line }
    }
    return ([Self.heading] + lines).joined(separator: "\n") + "\n"
  }

  /// Takes them from a script's end, and leaves the rest.
  package init(takenFrom lines: inout [String]) {
    cells = []
    guard let start = lines.lastIndex(of: Self.heading) else { return }
    for line in lines[(start + 1)...] where line.hasPrefix("# ") {
      let text = line.dropFirst(2)
      if text.hasPrefix(Self.indent) {
        guard !cells.isEmpty else { continue }
        cells[cells.count - 1].steps.append(String(text.dropFirst(Self.indent.utf8.count)))
      } else if text.utf8.count > 9 {
        cells.append(Cell(mark: String(text.prefix(8)), steps: [String(text.dropFirst(9))]))
      }
    }
    lines.removeSubrange(start...)
  }
}
