package import Networks

package enum Action: Sendable {
  case loadDataset(LoadDataset)
  case loadFile(LoadFile)
  case shape([Operand])
  case print([Operand], precision: Int, threshold: Int)
  case show(Show)
  case histogram(Operand, caption: String?)
  case flatten([String])
  /// One entry may be -1.
  case reshape([String], to: [Int])
  case normalise([String], low: Float, high: Float)
  case standardise([String])
  case invert([String])
  case oneHot(labels: Operand, into: String, classes: Int?)
  case split(Split)
  case shuffle([String])
  case augment(Augment)
  case build(Build)
  case summary(network: String)
  case diagram(network: String)
  case fit(Fit)
  /// Plots the history of the fit step with this id.
  case plotFit(step: String)
  case evaluate(network: String, x: Operand, y: Operand, loss: Loss, batchSize: Int)
  case predict(Predict)
  case argmax(Operand, into: String)
  case confusionMatrix(Judged, normalise: Bool)
  case classificationReport(Judged)
  case mistakes(network: String, x: Operand, y: Operand, count: Int)
  case weights(network: String, layer: String?)
  case save(network: String, file: String)
  case restore(network: String, file: String, range: Range<Int>)
  case expect(value: ValueName, comparison: Comparison, number: Double, text: String)
}

package enum Comparison: String, Sendable, CaseIterable {
  case atLeast = ">="
  case atMost = "<="
  case above = ">"
  case below = "<"
  case equal = "="
  case notEqual = "!="
}
