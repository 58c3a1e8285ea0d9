import Engine
import Markdown
import Text

extension Checker {
  /// The loss that is set or fits the labels; checks it against them and the last layer.
  mutating func loss(
    _ keys: Keys, _ facts: (network: NetworkFact, x: ArrayFact, y: ArrayFact), _ y: Operand, _ name: Operand
  ) -> Loss? {
    let isOneHot = facts.y.shape.count == 2
    let entry = keys.entries["loss"]
    let loss =
      keys.word("loss").flatMap(Loss.init) ?? (isOneHot ? .categoricalCrossentropy : .sparseCategoricalCrossentropy)
    let place = entry?.place ?? Place(range: y.range)
    let isSparse = loss == .sparseCategoricalCrossentropy
    if isSparse, isOneHot {
      report(
        Diagnostic(
          id: "wrong-loss", at: place, "'\(loss.rawValue)' needs integer labels, but \(y.text) is one-hot",
          notes: ["write 'loss: categorical_crossentropy', or take 'one-hot \(y.name)' out above"]))
      return nil
    }
    guard outputFits(loss, facts.network, facts.y, y, name) else { return nil }
    if loss == .binaryCrossentropy, case .labels(let classes?) = facts.y.role, classes > 2 {
      report(
        Diagnostic(
          id: "wrong-loss", at: place, "'\(loss.rawValue)' tells two classes apart, but \(y.text) names \(classes)",
          notes: ["write 'dense \(classes) softmax' as the last layer, and leave the loss out"]))
      return nil
    }
    if !isSparse, !isOneHot, facts.network.outputShape != [1] {
      report(
        Diagnostic(
          id: "wrong-loss", at: place, "'\(loss.rawValue)' needs one-hot labels, but \(y.text) holds whole numbers",
          notes: ["add 'one-hot \(y.name)' before this step, or write 'loss: sparse_categorical_crossentropy'"]))
      return nil
    }
    return loss
  }

  /// Whether the last layer has as many outputs as there are classes.
  private mutating func outputFits(
    _ loss: Loss, _ network: NetworkFact, _ labels: ArrayFact, _ y: Operand, _ name: Operand
  ) -> Bool {
    guard let output = network.outputShape, let layer = network.layerRanges.last else { return true }
    let last = LayerSpec.names(of: network.layers).last ?? ""
    guard output.count == 1 else {
      report(
        Diagnostic(
          id: "no-rows", at: layer,
          "the last layer of '\(name.name)' gives \(shapeText(output)) for each sample, but one row of numbers is needed",
          notes: ["add 'flatten' and 'dense 10 softmax' below it"]))
      scope.update(name.name, .broken)
      return false
    }
    var classes: Int?
    switch labels.role {
    case .labels(let known): classes = known
    default: classes = labels.shape.count == 2 ? labels.shape[1] : nil
    }
    if labels.shape.count == 2, labels.shape[1] == 1, output[0] > 1 {
      report(
        Diagnostic(
          id: "wrong-labels", at: y.range,
          "\(y.text) has shape \(shapeText(labels.shape)), but one number for each sample is needed",
          hint: y.selection == .all ? "write 'reshape \(y.name) to (-1)' before this step" : nil))
      return false
    }
    let isSparse = loss == .sparseCategoricalCrossentropy
    if let classes, labels.shape.count == 2 ? output[0] != classes : isSparse && output[0] < classes {
      report(
        Diagnostic(
          id: "wrong-output", at: layer,
          "'\(last)' has \(Words.count(output[0], "output")), but \(y.text) names \(classes) classes",
          notes: ["the last layer needs one output for each class, such as 'dense \(classes) softmax'"]))
      scope.update(name.name, .broken)
      return false
    }
    if isSparse, output[0] == 1 {
      report(
        Diagnostic(
          id: "wrong-loss", at: layer, "'\(last)' has one output, but '\(loss.rawValue)' needs one for each class",
          notes: [
            "for two classes write 'dense 1 sigmoid', and 'loss: binary_crossentropy' below 'fit'",
            "to predict a number write 'loss: mse' below 'fit'",
          ]))
      scope.update(name.name, .broken)
      return false
    }
    if let classes, isSparse, output[0] > classes {
      report(
        Diagnostic(
          .warning, id: "wrong-output", at: layer,
          "'\(last)' has \(output[0]) outputs, but \(y.text) names only \(classes) classes",
          hint: "'dense \(classes) softmax' is enough"))
    }
    warnOfActivation(loss, network, last, layer)
    return true
  }

  private mutating func warnOfActivation(_ loss: Loss, _ network: NetworkFact, _ last: String, _ layer: Range<Int>) {
    let activation: Activation? =
      switch network.layers.last {
      case .dense(_, let activation), .activation(let activation), .conv2d(_, _, _, _, let activation): activation
      default: nil
      }
    let good: [Activation] = loss == .binaryCrossentropy ? [.sigmoid, .softmax] : [.softmax]
    guard loss != .meanSquaredError, let activation, !good.contains(activation) else { return }
    if loss != .binaryCrossentropy, activation == .sigmoid { return }
    report(
      Diagnostic(
        .warning, id: "no-probabilities", at: layer,
        "'\(last)' gives no probabilities, and '\(loss.rawValue)' needs them",
        hint: activation == .linear
          ? "write 'softmax' behind it" : "write 'softmax' instead of '\(activation.rawValue)'"))
  }
}
