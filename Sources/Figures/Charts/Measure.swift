/// Measures all figures share, in logical pixels.
enum Measure {
  /// The room for a figure in the text column of a report: shown at this size, pixels of the PNG are not resampled.
  static let widest = 576.0
  /// Paper around every figure.
  static let margin = 6.0
  /// More pictures beside each other would leave none of them 20 logical pixels.
  static let mostPicturesInRow = 18
}
