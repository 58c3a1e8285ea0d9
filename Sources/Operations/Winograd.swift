/// A 3 × 3 convolution with strides of 1 in tiles of 4 × 4 outputs, by minimal filtering (Winograd, "Arithmetic
/// Complexity of Computations", 1980; Lavin, Gray, "Fast Algorithms for Convolutional Neural Networks", 2016): 36
/// products of small matrices, a quarter of the multiplications.
package struct Winograd {
  /// `weights` are not read; for the gradients they are those of the weights.
  package var convolution: Convolution
  /// 36 transformed matrices (channels, filters) in panels, one behind the other; for the gradients (filters, channels).
  package var kernels: Floats
  package var inputGradient: Floats?
  /// `scratchSize` floats for each thread.
  package var scratch: Floats

  package init(convolution: Convolution, kernels: Floats, inputGradient: Floats?, scratch: Floats) {
    self.convolution = convolution
    self.kernels = kernels
    self.inputGradient = inputGradient
    self.scratch = scratch
    let rowsOfTiles = (convolution.outputHeight + 3) / 4
    tiles = rowsOfTiles * ((convolution.outputWidth + 3) / 4)
    group = max(1, min(16, 128_000 / (Self.positions * tiles * (convolution.channels + convolution.filters))))
    let rows = (group * tiles + 3) / 4 * 4
    inputStride = rows * convolution.channels + 16
    outputStride = rows * convolution.filters + 16
    scratchSize =
      Self.positions * (inputStride + outputStride + 16)
      + Self.kernelsSize(rows: convolution.channels, columns: convolution.filters)
  }

  package static let positions = 36

  /// From one of the transformed matrices to the next one: never a multiple of a page, or all would fall into the same
  /// lines of the cache.
  package static func kernelStride(rows: Int, columns: Int) -> Int { Panels.size(rows: rows, columns: columns) + 16 }

  package static func kernelsSize(rows: Int, columns: Int) -> Int {
    positions * kernelStride(rows: rows, columns: columns)
  }

  /// Of one image.
  package let tiles: Int

  /// Images at a time: as many as their transforms stay in the cache.
  package let group: Int

  /// From one position's matrix of transformed inputs, or outputs, to the next one's.
  package let inputStride: Int
  package let outputStride: Int
  package let scratchSize: Int

  /// Whether it applies, and saves enough multiplications to be worth its transforms.
  package static func suits(_ op: Convolution) -> Bool {
    guard op.kernelHeight == 3, op.kernelWidth == 3, op.strideHeight == 1, op.strideWidth == 1 else { return false }
    guard op.channels % 16 == 0, op.filters % 16 == 0 else { return false }
    let tiles = (op.outputHeight + 3) / 4 * ((op.outputWidth + 3) / 4)
    return 3 * positions * tiles <= 2 * 9 * op.outputHeight * op.outputWidth
  }
}

/// The 36 matrices of a convolution's kernel of 9 matrices (rows, columns).
package struct WinogradKernels {
  package var source: Floats
  package var rows: Int
  package var columns: Int
  /// Whether the nine lie one below the other in one set of panels; else one behind the other.
  package var isStacked: Bool
  package var target: Floats

  package init(source: Floats, rows: Int, columns: Int, isStacked: Bool, target: Floats) {
    self.source = source
    self.rows = rows
    self.columns = columns
    self.isStacked = isStacked
    self.target = target
  }
}
