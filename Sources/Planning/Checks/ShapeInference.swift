import Arrays
import Engine
import Networks
import Markdown

extension Checker {
  /// Where a network's first shape comes from.
  enum ShapeSource {
    case input(Place)
    case data(Operand, [Int?])
  }

  /// Goes through the layers and answers the last one's output shape; nil where a layer cannot take what it is given,
  /// which is reported at its line.
  mutating func infer(_ network: NetworkFact, from input: [Int], source origin: ShapeSource) -> [Int]? {
    var shape = input
    let names = LayerSpec.names(of: network.layers)
    var giver: String?
    for (index, layer) in network.layers.enumerated() {
      let next: [Int]
      do {
        next = try layer.outputShape(for: shape)
      } catch {
        report(explain(error, names[index], network.layerRanges[index], giver: giver, origin))
        return nil
      }
      guard next.reduce(1.0, { $0 * Double($1) }) < 1e9 else {
        report(
          Diagnostic(
            id: "too-large", at: network.layerRanges[index],
            "'\(names[index])' gives \(shapeText(next)) for each sample, more than a computer can hold"))
        return nil
      }
      // Layers that keep a shape are not worth naming as its source.
      if next != shape { giver = names[index] }
      shape = next
    }
    return shape
  }

  private func explain(
    _ problem: ShapeProblem, _ layer: String, _ range: Range<Int>, giver: String?, _ origin: ShapeSource
  ) -> Diagnostic {
    let line = source.line(of: range.lowerBound)
    func given(_ shape: [Int]) -> String {
      if let giver { return "'\(giver)' gives \(shapeText(shape))" }
      switch origin {
      case .input: return "'input' gives \(shapeText(shape))"
      case .data(let operand, let shape): return "\(operand.text) has shape \(shapeText(shape))"
      }
    }
    var data: String?
    if giver == nil, case .data(let operand, _) = origin { data = operand.name }
    switch problem {
    case .needsRows(let shape):
      let layerFix = "a 'flatten' layer above line \(line)"
      return Diagnostic(
        id: "needs-rows", at: range, "'\(layer)' needs one row of numbers a sample, but \(given(shape))",
        notes: [
          shape.isEmpty
            ? "use the images, not their labels"
            : data.map { "add 'flatten \($0)' before this step, or \(layerFix)" } ?? "add \(layerFix)"
        ])
    case .needsImages(let shape):
      return Diagnostic(
        id: "needs-images", at: range,
        "'\(layer)' needs images with channels, (height, width, channels), but \(given(shape))",
        notes: [imagesFix(shape, layer, line, data, giver)])
    case .windowTooLarge(let window, let shape):
      return Diagnostic(
        id: "window-too-large", at: range,
        "'\(layer)' looks through a window of \(window.height)x\(window.width) pixels, but \(given(shape))",
        notes: ["leave out a layer above that makes the images smaller, or give a 'conv2d' above 'padding: same'"])
    }
  }

  private func imagesFix(_ shape: [Int], _ layer: String, _ line: Int, _ data: String?, _ giver: String?) -> String {
    if let giver, shape.count == 1 {
      return "move '\(layer)' above '\(giver)': after it there are no images any more"
    }
    let side = shape.count == 1 ? Self.side(of: shape[0]) : nil
    let image = shape.count == 2 ? shape + [1] : side.map { [$0, $0, 1] }
    guard let image else { return "give the network images" }
    if let data {
      return
        "add 'reshape \(data) to \(shapeText([-1] + image))' before this step: the last 1 is the number of channels"
    }
    return "write 'input: \(image.map(String.init).joined(separator: "x"))'"
  }

  /// The network's facts after `operand` is given to it; sets its input shape where it had none. nil where something
  /// does not fit, which is reported.
  mutating func use(_ name: String, at range: Range<Int>, on operand: Operand, _ data: ArrayFact) -> NetworkFact? {
    guard var network = network(name, at: range) else { return nil }
    let lengths = operand.isOneSample ? data.shape[...] : data.shape.dropFirst()
    let sample = lengths.compactMap(\.self)
    guard sample.count == lengths.count else {
      // The run compares them.
      if network.inputShape != nil { return network }
      report(
        Diagnostic(
          id: "unknown-shape", at: operand.range,
          "how many numbers a sample of \(operand.name) has is known only when the lesson runs",
          notes: ["tell the network, with a line such as 'input: 784' below 'build \(name)'"]))
      return nil
    }
    if let input = network.inputShape {
      guard input != sample else { return network }
      if scope.unfit.insert([name, operand.name]).inserted { report(otherShape(name, input, operand, data, sample)) }
      return nil
    }
    var whole = operand
    var shape = data.shape
    if case .array(let fact) = scope.entries[operand.name], fact.sampleShape == sample {
      whole.selection = .all
      shape = fact.shape
    }
    guard let output = infer(network, from: sample, source: .data(whole, shape)) else {
      scope.update(name, .broken)
      return nil
    }
    network.inputShape = sample
    network.outputShape = output
    scope.update(name, .network(network))
    if case .build(var build) = planned[network.index].action {
      build.inputShape = sample
      planned[network.index].action = .build(build)
    }
    return network
  }

  private func otherShape(
    _ name: String, _ input: [Int], _ operand: Operand, _ data: ArrayFact, _ sample: [Int]
  ) -> Diagnostic {
    let count = input.product
    var notes: [String] = []
    if sample.product == count, !sample.isEmpty {
      notes.append(
        input.count == 1
          ? "add 'flatten \(operand.name)' before this step"
          : "add 'reshape \(operand.name) to \(shapeText([-1] + input))' before this step")
    } else if sample.isEmpty {
      notes.append("use the images, not their labels")
    } else if operand.selection == .all, data.shape.compactMap(\.self).product == count {
      notes.append(
        "if '\(operand.name)' is one sample, add 'reshape \(operand.name) to \(shapeText([1] + input))' before this step"
      )
    }
    return Diagnostic(
      id: "other-shape", at: operand.range,
      "'\(name)' takes samples of shape \(shapeText(input)), but those of \(operand.name) have \(sample.isEmpty ? "one number only" : shapeText(sample))",
      notes: notes)
  }
}
