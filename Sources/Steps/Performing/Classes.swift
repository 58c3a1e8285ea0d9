import Arrays
import Engine
import Lesson
import Networks
import Text

extension Workspace {
  /// One column a class: what a single sigmoid tells of class 1 tells of class 0 too.
  func classProbabilities(_ outputs: NDArray, of name: String, _ x: Operand) throws(Diagnostic) -> NDArray {
    guard outputs.elementsPerRow == 1 else { return outputs }
    guard try givesClasses(name, x) else {
      throw Diagnostic(
        id: .notClasses, at: x.range, "'\(name)' answers with one number for each sample, not with classes",
        notes: [
          "'predict \(name) on \(x.name)[0:12]' shows them, 'residuals \(name) on \(x.name), …' draws them against the "
            + "truth; classes need 'sigmoid' or 'softmax' at the end"
        ])
    }
    let values = outputs.values.floats.flatMap { [1 - $0, $0] }
    return NDArray(shape: [outputs.rowCount, 2], values: .float32(values))
  }

  /// Whether the outputs are probabilities, not just a number.
  func givesClasses(_ name: String, _ x: Operand) throws(Diagnostic) -> Bool {
    try network(name, at: x.range).network.layers.last?.activation == .sigmoid
  }

  /// Whether the outputs are shares between 0 and 1.
  func givesProbabilities(_ name: String, _ x: Operand) throws(Diagnostic) -> Bool {
    if try network(name, at: x.range).network.layers.last?.activation == .softmax { return true }
    return try givesClasses(name, x)
  }

  /// Labels are counted, so decimals and negative numbers are none.
  func classes(_ array: NDArray, _ operand: Operand) throws(Diagnostic) -> [Int] {
    try classes(array, called: operand.text, at: operand.range)
  }

  func classes(_ array: NDArray, called text: String, at range: Range<Int>?) throws(Diagnostic) -> [Int] {
    if array.shape.count != 2 || array.shape[1] == 1,
      let bad = array.values.doubles.first(where: { !($0 >= 0 && $0 < 1000 && $0 == $0.rounded()) })
    {
      let number = bad == bad.rounded() ? decimal(bad, 0) : "\(Float(bad))"
      throw Diagnostic(
        id: .notLabels, at: range,
        "\(text) holds \(number), but labels are whole numbers from 0 to 999")
    }
    return classIndices(array)
  }
}

/// Labels as class numbers: as they are (`Int.min` for what is no whole number), or the place of the largest in each row
/// of one-hot labels or probabilities.
func classIndices(_ array: NDArray) -> [Int] {
  guard array.shape.count == 2, array.shape[1] > 1 else {
    return array.values.doubles.map { Int(exactly: $0) ?? .min }
  }
  return largestPlaces(array)
}

/// (N, K) → N: the column of each row's largest number, the first of several; of a single probability, 1 where it is
/// above a half.
func largestPlaces(_ array: NDArray) -> [Int] {
  let values = array.values.doubles
  let width = array.elementsPerRow
  if width == 1 { return values.map { $0 > 0.5 ? 1 : 0 } }
  return (0..<array.rowCount).map { row in
    var best = 0
    for column in 0..<width where values[row * width + column] > values[row * width + best] { best = column }
    return best
  }
}
