import Text
import Datasets
import Arrays
import Networks
import Figures
import Lesson
import Markdown

extension Verb {
  private static let wholeCount = 1...1_000_000_000
  private static let train = Key<Int?>.integer(
    "train", aliases: ["train_count"], in: wholeCount, text: "all", "how many training images of a data set to keep")
  private static let test = Key<Int?>.integer(
    "test", aliases: ["test_count"], in: wholeCount, text: "all", "how many test images of a data set to keep")
  private static let digit = Key<Bool>.flag(
    "digit", standard: false, "cuts out, centres and scales the photo of a digit as MNIST did")
  private static let format = Key<FileReading>.choice(
    "format", [(.arrays, []), (.bytes, ["raw"]), (.packed, [])], standard: .arrays,
    "how a file is read: bytes takes the bare bytes that it holds, unpacked where it is gzipped, packed those that it "
      + "is made of, each as whole numbers in a row")
  private static let labels = Key<String?>.text(
    "labels", aliases: ["label"],
    "the column of a table that holds the labels, first or last: 'load \"file\" as x, y' takes it apart from the "
      + "others; of pictures what they show, in their order, as in 'labels: 7, 4, 2'")
  /// What it reads: a data set or a file, as written.
  private static let dataset = Key<DatasetName?>.choice(
    "dataset", DatasetName.allCases.map { ($0, []) }, text: "", "")
  private static let file = Key<String?>.text("file", "")

  static let load = Verb(
    VerbDoc(
      "load", aliases: ["read", "open"],
      forms: ["load mnist as x_train, y_train, x_test, y_test", "load \"file\" as x"],
      summary:
        "reads a data set by its name (mnist, fashion-mnist), or a file: IDX, .npy, .npz, .dat, .txt or .csv of "
        + "numbers, .png, .jpg; each of them gzipped too; or several pictures: \"mine/*.jpg\", a folder, a folder with a "
        + "folder for each class",
      naming: .arrays,
      keys: [
        train.spec, test.spec, digit.spec, PictureKeys.digits.spec, PictureKeys.size.spec, PictureKeys.colour.spec,
        labels.spec, format.spec,
      ],
      values: [
        ValueDoc("train_count", .integer, "training images"), ValueDoc("test_count", .integer, "test images"),
        ValueDoc("classes", .integer, "classes of the whole data set"),
      ],
      example: "load mnist as x_train, y_train, x_test, y_test\n  train: 10_000"),
    keeping: Keeping(showsNames: { $0[dataset] == nil }), leastNames: { $0.operands.first?.kind == .quoted ? 1 : 4 },
    effects: { step in
      let resource = step[dataset].map { Resource.dataset($0.rawValue) } ?? .file(step[file] ?? "")
      return Effects(reads: [resource])
    },
    lacks: { _, step in step[dataset] == nil ? "only a data set such as mnist has it, a file has not" : nil },
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
      if let name = step[dataset] {
        try loadDataset(name, step, &stage)
      } else {
        try loadFile(step, &stage)
      }
    })

  /// Of the arrays that it is about to read, as far as headers tell.
  private static func bytes(of step: PlannedStep, _ stage: Stage) -> Int64 {
    if let bytes = pictureBytes(of: step, stage) { return bytes }
    var arrays: [ArrayDescription] = []
    if let name = step[dataset] {
      guard let found = try? stage.environment.library.find(name) else { return 0 }
      arrays = found.descriptions
      // Files are read whole, the sample grows as far as it is asked for.
      for index in arrays.indices where found.origin == .sample {
        arrays[index].shape[0] = min(arrays[index].shape[0], step[index < 2 ? train : test] ?? .max)
      }
    } else if case .success(let path) = stage.environment.files.locate(step[file] ?? "") {
      arrays = (try? stage.environment.reader.describe(path: path, shownAs: step[file] ?? "", isDigit: false)) ?? []
    }
    return arrays.reduce(0) { sum($0, $1.byteCount) }
  }

  private static func checkDataset(
    _ name: DatasetName, _ step: StepSyntax, _ names: [Token], _ keys: Keys, _ checker: inout Checker
  ) -> Checked? {
    guard names.count == 4 else {
      return checker.refuse(
        Diagnostic(
          id: .wrongNameCount, at: names.range ?? step.headline,
          "'\(name.rawValue)' gives four arrays, but there \(names.count == 1 ? "is 1 name" : "are \(names.count) names") for them",
          notes: ["write 'as x_train, y_train, x_test, y_test': images and labels to train with, then to test with"]))
    }
    for (entry, key, owner) in [
      (keys.entry(digit), digit.name, "the photo of a digit"), (keys.entry(labels), labels.name, "a table"),
      (keys.entry(format), format.name, "a file"), (keys.entry(PictureKeys.digits), "digits", "pictures"),
      (keys.entry(PictureKeys.size), "size", "pictures"), (keys.entry(PictureKeys.colour), "colour", "pictures"),
    ] {
      guard let entry else { continue }
      return checker.refuse(
        Diagnostic(id: .uselessKey, at: entry.key, "'\(key)' belongs to \(owner), not to a data set"))
    }
    let arrays: [ArrayDescription]
    switch checker.surroundings.dataset(name) {
    case .failure(let problem): return checker.refuse(problem.diagnostic(at: Place(range: step.operands[0].range)))
    case .success(let found): arrays = found
    }
    guard arrays.count == 4 else { return nil }
    var areEnough = true
    for (index, array) in names.enumerated() {
      let isTraining = index < 2
      let key = isTraining ? train : test
      var shape = arrays[index].shape
      if let wanted = keys[key], let entry = keys.entry(key), let count = shape.first {
        if wanted > count, index % 2 == 0 {
          checker.report(
            Diagnostic(
              id: .outOfRange, at: entry.place,
              "'\(name.rawValue)' has \(count) \(isTraining ? "training" : "test") images, not \(wanted)"))
          areEnough = false
        }
        shape[0] = min(count, wanted)
      }
      let areLabels = index % 2 == 1
      checker.scope.define(
        array.text,
        .array(
          ArrayFact(
            shape: shape.map { $0 }, elementType: arrays[index].elementType,
            role: areLabels ? .labels(classes: 10) : .values,
            scale: areLabels ? .unknown : .bytes)), at: array.range)
    }
    return areEnough
      ? Checked(names: names.map { $0.text }, settings: [dataset.name: .word(name.rawValue)]) : nil
  }

  private static func checkFile(
    _ step: StepSyntax, _ names: [Token], _ keys: Keys, _ checker: inout Checker
  ) -> Checked? {
    let tokens = step.operands
    let range = tokens.range ?? step.headline
    let quoted = tokens.filter { $0.kind == .quoted }
    guard quoted.count < 2 else {
      return checker.refuse(
        Diagnostic(
          id: .fileNotQuoted, at: quoted[1].range, "one 'load' reads one file",
          hint: "give \"\(quoted[1].text)\" a 'load' of its own"))
    }
    guard tokens.count == 1, !tokens[0].text.isEmpty else {
      return checker.refuse(
        Diagnostic(
          id: .fileNotQuoted, at: range,
          tokens.count == 1 ? "the file's name is empty" : "a file's name stands in quotes",
          hint: "write \"\(tokens.count == 1 ? "digit.png" : checker.source.text(range))\""))
    }
    for key in [train, test] {
      guard let entry = keys.entry(key) else { continue }
      return checker.refuse(
        Diagnostic(id: .uselessKey, at: entry.key, "'\(key.name)' belongs to a data set, not to a file"))
    }
    let name = tokens[0].text
    if names.count == 4, let dataset = DatasetName(written: name) {
      return checker.refuse(
        Diagnostic(
          id: .unexpectedQuotes, at: range, "'\(dataset.rawValue)' is a data set; quotes are for a file's name",
          hint: "write 'load \(dataset.rawValue)'"))
    }
    if keys[digit] || keys[labels] != nil, keys[format] != .arrays, let entry = keys.entry(format) {
      return checker.refuse(
        Diagnostic(
          id: .uselessKey, at: entry.key,
          "bare bytes are neither a photo nor a table, so '\(keys[digit] ? digit.name : labels.name)' has no meaning here",
          hint: "keep one of the two lines"))
    }
    if keys[format] == .arrays,
      wantsPictures(name, isDigit: keys[digit], hasLabels: keys[labels] != nil, keys)
    {
      let wanted = WrittenPictures(
        name: name, range: range, isDigit: keys[digit], labels: (keys[labels], keys.entry(labels)))
      return checkPictures(wanted, step, names, keys, &checker)
    }
    let reading = keys[digit] ? .digit : keys[format]
    var arrays: [ArrayDescription]
    switch checker.surroundings.file(name, reading) {
    case .failure(var problem):
      problem.hint = problem.hint ?? hintOfFolder(name, names, checker.surroundings)
      return checker.refuse(problem.diagnostic(at: Place(range: range)))
    case .success(let found): arrays = found
    }
    if let column = keys[labels], let entry = keys.entry(labels) {
      guard LabelColumn(rawValue: column) != nil else {
        return checker.refuse(
          Diagnostic(
            id: .unknownWord, at: entry.place, "'labels' cannot be '\(column)'",
            hint: Suggestion.nearest(column, among: LabelColumn.allCases.map { $0.rawValue }).map {
              "did you mean '\($0)'?"
            },
            notes: ["it can be first or last, of a table's columns"]))
      }
      guard let split = FileArrays.withoutLabels(arrays) else {
        return checker.refuse(
          Diagnostic(
            id: .noTable, at: entry.place, "only a table of two or more columns has a column of labels",
            notes: arrays.map { "'\(name)' has shape \(shapeText($0.shape))" }))
      }
      arrays = split
    }
    let places: [Int]
    do throws(Diagnostic) { places = try FileArrays.places(of: names, in: name, arrays, at: range) } catch {
      return checker.refuse(error)
    }
    for (token, place) in zip(names, places) {
      let fact = FileArrays.fact(of: arrays[place], reading)
      checker.scope.define(token.text, .array(fact), at: token.range)
    }
    return Checked(names: names.map { $0.text }, settings: [file.name: .text(name)], file: range)
  }

  private static func loadDataset(_ name: DatasetName, _ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let found: FoundDataset
    let loaded: LoadedDataset
    do {
      found = try stage.environment.library.find(name)
      loaded = try found.load(train: step[train], test: step[test])
    } catch { throw error.diagnostic(at: step.headline) }
    let arrays = [loaded.xTrain, loaded.yTrain, loaded.xTest, loaded.yTest]
    let isSample = found.origin == .sample
    for (array, (index, values)) in zip(step.names, arrays.enumerated()) {
      stage.workspace.arrays[array] = Variable(
        array: values, classNames: found.classNames, pixels: index % 2 == 0 ? .bytes : nil,
        hasCopies: index < 2 && found.hasCopies(amongFirst: values.rowCount))
    }
    stage.note(
      step,
      [
        "train_count": .integer(loaded.xTrain.rowCount), "test_count": .integer(loaded.xTest.rowCount),
        "classes": .integer(found.classNames.count),
      ])
    stage.read(
      Provenance.Source(
        name: name.rawValue, origin: isSample ? "built-in sample" : "original files", checksum: loaded.checksum))
    if isSample {
      stage.notify(
        "This run used the built-in sample of \(name.rawValue): 4,000 real digits grown to 60,000 for training, "
          + "1,000 real ones for testing. Each thousand of the 60,000 is some 66 digits of its own and changed copies of "
          + "them, so 5,000 for validation are some 330 digits, which training never sees. For the original data run "
          + "'lesson fetch \(name.rawValue)' once, or name a folder that holds it with --data."
          + stage.environment.library.dataFolders.map { " There is no \(name.rawValue) in \($0)." }.joined())
    }
  }

  private static func loadFile(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    if try loadPictures(step, &stage, isDigit: step[digit]) { return }
    let (name, place) = (step[file] ?? "", step.places.file ?? step.headline)
    let path: String
    switch stage.environment.files.locate(name) {
    case .failure(let problem): throw problem.diagnostic(at: Place(range: place))
    case .success(let found): path = found
    }
    var read: [(name: String?, array: NDArray)]
    let checksum: String
    do { (read, checksum) = try stage.environment.reader.read(path: path, shownAs: name, step[format]) } catch {
      throw error.diagnostic(at: place)
    }
    stage.read(Provenance.Source(name: name, origin: "file", checksum: checksum))
    if step[format] == .arrays, let doubt = try? DataFile.doubtfulHeader(path: path, shownAs: name) {
      stage.warn(doubt)
    }
    if let column = step[labels].flatMap({ LabelColumn(rawValue: $0) }), let table = read.first?.array,
      let parts = column.parts(of: table)
    {
      read = [(nil, parts.others), (nil, parts.labels)]
    }
    if step[digit], let photo = read.first?.array { return try stage.cutOut(photo, file: name, step) }
    guard read.count == step.names.count else {
      throw Diagnostic(
        id: .wrongNameCount, at: place,
        "'\(name)' holds \(Words.count(read.count, "array")) now, but there \(step.names.count == 1 ? "is 1 name" : "are \(step.names.count) names")",
        notes: ["it has changed since the lesson was checked: run the lesson again"])
    }
    let places = FileArrays.places(of: step.names, among: read.map { $0.name }) ?? Array(read.indices)
    var lines: [String] = []
    for (array, place) in zip(step.names, places) {
      let values = read[place].array
      stage.workspace.arrays[array] = Variable(array: values, classNames: nil, pixels: PixelScale(guessing: values))
      lines.append("\(array): \(shapeText(values.shape)) \(values.elementType.rawValue)")
    }
    stage.show(lines: lines)
  }
}

extension DatasetName {
  fileprivate init?(written word: String) {
    let folded = Spelling.fold(word)
    guard let name = Self.allCases.first(where: { Spelling.fold($0.rawValue) == folded }) else { return nil }
    self = name
  }
}
