internal import Arrays
internal import Operations

/// Zeroed, aligned memory that lives as long as this object, in large pages: what a step works on then takes few entries
/// of the processor's table of addresses.
final class Buffers {
  private var slabs: [UnsafeMutableRawPointer] = []
  /// What is left of the last slab.
  private var free = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  func floats(_ count: Int) -> Floats {
    // A gap, or buffers whose sizes are powers of two would all start in the same lines of the cache.
    let bytes = (max(count, 1) * 4 + 320 + 63) / 64 * 64
    if bytes > free.count { addSlab(bytes: (bytes + largePage - 1) / largePage * largePage) }
    let memory = UnsafeMutableRawBufferPointer(rebasing: free[..<bytes])
    free = UnsafeMutableRawBufferPointer(rebasing: free[bytes...])
    let floats = memory.bindMemory(to: Float.self)
    floats.initialize(repeating: 0)
    return floats.baseAddress.unsafelyUnwrapped
  }

  private func addSlab(bytes: Int) {
    free = .allocate(byteCount: bytes, alignment: largePage)
    guard let start = free.baseAddress else { return }
    adviseLargePages(start, bytes: bytes)
    slabs.append(start)
  }

  /// Activations of `samples` samples of `size` numbers, with the slack that kernels read.
  func activations(samples: Int, size: Int) -> Floats { floats((samples + 3) * size + 64) }

  /// The same with room for the bits of what is not zero, and how far away that is.
  func inputs(samples: Int, size: Int, parts: InputParts?) -> (floats: Floats, nonzeroOffset: Int) {
    let count = ((parts?.size ?? (samples + 3) * size) + 64 + 15) / 16 * 16
    return (floats(count + 2 * ((samples + 2) * Gather.nonzeroWords(size) + 2)), count)
  }

  deinit { for slab in slabs { slab.deallocate() } }
}

extension NDArray {
  /// The number that most elements are, told from the first samples; 0 where none is.
  var background: Float {
    let rows = min(rowCount, 32)
    let elements = self.rows(0..<rows).values.floats
    var counts: [Float: Int] = [:]
    for element in elements { counts[element, default: 0] += 1 }
    guard let (value, count) = counts.max(by: { $0.value < $1.value }), 2 * count > elements.count, value.isFinite
    else { return 0 }
    return value
  }

  /// The elements as a source of batches, without a copy; valid during `body`.
  func withSource<Result, Problem>(
    _ body: (Gather.Source) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    switch values {
    case .bool(let values):
      try values.withElements { pointer throws(Problem) in
        try body(.uint8(UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self)))
      }
    case .uint8(let values): try values.withElements { pointer throws(Problem) in try body(.uint8(pointer)) }
    case .int8(let values): try values.withElements { pointer throws(Problem) in try body(.int8(pointer)) }
    case .uint16(let values): try values.withElements { pointer throws(Problem) in try body(.uint16(pointer)) }
    case .int16(let values): try values.withElements { pointer throws(Problem) in try body(.int16(pointer)) }
    case .uint32(let values): try values.withElements { pointer throws(Problem) in try body(.uint32(pointer)) }
    case .int32(let values): try values.withElements { pointer throws(Problem) in try body(.int32(pointer)) }
    case .uint64(let values): try values.withElements { pointer throws(Problem) in try body(.uint64(pointer)) }
    case .int64(let values): try values.withElements { pointer throws(Problem) in try body(.int64(pointer)) }
    case .float16(let values): try values.withElements { pointer throws(Problem) in try body(.float16(pointer)) }
    case .float32(let values): try values.withElements { pointer throws(Problem) in try body(.float32(pointer)) }
    case .float64(let values): try values.withElements { pointer throws(Problem) in try body(.float64(pointer)) }
    case .indexed(let values, let table):
      try values.withElements { pointer throws(Problem) in
        try table.withElements { start throws(Problem) in
          try body(.indexed(pointer, table: start, factors: factors(of: table)))
        }
      }
    }
  }
}

/// A table of multiples, such as k / 255 or, of inverted pixels, (255 − k) / 255, is quicker computed than looked up:
/// k · high + k · low, where `low` is what `high` lacks. `high` has 16 bits, so that its product with a byte is exact, and
/// fused or not the sum is rounded once.
private func factors(of table: [Float]) -> Gather.Factors? {
  for flips in [0, 255] {
    let step = Double(table[255 ^ flips]) / 255
    let high = Float(bitPattern: Float(step).bitPattern & ~0xff)
    let low = Float(step - Double(high))
    let isMultiples = table.indices.allSatisfy { index in
      let byte = Float(index ^ flips)
      return (byte * low + byte * high).bitPattern == table[index].bitPattern
    }
    if isMultiples { return Gather.Factors(high: high, low: low, flips: UInt8(flips)) }
  }
  return nil
}

extension Array {
  fileprivate func withElements<Result, Problem>(
    _ body: (UnsafePointer<Element>) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    try withUnsafeBufferPointer { buffer throws(Problem) in
      // An empty array has no address; nothing is read from it.
      try body(buffer.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped)
    }
  }
}
