import Testing

@testable import Figures

struct ScatterTests {
  private func plot(_ points: [(x: Double, y: Double)], _ labels: [Int] = [], names: [String] = []) -> ScatterPlot {
    ScatterPlot(
      x: points.map { $0.x }, y: points.map { $0.y }, labels: labels, classNames: names, xTitle: "length",
      yTitle: "width", subject: "leaves")
  }

  /// The ticks' texts tell where values lie: a point's centre is as far along as its ticks.
  @Test func pointsLieAtTheirValues() throws {
    let figure = Figure.scatter(plot([(100, 0), (110, 4), (104, 1)], [0, 0, 1]))
    let picture = try #require(try figure.decoded())
    let discs = try #require(picture.extent(of: Colour.training.rgb))
    let boxes = figure.drawn().textBoxes
    func middle(_ text: String, _ coordinate: (Point) -> Double) throws -> Double {
      let box = try #require(boxes.first { $0.text == text })
      return box.corners.reduce(0) { $0 + coordinate($1) } / 4
    }
    // The discs of the legend lie right of the plot, so the columns are counted up to the last tick's disc.
    let column = try middle("110") { $0.x }
    let rows = (0..<picture.height).filter { picture[Int(column), $0] == Colour.training.rgb }
    #expect(abs(Double(rows.reduce(0, +)) / Double(rows.count) - (try middle("4") { $0.y })) < 4)
    #expect(abs(Double(discs.x.lowerBound + 8) - (try middle("100") { $0.x })) < 6)
    let other = try #require(picture.extent(of: Colour.validation.rgb))
    #expect(abs(Double(other.x.lowerBound + 7) - (try middle("104") { $0.x })) < 6)
  }

  @Test func classesDifferInShapeAndColour() throws {
    #expect(Set((0..<30).map { "\(Marker(of: $0))" }).count == 30)
    #expect(Marker(of: -3) == Marker(of: 27))
    // Shapes alone tell them: the same colour covers other pixels.
    var seen: Set<[UInt32]> = []
    for shape in Marker.Shape.allCases {
      var canvas = Canvas(width: 16, height: 16)
      var marker = Marker(of: 0)
      marker.shape = shape
      marker.draw(at: Point(8, 8), radius: 4, hasEdge: true, on: &canvas)
      seen.insert(canvas.pixels)
      let ink = canvas.pixels.reduce(0.0) { $0 + Double(255 - Colour($1).red) / 255 }
      #expect(ink > 90 && ink < 240, "\(shape) has the ink of \(ink) pixels")
    }
    #expect(seen.count == Marker.Shape.allCases.count)
  }

  /// Of two points in one place the later sample lies above, whatever its class; the legend has a disc of each.
  @Test func samplesKeepTheirOrder() throws {
    for labels in [[0, 5], [5, 0]] {
      let picture = try #require(try Figure.scatter(plot([(1, 1), (1, 1)], labels)).decoded())
      let counts = labels.map { picture.count(Marker(of: $0).colour.rgb) }
      #expect(counts[0] > 100 && counts[1] > counts[0] * 19 / 10)
    }
  }

  @Test func wordsTellWhereTheClassesLie() {
    let figure = Figure.scatter(plot([(1, 10), (3, 20), (5, 30), (.nan, 1)], [0, 0, 1, 1], names: ["oak", "ash"]))
    #expect(
      figure.alternativeText
        == "Scatter plot of leaves: 3 points in 2 classes; length from 1.000 to 5.000, width from 10.0 to 30.0. "
        + "The middle of oak (2) at (2.000, 15.0), of ash (1) at (5.000, 30.0). "
        + "1 point without finite numbers is not drawn.")
    #expect(
      figure.table
        == FigureTable(
          header: [
            "class", "points", "length, smallest", "length, mean", "length, largest", "width, smallest", "width, mean",
            "width, largest",
          ],
          rows: [
            ["oak", "2", "1.000", "2.000", "3.000", "10.0", "15.0", "20.0"],
            ["ash", "1", "5.000", "5.000", "5.000", "30.0", "30.0", "30.0"],
          ]))
    #expect(
      Figure.scatter(plot([(1, 2)])).alternativeText
        == "Scatter plot of leaves: 1 point; length from 1.000 to 1.000, width from 2.000 to 2.000. "
        + "The middle of all at (1.000, 2.000).")
    #expect(Figure.scatter(plot([])).alternativeText == "Scatter plot of leaves: no points.")
    #expect(Figure.scatter(plot([])).table == nil)
  }

  @Test func axesHoldTheirPoints() {
    let ranges: [[Double]] = [
      [3.2, 7.9], [-5, -1], [4, 4], [0, 0], [-1e308, 1e308], [1e-305, 2e-305], [1e9, 1e9 + 1],
    ]
    for values in ranges {
      let axis = Axis.around(values, ticks: 6)
      for value in values { #expect((-1e-6...1 + 1e-6).contains(axis.position(value))) }
      #expect(axis.ticks.count >= 2 && axis.ticks.count <= 9)
    }
  }

  /// A convex shape's ink is its area, whichever way round its corners go.
  @Test func convexShapesHaveTheirArea() {
    let corners = [Point(10, 10.3), Point(30, 14), Point(24, 31), Point(12, 28)]
    for corners in [corners, corners.reversed()] {
      var canvas = Canvas(width: 40, height: 40)
      canvas.fill(convex: corners, Colour(0))
      let covered = canvas.pixels.reduce(0.0) { $0 + Double(255 - Colour($1).green) / 255 }
      let twice = zip(corners, corners.dropFirst() + corners.prefix(1)).reduce(0.0) {
        $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y
      }
      #expect(abs(covered - abs(twice) * 2) < 20)
    }
  }
}
