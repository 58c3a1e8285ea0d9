import Arrays
import Engine
import Lesson
import Markdown
import Networks
import Text

extension JudgedSamples {
  /// The loss that is set or fits the labels, held against them and the last layer; nil where it does not fit, which is
  /// reported.
  func loss(_ keys: Keys, _ key: Key<Loss?>, _ checker: inout Checker) -> Loss? {
    let isOneHot = yFact.shape.count == 2
    let loss = keys[key] ?? (isOneHot ? .categoricalCrossentropy : .sparseCategoricalCrossentropy)
    let place = keys.entry(key)?.place ?? y.place
    let isSparse = loss == .sparseCategoricalCrossentropy
    if isSparse, isOneHot {
      checker.report(
        Diagnostic(
          id: .wrongLoss, at: place, "'\(loss.rawValue)' needs integer labels, but \(y.text) is one-hot",
          notes: ["write 'loss: categorical_crossentropy', or take 'one-hot \(y.name)' out above"]))
      return nil
    }
    guard outputFits(loss, &checker) else { return nil }
    if loss == .binaryCrossentropy, case .labels(let classes?) = yFact.role, classes > 2 {
      checker.report(
        Diagnostic(
          id: .wrongLoss, at: place, "'\(loss.rawValue)' tells two classes apart, but \(y.text) names \(classes)",
          notes: ["write 'dense \(classes) softmax' as the last layer, and leave the loss out"]))
      return nil
    }
    if !isSparse, !isOneHot, network.outputShape != [1] {
      checker.report(
        Diagnostic(
          id: .wrongLoss, at: place, "'\(loss.rawValue)' needs one-hot labels, but \(y.text) holds whole numbers",
          notes: ["add 'one-hot \(y.name)' before this step, or write 'loss: sparse_categorical_crossentropy'"]))
      return nil
    }
    return loss
  }

  /// Whether the last layer has as many outputs as there are classes.
  private func outputFits(_ loss: Loss, _ checker: inout Checker) -> Bool {
    let labels = yFact
    guard let output = network.outputShape, let layer = network.layerRanges.last else { return true }
    let last = network.layerNames.last ?? ""
    guard output.count == 1 else {
      checker.report(
        Diagnostic(
          id: .noRows, at: layer,
          "the last layer of '\(name.name)' gives \(shapeText(output)) for each sample, but one row of numbers is needed",
          notes: ["add 'flatten' and 'dense 10 softmax' below it"]))
      checker.scope.update(name.name, .broken)
      return false
    }
    var classes: Int?
    switch labels.role {
    case .labels(let known): classes = known
    default: classes = labels.shape.count == 2 ? labels.shape[1] : nil
    }
    if output[0] > 1, checker.areColumn(y, labels) { return false }
    let isSparse = loss == .sparseCategoricalCrossentropy
    if let classes, labels.shape.count == 2 ? output[0] != classes : isSparse && output[0] < classes {
      checker.report(
        Diagnostic(
          id: .wrongOutput, at: layer,
          "'\(last)' has \(Words.count(output[0], "output")), but \(y.text) names \(classes) classes",
          notes: ["the last layer needs one output for each class, such as 'dense \(classes) softmax'"]))
      checker.scope.update(name.name, .broken)
      return false
    }
    if isSparse, output[0] == 1 {
      checker.report(
        Diagnostic(
          id: .wrongLoss, at: layer, "'\(last)' has one output, but '\(loss.rawValue)' needs one for each class",
          notes: [
            "for two classes write 'dense 1 sigmoid', and 'loss: binary_crossentropy' below 'fit'",
            "to predict a number write 'loss: mse' below 'fit'",
          ]))
      checker.scope.update(name.name, .broken)
      return false
    }
    if let classes, isSparse, output[0] > classes {
      checker.report(
        Diagnostic(
          .warning, id: .wrongOutput, at: layer,
          "'\(last)' has \(output[0]) outputs, but \(y.text) names only \(classes) classes",
          hint: "'dense \(classes) softmax' is enough"))
    }
    warnOfActivation(for: loss, behind: last, at: layer, &checker)
    return true
  }

  private func warnOfActivation(for loss: Loss, behind last: String, at layer: Range<Int>, _ checker: inout Checker) {
    let good: [Activation] = loss == .binaryCrossentropy ? [.sigmoid, .softmax] : [.softmax]
    guard !loss.measuresNumbers, let activation = network.layers.last?.activation, !good.contains(activation) else {
      return
    }
    if loss != .binaryCrossentropy, activation == .sigmoid { return }
    checker.report(
      Diagnostic(
        .warning, id: .noProbabilities, at: layer,
        "'\(last)' gives no probabilities, and '\(loss.rawValue)' needs them",
        hint: activation == .linear
          ? "write 'softmax' behind it" : "write 'softmax' instead of '\(activation.rawValue)'"))
  }
}

extension Key where Value == Loss? {
  static func loss(text: String, _ summary: String) -> Key {
    .choice(
      "loss",
      [
        (.categoricalCrossentropy, ["crossentropy", "cross_entropy", "categorical_cross_entropy"]),
        (.sparseCategoricalCrossentropy, ["sparse", "sparse_categorical_cross_entropy"]),
        (.binaryCrossentropy, ["binary_cross_entropy"]), (.meanSquaredError, ["mse"]),
        (.meanAbsoluteError, ["mae"]),
      ], text: text, summary)
  }
}

extension Key where Value == Bool {
  /// Whether a network's answers are right or wrong: what the check finds out of a step.
  static let hasClasses = Key.flag("has_classes", standard: true, "")
  /// Why a step with them has no R².
  static let noNumbers = "the network names classes: take 'accuracy'"
  /// Why a step without them has no accuracy.
  static let noClasses = "the network predicts a number, which is neither right nor wrong: take 'loss'"
}
