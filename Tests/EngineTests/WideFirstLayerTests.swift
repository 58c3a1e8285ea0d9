import Testing

import Arrays
@testable import Engine
import Networks

/// A wide first layer skips what most inputs are; the same network behind a layer that changes nothing does not.
@Suite struct WideFirstLayerTests {
  private func weights(
    _ first: [LayerSpec], background: Float, batch: Int, inputs: Int = 230, units: Int = 300,
    first start: [Float]? = nil
  ) throws -> [Weight] {
    let device = try Device(threads: 2, processor: nil)
    let network = try Network(
      layers: first + [.dense(units: units, activation: .relu), .dense(units: 4, activation: .softmax)],
      inputShape: [inputs], seed: 3, step: 0, device: device)
    if let start { network.parameters.write(network.parameters.tensors[0], start) }
    let stream = RandomStream(seed: 1, purpose: .split, step: 0)
    let samples = batch > 67 ? 400 : 67
    let x = (0..<samples * inputs).map { index in
      // Strokes a few inputs wide.
      (index / 5 + index / inputs) % 7 < 5 ? background : Float(stream.uniform(UInt64(index)))
    }
    var options = FitOptions()
    options.epochs = 3
    options.batchSize = batch
    options.optimizer = .sgd(learningRate: 0.05)
    _ = try network.fit(
      x: NDArray(shape: [samples, inputs], values: .float32(x)),
      y: NDArray(shape: [samples], values: .uint8((0..<samples).map { UInt8($0 % 4) })), validation: nil,
      options: options
    ) { _ in true }
    return network.weights
  }

  /// Inputs, batches and last batches with whole tiles of twelve, and with one less.
  @Test(arguments: [230, 239], [64, 13, 67, 47, 23, 11, 36, 300])
  func zerosChangeNoBit(inputs: Int, batch: Int) throws {
    let plain = try weights([.activation(.linear)], background: 0, batch: batch, inputs: inputs)
    #expect(try weights([], background: 0, batch: batch, inputs: inputs) == plain)
  }

  /// So many inputs that their lists are made for some of the inputs, and some of the samples, at a time.
  @Test func zerosOfManyInputsChangeNoBit() throws {
    let plain = try weights([.activation(.linear)], background: 0, batch: 67, inputs: 6200, units: 64)
    #expect(try weights([], background: 0, batch: 67, inputs: 6200, units: 64) == plain)
  }

  @Test(arguments: [1, -0.5, 255] as [Float])
  func anotherBackgroundIsTakenApart(background: Float) throws {
    let plain = try weights([.activation(.linear)], background: background, batch: 32)
    let found = try weights([], background: background, batch: 32)
    for (found, plain) in zip(found, plain) {
      let scale = plain.values.map(abs).max() ?? 0
      #expect(zip(found.values, plain.values).allSatisfy { abs($0 - $1) <= 1e-5 * scale + 1e-6 }, "\(plain.name)")
    }
  }

  /// Zero times infinity is no number, and the loss tells so.
  @Test func infiniteWeightsAreNotSkipped() throws {
    var start = [Float](repeating: 0.01, count: 230 * 300)
    start[7] = .infinity
    #expect(throws: EngineError.diverged(epoch: 1, batch: 1)) {
      try weights([], background: 0, batch: 67, first: start)
    }
  }

  /// The parts of a narrow first layer add up to the plain sums, but for their rounding.
  @Test func partsAddUp() throws {
    let plain = try weights([.activation(.linear)], background: 0, batch: 32, units: 24)
    let found = try weights([], background: 0, batch: 32, units: 24)
    for (found, plain) in zip(found, plain) {
      #expect(zip(found.values, plain.values).allSatisfy { abs($0 - $1) <= 1e-5 }, "\(plain.name)")
    }
  }
}
