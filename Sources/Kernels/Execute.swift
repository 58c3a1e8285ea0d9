package import Operations

/// Thread `part` of `parts` does its share of one operation.
@export(interface) package func execute(_ operation: Operation, _ state: BatchState, part: Int, parts: Int) {
  switch operation {
  case .gather(let op): gather(op, state: state, part: part, parts: parts)
  case .pad(let op): pad(op, state: state, part: part, parts: parts)
  case .dense(let op): dense(op, state: state, part: part, parts: parts)
  case .shiftBias(let op): shiftBias(op, part: part, parts: parts)
  case .denseParts(let op): denseParts(op, state: state, part: part, parts: parts)
  case .denseSum(let op): denseSum(op, state: state, part: part, parts: parts)
  case .denseWeights(let op): denseWeights(op, state: state, part: part, parts: parts)
  case .convolution(let op): convolution(op, state: state, part: part, parts: parts)
  case .convolutionInput(let op): convolutionInput(op, state: state, part: part, parts: parts)
  case .convolutionWeights(let op): convolutionWeights(op, state: state, part: part, parts: parts)
  case .pooledConvolution(let op): pooledConvolution(op, state: state, part: part, parts: parts)
  case .pooledConvolutionWeights(let op): pooledConvolutionWeights(op, state: state, part: part, parts: parts)
  case .winograd(let op): winograd(op, state: state, part: part, parts: parts)
  case .winogradGradients(let op): winogradGradients(op, state: state, part: part, parts: parts)
  case .winogradKernels(let op): winogradKernels(op, part: part, parts: parts)
  case .activate(let op): activate(op, state: state, part: part, parts: parts)
  case .activateGradient(let op): activateGradient(op, state: state, part: part, parts: parts)
  case .pool(let op): pool(op, state: state, part: part, parts: parts)
  case .poolGradient(let op): poolGradient(op, state: state, part: part, parts: parts)
  case .dropout(let op): dropout(op, state: state, part: part, parts: parts)
  case .moments(let op): moments(op, state: state, part: part, parts: parts)
  case .normalize(let op): normalize(op, state: state, part: part, parts: parts)
  case .momentsGradient(let op): momentsGradient(op, state: state, part: part, parts: parts)
  case .normalizeGradient(let op): normalizeGradient(op, state: state, part: part, parts: parts)
  case .layerNorm(let op): layerNorm(op, state: state, part: part, parts: parts)
  case .loss(let op): loss(op, state: state, part: part, parts: parts)
  case .transpose(let op): transpose(op, part: part, parts: parts)
  case .multiplyAdds(let op): multiplyAdds(op, part: part)
  case .update(let op): update(op, state: state, part: part, parts: parts)
  }
}

/// Whether a product is added with one rounding.
@export(interface) package func roundsOnce() -> Bool {
  #if FUSED || arch(arm64)
  true
  #else
  false
  #endif
}
