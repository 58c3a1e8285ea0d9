import CSample
import Arrays

/// The 5,000 built-in digits: 4,000 to train with, grown to MNIST's 60,000, and 1,000 to test with.
enum Sample {
  private static let originals = 4_000
  private static let trainCount = 60_000
  private static let testCount = 1_000
  private static let side = 28
  /// Small enough that every copy is still a digit as someone might have written it.
  private static let limits = Augmentation.Limits(shift: 1, rotate: 8, zoom: 0.08)

  static var found: FoundDataset {
    FoundDataset(
      name: .mnist, origin: .sample,
      descriptions: [[trainCount, side, side], [trainCount], [testCount, side, side], [testCount]].map {
        ArrayDescription(shape: $0, elementType: .uint8)
      }, files: [])
  }

  /// The untouched digits come first, then rounds of changed copies, each round in an order of its own.
  static func load(train: Int?, test: Int?) throws(DataError) -> LoadedDataset {
    var checksums: [UInt32] = []
    let images = try embedded(lesson_sample_images, shownAs: "built-in images", &checksums)
    let labels = try embedded(lesson_sample_labels, shownAs: "built-in labels", &checksums)
    let trainCount = min(train ?? trainCount, trainCount)
    let testCount = min(test ?? testCount, testCount)
    let size = side * side
    let copies = Augmentation.rounds(of: originals, count: max(0, trainCount - originals), seed: 0, stream: 0)
    var pixels = Array(images[..<(min(trainCount, originals) * size)])
    pixels.reserveCapacity(trainCount * size)
    pixels += Augmentation.copies(
      of: images, shape: [side, side, 1], sources: copies, limits: limits, seed: 0, stream: 0)
    let test = NDArray(
      shape: [Self.testCount, side, side], values: .uint8(Array(images[(originals * size)...])))
    let testLabels = NDArray(shape: [Self.testCount], values: .uint8(Array(labels[originals...])))
    // In MNIST's own order the last hundred of each class come class by class, nearly; mixed, any part holds them all.
    let order = RandomStream(seed: 0, purpose: .split, step: 0).permutation(Self.testCount).prefix(testCount).map {
      Int($0)
    }
    return LoadedDataset(
      xTrain: NDArray(shape: [trainCount, side, side], values: .uint8(pixels)),
      yTrain: NDArray(
        shape: [trainCount], values: .uint8(labels[..<min(trainCount, originals)] + copies.map { labels[$0] })),
      xTest: test.rows(at: order),
      yTest: testLabels.rows(at: order),
      checksum: text(ofChecksums: checksums))
  }

  private static func embedded(
    _ bytes: (UnsafeMutablePointer<UInt>) -> UnsafePointer<UInt8>?, shownAs name: String, _ checksums: inout [UInt32]
  ) throws(DataError) -> [UInt8] {
    var size: UInt = 0
    let file = Array(UnsafeBufferPointer(start: bytes(&size), count: Int(size)))
    var stream = ByteStream(copying: file[...], shownAs: name, compression: .gzip)
    let array = try IDXFile.read(&stream)
    checksums.append(stream.contentsChecksum.value)
    guard case .uint8(let values) = array.values else { return [] }
    return values
  }
}
