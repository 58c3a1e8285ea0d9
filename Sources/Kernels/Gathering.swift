#if canImport(CProcessor)
internal import CProcessor
#endif
internal import Operations

/// output (N, size): the batch's rows out of all rows, as floats; where threads share the inputs, as `InputParts` lays them.
func gather(_ op: Gather, state: BatchState, part: Int, parts: Int) {
  let samples = op.parts != nil ? 0..<state.count : shareOfSamples(state, part, parts)
  let inputs = op.parts != nil ? share(InputParts.count, part, parts) : 0..<1
  switch op.source {
  case .uint8(let source): copy(op, source, state, samples, inputs, Multiples(high: 1, low: 0))
  case .int8(let source): copy(op, source, state, samples, inputs, Integers())
  case .uint16(let source): copy(op, source, state, samples, inputs, Integers())
  case .int16(let source): copy(op, source, state, samples, inputs, Integers())
  case .uint32(let source): copy(op, source, state, samples, inputs, Integers())
  case .int32(let source): copy(op, source, state, samples, inputs, Integers())
  case .uint64(let source): copy(op, source, state, samples, inputs, Integers())
  case .int64(let source): copy(op, source, state, samples, inputs, Integers())
  case .float16(let source): copy(op, source, state, samples, inputs, Halves())
  case .float32(let source): copy(op, source, state, samples, inputs, Singles())
  case .float64(let source): copy(op, source, state, samples, inputs, Doubles())
  case .indexed(let source, _, let factors?):
    copy(op, source, state, samples, inputs, Multiples(high: factors.high, low: factors.low, flips: factors.flips))
  case .indexed(let source, let table, _): copy(op, source, state, samples, inputs, Entries(table: table))
  }
}

/// How numbers become floats.
private protocol Conversion<Element> {
  associatedtype Element
  func number(_ element: Element) -> Float
  /// Writes so many numbers, less a background.
  func write(_ row: UnsafePointer<Element>, to output: Floats, count: Int, lessBackground background: Float)
}

extension Conversion {
  @inline(always) func write(
    _ row: UnsafePointer<Element>, to output: Floats, count: Int, lessBackground background: Float
  ) {
    for index in 0..<count { output[index] = number(row[index]) - background }
  }
}

private struct Integers<Element: FixedWidthInteger>: Conversion {
  @inline(always) func number(_ element: Element) -> Float { Float(element) }
}

private struct Halves: Conversion {
  @inline(always) func number(_ element: Float16) -> Float { Float(element) }
}

private struct Singles: Conversion {
  @inline(always) func number(_ element: Float) -> Float { element }
}

private struct Doubles: Conversion {
  @inline(always) func number(_ element: Double) -> Float { Float(element) }
}

private struct Entries: Conversion {
  let table: UnsafePointer<Float>
  @inline(always) func number(_ element: UInt8) -> Float { table[Int(element)] }
}

/// See `Gather.Factors`.
private struct Multiples: Conversion {
  let high: Float
  let low: Float
  var flips: UInt8 = 0

  @inline(always) func number(_ element: UInt8) -> Float {
    let number = Float(element ^ flips)
    return number * low + number * high
  }

  #if canImport(CProcessor)
  /// 16 at a time.
  @inline(always) func write(
    _ row: UnsafePointer<UInt8>, to output: Floats, count: Int, lessBackground background: Float
  ) {
    if count < 16 {
      for index in 0..<count { output[index] = number(row[index]) - background }
      return
    }
    for index in stride(from: 0, to: count, by: 16) {
      // The last ones with some of those before them.
      let start = min(index, count - 16)
      let bytes = UnsafeRawPointer(row + start).loadUnaligned(as: SIMD16<UInt8>.self) ^ SIMD16(repeating: flips)
      let numbers = CProcessor.numbers(bytes)
      output.store((numbers * low).accumulating(numbers, high) - background, start)
    }
  }
  #endif
}

/// - Parameter parts: those of the inputs.
private func copy<Element>(
  _ op: Gather, _ source: UnsafePointer<Element>, _ state: BatchState, _ samples: Range<Int>,
  _ parts: Range<Int>, _ conversion: some Conversion<Element>
) {
  for sample in samples {
    fetchNext(op, source, state, sample, op.parts?.range(parts) ?? 0..<op.size)
    let row = source + sourceRow(state, sample) * op.size
    let output = op.output + sample * (op.parts?.stride ?? op.size)
    for part in parts {
      let inputs = op.parts?.range(part) ?? 0..<op.size
      let place = op.parts?.place(part) ?? 0
      conversion.write(
        row + inputs.lowerBound, to: output + place, count: inputs.count, lessBackground: op.background)
    }
    if let offset = op.nonzeroOffset {
      let words = Gather.nonzeroWords(op.size)
      markNonzero(
        output, count: op.size,
        into: UnsafeMutableRawPointer(op.output + offset).assumingMemoryBound(to: UInt64.self) + sample * words)
    }
  }
}

/// Asks memory for a row of the next batch, as long away as a step, while this batch's row is converted.
@inline(__always) private func fetchNext<Element>(
  _ op: Gather, _ source: UnsafePointer<Element>, _ state: BatchState, _ sample: Int, _ inputs: Range<Int>
) {
  #if canImport(CProcessor)
  guard let order = state.order, sample < state.following else { return }
  let row = UnsafeRawPointer(source + Int(order[state.first + state.count + sample]) * op.size)
  let size = MemoryLayout<Element>.stride
  for offset in stride(from: inputs.lowerBound * size, to: inputs.upperBound * size, by: 64) {
    fetchAhead(row + offset)
  }
  // Where the row begins amid a line, it ends in one more.
  fetchAhead(row + (inputs.upperBound * size - 1))
  #endif
}

/// Bit k is set where value k is not zero.
private func markNonzero(_ values: Floats, count: Int, into words: UnsafeMutablePointer<UInt64>) {
  for word in 0..<Gather.nonzeroWords(count) {
    var bits: UInt64 = 0
    for quarter in 0..<min(4, (count - word * 64 + 15) / 16) {
      let offset = word * 64 + quarter * 16
      bits |= UInt64(values.vector(offset, count: count - offset).nonzeroBits) << UInt64(quarter * 16)
    }
    words[word] = bits
  }
}

extension Vector {
  @inline(always) fileprivate var nonzeroBits: UInt16 {
    #if canImport(CProcessor)
    return CProcessor.nonzeroBits(self)
    #else
    let ones = SIMD16<UInt8>(truncatingIfNeeded: SIMD16<Int32>().replacing(with: 1, where: self .!= 0))
    // Each byte's bit comes to lie in the highest byte, in the order of the bytes.
    let halves = (unsafeBitCast(ones, to: SIMD2<UInt64>.self) &* 0x0102_0408_1020_4080) &>> 56
    return UInt16(truncatingIfNeeded: halves.x | halves.y << 8)
    #endif
  }
}

@inline(__always) private func sourceRow(_ state: BatchState, _ sample: Int) -> Int {
  guard let order = state.order else { return state.first + sample }
  return Int(order[state.first + sample])
}
