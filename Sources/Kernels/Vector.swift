internal import Operations

/// Every vector has 16 lanes on every processor, so that the order of sums, and with it each bit, is the same.
typealias Vector = SIMD16<Float>

extension UnsafePointer<Float> {
  @inline(__always) func vector(_ offset: Int) -> Vector {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Vector.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always) func vector(_ offset: Int) -> Vector {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Vector.self)
  }

  @inline(__always) func store(_ vector: Vector, _ offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: vector, as: Vector.self)
  }

  /// Loads or stores the first `count` lanes only; the others are `filler`.
  @inline(__always) func vector(_ offset: Int, count: Int, filler: Float = 0) -> Vector {
    if count >= 16 { return vector(offset) }
    var vector = Vector(repeating: filler)
    for lane in 0..<count { vector[lane] = self[offset + lane] }
    return vector
  }

  @inline(__always) func store(_ vector: Vector, _ offset: Int, count: Int) {
    if count >= 16 { return store(vector, offset) }
    for lane in 0..<count { self[offset + lane] = vector[lane] }
  }
}

extension Vector {
  /// self + a · b with one rounding, but on x86 processors without that instruction, where `fmaf` would crawl.
  @inline(__always) mutating func accumulate(_ a: Vector, _ b: Vector) {
    #if arch(x86_64) && !FUSED
    self += a * b
    #else
    addProduct(a, b)
    #endif
  }

  @inline(__always) func accumulating(_ a: Vector, _ b: Vector) -> Vector {
    var sum = self
    sum.accumulate(a, b)
    return sum
  }

  @inline(__always) func accumulating(_ a: Vector, _ b: Float) -> Vector { accumulating(a, Vector(repeating: b)) }

  /// The sum of the lanes in a fixed order.
  @inline(__always) var total: Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always) static func largest(_ a: Vector, _ b: Vector) -> Vector {
    a.replacing(with: b, where: (b .> a) .| (b .!= b))
  }

  /// The largest lane; NaN if any is.
  @inline(__always) var maximum: Float {
    var largest = self[0]
    for lane in 1..<16 where self[lane] > largest || self[lane] != self[lane] { largest = self[lane] }
    return largest
  }
}

/// The part of `0..<count` that thread `part` of `parts` takes, in whole multiples of `unit`.
@inline(__always) func share(_ count: Int, unit: Int = 1, _ part: Int, _ parts: Int) -> Range<Int> {
  let units = (count + unit - 1) / unit
  return min(count, units * part / parts * unit)..<min(count, units * (part + 1) / parts * unit)
}

/// The samples that a thread takes: the same for every operation, in whole chunks.
@inline(__always) func shareOfSamples(_ state: BatchState, _ part: Int, _ parts: Int) -> Range<Int> {
  share(state.count, unit: state.chunk, part, parts)
}
