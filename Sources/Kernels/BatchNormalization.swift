internal import Operations

/// Mean and 1 / deviation of each channel: the batch's, which also move the moving ones, or the moving ones themselves.
func moments(_ op: BatchNorm, state: BatchState, part: Int, parts: Int) {
  let count = state.count
  let rows = count * op.rows
  for half in share(halfPanels(op.channels), part, parts) {
    let channel = half * 16
    var mean = op.movingMean.vector(channel)
    var variance = op.movingVariance.vector(channel)
    if op.isTraining {
      var sum = Vector()
      for row in 0..<rows { sum += op.input.vector(row * op.channels + channel) }
      mean = sum / Float(rows)
      var squares = Vector()
      for row in 0..<rows {
        let difference = op.input.vector(row * op.channels + channel) - mean
        squares.accumulate(difference, difference)
      }
      variance = squares / Float(rows)
      op.movingMean.store(op.movingMean.vector(channel) * op.momentum + mean * (1 - op.momentum), channel)
      op.movingVariance.store(op.movingVariance.vector(channel) * op.momentum + variance * (1 - op.momentum), channel)
    }
    op.mean.store(mean, channel)
    op.inverseDeviation.store(1 / (variance + op.epsilon).squareRoot(), channel)
  }
}

/// output = (input − mean) / deviation · gamma + beta.
func normalize(_ op: BatchNorm, state: BatchState, part: Int, parts: Int) {
  let samples = shareOfSamples(state, part, parts)
  for row in samples.lowerBound * op.rows..<samples.upperBound * op.rows {
    for channel in stride(from: 0, to: op.channels, by: 16) {
      let lanes = op.channels - channel
      let factor = op.gamma.vector(channel) * op.inverseDeviation.vector(channel)
      let difference = op.input.vector(row * op.channels + channel, count: lanes) - op.mean.vector(channel)
      let result = op.beta.vector(channel).accumulating(difference, factor)
      op.output.store(result, row * op.channels + channel, count: lanes)
    }
  }
}

func momentsGradient(_ op: BatchNorm, state: BatchState, part: Int, parts: Int) {
  let count = state.count
  guard let outputGradient = op.outputGradient else { return }
  for half in share(halfPanels(op.channels), part, parts) {
    let channel = half * 16
    let mean = op.mean.vector(channel)
    var sum = Vector()
    var products = Vector()
    for row in 0..<count * op.rows {
      let gradient = outputGradient.vector(row * op.channels + channel)
      sum += gradient
      products.accumulate(gradient, op.input.vector(row * op.channels + channel) - mean)
    }
    op.betaGradient.store(sum, channel)
    op.gammaGradient.store(products * op.inverseDeviation.vector(channel), channel)
  }
}

/// inputGradient = gamma / deviation · (g − mean(g) − x̂ · mean(g · x̂)).
func normalizeGradient(_ op: BatchNorm, state: BatchState, part: Int, parts: Int) {
  let count = state.count
  guard let inputGradient = op.inputGradient, let outputGradient = op.outputGradient else { return }
  let samples = shareOfSamples(state, part, parts)
  let scale = 1 / Float(count * op.rows)
  for row in samples.lowerBound * op.rows..<samples.upperBound * op.rows {
    for channel in stride(from: 0, to: op.channels, by: 16) {
      let lanes = op.channels - channel
      let position = row * op.channels + channel
      let inverse = op.inverseDeviation.vector(channel)
      let normalized = (op.input.vector(position, count: lanes) - op.mean.vector(channel)) * inverse
      var gradient = outputGradient.vector(position, count: lanes) - op.betaGradient.vector(channel) * scale
      gradient -= normalized * (op.gammaGradient.vector(channel) * scale)
      inputGradient.store(gradient * (op.gamma.vector(channel) * inverse), position, count: lanes)
    }
  }
}
