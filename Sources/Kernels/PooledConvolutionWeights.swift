internal import Operations

extension Taps {
  @inline(__always) fileprivate mutating func accumulate(_ pixels: Pixels, _ gradients: Outputs) {
    v0.accumulate(pixels.p0, gradients.left)
    v0.accumulate(pixels.p1, gradients.right)
    v1.accumulate(pixels.p1, gradients.left)
    v1.accumulate(pixels.p2, gradients.right)
    v2.accumulate(pixels.p2, gradients.left)
    v2.accumulate(pixels.p3, gradients.right)
  }

  @inline(__always) fileprivate func store(in target: Floats, _ stride: Int, adds: Bool) {
    target.store(adds ? target.lanes(0) + v0 : v0, 0)
    target.store(adds ? target.lanes(stride) + v1 : v1, stride)
    target.store(adds ? target.lanes(2 * stride) + v2 : v2, 2 * stride)
  }
}

/// Sums over windows for the nine weights, and for the bias.
private struct WindowSums {
  var r0 = Taps()
  var r1 = Taps()
  var r2 = Taps()
  var bias = Lanes()

  @inline(__always) mutating func accumulate(_ patch: Rows, row: Int, _ gradients: Window) {
    r0.accumulate(Pixels(patch), gradients.upper)
    let second = Pixels(patch + row)
    r0.accumulate(second, gradients.lower)
    r1.accumulate(second, gradients.upper)
    let third = Pixels(patch + 2 * row)
    r1.accumulate(third, gradients.lower)
    r2.accumulate(third, gradients.upper)
    r2.accumulate(Pixels(patch + 3 * row), gradients.lower)
  }
}

/// The gradients of weights and bias over each chunk of samples.
func pooledConvolutionWeights(_ op: PooledConvolution, state: BatchState, part: Int, parts: Int) {
  let conv = op.convolution
  for image in shareOfSamples(state, part, parts) {
    let offset = image / state.chunk * conv.partialSize
    let adds = image % state.chunk > 0
    for filter in stride(from: 0, to: conv.filters, by: laneCount) {
      let sums = windowSums(op, image, filter)
      let (start, stride) = conv.weights.place(ofColumn: filter)
      let target = conv.weights.values + offset + start
      sums.r0.store(in: target, stride, adds: adds)
      sums.r1.store(in: target + 3 * stride, stride, adds: adds)
      sums.r2.store(in: target + 6 * stride, stride, adds: adds)
      guard let bias = conv.bias else { continue }
      let position = offset + filter
      bias.store(adds ? bias.lanes(position) + sums.bias : sums.bias, position)
    }
  }
}

/// Over one image: each window's gradient goes to the pixel that won.
private func windowSums(_ op: PooledConvolution, _ image: Int, _ filter: Int) -> WindowSums {
  let conv = op.convolution
  let floor: Float = conv.appliesReLU ? 0 : -.infinity
  var sums = WindowSums()
  var position = image * op.height * op.width * conv.filters + filter
  for y in 0..<op.height {
    var patch = UnsafePointer(conv.input) + (image * conv.height + 2 * y) * conv.width
    for _ in 0..<op.width {
      let gradient = conv.output.lanes(position).replacing(with: 0, where: op.activations.lanes(position) .<= floor)
      let winner = op.winners.lanes(position)
      @inline(__always) func share(_ number: Float) -> Lanes {
        Lanes().replacing(with: gradient, where: winner .== Lanes(repeating: number))
      }
      let window = Window(
        upper: Outputs(left: share(0), right: share(1)), lower: Outputs(left: share(2), right: share(3)))
      sums.bias += gradient
      sums.accumulate(patch, row: conv.width, window)
      patch += 2
      position += conv.filters
    }
  }
  return sums
}
