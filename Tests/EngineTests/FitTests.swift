import Testing

@testable import Engine

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
