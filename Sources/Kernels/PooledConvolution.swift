internal import Operations

/// Four neighbouring pixels of one channel, each in all lanes.
private struct Pixels {
  let p0: Lanes
  let p1: Lanes
  let p2: Lanes
  let p3: Lanes

  @inline(__always) init(_ start: Rows, channels: Int) {
    p0 = Lanes(repeating: start[0])
    p1 = Lanes(repeating: start[channels])
    p2 = Lanes(repeating: start[2 * channels])
    p3 = Lanes(repeating: start[3 * channels])
  }
}

/// Three neighbouring weights of one channel, or sums for their gradients.
private struct Taps {
  var v0 = Lanes()
  var v1 = Lanes()
  var v2 = Lanes()

  @inline(__always) init() {}

  @inline(__always) init(_ start: Rows, stride: Int) {
    v0 = start.lanes(0)
    v1 = start.lanes(stride)
    v2 = start.lanes(2 * stride)
  }

  @inline(__always) mutating func accumulate(_ pixels: Pixels, _ gradients: Outputs) {
    v0.accumulate(pixels.p0, gradients.left)
    v0.accumulate(pixels.p1, gradients.right)
    v1.accumulate(pixels.p1, gradients.left)
    v1.accumulate(pixels.p2, gradients.right)
    v2.accumulate(pixels.p2, gradients.left)
    v2.accumulate(pixels.p3, gradients.right)
  }

  @inline(__always) func store(in target: Floats, _ stride: Int, adds: Bool) {
    target.store(adds ? target.lanes(0) + v0 : v0, 0)
    target.store(adds ? target.lanes(stride) + v1 : v1, stride)
    target.store(adds ? target.lanes(2 * stride) + v2 : v2, 2 * stride)
  }
}

/// Two neighbouring outputs, or their gradients.
private struct Outputs {
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
private struct Window {
  var upper = Outputs()
  var lower = Outputs()

  /// What one row of the kernel adds.
  @inline(__always) mutating func accumulate(_ pixels: Rows, row: Int, channels: Int, _ taps: Taps) {
    upper.accumulate(Pixels(pixels, channels: channels), taps)
    lower.accumulate(Pixels(pixels + row, channels: channels), taps)
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
  let own = shareOfSamples(state, part, parts)
  for line in own.lowerBound * op.height..<own.upperBound * op.height {
    for filter in stride(from: 0, to: op.convolution.filters, by: laneCount) { pooledLine(op, line, filter) }
  }
}

/// One row of pooled outputs, as many filters of it as there are lanes.
private func pooledLine(_ op: PooledConvolution, _ line: Int, _ filter: Int) {
  // A constant saves registers for addresses.
  let channels = op.convolution.channels
  channels == 1 ? pooledLine(op, line, filter, channels: 1) : pooledLine(op, line, filter, channels: channels)
}

@inline(__always) private func pooledLine(_ op: PooledConvolution, _ line: Int, _ filter: Int, channels: Int) {
  let conv = op.convolution
  let row = conv.width * channels
  let stride = panelStride(filter / 16, columns: conv.filters)
  let weights = conv.weights.values + panelStart(filter / 16, panelRows: conv.weights.rows) + filter % 16
  let bias = conv.bias?.lanes(filter) ?? Lanes()
  let floor: Float = conv.appliesReLU ? 0 : -.infinity
  var patch = UnsafePointer(conv.input) + (line / op.height * conv.height + line % op.height * 2) * row
  var position = line * op.width * conv.filters + filter
  for _ in 0..<op.width {
    var window = Window()
    for channel in 0..<channels {
      @inline(__always) func accumulate(_ ky: Int) {
        let taps = Taps(weights + (3 * ky * channels + channel) * stride, stride: channels * stride)
        window.accumulate(patch + ky * row + channel, row: row, channels: channels, taps)
      }
      accumulate(0)
      accumulate(1)
      accumulate(2)
    }
    window.store(op, position, bias, floor)
    patch += 2 * channels
    position += conv.filters
  }
}

/// Sums over windows for the nine weights of one input channel, and for the bias.
private struct WindowSums {
  var r0 = Taps()
  var r1 = Taps()
  var r2 = Taps()
  var bias = Lanes()

  @inline(__always) mutating func accumulate(_ patch: Rows, row: Int, channels: Int, _ gradients: Window) {
    r0.accumulate(Pixels(patch, channels: channels), gradients.upper)
    let second = Pixels(patch + row, channels: channels)
    r0.accumulate(second, gradients.lower)
    r1.accumulate(second, gradients.upper)
    let third = Pixels(patch + 2 * row, channels: channels)
    r1.accumulate(third, gradients.lower)
    r2.accumulate(third, gradients.upper)
    r2.accumulate(Pixels(patch + 3 * row, channels: channels), gradients.lower)
  }
}

/// The gradients of weights and bias over each chunk of samples.
func pooledConvolutionWeights(_ op: PooledConvolution, state: BatchState, part: Int, parts: Int) {
  let conv = op.convolution
  for image in shareOfSamples(state, part, parts) {
    let offset = image / state.chunk * conv.partialSize
    let adds = image % state.chunk > 0
    for filter in stride(from: 0, to: conv.filters, by: laneCount) {
      let start = panelStart(filter / 16, panelRows: conv.weights.rows) + filter % 16
      let stride = panelStride(filter / 16, columns: conv.filters)
      for channel in 0..<conv.channels {
        let sums = windowSums(op, image, filter, channel)
        let target = conv.weights.values + offset + start + channel * stride
        let next = conv.channels * stride
        sums.r0.store(in: target, next, adds: adds)
        sums.r1.store(in: target + 3 * next, next, adds: adds)
        sums.r2.store(in: target + 6 * next, next, adds: adds)
        guard channel == 0, let bias = conv.bias else { continue }
        let position = offset + filter
        bias.store(adds ? bias.lanes(position) + sums.bias : sums.bias, position)
      }
    }
  }
}

/// Over one image: each window's gradient goes to the pixel that won.
private func windowSums(_ op: PooledConvolution, _ image: Int, _ filter: Int, _ channel: Int) -> WindowSums {
  let channels = op.convolution.channels
  return channels == 1
    ? windowSums(op, image, filter, 0, channels: 1) : windowSums(op, image, filter, channel, channels: channels)
}

@inline(__always) private func windowSums(
  _ op: PooledConvolution, _ image: Int, _ filter: Int, _ channel: Int, channels: Int
) -> WindowSums {
  let conv = op.convolution
  let row = conv.width * channels
  let floor: Float = conv.appliesReLU ? 0 : -.infinity
  var sums = WindowSums()
  var position = image * op.height * op.width * conv.filters + filter
  for y in 0..<op.height {
    var patch = UnsafePointer(conv.input) + (image * conv.height + 2 * y) * row + channel
    for _ in 0..<op.width {
      let gradient = conv.output.lanes(position).replacing(with: 0, where: op.activations.lanes(position) .<= floor)
      let winner = op.winners.lanes(position)
      @inline(__always) func share(_ number: Float) -> Lanes {
        Lanes().replacing(with: gradient, where: winner .== Lanes(repeating: number))
      }
      let window = Window(
        upper: Outputs(left: share(0), right: share(1)), lower: Outputs(left: share(2), right: share(3)))
      sums.bias += gradient
      sums.accumulate(patch, row: row, channels: channels, window)
      patch += 2 * channels
      position += conv.filters
    }
  }
  return sums
}
