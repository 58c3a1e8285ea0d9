import Text
import Arrays
import Lesson
import Markdown

/// Samples that are shown with labels.
struct LabelledSamples {
  let labels: Operand
  let labelFact: ArrayFact
  let images: Operand
  let fact: ArrayFact
  /// What one of them is called.
  let noun: String

  /// Whether there is a label for each image or other sample that is picked.
  func fit(_ checker: inout Checker) -> Bool {
    let place = labels.place
    guard labels.selection == .all, images.selection != .all else {
      let known = labels.isOneSample ? 1 : labelFact.shape.first ?? nil
      guard let count = fact.shape.first ?? nil, let labelCount = known else { return true }
      if images.isOneSample || count == labelCount { return true }
      checker.report(
        Diagnostic(
          id: .differentLengths, at: place,
          "\(images.text) has \(Words.count(count, noun)), but \(labels.text) has \(Words.count(labelCount, "label"))",
          notes: ["use the labels that belong to \(images.text)"]))
      return false
    }
    // The labels of the whole array: the same ones are picked from it.
    guard case .array(let whole) = checker.scope.entries[images.name], let count = whole.shape.first ?? nil,
      let labelCount = labelFact.shape.first ?? nil, count != labelCount, fact.shape.first ?? nil != labelCount
    else { return true }
    checker.report(
      Diagnostic(
        id: .differentLengths, at: place,
        "'\(images.name)' has \(Words.count(count, noun)), but '\(labels.name)' has \(Words.count(labelCount, "label"))",
        notes: ["use the labels that belong to '\(images.name)'"]))
    return false
  }
}
