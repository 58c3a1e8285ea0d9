internal import Operations

/// Each sample's loss, whether its prediction is right, and the gradient of the batch's mean.
func loss(_ op: LossKernel, state: BatchState, part: Int, parts: Int) {
  let samples = shareOfSamples(state, part, parts)
  let size = SampleLanes.size(width: op.width)
  withUnsafeTemporaryAllocation(byteCount: (3 * size + LaneSums.size) * 4, alignment: 64) { memory in
    guard let start = memory.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
    start.initialize(repeating: 0, count: 3 * size)
    let few = FewSamples(
      op: op, scale: 1 / Float(state.count), outputs: SampleLanes(start, width: op.width),
      targets: SampleLanes(start + size, width: op.width), answers: SampleLanes(start + 2 * size, width: op.width),
      sums: LaneSums(values: start + 3 * size))
    for first in stride(from: samples.lowerBound, to: samples.upperBound, by: 16) {
      few.compute(first, count: min(16, samples.upperBound - first))
    }
  }
}

/// Up to 16 samples at once.
private struct FewSamples {
  let op: LossKernel
  let scale: Float
  let outputs: SampleLanes
  /// They give way to the gradient.
  let targets: SampleLanes
  let answers: SampleLanes
  let sums: LaneSums

  func compute(_ first: Int, count: Int) {
    outputs.load(op.outputs + first * op.width, count: count)
    var wanted = op.targets.vector(first, count: count)
    if op.targetsAreClasses {
      targets.mark(wanted)
    } else {
      targets.load(op.targets + first * op.width, count: count)
      if op.width > 1 { wanted = targets.indexOfLargest }
    }
    if op.answer != .stored { answers.copy(outputs) }
    let losses: Vector
    switch op.kind {
    case .softmaxCrossEntropy: losses = softmaxCrossEntropy()
    case .sparseCrossEntropy: losses = sparseCrossEntropy()
    case .crossEntropy: losses = crossEntropy()
    case .sigmoidCrossEntropy, .binaryCrossEntropy, .squaredError, .absoluteError: losses = elementwiseLoss()
    }
    op.losses.store(losses, first, count: count)
    // A single output is compared with ½.
    let given = given
    let answer = op.width == 1 ? Vector().replacing(with: 1, where: given[0] .> 0.5) : given.indexOfLargest
    op.hits.store(Vector().replacing(with: 1, where: answer .== wanted), first, count: count)
    if op.kind.takesLogits { outputs.store(to: op.outputs + first * op.width, count: count) }
    if let gradient = op.gradient { targets.store(to: gradient + first * op.width, count: count) }
  }

  /// What the last layer's function makes of the outputs.
  private var given: SampleLanes {
    switch op.answer {
    case .stored: return outputs
    case .softmax: answers.softmax(sums)
    case .sigmoid: for index in 0..<op.width { answers[index] = logistic(answers[index]) }
    }
    return answers
  }

  /// −Σ target · log softmax(z) from the logits z, which become probabilities. The gradient is softmax(z) − target, as in
  /// TensorFlow, also where targets do not sum to 1.
  private func softmaxCrossEntropy() -> Vector {
    var (weight, weighted) = (Vector(), Vector())
    for index in 0..<op.width {
      let t = targets[index]
      weighted.replace(with: weighted + t * outputs[index], where: t .!= 0)
      weight += t
    }
    let (largest, sum) = outputs.softmax(sums)
    for index in 0..<op.width { targets[index] = (outputs[index] - targets[index]) * scale }
    return weight * logarithm(sum) - (weighted - weight * largest)
  }

  /// −log softmax(log p) of the class, from outputs p that no softmax made and that are clipped first, as in Keras.
  private func sparseCrossEntropy() -> Vector {
    var sum = Vector()
    for index in 0..<op.width { sum += clipped(outputs[index]) }
    var loss = Vector()
    for index in 0..<op.width {
      let (y, t) = (outputs[index], targets[index])
      loss.replace(with: loss - t * logarithm(clipped(y) / sum), where: t .!= 0)
      let slope = (clipped(y) / sum - t) / clipped(y)
      targets[index] = slope.replacing(with: 0, where: isClipped(y)) * scale
    }
    return loss
  }

  /// −Σ target · log p from outputs that no softmax made: p is their share of their sum, and then clipped, as in Keras.
  private func crossEntropy() -> Vector {
    var sum = Vector()
    for index in 0..<op.width { sum += outputs[index] }
    var (loss, weighted) = (Vector(), Vector())
    for index in 0..<op.width {
      let (p, t) = (outputs[index] / sum, targets[index])
      loss.replace(with: loss - t * logarithm(clipped(p)), where: t .!= 0)
      let slope = (-t / clipped(p)).replacing(with: 0, where: isClipped(p))
      weighted += slope * p
      targets[index] = slope
    }
    for index in 0..<op.width { targets[index] = (targets[index] - weighted) / sum * scale }
    return loss
  }

  /// Losses that are a mean over the outputs.
  private func elementwiseLoss() -> Vector {
    let share = 1 / Float(op.width)
    sums.clear()
    for index in 0..<op.width {
      let (loss, slope) = lossAndSlope(index)
      sums.add(loss, index)
      targets[index] = slope * (share * scale)
    }
    return sums.total * share
  }

  @inline(__always) private func lossAndSlope(_ index: Int) -> (loss: Vector, slope: Vector) {
    let (x, t) = (outputs[index], targets[index])
    switch op.kind {
    case .sigmoidCrossEntropy:
      // max(z, 0) − z · t + log(1 + exp(−|z|)), and z becomes a probability.
      let p = logistic(x)
      let magnitude = x.replacing(with: -x, where: x .> 0)
      outputs[index] = p
      return (x.replacing(with: 0, where: x .< 0) - x * t + logarithm(1 + exponential(magnitude)), p - t)
    case .binaryCrossEntropy:
      let p = clipped(x)
      let slope = ((p - t) / (p * (1 - p))).replacing(with: 0, where: isClipped(x))
      return (-(t * logarithm(p) + (1 - t) * logarithm(1 - p)), slope)
    case .absoluteError:
      let off = x - t
      // Where the two are equal, the slope is 0; no number stays none.
      let slope = off.replacing(with: 1, where: off .> 0).replacing(with: -1, where: off .< 0)
      return (off.replacing(with: -off, where: off .< 0), slope)
    default:
      return ((x - t) * (x - t), 2 * (x - t))
    }
  }
}

private let tiny: Float = 1e-7

@inline(always) private func clipped(_ y: Vector) -> Vector {
  y.replacing(with: tiny, where: y .< tiny).replacing(with: 1 - tiny, where: y .> 1 - tiny)
}

/// Where clipping is at work the gradient is zero.
@inline(always) private func isClipped(_ y: Vector) -> SIMDMask<SIMD16<Int32>> { (y .< tiny) .| (y .> 1 - tiny) }
