#if canImport(Glibc)
internal import Glibc
#endif

let largePage = 1 << 21

extension Array where Element == Float {
  /// `count` elements that `fill` writes, all of them. A large array asks for memory in pages of 2 MB: batches read their
  /// samples from anywhere in it, and with small pages the processor would look up one address after the other.
  package init(large count: Int, fill: (UnsafeMutablePointer<Float>) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      adviseLargePages(start, bytes: count * MemoryLayout<Float>.stride)
      fill(start)
      initialized = count
    }
  }
}

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
