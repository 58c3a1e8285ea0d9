/// exp, log, tanh and the logistic function in the same arithmetic on every processor. Polynomials: Cephes' for
/// single precision (S. L. Moshier, netlib.org/cephes); about 2 units in the last place.

// Below it the result is no normal number, which processors are slow to multiply.
@inline(always) private var lowest: Float { -87.3365 }

/// NaN gives NaN; above 88.72 infinity, below −87.3365 zero.
@inline(always) func exponential(_ x: Vector) -> Vector {
  let shifter: Float = 12_582_912  // 1.5 · 2²³: adding it rounds to a whole number in the low bits
  var clamped = x.replacing(with: 88.8, where: x .> 88.8)
  clamped.replace(with: lowest, where: clamped .< lowest)
  let shifted = Vector(repeating: shifter).accumulating(clamped, Vector(repeating: 1.442_695_04))
  let whole = shifted - shifter
  var rest = clamped.accumulating(whole, Vector(repeating: -0.693_359_375))
  rest.accumulate(whole, Vector(repeating: 2.121_944_4e-4))
  var sum = Vector(repeating: 1.987_569_15e-4)
  sum = Vector(repeating: 1.398_199_95e-3).accumulating(sum, rest)
  sum = Vector(repeating: 8.333_451_9e-3).accumulating(sum, rest)
  sum = Vector(repeating: 4.166_579_6e-2).accumulating(sum, rest)
  sum = Vector(repeating: 0.166_666_65).accumulating(sum, rest)
  sum = Vector(repeating: 0.500_000_01).accumulating(sum, rest)
  sum = (rest + 1).accumulating(sum * rest, rest)
  // Two factors, since 2¹²⁸ alone is no float.
  let exponent = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- SIMD16(repeating: Int32(bitPattern: 0x4B40_0000))
  let half = exponent &>> SIMD16(repeating: 1)
  let result = sum * power(half) * power(exponent &- half)
  return result.replacing(with: 0, where: x .< lowest)
}

@inline(always) private func power(_ exponent: SIMD16<Int32>) -> Vector {
  unsafeBitCast((exponent &+ SIMD16(repeating: 127)) &<< SIMD16(repeating: 23), to: Vector.self)
}

/// NaN and negative numbers give NaN, zero −infinity.
@inline(always) func logarithm(_ x: Vector) -> Vector {
  let isSmall = x .< Float.leastNormalMagnitude
  let scaled = x.replacing(with: x * 16_777_216, where: isSmall)
  let bits = unsafeBitCast(scaled, to: SIMD16<Int32>.self)
  var exponent = wholeNumber((bits &>> SIMD16(repeating: 23)) &- SIMD16(repeating: 126))
  exponent.replace(with: exponent - 24, where: isSmall)
  let mantissaBits = (bits & SIMD16(repeating: 0x007F_FFFF)) | SIMD16(repeating: 0x3F00_0000)
  var mantissa = unsafeBitCast(mantissaBits, to: Vector.self)
  let isLow = mantissa .< 0.707_106_78
  exponent.replace(with: exponent - 1, where: isLow)
  mantissa.replace(with: mantissa + mantissa, where: isLow)
  let rest = mantissa - 1
  let square = rest * rest
  var sum = Vector(repeating: 7.037_683_6e-2)
  sum = Vector(repeating: -0.115_146_1).accumulating(sum, rest)
  sum = Vector(repeating: 0.116_769_99).accumulating(sum, rest)
  sum = Vector(repeating: -0.124_201_41).accumulating(sum, rest)
  sum = Vector(repeating: 0.142_493_23).accumulating(sum, rest)
  sum = Vector(repeating: -0.166_680_57).accumulating(sum, rest)
  sum = Vector(repeating: 0.200_007_15).accumulating(sum, rest)
  sum = Vector(repeating: -0.249_999_94).accumulating(sum, rest)
  sum = Vector(repeating: 0.333_333_32).accumulating(sum, rest)
  var result = sum * rest * square
  result.accumulate(exponent, Vector(repeating: -2.121_944_4e-4))
  result.accumulate(square, Vector(repeating: -0.5))
  result = result + rest
  result.accumulate(exponent, Vector(repeating: 0.693_359_375))
  result.replace(with: -.infinity, where: x .== 0)
  result.replace(with: x, where: x .== .infinity)
  return result.replacing(with: .nan, where: (x .< 0) .| (x .!= x))
}

/// Whole numbers of less than 2²² as floats.
@inline(always) private func wholeNumber(_ integer: SIMD16<Int32>) -> Vector {
  unsafeBitCast(integer &+ SIMD16(repeating: Int32(bitPattern: 0x4B40_0000)), to: Vector.self) - 12_582_912
}

@inline(always) func logistic(_ x: Vector) -> Vector {
  1 / (exponential(-x) + 1)
}

@inline(always) func hyperbolicTangent(_ x: Vector) -> Vector {
  let square = x * x
  var sum = Vector(repeating: -5.704_988_7e-3)
  sum = Vector(repeating: 2.063_908_9e-2).accumulating(sum, square)
  sum = Vector(repeating: -5.373_971_5e-2).accumulating(sum, square)
  sum = Vector(repeating: 0.133_314_42).accumulating(sum, square)
  sum = Vector(repeating: -0.333_332_82).accumulating(sum, square)
  let small = x.accumulating(sum * square, x)
  let large = 1 - 2 / (exponential(x + x) + 1)
  return large.replacing(with: small, where: square .< 0.390_625)
}
