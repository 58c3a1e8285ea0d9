package import Arrays

/// A photo or scan of a handwritten digit, made into an image as MNIST's (LeCun, Bottou, Bengio and Haffner 1998): light
/// ink on black, scaled into 20×20 with its proportions kept, centred by mass in 28×28.
package enum Handwriting {
  /// One step on the way, as a (H, W) `uint8` image.
  package struct Stage: Sendable {
    /// `in grey`, `ink found`, `cut out`, `scaled to 20×20`, `centred in 28×28`.
    package var title: String
    package var image: NDArray
  }

  package struct Stages: Sendable {
    /// All five, in order; the last one is `digit`.
    package var stages: [Stage]
    /// (28, 28) `uint8`, ink 255.
    package var digit: NDArray
    /// Whether the photo seems to show two digits beside each other.
    package var mayBeTwo = false
  }

  /// The longest side that is looked at: more pixels tell nothing about 20×20.
  private static let workingSize = 512
  private static let box = 20
  private static let field = 28
  /// In MNIST's images strokes are 1.3 to 3 pixels thick, at 20×20; a fine pen's are thickened to this.
  private static let leastThickness = 1.4

  /// - Parameters:
  ///   - image: (H, W), (H, W, 1…4): grey, grey with alpha, colour, colour with alpha; any integer or float type.
  ///   - file: the file's name in messages.
  package static func recover(_ image: NDArray, file: String) throws(DataError) -> Stages {
    let grey = try grey(image, longest: workingSize, file: file)
    let paper = Paper(grey)
    guard let strokes = Strokes(ink: paper.ink), isDigit(strokes, on: paper) else {
      throw .unsuitable(
        file: file, problem: "shows no digit: nothing in it stands out from the paper",
        advice: "use a dark pen on light paper, best without lines, and let the digit fill a good part of the picture")
    }
    let cut = cutOut(strokes)
    let scaled = scaled(cut)
    let centred = centred(scaled).array
    return Stages(
      stages: [
        Stage(title: "in grey", image: grey.array), Stage(title: "ink found", image: strokes.image.array),
        Stage(title: "cut out", image: cut.array), Stage(title: "scaled to 20×20", image: scaled.array),
        Stage(title: "centred in 28×28", image: centred),
      ], digit: centred, mayBeTwo: strokes.mayBeTwo)
  }

  /// The picture in grey, made smaller.
  static func grey(_ image: NDArray, longest wanted: Int, file: String) throws(DataError) -> GreyImage {
    func noPicture() -> DataError {
      .unsuitable(
        file: file, problem: "is no picture: its numbers have shape \(shapeText(image.shape))",
        advice: "'digit: true' wants a picture of one digit")
    }
    guard PictureForm().shape(of: image.shape) != nil else { throw noPicture() }
    let (height, width) = (image.shape[0], image.shape[1])
    guard min(height, width) >= 8 else {
      throw .unsuitable(
        file: file, problem: "is too small for a digit: \(width)×\(height) pixels",
        advice: "use a picture of at least 28×28 pixels")
    }
    let ratio = min(1, Double(wanted) / Double(max(height, width)))
    let grey = GreyImage.scaled(
      image, height: max(1, Int((Double(height) * ratio).rounded())),
      width: max(1, Int((Double(width) * ratio).rounded())))
    guard let grey else { throw noPicture() }
    return grey
  }

  /// As MNIST has it, (28, 28) `uint8`.
  static func image(of strokes: Strokes) -> NDArray { centred(scaled(cutOut(strokes))).array }

  /// What is left of printed lines is much smaller than a digit, or a piece of one.
  static func isDigit(_ strokes: Strokes, on paper: Paper) -> Bool {
    guard let lines = paper.lines else { return true }
    let longest = max(strokes.rows.count, strokes.columns.count)
    let shortest = Double(min(strokes.rows.count, strokes.columns.count))
    let isRest = shortest <= 4 * lines && strokes.thickness <= 1.2 * lines
    return longest * 12 > min(paper.ink.height, paper.ink.width) && Double(longest) > 5 * lines && !isRest
  }

  /// The strokes' rectangle, with thin strokes made as thick as MNIST's.
  private static func cutOut(_ strokes: Strokes) -> GreyImage {
    let longest = max(strokes.rows.count, strokes.columns.count)
    let wanted = leastThickness * Double(longest) / Double(box)
    let radius = max(0, Int(((wanted - strokes.thickness) / 2).rounded()))
    let image = strokes.image.dilated(radius: radius)
    return image.cut(
      rows: max(0, strokes.rows.lowerBound - radius)..<min(image.height, strokes.rows.upperBound + radius),
      columns: max(0, strokes.columns.lowerBound - radius)..<min(image.width, strokes.columns.upperBound + radius))
  }

  /// In MNIST's images the middle of a stroke is full ink.
  private static let gain: Float = 1.2

  /// The longer side gets 20 pixels; the darkest ink is more than full ink.
  private static func scaled(_ cut: GreyImage) -> GreyImage {
    let ratio = Double(box) / Double(max(cut.height, cut.width))
    let small = cut.scaled(
      height: max(1, Int((Double(cut.height) * ratio).rounded())),
      width: max(1, Int((Double(cut.width) * ratio).rounded())))
    let darkest = max(small.values.max() ?? 1, 0.1)
    return small.map { min($0 / darkest * gain, 1) }
  }

  /// The centre of mass comes to lie on pixel (14, 14), as in MNIST.
  private static func centred(_ digit: GreyImage) -> GreyImage {
    var mass = 0.0
    var moments = (y: 0.0, x: 0.0)
    for (index, value) in digit.values.enumerated() {
      mass += Double(value)
      moments.y += Double(value) * Double(index / digit.width)
      moments.x += Double(value) * Double(index % digit.width)
    }
    func offset(_ moment: Double, _ length: Int) -> Int {
      let middle = mass > 0 ? moment / mass : Double(length) / 2
      return min(max(Int((Double(field) / 2 - middle).rounded()), 0), field - length)
    }
    let (top, left) = (offset(moments.y, digit.height), offset(moments.x, digit.width))
    var image = GreyImage(height: field, width: field, values: [Float](repeating: 0, count: field * field))
    for (index, value) in digit.values.enumerated() {
      image.values[(top + index / digit.width) * field + left + index % digit.width] = value
    }
    return image
  }
}
