package typealias Floats = UnsafeMutablePointer<Float>

/// One call of a kernel on fixed buffers: plain data, so that every compiled variant of the kernels takes the same.
///
/// Shapes: N samples of the batch, H × W pixels, C channels. Activations are row-major (N, …); matrices of weights
/// lie in `Panels`. Buffers end with slack that kernels may read but whose values never count.
package enum Operation {
  case gather(Gather)
  case pad(Pad)
  /// output = epilogue(input · weights + bias); with transposed weights also the gradient of a layer's input.
  case dense(Product)
  /// What a background adds to the outputs, with the bias.
  case shiftBias(ShiftBias)
  /// The same with the sum over inputs in `InputParts`, each of them a matrix in `partials`; and their sums.
  case denseParts(Product)
  case denseSum(Product)
  /// weights = inputᵀ · output, bias = the column sums of output, where `output` holds the output's gradient.
  case denseWeights(Product)
  case convolution(Convolution)
  case convolutionInput(Convolution)
  /// The partial sums of each chunk of samples, one block of `partialSize` behind the other.
  case convolutionWeights(Convolution)
  case pooledConvolution(PooledConvolution)
  case pooledConvolutionWeights(PooledConvolution)
  case winograd(Winograd)
  /// Those of the weights, as sums over each chunk, and of the input.
  case winogradGradients(Winograd)
  case winogradKernels(WinogradKernels)
  case activate(Elementwise)
  case activateGradient(Elementwise)
  case pool(Pool)
  case poolGradient(Pool)
  case dropout(Dropout)
  case moments(BatchNorm)
  case normalize(BatchNorm)
  case momentsGradient(BatchNorm)
  case normalizeGradient(BatchNorm)
  case layerNorm(LayerNorm)
  case loss(LossKernel)
  case transpose(Transpose)
  case update(Update)
  case multiplyAdds(MultiplyAdds)

  package enum Share: Sendable { case samples, inputs, weights, derived, derivedTwice, whole }

  /// How the threads share it out. Neighbours that both share samples, or both weights, need no barrier in between:
  /// what a thread reads of the first, it wrote itself. What is derived from weights, or from what is derived from them,
  /// does not depend on its neighbours of the same kind.
  package var share: Share {
    switch self {
    case .gather(let op): op.parts != nil ? .inputs : .samples
    case .denseParts: .inputs
    case .denseSum, .pad, .convolution, .convolutionInput, .convolutionWeights, .pooledConvolution,
      .pooledConvolutionWeights, .winograd, .winogradGradients,
      .activate, .activateGradient, .pool, .poolGradient, .dropout, .normalize, .normalizeGradient, .loss:
      .samples
    case .layerNorm(let op): op.stage == .weightsGradient ? .whole : .samples
    case .dense(let product): product.sharesColumns ? .whole : .samples
    case .denseWeights, .update, .shiftBias: .weights
    case .transpose(let op): op.ownership == nil ? .derived : .weights
    case .winogradKernels(let op): op.isStacked ? .derived : .derivedTwice
    case .moments, .momentsGradient, .multiplyAdds: .whole
    }
  }
}
