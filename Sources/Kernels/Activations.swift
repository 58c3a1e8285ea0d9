internal import Operations

/// values (N, size) = act(input).
func activate(_ op: Elementwise, state: BatchState, part: Int, parts: Int) {
  let samples = shareOfSamples(state, part, parts)
  if case .softmax = op.function {
    let rows = samples.lowerBound * op.size / op.width..<samples.upperBound * op.size / op.width
    softmax(op, rows)
    return
  }
  let range = samples.lowerBound * op.size..<samples.upperBound * op.size
  var offset = range.lowerBound
  while offset < range.upperBound {
    let lanes = range.upperBound - offset
    op.values.store(activation(op.function, op.input.vector(offset, count: lanes)), offset, count: lanes)
    offset += 16
  }
}

@inline(always) private func activation(_ function: Elementwise.Function, _ x: Vector) -> Vector {
  switch function {
  case .relu: x.replacing(with: 0, where: x .< 0)
  case .sigmoid: logistic(x)
  case .tanh: hyperbolicTangent(x)
  case .elu: x.replacing(with: exponential(x) - 1, where: x .< 0)
  case .softmax, .identity: x
  }
}

/// gradient (N, size) becomes gradient · act′, told from the outputs.
func activateGradient(_ op: Elementwise, state: BatchState, part: Int, parts: Int) {
  guard let gradient = op.gradient else { return }
  let samples = shareOfSamples(state, part, parts)
  if case .softmax = op.function {
    let rows = samples.lowerBound * op.size / op.width..<samples.upperBound * op.size / op.width
    for row in rows { softmaxGradient(op.values + row * op.width, gradient + row * op.width, width: op.width) }
    return
  }
  let range = samples.lowerBound * op.size..<samples.upperBound * op.size
  var offset = range.lowerBound
  while offset < range.upperBound {
    let lanes = range.upperBound - offset
    let y = op.values.vector(offset, count: lanes)
    let g = gradient.vector(offset, count: lanes)
    let result =
      switch op.function {
      case .relu: g.replacing(with: 0, where: y .<= 0)
      case .sigmoid: g * (y * (1 - y))
      case .tanh: g * (1 - y * y)
      case .elu: g.replacing(with: g * (y + 1), where: y .< 0)
      case .softmax, .identity: g
      }
    gradient.store(result, offset, count: lanes)
    offset += 16
  }
}

/// Over the last dimension of some rows.
private func softmax(_ op: Elementwise, _ rows: Range<Int>) {
  let size = SampleLanes.size(width: op.width)
  withUnsafeTemporaryAllocation(byteCount: (size + LaneSums.size) * 4, alignment: 64) { memory in
    guard let start = memory.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
    start.initialize(repeating: 0, count: size)
    let lanes = SampleLanes(start, width: op.width)
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 16) {
      let count = min(16, rows.upperBound - row)
      lanes.load(op.input + row * op.width, count: count)
      lanes.softmax(LaneSums(values: start + size))
      lanes.store(to: op.values + row * op.width, count: count)
    }
  }
}

/// gradient = y · (gradient − Σ gradient · y).
private func softmaxGradient(_ y: Floats, _ gradient: Floats, width: Int) {
  var products = Vector()
  for offset in stride(from: 0, to: width, by: 16) {
    products.accumulate(y.vector(offset, count: width - offset), gradient.vector(offset, count: width - offset))
  }
  let total = products.total
  for offset in stride(from: 0, to: width, by: 16) {
    let lanes = width - offset
    let result = y.vector(offset, count: lanes) * (gradient.vector(offset, count: lanes) - total)
    gradient.store(result, offset, count: lanes)
  }
}
