import CSample
import Arrays

/// The 5,000 built-in digits: 4,000 to train with, grown to MNIST's 60,000, and 1,000 to test with.
///
/// Each thousand of the 60,000 is grown from 66 or 67 originals of its own, so that parts that are cut at a multiple of a
/// thousand share none: what a network is validated on is nothing that it learned from, changed or not.
enum Sample {
  static let originals = 4_000
  fileprivate static let trainCount = 60_000
  private static let testCount = 1_000
  private static let classes = 10
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

  /// What stands in a thousand places: its originals untouched, in MNIST's order, then changed copies of them, mixed.
  struct Thousand {
    var originals: [Int]
    var copies: [Int]
    var sources: [Int] { originals + copies }
  }

  /// - Parameter labels: of all originals.
  static func thousands(labels: some Collection<UInt8>) -> [Thousand] {
    var places = [[Int]](repeating: [], count: classes)
    for (place, label) in labels.enumerated() { places[Int(label)].append(place) }
    let count = trainCount / 1000
    return (0..<count).map { index in
      var thousand = Thousand(originals: [], copies: [])
      for (digit, own) in places.enumerated() {
        // 6 or 7 of each class; the classes have the smaller number in different thousands.
        func start(_ index: Int) -> Int { (3 * index * own.count + digit % 3 * count) / (3 * count) }
        let originals = own[start(index)..<start(index + 1)]
        thousand.originals += originals
        let copies = 1000 / classes - originals.count
        thousand.copies += (0..<copies).map { originals[originals.startIndex + $0 % originals.count] }
      }
      thousand.originals.sort()
      let random = RandomStream(seed: 0, purpose: .shuffle, step: 0, part: UInt64(index))
      thousand.copies = random.permutation(thousand.copies.count).map { thousand.copies[Int($0)] }
      return thousand
    }
  }

  static func load(train: Int?, test: Int?) throws(DataError) -> LoadedDataset {
    var checksums: [UInt32] = []
    let images = try embedded(lesson_sample_images, shownAs: "built-in images", &checksums)
    let labels = try labels(&checksums)
    let trainCount = max(min(train ?? trainCount, trainCount), 0)
    let testCount = max(min(test ?? testCount, testCount), 0)
    let size = side * side
    var pixels: [UInt8] = []
    pixels.reserveCapacity(trainCount * size)
    var sources: [Int] = []
    for (index, thousand) in thousands(labels: labels[..<originals]).enumerated() where sources.count < trainCount {
      let room = trainCount - sources.count
      for original in thousand.originals.prefix(room) { pixels += images[original * size..<(original + 1) * size] }
      pixels += Augmentation.copies(
        of: images, shape: [side, side, 1],
        sources: Array(thousand.sources.prefix(room).dropFirst(thousand.originals.count)),
        limits: limits, seed: 0, stream: UInt64(index))
      sources += thousand.sources.prefix(room)
    }
    let test = NDArray(
      shape: [Self.testCount, side, side], values: .uint8(Array(images[(originals * size)...])))
    let testLabels = NDArray(shape: [Self.testCount], values: .uint8(Array(labels[originals...])))
    // In MNIST's own order the last hundred of each class come class by class, nearly; mixed, any part holds them all.
    let order = RandomStream(seed: 0, purpose: .split, step: 0).permutation(Self.testCount).prefix(testCount).map {
      Int($0)
    }
    return LoadedDataset(
      xTrain: NDArray(shape: [trainCount, side, side], values: .uint8(pixels)),
      yTrain: NDArray(shape: [trainCount], values: .uint8(sources.map { labels[$0] })),
      xTest: test.rows(at: order),
      yTest: testLabels.rows(at: order),
      checksum: text(ofChecksums: checksums))
  }

  /// Of the originals and of the test's digits.
  static func labels(_ checksums: inout [UInt32]) throws(DataError) -> [UInt8] {
    try embedded(lesson_sample_labels, shownAs: "built-in labels", &checksums)
  }

  private static func embedded(
    _ bytes: (UnsafeMutablePointer<UInt>) -> UnsafePointer<UInt8>?, shownAs name: String, _ checksums: inout [UInt32]
  ) throws(DataError) -> [UInt8] {
    var size: UInt = 0
    let file = Array(UnsafeBufferPointer(start: bytes(&size), count: Int(size)))
    // A page has unpacked them before.
    var stream = ByteStream(copying: file[...], shownAs: name, compression: file.first == 0x1F ? .gzip : .none)
    let array = try IDXFile.read(&stream)
    checksums.append(stream.contentsChecksum.value)
    guard case .uint8(let values) = array.values else { return [] }
    return values
  }
}

extension FoundDataset {
  /// Whether so many training samples, taken from the start, hold changed copies of each other.
  package func hasCopies(amongFirst count: Int) -> Bool {
    origin == .sample && count > Sample.originals * 1000 / Sample.trainCount
  }
}
