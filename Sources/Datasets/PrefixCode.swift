/// Symbols by their bits, where none begins another.
struct PrefixCode {
  /// By the next bits, the first the lowest: the symbol and, in the last four bits, its length; 0 where there is none.
  private var table: [UInt16] = [0]

  init() {}

  /// nil where too many symbols have short codes, or some codes would stand for nothing.
  /// - Parameters:
  ///   - mayBeShort: whether a single code of one bit will do.
  ///   - mayLack: whether codes may stand for nothing.
  init?(_ lengths: [Int], mayBeShort: Bool = false, mayLack: Bool = false) {
    let longest = lengths.max() ?? 0
    var counts = [Int](repeating: 0, count: longest + 1)
    for length in lengths { counts[length] += 1 }
    var next = [0, 0]
    for length in 1..<max(longest + 1, 1) {
      guard next[length] + counts[length] <= 1 << length else { return nil }
      next.append((next[length] + counts[length]) << 1)
    }
    let used = next[longest + 1] >> 1
    guard used == 1 << longest || mayLack || mayBeShort && longest < 2 else { return nil }
    table = [UInt16](repeating: 0, count: 1 << longest)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let reversed = (0..<length).reduce(0) { $0 << 1 | next[length] >> $1 & 1 }
      for place in stride(from: reversed, to: table.count, by: 1 << length) {
        table[place] = UInt16(symbol << 4 | length)
      }
      next[length] += 1
    }
  }

  func symbol(_ bits: UInt32) -> (symbol: Int, length: Int)? {
    let entry = Int(table[Int(bits) & (table.count - 1)])
    return entry == 0 ? nil : (entry >> 4, entry & 15)
  }
}
