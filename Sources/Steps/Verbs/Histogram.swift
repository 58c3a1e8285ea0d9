import Arrays
import Figures
import Lesson

extension Verb {
  static let histogram = Verb(
    VerbDoc(
      "histogram", aliases: ["hist", "count"], forms: ["histogram y"],
      summary: "how many samples there are of each label", keys: [Key.caption.spec],
      values: [
        ValueDoc("smallest", .integer, "samples of the rarest label"),
        ValueDoc("largest", .integer, "samples of the most frequent label"),
      ],
      example: "histogram y_train"),
    check: { checker, step, _ in
      guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
      guard operands.count == 1 else {
        return checker.refuse(
          Diagnostic(id: .tooManyOperands, at: operands[1].range, "'histogram' takes one array of labels"))
      }
      guard let fact = checker.fact(of: operands[0]) else { return nil }
      if checker.areColumn(operands[0], fact) { return nil }
      if fact.shape.count != 1, fact.role != .oneHot {
        return checker.refuse(
          Diagnostic(
            id: .notLabels, at: operands[0].range,
            "'histogram' counts labels, but \(operands[0].text) has shape \(shapeText(fact.shape))",
            hint: checker.scope.labels(near: operands[0].name).map { "try '\($0)'" }))
      }
      return Checked(operands: operands)
    },
    perform: { step, stage throws(Diagnostic) in
      let operand = step.operands[0]
      let figure = try HistogramFigure(operand, in: stage.workspace)
      stage.note(
        step, ["smallest": .integer(figure.counts.min() ?? 0), "largest": .integer(figure.counts.max() ?? 0)])
      stage.draw(
        .histogram(figure), step, caption: step[Key.caption] ?? "How often each label stands in \(operand.text)")
    },
    keras: { step, script in
      let labels = step.operands[0]
      script.use(.numpy, .pyplot)
      let values = script.variable("classes", of: step)
      script.write("\(values), counts = np.unique(\(script.classRows(labels)), return_counts=True)")
      script.write("plt.bar(\(values), counts)\nplt.xticks(\(values))")
      script.write("plt.title(\(KerasScript.quoted(step[Key.caption] ?? "Samples of each label")))\nplt.show()")
      script.note("smallest", of: step, "counts.min()")
      script.note("largest", of: step, "counts.max()")
    })
}

extension HistogramFigure {
  /// How often each label is among those that an operand picks.
  init(_ operand: Operand, in workspace: Workspace) throws(Diagnostic) {
    let variable = try workspace.resolveRows(operand)
    let classes = try classLabels(variable.array, called: operand.text, at: operand.range)
    guard let largest = classes.max() else {
      throw Diagnostic(id: .noSamples, at: operand.range, "\(operand.text) is empty, so there is nothing to count")
    }
    let width = max(largest + 1, variable.classNames?.count ?? 0)
    var counts = [Int](repeating: 0, count: width)
    for label in classes { counts[label] += 1 }
    let names = (0..<width).map { className($0, variable.classNames) }
    self.init(names: names, counts: counts, subject: operand.text)
  }
}
