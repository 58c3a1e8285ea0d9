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
