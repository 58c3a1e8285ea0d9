import Arrays
import Datasets
import Foundation
import Testing

@Suite struct DatasetLibraryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// Three training and two test images of 2×2 pixels, all of the value `grey`.
  private static func files(grey: UInt8) -> [[UInt8]] {
    [
      [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2] + [UInt8](repeating: grey, count: 12),
      [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9],
      [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2] + [UInt8](repeating: grey, count: 8),
      [0, 0, 8, 1, 0, 0, 0, 2, 1, 2],
    ]
  }

  private func write(_ place: String, grey: UInt8) throws {
    for (name, bytes) in zip(Self.names, Self.files(grey: grey)) { try folder.write(bytes, to: "\(place)/\(name)") }
  }

  private func library(forceSample: Bool = false) -> DatasetLibrary {
    DatasetLibrary(
      dataFolders: [folder.path + "/data"], cacheFolder: folder.path + "/cache", systemFolder: folder.path + "/system",
      forceSample: forceSample)
  }

  @Test func placesAreLookedAtInOrder() throws {
    try folder.write([], to: "data/other")
    #expect(try library().find(.mnist).origin == .sample)
    for (place, grey) in [("system", UInt8(1)), ("cache", 2), ("data", 3)] {
      try write("\(place)/mnist", grey: grey)
      let found = try library().find(.mnist)
      #expect(found.origin == .files(folder: "\(folder.path)/\(place)/mnist"))
      #expect(bytes(try found.load().xTrain).first == grey)
    }
    #expect(try library(forceSample: true).find(.mnist).origin == .sample)
  }

  @Test func anUnfinishedDownloadIsPassedOver() throws {
    try folder.write([], to: "data/other")
    try folder.write(Self.files(grey: 1)[1], to: "cache/mnist/" + Self.names[1])
    try folder.write([1, 2, 3], to: "cache/mnist/\(Self.names[0]).gz.part")
    #expect(try library().find(.mnist).origin == .sample)
  }

  @Test func describesAndKeepsTheFirst() throws {
    try write("data/fashion-mnist", grey: 5)
    let found = try library().find(.fashionMNIST)
    #expect(found.descriptions.map(\.shape) == [[3, 2, 2], [3], [2, 2, 2], [2]])
    #expect(found.classNames[9] == "Ankle boot" && found.classNames.count == 10)
    let data = try found.load(train: 2, test: 9)
    #expect(data.xTrain.shape == [2, 2, 2])
    #expect(bytes(data.yTrain) == [7, 8])
    #expect(data.xTest.shape == [2, 2, 2])
    #expect(data.checksum.split(separator: " ").count == 4)
  }

  @Test func filesMayBeGzippedOrSpeltWithADot() throws {
    for (name, bytes) in zip(Self.names, Self.files(grey: 4)) {
      try folder.write(gzipped(bytes), to: "data/mnist/" + name.replacingOccurrences(of: "-idx", with: ".idx") + ".gz")
    }
    #expect(try library().find(.mnist).load().xTrain.shape == [3, 2, 2])
  }

  @Test func theFolderItselfMayBeGiven() throws {
    try write("downloads/mnist", grey: 6)
    let library = DatasetLibrary(
      dataFolders: [folder.path + "/downloads/mnist/"], cacheFolder: nil, systemFolder: "/no")
    #expect(try library.find(.mnist).descriptions[0].shape == [3, 2, 2])
  }

  @Test func whatIsNowhereIsSaid() throws {
    try folder.write([], to: "data/other")
    let error = #expect(throws: DataError.self) { try library().find(.fashionMNIST) }
    #expect(error?.summary == "the data set fashion-mnist is not on this computer")
    #expect(error?.notes.first == "run 'lesson fetch fashion-mnist' to download it")
    #expect(error?.notes.contains { $0.contains("--data DIR") } == true)
    #expect(error?.isMachine == true)
  }

  @Test func aDataFolderThatIsMissingIsNotPassedOver() {
    let error = #expect(throws: DataError.self) { try library().find(.mnist) }
    #expect(error?.summary.contains("there is no such data folder") == true)
  }

  /// A place with damaged files is an error and not passed over for the next.
  @Test(arguments: [
    (0, 20, "ends"), (1, 9, "labels"), (2, 0, "starts"), (3, 9, "ends"),
  ])
  func aDamagedFileIsFoundBeforeItIsLoaded(index: Int, length: Int, word: String) throws {
    try write("data/mnist", grey: 1)
    try folder.write(Self.files(grey: 1)[index].prefix(length), to: "data/mnist/" + Self.names[index])
    let error = #expect(throws: DataError.self) { try library().find(.mnist) }
    #expect(error?.summary.contains(Self.names[index]) == true)
    try folder.write(gzipped(Self.files(grey: 1)[0]).dropLast(9), to: "data/mnist/" + Self.names[0] + ".gz")
    try FileManager.default.removeItem(atPath: "\(folder.path)/data/mnist/\(Self.names[0])")
    #expect(throws: DataError.self) { try library().find(.mnist) }
  }

  @Test func filesThatDoNotBelongTogether() throws {
    try write("data/mnist", grey: 1)
    try folder.write([0, 0, 8, 1, 0, 0, 0, 2, 7, 8], to: "data/mnist/" + Self.names[1])
    let count = #expect(throws: DataError.self) { try library().find(.mnist) }
    #expect(count?.summary.contains("it has 2 labels for 3 images") == true)
    try folder.write([0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 10], to: "data/mnist/" + Self.names[1])
    let label = #expect(throws: DataError.self) { try library().find(.mnist).load() }
    #expect(label?.summary.contains("label 2 is 10, but labels go from 0 to 9") == true)
    try FileManager.default.removeItem(atPath: "\(folder.path)/data/mnist/\(Self.names[1])")
    let part = #expect(throws: DataError.self) { try library().find(.mnist) }
    #expect(part?.summary.contains("missing is train-labels-idx1-ubyte.gz") == true)
  }

  /// The published files, where `LESSON_DATA` has them.
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["LESSON_DATA"] != nil, "LESSON_DATA does not name a data folder"))
  func readsTheWholeOfMNIST() throws {
    let data = ProcessInfo.processInfo.environment["LESSON_DATA"].map { [$0] } ?? []
    let library = DatasetLibrary(dataFolders: data, cacheFolder: nil)
    let found = try library.find(.mnist)
    guard found.origin != .sample else { return }
    let mnist = try found.load()
    #expect(
      [mnist.xTrain, mnist.yTrain, mnist.xTest, mnist.yTest].map(\.shape) == [
        [60000, 28, 28], [60000], [10000, 28, 28], [10000],
      ])
    // The sample's untouched digits are MNIST's first ones.
    let sample = try DatasetLibrary(dataFolders: [], cacheFolder: nil, forceSample: true).find(.mnist).load(train: 3000)
    #expect(bytes(mnist.xTrain).starts(with: bytes(sample.xTrain)))
    #expect(bytes(mnist.yTrain).starts(with: bytes(sample.yTrain)))
  }
}
