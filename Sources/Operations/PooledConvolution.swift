/// A convolution whose outputs only a maximum over windows of 2 × 2 sees: only those are kept, with the winners.
package struct PooledConvolution {
  /// `output` is the pooled one (N, outputHeight / 2, outputWidth / 2, filters), or its gradient.
  package var convolution: Convolution
  /// Of each pooled output, which of the four pixels it came from: 0 to 3, row by row, the first of equals.
  package var winners: Floats
  /// For the gradients: the pooled outputs.
  package var activations: Floats
  /// Of the pooled output.
  package let height: Int
  package let width: Int

  package init(convolution: Convolution, winners: Floats, activations: Floats) {
    self.convolution = convolution
    self.winners = winners
    self.activations = activations
    height = convolution.outputHeight / 2
    width = convolution.outputWidth / 2
  }

  /// Whether it applies, where nothing asks for the gradient of the inputs: with a single channel a product over the
  /// weights is so short that outputs kept in memory take most of the time.
  package static func suits(_ op: Convolution) -> Bool {
    let isSuited = op.kernelHeight == 3 && op.kernelWidth == 3 && op.strideHeight == 1 && op.strideWidth == 1
    return isSuited && op.filters % 16 == 0 && op.channels == 1
  }
}
