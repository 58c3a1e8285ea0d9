import Arrays
import Engine
import Networks

/// A small training whose weights come out the same to the last bit on every processor with fused multiply-add: the
/// numbers pinned here are those of x86-64 with AVX2. Whoever changes the order of a sum changes them, and may.
struct PinnedNetwork: Sendable {
  var name: String
  var layers: [LayerSpec]
  var optimizer: Optimizer
  var loss: Loss
  var batchSize: Int
  /// FNV-1a over the bits of all weights in their order.
  var fingerprint: UInt64

  static let all = [
    PinnedNetwork(
      name: "small dense layers, whose inputs are shared out",
      layers: [
        .flatten, .dense(units: 16, activation: .relu), .dense(units: 15, activation: .tanh),
        .dense(units: 10, activation: .softmax),
      ],
      optimizer: .adam(), loss: .categoricalCrossentropy, batchSize: 32, fingerprint: 0xf4c8_a48a_67cd_b59c),
    PinnedNetwork(
      name: "a wide first layer, which skips zeros",
      layers: [.flatten, .dense(units: 300, activation: .relu), .dense(units: 10, activation: .sigmoid)],
      optimizer: .sgd(learningRate: 0.05, momentum: 0.9, nesterov: true), loss: .binaryCrossentropy, batchSize: 47,
      fingerprint: 0xa8c6_cc0d_0880_cefc),
    PinnedNetwork(
      name: "convolutions as lesson 02 has them",
      layers: [
        .conv2d(filters: 32, kernel: Size2D(3, 3), strides: Size2D(1, 1), padding: .valid, activation: .relu),
        .maxPool2d(Size2D(2, 2)),
        .conv2d(filters: 64, kernel: Size2D(3, 3), strides: Size2D(1, 1), padding: .valid, activation: .relu),
        .maxPool2d(Size2D(2, 2)), .flatten, .dropout(rate: 0.3), .dense(units: 64, activation: .elu),
        .batchNormalization, .dense(units: 10, activation: .softmax),
      ],
      optimizer: .adam(), loss: .categoricalCrossentropy, batchSize: 64, fingerprint: 0x7195_8179_4f62_6095),
    PinnedNetwork(
      name: "other convolutions",
      layers: [
        .conv2d(filters: 7, kernel: Size2D(5, 2), strides: Size2D(2, 2), padding: .same, activation: .sigmoid),
        .averagePool2d(Size2D(2, 2)),
        .conv2d(filters: 24, kernel: Size2D(3, 3), strides: Size2D(1, 1), padding: .same, activation: .linear),
        .batchNormalization, .activation(.relu), .flatten, .dense(units: 10, activation: .linear),
      ],
      optimizer: .rmsprop(), loss: .meanSquaredError, batchSize: 32, fingerprint: 0xdfc3_f932_43eb_f7fe),
  ]

  /// The fingerprint of the weights after two epochs on images of strokes.
  /// - Parameter isTwice: whether another network trains the second epoch, from where one has ended that was given but one.
  func train(on device: Device, isTwice: Bool = false) throws(EngineError) -> UInt64 {
    let samples = 130
    let random = RandomStream(seed: 1, purpose: .split, step: 0)
    let pixels = (0..<samples * 784).map { (index: Int) -> UInt8 in
      let stroke = (index / 5 + index / 784) % 7
      return stroke < 4 ? 0 : UInt8(random.uniform(UInt64(index)) * 255)
    }
    let labels = (0..<samples * 10).map { (index: Int) -> Float in index % 10 == index / 10 % 10 ? 1 : 0 }
    var network = try Network(layers: layers, inputShape: [28, 28, 1], seed: 3, step: 0, device: device)
    var options = FitOptions()
    options.epochs = 2
    options.batchSize = batchSize
    options.optimizer = optimizer
    options.loss = loss
    let x = NDArray(
      shape: [samples, 28, 28, 1], values: .indexed(pixels, table: (0..<256).map { Float($0) / 255 }))
    let y = NDArray(shape: [samples, 10], values: .float32(labels))
    var states: FitStates? = isTwice ? FitStates() : nil
    if isTwice {
      options.epochs = 1
      _ = try network.fit(x: x, y: y, validation: nil, options: options, states: &states) { _ in true }
      states = FitStates(start: states?.reached.last)
      // With other weights, which the state replaces.
      network = try Network(layers: layers, inputShape: [28, 28, 1], seed: 4, step: 0, device: device)
      options.epochs = 2
    }
    _ = try network.fit(x: x, y: y, validation: nil, options: options, states: &states) { _ in true }
    var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325
    for weight in network.weights {
      for value in weight.values { fingerprint = (fingerprint ^ UInt64(value.bitPattern)) &* 0x100_0000_01b3 }
    }
    return fingerprint
  }
}
