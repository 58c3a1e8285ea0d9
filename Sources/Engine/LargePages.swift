internal import Operations

#if canImport(Glibc)
internal import Glibc
#endif

let largePage = 1 << 21

/// Asks for pages of 2 MB where they lie wholly within.
func adviseLargePages(_ start: UnsafeMutableRawPointer, bytes: Int) {
  #if canImport(Glibc)
  let page = largePage
  let first = start.alignedUp(toMultipleOf: page)
  let end = (start + bytes).alignedDown(toMultipleOf: page)
  // Advice only: where the system does not take it, nothing is lost.
  if first < end { madvise(first, end - first, MADV_HUGEPAGE) }
  #endif
}

extension Gather.Source {
  /// Moves the samples that are taken in shuffled order into large pages: each row would else wait for its own entry of the
  /// table of addresses.
  func moveToLargePages(count: Int) {
    #if canImport(Glibc)
    let (start, size) = place
    let page = largePage
    let first = UnsafeMutableRawPointer(mutating: start).alignedUp(toMultipleOf: page)
    let end = UnsafeMutableRawPointer(mutating: start + count * size).alignedDown(toMultipleOf: page)
    // Advice only, which systems before Linux 6.1 do not know.
    let collapse: Int32 = 25
    if end - first >= 4 * page { madvise(first, end - first, collapse) }
    #endif
  }

  private var place: (start: UnsafeRawPointer, size: Int) {
    switch self {
    case .uint8(let start): (UnsafeRawPointer(start), 1)
    case .int8(let start): (UnsafeRawPointer(start), 1)
    case .uint16(let start): (UnsafeRawPointer(start), 2)
    case .int16(let start): (UnsafeRawPointer(start), 2)
    case .uint32(let start): (UnsafeRawPointer(start), 4)
    case .int32(let start): (UnsafeRawPointer(start), 4)
    case .uint64(let start): (UnsafeRawPointer(start), 8)
    case .int64(let start): (UnsafeRawPointer(start), 8)
    case .float16(let start): (UnsafeRawPointer(start), 2)
    case .float32(let start): (UnsafeRawPointer(start), 4)
    case .float64(let start): (UnsafeRawPointer(start), 8)
    case .indexed(let start, _, _): (UnsafeRawPointer(start), 1)
    }
  }
}
