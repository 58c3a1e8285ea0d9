import Arrays
import Datasets

/// What is known of the arrays in a file before it is read.
package enum FileArrays {
  /// One table's columns but one, and that one.
  static func withoutLabels(_ arrays: [ArrayDescription]) -> [ArrayDescription]? {
    guard arrays.count == 1, arrays[0].shape.count == 2, arrays[0].shape[1] > 1 else { return nil }
    var (table, labels) = (arrays[0], arrays[0])
    table.shape[1] -= 1
    labels.shape.removeLast()
    return [table, labels]
  }

  /// Whole numbers in one dimension are taken for labels, unless bare bytes were asked for; bytes in several for pixels.
  static func fact(of array: ArrayDescription, _ reading: FileReading) -> ArrayFact {
    let isWhole = ![ElementType.float16, .float32, .float64].contains(array.elementType)
    let isBare = reading == .bytes || reading == .packed
    return ArrayFact(
      shape: array.shape.map { $0 }, elementType: array.elementType,
      role: array.shape.count == 1 && isWhole && !isBare ? .labels(classes: nil) : .values,
      scale: array.elementType == .uint8 && (array.shape.count > 1 || isBare) ? .bytes : .unknown)
  }

  /// Which of a file's arrays each of `names` stands for: the one that is called so in a `.npz` that has all of the
  /// names, else the one in its place. nil where some of the names are the file's and stand in another's place.
  package static func places(of names: [String], among inside: [String?]) -> [Int]? {
    let found = names.map { inside.firstIndex(of: $0) }
    if !found.contains(nil) { return found.compactMap { $0 } }
    return found.enumerated().allSatisfy { $0.element ?? $0.offset == $0.offset } ? Array(names.indices) : nil
  }
}
