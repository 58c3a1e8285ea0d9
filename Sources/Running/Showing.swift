import Datasets
import Arrays
import Figures
import Planning

/// Images of an array as pictures with values between 0 and 1.
struct ImageStack {
  let pictures: [Picture]

  /// The shortest side that rows of numbers are read with as square images; shorter ones are tables.
  static let leastSide = 8

  /// - Parameter rows: (n, H, W), (n, H, W, C) with C of 1, 3 or 4, or (n, H·W) for square images.
  init?(rows: NDArray, pixels: PixelScale?) {
    var shape = rows.shape
    let values = rows.values.doubles
    if shape.count == 2 {
      let side = Int(Double(shape[1]).squareRoot().rounded())
      guard side * side == shape[1], side >= Self.leastSide else { return nil }
      shape = [shape[0], side, side]
    }
    if shape.count == 3 { shape.append(1) }
    guard shape.count == 4, [1, 3, 4].contains(shape[3]), shape[1] > 0, shape[2] > 0 else { return nil }
    let finite = values.lazy.filter(\.isFinite)
    let low = pixels?.low ?? min(finite.min() ?? 0, 0)
    let high = pixels?.high ?? finite.max() ?? 1
    let span = high > low ? high - low : 1
    let channels = shape[3]
    let size = shape[1] * shape[2]
    pictures = (0..<shape[0]).map { image in
      let grey = (0..<size).map { pixel -> Float in
        let start = (image * size + pixel) * channels
        // Luma of ITU-R BT.601 where there is colour.
        let value =
          channels == 1
          ? values[start] : 0.299 * values[start] + 0.587 * values[start + 1] + 0.114 * values[start + 2]
        return Float(min(max((value - low) / span, 0), 1))
      }
      return Picture(height: shape[1], width: shape[2], values: grey)
    }
  }
}

extension Workspace {
  func imageGrid(_ show: Show) throws(Diagnostic) -> Figure {
    let variable = try resolveRows(show.images)
    let count: Int
    switch show.images.selection {
    case .element: count = 1
    case .slice: count = min(variable.array.rowCount, show.count ?? Show.mostOfSlice)
    case .all, .matching: count = min(variable.array.rowCount, show.count ?? 12)
    }
    guard variable.array.count > 0 else {
      throw Diagnostic(
        id: "empty-array", at: show.images.range, "\(show.images.text) is empty, so there is nothing to show")
    }
    let isSingleImage = show.images.selection == .all && isOneImage(variable.array)
    let array = isSingleImage ? oneRow(variable.array) : variable.array.rows(0..<count)
    guard let stack = ImageStack(rows: array, pixels: variable.pixels) else {
      throw Diagnostic(
        id: "no-image", at: show.images.range,
        "\(show.images.text) has shape \(shapeText(variable.array.shape)), which is no image",
        notes: ["images have shape (n, height, width) or (n, height, width, 1)"])
    }
    let labels = try show.labels.map { operand throws(Diagnostic) in try labelTexts(operand, alike: show.images) }
    return .images(
      ImageGrid(
        cells: stack.pictures.enumerated().map { index, picture in
          ImageGrid.Cell(picture: picture, label: labels.flatMap { index < $0.count ? $0[index] : nil })
        }, perRow: show.perRow, palette: palette(show.colourMap), subject: show.images.text))
  }

  /// Class names of the labels beside the images; an array named whole is cut as the images are.
  func labelTexts(_ operand: Operand, alike images: Operand) throws(Diagnostic) -> [String] {
    let (classes, names) = try labels(operand, alike: images)
    return classes.map { className($0, names) }
  }

  func labels(_ operand: Operand, alike images: Operand) throws(Diagnostic) -> (classes: [Int], names: [String]?) {
    let variable = try resolveRows(operand, alike: images)
    return (try classes(variable.array, operand), variable.classNames)
  }

  func histogram(_ operand: Operand) throws(Diagnostic) -> (figure: Figure, counts: [Int]) {
    let variable = try resolveRows(operand)
    let classes = try classes(variable.array, operand)
    guard let largest = classes.max() else {
      throw Diagnostic(id: "empty-array", at: operand.range, "\(operand.text) is empty, so there is nothing to count")
    }
    let width = max(largest + 1, variable.classNames?.count ?? 0)
    var counts = [Int](repeating: 0, count: width)
    for label in classes { counts[label] += 1 }
    let names = (0..<width).map { className($0, variable.classNames) }
    return (.histogram(HistogramFigure(names: names, counts: counts, subject: operand.text)), counts)
  }
}

func palette(_ map: ColourMap) -> Palette {
  switch map {
  case .greys: .greys
  case .gray: .gray
  case .viridis: .viridis
  }
}

/// (H, W) and (H, W, C) with C of 1, 3 or 4, where the first dimension is no count of samples, nor the last a width.
private func isOneImage(_ array: NDArray) -> Bool {
  let shape = array.shape
  if shape.count == 2, shape[0] != shape[1], array.elementType == .uint8 {
    return ImageStack(rows: array.rows(0..<0), pixels: .bytes) == nil
  }
  return shape.count == 2 && shape[0] == shape[1]
    || shape.count == 3 && (shape[2] == 1 || [3, 4].contains(shape[2]) && shape[1] >= ImageStack.leastSide)
}

func oneRow(_ array: NDArray) -> NDArray { NDArray(shape: [1] + array.shape, values: array.values) }

extension Show {
  var usualCaption: String {
    (images.isOneSample ? "The image \(images.text)" : "Images of \(images.text)") + (labels == nil ? "" : ", labelled")
  }
}
