/// A bar of colours from share 0 to 1, framed.
struct ColourBar {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  func draw(on canvas: inout Canvas, colour: (Double) -> Colour) {
    let count = 40
    for step in 0..<count {
      canvas.fill(
        x: x + width * Double(step) / Double(count), y: y, width: width / Double(count), height: height,
        colour(Double(step) / Double(count - 1)))
    }
    canvas.frame(x: x, y: y, width: width, height: height, .edge)
  }
}
