import Testing

@testable import Figures

/// Laws that hold for every figure.
struct LayoutTests {
  @Test(arguments: HardCases.all.keys.sorted())
  func figureIsWholeAndTidy(name: String) throws {
    let figure = try #require(HardCases.all[name])
    let rendered = try figure.render()
    let picture = try #require(DecodedPicture(rendered.png))
    #expect(picture.width == rendered.width * 2 && picture.height == rendered.height * 2)
    #expect(rendered.width <= 576)
    #expect(picture.hasCleanBorder)
    #expect(rendered.png.count < 130_000)
    // Nothing in the file tells when or by what it was made.
    #expect(Set(picture.chunks).subtracting(["IHDR", "PLTE", "IDAT", "IEND", "gAMA", "cHRM", "sRGB"]) == [])

    let boxes = figure.drawn().textBoxes
    for (index, box) in boxes.enumerated() {
      for corner in box.corners {
        #expect(
          corner.x >= 1 && corner.y >= 1 && corner.x <= Double(picture.width - 1)
            && corner.y <= Double(picture.height - 1), "\(box.text) is cut")
      }
      for other in boxes[(index + 1)...] where LayoutTests.overlap(box.corners, other.corners) {
        Issue.record("\(box.text) lies on \(other.text)")
      }
    }
    #expect(!figure.alternativeText.isEmpty)
    if let table = figure.table { #expect(table.rows.allSatisfy { $0.count == table.header.count }) }
  }

  @Test(arguments: ["20 epochs", "10 classes", "dense network"])
  func sameFigureSameBytes(name: String) throws {
    let figure = try #require(HardCases.all[name])
    #expect(try figure.render().png == figure.render().png)
  }

  @Test func overlapIsSeen() {
    let square = [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)]
    func moved(_ x: Double, _ y: Double) -> [Point] { square.map { Point($0.x + x, $0.y + y) } }
    let diamond = [Point(15, 2), Point(23, 10), Point(15, 18), Point(7, 10)]
    #expect(LayoutTests.overlap(square, moved(9, 9)))
    #expect(!LayoutTests.overlap(square, moved(11, 0)))
    #expect(LayoutTests.overlap(square, diamond.map { Point($0.x - 3, $0.y) }))
    #expect(!LayoutTests.overlap(square, diamond.map { Point($0.x + 3, $0.y) }))
  }

  /// Whether two convex quadrilaterals share an area: no edge of either separates them.
  static func overlap(_ first: [Point], _ second: [Point]) -> Bool {
    for corners in [first, second] {
      for (start, end) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
        let normal = Point(start.y - end.y, end.x - start.x)
        func range(_ points: [Point]) -> (low: Double, high: Double) {
          let along = points.map { $0.x * normal.x + $0.y * normal.y }
          return (along.min() ?? 0, along.max() ?? 0)
        }
        let (a, b) = (range(first), range(second))
        if a.high <= b.low || b.high <= a.low { return false }
      }
    }
    return true
  }
}
