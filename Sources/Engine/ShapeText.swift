/// A shape as NumPy writes it: `(60000, 28, 28)`, `(5,)`, `()`.
package func shapeText(_ shape: [Int]) -> String { shapeText(shape.map { Optional($0) }) }

/// A length that is not known is `n`.
package func shapeText(_ shape: [Int?]) -> String {
  let parts = shape.map { $0.map { String($0) } ?? "n" }
  return parts.count == 1 ? "(\(parts[0]),)" : "(" + parts.joined(separator: ", ") + ")"
}
