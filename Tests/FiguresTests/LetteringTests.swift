import Testing

@testable import Figures

struct LetteringTests {
  private static let printable = (32...126).map { Character(UnicodeScalar(UInt8($0))) }
  private static let others = Array("×÷−–—…⋮·•°±≤≥≠≈→←✓✗¿¡“”„‘’«»²³µßæøØàáâãäåçèéêëìíîïñòóôõöùúûüýÿÄÖÜÉÑÇčšžřů")

  @Test(arguments: printable + others)
  func characterIsKnown(character: Character) { #expect(Font.knows(character)) }

  @Test func decomposedLettersAreKnown() {
    #expect(Font.knows("e\u{301}"))
    #expect(!Font.knows("漢"))
  }

  /// No two characters of ASCII look alike, so none is missing and none was drawn twice.
  @Test(arguments: [(11.0, false), (12, false), (12, true), (13, true)])
  func charactersDiffer(size: Double, isBold: Bool) {
    var seen: [[UInt32]: Character] = [:]
    for character in LetteringTests.printable {
      var canvas = Canvas(width: 16, height: 24)
      canvas.write(String(character), at: Point(2, 16), TextStyle(size: size, isBold: isBold))
      let other = seen.updateValue(character, forKey: canvas.pixels)
      #expect(other == nil, "\(character) looks like \(other.map(String.init) ?? "")")
    }
  }

  /// A stem two pixels wide has two columns of full ink and no grey beside them.
  @Test(arguments: ["I", "H", "n", "l"], [11.0, 12, 13])
  func stemsAreCrisp(text: String, size: Double) {
    var canvas = Canvas(width: 16, height: 24)
    canvas.write(text, at: Point(2, 16), TextStyle(size: size))
    let middle = (32 - 6) * canvas.deviceWidth
    let row = canvas.pixels[middle..<middle + canvas.deviceWidth]
    #expect(row.allSatisfy { $0 == Colour.paper.rgb || $0 == Colour.ink.rgb })
    #expect(row.contains(Colour.ink.rgb))
  }

  @Test func namesThatBeginAlikeKeepTheirEnds() {
    let style = TextStyle.small
    let names = ["a very long name of a class of cats", "a very long name of a class of dogs", "short"]
    let cut = style.shortened(names, to: 90)
    #expect(Set(cut).count == 3 && cut[2] == "short")
    #expect(cut.allSatisfy { style.width(of: $0) <= 90 } && cut[0].hasPrefix("a ve") && cut[0].hasSuffix("cats"))
    #expect(style.shortened([names[0], names[2]], to: 90)[0] == style.shortened(names[0], to: 90))
  }

  @Test func inkStaysInItsBox() throws {
    for direction in [TextDirection.across, .upwards] {
      var canvas = Canvas(width: 120, height: 120)
      canvas.write("Ågj|_", at: Point(60, 60), TextStyle(size: 14), direction: direction)
      let box = try #require(canvas.textBoxes.first)
      for place in canvas.pixels.indices where canvas.pixels[place] != Colour.paper.rgb {
        let (x, y) = (Double(place % 240), Double(place / 240))
        #expect(x >= (box.corners.map(\.x).min() ?? 0) - 1 && x <= (box.corners.map(\.x).max() ?? 0) + 1)
        #expect(y >= (box.corners.map(\.y).min() ?? 0) - 1 && y <= (box.corners.map(\.y).max() ?? 0) + 1)
      }
    }
  }

  @Test(arguments: [0.0, 10, 25, 40, 80, 500])
  func shortenedTextFits(width: Double) {
    let style = TextStyle.label
    let text = style.shortened("a rather long name", to: width)
    #expect(text == "…" || style.width(of: text) <= width)
    #expect(text == "a rather long name" || text.hasSuffix("…"))
  }

  @Test func linesBreakAtSpacesAndKeepUnits() {
    let style = TextStyle.label
    #expect(style.wrapped("predicted 7, 99.8 %", to: 80, lines: 2) == ["predicted 7,", "99.8 %"])
    #expect(style.wrapped("", to: 80, lines: 2) == [])
    #expect(style.wrapped("one two three four five six", to: 50, lines: 2).count == 2)
  }
}
