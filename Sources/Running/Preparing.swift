import Datasets
import Engine
import Planning
import Text

/// Steps that change arrays in place: flatten, reshape, normalise, standardise, invert, one-hot, split, shuffle.
extension Workspace {
  /// Takes the array out of the workspace while it changes, so that its storage is not copied.
  private mutating func change(
    _ name: String, _ body: (inout Variable) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var variable = try variable(name, at: nil)
    arrays[name] = nil
    defer { arrays[name] = variable }
    try body(&variable)
  }

  mutating func reshape(_ names: [String], _ newShape: (NDArray) -> [Int]) throws(Diagnostic) -> [Output] {
    var lines: [String] = []
    for name in names {
      try change(name) { variable throws(Diagnostic) in
        let before = shapeText(variable.array.shape)
        var shape = newShape(variable.array)
        let known = shape.filter { $0 >= 0 }.product
        if let free = shape.firstIndex(of: -1) { shape[free] = known == 0 ? 0 : variable.array.count / known }
        guard shape.product == variable.array.count else {
          throw Diagnostic(
            id: "reshape-count", at: nil,
            "\(name) has \(grouped(variable.array.count)) numbers, which do not fill the shape \(shapeText(shape))"
          )
        }
        variable.array.shape = shape
        lines.append("\(name): \(before) → \(shapeText(shape))")
      }
    }
    return [.text(lines.joined(separator: "\n"))]
  }

  mutating func normalise(_ names: [String], low: Float, high: Float) throws(Diagnostic) -> [Output] {
    for name in names {
      try change(name) { variable in
        let scale = variable.pixels ?? .bytes
        let (start, span) = (Double(low), Double(high) - Double(low))
        // The division comes first, so that the default range gives NumPy's x / 255 to the last bit.
        let change = { ($0 - scale.low) / (scale.high - scale.low) * span + start }
        transform(&variable.array.values, by: change)
        variable.pixels = scale.mapped(change)
      }
    }
    return [.text(try names.map { name throws(Diagnostic) in try rangeLine(name) }.joined(separator: "\n"))]
  }

  mutating func standardise(_ names: [String]) throws(Diagnostic) -> [Output] {
    guard let first = names.first else { return [] }
    let (mean, deviation) = meanAndDeviation(try variable(first, at: nil).array.values)
    guard deviation.isFinite else {
      throw Diagnostic(
        id: "not-a-number", at: nil, "\(first) holds a value that is no finite number, so it has no mean",
        notes: ["mend the data, or leave those samples out"])
    }
    guard deviation > 0 else {
      throw Diagnostic(
        id: "no-deviation", at: nil, "all numbers of \(first) are equal, so they cannot be scaled to deviation 1")
    }
    for name in names {
      try change(name) { variable in
        let change = { ($0 - mean) / deviation }
        transform(&variable.array.values, by: change)
        variable.pixels = (variable.pixels ?? .bytes).mapped(change)
      }
    }
    return [
      .text("mean \(decimal(mean, 4)), deviation \(decimal(deviation, 4)) (of \(first))"),
      .text(try names.map { name throws(Diagnostic) in try rangeLine(name) }.joined(separator: "\n")),
    ]
  }

  mutating func invert(_ names: [String]) throws(Diagnostic) -> [Output] {
    for name in names {
      try change(name) { variable in
        let scale = variable.pixels ?? .bytes
        let sum = scale.low + scale.high
        if case .uint8(var pixels) = variable.array.values, scale == .bytes || sum == 255 {
          variable.array.values = .uint8([])
          for index in pixels.indices { pixels[index] = 255 - pixels[index] }
          variable.array.values = .uint8(pixels)
        } else {
          transform(&variable.array.values) { sum - $0 }
        }
        variable.pixels = scale.mapped { sum - $0 }
      }
    }
    return [.text(try names.map { name throws(Diagnostic) in try rangeLine(name) }.joined(separator: "\n"))]
  }

  mutating func oneHot(labels: Operand, into: String, classes: Int?) throws(Diagnostic) -> [Output] {
    let source = try resolveRows(labels)
    let indices = try self.classes(source.array, called: labels.text, at: nil)
    let width = classes ?? max((indices.max() ?? 0) + 1, source.classNames?.count ?? 0)
    if let bad = indices.first(where: { $0 >= width }) {
      throw Diagnostic(
        id: "label-outside", at: nil, "\(labels.text) holds the label \(bad), but there are only \(width) classes",
        notes: ["labels must be whole numbers from 0 to \(width - 1)"])
    }
    do { try checkMemory(bytes: [indices.count, width, MemoryLayout<Float>.stride].product) } catch {
      throw diagnostic(error, at: nil)
    }
    var rows = [Float](repeating: 0, count: indices.count * width)
    for (row, column) in indices.enumerated() { rows[row * width + column] = 1 }
    arrays[into] = Variable(
      array: NDArray(shape: [indices.count, width], values: .float32(rows)), classNames: source.classNames, pixels: nil)
    return [.text("\(into): \(shapeText([indices.count, width]))")]
  }

  mutating func split(_ split: Split) throws(Diagnostic) -> [Output] {
    var lines: [String] = []
    for (name, new) in zip(split.arrays, split.into) {
      let total = try variable(name, at: nil).array.rowCount
      let size = min(split.amount.count(of: total), total)
      let taken = split.end == .first ? 0..<size : total - size..<total
      let kept = split.end == .first ? size..<total : 0..<total - size
      var part = try variable(name, at: nil)
      part.array = part.array.rows(taken)
      try change(name) { variable in variable.array = variable.array.rows(kept) }
      arrays[new] = part
      let rest = try variable(name, at: nil).array.shape
      lines.append("\(new): \(shapeText(part.array.shape)), \(name): \(shapeText(rest))")
    }
    return [.text(lines.joined(separator: "\n"))]
  }

  /// One order for all of `names`.
  mutating func reorder(_ names: [String], _ order: [Int]) throws(Diagnostic) {
    for name in names {
      try change(name) { variable throws(Diagnostic) in
        guard variable.array.rowCount == order.count else {
          throw Diagnostic(
            id: "shuffle-length", at: nil,
            "\(name) has \(variable.array.rowCount) samples, but \(names[0]) has \(order.count)")
        }
        variable.array = variable.array.rows(at: order)
      }
    }
  }

  private func rangeLine(_ name: String) throws(Diagnostic) -> String {
    let array = try variable(name, at: nil).array
    let (low, high) = extremes(array.values)
    return "\(name): \(shapeText(array.shape)) \(array.elementType.rawValue), "
      + "from \(shortest(low)) to \(shortest(high))"
  }
}
