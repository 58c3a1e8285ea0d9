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
  /// The same with the sum over inputs in `inputParts`, each of them a matrix in `partials`; and their sums.
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
  case loss(LossKernel)
  case transpose(Transpose)
  case update(Update)
  case multiplyAdds(MultiplyAdds)

  package enum Share: Sendable { case samples, inputs, weights, whole }

  /// How the threads share it out. Neighbours that both share samples, or both weights, need no barrier in between:
  /// what a thread reads of the first, it wrote itself.
  package var share: Share {
    switch self {
    case .gather(let op): op.sharesInputs ? .inputs : .samples
    case .denseParts: .inputs
    case .denseSum, .pad, .convolution, .convolutionInput, .convolutionWeights, .pooledConvolution,
      .pooledConvolutionWeights, .winograd, .winogradGradients,
      .activate, .activateGradient, .pool, .poolGradient, .dropout, .normalize, .normalizeGradient, .loss:
      .samples
    case .dense(let product): product.sharesColumns ? .whole : .samples
    case .denseWeights, .update, .shiftBias: .weights
    case .moments, .momentsGradient, .transpose, .winogradKernels, .multiplyAdds: .whole
    }
  }
}

/// What changes from batch to batch.
package struct BatchState {
  /// Samples in this batch.
  package var count = 0
  /// The source row of each sample is `order[first]`, `order[first + 1]`, …; without an order `first`, `first` + 1, ….
  package var order: UnsafePointer<Int32>?
  package var first = 0
  /// The optimizer's step size for this step; Adam's is corrected for its bias.
  package var learningRate: Float = 0
  /// Samples that stay together on one thread; the partial sums of convolutions' weights are over them. It depends on
  /// the network alone, never on the number of threads, and is a multiple of 4, the rows of a tile.
  package var chunk = 4
  /// Key of this step's dropout masks.
  package var key: UInt64 = 0
  package init() {}
}

/// A matrix (rows, columns) cut into panels of 32 columns, each row-major; the last panel is 16 wide if that holds it.
/// No result depends on the lanes behind the last column.
package struct Panels {
  package var values: Floats
  package var rows: Int
  package var columns: Int

  package init(values: Floats, rows: Int, columns: Int) {
    self.values = values
    self.rows = rows
    self.columns = columns
  }

  /// Floats that a matrix takes.
  package static func size(rows: Int, columns: Int) -> Int { rows * ((columns + 15) / 16) * 16 }
}

package struct Gather {
  package enum Source {
    case uint8(UnsafePointer<UInt8>), int8(UnsafePointer<Int8>), uint16(UnsafePointer<UInt16>)
    case int16(UnsafePointer<Int16>), uint32(UnsafePointer<UInt32>), int32(UnsafePointer<Int32>)
    case uint64(UnsafePointer<UInt64>), int64(UnsafePointer<Int64>), float16(UnsafePointer<Float16>)
    case float32(UnsafePointer<Float>), float64(UnsafePointer<Double>)
  }
  package var source: Source
  /// Numbers a sample.
  package var size: Int
  package var output: Floats
  /// From `output` to words of 64 bits for each sample, which tell the numbers that are not zero; nil for none.
  package var nonzeroOffset: Int?

  /// Threads take parts of each sample instead of samples.
  package var sharesInputs = false
  /// Subtracted from all numbers.
  package var background: Float = 0

  package static func nonzeroWords(_ size: Int) -> Int { (size + 63) / 64 }

  package init(source: Source, size: Int, output: Floats) {
    self.source = source
    self.size = size
    self.output = output
  }
}

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

/// input (N, weights.rows), weights (weights.rows, weights.columns), bias (weights.columns), output (N, weights.columns).
package struct Product {
  package var input: Floats
  package var weights: Panels
  package var bias: Floats?
  package var output: Floats
  package var appliesReLU = false
  /// For a gradient, without bias: the outputs of a ReLU (N, weights.columns); where they are zero, it is set to zero.
  package var mask: Floats?
  /// Matrices (N, whole panels of columns), one for each of the `inputParts`.
  package var partials: Floats?
  package var partialSize = 0
  /// A first layer's inputs, where its weights are few, in as many parts: each thread gathers and multiplies its own,
  /// and none of them travels to another processor. Fixed, for sums to have one order.
  package static let inputParts = 4
  /// From `input` to the bits that `Gather` leaves: products skip zeros, which changes no sum where weights are finite.
  package var nonzeroOffset: Int?
  /// For the weights' gradient: what `Gather` has subtracted from the inputs.
  package var background: Float = 0
  /// Threads take columns instead of samples, or of the weights' rows, so that each core keeps its part of large weights
  /// in its cache.
  package var sharesColumns: Bool { Self.sharesColumns(weights) }

  package static func sharesColumns(_ weights: Panels) -> Bool {
    weights.rows * weights.columns >= 1 << 16 && weights.columns >= 64
  }

  /// Which part of the weights' gradient a thread computes, and which of the weights it updates.
  package var ownership: Ownership { partials != nil ? .inputs : sharesColumns ? .columns : .rows }

  package init(input: Floats, weights: Panels, bias: Floats?, output: Floats) {
    self.input = input
    self.weights = weights
    self.bias = bias
    self.output = output
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
