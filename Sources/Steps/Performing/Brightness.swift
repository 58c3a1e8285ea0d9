import Arrays
import Lesson

/// How light the borders of images are: most show paper, and no ink.
enum Brightness {
  /// Why images are rather the negatives of those that a network was trained on; nil where they are as light.
  private static func doubt(_ images: NDArray, _ x: Operand, unlike trained: NDArray) -> String? {
    let (low, high) = extremes(trained.values)
    guard let usual = border(of: trained, between: low, high), let other = border(of: images, between: low, high),
      usual < 0.25 && other > 0.6 || usual > 0.75 && other < 0.4
    else { return nil }
    let (here, there) =
      other > usual
      ? ("dark on a light ground", "light on a dark ground") : ("light on a dark ground", "dark on a light ground")
    return "\(x.text) seems to be \(here), but the network was trained on images that are \(there), so that its answer "
      + "means little. Write 'invert \(x.name)' above this step."
  }

  /// The mean of the borders, from 0 for `low` to 1 for `high`; nil for what is no image.
  private static func border(of images: NDArray, between low: Double, _ high: Double) -> Double? {
    var sides = images.shape.dropFirst()
    if sides.count == 1, let side = Images.side(of: sides[1]) { sides = [0, side, side][1...] }
    guard high > low, (2...3).contains(sides.count), !sides.contains(0), images.rowCount > 0 else { return nil }
    let (height, width, channels) = (sides[1], sides[2], sides.count == 3 ? sides[3] : 1)
    // Of many images the first hundred tell enough.
    let values = images.rows(0..<min(images.rowCount, 100)).values.doubles
    var sum = 0.0
    var count = 0
    for start in stride(from: 0, to: values.count, by: width * channels) {
      let row = start / (width * channels) % height
      // Whole rows above and below, the ends of those between.
      let isWhole = row == 0 || row == height - 1 || width < 3
      let parts = isWhole ? [0..<width] : [0..<1, width - 1..<width]
      for part in parts {
        for value in values[(start + part.lowerBound * channels)..<(start + part.upperBound * channels)] {
          sum += value
          count += 1
        }
      }
    }
    return (sum / Double(count) - low) / (high - low)
  }

  /// Tells where images are rather the negatives of those that a network was trained on.
  static func warn(of images: NDArray, _ x: Operand, _ network: String, _ stage: inout Stage) {
    guard let trained = stage.workspace.networks[network]?.trainingSamples,
      let doubt = doubt(images, x, unlike: trained)
    else { return }
    stage.warn(doubt)
  }
}
