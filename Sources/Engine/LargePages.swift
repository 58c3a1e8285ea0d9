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
