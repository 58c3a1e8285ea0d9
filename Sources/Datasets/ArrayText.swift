package import Arrays

/// Arrays as NumPy 2 prints them: `numpy.array2string` with its defaults.
package enum ArrayText {
  private static let lineWidth = 75
  /// How many elements stay at each end of a shortened dimension.
  private static let edge = 3

  /// What Python's `print(array)` shows with at most `precision` digits behind the point; more than `threshold` elements
  /// are shortened to three at each end. Whole numbers can be written in another base than ten.
  package static func describe(
    _ array: NDArray, precision: Int = 8, threshold: Int = 1000, base: Int = 10
  ) -> String {
    if array.shape.isEmpty {
      return base == 10
        ? NumberFormat.scalar(array.values) : NumberFormat.aligned(array.values, places: [0], base: base)[0]
    }
    if array.count == 0 { return "[]" }
    let isShortened = array.count > threshold
    let places = places(array.shape, isShortened: isShortened)
    var words =
      (base == 10
      ? NumberFormat.aligned(array.values, places: places, precision: precision)
      : NumberFormat.aligned(array.values, places: places, base: base))[...]
    return rows(array.shape[...], words: &words, isShortened: isShortened, indent: " ", width: lineWidth)
  }

  /// The elements that are shown, in order.
  private static func places(_ shape: [Int], isShortened: Bool) -> [Int] {
    var places = [0]
    for length in shape {
      let isCut = isShortened && length > 2 * edge
      let shown = isCut ? Array(0..<edge) + Array(length - edge..<length) : Array(0..<length)
      places = places.flatMap { place in shown.map { place * length + $0 } }
    }
    return places
  }

  /// One dimension with its brackets, after `indent`; takes its words from the front of `words`.
  private static func rows(
    _ shape: ArraySlice<Int>, words: inout ArraySlice<String>, isShortened: Bool, indent: String, width: Int
  ) -> String {
    let length = shape.first ?? 0
    let isCut = isShortened && length > 2 * edge
    let count = isCut ? 2 * edge : length
    var text = ""
    if shape.count == 1 {
      var line = indent
      for index in 0..<count {
        if isCut && index == edge { extend(&text, &line, by: "...", indent: indent, width: width - 1) }
        extend(&text, &line, by: words.removeFirst(), indent: indent, width: width - 1)
      }
      // The last word stands without the space that follows the others.
      return "[" + (text + line.dropLast()).dropFirst(indent.count) + "]"
    }
    let gap = String(repeating: "\n", count: shape.count - 1)
    for index in 0..<count {
      if isCut && index == edge { text += indent + "..." + gap }
      text += indent
      text += rows(
        shape.dropFirst(), words: &words, isShortened: isShortened, indent: indent + " ", width: width - 1)
      if index < count - 1 { text += gap }
    }
    return "[" + text.dropFirst(indent.count) + "]"
  }

  /// Puts a word and a space onto the line, or onto a new one where it would not fit.
  private static func extend(_ text: inout String, _ line: inout String, by word: String, indent: String, width: Int) {
    if line.count + word.count > width && line.count > indent.count {
      while line.last == " " { line.removeLast() }
      text += line + "\n"
      line = indent
    }
    line += word + " "
  }
}
