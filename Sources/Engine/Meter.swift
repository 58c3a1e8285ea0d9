#if canImport(CProcessor)
internal import CProcessor
#endif

/// What each thread spent on each operation of a schedule, and waiting before it, in ticks of the processor's counter.
struct Meter {
  /// For each thread, on lines of the cache that are its own: operations, waiting before them, waiting between steps.
  let cells: UnsafeMutablePointer<UInt64>
  let operations: Int
  let threads: Int
  private let stride: Int

  init(operations: Int, threads: Int) {
    self.operations = operations
    self.threads = threads
    stride = (2 * operations + 1 + 15) / 8 * 8
    cells = .allocate(capacity: stride * threads)
    cells.initialize(repeating: 0, count: stride * threads)
  }

  func free() { cells.deallocate() }

  @inline(__always) func working(_ index: Int, part: Int) -> Int { part * stride + index }
  @inline(__always) func waiting(_ index: Int, part: Int) -> Int { part * stride + operations + index }
  @inline(__always) func end(part: Int) -> Int { part * stride + 2 * operations }

  @inline(__always) func add(since ticks: inout UInt64, to cell: Int) {
    let now = Self.ticks
    cells[cell] &+= now &- ticks
    ticks = now
  }

  static var ticks: UInt64 {
    #if canImport(CProcessor)
    currentTicks()
    #else
    0
    #endif
  }
}
