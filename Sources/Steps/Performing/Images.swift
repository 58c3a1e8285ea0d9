import Datasets
import Arrays
import Figures
import Lesson

/// Images of an array as pictures with values between 0 and 1.
struct Images {
  let pictures: [Picture]

  /// The shortest side that rows of numbers are read with as square images; shorter ones are tables.
  static let leastSide = 8

  /// 28 for 784; nil where the number is no square, or too small for a picture.
  static func side(of count: Int) -> Int? {
    let side = Int(Double(count).squareRoot().rounded())
    return side >= leastSide && side * side == count ? side : nil
  }

  /// - Parameter rows: (n, H, W), (n, H, W, C) with C of 1, 3 or 4, or (n, H·W) for square images.
  init?(rows: NDArray, pixels: PixelScale?) {
    var shape = rows.shape
    let values = rows.values.doubles
    if shape.count == 2 {
      guard let side = Self.side(of: shape[1]) else { return nil }
      shape = [shape[0], side, side]
    }
    if shape.count == 3 { shape.append(1) }
    guard shape.count == 4, [1, 3, 4].contains(shape[3]), shape[1] > 0, shape[2] > 0 else { return nil }
    let finite = values.lazy.filter { $0.isFinite }
    let low = pixels?.low ?? min(finite.min() ?? 0, 0)
    let high = pixels?.high ?? finite.max() ?? 1
    let span = high > low ? high - low : 1
    let channels = shape[3]
    let size = shape[1] * shape[2]
    func share(_ place: Int) -> Float { Float(min(max((values[place] - low) / span, 0), 1)) }
    pictures = (0..<shape[0]).map { image in
      let pixels = image * size..<(image + 1) * size
      let own: [Float] =
        switch channels {
        case 1: pixels.map { share($0) }
        case 3: (pixels.lowerBound * 3..<pixels.upperBound * 3).map { share($0) }
        // What is transparent lies on white.
        default:
          pixels.flatMap { pixel -> [Float] in
            let opacity = share(4 * pixel + 3)
            return (0..<3).map { share(4 * pixel + $0) * opacity + 1 - opacity }
          }
        }
      return Picture(height: shape[1], width: shape[2], values: own, channels: channels == 1 ? 1 : 3)
    }
  }
}

extension Workspace {
  func imageGrid(
    _ images: Operand, count: Int, labels: Operand?, perRow: Int, palette: Palette
  ) throws(Diagnostic) -> ImageGrid {
    let variable = try resolveRows(images)
    guard variable.array.count > 0 else {
      throw Diagnostic(
        id: .noSamples, at: images.range, "\(images.text) is empty, so there is nothing to show")
    }
    let isSingleImage = images.selection == .all && isOneImage(variable.array)
    let shown = images.isOneSample ? 1 : min(variable.array.rowCount, count)
    let array = isSingleImage ? variable.array.asOneRow : variable.array.rows(0..<shown)
    guard let stack = Images(rows: array, pixels: variable.pixels) else {
      throw Diagnostic(
        id: .notAnImage, at: images.range,
        "'show' draws images, but \(images.text) has shape \(shapeText(variable.array.shape))",
        notes: ["images have shape (n, height, width) or (n, height, width, 1)"])
    }
    var words: [String]?
    if let labels {
      let (classes, names) = try self.labels(labels, alike: images)
      words = classes.map { className($0, names) }
    }
    let names = isSingleImage ? [images.text] : try titles(images, count: shown)
    return ImageGrid(
      cells: stack.pictures.enumerated().map { index, picture in
        ImageGrid.Cell(
          picture: picture, label: words.flatMap { index < $0.count ? $0[index] : nil },
          name: index < names.count ? names[index] : nil)
      }, perRow: perRow, palette: palette, subject: images.text)
  }

  /// Class numbers of the labels beside the images; an array named whole is cut as the images are.
  func labels(_ operand: Operand, alike images: Operand) throws(Diagnostic) -> (classes: [Int], names: [String]?) {
    let variable = try resolveRows(operand, alike: images)
    return (try classes(variable.array, operand), variable.classNames)
  }
}

/// (H, W) and (H, W, C) with C of 1, 3 or 4, where the first dimension is no count of samples, nor the last a width.
private func isOneImage(_ array: NDArray) -> Bool {
  let shape = array.shape
  if shape.count == 2, shape[0] != shape[1], array.elementType == .uint8 {
    return Images(rows: array.rows(0..<0), pixels: .bytes) == nil
  }
  return shape.count == 2 && shape[0] == shape[1]
    || shape.count == 3 && (shape[2] == 1 || [3, 4].contains(shape[2]) && shape[1] >= Images.leastSide)
}

extension NDArray {
  /// (…) → (1, …)
  var asOneRow: NDArray { NDArray(shape: [1] + shape, values: values) }
}
