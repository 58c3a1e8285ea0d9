import Datasets
import Engine
import Figures
import Planning
import Text

extension Network {
  /// Each layer's input and output shape, one sample.
  var shapes: [(input: [Int], output: [Int])] {
    var shape = inputShape
    return layers.map { layer in
      let output = (try? layer.outputShape(for: shape)) ?? shape
      defer { shape = output }
      return (shape, output)
    }
  }

  /// All parameters, trainable or not.
  var parameterCounts: (trainable: Int, other: Int) {
    zip(layers, shapes).reduce(into: (0, 0)) { total, pair in
      let count = pair.0.parameterCount(for: pair.1.input)
      total.0 += count.trainable
      total.1 += count.other
    }
  }

  /// Keras' summary: layer, output shape, parameters; then the totals.
  var summaryOutputs: [Output] {
    let rows = layers.indices.map { index -> [String] in
      let count = layers[index].parameterCount(for: shapes[index].input)
      return [
        "\(layerNames[index]) (\(layers[index].className))",
        "(None, " + shapes[index].output.map(String.init).joined(separator: ", ") + ")",
        grouped(count.trainable + count.other),
      ]
    }
    let (trainable, other) = parameterCounts
    func line(_ name: String, _ count: Int) -> String { "\(name): \(grouped(count)) (\(byteText(count * 4)))" }
    return [
      .table(
        OutputTable(
          header: ["Layer (type)", "Output Shape", "Param #"], alignments: [.left, .left, .right], rows: rows)),
      .text(
        [
          line("Total params", trainable + other), line("Trainable params", trainable),
          line("Non-trainable params", other),
        ].joined(separator: "\n")),
    ]
  }

  /// The network drawn; weights of small dense layers give the lines their strength.
  var diagram: NetworkDiagram {
    let kernels = Dictionary(uniqueKeysWithValues: weights.map { ($0.name, $0) })
    return NetworkDiagram(
      inputShape: inputShape,
      layers: layers.indices.map { index in
        let kernel = kernels["\(layerNames[index]).kernel"]
        var isDense = false
        if case .dense = layers[index] { isDense = true }
        return NetworkDiagram.Layer(
          name: layerNames[index], text: layers[index].text, outputShape: shapes[index].output, isDense: isDense,
          kernel: kernel.flatMap { isDense ? (rows: $0.shape[0], columns: $0.shape[1], values: $0.values) : nil })
      })
  }
}

extension LayerSpec {
  /// Keras' class name, as its summary shows it.
  var className: String {
    switch self {
    case .dense: "Dense"
    case .conv2d: "Conv2D"
    case .maxPool2d: "MaxPooling2D"
    case .averagePool2d: "AveragePooling2D"
    case .flatten: "Flatten"
    case .dropout: "Dropout"
    case .batchNormalization: "BatchNormalization"
    case .activation: "Activation"
    }
  }

  /// As a lesson writes it: `conv2d 32 3×3 relu`.
  var text: String {
    switch self {
    case .dense(let units, let activation): "dense \(units) \(activation.rawValue)"
    case .conv2d(let filters, let kernel, _, _, let activation):
      "conv2d \(filters) \(kernel.height)×\(kernel.width) \(activation.rawValue)"
    case .maxPool2d(let window): "maxpool \(window.height)×\(window.width)"
    case .averagePool2d(let window): "avgpool \(window.height)×\(window.width)"
    case .flatten: "flatten"
    case .dropout(let rate): "dropout \(rate)"
    case .batchNormalization: "batchnorm"
    case .activation(let activation): "activation \(activation.rawValue)"
    }
  }
}

/// The epochs of a fit as a table; of a long one every n-th row, always the first and the last.
func epochTable(_ record: FitRecord) -> OutputTable {
  let history = record.history
  let validates = history.epochs.contains { $0.validationLoss != nil }
  let every = (history.epochs.count + 29) / 30
  let shown = history.epochs.filter {
    $0.epoch == 1 || $0.epoch % every == 0 || $0.epoch == history.epochs.count
  }
  let columns: [(name: String, value: (EpochResult) -> Double?, isShown: Bool)] = [
    ("loss", { $0.loss }, true), ("accuracy", { $0.accuracy }, record.hasClasses),
    ("val_loss", { $0.validationLoss }, validates),
    ("val_accuracy", { $0.validationAccuracy }, validates && record.hasClasses),
  ].filter(\.isShown)
  return OutputTable(
    header: ["epoch"] + columns.map(\.name),
    alignments: [OutputTable.Alignment](repeating: .right, count: columns.count + 1),
    rows: shown.map { epoch in
      [String(epoch.epoch)] + columns.map { $0.value(epoch).map { decimal($0, 4) } ?? "" }
    })
}

/// Every layer's weights in numbers: shape, smallest, mean, largest, deviation.
func weightTable(_ weights: [Weight]) -> OutputTable {
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
func weightPictures(_ weight: Weight) -> WeightPictures? {
  let layer = String(weight.name.prefix { $0 != "." })
  var shown: [String] = []
  var cells: [WeightPictures.Cell] = []
  switch weight.shape.count {
  case 2:
    let side = Int(Double(weight.shape[0]).squareRoot().rounded())
    guard side * side == weight.shape[0], side >= ImageStack.leastSide else { return matrixPicture(weight, of: layer) }
    let units = min(weight.shape[1], 32)
    for unit in 0..<units {
      let values = (0..<weight.shape[0]).map { weight.values[$0 * weight.shape[1] + unit] }
      cells.append(.init(height: side, width: side, values: values, label: String(unit)))
    }
    if weight.shape[1] > units { shown.append("first \(units) of \(weight.shape[1]) units") }
  case 4:
    let (channels, filters) = (weight.shape[2], weight.shape[3])
    let area = weight.shape[0] * weight.shape[1]
    guard area > 1 else { return nil }
    let drawn = min(filters, 64)
    for filter in 0..<drawn {
      let values = (0..<area).map { weight.values[$0 * channels * filters + filter] }
      cells.append(.init(height: weight.shape[0], width: weight.shape[1], values: values, label: String(filter)))
    }
    if filters > drawn { shown.append("first \(drawn) of \(filters) filters") }
    if channels > 1 { shown.append("first of \(channels) input channels") }
  default: return nil
  }
  let name = shown.isEmpty ? layer : layer + " (\(shown.joined(separator: ", ")))"
  return cells.isEmpty ? nil : WeightPictures(cells: cells, perRow: 8, layer: name)
}

/// A dense layer's weights in one picture, where its inputs are no image.
private func matrixPicture(_ weight: Weight, of layer: String) -> WeightPictures? {
  let (inputs, units) = (weight.shape[0], weight.shape[1])
  guard inputs > 1, units > 1, inputs <= 128, units <= 128 else { return nil }
  let cell = WeightPictures.Cell(height: inputs, width: units, values: weight.values, label: "")
  return WeightPictures(cells: [cell], perRow: 1, layer: "\(layer) (\(inputs) inputs down, \(units) units across)")
}
