import Arrays
import Datasets
import Testing

/// Digits on lined and squared paper: the lines are no ink.
@Suite struct RuledPaperTests {
  /// Paper as it is printed; lengths in pixels of a picture of 400.
  struct Ruling: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var pitch: Double
    var thickness = 3.0
    /// How much light a line takes.
    var darkness = 0.5
    /// Pixels that a line rises over a pixel's width.
    var slope = 0.0
    var isSquared = true
    var isInverted = false

    func covers(_ y: Double, _ x: Double) -> Bool {
      func isOnLine(_ place: Double) -> Bool {
        let rest = (place + pitch / 3).truncatingRemainder(dividingBy: pitch)
        return (rest < 0 ? rest + pitch : rest) < thickness
      }
      return isOnLine(y - slope * x) || isSquared && isOnLine(x + slope * y)
    }
  }

  static let rulings = [
    Ruling(testDescription: "squares, dark lines", pitch: 40),
    Ruling(testDescription: "squares, black lines", pitch: 40, darkness: 0.8),
    Ruling(testDescription: "squares, light lines", pitch: 40, darkness: 0.15),
    Ruling(testDescription: "small squares", pitch: 24, thickness: 2),
    Ruling(testDescription: "large squares, thick lines", pitch: 90, thickness: 6),
    Ruling(testDescription: "sloping squares", pitch: 40, slope: 0.03),
    Ruling(testDescription: "squares sloping more, to the other side", pitch: 50, slope: -0.08),
    Ruling(testDescription: "lines", pitch: 60, isSquared: false),
    Ruling(testDescription: "few lines", pitch: 250, thickness: 4, darkness: 0.6, isSquared: false),
    Ruling(testDescription: "sloping lines", pitch: 70, slope: 0.05, isSquared: false),
    Ruling(testDescription: "white squares on a blackboard", pitch: 45, isInverted: true),
  ]

  /// A digit of the sample in a picture of 400; none leaves the paper blank.
  private func picture(_ digit: ArraySlice<UInt8>?, on ruling: Ruling, side: Int = 400) -> NDArray {
    let digit = digit.map { Array($0) }
    var noise: UInt32 = 1
    var pixels: [UInt8] = []
    for y in 0..<side {
      for x in 0..<side {
        var ink = 0.0
        if let digit {
          let (v, u) = ((Double(y) - 60) / 10 - 0.5, (Double(x) - 60) / 10 - 0.5)
          let (top, left) = (Int(v.rounded(.down)), Int(u.rounded(.down)))
          for (row, column) in [(top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1)]
          where (0..<28).contains(row) && (0..<28).contains(column) {
            ink += Double(digit[row * 28 + column]) / 255 * (1 - abs(v - Double(row))) * (1 - abs(u - Double(column)))
          }
        }
        let line = ruling.covers(Double(y), Double(x)) ? ruling.darkness : 0
        noise = noise &* 1_664_525 &+ 1_013_904_223
        let light = 0.93 * (1 - max(0.85 * ink, line)) + Double(noise >> 24) / 255 * 0.02
        let grey = UInt8((light * 255).rounded())
        pixels.append(ruling.isInverted ? 255 - grey : grey)
      }
    }
    return NDArray(shape: [side, side], values: .uint8(pixels))
  }

  @Test(arguments: rulings)
  func theDigitIsFound(_ ruling: Ruling) throws {
    let data = try DatasetLibrary(dataFolders: [], cacheFolder: nil, forceSample: true).find(.mnist).load(train: 0)
    let images = bytes(data.xTest)
    let plain = Ruling(testDescription: "plain", pitch: 1e9, thickness: 0, isInverted: ruling.isInverted)
    var total = 0.0
    let labels = bytes(data.yTest)
    let chosen = [2, 5, 7].compactMap { digit in labels.firstIndex(of: UInt8(digit)) }
    for index in chosen {
      let digit = images[index * 784..<(index + 1) * 784]
      let found = bytes(try Handwriting.recover(picture(digit, on: ruling), file: "digit.png").digit)
      let wanted = bytes(try Handwriting.recover(picture(digit, on: plain), file: "digit.png").digit)
      let difference = zip(found, wanted).map { abs(Int($0) - Int($1)) }.reduce(0, +)
      total += Double(difference) / 784
    }
    #expect(total / Double(chosen.count) < 8, "mean difference of a pixel")
  }

  @Test(arguments: rulings)
  func blankPaperShowsNoDigit(_ ruling: Ruling) throws {
    let error = #expect(throws: DataError.self) {
      _ = try Handwriting.recover(picture(nil, on: ruling), file: "empty.png").digit.shape
    }
    #expect(error?.summary.hasPrefix("'empty.png' shows no digit") == true)
  }
}
