import Arrays
import Datasets
import Figures
import Lesson
import Text

/// The digit in a photo.
enum RecoveredDigit {
  /// Makes an array of it, and shows how it was found as a figure.
  static func cutOut(
    of photo: NDArray, file name: String, _ step: PlannedStep, _ stage: inout Stage
  ) throws(Diagnostic) {
    guard let array = step.names.first else { return }
    let recovered: Handwriting.Stages
    do { recovered = try Handwriting.recover(photo, file: name) } catch {
      throw error.diagnostic(at: step.places.file)
    }
    if recovered.mayBeTwo { warnOfTwo([name], &stage) }
    stage.workspace.arrays[array] = Variable(array: recovered.digit, classNames: nil, pixels: .bytes)
    draw(recovered, file: name, step, &stage)
  }

  static func draw(
    _ recovered: Handwriting.Stages, file name: String, _ step: PlannedStep, _ stage: inout Stage
  ) {
    let cells = recovered.stages.enumerated().compactMap { index, part -> ImageGrid.Cell? in
      guard var picture = Images(rows: part.image.asOneRow, pixels: .bytes)?.pictures.first else { return nil }
      // The photo has light as large numbers, all later stages ink.
      if index == 0 { picture.values = picture.values.map { 1 - $0 } }
      // One scale for the photo's pixels, and one for those that the network gets.
      return ImageGrid.Cell(
        picture: picture, label: part.title, scaleGroup: index + 2 < recovered.stages.count ? 0 : 1)
    }
    let grid = ImageGrid(cells: cells, perRow: cells.count, palette: .greys, subject: "the stages of \(name)")
    stage.draw(.images(grid), step, caption: "\(name), from the photo to what the network gets")
  }

  static func warnOfTwo(_ names: [String], _ stage: inout Stage) {
    let pictures = names.map { "'\($0)'" }
    stage.warn(
      "\(Words.list(pictures)) \(names.count == 1 ? "seems" : "seem") to show two digits side by side, and 'digit: true' "
        + "makes one image of what it finds. Cut the picture so that it holds a single digit, or write how many there are, "
        + "as in 'digits: 2'.")
  }
}
