import Arrays
import Datasets
import Lesson
import Text

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
      role: array.shape.count == 1 && isWhole && !isBare ? .labels(classes: array.classNames?.count) : .values,
      scale: array.elementType == .uint8 && (array.shape.count > 1 || isBare) ? .bytes : .unknown,
      columns: array.columns)
  }

  /// Which of a file's arrays each of `names` stands for: the one that is called so in a `.npz` that has all of the
  /// names, else the one in its place. nil where some of the names are the file's and stand in another's place.
  package static func places(of names: [String], among inside: [String?]) -> [Int]? {
    let found = names.map { inside.firstIndex(of: $0) }
    if !found.contains(nil) { return found.compactMap { $0 } }
    return found.enumerated().allSatisfy { $0.element ?? $0.offset == $0.offset } ? Array(names.indices) : nil
  }

  /// As the lesson names them, of a file that is there.
  static func places(
    of names: [Token], in file: String, _ arrays: [ArrayDescription], at range: Range<Int>
  ) throws(Diagnostic) -> [Int] {
    guard arrays.count == names.count else { throw wrongNames(names, arrays, in: file, at: names.range ?? range) }
    guard let places = places(of: names.map { $0.text }, among: arrays.map { $0.name }) else {
      throw Diagnostic(
        id: .mixedNames, at: names.range ?? range, "some of these names are those of other arrays in '\(file)'",
        hint: "write 'as \(arrays.compactMap { $0.name }.joined(separator: ", "))'",
        notes: ["or take names of your own for all of them"])
    }
    return places
  }

  private static func wrongNames(
    _ names: [Token], _ arrays: [ArrayDescription], in file: String, at range: Range<Int>
  ) -> Diagnostic {
    if names.count == 2, FileArrays.withoutLabels(arrays) != nil {
      return Diagnostic(
        id: .wrongNameCount, at: range, "'\(file)' holds one table, but there are 2 names for it",
        notes: ["a line 'labels: last' below takes its last column apart, as \(names[1].text)"])
    }
    let inside = arrays.compactMap { $0.name }
    return Diagnostic(
      id: .wrongNameCount, at: range,
      "'\(file)' holds \(Words.count(arrays.count, "array")), but there \(names.count == 1 ? "is 1 name" : "are \(names.count) names") for \(arrays.count == 1 ? "it" : "them")",
      notes: inside.isEmpty ? [] : ["it holds \(Words.list(inside))"])
  }
}

/// Which column of a table holds the labels: the second name's array.
enum LabelColumn: String, CaseIterable, Sendable {
  case first, last

  /// As a lesson writes it.
  init?(written text: String) { self.init(rawValue: text.lowercased()) }

  /// nil where the table has no other column.
  func parts(of table: NDArray) -> (others: NDArray, labels: NDArray)? {
    guard table.shape.count == 2, table.shape[1] > 1 else { return nil }
    let width = table.shape[1]
    let (own, others) = self == .first ? (0..<1, 1..<width) : (width - 1..<width, 0..<width - 1)
    return (table.columns(others), NDArray(shape: [table.rowCount], values: table.columns(own).values))
  }
}
