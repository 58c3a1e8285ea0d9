import Arrays
import Datasets
import Figures
import Files
import Lesson
import Text

/// Pictures that a `load` step has read together.
struct LoadedPictures {
  private let files: PictureFiles
  /// In one form, or the digits that were cut out of them.
  private var pictures: [NDArray] = []
  /// Where digits were cut out.
  private var sheets: [CutSheet] = []
  private var checksum = SHA256()

  init(_ files: PictureFiles, _ step: PlannedStep, _ stage: Stage) throws(DataError) {
    self.files = files
    let isCut = step[LoadKeys.digit] || step[PictureKeys.digits] != nil
    var problems: [DataError] = []
    for file in files.files {
      do throws(DataError) {
        let (arrays, own) = try stage.environment.reader.read(path: file.path, shownAs: file.name)
        Array((own + "\n").utf8).withUnsafeBytes { checksum.update($0) }
        guard let picture = arrays.first?.array else { continue }
        if isCut {
          sheets.append(try CutSheet(picture, count: step[PictureKeys.digits], file: file.name))
        } else if let formed = Self.form(of: step).apply(to: picture) {
          pictures.append(formed)
        } else {
          throw .unsuitable(
            file: file.name, problem: "is no picture any more",
            advice: "it has changed since the lesson was checked: run the lesson again")
        }
      } catch {
        // All of them are told at once.
        problems.append(error)
      }
    }
    if !problems.isEmpty { throw .several(problems, of: files.files.count, named: step[LoadKeys.file] ?? "") }
    if isCut { pictures = sheets.flatMap { $0.digits } }
  }

  static func form(of step: PlannedStep) -> PictureForm {
    let size = step[PictureKeys.size]
    return PictureForm(
      height: size?[0], width: size.map { $0[$0.count - 1] },
      colour: step[PictureKeys.colour].map { $0 == .rgb ? .rgb : .grey })
  }

  /// Puts them into the step's arrays, and tells of them.
  func keep(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let (name, place) = (step[LoadKeys.file] ?? "", step.places.file ?? step.headline)
    guard var x = NDArray(stacking: pictures) else {
      throw Diagnostic(
        id: .differentLengths, at: place, "the pictures of '\(name)' have different sizes",
        notes: ["a line such as 'size: 32x32' below brings all to one size"])
    }
    let count = x.rowCount
    if step[PictureKeys.count] == .one { x = x.element(0) }
    var checksum = checksum
    stage.read(
      Provenance.Source(
        name: name, origin: PictureFiles.areSeveral(name) ? Words.count(files.files.count, "file") : "file",
        checksum: Checksum.hexadecimal(checksum.finish())))
    let written = step[LoadKeys.labels].flatMap { WrittenLabels($0) }
    let classNames = written?.names ?? files.classNames
    let labels = written?.classes ?? (files.hasClasses ? files.files.compactMap { $0.label } : nil)
    // Every digit of a picture in a class's folder is of that class.
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
        Self.labelType(truth) == .uint8 ? .uint8(truth.map { UInt8($0) }) : .uint16(truth.map { UInt16($0) })
      stage.workspace.arrays[step.names[1]] = Variable(
        array: NDArray(shape: [count], values: values), classNames: classNames, pixels: nil)
    }
    tell(x, labels: truth, classNames, step, &stage)
    if !sheets.isEmpty { CutSheet.draw(sheets, truth: truth, classNames: classNames, step, &stage) }
  }

  static func labelType(_ labels: [Int]) -> ElementType { labels.contains { $0 > 255 } ? .uint16 : .uint8 }

  /// What pictures were read, and what is in them.
  private func tell(
    _ x: NDArray, labels: [Int]?, _ classNames: [String]?, _ step: PlannedStep, _ stage: inout Stage
  ) {
    var lines = ["\(step.names[0]): \(shapeText(x.shape)) \(x.elementType.rawValue)"]
    if step.names.count == 2, let y = stage.workspace.arrays[step.names[1]]?.array {
      lines.append("\(step.names[1]): \(shapeText(y.shape)) \(y.elementType.rawValue)")
    }
    stage.show(lines: lines)
    if let labels, files.hasClasses {
      let classes = Set(labels).sorted()
      stage.show(
        .table(
          OutputTable(
            header: ["class", "label", "pictures"], alignments: [.left, .right, .right],
            rows: classes.map { label in
              [className(label, classNames), "\(label)", grouped(labels.count { $0 == label })]
            })))
      if classes.count > 1 {
        stage.show(
          .remark(
            "They come class by class: 'shuffle \(step.names.joined(separator: ", "))' mixes them, before some are split "
              + "off or a network is trained."))
      }
    }
    if x.shape.last == 3, x.shape.count > 2 { stage.show(.table(Self.channelTable(x))) }
    if !files.passedOver.isEmpty {
      let names = files.passedOver.prefix(5).map { "'\($0)'" }
      let others = files.passedOver.count - names.count
      stage.warn(
        "Passed over, since they are no pictures or hold none: "
          + (others > 0 ? names.joined(separator: ", ") + " and \(others) more" : Words.list(names)) + ".")
    }
  }

  /// The mean and so on of each colour, of (…, 3).
  private static func channelTable(_ array: NDArray) -> OutputTable {
    let values = array.values.doubles
    let rows = ["red", "green", "blue"].enumerated().map { channel, name in
      let own = stride(from: channel, to: values.count, by: 3).map { values[$0] }
      let mean = own.reduce(0, +) / Double(max(own.count, 1))
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(own.count, 1))
      return [
        name, decimal(mean, 2), decimal(variance.squareRoot(), 2), shortest(own.min() ?? 0), shortest(own.max() ?? 0),
      ]
    }
    return OutputTable(
      header: ["channel", "mean", "deviation", "smallest", "largest"],
      alignments: [.left, .right, .right, .right, .right], rows: rows)
  }
}
