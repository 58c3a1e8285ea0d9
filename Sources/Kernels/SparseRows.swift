internal import Operations

/// A step's factors of the rows that share a list of steps: the more rows there are, the fewer steps all of them can skip,
/// and the oftener the columns that come from memory are used.
struct RowFactors {
  /// With more than two, sums, factors and columns would not fit into sixteen registers of four lanes, of which browsers
  /// keep one for themselves.
  @inline(__always) static var rows: Int {
    #if arch(wasm32) || (arch(x86_64) && !FUSED)
    2
    #else
    3
    #endif
  }

  private var a0: Float
  private var a1: Float
  /// Of two rows there too: steps of one size are copied by the same code, which then is there for any processor.
  private var a2: Float

  /// So many lists' bits a word has behind its first seven.
  @inline(__always) static var listsPerWord: Int { 57 / rows }

  /// Of a word that begins with a list's first row: the first bit of each list, set where one of its rows' is.
  @inline(__always) static func firstBits(_ word: UInt64) -> UInt64 {
    rows == 2
      ? (word | word >> 1) & 0x55_5555_5555_5555 : (word | word >> 1 | word >> 2) & 0o111_1111_1111_1111_1111
  }

  /// - Parameters:
  ///   - first: the first row's.
  ///   - stride: from one row to the next.
  @inline(__always) init(_ first: Rows, stride: Int) {
    a0 = first[0]
    a1 = first[stride]
    a2 = Self.rows == 2 ? 0 : first[2 * stride]
  }

  typealias Spread = (Lanes, Lanes, Lanes)
  @inline(__always) var spread: Spread { (Lanes(repeating: a0), Lanes(repeating: a1), Lanes(repeating: a2)) }
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
    if RowFactors.rows == 3 { r2.accumulate(factors.2, columns) }
  }

  @inline(__always) func store(to target: Floats, stride: Int) {
    target.store(r0, 0)
    target.store(r1, stride)
    if RowFactors.rows == 3 { target.store(r2, 2 * stride) }
  }
}
