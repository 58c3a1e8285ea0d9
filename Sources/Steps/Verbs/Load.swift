import Text
import Datasets
import Arrays
import Networks
import Figures
import Lesson
import Markdown

extension Verb {
  static let load = Verb(
    VerbDoc(
      "load", aliases: ["read", "open"],
      forms: ["load mnist as x_train, y_train, x_test, y_test", "load \"file\" as x"],
      summary:
        "reads a data set by its name (mnist, fashion-mnist), or a file: IDX, .npy, .npz, a table (.csv, .tsv, .txt, "
        + ".dat), .png, .jpg; each of them gzipped too, or alone in a .zip; or several pictures: \"mine/*.jpg\", a folder, "
        + "a folder with a folder for each class",
      naming: .arrays,
      keys: [
        LoadKeys.train.spec, LoadKeys.test.spec, LoadKeys.digit.spec, PictureKeys.digits.spec, PictureKeys.size.spec,
        PictureKeys.colour.spec,
        LoadKeys.labels.spec, LoadKeys.columns.spec, LoadKeys.missing.spec, LoadKeys.format.spec,
      ],
      values: [
        ValueDoc("train_count", .integer, "training images"), ValueDoc("test_count", .integer, "test images"),
        ValueDoc("classes", .integer, "classes of the whole data set, or of a table's labels"),
        ValueDoc("samples", .integer, "rows of a table"),
        ValueDoc("missing", .integer, "rows of a table that are left out, or values that are filled in"),
      ],
      example: "load mnist as x_train, y_train, x_test, y_test\n  train: 10_000"),
    keeping: Keeping(showsNames: { $0[LoadKeys.dataset] == nil }),
    leastNames: { $0.operands.first?.kind == .quoted ? 1 : 4 },
    effects: { step in
      let resource = step[LoadKeys.dataset].map { Resource.dataset($0.rawValue) } ?? .file(step[LoadKeys.file] ?? "")
      return Effects(reads: [resource])
    },
    lacks: { value, step in
      let ofTables = ["samples", "missing"].contains(value)
      guard step[LoadKeys.dataset] == nil else { return ofTables ? "only a table has it, a data set has not" : nil }
      if ofTables { return step[LoadKeys.found] == .arrays ? "only a table has it" : nil }
      if value == "classes", step[LoadKeys.found] == .classes { return nil }
      return value == "classes"
        ? "only a data set such as mnist has it, or a table whose labels are words"
        : "only a data set such as mnist has it, a file has not"
    },
    memory: { step, stage in MemoryUse(bytes: bytes(of: step, stage)) },
    check: { checker, step, keys in
      guard let what = step.operands.first else {
        _ = checker.readOperands([], of: step)
        return nil
      }
      guard let clause = step.clauses[.as] else {
        return checker.refuse(
          Diagnostic(
            id: .missingAs, at: step.headline, "'load' needs names for what it reads",
            hint: what.kind == .quoted
              ? "write 'load \"\(what.text)\" as x'" : "write 'load mnist as x_train, y_train, x_test, y_test'"))
      }
      guard let names = checker.newNames(step) else { return nil }
      if what.kind == .quoted || what.text.contains(".") || step.operands.count > 1 {
        return checkFile(step, names, keys, &checker)
      }
      guard let name = DatasetName(written: what.text) else {
        let known = DatasetName.allCases.map { $0.rawValue }
        return checker.refuse(
          Diagnostic(
            id: .unknownDataset, at: what.range, "there is no data set '\(what.text)'",
            hint: Suggestion.nearest(what.text, among: known).map { "did you mean '\($0)'?" },
            notes: ["the data sets are \(Words.list(known)); a file's name stands in quotes"]))
      }
      return checkDataset(name, step, names, keys, &checker)
    },
    perform: { step, stage throws(Diagnostic) in
      if let name = step[LoadKeys.dataset] {
        try loadDataset(name, step, &stage)
      } else {
        try loadFile(step, &stage)
      }
    },
    keras: { step, script in
      if let name = step[LoadKeys.dataset] {
        script.loadDataset(name.rawValue, step, train: step[LoadKeys.train], test: step[LoadKeys.test])
      } else if step[PictureKeys.count] != .plain {
        script.loadPictures(step)
      } else {
        let choice = choice(of: step)
        var isNamed = !choice.columns.isEmpty || choice.missing != nil || step[LoadKeys.found] == .classes
        if case .named = choice.labels { isNamed = true }
        if isNamed {
          return script.loadTable(step[LoadKeys.file] ?? "", step, choice, areWords: step[LoadKeys.found] == .classes)
        }
        script.loadFile(
          step[LoadKeys.file] ?? "", step, labels: step[LoadKeys.labels], isDigit: step[LoadKeys.digit],
          step[LoadKeys.format])
      }
    })

  /// Of the arrays that it is about to read, as far as headers tell.
  private static func bytes(of step: PlannedStep, _ stage: Stage) -> Int64 {
    if let bytes = pictureBytes(of: step, stage) { return bytes }
    var arrays: [ArrayDescription] = []
    if let name = step[LoadKeys.dataset] {
      guard let found = try? stage.environment.library.find(name) else { return 0 }
      arrays = found.descriptions
      // Files are read whole, the sample grows as far as it is asked for.
      for index in arrays.indices where found.origin == .sample {
        arrays[index].shape[0] = min(arrays[index].shape[0], step[index < 2 ? LoadKeys.train : LoadKeys.test] ?? .max)
      }
    } else if case .success(let path) = stage.environment.files.locate(step[LoadKeys.file] ?? "") {
      let (reader, name) = (stage.environment.reader, step[LoadKeys.file] ?? "")
      let table = isTable(step) ? try? reader.describeTable(path: path, shownAs: name, choice(of: step)) : nil
      arrays = table ?? (try? reader.describe(path: path, shownAs: name, isDigit: false)) ?? []
    }
    return arrays.reduce(0) { sum($0, $1.byteCount) }
  }
}
