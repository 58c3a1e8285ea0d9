import Files
package import Lesson
package import Markdown
import Steps
import Text

/// What is a student's own in a lesson that is not the same for all: its seed, and values of settings.
package struct Variant: Sendable, Equatable {
  package var student: String
  package var seed: UInt64?
  /// As `--set` has them: `fit.epochs=20`.
  package var settings: [String]

  package init(student: String, seed: UInt64? = nil, settings: [String] = []) {
    self.student = student
    self.seed = seed
    self.settings = settings
  }

  // MARK: Dealing

  /// One for each student. Values are dealt so that all their combinations are there equally often, and a seed is a
  /// student's own, whoever else is in the class.
  ///
  /// - Parameter lists: as `fit.epochs=5,10,20`.
  package static func deal(_ students: [String], lists: [String], hasSeeds: Bool) throws(Diagnostic) -> [Variant] {
    var axes: [(name: Substring, values: [Substring])] = []
    for list in lists {
      let parts = list.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else {
        throw Diagnostic(
          id: .badValue, at: nil, "'--set' takes a setting and its values, such as fit.epochs=5,10, not '\(list)'")
      }
      axes.append((parts[0], parts[1].split(separator: ",")))
    }
    return students.enumerated().map { index, student in
      var rest = index
      let settings = axes.map { axis in
        let value = axis.values[rest % axis.values.count]
        rest /= axis.values.count
        return "\(axis.name)=\(value)"
      }
      return Variant(student: student, seed: hasSeeds ? seed(of: student) : nil, settings: settings)
    }
  }

  private static func seed(of student: String) -> UInt64 {
    Checksum.sha256(Array(student.utf8)).utf8.prefix(7).reduce(0) {
      $0 * 16 + UInt64($1 < 0x3A ? $1 - 0x30 : $1 - 0x57)
    }
  }

  // MARK: The lesson

  /// The lesson as if its author had written it so.
  package func applied(to source: SourceText) throws(Diagnostic) -> SourceText {
    let syntax = LessonSyntax(source, Verb.vocabulary)
    var edits: [(range: Range<Int>, text: String)] = []
    if let seed { edits.append(Self.edit(seed: seed, syntax.frontMatter, source)) }
    for setting in settings { edits.append(try Self.edit(setting, syntax, source)) }
    return source.replacing(edits)
  }

  private static func edit(
    seed: UInt64, _ front: FrontMatter, _ source: SourceText
  ) -> (range: Range<Int>, text: String) {
    guard !front.range.isEmpty else { return (0..<0, "---\nseed: \(seed)\n---\n\n") }
    let first = source.line(of: front.range.lowerBound)
    for number in first...source.line(of: max(0, front.range.upperBound - 1)) {
      let line = source.lineRange(number)
      let parts = source.text(line).split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased().split(separator: " ") == ["seed"] { return (line, "seed: \(seed)") }
    }
    let end = source.lineRange(first).upperBound
    return (end..<end, "\nseed: \(seed)")
  }

  private static func edit(
    _ setting: String, _ syntax: LessonSyntax, _ source: SourceText
  ) throws(Diagnostic) -> (range: Range<Int>, text: String) {
    let parts = setting.split(separator: "=", maxSplits: 1).map { String($0) }
    guard parts.count == 2, let dot = parts[0].lastIndex(of: ".") else {
      throw Diagnostic(id: .badValue, at: nil, "'\(setting)' is no setting with its value, such as fit.epochs=20")
    }
    let (id, key, value) = (parts[0][..<dot].lowercased(), parts[0][parts[0].index(after: dot)...], parts[1])
    guard let step = syntax.steps.steps.first(where: { $0.id.lowercased() == id }) else {
      throw Diagnostic(id: .unknownStep, at: nil, "no step is called '\(id)', of '\(setting)'")
    }
    let name = Spelling.fold(String(key))
    for line in step.lines {
      guard let separator = line.tokens.firstIndex(where: { $0.isSeparator }), Lift.name(line) == name,
        let range = line.tokens[(separator + 1)...].range
      else { continue }
      return (range, value)
    }
    if step.verb?.takesLayers == true, let mark = name.lastIndex(of: "_"),
      let number = Int(name[name.index(after: mark)...]), number > 0
    {
      let lines = step.lines.filter { line in line.tokens.first.map { Spelling.fold($0.text) == name[..<mark] } ?? false
      }
      if number <= lines.count, let size = lines[number - 1].tokens.first(where: { $0.kind == .number }),
        Double(value) != nil
      {
        return (size.range, value)
      }
    } else if step.verb?.key(named: name) != nil {
      let end = source.lineRange(source.line(of: step.headline.upperBound)).upperBound
      let margin = source.text(
        source.lineRange(source.line(of: step.headline.lowerBound)).lowerBound..<step.headline.lowerBound)
      return (end..<end, "\n\(margin)  \(key): \(value)")
    }
    throw Diagnostic(
      id: .badValue, at: step.headline, "a variant cannot change '\(parts[0])' to '\(value)'",
      notes: ["it can change the value of a setting, and how many neurons or filters a layer has: build.dense_1=32"])
  }

  // MARK: The key

  /// For the instructor: who has got what.
  package static func key(_ variants: [Variant]) -> String {
    let names = names(variants)
    let rows = variants.map { variant in
      [variant.student, variant.seed.map { String($0) } ?? ""] + names.map { variant.value($0) ?? "" }
    }
    return CSV.text([["student", "seed"] + names] + rows)
  }

  private static func names(_ variants: [Variant]) -> [String] {
    (variants.first?.settings ?? []).map { String($0.prefix { $0 != "=" }) }
  }

  private func value(_ name: String) -> String? {
    settings.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  /// - Throws: what is wrong with the key.
  package static func read(_ text: String, named name: String) throws(Diagnostic) -> [Variant] {
    let rows = CSV.read(text)
    guard let header = rows.first, header.count > 1, header[0] == "student", header[1] == "seed" else {
      throw Diagnostic(
        id: .badValue, at: nil, "\(name) is no key of variants", notes: ["'lesson handout --roster' writes one"])
    }
    return rows.dropFirst().map { row in
      let settings = header.indices.dropFirst(2).compactMap { index -> String? in
        index < row.count && !row[index].isEmpty ? "\(header[index])=\(row[index])" : nil
      }
      return Variant(student: row[0], seed: row.count > 1 ? UInt64(row[1]) : nil, settings: settings)
    }
  }
}
