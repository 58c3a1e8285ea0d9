internal import Operations

func layerNorm(_ op: LayerNorm, state: BatchState, part: Int, parts: Int) {
  let samples = shareOfSamples(state, part, parts)
  let rows = samples.lowerBound * op.rows..<samples.upperBound * op.rows
  switch op.stage {
  case .forward: for row in rows { normalize(op, row) }
  case .inputGradient: for row in rows { gradient(op, row) }
  case .weightsGradient:
    for half in share(halfPanels(op.channels), part, parts) { weightsGradient(op, half * 16, state.count * op.rows) }
  }
}

/// output = (input − mean) / deviation · gamma + beta, in one row (channels).
private func normalize(_ op: LayerNorm, _ row: Int) {
  let (x, y) = (op.input + row * op.channels, op.output + row * op.channels)
  var sum = Vector()
  for channel in stride(from: 0, to: op.channels, by: 16) { sum += x.vector(channel, count: op.channels - channel) }
  let mean = sum.total / Float(op.channels)
  var squares = Vector()
  for channel in stride(from: 0, to: op.channels, by: 16) {
    let difference = x.vector(channel, count: op.channels - channel, filler: mean) - mean
    squares.accumulate(difference, difference)
  }
  let inverse = 1 / (squares.total / Float(op.channels) + op.epsilon).squareRoot()
  op.mean[row] = mean
  op.inverseDeviation[row] = inverse
  for channel in stride(from: 0, to: op.channels, by: 16) {
    let lanes = op.channels - channel
    let normalized = (x.vector(channel, count: lanes) - mean) * inverse
    y.store(op.beta.vector(channel).accumulating(normalized, op.gamma.vector(channel)), channel, count: lanes)
  }
}

/// inputGradient = (h − mean(h) − x̂ · mean(h · x̂)) / deviation, where h = g · gamma, in one row.
private func gradient(_ op: LayerNorm, _ row: Int) {
  guard let target = op.inputGradient.map({ $0 + row * op.channels }) else { return }
  let (x, g) = (op.input + row * op.channels, op.output + row * op.channels)
  let (mean, inverse) = (op.mean[row], op.inverseDeviation[row])
  var sum = Vector()
  var products = Vector()
  for channel in stride(from: 0, to: op.channels, by: 16) {
    let lanes = op.channels - channel
    let h = g.vector(channel, count: lanes) * op.gamma.vector(channel, count: lanes)
    sum += h
    products.accumulate(h, (x.vector(channel, count: lanes, filler: mean) - mean) * inverse)
  }
  let (meanOfGradient, slope) = (sum.total / Float(op.channels), products.total / Float(op.channels))
  for channel in stride(from: 0, to: op.channels, by: 16) {
    let lanes = op.channels - channel
    let h = g.vector(channel, count: lanes) * op.gamma.vector(channel, count: lanes)
    let normalized = (x.vector(channel, count: lanes) - mean) * inverse
    target.store((h - meanOfGradient - normalized * slope) * inverse, channel, count: lanes)
  }
}

/// The sums of g · x̂ and of g over all rows, in 16 channels.
private func weightsGradient(_ op: LayerNorm, _ channel: Int, _ rows: Int) {
  var sum = Vector()
  var products = Vector()
  for row in 0..<rows {
    let g = op.output.vector(row * op.channels + channel)
    sum += g
    products.accumulate(g, (op.input.vector(row * op.channels + channel) - op.mean[row]) * op.inverseDeviation[row])
  }
  op.betaGradient.store(sum, channel)
  op.gammaGradient.store(products, channel)
}
