import Arrays
import Datasets
import Figures
import Files
import Lesson
import Networks
import Text

extension Verb {
  /// How a `load` step writes what it wants of pictures.
  struct WrittenPictures {
    var name: String
    var range: Range<Int>
    var isDigit: Bool
    var labels: (text: String?, entry: Keys.Entry?)
  }

  /// Whether a step wants pictures together, or in another form than a file has them.
  static func wantsPictures(_ name: String, isDigit: Bool, hasLabels: Bool, _ keys: Keys) -> Bool {
    PictureFiles.areSeveral(name) || keys[PictureKeys.digits] != nil || keys[PictureKeys.size] != nil
      || keys[PictureKeys.colour] != nil || isDigit && hasLabels
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
    _ wanted: WrittenPictures, _ step: StepSyntax, _ names: [Token], _ keys: Keys, _ checker: inout Checker
  ) -> Checked? {
    let isDigit = wanted.isDigit || keys[PictureKeys.digits] != nil
    guard let form = form(isDigit, keys, &checker), hasNames(wanted, names, &checker) else { return nil }
    var written: WrittenLabels?
    if let text = wanted.labels.text, let entry = wanted.labels.entry {
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
    switch checker.surroundings.pictures(
      .init(name: wanted.name, hasClasses: hasClasses, form: isDigit ? nil : form))
    {
    case .failure(let problem): return checker.refuse(problem.diagnostic(at: Place(range: wanted.range)))
    case .success(let pictures): found = pictures
    }
    if hasClasses, !found.files.hasClasses {
      return checker.refuse(
        Diagnostic(
          id: .wrongNameCount, at: names[1].range,
          "nothing tells what the pictures of '\(wanted.name)' show, for '\(names[1].text)'",
          notes: [
            "write it down in their order, as in 'labels: 7, 4, 2'",
            "or put the pictures of each class into a folder of its own, and load the folder that holds them",
          ]))
    }
    let each = keys[PictureKeys.digits] ?? 1
    let count = found.files.files.count * each
    let isMany = PictureFiles.areSeveral(wanted.name) || keys[PictureKeys.digits] != nil || names.count == 2
    if let written, let entry = wanted.labels.entry, written.classes.count != count {
      let what = isDigit ? Words.count(count, "digit") : Words.count(count, "picture")
      return checker.refuse(
        Diagnostic(
          id: .differentLengths, at: entry.place,
          "\(Words.count(written.classes.count, "label")) for \(what): each needs one",
          notes: found.files.files.count > 1
            ? [
              "their order: \(Words.list(found.files.files.prefix(8).map { $0.name }))\(found.files.files.count > 8 ? " and so on" : "")"
            ]
            : []))
    }
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
            shape: [count], elementType: labelType(labels), role: .labels(classes: classes), scale: .unknown)),
        at: names[1].range)
    }
    var settings: [String: KeyValue] = [
      PictureKeys.file.name: .text(wanted.name), PictureKeys.count.name: .word(isMany ? "many" : "one"),
    ]
    if !isDigit {
      settings[PictureKeys.colour.name] = .word(found.shape.count == 3 ? "rgb" : "grey")
      settings[PictureKeys.size.name] = .shape([found.shape[0], found.shape[1]])
    }
    return Checked(names: names.map { $0.text }, settings: settings, file: wanted.range)
  }

  private static func labelType(_ labels: [Int]) -> ElementType { labels.contains { $0 > 255 } ? .uint16 : .uint8 }

  private static func hasNames(_ wanted: WrittenPictures, _ names: [Token], _ checker: inout Checker) -> Bool {
    if names.count > 2 {
      checker.report(
        Diagnostic(
          id: .wrongNameCount, at: names[2].range,
          "pictures are one array, or two with what they show, but there are \(names.count) names for them",
          notes: ["'split x, y as x_test, y_test' takes some out of both"]))
      return false
    }
    if names.count == 1, let entry = wanted.labels.entry {
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
  static func loadPictures(
    _ step: PlannedStep, _ stage: inout Stage, isDigit: Bool
  ) throws(Diagnostic) -> Bool {
    guard let files = stage.environment.files.pictures(readBy: step) else { return false }
    let place = step.places.file ?? step.headline
    let found: PictureFiles
    switch files {
    case .failure(let problem): throw problem.diagnostic(at: Place(range: place))
    case .success(let pictures): found = pictures
    }
    let name = step[PictureKeys.file] ?? ""
    let written = step[PictureKeys.labels].flatMap { WrittenLabels($0) }
    let isCut = isDigit || step[PictureKeys.digits] != nil
    var pictures: [NDArray] = []
    var sheets: [CutSheet] = []
    var checksum = SHA256()
    for file in found.files {
      do throws(DataError) {
        let (arrays, own) = try stage.environment.reader.read(path: file.path, shownAs: file.name)
        Array((own + "\n").utf8).withUnsafeBytes { checksum.update($0) }
        guard let picture = arrays.first?.array else { continue }
        if isCut {
          sheets.append(try CutSheet(picture, count: step[PictureKeys.digits], file: file.name))
        } else if let formed = form(of: step).apply(to: picture) {
          pictures.append(formed)
        } else {
          throw .unsuitable(file: file.name, problem: "is no picture", advice: "")
        }
      } catch { throw error.diagnostic(at: place) }
    }
    if isCut { pictures = sheets.flatMap { $0.digits } }
    guard var x = NDArray(stacking: pictures) else {
      throw Diagnostic(
        id: .differentLengths, at: place, "the pictures of '\(name)' have different sizes",
        notes: ["a line such as 'size: 32x32' below brings all to one size"])
    }
    let count = x.rowCount
    if step[PictureKeys.count] == .one { x = x.element(0) }
    let isAlone = !PictureFiles.areSeveral(name)
    stage.read(
      Provenance.Source(
        name: name, origin: isAlone ? "file" : Words.count(found.files.count, "file"),
        checksum: Checksum.hexadecimal(checksum.finish())))
    let classNames = written?.names ?? found.classNames
    let labels = written?.classes ?? (found.hasClasses ? found.files.compactMap { $0.label } : nil)
    let truth = labels.map { labels in
      labels.count == count ? labels : labels.flatMap { Array(repeating: $0, count: count / max(labels.count, 1)) }
    }
    stage.workspace.arrays[step.names[0]] = Variable(array: x, classNames: classNames, pixels: .bytes)
    if step.names.count == 2, let truth {
      guard truth.count == count else {
        throw Diagnostic(
          id: .differentLengths, at: place,
          "'\(name)' has \(Words.count(count, "picture")) now, but there are \(Words.count(truth.count, "label"))",
          notes: ["it has changed since the lesson was checked: run the lesson again"])
      }
      let values: NDArray.Values =
        labelType(truth) == .uint8 ? .uint8(truth.map { UInt8($0) }) : .uint16(truth.map { UInt16($0) })
      stage.workspace.arrays[step.names[1]] = Variable(
        array: NDArray(shape: [count], values: values), classNames: classNames, pixels: nil)
    }
    stage.tell(of: found, x: x, labels: truth, classNames: classNames, step)
    if isCut { stage.draw(sheets, truth: truth, classNames: classNames, step) }
    return true
  }

  private static func form(of step: PlannedStep) -> PictureForm {
    let size = step[PictureKeys.size]
    return PictureForm(
      height: size?[0], width: size.map { $0[$0.count - 1] },
      colour: step[PictureKeys.colour].map { $0 == .rgb ? .rgb : .grey })
  }
}
