import Text
package import Arrays
import Engine
import Networks
package import Lesson

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

  /// Class numbers of the labels beside the images; an array named whole is cut as the images are.
  func labels(_ operand: Operand, alike images: Operand) throws(Diagnostic) -> (classes: [Int], names: [String]?) {
    let variable = try resolveRows(operand, alike: images)
    return (try classLabels(variable.array, called: operand.text, at: operand.range), variable.classNames)
  }

  /// A network's outputs for the samples, (N, outputs); asked again about the same ones, it need not compute them anew.
  mutating func answers(of name: String, to x: Operand) throws(Diagnostic) -> NetworkAnswers {
    let built = try network(name, at: x.range)
    if let known = answers[Self.question(name, x)] { return NetworkAnswers(known, of: built, called: name, to: x) }
    let rows = try resolveRows(x)
    do throws(EngineError) {
      let outputs = try built.network.predict(x: rows.array, batchSize: 256)
      keep(outputs, of: name, to: x)
      return NetworkAnswers(outputs, of: built, called: name, to: x)
    } catch { throw diagnostic(error, at: x.range) }
  }

  /// Outputs that a network has given anyway, for whoever asks about the same samples next.
  mutating func keep(_ outputs: NDArray, of name: String, to x: Operand) { answers[Self.question(name, x)] = outputs }

  private static func question(_ name: String, _ x: Operand) -> String { "\(name) \(x.text)" }

  /// Gives the arrays new shapes; a length of -1 becomes what fits.
  mutating func reshape(_ names: [String], _ newShape: (NDArray) -> [Int]) throws(Diagnostic) -> [String] {
    var lines: [String] = []
    for name in names {
      try change(name) { variable throws(Diagnostic) in
        let before = shapeText(variable.array.shape)
        var shape = newShape(variable.array)
        let known = shape.filter { $0 >= 0 }.product
        if let free = shape.firstIndex(of: -1) { shape[free] = known == 0 ? 0 : variable.array.count / known }
        guard shape.product == variable.array.count else {
          throw Diagnostic(
            id: .badReshape, at: nil,
            "'\(name)' with shape \(before) has \(Words.count(variable.array.count, "value")), and they do not fit into \(shapeText(shape))"
          )
        }
        variable.array.shape = shape
        lines.append("\(name): \(before) → \(shapeText(shape))")
      }
    }
    return lines
  }

  /// Bytes of all arrays and networks.
  var byteCount: Int64 {
    let arrays = arrays.values.reduce(Int64(0)) { $0 + $1.array.byteCount }
    let answers = answers.values.reduce(Int64(0)) { $0 + $1.byteCount }
    let weights = networks.values.map { $0.network.parameterCounts }.reduce(0) { $0 + $1.trainable + $1.other }
    return arrays + answers + Int64(weights) * 4
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
