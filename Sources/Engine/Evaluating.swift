package import Arrays
package import Networks
internal import Operations

extension Network {
  /// The mean loss and accuracy over all samples.
  package func evaluate(x: NDArray, y: NDArray, loss: Loss, batchSize: Int) throws(EngineError) -> Evaluation {
    var answers: NDArray?
    return try evaluate(x: x, y: y, loss: loss, batchSize: batchSize, answers: &answers)
  }

  /// - Parameter answers: becomes what `predict` gives for the same samples, where the loss comes by it.
  package func evaluate(
    x: NDArray, y: NDArray, loss: Loss, batchSize: Int, answers: inout NDArray?
  ) throws(EngineError) -> Evaluation {
    let check = SampleCheck(self)
    let count = try check.count(x)
    try check.targets(y, samples: count, loss: loss)
    let batch = max(1, min(batchSize, count))
    try needOfAnswers(count: count, batch: batch).check()
    let result = try x.withSource { source throws(EngineError) in
      try y.withSource { targets throws(EngineError) in
        let program = Program(
          network: self, source: source, batch: batch, objective: Objective(loss: loss, targets: targets),
          optimizer: nil)
        var tally = Tally()
        let values = outputs(of: program, count: count, batch: batch) { tally.add(program, count: $0) }
        return (tally.evaluation, program.keepsAnswers ? values : nil)
      }
    }
    answers = result.1.map { NDArray(shape: [count] + answerShape, values: .float32($0)) }
    return result.0
  }

  func evaluate(_ program: Program, samples: Range<Int>, batch: Int) -> Evaluation {
    var tally = Tally()
    run(program, samples: samples, batch: batch) { tally.add(program, count: $0.count) }
    return tally.evaluation
  }

  /// The outputs, (N, outputs…), `float32`.
  package func predict(x: NDArray, batchSize: Int) throws(EngineError) -> NDArray {
    let count = try SampleCheck(self).count(x)
    let batch = max(1, min(batchSize, count))
    try needOfAnswers(count: count, batch: batch).check()
    let values = x.withSource { source in
      let program = Program(network: self, source: source, batch: batch, objective: nil, optimizer: nil)
      return outputs(of: program, count: count, batch: batch) { _ in }
    }
    return NDArray(shape: [count] + answerShape, values: .float32(values))
  }

  private var answerShape: [Int] { outputShapes.last ?? inputShape }

  private func needOfAnswers(count: Int, batch: Int) -> MemoryNeed {
    var need = need(batch: batch, isTraining: false)
    need.bytes = sum(need.bytes, elements([count, answerShape.product, MemoryLayout<Float>.stride]))
    return need
  }

  /// The outputs for all samples.
  /// - Parameter body: hears after each batch how many samples it had.
  private func outputs(of program: Program, count: Int, batch: Int, body: (Int) -> Void) -> [Float] {
    let size = answerShape.product
    return [Float](unsafeUninitializedCapacity: count * size) { buffer, filled in
      run(program, samples: 0..<count, batch: batch) { batch in
        (buffer.baseAddress.unsafelyUnwrapped + batch.lowerBound * size)
          .initialize(from: program.outputs, count: batch.count * size)
        body(batch.count)
      }
      filled = count * size
    }
  }

  private func run(_ program: Program, samples: Range<Int>, batch: Int, body: (Range<Int>) -> Void) {
    var state = BatchState()
    state.chunk = layers.chunk(batch: batch)
    device.run(program.preparation, state)
    for first in stride(from: samples.lowerBound, to: samples.upperBound, by: batch) {
      state.first = first
      state.count = min(batch, samples.upperBound - first)
      device.run(program.step, state)
      body(first..<first + state.count)
    }
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
  var evaluation: Evaluation { Evaluation(loss: meanLoss, accuracy: meanAccuracy) }
}
