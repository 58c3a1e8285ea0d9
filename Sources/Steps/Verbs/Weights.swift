import Text
import Arrays
import Engine
import Networks
import Figures
import Lesson

extension Verb {
  private static let layer = Key<String?>.text(
    "layer", text: "all", "only the layer of this name, such as dense_1")

  static let weights = Verb(
    VerbDoc(
      "weights", forms: ["weights net"],
      summary: "every layer's weights as pictures, of large layers the first ones, and their spread in a table",
      keys: [layer.spec], example: "weights network\n  layer: dense_1"),
    isOfNetwork: true,
    check: { checker, step, keys in
      guard let name = checker.oneName(step, "network"),
        let network = checker.network(name.name, at: name.place)
      else { return nil }
      guard let layer = keys[Verb.layer], let entry = keys.entry(Verb.layer) else { return Checked(operands: [name]) }
      let names = network.layerNames
      guard let found = names.first(where: { Spelling.fold($0) == Spelling.fold(layer) }) else {
        let nearest = Suggestion.nearest(layer, among: names)
        return checker.refuse(
          Diagnostic(
            id: .unknownLayer, at: entry.place, "'\(name.name)' has no layer '\(layer)'",
            hint: nearest.map { "did you mean '\($0)'?" },
            notes: nearest == nil ? ["its layers are \(Words.list(names))"] : []))
      }
      let weighted = zip(names, network.layers).filter { $0.1.hasWeights }.map { $0.0 }
      guard weighted.contains(found) else {
        return checker.refuse(
          Diagnostic(
            id: .noWeights, at: entry.place, "'\(found)' has no weights",
            notes: ["layers with weights are \(Words.list(weighted))"]))
      }
      return Checked(operands: [name], settings: [Verb.layer.name: .text(found)])
    },
    perform: { step, stage throws(Diagnostic) in
      let built = try stage.workspace.network(step.network, at: step.headline)
      let network = built.network
      let classes = network.classes(named: built.classNames)
      let chosen = network.weights.filter { weight in
        step[layer].map { weight.name.hasPrefix($0 + ".") } ?? true
      }
      guard !chosen.isEmpty else {
        throw Diagnostic(
          id: .noWeights, at: step.headline, "'\(step[layer] ?? step.network)' has no weights",
          notes: ["the layers of \(step.network) are \(network.layerNames.joined(separator: ", "))"])
      }
      for weight in chosen {
        let isOutput = weight.name == "\(network.layerNames.last { network.hasWeights($0) } ?? "").kernel"
        guard let pictures = pictures(of: weight, classes: isOutput ? classes : nil) else { continue }
        stage.draw(.weights(pictures), step, caption: "Weights of \(pictures.layer)")
      }
      stage.show(.table(table(of: chosen)))
    })

  /// Every layer's weights in numbers: shape, smallest, mean, largest, deviation.
  private static func table(of weights: [Weight]) -> OutputTable {
    OutputTable(
      header: ["weights", "shape", "min", "mean", "max", "deviation"],
      alignments: [.left, .left, .right, .right, .right, .right],
      rows: weights.map { weight in
        let count = Double(max(weight.values.count, 1))
        let mean = weight.values.reduce(0.0) { $0 + Double($1) } / count
        let variance = weight.values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
        let (low, high) = extremes(.float32(weight.values))
        return [weight.name, shapeText(weight.shape)]
          + [low, mean, high, variance.squareRoot()].map { decimal($0, 4) }
      })
  }

  /// Kernels as pictures: the first units of a dense layer on square images, the first filters of a convolution, on the
  /// first of its input channels.
  ///
  /// - Parameter classes: what each unit stands for, in the output layer of a network that tells classes apart.
  private static func pictures(of weight: Weight, classes: [String]?) -> WeightPictures? {
    let layer = String(weight.name.prefix { $0 != "." })
    var shown: [String] = []
    var cells: [WeightPictures.Cell] = []
    switch weight.shape.count {
    case 2:
      let side = Int(Double(weight.shape[0]).squareRoot().rounded())
      guard side * side == weight.shape[0], side >= Images.leastSide else {
        return matrixPicture(weight, of: layer, classes: classes)
      }
      let units = min(weight.shape[1], 32)
      for unit in 0..<units {
        let values = (0..<weight.shape[0]).map { weight.values[$0 * weight.shape[1] + unit] }
        cells.append(.init(height: side, width: side, values: values, label: classes?[unit] ?? "neuron \(unit)"))
      }
      if weight.shape[1] > units { shown.append("first \(units) of \(weight.shape[1]) units") }
    case 4:
      let (channels, filters) = (weight.shape[2], weight.shape[3])
      let area = weight.shape[0] * weight.shape[1]
      guard area > 1 else { return nil }
      let drawn = min(filters, 64)
      for filter in 0..<drawn {
        let values = (0..<area).map { weight.values[$0 * channels * filters + filter] }
        cells.append(.init(height: weight.shape[0], width: weight.shape[1], values: values, label: "filter \(filter)"))
      }
      if filters > drawn { shown.append("first \(drawn) of \(filters) filters") }
      if channels > 1 { shown.append("first of \(channels) input channels") }
    default: return nil
    }
    let name = shown.isEmpty ? layer : layer + " (\(shown.joined(separator: ", ")))"
    return cells.isEmpty ? nil : WeightPictures(cells: cells, perRow: 8, layer: name)
  }

  /// A dense layer's weights in one picture, where its inputs are no image.
  private static func matrixPicture(_ weight: Weight, of layer: String, classes: [String]?) -> WeightPictures? {
    let (inputs, units) = (weight.shape[0], weight.shape[1])
    guard inputs > 1, units > 1, inputs <= 128, units <= 128 else { return nil }
    let cell = WeightPictures.Cell(height: inputs, width: units, values: weight.values, label: "")
    let across = classes.map { "\($0[0]) to \($0[units - 1])" } ?? "\(units) units"
    return WeightPictures(cells: [cell], perRow: 1, layer: "\(layer) (\(inputs) inputs down, \(across) across)")
  }
}

extension Network {
  /// What each output stands for, as in `Sandal` or `class 3`; nil where they are no classes.
  fileprivate func classes(named names: [String]?) -> [String]? {
    guard let shape = outputShapes.last, shape.count == 1, shape[0] > 1,
      [.softmax, .sigmoid].contains(layers.last?.activation)
    else { return nil }
    return (0..<shape[0]).map { index in
      let name = className(index, names)
      return Int(name) == nil ? name : "class \(name)"
    }
  }

  fileprivate func hasWeights(_ layer: String) -> Bool {
    weights.contains { $0.name == "\(layer).kernel" }
  }
}
