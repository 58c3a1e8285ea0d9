/// The inverse cosine transform in integers (Loeffler, Ligtenberg and Moschytz 1989): eleven products a row, factors of 13
/// bits, two bits more between the passes. libjpeg's `islow` is the same in other words, so that both give the same.
struct JPEGTransform {
  private let between = JPEGMemory<Int32>(64, repeating: 0)

  /// - Parameters:
  ///   - coefficients: 64, in the order of rows, to be multiplied by the quantisation's.
  ///   - target: the first of 8×8 samples, whose rows are `stride` samples long.
  func apply(
    _ coefficients: UnsafePointer<Int16>, _ quantisation: UnsafePointer<UInt16>, to target: UnsafeMutablePointer<UInt8>,
    stride: Int
  ) {
    let between = between.start
    for column in 0..<8 {
      @inline(__always) func value(_ row: Int) -> Int32 {
        Int32(coefficients[8 * row + column]) &* Int32(quantisation[8 * row + column])
      }
      let rest =
        coefficients[8 + column] | coefficients[16 + column] | coefficients[24 + column] | coefficients[32 + column]
        | coefficients[40 + column] | coefficients[48 + column] | coefficients[56 + column]
      if rest == 0 {
        let level = value(0) << 2
        for row in 0..<8 { between[8 * row + column] = level }
        continue
      }
      let even = Self.even(value(0), value(2), value(4), value(6), rounding: 1 << 10)
      let odd = Self.odd(value(1), value(3), value(5), value(7))
      between[column] = (even.0 &+ odd.0) >> 11
      between[8 + column] = (even.1 &+ odd.1) >> 11
      between[16 + column] = (even.2 &+ odd.2) >> 11
      between[24 + column] = (even.3 &+ odd.3) >> 11
      between[32 + column] = (even.3 &- odd.3) >> 11
      between[40 + column] = (even.2 &- odd.2) >> 11
      between[48 + column] = (even.1 &- odd.1) >> 11
      between[56 + column] = (even.0 &- odd.0) >> 11
    }
    for row in 0..<8 {
      let line = between + 8 * row
      let samples = target + row * stride
      let even = Self.even(line[0], line[2], line[4], line[6], rounding: 1 << 17)
      let odd = Self.odd(line[1], line[3], line[5], line[7])
      samples[0] = Self.sample(even.0 &+ odd.0)
      samples[1] = Self.sample(even.1 &+ odd.1)
      samples[2] = Self.sample(even.2 &+ odd.2)
      samples[3] = Self.sample(even.3 &+ odd.3)
      samples[4] = Self.sample(even.3 &- odd.3)
      samples[5] = Self.sample(even.2 &- odd.2)
      samples[6] = Self.sample(even.1 &- odd.1)
      samples[7] = Self.sample(even.0 &- odd.0)
    }
  }

  /// Of a block that has but its first coefficient.
  func fill(_ first: Int16, _ quantisation: UInt16, _ target: UnsafeMutablePointer<UInt8>, stride: Int) {
    let level = Int32(first) &* Int32(quantisation)
    let sample = UInt8(truncatingIfNeeded: min(max((level &+ 4) >> 3 &+ 128, 0), 255))
    for row in 0..<8 { (target + row * stride).update(repeating: sample, count: 8) }
  }

  @inline(__always)
  private static func sample(_ sum: Int32) -> UInt8 {
    UInt8(truncatingIfNeeded: min(max(sum >> 18 &+ 128, 0), 255))
  }

  /// The figure's upper half: coefficients 0, 2, 4 and 6, with what rounds the final shift.
  @inline(__always)
  private static func even(
    _ c0: Int32, _ c2: Int32, _ c4: Int32, _ c6: Int32, rounding: Int32
  ) -> (Int32, Int32, Int32, Int32) {
    let shared = (c2 &+ c6) &* 4433
    let (low, high) = (shared &- c6 &* 15137, shared &+ c2 &* 6270)
    let (sum, difference) = ((c0 &+ c4) << 13 &+ rounding, (c0 &- c4) << 13 &+ rounding)
    return (sum &+ high, difference &+ low, difference &- low, sum &- high)
  }

  /// Its lower half: coefficients 1, 3, 5 and 7.
  @inline(__always)
  private static func odd(_ c1: Int32, _ c3: Int32, _ c5: Int32, _ c7: Int32) -> (Int32, Int32, Int32, Int32) {
    let outer = (c1 &+ c7) &* -7373
    let inner = (c3 &+ c5) &* -20995
    let shared = (c1 &+ c3 &+ c5 &+ c7) &* 9633
    let thirds = shared &- (c3 &+ c7) &* 16069
    let firsts = shared &- (c1 &+ c5) &* 3196
    return (
      c1 &* 12299 &+ outer &+ firsts, c3 &* 25172 &+ inner &+ thirds, c5 &* 16819 &+ inner &+ firsts,
      c7 &* 2446 &+ outer &+ thirds
    )
  }
}
