import Arrays
import Datasets
import Lesson
import Text

/// What the check of a `load` step finds in a file.
enum FoundInFile: String, Sendable {
  case arrays
  case table
  /// A table whose labels are words.
  case classes
}

/// Tables: columns by their names, words as classes, missing values.
extension Verb {
  /// What a check finds of a table.
  enum TableCheck {
    case table([ArrayDescription])
    /// No table, and nothing that only a table has is asked for.
    case none
    /// Reported.
    case refused
  }

  static func choice(labels: String?, columns: String?, missing: TableChoice.Missing?) -> TableChoice {
    let label: TableChoice.Labels? = labels.map { name in
      switch LabelColumn(written: name) {
      case .first: .first
      case .last: .last
      case nil: .named(name)
      }
    }
    return TableChoice(labels: label, columns: columns.map { names(in: $0) } ?? [], missing: missing)
  }

  /// Names between commas, perhaps quoted or in brackets.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    var name = ""
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      } else if quote == nil, character == "," {
        names.append(name)
        name = ""
      } else if quote != nil || character != "[" && character != "]" {
        name.append(character)
      }
    }
    return (names + [name]).map { trimmed($0) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return String(String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed()))
  }

  static func table(
    _ name: String, _ reading: FileReading, _ keys: Keys, _ range: Range<Int>, _ names: [Token],
    _ checker: inout Checker
  ) -> TableCheck {
    let choice = choice(
      labels: keys[LoadKeys.labels], columns: keys[LoadKeys.columns], missing: keys[LoadKeys.missing])
    let asked = ["labels", "columns", "missing"].compactMap { keys.entries[$0] }
    guard reading == .arrays else { return .none }
    switch checker.surroundings.table(name, choice) {
    case .failure(var problem):
      problem.hint = problem.hint ?? hintOfFolder(name, names, checker.surroundings)
      let entry = problem.setting.flatMap { keys.entries[$0] }
      checker.report(problem.diagnostic(at: entry?.place ?? Place(range: range)))
      return .refused
    case .success(nil):
      var isNamed = !choice.columns.isEmpty || choice.missing != nil
      if case .named = choice.labels { isNamed = true }
      guard isNamed, let entry = asked.last else { return .none }
      checker.report(
        Diagnostic(
          id: .noTable, at: entry.place, "'\(name)' is no table in a text file, so its columns have no names",
          hint: choice.labels == nil ? nil : "write 'labels: last' or 'labels: first'"))
      return .refused
    case .success(let parts?):
      guard choice.labels == nil || parts.count == 2 else {
        checker.report(noTable(name, parts, keys.entries["labels"]?.place ?? Place(range: range)))
        return .refused
      }
      return .table(parts)
    }
  }

  static func noTable(_ name: String, _ arrays: [ArrayDescription], _ place: Place) -> Diagnostic {
    Diagnostic(
      id: .noTable, at: place, "only a table of two or more columns has a column of labels",
      notes: arrays.map { "'\(name)' has shape \(shapeText($0.shape))" })
  }

  static func changed(_ name: String, _ count: Int, _ step: PlannedStep, _ place: Range<Int>) -> Diagnostic {
    Diagnostic(
      id: .wrongNameCount, at: place,
      "'\(name)' holds \(Words.count(count, "array")) now, but there \(step.names.count == 1 ? "is 1 name" : "are \(step.names.count) names")",
      notes: ["it has changed since the lesson was checked: run the lesson again"])
  }

  static func isTable(_ step: PlannedStep) -> Bool { step[LoadKeys.format] == .arrays && !step[LoadKeys.digit] }

  static func choice(of step: PlannedStep) -> TableChoice {
    choice(labels: step[LoadKeys.labels], columns: step[LoadKeys.columns], missing: step[LoadKeys.missing])
  }

  /// False where the file is no table.
  static func loadTable(
    _ path: String, _ step: PlannedStep, _ place: Range<Int>, _ stage: inout Stage
  ) throws(Diagnostic) -> Bool {
    let name = step[LoadKeys.file] ?? ""
    let read: (table: DataTable, sha256: String)?
    do throws(DataError) {
      read = try stage.environment.reader.readTable(path: path, shownAs: name, choice(of: step))
    } catch {
      throw error.diagnostic(at: place)
    }
    guard let (table, checksum) = read else { return false }
    stage.read(Provenance.Source(name: name, origin: "file", checksum: checksum))
    if let doubt = table.doubt { stage.warn(doubt) }
    guard table.parts.count == step.names.count else { throw changed(name, table.parts.count, step, place) }
    hold(table, name, step, &stage)
    return true
  }

  /// Takes the arrays out of a table.
  static func hold(_ table: DataTable, _ file: String, _ step: PlannedStep, _ stage: inout Stage) {
    var lines: [String] = []
    for (name, part) in zip(step.names, table.parts) {
      let values = part.array
      stage.workspace.arrays[name] = Variable(
        array: values, classNames: part.classNames, pixels: PixelScale(guessing: values), columns: part.columns)
      let classes = part.classNames.map { ": " + Words.list($0.enumerated().map { "\($0.offset) \($0.element)" }) }
      lines.append("\(name): \(shapeText(values.shape)) \(values.elementType.rawValue)\(classes ?? "")")
    }
    stage.note(step, ["samples": .integer(table.parts[0].array.rowCount), "missing": .integer(table.missing)])
    if let names = table.parts.last?.classNames { stage.note(step, "classes", .integer(names.count)) }
    stage.show(lines: lines)
    if let remark = table.remark { stage.warn(remark) }
  }
}
