import Arrays
import Datasets
import Lesson
import Text

/// Data sets by their names.
extension Verb {
  static func checkDataset(
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
      (keys.entry(LoadKeys.digit), LoadKeys.digit.name, "the photo of a digit"),
      (keys.entry(LoadKeys.labels), LoadKeys.labels.name, "a table"),
      (keys.entry(LoadKeys.columns), LoadKeys.columns.name, "a table"),
      (keys.entry(LoadKeys.missing), LoadKeys.missing.name, "a table"),
      (keys.entry(LoadKeys.format), LoadKeys.format.name, "a file"),
      (keys.entry(PictureKeys.digits), PictureKeys.digits.name, "pictures"),
      (keys.entry(PictureKeys.size), PictureKeys.size.name, "pictures"),
      (keys.entry(PictureKeys.colour), PictureKeys.colour.name, "pictures"),
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
      let key = isTraining ? LoadKeys.train : LoadKeys.test
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
      ? Checked(names: names.map { $0.text }, settings: [LoadKeys.dataset.name: .word(name.rawValue)]) : nil
  }

  static func loadDataset(_ name: DatasetName, _ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let found: FoundDataset
    let loaded: LoadedDataset
    do {
      found = try stage.environment.library.find(name)
      loaded = try found.load(train: step[LoadKeys.train], test: step[LoadKeys.test])
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
          + "them, so 5,000 for validation are some 330 digits, which training never sees. The original data takes its "
          + "place once 'lesson fetch \(name.rawValue)' was run, where --data names a folder that holds it, or where its "
          + "four files are dropped on the lesson's page."
          + stage.environment.library.dataFolders.map { " There is no \(name.rawValue) in \($0)." }.joined())
    }
  }
}

extension DatasetName {
  init?(written word: String) {
    let folded = Spelling.fold(word)
    guard let name = Self.allCases.first(where: { Spelling.fold($0.rawValue) == folded }) else { return nil }
    self = name
  }
}
