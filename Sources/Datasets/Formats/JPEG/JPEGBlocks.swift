/// Blocks as scans hold them: 64 coefficients in the order of rows. Each answers whether the bits made sense.
extension JPEGBits {
  /// All of a block of a sequential picture (T.81, F.2.2), which is zeros so far.
  /// - Returns: the last coefficient that is not zero, in zigzag order; nil where the bits make no sense.
  mutating func readBlock(
    _ block: UnsafeMutablePointer<Int16>, _ first: JPEGCodes, _ others: JPEGCodes, prediction: inout Int32
  ) -> Int? {
    let size = symbol(first)
    guard size < 16 else { return nil }
    prediction &+= signed(size)
    block[0] = Int16(truncatingIfNeeded: prediction)
    var last = 0
    var index = 1
    while index < 64 {
      let found = symbol(others)
      guard found < 256 else { return nil }
      let size = found & 15
      if size == 0 {
        guard found == 0xf0 else { break }
        index += 16
        continue
      }
      index += found >> 4
      guard index < 64 else { return nil }
      block[order[index]] = Int16(truncatingIfNeeded: signed(size))
      last = index
      index += 1
    }
    return last
  }

  /// The first coefficient's upper bits (G.1.2.1).
  mutating func readFirst(
    _ block: UnsafeMutablePointer<Int16>, _ codes: JPEGCodes, shift: Int, prediction: inout Int32
  ) -> Bool {
    let size = symbol(codes)
    guard size < 16 else { return false }
    prediction &+= signed(size)
    block[0] = Int16(truncatingIfNeeded: prediction << Int32(shift))
    return true
  }

  /// Its next bit.
  mutating func refineFirst(_ block: UnsafeMutablePointer<Int16>, shift: Int) {
    if take(1) == 1 { block[0] |= 1 << Int16(shift) }
  }

  /// The upper bits of a band of coefficients (G.1.2.2).
  mutating func readBand(
    _ block: UnsafeMutablePointer<Int16>, _ codes: JPEGCodes, _ band: ClosedRange<Int>, shift: Int
  ) -> Bool {
    if emptyBlocks > 0 {
      emptyBlocks -= 1
      return true
    }
    var index = band.lowerBound
    while index <= band.upperBound {
      let found = symbol(codes)
      guard found < 256 else { return false }
      let (zeros, size) = (found >> 4, found & 15)
      if size == 0 {
        if zeros < 15 {
          emptyBlocks = (1 << zeros) - 1 + Int(take(zeros))
          return true
        }
        index += 16
        continue
      }
      index += zeros
      guard index <= band.upperBound else { return false }
      block[order[index]] = Int16(truncatingIfNeeded: signed(size) << Int32(shift))
      index += 1
    }
    return true
  }

  /// The next bit of each coefficient of a band, and those that become one with it (G.1.2.3).
  mutating func refineBand(
    _ block: UnsafeMutablePointer<Int16>, _ codes: JPEGCodes, _ band: ClosedRange<Int>, shift: Int
  ) -> Bool {
    let bit = Int16(1) << Int16(shift)
    var index = band.lowerBound
    while emptyBlocks == 0, index <= band.upperBound {
      let found = symbol(codes)
      guard found < 256 else { return false }
      var zeros = found >> 4
      var value: Int16 = 0
      switch found & 15 {
      case 1: value = take(1) == 1 ? bit : -bit
      case 0 where zeros < 15:
        emptyBlocks = (1 << zeros) + Int(take(zeros))
        continue
      case 0: break
      default: return false
      }
      while index <= band.upperBound {
        let place = order[index]
        if block[place] != 0 {
          refine(&block[place], bit)
        } else if zeros == 0 {
          break
        } else {
          zeros -= 1
        }
        index += 1
      }
      if value != 0 {
        guard index <= band.upperBound else { return false }
        block[order[index]] = value
      }
      index += 1
    }
    guard emptyBlocks > 0 else { return true }
    emptyBlocks -= 1
    while index <= band.upperBound {
      if block[order[index]] != 0 { refine(&block[order[index]], bit) }
      index += 1
    }
    return true
  }

  private mutating func refine(_ coefficient: inout Int16, _ bit: Int16) {
    guard take(1) == 1, coefficient & bit == 0 else { return }
    coefficient &+= coefficient > 0 ? bit : -bit
  }
}
