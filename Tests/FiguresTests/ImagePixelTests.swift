import Testing

@testable import Figures

struct ImagePixelTests {
  private func grid(_ pictures: [Picture], palette: Palette = .greys, isWrong: Bool = false) -> Figure {
    .images(
      ImageGrid(
        cells: pictures.map { .init(picture: $0, label: "5", remark: isWrong ? "3" : nil, isWrong: isWrong) },
        perRow: 6, palette: palette, subject: "x"))
  }

  /// Every element becomes a square of whole pixels in its own grey, in its place. Where all 256 greys occur, the palette
  /// has no room for paper and text, so some are a level off.
  @Test(arguments: [Palette.greys, .gray])
  func picturesAreEnlargedByWholeNumbers(palette: Palette) throws {
    let values = (0..<28 * 28).map { Float($0 % 256) / 255 }
    let figure = grid([Picture(height: 28, width: 28, values: values)], palette: palette)
    let picture = try #require(try figure.decoded())
    let factor = 20
    #expect(Enlargement(rows: 28, columns: 28, within: 280) == Enlargement(factor: factor, reduction: 1))
    let left = (picture.width - 28 * factor) / 2
    for y in 0..<28 * factor {
      for x in 0..<28 * factor {
        let value = UInt32(y / factor * 28 + x / factor) % 256
        let grey = palette == .greys ? 255 - value : value
        let found = picture[left + x, 12 + y]
        guard found % 0x010101 != 0 || abs(Int(found & 255) - Int(grey)) > 1 else { continue }
        Issue.record("\(x), \(y)")
        return
      }
    }
  }

  @Test func blankPictureHasAnEdge() throws {
    let figure = grid([Picture(height: 28, width: 28, values: [Float](repeating: 0, count: 784))])
    let edge = try #require(try figure.decoded()?.extent(of: Colour.edge.rgb))
    #expect(edge.x.count == 562 && edge.y.count == 562)
  }

  /// Pure colours are exact, others within a 62nd; what is no number has its own colour.
  @Test func coloursAreShown() throws {
    let values: [Float] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0.3, 0.7, 0.1, 0, .nan, 0, 1, 1, 1]
    let figure = grid([Picture(height: 2, width: 3, values: values, channels: 3)])
    let picture = try #require(try figure.decoded())
    let side = Enlargement(rows: 2, columns: 3, within: 280).factor
    for colour: UInt32 in [0xFF0000, 0x00FF00, 0x0000FF, Colour.notANumber.rgb] {
      #expect(picture.count(colour) == side * side)
    }
    // Nine, 22 and three of 31 levels.
    #expect(picture.count(0x4AB519) == side * side)
    #expect(Picture(height: 1, width: 1, values: [1, 0.5, 0], channels: 3).greys == [0.299 + 0.587 * 0.5])
  }

  @Test func viridisIsExact() throws {
    let figure = grid([Picture(height: 1, width: 3, values: [0, 0.5, 1])], palette: .viridis)
    let picture = try #require(try figure.decoded())
    for colour: UInt32 in [0x440154, 0x26838F, 0xFDE725] { #expect(picture.count(colour) == 1600) }
  }

  @Test func wrongImagesAreMarkedByColourAndSign() throws {
    let blank = Picture(height: 8, width: 8, values: [Float](repeating: 0, count: 64))
    let wrong = grid([blank], isWrong: true)
    #expect(try #require(try wrong.decoded()).count(Colour.error.rgb) > 2000)
    #expect(wrong.drawn().textBoxes.map(\.text) == ["✗ 5", "3"])
    #expect(try #require(try grid([blank]).decoded()).count(Colour.error.rgb) == 0)
  }

  @Test func missingAndBrokenValuesAreSeen() throws {
    let figure = grid([Picture(height: 2, width: 2, values: [0, .nan])])
    let picture = try #require(try figure.decoded())
    #expect(picture.count(Colour.notANumber.rgb) == 3 * 80 * 80 / 4)
  }

  @Test func largePicturesAreAveraged() throws {
    let values = (0..<1200 * 1200).map { place -> Float in (place % 1200 + place / 1200) % 2 == 0 ? 0 : 1 }
    let figure = grid([Picture(height: 1200, width: 1200, values: values)])
    let picture = try #require(try figure.decoded())
    // Nine black and white elements a pixel: four or five of them black.
    #expect([0x717171, 0x8E8E8E].contains(picture[picture.width / 2, 200]))
  }

  @Test(arguments: [
    (28, 280.0, 20, 1), (28, 112, 8, 1), (28, 100, 6, 1), (3, 112, 40, 1), (600, 280, 1, 2), (0, 10, 20, 1),
  ])
  func enlargement(length: Int, side: Double, factor: Int, reduction: Int) {
    #expect(
      Enlargement(rows: length, columns: length, within: side) == Enlargement(factor: factor, reduction: reduction))
  }

  /// Equal magnitudes have colours equally far along both arms; zero is paper.
  @Test func weightsAreSymmetricAboutZero() throws {
    let figure = Figure.weights(
      WeightPictures(cells: [.init(height: 1, width: 3, values: [-0.25, 0, 0.5], label: "")], perRow: 1, layer: "d"))
    let picture = try #require(try figure.decoded())
    #expect(picture.count(ColourScale.diverging.colour(0.25).rgb) >= 32 * 32)
    #expect(picture.count(ColourScale.diverging.colour(1).rgb) >= 32 * 32)
    #expect(figure.drawn().textBoxes.map(\.text) == ["−0.500", "0", "0.500"])
  }
}
