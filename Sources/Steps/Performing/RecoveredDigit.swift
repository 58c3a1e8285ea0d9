import Arrays
import Datasets
import Figures
import Files
import Lesson
import Text

extension Stage {
  /// The digit in a photo as an array, and how it was found as a figure.
  mutating func cutOut(_ photo: NDArray, file name: String, _ step: PlannedStep) throws(Diagnostic) {
    guard let array = step.names.first else { return }
    let recovered: Handwriting.Stages
    do { recovered = try Handwriting.recover(photo, file: name) } catch {
      throw error.diagnostic(at: step.places.file)
    }
    if recovered.mayBeTwo { warnOfTwo([name]) }
    workspace.arrays[array] = Variable(array: recovered.digit, classNames: nil, pixels: .bytes)
    draw(recovered, file: name, step)
  }

  private mutating func draw(_ recovered: Handwriting.Stages, file name: String, _ step: PlannedStep) {
    let cells = recovered.stages.enumerated().compactMap { index, stage -> ImageGrid.Cell? in
      guard var picture = Images(rows: stage.image.asOneRow, pixels: .bytes)?.pictures.first else { return nil }
      // The photo has light as large numbers, all later stages ink.
      if index == 0 { picture.values = picture.values.map { 1 - $0 } }
      // One scale for the photo's pixels, and one for those that the network gets.
      return ImageGrid.Cell(
        picture: picture, label: stage.title, scaleGroup: index + 2 < recovered.stages.count ? 0 : 1)
    }
    let grid = ImageGrid(cells: cells, perRow: cells.count, palette: .greys, subject: "the stages of \(name)")
    draw(.images(grid), step, caption: "\(name), from the photo to what the network gets")
  }
}

extension Stage {
  private mutating func warnOfTwo(_ names: [String]) {
    let pictures = names.map { "'\($0)'" }
    warn(
      "\(Words.list(pictures)) \(names.count == 1 ? "seems" : "seem") to show two digits side by side, and 'digit: true' "
        + "makes one image of what it finds. Cut the picture so that it holds a single digit, or write how many there are, "
        + "as in 'digits: 2'.")
  }

  /// What pictures were read, and what is in them.
  mutating func tell(
    of files: PictureFiles, x: NDArray, labels: [Int]?, classNames: [String]?, _ step: PlannedStep
  ) {
    var lines = ["\(step.names[0]): \(shapeText(x.shape)) \(x.elementType.rawValue)"]
    if step.names.count == 2, let y = workspace.arrays[step.names[1]]?.array {
      lines.append("\(step.names[1]): \(shapeText(y.shape)) \(y.elementType.rawValue)")
    }
    show(lines: lines)
    if let labels, files.hasClasses {
      let classes = Set(labels).sorted()
      show(
        .table(
          OutputTable(
            header: ["class", "label", "pictures"], alignments: [.left, .right, .right],
            rows: classes.map { label in
              [className(label, classNames), "\(label)", grouped(labels.count { $0 == label })]
            })))
      if classes.count > 1 {
        show(
          .remark(
            "They come class by class: 'shuffle \(step.names.joined(separator: ", "))' mixes them, before some are split off "
              + "or a network is trained."))
      }
    }
    if x.shape.last == 3, x.shape.count > 2 { show(.table(channelTable(x))) }
    if !files.passedOver.isEmpty {
      let names = files.passedOver.prefix(5).map { "'\($0)'" }
      let others = files.passedOver.count - names.count
      warn(
        "Passed over, since they are no pictures or hold none: "
          + (others > 0 ? names.joined(separator: ", ") + " and \(others) more" : Words.list(names)) + ".")
    }
  }

  /// The digits that were cut out: of one photo alone how they were found, of several each with its file's name.
  /// - Parameter truth: what they show, where that is known.
  mutating func draw(_ sheets: [CutSheet], truth: [Int]?, classNames: [String]?, _ step: PlannedStep) {
    let doubtful = sheets.filter { $0.stages?.mayBeTwo == true }.map { $0.file }
    if !doubtful.isEmpty { warnOfTwo(doubtful) }
    if sheets.count == 1, let stages = sheets[0].stages { return draw(stages, file: sheets[0].file, step) }
    var cells: [ImageGrid.Cell] = []
    for sheet in sheets {
      for (index, digit) in sheet.digits.enumerated() where cells.count < Self.mostDigitsShown {
        guard let picture = Images(rows: digit.asOneRow, pixels: .bytes)?.pictures.first else { continue }
        let place = sheet.digits.count == 1 ? "" : sheets.count == 1 ? "\(index + 1)" : ", \(index + 1)"
        let name = sheets.count == 1 && !place.isEmpty ? place : fileName(sheet.file) + place
        cells.append(
          ImageGrid.Cell(
            picture: picture, label: name,
            remark: truth.map { "labelled \(className($0[cells.count], classNames))" },
            name: "\(step.names[0])[\(cells.count)]"))
      }
    }
    if sheets.count == 1,
      var photo = sheets[0].sheet.flatMap({ Images(rows: $0.asOneRow, pixels: .bytes) })?.pictures.first
    {
      // The photo has light as large numbers, the digits ink.
      photo.values = photo.values.map { 1 - $0 }
      let grid = ImageGrid(
        cells: [ImageGrid.Cell(picture: photo)], perRow: 1, palette: .greys, subject: sheets[0].file)
      draw(.images(grid), step, caption: "\(sheets[0].file), in grey")
    }
    let total = sheets.reduce(0) { $0 + $1.digits.count }
    let name = step[PictureKeys.file] ?? ""
    let grid = ImageGrid(cells: cells, perRow: 10, palette: .greys, subject: "the digits cut out of \(name)")
    draw(
      .images(grid), step,
      caption: "What the network gets of \(name)"
        + (total > cells.count ? ", the first \(cells.count) of \(grouped(total))" : ""))
  }

  private static let mostDigitsShown = 100
}

/// The digits of one photo.
struct CutSheet {
  var file: String
  /// (28, 28) each.
  var digits: [NDArray]
  /// Of a photo of one digit.
  var stages: Handwriting.Stages?
  /// The photo of several, in grey.
  var sheet: NDArray?

  /// - Parameter count: how many digits there are on it; nil for one, which may be of any size.
  init(_ picture: NDArray, count: Int?, file: String) throws(DataError) {
    self.file = file
    guard let count else {
      let stages = try Handwriting.recover(picture, file: file)
      (digits, self.stages) = ([stages.digit], stages)
      return
    }
    let found = try DigitSheet.recover(picture, count: count, file: file)
    (digits, sheet) = ((0..<count).map { found.digits.element($0) }, found.sheet)
  }
}

/// The mean and so on of each colour, of (…, 3).
func channelTable(_ array: NDArray) -> OutputTable {
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
