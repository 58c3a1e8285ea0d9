package import Arrays
package import Networks
internal import Operations

extension Network {
  /// As the other, from the weights as they are; nothing is known of it afterwards but its history.
  package func fit(
    x: NDArray, y: NDArray, validation: (x: NDArray, y: NDArray)?, options: FitOptions,
    onEvent: (FitEvent) -> Bool
  ) throws(EngineError) -> History {
    var states: FitStates?
    return try fit(x: x, y: y, validation: validation, options: options, states: &states, onEvent: onEvent)
  }

  /// Trains with a fresh optimizer, from the weights as they are.
  ///
  /// - Parameters:
  ///   - x: (N, inputShape…), any element type; converted batch by batch.
  ///   - y: (N) class numbers for the sparse loss, else (N, outputs).
  ///   - states: takes up those that the fit comes by, and says where it starts; it goes on as if it had trained till there.
  ///   - onEvent: answers whether to go on; `false` ends the fit after this batch with `.interrupted`.
  package func fit(
    x: NDArray, y: NDArray, validation: (x: NDArray, y: NDArray)?, options: FitOptions,
    states: inout FitStates?, onEvent: (FitEvent) -> Bool
  ) throws(EngineError) -> History {
    let check = SampleCheck(self)
    let count = try check.count(x)
    try check.targets(y, samples: count, loss: options.loss)
    if let validation {
      try check.targets(validation.y, samples: try check.count(validation.x), loss: options.loss)
    }
    // As Keras: the split falls after the first ⌊N · (1 − share)⌋ samples.
    let split = validation == nil ? min(1, max(0, options.validationSplit)) : 0
    let trained = Int(Double(count) * (1 - split))
    guard trained > 0 else { throw .unfit("a validation split of \(split) leaves no samples to train on") }
    let batch = max(1, min(options.batchSize, trained))
    try need(batch: batch, isTraining: true).check()
    return try x.withSource { source throws(EngineError) in
      source.moveToLargePages(count: count * inputShape.product)
      return try y.withSource { targets throws(EngineError) in
        let training = Program(
          network: self, source: source, batch: batch, objective: Objective(loss: options.loss, targets: targets),
          optimizer: options.optimizer, background: x.background)
        var fitting = Fitting(network: self, program: training, options: options, samples: trained, batch: batch)
        guard let validation else {
          guard trained < count else { return try fitting.run(&states, onEvent) { nil } }
          let program = Program(
            network: self, source: source, batch: batch, objective: Objective(loss: options.loss, targets: targets),
            optimizer: nil)
          return try fitting.run(&states, onEvent) { evaluate(program, samples: trained..<count, batch: batch) }
        }
        let validated = validation.x.shape[0]
        return try validation.x.withSource { source throws(EngineError) in
          try validation.y.withSource { targets throws(EngineError) in
            let program = Program(
              network: self, source: source, batch: batch,
              objective: Objective(loss: options.loss, targets: targets), optimizer: nil)
            return try fitting.run(&states, onEvent) { evaluate(program, samples: 0..<validated, batch: batch) }
          }
        }
      }
    }
  }
}

/// The epochs of one fit.
struct Fitting {
  let network: Network
  let program: Program
  let options: FitOptions
  let samples: Int
  let batch: Int
  private let clock = Stopwatch()
  /// In seconds.
  private var lastEvent: Double?
  /// Batches trained.
  var steps = 0
  var powers: (Float, Float) = (1, 1)
  /// The weights of the best epoch so far, where they are kept.
  var best: [Weight] = []

  init(network: Network, program: Program, options: FitOptions, samples: Int, batch: Int) {
    self.network = network
    self.program = program
    self.options = options
    self.samples = samples
    self.batch = batch
  }

  mutating func run(
    _ states: inout FitStates?, _ onEvent: (FitEvent) -> Bool, validate: () -> Evaluation?
  ) throws(EngineError) -> History {
    var history = try trained(&states, onEvent, validate: validate)
    guard options.keepsBest, !history.epochs.isEmpty, !best.isEmpty else { return history }
    try network.setWeights(best)
    history.keptEpoch = Self.bestEpoch(history.epochs)
    return history
  }

  /// The first of the smallest losses.
  private static func bestEpoch(_ epochs: [EpochResult]) -> Int? {
    epochs.min { ($0.watchedLoss, $0.epoch) < ($1.watchedLoss, $1.epoch) }?.epoch
  }

  private mutating func trained(
    _ states: inout FitStates?, _ onEvent: (FitEvent) -> Bool, validate: () -> Evaluation?
  ) throws(EngineError) -> History {
    var history = History(epochs: [], ending: .allEpochs)
    if let start = states?.start {
      if goOn(from: start) { history.epochs = start.epochs } else { states?.start = nil }
    }
    network.device.run(program.preparation, BatchState())
    if let stop = options.earlyStopping?.stop(in: history.epochs) {
      history.ending = .earlyStopping(bestEpoch: stop.best)
      history.steps = steps
      return history
    }
    let first = history.epochs.count + 1
    for epoch in stride(from: first, through: options.epochs, by: 1) {
      if let limit = options.timeLimit, epoch > 1, clock.seconds >= limit {
        history.ending = .timeLimit
        break
      }
      guard var result = try runEpoch(epoch, after: history.epochs, onEvent) else {
        history.ending = .interrupted
        break
      }
      if let evaluation = validate() {
        result.validationLoss = evaluation.loss
        result.validationAccuracy = evaluation.accuracy
      }
      history.epochs.append(result)
      if options.keepsBest, Self.bestEpoch(history.epochs) == epoch { best = network.weights }
      guard onEvent(.epoch(result)) else {
        history.ending = .interrupted
        break
      }
      let stop = options.earlyStopping?.stop(in: history.epochs)
      note(&states, history.epochs, isLast: stop != nil || epoch == options.epochs)
      if let stop {
        history.ending = .earlyStopping(bestEpoch: stop.best)
        break
      }
    }
    history.steps = steps
    return history
  }

  /// nil where the listener ended it.
  private mutating func runEpoch(
    _ epoch: Int, after history: [EpochResult], _ onEvent: (FitEvent) -> Bool
  ) throws(EngineError) -> EpochResult? {
    let order =
      options.shuffle
      ? RandomStream(seed: options.seed, purpose: .shuffle, step: options.step, part: UInt64(epoch))
        .permutation(samples) : nil
    let masks = RandomStream(seed: options.seed, purpose: .dropout, step: options.step, part: UInt64(epoch))
    let batches = (samples + batch - 1) / batch
    var tally = Tally()
    var rate = options.optimizer.learningRate
    var firstRate: Float?
    // The first batch alone: whoever waits hears of it soonest.
    let most = network.stepsAtATime(batch: batch)
    var states: [BatchState] = []
    var index = 0
    while index < batches {
      let next = min(batches, index + (lastEvent == nil ? 1 : most))
      states.removeAll(keepingCapacity: true)
      for index in index..<next {
        if let schedule = options.schedule, index == 0 || !schedule.followsLosses {
          rate = schedule.rate(step: steps, perEpoch: batches, epochs: options.epochs, after: history)
          firstRate = firstRate ?? rate
        }
        var state = batchState(index)
        state.learningRate = options.optimizer.stepSize(steps, at: rate, powers: &powers)
        state.key = masks[UInt64(index)]
        states.append(state)
        steps += 1
      }
      var failed: Int?
      run(states, order) { step in
        tally.add(program, count: states[step].count)
        if failed == nil, !tally.meanLoss.isFinite { failed = index + step + 1 }
      }
      if let failed { throw .diverged(epoch: epoch, batch: failed) }
      index = next
      let now = clock.seconds
      if lastEvent.map({ now - $0 >= 0.1 }) ?? true {
        lastEvent = now
        let event = FitEvent.batch(
          epoch: epoch, batch: index, batches: batches, loss: tally.meanLoss, accuracy: tally.meanAccuracy)
        guard onEvent(event) else { return nil }
      }
    }
    // The last batch's loss was told before its change of the weights.
    guard network.parameters.areFinite else { throw .diverged(epoch: epoch, batch: batches) }
    var result = EpochResult(epoch: epoch, loss: tally.meanLoss, accuracy: tally.meanAccuracy)
    result.learningRate = firstRate.map { Double($0) }
    return result
  }

  private func batchState(_ index: Int) -> BatchState {
    var state = BatchState()
    state.chunk = network.layers.chunk(batch: batch)
    state.first = index * batch
    state.count = min(batch, samples - state.first)
    state.following = samples - state.first - state.count
    return state
  }

  private func run(_ states: [BatchState], _ order: [Int32]?, _ results: (Int) -> Void) {
    func run(order: UnsafePointer<Int32>?) {
      let ordered = states.map { state in
        var state = state
        state.order = order
        return state
      }
      ordered.withUnsafeBufferPointer { network.device.run(program.step, $0, results: results) }
    }
    guard let order else { return run(order: nil) }
    order.withUnsafeBufferPointer { run(order: $0.baseAddress) }
  }
}
