import Arrays
import Engine
import Networks
import Lesson
import Markdown

/// Follows a sample's shape through a network.
struct ShapeInference {
  /// Where a network's first shape comes from.
  enum Origin {
    case input
    case data(Operand, [Int?])
  }

  let source: SourceText
  let network: NetworkFact
  let origin: Origin

  /// The last layer's output shape.
  /// - Throws: where a layer cannot take what it is given, at its line.
  func outputShape(from input: [Int]) throws(Diagnostic) -> [Int] {
    var shape = input
    let names = network.layerNames
    var lastShaper: String?
    for (index, layer) in network.layers.enumerated() {
      let next: [Int]
      do {
        next = try layer.outputShape(for: shape)
      } catch {
        throw explain(error, names[index], network.layerRanges[index], lastShaper: lastShaper)
      }
      guard next.reduce(1.0, { $0 * Double($1) }) < 1e9 else {
        throw Diagnostic(
          id: .tooLarge, at: network.layerRanges[index],
          "'\(names[index])' gives \(shapeText(next)) for each sample, more than a computer can hold",
          notes: ["use fewer units or filters, or smaller images"])
      }
      // Layers that keep a shape are not worth naming as its source.
      if next != shape { lastShaper = names[index] }
      shape = next
    }
    return shape
  }

  private func explain(
    _ problem: ShapeProblem, _ layer: String, _ range: Range<Int>, lastShaper: String?
  ) -> Diagnostic {
    let line = source.line(of: range.lowerBound)
    func given(_ shape: [Int]) -> String {
      if let lastShaper { return "'\(lastShaper)' gives \(shapeText(shape))" }
      switch origin {
      case .input: return "'input' gives \(shapeText(shape))"
      case .data(let operand, let shape): return "\(operand.text) has shape \(shapeText(shape))"
      }
    }
    var data: String?
    if lastShaper == nil, case .data(let operand, _) = origin { data = operand.name }
    switch problem {
    case .needsRows(let shape):
      let layerFix = "a 'flatten' layer above line \(line)"
      return Diagnostic(
        id: .needsRows, at: range, "'\(layer)' needs one row of numbers a sample, but \(given(shape))",
        notes: [
          shape.isEmpty
            ? "use the images, not their labels"
            : data.map { "add 'flatten \($0)' before this step, or \(layerFix)" } ?? "add \(layerFix)"
        ])
    case .needsImages(let shape):
      return Diagnostic(
        id: .needsImages, at: range,
        "'\(layer)' needs images with channels, (height, width, channels), but \(given(shape))",
        notes: [imagesFix(shape, of: layer, on: line, from: data, behind: lastShaper)])
    case .windowTooLarge(let window, let shape):
      return Diagnostic(
        id: .windowTooLarge, at: range,
        "'\(layer)' looks through a window of \(window.height)x\(window.width) pixels, but \(given(shape))",
        notes: ["leave out a layer above that makes the images smaller, or give a 'conv2d' above 'padding: same'"])
    }
  }

  private func imagesFix(
    _ shape: [Int], of layer: String, on line: Int, from data: String?, behind lastShaper: String?
  ) -> String {
    if let lastShaper, shape.count == 1 {
      return "move '\(layer)' above '\(lastShaper)': after it there are no images any more"
    }
    let side = shape.count == 1 ? Images.side(of: shape[0]) : nil
    let image = shape.count == 2 ? shape + [1] : side.map { [$0, $0, 1] }
    guard let image else { return "give the network images" }
    if let data {
      return
        "add 'reshape \(data) to \(shapeText([-1] + image))' before this step: the last 1 is the number of channels"
    }
    return "write 'input: \(image.map { String($0) }.joined(separator: "x"))'"
  }
}
