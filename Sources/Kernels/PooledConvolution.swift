internal import Operations

/// Four neighbouring pixels, each in all lanes.
struct Pixels {
  let p0: Lanes
  let p1: Lanes
  let p2: Lanes
  let p3: Lanes

  @inline(__always) init(_ start: Rows) {
    p0 = Lanes(repeating: start[0])
    p1 = Lanes(repeating: start[1])
    p2 = Lanes(repeating: start[2])
    p3 = Lanes(repeating: start[3])
  }
}

/// Three neighbouring weights, or sums for their gradients.
struct Taps {
  var v0 = Lanes()
  var v1 = Lanes()
  var v2 = Lanes()

  @inline(__always) init() {}

  @inline(__always) init(_ start: Rows, stride: Int) {
    v0 = start.lanes(0)
    v1 = start.lanes(stride)
    v2 = start.lanes(2 * stride)
  }
}

/// Two neighbouring outputs, or their gradients.
struct Outputs {
  var left = Lanes()
  var right = Lanes()

  @inline(__always) mutating func accumulate(_ pixels: Pixels, _ taps: Taps) {
    left.accumulate(pixels.p0, taps.v0)
    left.accumulate(pixels.p1, taps.v1)
    right.accumulate(pixels.p1, taps.v0)
    left.accumulate(pixels.p2, taps.v2)
    right.accumulate(pixels.p2, taps.v1)
    right.accumulate(pixels.p3, taps.v2)
  }
}

/// The four outputs of a window: all that a patch of 4 × 4 pixels has.
struct Window {
  var upper = Outputs()
  var lower = Outputs()

  /// What one row of the kernel adds.
  @inline(__always) mutating func accumulate(_ pixels: Rows, row: Int, _ taps: Taps) {
    upper.accumulate(Pixels(pixels), taps)
    lower.accumulate(Pixels(pixels + row), taps)
  }

  /// NaN if any of them is.
  @inline(__always) private var largest: Lanes {
    let left = upper.left.replacing(with: lower.left, where: lower.left .> upper.left)
    let right = upper.right.replacing(with: lower.right, where: lower.right .> upper.right)
    let isNaN =
      (upper.left .!= upper.left) .| (upper.right .!= upper.right) .| (lower.left .!= lower.left)
      .| (lower.right .!= lower.right)
    return left.replacing(with: right, where: right .> left).replacing(with: .nan, where: isNaN)
  }

  /// The largest, the first of equals, with bias and activation; and which of the four it is.
  @inline(__always) func store(_ op: PooledConvolution, _ position: Int, _ bias: Lanes, _ floor: Float) {
    let largest = self.largest
    let result = largest + bias
    op.convolution.output.store(result.replacing(with: floor, where: result .< floor), position)
    var winner = Lanes(repeating: 3)
    winner.replace(with: 2, where: lower.left .== largest)
    winner.replace(with: 1, where: upper.right .== largest)
    winner.replace(with: 0, where: upper.left .== largest)
    op.winners.store(winner, position)
  }
}

func pooledConvolution(_ op: PooledConvolution, state: BatchState, part: Int, parts: Int) {
  for image in shareOfSamples(state, part, parts) {
    for y in 0..<op.height {
      for filter in stride(from: 0, to: op.convolution.filters, by: laneCount) { pooledLine(op, image, y, filter) }
    }
  }
}

/// One row of pooled outputs, as many filters of it as there are lanes.
private func pooledLine(_ op: PooledConvolution, _ image: Int, _ y: Int, _ filter: Int) {
  let conv = op.convolution
  let row = conv.width
  let (start, stride) = conv.weights.place(ofColumn: filter)
  let weights = conv.weights.values + start
  let bias = conv.bias?.lanes(filter) ?? Lanes()
  let floor: Float = conv.appliesReLU ? 0 : -.infinity
  var patch = UnsafePointer(conv.input) + (image * conv.height + 2 * y) * row
  var position = (image * op.height + y) * op.width * conv.filters + filter
  for _ in 0..<op.width {
    var window = Window()
    window.accumulate(patch, row: row, Taps(weights, stride: stride))
    window.accumulate(patch + row, row: row, Taps(weights + 3 * stride, stride: stride))
    window.accumulate(patch + 2 * row, row: row, Taps(weights + 6 * stride, stride: stride))
    window.store(op, position, bias, floor)
    patch += 2
    position += conv.filters
  }
}

extension Panels {
  /// Where a column starts, and from there to its next row.
  @inline(__always) func place(ofColumn column: Int) -> (start: Int, stride: Int) {
    (panelStart(column / 16, panelRows: rows) + column % 16, panelStride(column / 16, columns: columns))
  }
}
