import Arrays

/// The pixel values of paper and of full ink, so that figures and the page's playground can tell one from the other.
package struct PixelScale: Sendable, Equatable {
  package var paper: Double
  package var ink: Double

  package init(paper: Double, ink: Double) {
    self.paper = paper
    self.ink = ink
  }

  static let bytes = PixelScale(paper: 0, ink: 255)

  var low: Double { min(paper, ink) }
  var high: Double { max(paper, ink) }

  func mapped(_ change: (Double) -> Double) -> PixelScale { PixelScale(paper: change(paper), ink: change(ink)) }
}

extension PixelScale {
  /// What the numbers of a file most likely are: truth values, bytes, 16 bits, or pixels that are normalised already;
  /// nil where their range tells nothing.
  init?(guessing array: NDArray) {
    switch array.elementType {
    case .bool: self.init(paper: 0, ink: 1)
    case .uint8: self = .bytes
    default:
      guard array.shape.count >= 2, array.count > 0 else { return nil }
      // Of very many samples the first tell enough.
      let rows = min(array.rowCount, max(1, (1 << 24) / array.elementsPerRow))
      let (low, high) = extremes(array.rows(0..<rows).values)
      guard low >= 0, high > 0 else { return nil }
      switch high {
      case ...1: self.init(paper: 0, ink: 1)
      // Numbers as small as scikit-learn's digits, 0 to 16, have a range of their own.
      case 128...255: self = .bytes
      case 256...65535 where array.elementType == .uint16: self.init(paper: 0, ink: 65535)
      default: return nil
      }
    }
  }
}
