/// The sign of a class among points: a shape and a colour, so that it is told also without colours. No two of thirty
/// classes share both.
struct Marker: Equatable {
  enum Shape: CaseIterable { case disc, square, triangle, diamond, cross }
  var shape: Shape
  var colour: Colour

  static let colours: [Colour] = [
    .training, .validation, Colour(0x009E73, dark: 0x2DB58C), Colour(0xA8508A, dark: 0xCB82B3), .ink,
    Colour(0x8A6D00, dark: 0xC2A23C),
  ]

  init(of label: Int) {
    func place(_ count: Int) -> Int { (label % count + count) % count }
    shape = Shape.allCases[place(Shape.allCases.count)]
    colour = Marker.colours[place(Marker.colours.count)]
  }

  /// All shapes are about as large as a disc of `radius`. An edge of paper keeps points apart that lie on each other.
  func draw(at centre: Point, radius: Double, hasEdge: Bool, on canvas: inout Canvas) {
    if hasEdge { draw(at: centre, radius: radius, edge: 0.75, .paper, on: &canvas) }
    draw(at: centre, radius: radius, edge: 0, colour, on: &canvas)
  }

  private func draw(at centre: Point, radius: Double, edge: Double, _ colour: Colour, on canvas: inout Canvas) {
    func around(_ corners: [(x: Double, y: Double)], _ size: Double) -> [Point] {
      corners.map { Point(centre.x + $0.x * size, centre.y + $0.y * size) }
    }
    switch shape {
    case .disc: canvas.disc(centre, radius: radius + edge, colour)
    case .square: canvas.fill(convex: around([(-1, -1), (1, -1), (1, 1), (-1, 1)], radius * 0.89 + edge), colour)
    case .triangle:
      // Half the root of three to each side; the centre lies at a third of the height.
      canvas.fill(convex: around([(0, -1), (0.866, 0.5), (-0.866, 0.5)], radius * 1.45 + 2 * edge), colour)
    case .diamond:
      canvas.fill(convex: around([(0, -1), (1, 0), (0, 1), (-1, 0)], radius * 1.3 + edge * 1.41), colour)
    case .cross:
      let size = radius * 0.85
      for arm in [around([(-1, -1), (1, 1)], size), around([(-1, 1), (1, -1)], size)] {
        canvas.stroke(arm, width: radius * 0.55 + 2 * edge, colour)
      }
    }
  }
}
