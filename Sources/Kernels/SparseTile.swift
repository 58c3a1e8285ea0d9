internal import Operations

/// The sums of a list's rows in as many columns as four, two or one of the processor's vectors hold.
protocol Columns {
  static var vectors: Int { get }
  init()
  /// - Parameters:
  ///   - factors: the rows'.
  ///   - next: where the second half of the columns is, which may be in another panel.
  mutating func accumulate(_ factors: RowFactors.Spread, _ right: Rows, _ next: Rows)
  /// Stores the rows one behind the other, `stride` apart.
  func store(to target: Floats, stride: Int)
}

struct Pair<Part: Columns>: Columns {
  static var vectors: Int { 2 * Part.vectors }
  private var near = Part()
  private var far = Part()

  @inline(__always) mutating func accumulate(_ factors: RowFactors.Spread, _ right: Rows, _ next: Rows) {
    near.accumulate(factors, right, right + Part.lanes / 2)
    far.accumulate(factors, next, next + Part.lanes / 2)
  }

  @inline(__always) func store(to target: Floats, stride: Int) {
    near.store(to: target, stride: stride)
    far.store(to: target + Part.lanes, stride: stride)
  }
}

typealias TwoVectors = Pair<OneVector>
typealias FourVectors = Pair<TwoVectors>

extension Columns {
  static var lanes: Int { vectors * Lanes.scalarCount }
  static var halves: Int { lanes / 16 }
}

/// A function of its own: among other values the compiler would keep some of the sums in memory.
@inline(never) func sparseProduct<Sums: Columns>(
  _ list: UnsafeMutableBufferPointer<Occupancy.Step>, _ right: Rows, _ next: Rows, _ rightStride: Int,
  into target: Floats, as: Sums.Type
) {
  var sums = Sums()
  for step in list {
    let factors = step.factors.spread
    let offset = Int(step.k) * rightStride
    sums.accumulate(factors, right + offset, next + offset)
  }
  sums.store(to: target, stride: Sums.lanes)
}
