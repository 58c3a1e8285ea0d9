import Engine
import Networks

/// A lesson's network with the settings of its fit. Validation is left out: what is timed is training alone.
struct BenchmarkNetwork {
  enum Pixels: String {
    /// 0 to 1.
    case unit
    /// 1 to 0.
    case inverted
    /// 0 to 255.
    case raw
  }

  var name: String
  var layers: [LayerSpec]
  var inputShape: [Int]
  /// The part of the 60,000 training images that trains.
  var samples: Range<Int>
  var pixels = Pixels.unit
  var loss = Loss.categoricalCrossentropy
  var optimizer: Optimizer
  var batchSize: Int

  static let all = [
    BenchmarkNetwork(
      name: "00",
      layers: [
        .dense(units: 16, activation: .relu), .dense(units: 16, activation: .relu),
        .dense(units: 10, activation: .softmax),
      ], inputShape: [784], samples: 0..<60_000, optimizer: .adam(), batchSize: 32),
    BenchmarkNetwork(
      name: "01",
      layers: [.dense(units: 15, activation: .linear), .dense(units: 10, activation: .softmax)],
      inputShape: [784], samples: 5_000..<60_000, optimizer: .sgd(), batchSize: 128),
    BenchmarkNetwork(
      name: "02",
      layers: [
        convolution(32), .maxPool2d(Size2D(2, 2)), convolution(64), .maxPool2d(Size2D(2, 2)), convolution(64), .flatten,
        .dense(units: 64, activation: .relu), .dense(units: 10, activation: .softmax),
      ], inputShape: [28, 28, 1], samples: 5_000..<60_000, optimizer: .sgd(), batchSize: 64),
    BenchmarkNetwork(
      name: "03",
      layers: [.dense(units: 1000, activation: .relu), .dense(units: 10, activation: .softmax)],
      inputShape: [784], samples: 0..<60_000, pixels: .inverted, optimizer: .sgd(), batchSize: 100),
    BenchmarkNetwork(
      name: "04",
      layers: [
        .dense(units: 784, activation: .relu), .dense(units: 128, activation: .relu),
        .dense(units: 10, activation: .softmax),
      ], inputShape: [784], samples: 0..<48_000, optimizer: .adam(), batchSize: 128),
    BenchmarkNetwork(
      name: "04b",
      layers: [256, 64, 64, 32].map { .dense(units: $0, activation: .relu) } + [
        .dense(units: 10, activation: .softmax)
      ],
      inputShape: [784], samples: 0..<48_000, pixels: .raw, loss: .binaryCrossentropy, optimizer: .adam(),
      batchSize: 128),
  ]

  private static func convolution(_ filters: Int) -> LayerSpec {
    .conv2d(filters: filters, kernel: Size2D(3, 3), strides: Size2D(1, 1), padding: .valid, activation: .relu)
  }

  var options: FitOptions {
    var options = FitOptions()
    options.batchSize = batchSize
    options.optimizer = optimizer
    options.loss = loss
    return options
  }

  /// Floating-point operations to train on one sample: two for each multiply-add of the products, forward, for the
  /// weights' gradients, and, but in the first layer, for the input's.
  var operationsPerSample: Int {
    var shape = inputShape
    var operations = 0
    for (index, layer) in layers.enumerated() {
      operations += 2 * layer.multiplyAdds(for: shape) * (index == 0 ? 2 : 3)
      guard let output = try? layer.outputShape(for: shape) else { return 0 }
      shape = output
    }
    return operations
  }
}
