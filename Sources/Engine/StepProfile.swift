package import Arrays
package import Networks
internal import Operations

/// Where a training step's time goes.
package struct StepProfile: Sendable {
  package struct Part: Sendable {
    package var kernel: String
    package var shape: String
    /// On average over the threads and steps: at work, and waiting before it for the other threads.
    package var seconds: Double
    package var waiting: Double
    /// The fastest call by itself.
    package var alone: Double
  }
  package var parts: [Part]
  /// Of a step, on average.
  package var seconds: Double
  /// Waiting between one step and the next.
  package var waitingAtEnd: Double

  /// Of a step: what a thread does, or does not do, between one step and the next.
  package var rest: Double { seconds - parts.reduce(waitingAtEnd) { $0 + $1.seconds + $1.waiting } }

  /// Trains for as many epochs as the options say, behind one that is not measured.
  package static func measured(
    _ network: Network, x: NDArray, y: NDArray, options: FitOptions
  ) throws(EngineError) -> StepProfile {
    let timings = try KernelTiming.all(of: network, x: x, y: y, options: options)
    let check = SampleCheck(network)
    let count = try check.count(x)
    try check.targets(y, samples: count, loss: options.loss)
    let batch = max(1, min(options.batchSize, count))
    return try x.withSource { source throws(EngineError) in
      source.moveToLargePages(count: count * network.inputShape.product)
      return try y.withSource { targets throws(EngineError) in
        let program = Program(
          network: network, source: source, batch: batch, objective: Objective(loss: options.loss, targets: targets),
          optimizer: options.optimizer, background: x.background)
        func train(epochs: Int) throws(EngineError) -> Int {
          var options = options
          options.epochs = epochs
          var fitting = Fitting(network: network, program: program, options: options, samples: count, batch: batch)
          var states: FitStates?
          return try fitting.run(&states) { _ in
            true
          } validate: {
            nil
          }.steps
        }
        _ = try train(epochs: 1)
        let meter = Meter(operations: program.step.operations.count, threads: network.device.threads)
        defer { meter.free() }
        program.step.meter = meter
        let clock = Stopwatch()
        let start = Meter.ticks
        let steps = try train(epochs: options.epochs)
        let seconds = clock.seconds
        return StepProfile(
          meter, timings, perTick: seconds / Double(max(1, Meter.ticks - start)) / Double(steps),
          seconds: seconds / Double(steps))
      }
    }
  }

  private init(_ meter: Meter, _ timings: [KernelTiming], perTick: Double, seconds: Double) {
    // Of several teams one takes part; the others' cells stay empty.
    let working = (0..<meter.threads).filter { part in
      (0..<meter.operations).contains { meter.cells[meter.working($0, part: part)] > 0 }
    }
    func mean(_ cell: (Int) -> Int) -> Double {
      working.reduce(0.0) { $0 + Double(meter.cells[cell($1)]) } / Double(max(1, working.count)) * perTick
    }
    parts = timings.enumerated().map { index, timing in
      Part(
        kernel: timing.kernel, shape: timing.shape, seconds: mean { meter.working(index, part: $0) },
        waiting: mean { meter.waiting(index, part: $0) }, alone: timing.seconds)
    }
    self.seconds = seconds
    waitingAtEnd = mean { meter.end(part: $0) }
  }
}
