/// Random numbers that depend on nothing but their key and how many were drawn (SplitMix64, Steele and others 2014).
struct CounterRandom {
  private var state: UInt64

  init(seed: UInt64, stream: UInt64, index: Int) {
    state = Self.mix(Self.mix(Self.mix(seed) ^ stream) ^ UInt64(truncatingIfNeeded: index))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mix(state)
  }

  /// At least -1, less than 1.
  mutating func symmetric() -> Double { Double(next() >> 11) * 0x1p-52 - 1 }

  /// Each of `count` numbers from 0 up, as good as equally often.
  mutating func index(below count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

  private static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
