internal import Operations

/// output (N, size): the batch's rows out of all rows, as floats.
func gather(_ op: Gather, state: BatchState, part: Int, parts: Int) {
  let samples = shareOfSamples(state, part, parts)
  switch op.source {
  case .uint8(let source): copy(op, source, state, samples) { Float($0) }
  case .int8(let source): copy(op, source, state, samples) { Float($0) }
  case .uint16(let source): copy(op, source, state, samples) { Float($0) }
  case .int16(let source): copy(op, source, state, samples) { Float($0) }
  case .uint32(let source): copy(op, source, state, samples) { Float($0) }
  case .int32(let source): copy(op, source, state, samples) { Float($0) }
  case .uint64(let source): copy(op, source, state, samples) { Float($0) }
  case .int64(let source): copy(op, source, state, samples) { Float($0) }
  case .float16(let source): copy(op, source, state, samples) { Float($0) }
  case .float32(let source): copy(op, source, state, samples) { $0 }
  case .float64(let source): copy(op, source, state, samples) { Float($0) }
  }
}

@inline(__always) private func copy<Element>(
  _ op: Gather, _ source: UnsafePointer<Element>, _ state: BatchState, _ samples: Range<Int>,
  _ convert: (Element) -> Float
) {
  for sample in samples {
    let row = source + sourceRow(state, sample) * op.size
    let output = op.output + sample * op.size
    for index in 0..<op.size { output[index] = convert(row[index]) }
  }
}

@inline(__always) private func sourceRow(_ state: BatchState, _ sample: Int) -> Int {
  guard let order = state.order else { return state.first + sample }
  return Int(order[state.first + sample])
}
