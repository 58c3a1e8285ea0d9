internal import Operations

/// Keeps each element with probability 1 − rate, told by a counter-based hash of (key, layer, position): the same
/// whoever computes it. Mixing function: MurmurHash3's 32-bit finalizer (A. Appleby).
func dropout(_ op: Dropout, state: BatchState, part: Int, parts: Int) {
  let samples = shareOfSamples(state, part, parts)
  let range = samples.lowerBound * op.size..<samples.upperBound * op.size
  let key = mix(state.key &+ op.layer &* 0x9E37_79B9_7F4A_7C15)
  let low = UInt32(truncatingIfNeeded: key)
  let high = UInt32(truncatingIfNeeded: key >> 32)
  let limit = UInt32(min(Float(UInt32.max >> 8), op.rate * 16_777_216))
  let scale = 1 / (1 - op.rate)
  for position in range {
    var hash = UInt32(truncatingIfNeeded: position) &* 0x9E37_79B1 ^ low
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = ((hash ^ hash >> 13) &+ high) &* 0xC2B2_AE35
    hash ^= hash >> 16
    op.output[position] = hash >> 8 < limit ? 0 : op.input[position] * scale
  }
}

/// SplitMix64's output function (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014).
@inline(__always) func mix(_ value: UInt64) -> UInt64 {
  var z = value
  z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
  return z ^ z >> 31
}
