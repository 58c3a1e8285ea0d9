import Foundation
import Testing

@testable import Figures

struct ColourTests {
  /// Relative luminance by the definition of WCAG 2.2.
  private func luminance(_ colour: Colour) -> Double {
    func linear(_ channel: Int) -> Double {
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
  }

  private func contrast(_ first: Colour, _ second: Colour) -> Double {
    let (a, b) = (luminance(first), luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test(arguments: [Colour.ink, .quietInk, .training, .validationText, .error, .zeroCount])
  func textContrasts(colour: Colour) {
    #expect(contrast(colour, .paper) >= 4.5 && contrast(colour.inDark, Colour.paper.inDark) >= 4.5)
  }

  @Test(arguments: [Colour.training, .validation, .edge, .quietBar, .error, .notANumber] + Marker.colours)
  func graphicsContrast(colour: Colour) {
    #expect(contrast(colour, .paper) >= 2.95 && contrast(colour.inDark, Colour.paper.inDark) >= 2.95)
  }

  @Test func textOnCellsContrasts() {
    for scale in [ColourScale.right, .wrong] {
      for step in 0...100 {
        let cell = scale.colour(Double(step) / 100)
        #expect(contrast(cell, cell.textColour) >= 4.5)
        #expect(contrast(cell.inDark, cell.textColour.inDark) >= 4.5)
        #expect(abs(cell.luminance - luminance(cell)) < 0.003)
      }
    }
  }

  /// A larger share is always darker, so that a print without colours can be read.
  @Test func sequentialScalesDarken() {
    for scale in [ColourScale.right, .wrong, .greys] {
      let levels = (0...50).map { luminance(scale.colour(Double($0) / 50)) }
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 > $1 })
    }
  }

  @Test func divergingScaleIsWhiteAtZeroAndDarkAtBothEnds() {
    #expect(ColourScale.diverging.colour(0.5) == Colour(0xFFFFFF))
    let levels = (0...60).map { luminance(ColourScale.diverging.colour(Double($0) / 60)) }
    #expect(zip(levels[...30], levels[1...30]).allSatisfy { $0 < $1 })
    #expect(zip(levels[30...], levels[31...]).allSatisfy { $0 > $1 })
    #expect(ColourScale.diverging.colour(.nan) == .notANumber)
  }

  @Test func palettesHaveTheirEnds() {
    #expect(Palette.greys.scale.colour(0) == Colour(0xFFFFFF))
    #expect(Palette.gray.scale.colour(0) == Colour(0))
    #expect(Palette.viridis.scale.colour(0) == Colour(0x440154))
    #expect(Palette.viridis.scale.colour(1) == Colour(0xFDE725))
    // Outside the range the nearest end.
    #expect(Palette.greys.scale.colour(7) == Colour(0) && Palette.greys.scale.colour(-7) == Colour(0xFFFFFF))
  }
}
