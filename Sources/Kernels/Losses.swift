internal import Operations

/// Each sample's loss, whether its prediction is right, and the gradient of the batch's mean.
func loss(_ op: LossKernel, state: BatchState, part: Int, parts: Int) {
  let count = state.count
  let scale = 1 / Float(count)
  let samples = shareOfSamples(state, part, parts)
  if case .softmaxCrossEntropy = op.kind {
    for first in stride(from: samples.lowerBound, to: samples.upperBound, by: 16) {
      softmaxCrossEntropy(op, first..<min(first + 16, samples.upperBound), scale)
    }
    return
  }
  for sample in samples {
    let y = op.outputs + sample * op.width
    let target = op.targetsAreClasses ? op.targets + sample : op.targets + sample * op.width
    let gradient = op.gradient.map { $0 + sample * op.width }
    if op.answer != .stored { op.hits[sample] = isHit(op, logits: y, target) }
    switch op.kind {
    case .softmaxCrossEntropy: break
    case .sparseCrossEntropy, .crossEntropy:
      op.losses[sample] = crossEntropy(op, y, target, gradient, scale)
    case .sigmoidCrossEntropy, .binaryCrossEntropy, .squaredError, .absoluteError:
      op.losses[sample] = elementwiseLoss(op, y, target, gradient, scale)
    }
    if op.answer == .stored { op.hits[sample] = isHit(op, y, target) }
  }
}

/// 1 where the largest output, the first of equals, names the target's class. A single output is compared with ½.
private func isHit(_ op: LossKernel, _ y: Floats, _ target: Floats) -> Float {
  if op.width == 1 { return (y[0] > 0.5 ? 1 : 0) == target[0] ? 1 : 0 }
  let wanted = op.targetsAreClasses ? Int(target[0]) : indexOfLargest(target, op.width)
  return indexOfLargest(y, op.width) == wanted ? 1 : 0
}

/// As `isHit` of the outputs that the logits become, while the loss goes on with another function of them.
private func isHit(_ op: LossKernel, logits: Floats, _ target: Floats) -> Float {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: op.width) { memory in
    guard let y = memory.baseAddress else { return 0 }
    y.update(from: logits, count: op.width)
    if op.answer == .softmax {
      _ = softmax(y, width: op.width)
    } else {
      for offset in stride(from: 0, to: op.width, by: 16) {
        y.store(logistic(y.vector(offset, count: op.width - offset)), offset, count: op.width - offset)
      }
    }
    return isHit(op, y, target)
  }
}

/// Without a branch, which no processor could guess.
private func indexOfLargest(_ values: Floats, _ count: Int) -> Int {
  var best = 0
  var largest = values[0]
  for index in 1..<max(count, 1) {
    let isLarger = values[index] > largest
    best = isLarger ? index : best
    largest = isLarger ? values[index] : largest
  }
  return best
}

/// −Σ target · log softmax(z) from the logits z, which become probabilities, of up to 16 samples, whose logarithms are
/// taken at once. The gradient is softmax(z) − target, as in TensorFlow, also where targets do not sum to 1.
private func softmaxCrossEntropy(_ op: LossKernel, _ samples: Range<Int>, _ scale: Float) {
  var (sums, greatest) = (Vector(repeating: 1), Vector())
  var (weights, weighted) = (Vector(repeating: 1), Vector())
  for sample in samples {
    let lane = sample - samples.lowerBound
    let z = op.outputs + sample * op.width
    let target = op.targetsAreClasses ? op.targets + sample : op.targets + sample * op.width
    if op.answer != .stored { op.hits[sample] = isHit(op, logits: z, target) }
    if op.targetsAreClasses {
      weighted[lane] = z[Int(target[0])]
    } else {
      var (weight, sum): (Float, Float) = (0, 0)
      for index in 0..<op.width {
        let t = target[index]
        sum = t != 0 ? sum + t * z[index] : sum
        weight += t
      }
      (weights[lane], weighted[lane]) = (weight, sum)
    }
    (greatest[lane], sums[lane]) = softmax(z, width: op.width)
    if let gradient = op.gradient.map({ $0 + sample * op.width }) {
      softmaxCrossEntropyGradient(op, z, target, gradient, scale)
    }
    if op.answer == .stored { op.hits[sample] = isHit(op, z, target) }
  }
  let losses = weights * logarithm(sums) - (weighted - weights * greatest)
  op.losses.store(losses, samples.lowerBound, count: samples.count)
}

@inline(__always) private func softmaxCrossEntropyGradient(
  _ op: LossKernel, _ p: Floats, _ target: Floats, _ gradient: Floats, _ scale: Float
) {
  for offset in stride(from: 0, to: op.width, by: 16) {
    let lanes = op.width - offset
    var slope = p.vector(offset, count: lanes)
    if !op.targetsAreClasses { slope -= target.vector(offset, count: lanes) }
    gradient.store(slope * scale, offset, count: lanes)
  }
  if op.targetsAreClasses { gradient[Int(target[0])] = (p[Int(target[0])] - 1) * scale }
}

private let tiny: Float = 1e-7

@inline(__always) private func clipped(_ y: Vector) -> Vector {
  y.replacing(with: tiny, where: y .< tiny).replacing(with: 1 - tiny, where: y .> 1 - tiny)
}

/// Where clipping is at work the gradient is zero.
@inline(__always) private func isClipped(_ y: Vector) -> SIMDMask<SIMD16<Int32>> { (y .< tiny) .| (y .> 1 - tiny) }

/// −Σ target · log p from outputs p that no softmax made. One-hot targets go with p divided by its sum before it is
/// clipped, class numbers with p clipped before its logarithms go through softmax, as in Keras.
private func crossEntropy(
  _ op: LossKernel, _ y: Floats, _ target: Floats, _ gradient: Floats?, _ scale: Float
) -> Float {
  let isSparse = if case .sparseCrossEntropy = op.kind { true } else { false }
  var sum: Float = 0
  for index in 0..<op.width { sum += isSparse ? clipped(Vector(repeating: y[index]))[0] : y[index] }
  var loss: Float = 0
  var weighted: Float = 0
  for index in 0..<op.width {
    let t: Float = isSparse ? (Int(target[0]) == index ? 1 : 0) : target[index]
    let p = Vector(repeating: isSparse ? y[index] : y[index] / sum)
    let logarithms = logarithm(isSparse ? clipped(p) / sum : clipped(p))
    if t != 0 { loss -= t * logarithms[0] }
    guard let gradient else { continue }
    let slope = isSparse ? (clipped(p) / sum - t) / clipped(p) : -t / clipped(p)
    gradient[index] = slope.replacing(with: 0, where: isClipped(p))[0]
    if !isSparse { weighted += gradient[index] * p[0] }
  }
  if let gradient {
    for index in 0..<op.width {
      gradient[index] = isSparse ? gradient[index] * scale : (gradient[index] - weighted) / sum * scale
    }
  }
  return loss
}

/// Losses that are a mean over the outputs.
private func elementwiseLoss(
  _ op: LossKernel, _ y: Floats, _ target: Floats, _ gradient: Floats?, _ scale: Float
) -> Float {
  let share = 1 / Float(op.width)
  var sums = Vector()
  for offset in stride(from: 0, to: op.width, by: 16) {
    let lanes = op.width - offset
    let x = y.vector(offset, count: lanes)
    let t = target.vector(offset, count: lanes)
    var losses: Vector
    var slope: Vector
    switch op.kind {
    case .sigmoidCrossEntropy:
      // max(z, 0) − z · t + log(1 + exp(−|z|)), and z becomes a probability.
      let p = logistic(x)
      let magnitude = x.replacing(with: -x, where: x .> 0)
      losses = x.replacing(with: 0, where: x .< 0) - x * t + logarithm(1 + exponential(magnitude))
      slope = p - t
      y.store(p, offset, count: lanes)
    case .binaryCrossEntropy:
      let p = clipped(x)
      losses = -(t * logarithm(p) + (1 - t) * logarithm(1 - p))
      slope = ((p - t) / (p * (1 - p))).replacing(with: 0, where: isClipped(x))
    case .absoluteError:
      // Where the two are equal, the slope is 0.
      let off = x - t
      losses = off.replacing(with: -off, where: off .< 0)
      slope = Vector().replacing(with: 1, where: off .> 0).replacing(with: -1, where: off .< 0)
      // No number stays none.
      slope = slope.replacing(with: off, where: off .!= off)
    default:
      losses = (x - t) * (x - t)
      slope = 2 * (x - t)
    }
    if lanes < 16 { for lane in lanes..<16 { losses[lane] = 0 } }
    sums += losses
    gradient?.store(slope * (share * scale), offset, count: lanes)
  }
  return sums.total * share
}
