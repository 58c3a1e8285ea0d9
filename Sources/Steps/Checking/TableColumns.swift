import Arrays
import Lesson
import Text

/// The columns of an array that a step picks by their names, or by their numbers from 1 where they have none.
enum TableColumns {
  /// More columns than these without names are the pixels of an image.
  static let mostUnnamed = 40
  /// Tables with fewer columns than these are no images in rows.
  private static let leastPixels = 49
  private static let leastSide = 8

  /// Whether each row holds one thing's numbers, a column for each: those of an image are many, whole, and a square. As
  /// many rows as columns, not few, and no names for them, are an image too.
  static func areOfTable(_ fact: ArrayFact) -> Bool {
    guard let width = fact.shape.last ?? nil, fact.columns?.count == width else { return false }
    if width >= leastSide, fact.shape == [width, width], fact.columns == (0..<width).map({ "\($0 + 1)" }) {
      return false
    }
    let isFloat = [ElementType.float16, .float32, .float64].contains(fact.elementType)
    return isFloat && fact.scale != .interval(0, 1) || width < leastPixels || Images.side(of: width) == nil
  }

  static func names(of fact: ArrayFact) -> [String]? {
    guard fact.shape.count == 2, let width = fact.shape[1] else { return nil }
    if let names = fact.columns, names.count == width { return names }
    return width <= mostUnnamed ? (0..<width).map { "\($0 + 1)" } : nil
  }

  static func names(of variable: Variable) -> [String] {
    if let names = variable.tableColumns { return names }
    return (0..<variable.array.elementsPerRow).map { "\($0 + 1)" }
  }

  /// The places of the columns that a setting names; nil where one is not there, which is reported.
  static func places(
    _ text: String, of operand: Operand, _ fact: ArrayFact, at place: Place, _ checker: inout Checker
  ) -> [Int]? {
    guard fact.shape.count == 2, let width = fact.shape[1] else {
      return checker.refuse(
        Diagnostic(
          id: .noColumn, at: place, "\(operand.text) has no columns: its shape is \(shapeText(fact.shape))"))
    }
    let names = fact.columns.flatMap { $0.count == width ? $0 : nil } ?? (0..<width).map { "\($0 + 1)" }
    var places: [Int] = []
    for wanted in Verb.names(in: text) {
      let folded = Spelling.fold(wanted)
      guard let index = names.firstIndex(of: wanted) ?? names.firstIndex(where: { Spelling.fold($0) == folded }) else {
        return checker.refuse(
          Diagnostic(
            id: .noColumn, at: place, "\(operand.text) has no column '\(wanted)'",
            hint: Suggestion.nearest(wanted, among: names).map { "did you mean '\($0)'?" },
            notes: [
              fact.columns == nil
                ? "its \(Words.count(width, "column")) have no names: count them from 1"
                : "its columns are \(Words.list(names))"
            ]))
      }
      places.append(index)
    }
    return places
  }
}

extension Key where Value == [Int]? {
  /// Of the columns that a check has found.
  static let places = Key.shape("places", text: "", "")
}
