package import Arrays
package import Networks
internal import Operations

extension Network {
  /// The mean loss and accuracy over all samples.
  package func evaluate(x: NDArray, y: NDArray, loss: Loss, batchSize: Int) throws(EngineError) -> Evaluation {
    let count = try sampleCount(x)
    try checkTargets(y, samples: count, loss: loss)
    let batch = max(1, min(batchSize, count))
    try need(batch: batch, isTraining: false).check()
    return try x.withSource { source throws(EngineError) in
      try y.withSource { targets throws(EngineError) in
        let program = Program(
          network: self, source: source, batch: batch, objective: Objective(loss: loss, targets: targets),
          optimizer: nil)
        return evaluate(program, samples: 0..<count, batch: batch)
      }
    }
  }

  func evaluate(_ program: Program, samples: Range<Int>, batch: Int) -> Evaluation {
    var tally = Tally()
    var state = BatchState()
    state.chunk = chunk(batch: batch)
    device.run(program.preparation, state)
    for first in stride(from: samples.lowerBound, to: samples.upperBound, by: batch) {
      state.first = first
      state.count = min(batch, samples.upperBound - first)
      device.run(program.step, state)
      tally.add(program, count: state.count)
    }
    return Evaluation(loss: tally.meanLoss, accuracy: tally.meanAccuracy)
  }

  /// The outputs, (N, outputs…), `float32`.
  package func predict(x: NDArray, batchSize: Int) throws(EngineError) -> NDArray {
    let count = try sampleCount(x)
    let batch = max(1, min(batchSize, count))
    let outputShape = outputShapes.last ?? inputShape
    let size = outputShape.product
    var need = need(batch: batch, isTraining: false)
    need.bytes = sum(need.bytes, elements([count, size, MemoryLayout<Float>.stride]))
    try need.check()
    let values = x.withSource { source in
      let program = Program(network: self, source: source, batch: batch, objective: nil, optimizer: nil)
      return [Float](unsafeUninitializedCapacity: count * size) { buffer, filled in
        var state = BatchState()
        state.chunk = chunk(batch: batch)
        device.run(program.preparation, state)
        for first in stride(from: 0, to: count, by: batch) {
          state.first = first
          state.count = min(batch, count - first)
          device.run(program.step, state)
          (buffer.baseAddress.unsafelyUnwrapped + first * size)
            .initialize(from: program.outputs, count: state.count * size)
        }
        filled = count * size
      }
    }
    return NDArray(shape: [count] + outputShape, values: .float32(values))
  }

  /// Bytes that training takes beside the samples.
  package func memoryNeed(batch: Int) -> Int64 { need(batch: batch, isTraining: true).bytes }

  /// Bytes that building takes; 0 where the layers do not fit one another.
  package static func memoryNeed(layers: [LayerSpec], inputShape: [Int]) -> Int64 {
    var shapes = [inputShape]
    for layer in layers {
      guard !shapes[shapes.count - 1].isEmpty, let next = try? layer.outputShape(for: shapes[shapes.count - 1]) else {
        return 0
      }
      shapes.append(next)
    }
    return MemoryNeed.building(layers: layers, shapes: shapes).bytes
  }

  func need(batch: Int, isTraining: Bool) -> MemoryNeed {
    MemoryNeed(layers: layers, shapes: [inputShape] + outputShapes, batch: batch, isTraining: isTraining)
  }
}

/// Running means over samples, added up in one order.
struct Tally {
  private var loss = 0.0
  private var hits = 0.0
  private var count = 0

  mutating func add(_ program: Program, count: Int) {
    var batchLoss = 0.0
    var batchHits: Float = 0
    for sample in 0..<count {
      batchLoss += Double(program.losses[sample])
      batchHits += program.hits[sample]
    }
    loss += batchLoss
    hits += Double(batchHits)
    self.count += count
  }

  var meanLoss: Double { loss / Double(count) }
  var meanAccuracy: Double { hits / Double(count) }
}
