internal import Operations

/// Steps through the input: to the next channel and column of the kernel 1, to its next row, and to the next pixel of a
/// window of outputs.
private struct Steps {
  var row: Int
  var right: Int
  var below: Int

  init(_ op: Convolution) {
    row = op.width * op.channels
    right = op.strideWidth * op.channels
    below = op.strideHeight * op.width * op.channels
  }
}

extension Quad16 {
  /// The four pixels of a window at one of the kernel's places.
  @inline(__always) fileprivate mutating func accumulate(_ pixel: Rows, _ steps: Steps, _ kernel: Vector) {
    r0.accumulate(Vector(repeating: pixel[0]), kernel)
    r1.accumulate(Vector(repeating: pixel[steps.right]), kernel)
    r2.accumulate(Vector(repeating: pixel[steps.below]), kernel)
    r3.accumulate(Vector(repeating: pixel[steps.below + steps.right]), kernel)
  }

  /// The largest, the first of equals, with bias and activation; and which of the four it is.
  @inline(__always) fileprivate func store(_ op: PooledConvolution, _ position: Int, _ bias: Vector, _ floor: Float) {
    let largest = Vector.largest(Vector.largest(r0, r1), Vector.largest(r2, r3))
    let result = largest + bias
    op.convolution.output.store(result.replacing(with: floor, where: result .< floor), position)
    var winner = Vector(repeating: 3)
    winner.replace(with: 2, where: r2 .== largest)
    winner.replace(with: 1, where: r1 .== largest)
    winner.replace(with: 0, where: r0 .== largest)
    op.winners.store(winner, position)
  }
}

extension Vector {
  /// Zero in all other lanes.
  @inline(__always) fileprivate func `where`(_ winner: Vector, is number: Float) -> Vector {
    Vector().replacing(with: self, where: winner .== Vector(repeating: number))
  }
}

func pooledConvolution(_ op: PooledConvolution, state: BatchState, part: Int, parts: Int) {
  let own = shareOfSamples(state, part, parts)
  for half in 0..<halfPanels(op.convolution.filters) {
    for line in own.lowerBound * op.height..<own.upperBound * op.height { pooledLine(op, line, half) }
  }
}

/// One row of pooled outputs, 16 filters of it.
private func pooledLine(_ op: PooledConvolution, _ line: Int, _ half: Int) {
  let conv = op.convolution
  let steps = Steps(conv)
  let run = 3 * conv.channels
  let kernels = UnsafePointer(conv.weights.values) + panelStart(half, panelRows: conv.weights.rows)
  let stride = panelStride(half, columns: conv.filters)
  let bias = conv.bias?.vector(half * 16) ?? Vector()
  let floor: Float = conv.appliesReLU ? 0 : -.infinity
  let start = conv.input + line / op.height * conv.height * steps.row + line % op.height * 2 * steps.below
  let target = line * op.width * conv.filters + half * 16
  var x = 0
  while x < op.width {
    // The last ones may be taken again, and come out the same.
    if x + Windows.count > op.width { x = max(0, op.width - Windows.count) }
    @inline(__always) func column(_ number: Int) -> Int { min(x + number, op.width - 1) }
    var pixels = start
    var kernel = kernels
    var sums = Windows()
    for _ in 0..<3 {
      for offset in 0..<run {
        let taps = kernel.vector(0)
        sums.forEach { $1.accumulate(pixels + (2 * column($0) * steps.right + offset), steps, taps) }
        kernel += stride
      }
      pixels += steps.row
    }
    sums.forEach { $1.store(op, target + column($0) * conv.filters, bias, floor) }
    x += Windows.count
  }
}

/// As many windows as the registers hold.
private struct Windows {
  var first = Quad16()
  #if WIDE
  var second = Quad16()
  var third = Quad16()
  static let count = 3
  #else
  static let count = 1
  #endif

  @inline(__always) mutating func forEach(_ body: (Int, inout Quad16) -> Void) {
    body(0, &first)
    #if WIDE
    body(1, &second)
    body(2, &third)
    #endif
  }
}

/// Sums over windows for nine of the weights: three neighbours in each row of the kernel.
private struct Nine {
  var r0 = Three(v0: Vector(), v1: Vector(), v2: Vector())
  var r1 = Three(v0: Vector(), v1: Vector(), v2: Vector())
  var r2 = Three(v0: Vector(), v1: Vector(), v2: Vector())

  @inline(__always) mutating func accumulate(_ pixel: Rows, _ row: Int, _ gradient: Vector) {
    r0.accumulate(pixel, gradient)
    r1.accumulate(pixel + row, gradient)
    r2.accumulate(pixel + 2 * row, gradient)
  }
}

extension Three {
  @inline(__always) fileprivate mutating func accumulate(_ pixel: Rows, _ gradient: Vector) {
    v0.accumulate(Vector(repeating: pixel[0]), gradient)
    v1.accumulate(Vector(repeating: pixel[1]), gradient)
    v2.accumulate(Vector(repeating: pixel[2]), gradient)
  }

  @inline(__always) fileprivate func store(in target: Floats, _ stride: Int, adds: Bool) {
    target.store(adds ? target.vector(0) + v0 : v0, 0)
    target.store(adds ? target.vector(stride) + v1 : v1, stride)
    target.store(adds ? target.vector(2 * stride) + v2 : v2, 2 * stride)
  }
}

/// The gradients of weights and bias over each chunk of samples.
func pooledConvolutionWeights(_ op: PooledConvolution, state: BatchState, part: Int, parts: Int) {
  let conv = op.convolution
  for image in shareOfSamples(state, part, parts) {
    let offset = image / state.chunk * conv.partialSize
    let adds = image % state.chunk > 0
    for half in 0..<halfPanels(conv.filters) {
      let target = conv.weights.values + offset + panelStart(half, panelRows: conv.weights.rows)
      let stride = panelStride(half, columns: conv.filters)
      for first in 0..<conv.channels {
        let (sums, biasSum) = windowSums(op, image, half, firstTap: 3 * first)
        let place = target + 3 * first * stride
        sums.r0.store(in: place, stride, adds: adds)
        sums.r1.store(in: place + 3 * conv.channels * stride, stride, adds: adds)
        sums.r2.store(in: place + 6 * conv.channels * stride, stride, adds: adds)
        guard first == 0, let bias = conv.bias else { continue }
        bias.store(adds ? bias.vector(offset + half * 16) + biasSum : biasSum, offset + half * 16)
      }
    }
  }
}

/// Over one image: each window's gradient goes to the pixel that won.
@inline(__always) private func windowSums(_ op: PooledConvolution, _ image: Int, _ half: Int, firstTap: Int)
  -> (Nine, bias: Vector)
{
  let conv = op.convolution
  let steps = Steps(conv)
  let floor: Float = conv.appliesReLU ? 0 : -.infinity
  var sums = Nine()
  var bias = Vector()
  var position = image * op.height * op.width * conv.filters + half * 16
  for y in 0..<op.height {
    var pixel = UnsafePointer(conv.input) + image * conv.height * steps.row + 2 * y * steps.below + firstTap
    for _ in 0..<op.width {
      let gradient = conv.output.vector(position)
        .replacing(with: 0, where: op.activations.vector(position) .<= floor)
      let winner = op.winners.vector(position)
      bias += gradient
      sums.accumulate(pixel, steps.row, gradient.where(winner, is: 0))
      sums.accumulate(pixel + steps.right, steps.row, gradient.where(winner, is: 1))
      sums.accumulate(pixel + steps.below, steps.row, gradient.where(winner, is: 2))
      sums.accumulate(pixel + steps.below + steps.right, steps.row, gradient.where(winner, is: 3))
      pixel += 2 * steps.right
      position += conv.filters
    }
  }
  return (sums, bias)
}
