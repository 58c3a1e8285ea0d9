import Datasets
import Engine
import Figures
import Planning
import Text

/// Steps that ask a network: evaluate, predict.
extension Runner {
  mutating func evaluate(
    _ name: String, _ x: Operand, _ y: Operand, loss: Loss, batchSize: Int, _ step: PlannedStep
  ) throws(Diagnostic) -> [Output] {
    let built = try workspace.network(name, at: x.range)
    let (images, labels) = (try workspace.resolveRows(x), try workspace.resolveRows(y))
    try workspace.sameCount(images.array.rowCount, labels.array.rowCount, x, y)
    let result: Evaluation
    do {
      result = try built.network.evaluate(x: images.array, y: labels.array, loss: loss, batchSize: batchSize)
    } catch {
      let place = if case .unfitLabels = error { y.range } else { x.range }
      throw diagnostic(error, at: place, layerNames: built.network.layerNames)
    }
    if !result.loss.isFinite {
      try requireFinite(images.array, x)
      try requireFinite(labels.array, y)
      throw Diagnostic(
        id: "not-a-number", at: step.headline,
        "the loss is no number: the network's outputs are too large to count with")
    }
    let count = images.array.rowCount
    let correct = Int((result.accuracy * Double(count)).rounded())
    note(
      step,
      [
        "loss": .number(result.loss), "accuracy": .fraction(result.accuracy), "correct": .integer(correct),
        "wrong": .integer(count - correct), "count": .integer(count),
        "error": .fraction(Double(count - correct) / Double(max(count, 1))),
      ])
    remember(images, of: name)
    let answers = [("accuracy", decimal(result.accuracy, 4)), ("correct", grouped(correct))]
    let cells =
      [("loss", decimal(result.loss, 4))] + (try workspace.predictsNumber(name, x, loss) ? [] : answers)
      + [("samples", grouped(count))]
    return [
      .table(
        OutputTable(
          header: cells.map(\.0), alignments: cells.map { _ in .right }, rows: [cells.map(\.1)]))
    ]
  }

  /// The playground starts with an image that the network was last asked about.
  private mutating func remember(_ images: Variable, of name: String) {
    guard images.array.rowCount > 0, workspace.networks[name]?.pixels == images.pixels else { return }
    workspace.networks[name]?.sample = images.array.rows(0..<1)
  }

  mutating func predict(_ predict: Predict, _ step: PlannedStep) throws(Diagnostic) -> [Output] {
    let outputs = try workspace.predictRows(predict.network, predict.x)
    let names = workspace.networks[predict.network]?.classNames
    if let into = predict.into {
      workspace.arrays[into] = Variable(array: outputs, classNames: names, pixels: nil)
      return [.text("\(into): \(shapeText(outputs.shape)) \(outputs.elementType.rawValue)")]
    }
    let count = outputs.rowCount
    guard count > 0, outputs.elementsPerRow > 0 else {
      throw Diagnostic(id: "empty-array", at: predict.x.range, "\(predict.x.text) has no samples to predict")
    }
    guard count <= Predict.mostShown else { throw Predict.tooMany(predict.x, grouped(count)) }
    if outputs.elementsPerRow == 1, !(try workspace.givesClasses(predict.network, predict.x)) {
      return try numbers(outputs, predict, step)
    }
    guard try workspace.givesProbabilities(predict.network, predict.x) else {
      return try plainOutputs(outputs, predict, step)
    }
    let probabilities = try workspace.classProbabilities(outputs, of: predict.network, predict.x)
    let width = probabilities.elementsPerRow
    let images = try workspace.resolveRows(predict.x)
    let pictures = ImageStack(rows: images.array, pixels: images.pixels)?.pictures
    let labels = try predict.label.map { label throws(Diagnostic) in try workspace.labels(label, alike: predict.x) }
    let values = probabilities.values.doubles
    let answers = classIndices(probabilities)
    let classNames = (0..<width).map { className($0, names ?? labels?.names) }
    let titles = try titles(predict.x, count: count)
    let rows = (0..<count).map { row in
      ProbabilityBars.Row(
        picture: pictures?[row], probabilities: Array(values[row * width..<(row + 1) * width]),
        label: labels.flatMap { row < $0.classes.count ? $0.classes[row] : nil },
        title: titles[row])
    }
    note(step, answers, labels: labels?.classes, classNames, certainty: .fraction(values[answers[0]]))
    return [
      try draw(
        .probabilities(ProbabilityBars(rows: rows, classNames: classNames, palette: .greys)), step,
        caption: "Answers of '\(predict.network)' to \(predict.x.text)")
    ]
  }

  /// - Parameter certainty: of the first answer, told where it is the only one.
  private mutating func note(
    _ step: PlannedStep, _ answers: [Int], labels: [Int]?, _ classNames: [String], certainty: Value
  ) {
    note(step, ["count": .integer(answers.count)])
    if let labels, labels.count >= answers.count {
      note(step, ["correct": .integer(zip(labels, answers).count { $0 == $1 })])
    }
    guard answers.count == 1 else { return }
    note(step, "answer", class: answers[0], classNames)
    note(step, ["certainty": certainty])
    if let label = labels?.first { note(step, "label", class: label, classNames) }
  }

  /// Outputs that are no probabilities, each sample's in a row, its largest named as the answer.
  private mutating func plainOutputs(
    _ outputs: NDArray, _ predict: Predict, _ step: PlannedStep
  ) throws(Diagnostic) -> [Output] {
    let labels = try predict.label.map { label throws(Diagnostic) in try workspace.labels(label, alike: predict.x) }
    let width = outputs.elementsPerRow
    let names = workspace.networks[predict.network]?.classNames ?? labels?.names
    let classes = (0..<width).map { className($0, names) }
    let answers = largestPlaces(outputs)
    let values = outputs.values.doubles
    let count = outputs.rowCount
    note(step, answers, labels: labels?.classes, classes, certainty: .text("none"))
    let titles = try titles(predict.x, count: count)
    let remark = Output.remark(
      "These numbers are no probabilities, since the last layer ends without 'softmax'; the largest is the answer.")
    // One sample's outputs stand below one another; of several samples, only the largest fits.
    let table =
      count == 1
      ? OutputTable(
        header: ["output", titles[0]], alignments: [.left, .right],
        rows: classes.indices.map { [classes[$0] + ($0 == answers[0] ? " (answer)" : ""), decimal(values[$0], 4)] })
      : OutputTable(
        header: ["sample", "answer", "its output"] + (labels == nil ? [] : ["truth"]),
        alignments: [.left, .left, .right] + (labels == nil ? [] : [.left]),
        rows: answers.indices.map { row in
          [titles[row], classes[answers[row]], decimal(values[row * width + answers[row]], 4)]
            + (labels.map { [row < $0.classes.count ? className($0.classes[row], names) : ""] } ?? [])
        })
    return [.table(table), remark]
  }

  /// The answers of a network that gives one number for each sample.
  private mutating func numbers(
    _ outputs: NDArray, _ predict: Predict, _ step: PlannedStep
  ) throws(Diagnostic) -> [Output] {
    let values = outputs.values.doubles
    let truth = try predict.label.map { label throws(Diagnostic) in
      try workspace.resolveRows(label, alike: predict.x).array.values.doubles
    }
    note(step, ["count": .integer(values.count)])
    if values.count == 1 { note(step, ["answer": .number(values[0]), "certainty": .text("none")]) }
    let titles = try titles(predict.x, count: values.count)
    return [
      .table(
        OutputTable(
          header: ["sample", "answer"] + (truth == nil ? [] : ["truth"]),
          alignments: [.left, .right] + (truth == nil ? [] : [.right]),
          rows: values.indices.map { row in
            [titles[row], decimal(values[row], 4)]
              + (truth.map { [row < $0.count ? decimal($0[row], 4) : ""] } ?? [])
          }))
    ]
  }

  /// `x_test[41]` for each row that an operand picks.
  func titles(_ operand: Operand, count: Int) throws(Diagnostic) -> [String] {
    guard let rows = try rows(operand, count: count), rows.count >= count else {
      return [String](repeating: operand.text, count: count)
    }
    return rows.prefix(count).map { "\(operand.name)[\($0)]" }
  }

  /// Where the rows stand in the whole array; nil for an array that is one sample.
  private func rows(_ operand: Operand, count: Int) throws(Diagnostic) -> [Int]? {
    guard let total = workspace.arrays[operand.name]?.array.rowCount else { return nil }
    switch operand.selection {
    case .all: return count > 1 ? Array(0..<count) : nil
    case .element(let index): return [index < 0 ? index + total : index]
    case .slice(let from, let to): return Array(Workspace.range(from: from, to: to, count: total))
    case .matching(let labels, let value):
      return try workspace.rows(labelled: value, by: labels, at: operand.range).rows
    }
  }
}
