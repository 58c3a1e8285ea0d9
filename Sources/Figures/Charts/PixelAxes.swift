/// The numbers of a picture's rows, from 0 at its top, and of its columns, from 0 at its left.
struct PixelAxes {
  private static let style = TextStyle(size: 9, colour: .quietInk)
  private static let tick = 3.0
  /// What they take of the room to the left of a picture, and below it.
  let left: Double
  let below = 16.0

  init(_ pictures: [Picture]) {
    let widest = pictures.map { PixelAxes.style.width(of: String(max($0.height - 1, 0))) }.max() ?? 0
    left = (widest + PixelAxes.tick + 3).rounded(.up)
  }

  func draw(around picture: Picture, at place: Point, _ enlargement: Enlargement, on canvas: inout Canvas) {
    let (style, tick) = (PixelAxes.style, PixelAxes.tick)
    func middle(_ pixel: Int) -> Double {
      (Double(pixel) + 0.5) * Double(enlargement.factor) / 2 / Double(enlargement.reduction)
    }
    let bottom = place.y + enlargement.length(picture.height)
    for row in PixelAxes.ticks(picture.height, pitch: middle(1) - middle(0), room: 11) {
      let y = place.y + middle(row)
      canvas.fill(x: place.x - tick, y: y - 0.25, width: tick, height: 0.5, .edge)
      canvas.write(String(row), at: Point(place.x - tick - 2, y + 3), style, anchor: .end)
    }
    let widest = style.width(of: String(max(picture.width - 1, 0)))
    for column in PixelAxes.ticks(picture.width, pitch: middle(1) - middle(0), room: widest + 6) {
      let x = place.x + middle(column)
      canvas.fill(x: x - 0.25, y: bottom, width: 0.5, height: tick, .edge)
      canvas.write(String(column), at: Point(x, bottom + tick + 9), style, anchor: .middle)
    }
  }

  /// Multiples of 5, 10, 20, 50, … with `room` logical pixels between them; of a few pixels all.
  private static func ticks(_ count: Int, pitch: Double, room: Double) -> [Int] {
    guard count > 0 else { return [] }
    if count <= 10, pitch >= room { return Array(0..<count) }
    let step = [5, 10, 20, 50, 100, 200, 500, 1000].first { Double($0) * pitch >= room } ?? count
    return Array(stride(from: 0, to: count, by: step))
  }
}
