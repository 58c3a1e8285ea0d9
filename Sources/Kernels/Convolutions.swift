internal import Operations

/// Output pixels of images first..<…, four neighbours of one output row at a time; leftovers at a row's end stay alone.
struct PixelCursor: Cursor {
  var op: Convolution
  var image: Int
  var y = 0
  var x = 0

  @inline(__always) init(_ op: Convolution, image: Int) {
    self.op = op
    self.image = image
  }

  @inline(__always) mutating func next() -> Place {
    let input = ((image * op.height + y * op.strideHeight) * op.width + x * op.strideWidth) * op.channels
    let output = ((image * op.outputHeight + y) * op.outputWidth + x) * op.filters
    let place = Place(rows: op.input + input, count: min(4, op.outputWidth - x), output: output, stride: op.filters)
    x += 4
    if x >= op.outputWidth {
      x = 0
      y += 1
      if y == op.outputHeight {
        y = 0
        image += 1
      }
    }
    return place
  }
}

/// Weights' rows (ky, kx, channel), four neighbours of one ky at a time.
struct KernelCursor: Cursor {
  var input: Rows
  /// kernelWidth · channels, and the input's row.
  var run: Int
  var rowStride: Int
  var ky: Int
  var offset: Int

  @inline(__always) mutating func next() -> Place {
    let place = Place(
      rows: input + ky * rowStride + offset, count: min(4, run - offset), output: ky * run + offset, stride: 1)
    offset += 4
    if offset >= run {
      offset = 0
      ky += 1
    }
    return place
  }
}

/// Output pixels of one image, row after row, and where kernel position (ky, kx) meets the input there.
struct ScatterCursor: Cursor {
  var op: Convolution
  var rows: Rows
  var left: Int
  /// Of the next pixel, in the input's gradient.
  var offset: Int
  var x = 0

  @inline(__always) private mutating func step() -> Int {
    let current = offset
    x += 1
    offset += op.strideWidth * op.channels
    if x == op.outputWidth {
      x = 0
      offset += (op.strideHeight * op.width - op.outputWidth * op.strideWidth) * op.channels
    }
    return current
  }

  @inline(__always) mutating func next() -> Place {
    var place = Place(rows: rows, count: min(4, left), output: 0, stride: 0)
    place.o0 = step()
    place.o1 = step()
    place.o2 = step()
    place.o3 = step()
    rows += 4 * op.filters
    left -= 4
    return place
  }
}

/// Adds the sums to what is there.
struct ScatterTarget: Target {
  var output: Floats
  var columns: Int

  @inline(__always) func finish(_ sums: Quad16, _ place: Place, _ half: Int) {
    add(sums.r0, place.o0, half)
    if place.count > 1 { add(sums.r1, place.o1, half) }
    if place.count > 2 { add(sums.r2, place.o2, half) }
    if place.count > 3 { add(sums.r3, place.o3, half) }
  }

  @inline(always) private func add(_ sum: Vector, _ offset: Int, _ half: Int) {
    let position = offset + half * 16
    let count = columns - half * 16
    output.store(output.vector(position, count: count) + sum, position, count: count)
  }
}

func convolution(_ op: Convolution, state: BatchState, part: Int, parts: Int) {
  let images = shareOfSamples(state, part, parts)
  let quads = (images.upperBound - images.lowerBound) * op.outputHeight * ((op.outputWidth + 3) / 4)
  // A single column has no neighbours: the reads beyond it stay within the slack.
  let neighbour = op.outputWidth > 1 ? op.strideWidth * op.channels : op.channels
  let walk = RowWalk(
    rowStride: neighbour, step: 1, inner: op.kernelHeight, innerStride: op.width * op.channels,
    run: op.kernelWidth * op.channels)
  sweep(
    PixelCursor(op, image: images.lowerBound), quads: quads, walk: walk,
    right: RightFactor(values: op.weights.values, columns: op.filters, panelRows: op.weights.rows),
    halves: 0..<halfPanels(op.filters),
    into: ActivationTarget(
      output: op.output, columns: op.filters, bias: op.bias, appliesReLU: op.appliesReLU))
}

/// The gradient of the input, in `input`, from that of the output, in `output`.
func convolutionInput(_ op: Convolution, state: BatchState, part: Int, parts: Int) {
  let pixels = op.outputHeight * op.outputWidth
  let inputSize = op.height * op.width * op.channels
  let matrix = Panels.size(rows: op.filters, columns: op.channels)
  for image in shareOfSamples(state, part, parts) {
    let gradient = op.input + image * inputSize
    gradient.update(repeating: 0, count: inputSize)
    for ky in 0..<op.kernelHeight {
      for kx in 0..<op.kernelWidth {
        let cursor = ScatterCursor(
          op: op, rows: op.output + image * pixels * op.filters, left: pixels,
          offset: (ky * op.width + kx) * op.channels)
        sweep(
          cursor, quads: (pixels + 3) / 4, walk: RowWalk(rowStride: op.filters, step: 1, run: op.filters),
          right: RightFactor(
            values: op.weights.values + (ky * op.kernelWidth + kx) * matrix, columns: op.channels,
            panelRows: op.filters),
          halves: 0..<halfPanels(op.channels), into: ScatterTarget(output: gradient, columns: op.channels))
      }
    }
  }
}

/// The gradient of weights and bias, from the input and the output's gradient: sums over each chunk of samples, so that
/// a thread needs nothing that another has computed; a few images at a time, which stay in the cache while all of the
/// weights' tiles go over them.
func convolutionWeights(_ op: Convolution, state: BatchState, part: Int, parts: Int) {
  let own = shareOfSamples(state, part, parts)
  for first in stride(from: own.lowerBound, to: own.upperBound, by: state.chunk) {
    var partial = op
    let offset = first / state.chunk * op.partialSize
    partial.weights.values += offset
    partial.bias = op.bias.map { $0 + offset }
    convolutionWeights(partial, samples: first..<min(first + state.chunk, own.upperBound))
  }
}

private func convolutionWeights(_ op: Convolution, samples: Range<Int>) {
  let run = op.kernelWidth * op.channels
  let inputSize = op.height * op.width * op.channels
  let pixels = op.outputHeight * op.outputWidth
  let outputSize = pixels * op.filters
  let group = max(1, min(48_000 / (inputSize + outputSize), 512 / pixels))
  for first in stride(from: samples.lowerBound, to: samples.upperBound, by: group) {
    let walk = RowWalk(
      rowStride: 1, step: op.strideWidth * op.channels, outer: min(group, samples.upperBound - first),
      outerStride: inputSize, inner: op.outputHeight, innerStride: op.strideHeight * op.width * op.channels,
      run: op.outputWidth)
    let cursor = KernelCursor(
      input: op.input + first * inputSize, run: run, rowStride: op.width * op.channels, ky: 0, offset: 0)
    sweep(
      cursor, quads: op.kernelHeight * ((run + 3) / 4), walk: walk,
      right: RightFactor(values: op.output + first * outputSize, columns: op.filters, panelRows: nil),
      halves: 0..<halfPanels(op.filters),
      into: PanelTarget(panels: op.weights, adds: first > samples.lowerBound))
  }
  if let bias = op.bias {
    let gradient = op.output + samples.lowerBound * outputSize
    columnSums(
      gradient, rows: (samples.upperBound - samples.lowerBound) * pixels, columns: op.filters, into: bias, 0, 1)
  }
}
