extension Sequence<Int> {
  /// The number of elements of a shape; the largest number where it overflows, as a damaged file's header may.
  var product: Int {
    reduce(1) { result, length in
      let (product, overflow) = result.multipliedReportingOverflow(by: length)
      return overflow ? .max : product
    }
  }
}
