import Arrays
import Datasets
import Lesson
import Networks
import Text

extension Verb {
  /// Whether a step wants pictures together, or in another form than a file has them.
  static func wantsPictures(_ name: String, _ keys: Keys) -> Bool {
    guard keys[LoadKeys.format] == .arrays else { return false }
    return PictureFiles.areSeveral(name) || keys[PictureKeys.digits] != nil || keys[PictureKeys.size] != nil
      || keys[PictureKeys.colour] != nil || keys[LoadKeys.digit] && keys[LoadKeys.labels] != nil
  }

  /// Where a name is that of a folder with pictures, or with such folders.
  static func hintOfFolder(_ name: String, _ names: [Token], _ surroundings: Surroundings) -> String? {
    for hasClasses in [false, true] {
      let request = Surroundings.PictureRequest(name: name + "/", hasClasses: hasClasses, form: nil)
      guard case .success = surroundings.pictures(request), let first = names.first else { continue }
      return "write 'load \"\(name)/\" as \(first.text)\(hasClasses ? ", y" : "")' for the pictures in it"
    }
    return nil
  }

  static func checkPictures(
    _ name: String, at range: Range<Int>, _ step: StepSyntax, _ names: [Token], _ keys: Keys, _ checker: inout Checker
  ) -> Checked? {
    let isDigit = keys[LoadKeys.digit] || keys[PictureKeys.digits] != nil
    guard let form = form(isDigit, keys, &checker), hasNames(names, keys, &checker) else { return nil }
    var written: WrittenLabels?
    if let text = keys[LoadKeys.labels], let entry = keys.entry(LoadKeys.labels) {
      written = WrittenLabels(text)
      guard written != nil else {
        return checker.refuse(
          Diagnostic(
            id: .outOfRange, at: entry.place, "'\(text)' tells no labels",
            notes: ["write what the pictures show, in their order, as in '7, 4, 2': whole numbers from 0 to 999"]))
      }
    }
    let found: Surroundings.FoundPictures
    let hasClasses = names.count == 2 && written == nil
    switch checker.surroundings.pictures(.init(name: name, hasClasses: hasClasses, form: isDigit ? nil : form)) {
    case .failure(let problem): return checker.refuse(problem.diagnostic(at: Place(range: range)))
    case .success(let pictures): found = pictures
    }
    if hasClasses, !found.files.hasClasses {
      return checker.refuse(
        Diagnostic(
          id: .wrongNameCount, at: names[1].range,
          "nothing tells what the pictures of '\(name)' show, for '\(names[1].text)'",
          notes: [
            "write it down in their order, as in 'labels: 7, 4, 2'",
            "or put the pictures of each class into a folder of its own, and load the folder that holds them",
          ]))
    }
    let count = found.files.files.count * (keys[PictureKeys.digits] ?? 1)
    if let written, let entry = keys.entry(LoadKeys.labels), written.classes.count != count {
      return checker.refuse(otherCount(written, count, isDigit ? "digit" : "picture", found.files, entry.place))
    }
    let isMany = PictureFiles.areSeveral(name) || keys[PictureKeys.digits] != nil || names.count == 2
    checker.scope.define(
      names[0].text,
      .array(
        ArrayFact(
          shape: ((isMany ? [count] : []) + found.shape).map { $0 }, elementType: .uint8, role: .values, scale: .bytes)),
      at: names[0].range)
    if names.count == 2 {
      let labels = written?.classes ?? found.files.files.compactMap { $0.label }
      let areNamed = (written?.names ?? found.files.classNames) != nil
      let isOfTen = isDigit && !areNamed && labels.allSatisfy { $0 < 10 }
      let classes = isOfTen ? 10 : areNamed || written == nil ? labels.max().map { $0 + 1 } : nil
      checker.scope.define(
        names[1].text,
        .array(
          ArrayFact(
            shape: [count], elementType: LoadedPictures.labelType(labels), role: .labels(classes: classes),
            scale: .unknown)),
        at: names[1].range)
    }
    var settings: [String: KeyValue] = [
      LoadKeys.file.name: .text(name), PictureKeys.count.name: .word(isMany ? "many" : "one"),
    ]
    if !isDigit {
      settings[PictureKeys.colour.name] = .word(found.shape.count == 3 ? "rgb" : "grey")
      settings[PictureKeys.size.name] = .shape([found.shape[0], found.shape[1]])
    }
    return Checked(names: names.map { $0.text }, settings: settings, file: range)
  }

  private static func otherCount(
    _ written: WrittenLabels, _ count: Int, _ noun: String, _ files: PictureFiles, _ place: Place
  ) -> Diagnostic {
    let names = files.files.prefix(8).map { $0.name }
    return Diagnostic(
      id: .differentLengths, at: place,
      "\(Words.count(written.classes.count, "label")) for \(Words.count(count, noun)): each needs one",
      notes: files.files.count > 1
        ? ["their order: \(Words.list(names))\(files.files.count > 8 ? " and so on" : "")"] : [])
  }

  private static func hasNames(_ names: [Token], _ keys: Keys, _ checker: inout Checker) -> Bool {
    if names.count > 2 {
      checker.report(
        Diagnostic(
          id: .wrongNameCount, at: names[2].range,
          "pictures are one array, or two with what they show, but there are \(names.count) names for them",
          notes: ["'split x, y as x_test, y_test' takes some out of both"]))
      return false
    }
    if names.count == 1, let entry = keys.entry(LoadKeys.labels) {
      checker.report(
        Diagnostic(
          id: .wrongNameCount, at: entry.key, "the labels need a name of their own",
          hint: "write 'as \(names[0].text), y'"))
      return false
    }
    return true
  }

  /// The form that pictures get; nil where settings contradict one another, which is reported.
  private static func form(_ isDigit: Bool, _ keys: Keys, _ checker: inout Checker) -> PictureForm? {
    let size = keys[PictureKeys.size]
    for entry in [keys.entry(PictureKeys.size), keys.entry(PictureKeys.colour)].compactMap({ $0 }) where isDigit {
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key, "a digit that is cut out has 28×28 grey pixels, so this line has no meaning",
          hint: "leave the line out"))
      return nil
    }
    if let size, let entry = keys.entry(PictureKeys.size),
      size.count > 2 || !size.allSatisfy({ (8...2048).contains($0) })
    {
      checker.report(
        Diagnostic(
          id: .outOfRange, at: entry.place,
          size.count > 2
            ? "a size is a height and a width, not \(size.count) numbers"
            : "'size' must be from 8 to 2048 pixels each way, not \(entry.text)",
          hint: size.count > 2 ? "write 'size: \(size[0])x\(size[1])', and 'colour: rgb' for three channels" : nil))
      return nil
    }
    return PictureForm(
      height: size?[0], width: size.map { $0[$0.count - 1] },
      colour: keys[PictureKeys.colour].map { $0 == .rgb ? .rgb : .grey })
  }

  /// How many bytes they take, as far as it is known.
  static func pictureBytes(of step: PlannedStep, _ stage: Stage) -> Int64? {
    guard let files = stage.environment.files.pictures(readBy: step) else { return nil }
    guard case .success(let found) = files else { return 0 }
    let size = step[PictureKeys.size] ?? [28, 28 * (step[PictureKeys.digits] ?? 1)]
    let channels = step[PictureKeys.colour] == .rgb ? 3 : 1
    return [Int64(found.files.count), Int64(size.reduce(1, *)), Int64(channels)].product
  }

  /// False where the step reads no pictures in this way.
  static func loadPictures(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) -> Bool {
    guard let files = stage.environment.files.pictures(readBy: step) else { return false }
    let place = step.places.file ?? step.headline
    switch files {
    case .failure(let problem): throw problem.diagnostic(at: Place(range: place))
    case .success(let found):
      let loaded: LoadedPictures
      do { loaded = try LoadedPictures(found, step, stage) } catch { throw error.diagnostic(at: place) }
      try loaded.keep(step, &stage)
    }
    return true
  }
}
