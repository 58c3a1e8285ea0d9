/// A shape as NumPy writes it: `(60000, 28, 28)`, `(5,)`, `()`.
package func shapeText(_ shape: [Int]) -> String { shapeText(shape.map { Optional($0) }) }

/// A length that is not known is `n`.
package func shapeText(_ shape: [Int?]) -> String {
  let parts = shape.map { $0.map { String($0) } ?? "n" }
  return parts.count == 1 ? "(\(parts[0]),)" : "(" + parts.joined(separator: ", ") + ")"
}

/// Stays at the largest number instead of overflowing.
package func sum<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}

extension Sequence where Element: FixedWidthInteger {
  /// The number of elements of a shape; the largest number where it overflows, as a damaged file's header may.
  package var product: Element {
    reduce(1) { result, length in
      let (product, overflow) = result.multipliedReportingOverflow(by: length)
      return overflow ? .max : product
    }
  }
}
