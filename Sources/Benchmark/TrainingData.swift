import Datasets
import Arrays
import Glibc

/// MNIST's training images and labels.
struct TrainingData {
  /// (60000, 28, 28) and (60000).
  var images: [UInt8]
  var labels: [UInt8]
  /// What they are, for the table's heading.
  var origin: String

  init(folder: String?) throws(DataError) {
    let folder = folder ?? getenv("LESSON_DATA").map { String(cString: $0) }
    var environment: [String: String] = [:]
    for name in ["XDG_CACHE_HOME", "HOME"] { environment[name] = getenv(name).map { String(cString: $0) } }
    let found = try DatasetLibrary(
      dataFolders: folder.map { [$0] } ?? [], cacheFolder: DatasetLibrary.cacheFolder(environment)
    ).find(.mnist)
    let dataset = try found.load(train: nil, test: 0)
    guard case .uint8(let images) = dataset.xTrain.values, case .uint8(let labels) = dataset.yTrain.values,
      dataset.xTrain.shape == [60_000, 28, 28]
    else {
      throw .unfit(
        problem: "the images have shape \(dataset.xTrain.shape), but the lessons' have 60000 of 28 by 28 pixels",
        advice: "point --data to MNIST itself")
    }
    self.images = images
    self.labels = labels
    origin =
      switch found.origin {
      case .files: "MNIST"
      case .sample: "the built-in sample, grown to 60,000 images (use --data DIR for MNIST itself)"
      }
  }

  /// The arrays as the lesson of `network` prepares them: images and one-hot labels.
  func arrays(for network: BenchmarkNetwork, samples: Range<Int>) -> (x: NDArray, y: NDArray) {
    let pixels = images[samples.lowerBound * 784..<samples.upperBound * 784]
    let x: NDArray.Values =
      switch network.pixels {
      case .raw: .uint8(Array(pixels))
      case .unit: .indexed(Array(pixels), table: (0..<256).map { Float($0) / 255 })
      case .inverted: .indexed(Array(pixels), table: (0..<256).map { Float(255 - $0) / 255 })
      }
    var y = [Float](repeating: 0, count: samples.count * 10)
    for (row, label) in labels[samples].enumerated() where label < 10 { y[row * 10 + Int(label)] = 1 }
    return (
      NDArray(shape: [samples.count] + network.inputShape, values: x),
      NDArray(shape: [samples.count, 10], values: .float32(y))
    )
  }
}
