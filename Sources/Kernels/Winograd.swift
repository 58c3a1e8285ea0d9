internal import Operations

/// A thread's part of the scratch memory.
private struct Workspace {
  var inputs: Floats
  var outputs: Floats
  var kernels: Floats
  var buffer: Floats

  init(_ op: Winograd, part: Int) {
    inputs = op.scratch + part * op.scratchSize
    outputs = inputs + Winograd.positions * op.inputStride
    buffer = outputs + Winograd.positions * op.outputStride
    kernels = buffer + Winograd.positions * 16
  }
}

/// 36 products: left (rows, depth) · kernels (depth, columns).
private func products(
  _ left: Floats, _ leftStride: Int, depth: Int, _ kernels: Floats, columns: Int, rows: Int, into output: Floats,
  _ outputStride: Int
) {
  let size = Winograd.kernelStride(rows: depth, columns: columns)
  for position in 0..<Winograd.positions {
    let cursor = MatrixCursor(
      rows: left + position * leftStride, rowStride: depth, row: 0, end: rows, outputStride: columns)
    sweep(
      cursor, quads: rows / 4, walk: RowWalk(rowStride: depth, step: 1, run: depth),
      right: RightFactor(values: kernels + position * size, columns: columns, panelRows: depth),
      halves: 0..<halfPanels(columns), into: RowTarget(output: output + position * outputStride))
  }
}

func winograd(_ op: Winograd, state: BatchState, part: Int, parts: Int) {
  let conv = op.convolution
  let own = shareOfSamples(state, part, parts)
  let space = Workspace(op, part: part)
  for first in stride(from: own.lowerBound, to: own.upperBound, by: op.group) {
    let images = first..<min(first + op.group, own.upperBound)
    let tiles = WinogradTiles(op: op, images: images, buffer: space.buffer)
    tiles.transformInput(into: space.inputs)
    products(
      space.inputs, op.inputStride, depth: conv.channels, op.kernels, columns: conv.filters,
      rows: (images.count * op.tiles + 3) / 4 * 4, into: space.outputs, op.outputStride)
    tiles.transformOutput(from: space.outputs)
  }
}

/// The gradients of weights and bias over each chunk of samples, and that of the input.
func winogradGradients(_ op: Winograd, state: BatchState, part: Int, parts: Int) {
  let conv = op.convolution
  let own = shareOfSamples(state, part, parts)
  let space = Workspace(op, part: part)
  let size = Winograd.kernelStride(rows: conv.channels, columns: conv.filters)
  let pixels = conv.outputHeight * conv.outputWidth
  for chunk in stride(from: own.lowerBound, to: own.upperBound, by: state.chunk) {
    let chunkEnd = min(chunk + state.chunk, own.upperBound)
    for first in stride(from: chunk, to: chunkEnd, by: op.group) {
      let images = first..<min(first + op.group, chunkEnd)
      let rows = images.count * op.tiles
      let tiles = WinogradTiles(op: op, images: images, buffer: space.buffer)
      tiles.transformGradient(into: space.outputs)
      tiles.transformInput(into: space.inputs)
      for position in 0..<Winograd.positions {
        let cursor = MatrixCursor(
          rows: space.inputs + position * op.inputStride, rowStride: 1, row: 0, end: conv.channels, outputStride: 1)
        sweep(
          cursor, quads: conv.channels / 4, walk: RowWalk(rowStride: 1, step: conv.channels, run: rows),
          right: RightFactor(
            values: space.outputs + position * op.outputStride, columns: conv.filters, panelRows: nil),
          halves: 0..<halfPanels(conv.filters),
          into: PanelTarget(
            panels: Panels(values: space.kernels + position * size, rows: conv.channels, columns: conv.filters),
            adds: first > chunk))
      }
      guard let inputGradient = op.inputGradient else { continue }
      products(
        space.outputs, op.outputStride, depth: conv.filters, op.kernels, columns: conv.channels,
        rows: (rows + 3) / 4 * 4, into: space.inputs, op.inputStride)
      tiles.transformInputGradient(from: space.inputs, into: inputGradient)
    }
    let offset = chunk / state.chunk * conv.partialSize
    tapGradients(conv, from: space.kernels, buffer: space.buffer, into: conv.weights.values + offset)
    if let bias = conv.bias {
      columnSums(
        conv.output + chunk * pixels * conv.filters, rows: (chunkEnd - chunk) * pixels, columns: conv.filters,
        into: bias + offset, 0, 1)
    }
  }
}

/// Gᵀ du G: the gradient of the weights, nine matrices one below the other in panels.
private func tapGradients(_ conv: Convolution, from matrices: Floats, buffer: Floats, into gradient: Floats) {
  let size = Winograd.kernelStride(rows: conv.channels, columns: conv.filters)
  for half in 0..<halfPanels(conv.filters) {
    let stride = panelStride(half, columns: conv.filters)
    let source = panelStart(half, panelRows: conv.channels)
    let target = panelStart(half, panelRows: 9 * conv.channels)
    for channel in 0..<conv.channels {
      for j in 0..<6 {
        buffer.store(matrices.six(source + channel * stride + j * size, 6 * size).tapGradients, j * 16, 96)
      }
      for i in 0..<3 {
        let taps = buffer.six(i * 96, 16).tapGradients
        gradient.store(taps, target + (3 * i * conv.channels + channel) * stride, conv.channels * stride)
      }
    }
  }
}

/// G w Gᵀ.
func winogradKernels(_ op: WinogradKernels, part: Int, parts: Int) {
  let size = Winograd.kernelStride(rows: op.rows, columns: op.columns)
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 18 * 16) { memory in
    guard let buffer = memory.baseAddress else { return }
    for half in 0..<halfPanels(op.columns) {
      let stride = panelStride(half, columns: op.columns)
      let source = panelStart(half, panelRows: op.isStacked ? 9 * op.rows : op.rows)
      let next = op.isStacked ? op.rows * stride : Panels.size(rows: op.rows, columns: op.columns)
      let target = panelStart(half, panelRows: op.rows)
      for row in share(op.rows, part, parts) {
        let taps = op.source + source + row * stride
        for j in 0..<3 {
          let column = Three(
            v0: taps.vector(j * next), v1: taps.vector((3 + j) * next), v2: taps.vector((6 + j) * next))
          buffer.store(column.transformedTaps, j * 16, 48)
        }
        for i in 0..<6 {
          let line = buffer + i * 48
          let three = Three(v0: line.vector(0), v1: line.vector(16), v2: line.vector(32))
          op.target.store(three.transformedTaps, target + row * stride + 6 * i * size, size)
        }
      }
    }
  }
}
