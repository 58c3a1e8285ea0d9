import Text
import Datasets
import Arrays
import Engine
package import Networks

/// How a fit went, and whether its answers are classes, which are right or wrong.
package struct FitRecord: Sendable {
  package var history: History
  package var hasClasses: Bool
  /// What speaks against how it was set up; nil where nothing does.
  package var doubt: String?

  package init(history: History, hasClasses: Bool, doubt: String? = nil) {
    self.doubt = doubt
    self.history = history
    self.hasClasses = hasClasses
  }

  /// The epochs of a fit as a table; of a long one every n-th row, always the first and the last.
  var table: OutputTable {
    let epochs = history.epochs
    let rates = epochs.compactMap { $0.learningRate }
    let changesRate = Set(rates).count > 1
    let validates = epochs.contains { $0.validationLoss != nil }
    let every = (epochs.count + 29) / 30
    let shown = epochs.filter { $0.epoch == 1 || $0.epoch % every == 0 || $0.epoch == epochs.count }
    let columns: [(name: String, value: (EpochResult) -> String?, isShown: Bool)] = [
      ("loss", { decimal($0.loss, 4) }, true), ("accuracy", { fraction($0.accuracy, 4) }, hasClasses),
      ("val_loss", { $0.validationLoss.map { decimal($0, 4) } }, validates),
      ("val_accuracy", { $0.validationAccuracy.map { fraction($0, 4) } }, validates && hasClasses),
      ("learning_rate", { $0.learningRate.map { rateText($0) } }, changesRate),
    ].filter { $0.isShown }
    return OutputTable(
      header: ["epoch"] + columns.map { $0.name },
      alignments: [OutputTable.Alignment](repeating: .right, count: columns.count + 1),
      rows: shown.map { epoch in
        ["\(epoch.epoch)"] + columns.map { $0.value(epoch) ?? "" }
      })
  }
}

/// Three digits tell enough of a learning rate.
func rateText(_ rate: Double) -> String {
  var digits = 3
  var size = rate
  while size > 0, size < 1, digits < 12 {
    size *= 10
    digits += 1
  }
  var text = decimal(rate, digits - 1)
  while text.last == "0", text.contains(where: { $0 == "." }) { text.removeLast() }
  return text.last == "." ? String(text.dropLast()) : text
}

/// Every layer's weights and biases, shortened as NumPy shortens them.
func weightText(_ weights: [Weight], epoch: Int) -> String {
  let parts = weights.map { weight in
    let array = NDArray(shape: weight.shape, values: .float32(weight.values))
    return "\(weight.name) \(shapeText(weight.shape))\n" + ArrayText.describe(array, precision: 4, threshold: 20)
  }
  return (["after epoch \(epoch)"] + parts).joined(separator: "\n\n")
}
