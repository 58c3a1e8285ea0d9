/// Grey pictures of one size, packed without loss: most pixels of a written digit are known from those to their left and
/// above. A quarter smaller than gzip makes them; `unpackPictures` in a page's `unpack.js` undoes it.
///
/// The head of an IDX file of three dimensions stays as it is. Of each pixel the code has whether it is empty, with a
/// probability for each surrounding of seven neighbours, and else its eight bits, with probabilities for each surrounding
/// of four neighbours and the bits before. Bits are written with LZMA's range coder.
package enum PictureCode {
  /// How much a neighbour's value tells.
  private static func levels(_ limits: [UInt8]) -> [Int] {
    (0...255).map { value in limits.count { value >= Int($0) } }
  }

  private static let head = 16

  /// nil for what is no IDX file of pictures.
  package static func packed(_ file: [UInt8]) -> [UInt8]? {
    guard file.count >= head, file[..<4] == [0, 0, 8, 3] else { return nil }
    let sizes = [4, 8, 12].map { place in file[place..<place + 4].reduce(0) { Int64($0) << 8 | Int64($1) } }
    let (height, width) = (Int(sizes[1]), Int(sizes[2]))
    guard sizes.allSatisfy({ $0 > 0 && $0 < 1 << 20 }), sizes[0] * sizes[1] * sizes[2] == Int64(file.count - head)
    else { return nil }
    let coarse = levels([1, 64, 192, 255])
    let fine = levels([1, 32, 96, 160, 224, 253])
    var coder = RangeEncoder(places: 5000 + 1225 * 256)
    // Each picture with a frame of nothing: two rows above, two columns on each side.
    let row = width + 4
    var frame = [UInt8](repeating: 0, count: (height + 2) * row)
    var next = head
    for _ in 0..<Int(sizes[0]) {
      for y in 2..<height + 2 {
        for place in y * row + 2..<y * row + 2 + width {
          let left = Int(frame[place - 1])
          let above = Int(frame[place - row])
          let before = Int(frame[place - row - 1])
          let behind = Int(frame[place - row + 1])
          let far =
            (frame[place - 2] > 0 ? 1 : 0) + (frame[place - 2 * row] > 0 ? 2 : 0)
            + (frame[place - row + 2] > 0 ? 4 : 0)
          let value = file[next]
          next += 1
          frame[place] = value
          let near = coarse[left] + 5 * coarse[above] + 25 * coarse[before] + 125 * coarse[behind]
          coder.append(value == 0, 8 * near + far)
          guard value > 0 else { continue }
          let start = 5000 + 256 * (7 * fine[left] + fine[above] + 49 * coarse[behind] + 245 * coarse[before])
          var node = 1
          for bit in (0..<8).reversed() {
            let isSet = value >> UInt8(bit) & 1 == 1
            coder.append(isSet, start + node)
            node = 2 * node + (isSet ? 1 : 0)
          }
        }
      }
    }
    return file[..<head] + coder.finished()
  }
}

/// The range coder of LZMA: each bit has a probability of 0, times 2048, that follows what came before.
struct RangeEncoder {
  private var shares: [UInt16]
  private var low: UInt64 = 0
  private var range = UInt32.max
  /// The last byte, and how many of 0xFF behind it wait for a carry; the first byte of all is 0.
  private var last: UInt8 = 0
  private var waiting = 1
  private var bytes: [UInt8] = []

  init(places: Int) { shares = [UInt16](repeating: 1024, count: places) }

  mutating func append(_ isSet: Bool, _ place: Int) {
    let share = shares[place]
    let bound = (range >> 11) * UInt32(share)
    if isSet {
      low += UInt64(bound)
      range -= bound
      shares[place] = share - share >> 5
    } else {
      range = bound
      shares[place] = share + (2048 - share) >> 5
    }
    while range < 1 << 24 {
      range <<= 8
      shift()
    }
  }

  private mutating func shift() {
    if low < 0xFF00_0000 || low > 0xFFFF_FFFF {
      let carry = UInt8(low >> 32)
      var byte = last
      while waiting > 0 {
        bytes.append(byte &+ carry)
        byte = 0xFF
        waiting -= 1
      }
      last = UInt8(truncatingIfNeeded: low >> 24)
    }
    waiting += 1
    low = (low & 0x00FF_FFFF) << 8
  }

  consuming func finished() -> [UInt8] {
    for _ in 0..<5 { shift() }
    return bytes
  }
}
