extension Canvas {
  /// A bar of colours from share 0 to 1, framed.
  mutating func colourBar(x: Double, y: Double, width: Double, height: Double, colour: (Double) -> Colour) {
    let count = 40
    for step in 0..<count {
      fill(
        x: x + width * Double(step) / Double(count), y: y, width: width / Double(count), height: height,
        colour(Double(step) / Double(count - 1)))
    }
    frame(x: x, y: y, width: width, height: height, .edge)
  }
}
