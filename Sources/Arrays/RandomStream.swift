/// Random numbers by counter: the i-th number of a stream depends on nothing but the key and i, so that another step,
/// epoch or thread changes no other stream. SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
package struct RandomStream: Sendable {
  package enum Purpose: UInt64, Sendable { case weights = 1, shuffle, dropout, split, augment }

  package let key: UInt64

  /// - Parameters:
  ///   - step: the lesson step's own stream number.
  ///   - part: a further number where one purpose needs several streams: a layer, an epoch.
  package init(seed: UInt64, purpose: Purpose, step: UInt64, part: UInt64 = 0) {
    var key = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    for number in [purpose.rawValue, step, part] { key = Self.mix(key ^ Self.mix(number &+ 0x9E37_79B9_7F4A_7C15)) }
    self.key = key
  }

  package subscript(index: UInt64) -> UInt64 { Self.mix(key &+ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15) }

  /// In [0, 1).
  package func uniform(_ index: UInt64) -> Double { Double(self[index] >> 11) * 0x1p-53 }

  /// A number below `bound`, which is at least 1.
  package func below(_ bound: UInt64, _ index: UInt64) -> UInt64 { self[index].multipliedFullWidth(by: bound).high }

  /// Every index of 0..<count once (Fisher–Yates).
  package func permutation(_ count: Int) -> [Int32] {
    var order = [Int32](unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count { buffer[index] = Int32(truncatingIfNeeded: index) }
      filled = count
    }
    order.withUnsafeMutableBufferPointer { buffer in
      for index in stride(from: count - 1, to: 0, by: -1) {
        buffer.swapAt(index, Int(below(UInt64(index) + 1, UInt64(index))))
      }
    }
    return order
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
