internal import Operations

#if arch(wasm32) && FUSED
internal import CRelaxed
#elseif FUSED || arch(arm64)
internal import CProcessor
#endif

/// Every vector has 16 lanes on every processor, so that the order of sums, and with it each bit, is the same.
typealias Vector = SIMD16<Float>

// A constant would be made once, and each use would ask whether it has been.
@inline(__always) private var laneNumbers: Vector { Vector(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }

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

  /// The first `count` lanes; the others, which are read too, are `filler`.
  @inline(__always) func vector(_ offset: Int, count: Int, filler: Float = 0) -> Vector {
    if count >= 16 { return vector(offset) }
    return vector(offset).replacing(with: filler, where: laneNumbers .>= Float(count))
  }

  /// Stores the first `count` lanes.
  @inline(__always) func store(_ vector: Vector, _ offset: Int, count: Int) {
    if count >= 16 { return store(vector, offset) }
    var target = UnsafeMutableRawPointer(self + offset)
    var eight = vector.lowHalf
    if count & 8 != 0 {
      target.storeBytes(of: eight, as: SIMD8<Float>.self)
      target += 32
      eight = vector.highHalf
    }
    var four = eight.lowHalf
    if count & 4 != 0 {
      target.storeBytes(of: four, as: SIMD4<Float>.self)
      target += 16
      four = eight.highHalf
    }
    var two = four.lowHalf
    if count & 2 != 0 {
      target.storeBytes(of: two, as: SIMD2<Float>.self)
      target += 8
      two = four.highHalf
    }
    if count & 1 != 0 { target.storeBytes(of: two.x, as: Float.self) }
  }
}

#if arch(wasm32) && FUSED
// Browsers take the instruction with one rounding where their processor has it; elsewhere the page takes the other program.
extension SIMD4<Float> {
  @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) { self = relaxed_multiply_add(a, b, self) }
}

extension SIMD8<Float> {
  @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) {
    lowHalf.accumulate(a.lowHalf, b.lowHalf)
    highHalf.accumulate(a.highHalf, b.highHalf)
  }
}

extension SIMD16<Float> {
  @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) {
    lowHalf.accumulate(a.lowHalf, b.lowHalf)
    highHalf.accumulate(a.highHalf, b.highHalf)
  }
}
#elseif arch(wasm32) || (arch(x86_64) && !FUSED)
extension SIMD where Scalar == Float {
  /// self + a · b, rounded twice: processors may lack the instruction that rounds once, and `fmaf` would crawl.
  @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) { self += a * b }
}
#else
extension SIMD8<Float> {
  /// self + a · b with one rounding.
  @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) { self = multiplyAdd8(a, b, self) }
}

extension SIMD16<Float> {
  @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) { self = multiplyAdd16(a, b, self) }
}
#endif

extension Vector {
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
    let eight = lowHalf.replacing(with: highHalf, where: (highHalf .> lowHalf) .| (highHalf .!= highHalf))
    let high = eight.highHalf
    let four = eight.lowHalf.replacing(with: high, where: (high .> eight.lowHalf) .| (high .!= high))
    let upper = four.highHalf
    let two = four.lowHalf.replacing(with: upper, where: (upper .> four.lowHalf) .| (upper .!= upper))
    return two.y > two.x || two.y != two.y ? two.y : two.x
  }
}

/// The part of `0..<count` that thread `part` of `parts` takes, in whole multiples of `unit`.
@inline(__always) func share(_ count: Int, unit: Int = 1, _ part: Int, _ parts: Int) -> Range<Int> {
  let units = (count + unit - 1) / unit
  return min(count, units * part / parts * unit)..<min(count, units * (part + 1) / parts * unit)
}

/// The half panels of a matrix that a thread takes: whole panels.
@inline(__always) func shareOfColumns(_ columns: Int, _ part: Int, _ parts: Int) -> Range<Int> {
  share(halfPanels(columns), unit: 2, part, parts)
}

/// The samples that a thread takes: the same for every operation, in whole chunks.
@inline(__always) func shareOfSamples(_ state: BatchState, _ part: Int, _ parts: Int) -> Range<Int> {
  share(state.count, unit: state.chunk, part, parts)
}
