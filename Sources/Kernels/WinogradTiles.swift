internal import Operations

/// The tiles of some images: their vectors of 16 channels go from the image into the 36 matrices and back.
struct WinogradTiles {
  var op: Winograd
  var images: Range<Int>
  /// Of 36 vectors.
  var buffer: Floats

  /// Every tile's row in the matrices, and its image, row and column.
  @inline(__always) private func forEachTile(_ body: (_ row: Int, _ image: Int, _ y: Int, _ x: Int) -> Void) {
    var row = 0
    for image in images {
      for y in stride(from: 0, to: op.convolution.outputHeight, by: 4) {
        for x in stride(from: 0, to: op.convolution.outputWidth, by: 4) {
          body(row, image, y, x)
          row += 1
        }
      }
    }
  }

  /// Bᵀ d B of the input; what lies outside of it is zero.
  func transformInput(into matrices: Floats) {
    let conv = op.convolution
    forEachTile { row, image, y, x in
      let start = conv.input + ((image * conv.height + y) * conv.width + x) * conv.channels
      let height = conv.height - y
      let width = conv.width - x
      for channel in stride(from: 0, to: conv.channels, by: 16) {
        @inline(__always) func pixel(_ i: Int, _ j: Int) -> Vector {
          i < height && j < width ? start.vector((i * conv.width + j) * conv.channels + channel) : Vector()
        }
        for j in 0..<6 {
          let column = Six(
            v0: pixel(0, j), v1: pixel(1, j), v2: pixel(2, j), v3: pixel(3, j), v4: pixel(4, j), v5: pixel(5, j))
          buffer.store(column.transformedInput, j * 16, 96)
        }
        for i in 0..<6 {
          let position = 6 * i * op.inputStride + row * conv.channels + channel
          matrices.store(buffer.six(i * 96, 16).transformedInput, position, op.inputStride)
        }
      }
    }
  }

  /// Aᵀ m A, with bias and activation: the output.
  func transformOutput(from matrices: Floats) {
    let conv = op.convolution
    let floor: Float = conv.appliesReLU ? 0 : -.infinity
    forEachTile { row, image, y, x in
      let start = conv.output + ((image * conv.outputHeight + y) * conv.outputWidth + x) * conv.filters
      let height = conv.outputHeight - y
      let width = conv.outputWidth - x
      for filter in stride(from: 0, to: conv.filters, by: 16) {
        let bias = conv.bias?.vector(filter) ?? Vector()
        for j in 0..<6 {
          let column = matrices.six(j * op.outputStride + row * conv.filters + filter, 6 * op.outputStride)
          buffer.store(column.outputs, j * 16, 96)
        }
        for i in 0..<min(4, height) {
          let four = buffer.six(i * 96, 16).outputs
          let target = start + i * conv.outputWidth * conv.filters + filter
          @inline(__always) func store(_ j: Int, _ value: Vector) {
            guard j < width else { return }
            let sum = value + bias
            target.store(sum.replacing(with: floor, where: sum .< floor), j * conv.filters)
          }
          store(0, four.v0)
          store(1, four.v1)
          store(2, four.v2)
          store(3, four.v3)
        }
      }
    }
  }

  /// A dy Aᵀ of the output's gradient; what lies outside of it is zero.
  func transformGradient(into matrices: Floats) {
    let conv = op.convolution
    forEachTile { row, image, y, x in
      let start = conv.output + ((image * conv.outputHeight + y) * conv.outputWidth + x) * conv.filters
      let height = conv.outputHeight - y
      let width = conv.outputWidth - x
      for filter in stride(from: 0, to: conv.filters, by: 16) {
        @inline(__always) func pixel(_ i: Int, _ j: Int) -> Vector {
          i < height && j < width ? start.vector((i * conv.outputWidth + j) * conv.filters + filter) : Vector()
        }
        for j in 0..<4 {
          let column = Four(v0: pixel(0, j), v1: pixel(1, j), v2: pixel(2, j), v3: pixel(3, j))
          buffer.store(column.transformedGradient, j * 16, 96)
        }
        for i in 0..<6 {
          let line = buffer + i * 96
          let four = Four(v0: line.vector(0), v1: line.vector(16), v2: line.vector(32), v3: line.vector(48))
          let position = 6 * i * op.outputStride + row * conv.filters + filter
          matrices.store(four.transformedGradient, position, op.outputStride)
        }
      }
    }
  }

  /// B dv Bᵀ, added up where tiles overlap: the input's gradient.
  func transformInputGradient(from matrices: Floats, into gradient: Floats) {
    let conv = op.convolution
    let size = conv.height * conv.width * conv.channels
    (gradient + images.lowerBound * size).update(repeating: 0, count: images.count * size)
    forEachTile { row, image, y, x in
      let start = gradient + ((image * conv.height + y) * conv.width + x) * conv.channels
      let height = conv.height - y
      let width = conv.width - x
      for channel in stride(from: 0, to: conv.channels, by: 16) {
        for j in 0..<6 {
          let column = matrices.six(j * op.inputStride + row * conv.channels + channel, 6 * op.inputStride)
          buffer.store(column.inputGradient, j * 16, 96)
        }
        for i in 0..<min(6, height) {
          let six = buffer.six(i * 96, 16).inputGradient
          let target = start + i * conv.width * conv.channels + channel
          @inline(__always) func add(_ j: Int, _ value: Vector) {
            guard j < width else { return }
            target.store(target.vector(j * conv.channels) + value, j * conv.channels)
          }
          add(0, six.v0)
          add(1, six.v1)
          add(2, six.v2)
          add(3, six.v3)
          add(4, six.v4)
          add(5, six.v5)
        }
      }
    }
  }
}
