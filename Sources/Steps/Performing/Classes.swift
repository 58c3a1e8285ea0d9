import Arrays
import Lesson
import Text

/// Labels are counted, so decimals and negative numbers are none.
func classLabels(_ array: NDArray, called text: String, at range: Range<Int>?) throws(Diagnostic) -> [Int] {
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
