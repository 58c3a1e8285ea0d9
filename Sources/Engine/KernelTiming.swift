package import Arrays
package import Networks
internal import Operations

/// What one kernel of a training step does, and how long it takes.
package struct KernelTiming: Sendable {
  /// `convolution`, `dense weights`, …
  package var kernel: String
  package var shape: String
  /// Floating-point operations of a product, two for each multiply-add; 0 where memory sets the pace.
  package var operations: Int
  /// Bytes read and written where each array is touched once.
  package var bytes: Int
  /// The fastest call.
  package var seconds: Double
}

extension Device {
  /// The most floating-point operations a second that all threads reach together, two for each multiply-add: the best
  /// of many tries, each so short that some find all processors free.
  package func measurePeak() -> Double {
    let rounds = 1 << 14
    let values = Floats.allocate(capacity: threads * MultiplyAdds.size)
    defer { values.deallocate() }
    // Sums of 0.5ᵏ stay near 1.
    values.initialize(repeating: 0.5, count: threads * MultiplyAdds.size)
    let schedule = Schedule([.multiplyAdds(MultiplyAdds(rounds: rounds, values: values))])
    let seconds = fastest(of: 200) { run(schedule, BatchState()) }
    return Double(2 * MultiplyAdds.perRound * rounds * threads) / seconds
  }
}

extension KernelTiming {
  /// Of each kernel of a training step on the first batch, again and again on the same buffers, with steps of size 0.
  package static func all(
    of network: Network, x: NDArray, y: NDArray, options: FitOptions
  ) throws(EngineError) -> [KernelTiming] {
    let (check, device) = (SampleCheck(network), network.device)
    let count = try check.count(x)
    try check.targets(y, samples: count, loss: options.loss)
    var state = BatchState()
    state.count = min(options.batchSize, count)
    state.chunk = network.layers.chunk(batch: state.count)
    return x.withSource { source in
      y.withSource { targets in
        let program = Program(
          network: network, source: source, batch: state.count,
          objective: Objective(loss: options.loss, targets: targets),
          optimizer: options.optimizer, background: x.background)
        device.run(program.preparation, state)
        device.run(program.step, state)
        return program.step.operations.map { operation in
          var timing = operation.timing(samples: state.count)
          let once = Schedule([operation])
          let estimate = fastest(of: 5) { device.run(once, state) }
          let calls = max(1, min(1000, Int(0.001 / estimate)))
          let repeated = Schedule(Array(repeating: operation, count: calls))
          timing.seconds = fastest(of: 30) { device.run(repeated, state) } / Double(calls)
          return timing
        }
      }
    }
  }
}

private func fastest(of tries: Int, _ work: () -> Void) -> Double {
  var best = Double.infinity
  for _ in 0..<tries {
    let clock = Stopwatch()
    work()
    best = min(best, max(1e-9, clock.seconds))
  }
  return best
}

extension Operation {
  /// What it does with a batch of N samples; the time is left open.
  fileprivate func timing(samples n: Int) -> KernelTiming {
    func product(_ kernel: String, _ shape: String, _ multiplyAdds: Int) -> KernelTiming {
      KernelTiming(kernel: kernel, shape: shape, operations: 2 * multiplyAdds, bytes: 0, seconds: 0)
    }
    func pass(_ kernel: String, _ shape: String, floats: Int) -> KernelTiming {
      KernelTiming(kernel: kernel, shape: shape, operations: 0, bytes: 4 * floats, seconds: 0)
    }
    func dense(_ kernel: String, _ op: Product) -> KernelTiming {
      product(
        kernel, "\(n)×\(op.weights.rows) · \(op.weights.rows)×\(op.weights.columns)",
        n * op.weights.rows * op.weights.columns)
    }
    func convolution(_ kernel: String, _ op: Convolution) -> KernelTiming {
      product(
        kernel,
        "\(n)×\(op.height)×\(op.width)×\(op.channels), \(op.kernelHeight)×\(op.kernelWidth), \(op.filters) filters",
        n * op.outputHeight * op.outputWidth * op.filters * op.kernelHeight * op.kernelWidth * op.channels)
    }
    func norm(_ kernel: String, _ op: BatchNorm, _ arrays: Int) -> KernelTiming {
      pass(kernel, "\(n)×\(op.rows)×\(op.channels)", floats: arrays * n * op.rows * op.channels)
    }
    switch self {
    case .gather(let op):
      let isIndexed = if case .indexed = op.source { true } else { false }
      return pass("gather", "\(n)×\(op.size)", floats: n * op.size + n * op.size / (isIndexed ? 4 : 1))
    case .pad(let op):
      let wide = op.paddedHeight * op.paddedWidth * op.channels
      return pass(
        op.crops ? "crop" : "pad", "\(n)×\(op.height)×\(op.width)×\(op.channels)",
        floats: n * (op.height * op.width * op.channels + wide))
    case .dense(let op): return dense("dense", op)
    case .shiftBias(let op):
      return pass(
        "shift bias", "\(op.weights.rows)×\(op.weights.columns)", floats: op.weights.rows * op.weights.columns)
    case .denseParts(let op): return dense("dense in parts", op)
    case .denseSum(let op):
      return pass(
        "sum of parts", "\(n)×\(op.weights.columns)", floats: (InputParts.count + 1) * n * op.weights.columns)
    case .denseWeights(let op): return dense(op.update == nil ? "dense weights" : "dense weights, update", op)
    case .convolution(let op): return convolution("convolution", op)
    case .convolutionInput(let op): return convolution("convolution input", op)
    case .convolutionWeights(let op): return convolution("convolution weights", op)
    case .pooledConvolution(let op): return convolution("convolution, maxpool", op.convolution)
    case .pooledConvolutionWeights(let op): return convolution("convolution, maxpool weights", op.convolution)
    case .winograd(let op): return convolution("convolution", op.convolution)
    case .winogradGradients(let op):
      var timing = convolution("convolution gradients", op.convolution)
      if op.inputGradient != nil { timing.operations *= 2 }
      return timing
    case .winogradKernels(let op):
      return pass(
        "transform kernels", "9×\(op.rows)×\(op.columns)", floats: (9 + Winograd.positions) * op.rows * op.columns)
    case .activate(let op): return pass(op.function.rawValue, "\(n)×\(op.size)", floats: 2 * n * op.size)
    case .activateGradient(let op):
      return pass("\(op.function.rawValue) gradient", "\(n)×\(op.size)", floats: 3 * n * op.size)
    case .pool(let op), .poolGradient(let op):
      let input = op.height * op.width * op.channels
      let output = op.height / op.windowHeight * (op.width / op.windowWidth) * op.channels
      let name = op.isMaximum ? "maxpool" : "avgpool"
      let shape = "\(n)×\(op.height)×\(op.width)×\(op.channels), \(op.windowHeight)×\(op.windowWidth)"
      if case .pool = self { return pass(name, shape, floats: n * (input + output)) }
      return pass("\(name) gradient", shape, floats: n * 2 * (input + output))
    case .dropout(let op): return pass("dropout", "\(n)×\(op.size)", floats: 2 * n * op.size)
    case .moments(let op): return norm("moments", op, 1)
    case .normalize(let op): return norm("normalize", op, 2)
    case .momentsGradient(let op): return norm("moments gradient", op, 2)
    case .normalizeGradient(let op): return norm("normalize gradient", op, 3)
    case .layerNorm(let op):
      return pass(
        "layer norm, \(op.stage.rawValue)", "\(n)×\(op.rows)×\(op.channels)",
        floats: (op.stage == .inputGradient ? 3 : 2) * n * op.rows * op.channels)
    case .loss(let op): return pass("loss", "\(n)×\(op.width)", floats: 3 * n * op.width)
    case .transpose(let op):
      return pass(
        "transpose", "\(op.source.rows)×\(op.source.columns)", floats: 2 * op.source.rows * op.source.columns)
    case .update(let op):
      let count = op.values.rows * op.values.columns
      return pass("update", "\(op.values.rows)×\(op.values.columns)", floats: op.rule.arrays * count)
    case .multiplyAdds(let op): return product("multiply-adds", "", op.rounds * MultiplyAdds.perRound)
    }
  }
}

extension Update.Rule {
  /// Arrays of the parameters' size that it reads, and those that it writes.
  fileprivate var arrays: Int {
    switch self {
    case .sgd: 3
    case .momentum: 5
    case .adam: 7
    case .rmsprop(let momentum): momentum == 0 ? 5 : 7
    }
  }
}
