/// Copies (N, H, W, C) into the middle of a wider (N, paddedHeight, paddedWidth, C), or back out of it.
package struct Pad {
  package var narrow: Floats
  package var wide: Floats
  package var height: Int
  package var width: Int
  package var channels: Int
  package var paddedHeight: Int
  package var paddedWidth: Int
  package var top: Int
  package var left: Int
  package var crops: Bool

  package init(
    narrow: Floats, wide: Floats, height: Int, width: Int, channels: Int, paddedHeight: Int, paddedWidth: Int,
    top: Int, left: Int, crops: Bool
  ) {
    self.narrow = narrow
    self.wide = wide
    self.height = height
    self.width = width
    self.channels = channels
    self.paddedHeight = paddedHeight
    self.paddedWidth = paddedWidth
    self.top = top
    self.left = left
    self.crops = crops
  }
}

/// input (N, height, width, channels), already padded; weights (kernelHeight · kernelWidth · channels, filters);
/// output (N, outputHeight, outputWidth, filters).
package struct Convolution {
  package var input: Floats
  package var height: Int
  package var width: Int
  package var channels: Int
  package var kernelHeight: Int
  package var kernelWidth: Int
  package var strideHeight: Int
  package var strideWidth: Int
  package var outputHeight: Int
  package var outputWidth: Int
  package var filters: Int
  /// For the input's gradient: kernelHeight · kernelWidth matrices (filters, channels), one behind the other.
  package var weights: Panels
  package var bias: Floats?
  package var output: Floats
  package var appliesReLU = false
  /// From one chunk's partial sums of the weights' gradient to the next one's.
  package var partialSize = 0

  package init(
    input: Floats, height: Int, width: Int, channels: Int, kernelHeight: Int, kernelWidth: Int, strideHeight: Int,
    strideWidth: Int, outputHeight: Int, outputWidth: Int, filters: Int, weights: Panels, bias: Floats?,
    output: Floats
  ) {
    self.input = input
    self.height = height
    self.width = width
    self.channels = channels
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.strideHeight = strideHeight
    self.strideWidth = strideWidth
    self.outputHeight = outputHeight
    self.outputWidth = outputWidth
    self.filters = filters
    self.weights = weights
    self.bias = bias
    self.output = output
  }
}
