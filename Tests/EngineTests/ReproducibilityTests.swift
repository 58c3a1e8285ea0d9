import Arrays
import Engine
import Networks
import Testing

/// Same seed, same data: the same bits, whatever the number of threads and the processor.
@Suite struct ReproducibilityTests {
  static let networks: [[LayerSpec]] = [
    [.flatten, .dense(units: 37, activation: .relu), .dense(units: 5, activation: .softmax)],
    [
      .conv2d(filters: 7, kernel: Size2D(3, 3), strides: Size2D(1, 1), padding: .same, activation: .relu),
      .maxPool2d(Size2D(2, 2)), .batchNormalization,
      .conv2d(filters: 33, kernel: Size2D(2, 3), strides: Size2D(1, 2), padding: .valid, activation: .elu),
      .averagePool2d(Size2D(1, 2)), .flatten, .dropout(rate: 0.3), .dense(units: 50, activation: .tanh),
      .dense(units: 5, activation: .sigmoid),
    ],
    // The ways of wide layers: a first one that skips zeros, and convolutions over whole vectors.
    [.flatten, .dense(units: 330, activation: .relu), .dense(units: 5, activation: .softmax)],
    [
      .conv2d(filters: 16, kernel: Size2D(3, 3), strides: Size2D(1, 1), padding: .valid, activation: .relu),
      .maxPool2d(Size2D(2, 2)),
      .conv2d(filters: 32, kernel: Size2D(3, 3), strides: Size2D(1, 1), padding: .same, activation: .relu),
      .flatten, .dense(units: 5, activation: .softmax),
    ],
    [
      .layerNormalization,
      .conv2d(filters: 19, kernel: Size2D(3, 3), strides: Size2D(2, 2), padding: .valid, activation: .relu),
      .layerNormalization, .flatten, .dense(units: 37, activation: .tanh), .layerNormalization,
      .dense(units: 5, activation: .softmax),
    ],
  ]
  static let optimizers: [Optimizer] = [
    .adam(), .sgd(momentum: 0.9, nesterov: true), .rmsprop(momentum: 0.5),
  ]

  private func bits(_ layers: [LayerSpec], _ optimizer: Optimizer, threads: Int, processor: String?) throws -> [UInt32]
  {
    let device = try Device(threads: threads, processor: processor)
    let network = try Network(layers: layers, inputShape: [13, 16, 1], seed: 3, step: 2, device: device)
    let stream = RandomStream(seed: 1, purpose: .split, step: 0)
    let x = NDArray(
      shape: [61, 13, 16, 1],
      values: .uint8((0..<61 * 208).map { $0 % 9 < 6 ? 0 : UInt8(truncatingIfNeeded: stream[UInt64($0)]) }))
    let y = NDArray(shape: [61], values: .uint8((0..<61).map { UInt8($0 % 5) }))
    var options = FitOptions()
    options.epochs = 3
    options.batchSize = 13
    options.validationSplit = 0.2
    options.optimizer = optimizer
    let history = try network.fit(x: x, y: y, validation: nil, options: options) { _ in true }
    let numbers: [Float] = history.epochs.flatMap {
      [Float($0.loss), Float($0.accuracy), Float($0.validationLoss ?? 0)]
    }
    return network.weights.flatMap { $0.values.map(\.bitPattern) } + numbers.map(\.bitPattern)
  }

  @Test(arguments: networks.indices, optimizers)
  func bitsDependOnNoThreads(network: Int, optimizer: Optimizer) throws {
    let one = try bits(Self.networks[network], optimizer, threads: 1, processor: nil)
    for threads in 2...3 {
      #expect(try bits(Self.networks[network], optimizer, threads: threads, processor: nil) == one)
    }
  }

  static var hasBoth: Bool {
    ["avx2", "avx512"].allSatisfy { (try? Device(threads: 1, processor: $0)) != nil }
  }

  @Test(
    .enabled(if: hasBoth, "needs a processor with AVX2 and AVX-512"), arguments: networks.indices, optimizers)
  func bitsDependOnNoProcessor(network: Int, optimizer: Optimizer) throws {
    let wide = try bits(Self.networks[network], optimizer, threads: 2, processor: "avx512")
    #expect(try bits(Self.networks[network], optimizer, threads: 2, processor: "avx2") == wide)
  }

  @Test func streamsAreIndependent() {
    let stream = RandomStream(seed: 1, purpose: .shuffle, step: 4, part: 2)
    #expect(stream[5] == RandomStream(seed: 1, purpose: .shuffle, step: 4, part: 2)[5])
    let others = [
      RandomStream(seed: 2, purpose: .shuffle, step: 4, part: 2),
      RandomStream(seed: 1, purpose: .dropout, step: 4, part: 2),
      RandomStream(seed: 1, purpose: .shuffle, step: 5, part: 2),
      RandomStream(seed: 1, purpose: .shuffle, step: 4, part: 3),
    ]
    for other in others { #expect(other[5] != stream[5]) }
    #expect(stream.permutation(1000).sorted() == Array(0..<1000))
    #expect(stream.permutation(1000) != Array(0..<1000))
  }
}
