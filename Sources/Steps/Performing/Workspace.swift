import Text
package import Arrays
package import Engine
import Networks
package import Lesson

/// A named array with what is known of its meaning.
package struct Variable {
  package var array: NDArray
  /// What the labels 0, 1, 2, … of its data set are called.
  package var classNames: [String]?
  package var pixels: PixelScale?
  /// Whether some samples are changed copies of others, so that they tell less than as many different ones.
  package var hasCopies: Bool

  package init(array: NDArray, classNames: [String]?, pixels: PixelScale?, hasCopies: Bool = false) {
    self.array = array
    self.classNames = classNames
    self.pixels = pixels
    self.hasCopies = hasCopies
  }
}

/// A network between its `build` step and the end of the run.
package struct BuiltNetwork {
  package var network: Network
  /// The stream number of the step that built it, from which its first weights were drawn.
  package var stream: UInt64
  package var classNames: [String]?
  package var pixels: PixelScale?
  /// The samples it last saw, for the playground's example.
  package var sample: NDArray?
  /// Some of the samples it was trained on, from all over the array.
  package var trainingSamples: NDArray?
  package var isTrained = false

  /// Notes what it was trained on, for the playground.
  mutating func remember(_ samples: Variable, classNames: [String]?) {
    let array = samples.array
    self.classNames = classNames
    pixels = samples.pixels
    sample = array.rowCount > 0 ? array.rows(0..<1) : nil
    let picked = min(array.rowCount, 500)
    trainingSamples = array.rows(at: (0..<picked).map { $0 * array.rowCount / picked })
    isTrained = true
  }
}

/// Everything that steps have made so far.
package struct Workspace {
  package var arrays: [String: Variable] = [:]
  package var networks: [String: BuiltNetwork] = [:]
  /// By the id of the fit step.
  package var histories: [String: FitRecord] = [:]
  package var values: [ValueName: Value] = [:]
  /// The numbers behind values that are class names, for `expect`.
  package var classNumbers: [ValueName: Int] = [:]
  package var lastTrained: String?
  /// What networks answered, by their names and what they were asked about; forgotten where a step may change it.
  package var answers: [String: NDArray] = [:]

  package init() {}

  func variable(_ name: String, at range: Range<Int>?) throws(Diagnostic) -> Variable {
    guard let variable = arrays[name] else {
      throw Diagnostic(id: .unknownArray, at: range, "there is no array '\(name)' any more")
    }
    return variable
  }

  func network(_ name: String, at range: Range<Int>?) throws(Diagnostic) -> BuiltNetwork {
    guard let network = networks[name] else {
      throw Diagnostic(id: .unknownNetwork, at: range, "the network '\(name)' has not been built")
    }
    return network
  }

  /// The part of an array that an operand names; a single sample comes without the first dimension.
  func resolve(_ operand: Operand) throws(Diagnostic) -> Variable {
    var variable = try variable(operand.name, at: operand.range)
    switch operand.selection {
    case .all: return variable
    case .element(let index):
      variable.array = variable.array.element(try rowIndex(index, of: variable.array, operand))
      return variable
    case .slice, .matching:
      variable.array = try rows(of: operand.selection, in: variable.array, operand)
      return variable
    }
  }

  /// As `resolve`, keeping the first dimension also for a single element: what a network takes.
  func resolveRows(_ operand: Operand) throws(Diagnostic) -> Variable {
    var variable = try variable(operand.name, at: operand.range)
    variable.array = try rows(of: operand.selection, in: variable.array, operand)
    return variable
  }

  /// An array named whole is cut as the images are that it belongs to.
  func resolveRows(_ operand: Operand, alike images: Operand) throws(Diagnostic) -> Variable {
    var operand = operand
    if operand.selection == .all { operand.selection = images.selection }
    return try resolveRows(operand)
  }

  /// The rows of `array` that `selection` picks; labels and images of one data set are picked alike.
  func rows(of selection: Selection, in array: NDArray, _ operand: Operand) throws(Diagnostic) -> NDArray {
    switch selection {
    case .all: return array
    case .element(let index):
      let row = try rowIndex(index, of: array, operand)
      return array.rows(row..<row + 1)
    case .slice(let from, let to):
      return array.rows(Workspace.range(from: from, to: to, count: array.rowCount))
    case .matching(let name, let value):
      let (rows, labels) = try rows(labelled: value, by: name, at: operand.range)
      guard labels == array.rowCount else {
        throw Diagnostic(
          id: .differentLengths, at: operand.range,
          "'\(operand.name)' has \(Words.count(array.rowCount, "sample")), but '\(name)' has \(Words.count(labels, "label"))"
        )
      }
      return array.rows(at: rows)
    }
  }

  /// Where the label stands in the array `name`, and how many labels that has.
  func rows(
    labelled value: Int, by name: String, at range: Range<Int>
  ) throws(Diagnostic) -> (rows: [Int], labels: Int) {
    let labels = classIndices(try variable(name, at: range).array)
    return (labels.indices.filter { labels[$0] == value }, labels.count)
  }

  private func rowIndex(_ index: Int, of array: NDArray, _ operand: Operand) throws(Diagnostic) -> Int {
    let row = index < 0 ? index + array.rowCount : index
    guard !array.shape.isEmpty, row >= 0, row < array.rowCount else {
      throw Diagnostic(
        id: .outside, at: operand.range,
        "'\(operand.name)' has \(Words.count(array.rowCount, "sample")), so there is no \(operand.text)")
    }
    return row
  }

  /// Python's slice with step 1, clamped to the array.
  static func range(from: Int?, to: Int?, count: Int) -> Range<Int> {
    func clamp(_ index: Int) -> Int { min(max(index < 0 ? index + count : index, 0), count) }
    let start = clamp(from ?? 0)
    return start..<max(start, clamp(to ?? count))
  }

  /// Takes the array out of the workspace while it changes, so that its storage is not copied.
  mutating func change(
    _ name: String, _ body: (inout Variable) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var variable = try variable(name, at: nil)
    arrays[name] = nil
    defer { arrays[name] = variable }
    try body(&variable)
  }

  /// The shape, type and extremes of each array.
  func rangeLines(_ operands: [Operand]) throws(Diagnostic) -> [String] {
    var lines: [String] = []
    for operand in operands {
      let array = try variable(operand.name, at: nil).array
      let (low, high) = extremes(array.values)
      lines.append(
        "\(operand.name): \(shapeText(array.shape)) \(array.elementType.rawValue), "
          + "from \(shortest(low)) to \(shortest(high))")
    }
    return lines
  }

  /// `x_test[41]` for each row that an operand picks.
  func titles(_ operand: Operand, count: Int) throws(Diagnostic) -> [String] {
    guard let rows = try places(operand, count: count), rows.count >= count else {
      return [String](repeating: operand.text, count: count)
    }
    return rows.prefix(count).map { "\(operand.name)[\($0)]" }
  }

  /// Where the rows stand in the whole array; nil for an array that is one sample.
  private func places(_ operand: Operand, count: Int) throws(Diagnostic) -> [Int]? {
    guard let total = arrays[operand.name]?.array.rowCount else { return nil }
    switch operand.selection {
    case .all: return count > 1 ? Array(0..<count) : nil
    case .element(let index): return [index < 0 ? index + total : index]
    case .slice(let from, let to): return Array(Workspace.range(from: from, to: to, count: total))
    case .matching(let labels, let value):
      return try rows(labelled: value, by: labels, at: operand.range).rows
    }
  }
}
