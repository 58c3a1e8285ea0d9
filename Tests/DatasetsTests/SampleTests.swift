import Arrays
import Engine
import Files
import Testing

@testable import Datasets

@Suite struct SampleTests {
  private let library = DatasetLibrary(dataFolders: [], cacheFolder: nil, systemFolder: "/nowhere")

  @Test func standsInForMNISTWhereNothingElseIsFound() throws {
    let found = try library.find(.mnist)
    #expect(found.origin == .sample)
    #expect(found.descriptions.map(\.shape) == [[60000, 28, 28], [60000], [1000, 28, 28], [1000]])
    #expect(found.descriptions.allSatisfy { $0.elementType == .uint8 })
    let data = try found.load(train: 4_200)
    #expect(data.xTrain.shape == [4200, 28, 28])
    #expect(data.yTrain.shape == [4200])
    #expect(data.xTest.shape == [1000, 28, 28])
    #expect(data.yTest.shape == [1000])
  }

  /// MNIST's training labels begin so; known from any tutorial on it.
  @Test func beginsAsMNISTDoes() throws {
    let data = try library.find(.mnist).load(train: 20, test: 0)
    #expect(bytes(data.yTrain) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7, 2, 8, 6, 9])
    #expect(data.xTest.shape == [0, 28, 28])
  }

  /// Parts that are cut at a multiple of a thousand share no original, so that validation is honest.
  @Test func eachThousandHasOriginalsOfItsOwn() throws {
    let labels = try originalLabels()
    let thousands = Sample.thousands(labels: labels)
    #expect(thousands.count == 60)
    var owner: [Int: Int] = [:]
    for (index, thousand) in thousands.enumerated() {
      #expect(thousand.sources.count == 1000)
      #expect([66, 67].contains(thousand.originals.count))
      #expect(Set(thousand.copies) == Set(thousand.originals))
      for original in thousand.originals { #expect(owner.updateValue(index, forKey: original) == nil) }
    }
    #expect(owner.keys.sorted() == Array(0..<Sample.originals))
    // What is loaded is what these sources say.
    let loaded = try library.find(.mnist).load(train: 2_500)
    #expect(bytes(loaded.yTrain) == Array(thousands.flatMap { $0.sources.map { labels[$0] } }[..<2_500]))
  }

  /// The labels of the 4,000 originals in MNIST's order.
  private func originalLabels() throws -> [UInt8] {
    var checksums: [UInt32] = []
    return Array(try Sample.labels(&checksums)[..<Sample.originals])
  }

  @Test func hasAsManyOfEachClass() throws {
    let labels = try originalLabels()
    let test = bytes(try library.find(.mnist).load(train: 0).yTest)
    for digit in UInt8(0)...9 {
      for thousand in Sample.thousands(labels: labels) {
        #expect(thousand.sources.count { labels[$0] == digit } == 100)
      }
      #expect(test.count { $0 == digit } == 100)
    }
  }

  /// The same bits on every machine: arithmetic on integers, and IEEE 754's exactly rounded operations.
  @Test func growsToTheSameBytesEverywhere() throws {
    let data = try library.find(.mnist).load(train: 6_000)
    #expect(Checksum.sha256(bytes(data.xTrain)) == "bd01f2bf3cc577761adcaa5d9bff4d0b78a48db0342e7e4d0caf47ad865b7eac")
    #expect(data.checksum == "d20188cc f8f1b831")
  }

  @Test func aShorterSampleIsTheBeginningOfALongerOne() throws {
    let found = try library.find(.mnist)
    let short = try found.load(train: 4_100, test: 10)
    let long = try found.load(train: 4_300, test: 20)
    #expect(bytes(long.xTrain).starts(with: bytes(short.xTrain)))
    #expect(bytes(long.yTrain).starts(with: bytes(short.yTrain)))
    #expect(bytes(long.xTest).starts(with: bytes(short.xTest)))
  }

  @Test func copiesDifferFromTheirOriginals() throws {
    let images = bytes(try library.find(.mnist).load(train: 3_000).xTrain)
    func image(_ place: Int) -> [UInt8] { Array(images[place * 784..<(place + 1) * 784]) }
    let thousands = Sample.thousands(labels: try originalLabels()).prefix(3)
    var untouched: Set<[UInt8]> = []
    for (index, thousand) in thousands.enumerated() {
      for place in thousand.originals.indices { untouched.insert(image(1000 * index + place)) }
    }
    #expect(untouched.count == thousands.reduce(0) { $0 + $1.originals.count })
    for (index, thousand) in thousands.enumerated() {
      for place in thousand.originals.count..<1000 { #expect(!untouched.contains(image(1000 * index + place))) }
    }
  }
}

func bytes(_ array: NDArray) -> [UInt8] {
  guard case .uint8(let bytes) = array.values else {
    Issue.record("an array of \(array.elementType.rawValue), not of bytes")
    return []
  }
  return bytes
}
