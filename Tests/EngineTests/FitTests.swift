import Testing

import Arrays
@testable import Engine
import Networks

/// Two clouds of points, told apart by a line.
func clouds(_ count: Int) -> (x: NDArray, y: NDArray) {
  let stream = RandomStream(seed: 7, purpose: .split, step: 0)
  var x: [Float] = []
  var y: [UInt8] = []
  for index in 0..<count {
    let label = UInt8(index % 2)
    for axis in 0..<2 {
      x.append(Float(stream.uniform(UInt64(2 * index + axis)) + Double(label) * 1.5))
    }
    y.append(label)
  }
  return (NDArray(shape: [count, 2], values: .float32(x)), NDArray(shape: [count], values: .uint8(y)))
}

@Suite struct FitTests {
  /// With the plainest kernels that there are, and with the fastest.
  @Test(arguments: [Processor.variants().last?.name ?? "", ""])
  func learnsTwoClouds(processor: String) throws {
    let device = try Device(threads: 1, processor: processor)
    let network = try Network(
      layers: [.dense(units: 8, activation: .relu), .dense(units: 2, activation: .softmax)], inputShape: [2],
      seed: 1, step: 0, device: device)
    let (x, y) = clouds(200)
    var options = FitOptions()
    options.epochs = 30
    options.optimizer = .adam(learningRate: 0.01)
    let history = try network.fit(x: x, y: y, validation: nil, options: options) { _ in true }
    #expect(history.ending == .allEpochs)
    #expect(history.epochs.count == 30)
    let evaluation = try network.evaluate(x: x, y: y, loss: .sparseCategoricalCrossentropy, batchSize: 64)
    #expect(evaluation.accuracy > 0.97)
    #expect(evaluation.loss < 0.3)
  }

  /// Outputs that round to the same number are equal, as in Keras: the first of them is the answer.
  @Test(arguments: [
    ([Float(20), 25, 30], Activation.sigmoid, Loss.sparseCategoricalCrossentropy),
    ([0, 1e-8, -1], .softmax, .sparseCategoricalCrossentropy), ([0, 1e-8, -1], .softmax, .binaryCrossentropy),
  ])
  func accuracyRanksOutputs(kernel: [Float], activation: Activation, loss: Loss) throws {
    let device = try Device(threads: 1, processor: nil)
    let network = try Network(
      layers: [.dense(units: 3, activation: activation)], inputShape: [1], seed: 1, step: 0, device: device)
    try network.setWeights([
      Weight(name: "dense_1.kernel", shape: [1, 3], values: kernel),
      Weight(name: "dense_1.bias", shape: [3], values: [0, 0, 0]),
    ])
    let x = NDArray(shape: [4, 1], values: .float32([1, 1, 1, 1]))
    let classes = NDArray(shape: [4], values: .uint8([1, 2, 1, 0]))
    let rows = NDArray(shape: [4, 3], values: .float32([0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0]))
    let evaluation = try network.evaluate(
      x: x, y: loss == .sparseCategoricalCrossentropy ? classes : rows, loss: loss, batchSize: 4)
    #expect(evaluation.accuracy == 0.25)
  }

  @Test func stopsWhereTheLossDiverges() throws {
    let device = try Device(threads: 1, processor: nil)
    let network = try Network(
      layers: [.dense(units: 1, activation: .linear)], inputShape: [2], seed: 1, step: 0, device: device)
    let (x, y) = clouds(64)
    var options = FitOptions()
    options.epochs = 50
    options.loss = .meanSquaredError
    options.optimizer = .sgd(learningRate: 1e6)
    let error = #expect(throws: EngineError.self) {
      try network.fit(x: x, y: y, validation: nil, options: options) { _ in true }
    }
    guard case .diverged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func refusesWhatMemoryCannotHold() throws {
    let device = try Device(threads: 1, processor: nil)
    let error = #expect(throws: EngineError.self) {
      try Network(
        layers: [.dense(units: 1 << 40, activation: .relu)], inputShape: [1 << 40], seed: 0, step: 0, device: device)
    }
    guard case .notEnoughMemory = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

}
