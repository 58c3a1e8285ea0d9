import Arrays
import Datasets
import Figures
import Files
import Lesson
import Text

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

  /// The digits that were cut out: of one photo alone how they were found, of several each with its file's name.
  /// - Parameter truth: what they show, where that is known.
  static func draw(
    _ sheets: [CutSheet], truth: [Int]?, classNames: [String]?, _ step: PlannedStep, _ stage: inout Stage
  ) {
    let doubtful = sheets.filter { $0.stages?.mayBeTwo == true }.map { $0.file }
    if !doubtful.isEmpty { RecoveredDigit.warnOfTwo(doubtful, &stage) }
    if sheets.count == 1, let stages = sheets[0].stages {
      return RecoveredDigit.draw(stages, file: sheets[0].file, step, &stage)
    }
    var cells: [ImageGrid.Cell] = []
    for sheet in sheets {
      for (index, digit) in sheet.digits.enumerated() where cells.count < mostShown {
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
      stage.draw(.images(grid), step, caption: "\(sheets[0].file), in grey")
    }
    let total = sheets.reduce(0) { $0 + $1.digits.count }
    let name = step[LoadKeys.file] ?? ""
    let grid = ImageGrid(cells: cells, perRow: 10, palette: .greys, subject: "the digits cut out of \(name)")
    stage.draw(
      .images(grid), step,
      caption: "What the network gets of \(name)"
        + (total > cells.count ? ", the first \(cells.count) of \(grouped(total))" : ""))
  }

  private static let mostShown = 100
}
