import Engine
import Markdown
import Text

extension Checker {
  mutating func load(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let what = step.operands.first else {
      _ = readOperands([], of: step)
      return nil
    }
    guard let clause = step.clauses[.as] else {
      report(
        Diagnostic(
          id: "missing-as", at: step.headline, "'load' needs names for what it reads",
          hint: what.kind == .quoted
            ? "write 'load \"\(what.text)\" as x'" : "write 'load mnist as x_train, y_train, x_test, y_test'"))
      return nil
    }
    guard let names = newNames(step) else { return nil }
    let isFile = what.kind == .quoted || what.text.contains(".") || step.operands.count > 1
    if isFile { return loadFile(step, step.operands, names, clause.keyword, keys) }
    let folded = Spelling.fold(what.text)
    guard let dataset = LoadDataset.Name.allCases.first(where: { Spelling.fold($0.rawValue) == folded })
    else {
      let known = LoadDataset.Name.allCases.map(\.rawValue)
      report(
        Diagnostic(
          id: "unknown-dataset", at: what.range, "there is no data set '\(what.text)'",
          hint: Suggestion.nearest(what.text, among: known).map { "did you mean '\($0)'?" },
          notes: ["the data sets are \(Words.list(known)); a file's name stands in quotes"]))
      return nil
    }
    return loadDataset(step, dataset, names, keys)
  }

  private mutating func loadDataset(
    _ step: StepSyntax, _ dataset: LoadDataset.Name, _ names: [Token], _ keys: Keys
  ) -> Action? {
    guard names.count == 4 else {
      report(
        Diagnostic(
          id: "wrong-name-count", at: names.range ?? step.headline,
          "'\(dataset.rawValue)' gives four arrays, but there \(names.count == 1 ? "is 1 name" : "are \(names.count) names") for them",
          notes: ["write 'as x_train, y_train, x_test, y_test': images and labels to train with, then to test with"]))
      return nil
    }
    for (key, owner) in [("digit", "the photo of a digit"), ("labels", "a table")] where keys.entries[key] != nil {
      return wrongKey(key, keys, "belongs to \(owner), not to a data set")
    }
    switch surroundings.dataset(dataset) {
    case .failure(let problem):
      report(unavailable(problem, at: step.operands[0].range))
      return nil
    case .success(let arrays):
      guard arrays.count == 4 else { return nil }
      var isWhole = true
      for (index, name) in names.enumerated() {
        let key = index < 2 ? "train" : "test"
        var shape = arrays[index].shape
        if let wanted = keys.integer(key), let entry = keys.entries[key], let count = shape.first {
          if wanted > count, index % 2 == 0 {
            report(
              Diagnostic(
                id: "out-of-range", at: entry.place,
                "'\(dataset.rawValue)' has \(count) \(key == "train" ? "training" : "test") images, not \(wanted)"))
            isWhole = false
          }
          shape[0] = min(count, wanted)
        }
        let isLabels = index % 2 == 1
        scope.define(
          name.text,
          .array(
            ArrayFact(
              shape: shape, elementType: arrays[index].elementType, role: isLabels ? .labels(classes: 10) : .values,
              scale: isLabels ? .unknown : .bytes)), at: name.range)
      }
      guard isWhole else { return nil }
      return .loadDataset(
        LoadDataset(
          dataset: dataset, names: names.map(\.text), train: keys.integer("train"), test: keys.integer("test")))
    }
  }

  private mutating func loadFile(
    _ step: StepSyntax, _ tokens: [Token], _ names: [Token], _ keyword: Token, _ keys: Keys
  ) -> Action? {
    let range = tokens.range ?? step.headline
    let quoted = tokens.filter { $0.kind == .quoted }
    guard quoted.count < 2 else {
      report(
        Diagnostic(
          id: "file-not-quoted", at: quoted[1].range, "one 'load' reads one file",
          hint: "give \"\(quoted[1].text)\" a 'load' of its own"))
      return nil
    }
    guard tokens.count == 1, !tokens[0].text.isEmpty else {
      report(
        Diagnostic(
          id: "file-not-quoted", at: range,
          tokens.count == 1 ? "the file's name is empty" : "a file's name stands in quotes",
          hint: "write \"\(tokens.count == 1 ? "digit.png" : source.text(range))\""))
      return nil
    }
    for key in ["train", "test"] where keys.entries[key] != nil {
      return wrongKey(key, keys, "belongs to a data set, not to a file")
    }
    let file = tokens[0].text
    if names.count == 4,
      let dataset = LoadDataset.Name.allCases.first(where: { Spelling.fold($0.rawValue) == Spelling.fold(file) })
    {
      report(
        Diagnostic(
          id: "unexpected-quotes", at: range, "'\(dataset.rawValue)' is a data set; quotes are for a file's name",
          hint: "write 'load \(dataset.rawValue)'"))
      return nil
    }
    switch surroundings.file(file, keys.flag("digit")) {
    case .failure(let problem):
      report(unavailable(problem, at: range))
      return nil
    case .success(var arrays):
      let labels = keys.word("labels").flatMap(LoadFile.LabelColumn.init)
      if labels != nil, let entry = keys.entries["labels"] {
        guard let split = Self.withoutLabels(arrays) else {
          report(
            Diagnostic(
              id: "no-table", at: entry.place, "only a table of two or more columns has a column of labels",
              notes: arrays.map { "'\(file)' has shape \(shapeText($0.shape))" }))
          return nil
        }
        arrays = split
      }
      guard arrays.count == names.count else {
        if names.count == 2, Self.withoutLabels(arrays) != nil {
          report(
            Diagnostic(
              id: "wrong-name-count", at: names.range ?? range,
              "'\(file)' holds one table, but there are 2 names for it",
              notes: ["a line 'labels: last' below takes its last column apart, as \(names[1].text)"]))
          return nil
        }
        let inside = arrays.compactMap(\.name)
        report(
          Diagnostic(
            id: "wrong-name-count", at: names.range ?? range,
            "'\(file)' holds \(Words.count(arrays.count, "array")), but there \(names.count == 1 ? "is 1 name" : "are \(names.count) names") for \(arrays.count == 1 ? "it" : "them")",
            notes: inside.isEmpty ? [] : ["it holds \(Words.list(inside))"]))
        return nil
      }
      guard let places = LoadFile.places(of: names.map(\.text), among: arrays.map(\.name)) else {
        report(
          Diagnostic(
            id: "mixed-names", at: names.range ?? range,
            "some of these names are those of other arrays in '\(file)'",
            hint: "write 'as \(arrays.compactMap(\.name).joined(separator: ", "))'",
            notes: ["or take names of your own for all of them"]))
        return nil
      }
      for (name, place) in zip(names, places) {
        let array = arrays[place]
        scope.define(name.text, .array(Self.fact(of: array, isDigit: keys.flag("digit"))), at: name.range)
      }
      return .loadFile(
        LoadFile(
          file: file, fileRange: range, names: names.map(\.text), isDigit: keys.flag("digit"), labels: labels))
    }
  }

  /// One table's columns but one, and that one.
  private static func withoutLabels(
    _ arrays: [Surroundings.ArrayDescription]
  ) -> [Surroundings.ArrayDescription]? {
    guard arrays.count == 1, arrays[0].shape.count == 2, arrays[0].shape[1] > 1 else { return nil }
    var (table, labels) = (arrays[0], arrays[0])
    table.shape[1] -= 1
    labels.shape.removeLast()
    return [table, labels]
  }

  /// Whole numbers in one dimension are taken for labels, bytes in several for pixels.
  private static func fact(of array: Surroundings.ArrayDescription, isDigit: Bool) -> ArrayFact {
    let isWhole = ![ElementType.float16, .float32, .float64].contains(array.elementType)
    return ArrayFact(
      shape: array.shape, elementType: array.elementType,
      role: array.shape.count == 1 && isWhole ? .labels(classes: nil) : .values,
      scale: array.elementType == .uint8 && array.shape.count > 1 ? .bytes : .unknown)
  }

  private mutating func wrongKey(_ key: String, _ keys: Keys, _ why: String) -> Action? {
    if let entry = keys.entries[key] { report(Diagnostic(id: "useless-key", at: entry.key, "'\(key)' \(why)")) }
    return nil
  }

  func unavailable(_ problem: Surroundings.Unavailable, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      cause: problem.isMachine ? .machine : .lesson, id: "unavailable", at: range, problem.summary, hint: problem.hint,
      notes: problem.notes)
  }
}
