internal import Operations

// The rows that share a list of steps: the more there are, the fewer steps all of them can skip, and the oftener the
// columns that come from memory are used.
#if arch(wasm32) || (arch(x86_64) && !FUSED)
/// A step's factors of two rows: with more of them, sums, factors and columns would not fit into sixteen registers of four
/// lanes, of which browsers keep one for themselves.
struct RowFactors {
  typealias Spread = (Lanes, Lanes)
  static let rows = 2
  private var a0: Float
  private var a1: Float
  /// So it is as large as with three rows: what copies it then stands among the code for any processor, too, from where
  /// it must be linked.
  private var slack: Float = 0

  /// So many lists' bits a word has behind its first seven.
  static let listsPerWord = 28
  /// Of a word that begins with a list's first row: the first bit of each list, set where one of its rows' is.
  @inline(__always) static func firstBits(_ word: UInt64) -> UInt64 { (word | word >> 1) & 0x55_5555_5555_5555 }

  /// - Parameters:
  ///   - first: the first row's.
  ///   - stride: from one row to the next.
  @inline(__always) init(_ first: Rows, stride: Int) {
    a0 = first[0]
    a1 = first[stride]
  }

  @inline(__always) var spread: Spread { (Lanes(repeating: a0), Lanes(repeating: a1)) }
}

struct OneVector: Columns {
  static let vectors = 1
  private var r0 = Lanes()
  private var r1 = Lanes()

  @inline(__always) mutating func accumulate(_ factors: RowFactors.Spread, _ right: Rows, _ next: Rows) {
    let columns = right.lanes(0)
    r0.accumulate(factors.0, columns)
    r1.accumulate(factors.1, columns)
  }

  @inline(__always) func store(to target: Floats, stride: Int) {
    target.store(r0, 0)
    target.store(r1, stride)
  }
}
#else
/// A step's factors of three rows.
struct RowFactors {
  typealias Spread = (Lanes, Lanes, Lanes)
  static let rows = 3
  private var a0: Float
  private var a1: Float
  private var a2: Float

  /// So many lists' bits a word has behind its first seven.
  static let listsPerWord = 19
  /// Of a word that begins with a list's first row: the first bit of each list, set where one of its rows' is.
  @inline(__always) static func firstBits(_ word: UInt64) -> UInt64 {
    (word | word >> 1 | word >> 2) & 0o111_1111_1111_1111_1111
  }

  /// - Parameters:
  ///   - first: the first row's.
  ///   - stride: from one row to the next.
  @inline(__always) init(_ first: Rows, stride: Int) {
    a0 = first[0]
    a1 = first[stride]
    a2 = first[2 * stride]
  }

  @inline(__always) var spread: Spread {
    (Lanes(repeating: a0), Lanes(repeating: a1), Lanes(repeating: a2))
  }
}

struct OneVector: Columns {
  static let vectors = 1
  private var r0 = Lanes()
  private var r1 = Lanes()
  private var r2 = Lanes()

  @inline(__always) mutating func accumulate(_ factors: RowFactors.Spread, _ right: Rows, _ next: Rows) {
    let columns = right.lanes(0)
    r0.accumulate(factors.0, columns)
    r1.accumulate(factors.1, columns)
    r2.accumulate(factors.2, columns)
  }

  @inline(__always) func store(to target: Floats, stride: Int) {
    target.store(r0, 0)
    target.store(r1, stride)
    target.store(r2, 2 * stride)
  }
}
#endif
