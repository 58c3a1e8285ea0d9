import Datasets
import Arrays
import Engine
import Files
import Testing

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

  @Test func hasAsManyOfEachClass() throws {
    let data = try library.find(.mnist).load(train: 12_000)
    let train = bytes(data.yTrain)
    for digit in UInt8(0)...9 {
      #expect(train[..<4000].count { $0 == digit } == 400)
      #expect(train.count { $0 == digit } == 1200)
      #expect(bytes(data.yTest).count { $0 == digit } == 100)
    }
  }

  /// The same bits on every machine: arithmetic on integers, and IEEE 754's exactly rounded operations.
  @Test func growsToTheSameBytesEverywhere() throws {
    let data = try library.find(.mnist).load(train: 6_000)
    #expect(Checksum.sha256(bytes(data.xTrain)) == "4b7e6417b6c0a0cece82c7424dd60fafd53b18b937fc86a31ca83bd05279a5d7")
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
    let images = bytes(try library.find(.mnist).load(train: 8_000).xTrain)
    let originals = Set((0..<4000).map { Array(images[$0 * 784..<($0 + 1) * 784]) })
    let equal = (4000..<8000).count { originals.contains(Array(images[$0 * 784..<($0 + 1) * 784])) }
    #expect(equal == 0)
  }
}

func bytes(_ array: NDArray) -> [UInt8] {
  guard case .uint8(let bytes) = array.values else {
    Issue.record("an array of \(array.elementType.rawValue), not of bytes")
    return []
  }
  return bytes
}
