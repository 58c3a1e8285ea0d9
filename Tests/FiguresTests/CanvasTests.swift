import Testing

@testable import Figures

struct CanvasTests {
  private let ink = Colour(0x000000)

  @Test func rectanglesFillWholePixels() {
    var canvas = Canvas(width: 10, height: 10)
    canvas.fill(x: 2, y: 3, width: 4, height: 1.5, ink)
    let covered = canvas.pixels.indices.filter { canvas.pixels[$0] == 0 }
    #expect(covered.count == 8 * 3)
    #expect(covered.allSatisfy { (4..<12).contains($0 % 20) && (6..<9).contains($0 / 20) })
  }

  @Test func nothingIsDrawnOutside() {
    var canvas = Canvas(width: 4, height: 4)
    canvas.fill(x: -10, y: -10, width: 5, height: 50, ink)
    canvas.stroke([Point(-50, -9), Point(90, -9)], width: 2, ink)
    canvas.stroke([Point(.nan, 1), Point(3, 3)], width: 2, ink)
    canvas.fill(x: .infinity, y: 0, width: 1, height: 1, ink)
    #expect(canvas.pixels.allSatisfy { $0 == Colour.paper.rgb })
  }

  /// The ink of a disc is its area.
  @Test(arguments: [2.0, 3.5, 10, 21.25])
  func discsHaveTheirArea(radius: Double) {
    var canvas = Canvas(width: 50, height: 50)
    canvas.disc(Point(25, 25.3), radius: radius, ink)
    let covered = canvas.pixels.reduce(0.0) { $0 + Double(255 - Colour($1).green) / 255 }
    let area = Double.pi * radius * radius * 4
    #expect(abs(covered - area) < 0.02 * area + 1)
  }

  /// A line's ink is its length times its width, whatever its slope.
  @Test(arguments: [(30.0, 0.0), (0, 30), (30, 30), (30, 7), (5, -30), (-30, 11)])
  func linesHaveTheirWidth(x: Double, y: Double) {
    var canvas = Canvas(width: 90, height: 90)
    canvas.stroke([Point(45, 45), Point(45 + x, 45 + y)], width: 2, ink)
    let covered = canvas.pixels.reduce(0.0) { $0 + Double(255 - Colour($1).green) / 255 }
    let area = ((x * x + y * y).squareRoot() * 2 + Double.pi) * 4
    #expect(abs(covered - area) < 0.05 * area)
  }

  @Test func dashesKeepTheirLengthRoundCorners() {
    let pieces = Canvas.dashes([Point(0, 0), Point(7, 0), Point(7, 20)], ink: 5, gap: 3)
    var lengths: [Double] = []
    for piece in pieces {
      var length = 0.0
      for (start, end) in zip(piece, piece.dropFirst()) { length += abs(start.x - end.x) + abs(start.y - end.y) }
      lengths.append(length)
    }
    #expect(lengths == [5, 5, 5, 3])
  }

  @Test func overlappingPartsOfAStrokeDoNotDarken() {
    var canvas = Canvas(width: 20, height: 20)
    canvas.stroke([Point(2, 10), Point(18, 10), Point(2, 10)], width: 2, ink, opacity: 0.4)
    #expect(Set(canvas.pixels).contains(ink.over(.paper, alpha: 102).rgb))
    #expect(!canvas.pixels.contains { Colour($0).green < 150 })
  }

  /// With more colours than a palette holds, the frequent ones stay exact and no other moves far.
  @Test func palettesKeepColours() {
    let frequent = (0..<100).map { UInt64($0 * 0x010203) }
    let rare = (0..<4000).map { index -> UInt64 in
      let (red, green, blue) = (index % 16 * 17, index / 16 % 16 * 17, index / 256 * 17)
      return UInt64(red << 16 | green << 8 | blue)
    }
    let pixels = frequent.flatMap { [UInt64](repeating: $0, count: 50) } + rare
    let palette = PaletteReduction(pixels)
    let seen = palette.indices(of: pixels).map { palette.colours[Int($0)] }
    #expect(palette.colours.count == 256)
    #expect(Array(seen.prefix(5000)) == Array(pixels.prefix(5000)))
    for (before, after) in zip(pixels, seen) {
      let (a, b) = (Colour(UInt32(before)), Colour(UInt32(after)))
      let distance = [a.red - b.red, a.green - b.green, a.blue - b.blue].map(abs).max() ?? 0
      #expect(distance <= 60)
    }
    #expect(PaletteReduction([5, 5, 3]).colours == [3, 5])
  }

  /// What hosts without libpng write is the same picture.
  @Test(arguments: [
    (width: 1, height: 1, samples: "flat"), (3, 2, "noise"), (700, 300, "flat"), (700, 300, "noise"),
    (700, 300, "rows"),
    (300, 400, "lines"), (32_767, 3, "rows"), (32_768, 3, "rows"),
  ])
  func picturesWithoutLibpngAreWhole(width: Int, height: Int, samples kind: String) throws {
    var random: UInt32 = 1
    let noise = (0..<width * height).map { _ in
      random = random &* 1_664_525 &+ 1_013_904_223
      return UInt8(random >> 24)
    }
    let palette = (0..<768).map { UInt8($0 * 7 % 256) }
    // Runs of all lengths; copies from the row above, some at deflate's farthest distance.
    let samples: [UInt8] =
      switch kind {
      case "flat": Array(repeating: 7, count: noise.count)
      case "rows": noise.indices.map { noise[$0 % width] }
      case "lines": noise.indices.map { UInt8(Double($0).squareRoot() / 2) }
      default: noise
      }
    let file = PortablePNG.encode(width: width, height: height, palette: palette, samples: samples)
    let portable = try #require(DecodedPicture(file))
    let usual = try #require(
      PNGEncoding.encode(width: width, height: height, palette: palette, samples: samples).flatMap {
        DecodedPicture($0)
      }
    )
    #expect(portable.width == width && portable.height == height && portable.pixels == usual.pixels)
    if kind == "flat", width > 1 { #expect(file.count < samples.count / 60) }
  }
}
