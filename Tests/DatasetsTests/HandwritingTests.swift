import Datasets
import Arrays
import Engine
import Networks
import Foundation
import Testing

@Suite struct HandwritingTests {
  /// How a digit of the sample is shown: enlarged, on paper with margins, in uneven light.
  struct Rendering: CustomTestStringConvertible {
    var testDescription: String
    var scale: Int
    var margin: Int
    /// How much light is lost from one corner to the other.
    var tilt: Double
    var isInverted: Bool
    /// The mean difference of a pixel to the original that may be.
    var tolerance: Double

    /// (H, W) `uint8`, enlarged bilinearly.
    func image(_ digit: ArraySlice<UInt8>) -> NDArray {
      let digit = Array(digit)
      let side = 28 * scale + 2 * margin
      var pixels: [UInt8] = []
      for y in 0..<side {
        for x in 0..<side {
          let (v, u) = (position(y), position(x))
          let (top, left) = (Int(v.rounded(.down)), Int(u.rounded(.down)))
          var ink = 0.0
          for (row, column) in [(top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1)]
          where (0..<28).contains(row) && (0..<28).contains(column) {
            ink += Double(digit[row * 28 + column]) / 255 * (1 - abs(v - Double(row))) * (1 - abs(u - Double(column)))
          }
          let light = 0.95 - tilt * (0.6 * Double(x) + 0.4 * Double(y)) / Double(side)
          let grey = UInt8((light * (1 - 0.8 * ink) * 255).rounded())
          pixels.append(isInverted ? 255 - grey : grey)
        }
      }
      return NDArray(shape: [side, side], values: .uint8(pixels))
    }

    private func position(_ pixel: Int) -> Double { (Double(pixel - margin) + 0.5) / Double(scale) - 0.5 }
  }

  private static let renderings = [
    Rendering(
      testDescription: "as it is", scale: 1, margin: 0, tilt: 0, isInverted: true, tolerance: 3),
    Rendering(
      testDescription: "enlarged, tilted light", scale: 5, margin: 0, tilt: 0.5, isInverted: false, tolerance: 10),
    Rendering(
      testDescription: "wide margins, tilted light", scale: 5, margin: 60, tilt: 0.5, isInverted: false, tolerance: 10),
    Rendering(
      testDescription: "inverted, margins, tilted light", scale: 4, margin: 30, tilt: 0.4, isInverted: true,
      tolerance: 10),
  ]

  private struct Digits {
    var images: [UInt8]
    var labels: [UInt8]
    var indices: [Int]

    init() throws {
      let data = try DatasetLibrary(dataFolders: [], cacheFolder: nil, forceSample: true).find(.mnist).load(train: 0)
      (images, labels) = (bytes(data.xTest), bytes(data.yTest))
      indices = Array(stride(from: 0, to: 1000, by: 5))
    }

    func pixels(_ index: Int) -> ArraySlice<UInt8> { images[index * 784..<(index + 1) * 784] }
  }

  @Test(arguments: renderings)
  func findsTheDigitAgain(_ rendering: Rendering) throws {
    let digits = try Digits()
    var total = 0.0
    for index in digits.indices.prefix(40) {
      let stages = try Handwriting.recover(rendering.image(digits.pixels(index)), file: "digit.png")
      #expect(stages.digit.shape == [28, 28])
      #expect(stages.stages.count == 5)
      let differences = zip(bytes(stages.digit), digits.pixels(index)).map { abs(Int($0) - Int($1)) }
      total += Double(differences.reduce(0, +)) / 784
    }
    #expect(total / 40 < rendering.tolerance, "mean difference of a pixel")
  }

  /// What a trained network makes of 200 test digits, and of their photos: less than three points apart.
  @Test func aNetworkReadsThemAsWell() throws {
    let data = try DatasetLibrary(dataFolders: [], cacheFolder: nil, forceSample: true).find(.mnist).load(train: 8000)
    let network = try Network(
      layers: [.flatten, .dense(units: 32, activation: .relu), .dense(units: 10, activation: .softmax)],
      inputShape: [28, 28], seed: 1, step: 1, device: Device(threads: nil, processor: nil))
    func scaled(_ images: [UInt8]) -> NDArray {
      NDArray(shape: [images.count / 784, 28, 28], values: .float32(images.map { Float($0) / 255 }))
    }
    var options = FitOptions()
    options.epochs = 4
    options.loss = .sparseCategoricalCrossentropy
    _ = try network.fit(
      x: scaled(bytes(data.xTrain)), y: data.yTrain, validation: nil, options: options, onEvent: { _ in true })
    let digits = try Digits()
    let labels = NDArray(shape: [200], values: .uint8(digits.indices.map { digits.labels[$0] }))
    func accuracy(_ images: [UInt8]) throws -> Double {
      try network.evaluate(x: scaled(images), y: labels, loss: .sparseCategoricalCrossentropy, batchSize: 200).accuracy
    }
    let plain = try accuracy(digits.indices.flatMap { digits.pixels($0) })
    #expect(plain > 0.88)
    let rendering = Self.renderings[2]
    let recovered = try digits.indices.flatMap {
      bytes(try Handwriting.recover(rendering.image(digits.pixels($0)), file: "digit.png").digit)
    }
    let found = try accuracy(recovered)
    #expect(found > plain - 0.03, "\(found) of \(plain)")
  }

  @Test(arguments: ["seven", "four", "two"])
  func readsThePhotosOfTheLessons(name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Lessons/data/\(name).png").path
    let stages = try DataFile.readDigit(path: file, shownAs: "\(name).png")
    #expect(
      stages.stages.map(\.title) == [
        "in grey", "ink found", "cut out", "scaled to 20×20", "centred in 28×28",
      ])
    let digit = bytes(stages.digit)
    #expect(digit.max() == 255)
    // Half the box's length at least is ink somewhere, and the corners are empty.
    #expect((60...300).contains(digit.count { $0 > 128 }))
    #expect([0, 27, 756, 783].allSatisfy { digit[$0] == 0 })
    #expect(
      try DataFile.describe(path: file, isDigit: true) == [
        ArrayDescription(shape: [28, 28], elementType: .uint8)
      ])
  }

  /// Numbers as text may be a digit, too.
  @Test func readsTheWorkshopsForm() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Lessons/data/four.dat").path
    let array = try DataFile.read(path: file)[0].array
    #expect(array.shape == [28, 28] && array.elementType == .int64)
    let digit = bytes(try DataFile.readDigit(path: file).digit)
    #expect((60...300).contains(digit.count { $0 > 128 }))
  }

  @Test func anyKindOfPictureGivesTheSame() throws {
    let digits = try Digits()
    let grey = Self.renderings[1].image(digits.pixels(0))
    let expected = bytes(try Handwriting.recover(grey, file: "x").digit)
    let pixels = bytes(grey)
    let colour = NDArray(shape: grey.shape + [3], values: .uint8(pixels.flatMap { [$0, $0, $0] }))
    let alpha = NDArray(shape: grey.shape + [4], values: .uint8(pixels.flatMap { [$0, $0, $0, 255] }))
    let deep = NDArray(shape: grey.shape, values: .uint16(pixels.map { UInt16($0) * 257 }))
    let drawn = NDArray(shape: grey.shape + [2], values: .uint8(pixels.flatMap { [0, 255 - $0] }))
    for other in [colour, alpha, deep, drawn] {
      let found = bytes(try Handwriting.recover(other, file: "x").digit)
      #expect(zip(found, expected).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    }
  }

  @Test func picturesWithoutADigit() throws {
    let flat = NDArray(shape: [50, 40], values: .uint8([UInt8](repeating: 200, count: 2000)))
    let slope = NDArray(shape: [50, 40], values: .uint8((0..<2000).map { UInt8(80 + $0 % 40 + $0 / 40) }))
    for picture in [flat, slope] {
      let error = #expect(throws: DataError.self) { try Handwriting.recover(picture, file: "empty.png") }
      #expect(error?.summary.hasPrefix("'empty.png' shows no digit") == true)
    }
    let tiny = NDArray(shape: [3, 3], values: .uint8([UInt8](repeating: 0, count: 9)))
    let row = NDArray(shape: [784], values: .uint8([UInt8](repeating: 0, count: 784)))
    for picture in [tiny, row, NDArray(shape: [0, 28], values: .uint8([]))] {
      #expect(throws: DataError.self) { try Handwriting.recover(picture, file: "x") }
    }
  }
}
