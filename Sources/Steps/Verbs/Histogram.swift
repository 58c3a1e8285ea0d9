import Arrays
import Figures
import Lesson

extension Verb {
  private static let bins = Key<Int?>.integer(
    "bins", in: 1...200, text: "by the count of numbers", sample: 10, "how many bars numbers that are no labels get")
  private static let column = Key<String?>.text(
    "column", aliases: ["columns"], "the column of a table whose numbers are counted")
  /// Whole numbers up to this are labels, unless 'bins' is set.
  private static let largestLabel = 100

  static let histogram = Verb(
    VerbDoc(
      "histogram", aliases: ["hist", "count"], forms: ["histogram y"],
      summary: "how many samples there are of each label; of other numbers, how many lie in each of some intervals",
      keys: [bins.spec, column.spec, Key.caption.spec],
      values: [
        ValueDoc("smallest", .integer, "samples of the rarest label, or in the emptiest interval"),
        ValueDoc("largest", .integer, "samples of the most frequent label, or in the fullest interval"),
      ],
      example: "histogram y_train"),
    check: { checker, step, keys in
      guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
      guard operands.count == 1 else {
        return checker.refuse(
          Diagnostic(id: .tooManyOperands, at: operands[1].range, "'histogram' takes one array"))
      }
      guard let fact = checker.fact(of: operands[0]) else { return nil }
      if let text = keys[column], let entry = keys.entry(column) {
        let places = TableColumns.places(text, of: operands[0], fact, at: entry.place, &checker)
        guard let places else { return nil }
        guard places.count == 1 else {
          return checker.refuse(
            Diagnostic(
              id: .noColumn, at: entry.place, "'histogram' counts one column, not \(places.count)",
              hint: "give each a step of its own"))
        }
        return Checked(operands: operands, settings: [Key.places.name: .shape(places)])
      }
      if keys[bins] != nil { return Checked(operands: operands) }
      if let names = fact.columns, names.count > 1, fact.shape.count == 2 {
        return checker.refuse(
          Diagnostic(
            id: .noColumn, at: operands[0].range,
            "'histogram' counts one column, but \(operands[0].text) has \(names.count)",
            hint: "write 'column: \(names[0])' below"))
      }
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
      let (counts, figure, caption) = try counted(step, operand, stage)
      stage.note(step, ["smallest": .integer(counts.min() ?? 0), "largest": .integer(counts.max() ?? 0)])
      stage.draw(figure, step, caption: step[Key.caption] ?? caption)
    },
    keras: { step, script in
      let labels = step.operands[0]
      script.use(.numpy, .pyplot)
      if step[bins] != nil || step[Key.places] != nil {
        let column = step[Key.places]?.first.map { "[:, \($0)]" } ?? ""
        let counts = script.variable("counts", of: step)
        let bins = step[bins].map { "\($0)" } ?? "\"sturges\""
        script.write("\(counts), edges, bars = plt.hist(\(script.rows(labels))\(column).ravel(), bins=\(bins))")
        script.write("plt.title(\(KerasScript.quoted(step[Key.caption] ?? "Distribution")))\nplt.show()")
        script.note("smallest", of: step, "int(\(counts).min())")
        return script.note("largest", of: step, "int(\(counts).max())")
      }
      let values = script.variable("classes", of: step)
      script.write("\(values), counts = np.unique(\(script.classRows(labels)), return_counts=True)")
      script.write("plt.bar(\(values), counts)\nplt.xticks(\(values))")
      script.write("plt.title(\(KerasScript.quoted(step[Key.caption] ?? "Samples of each label")))\nplt.show()")
      script.note("smallest", of: step, "counts.min()")
      script.note("largest", of: step, "counts.max()")
    })

  private static func counted(
    _ step: PlannedStep, _ operand: Operand, _ stage: Stage
  ) throws(Diagnostic) -> (counts: [Int], figure: Figure, caption: String) {
    let variable = try stage.workspace.resolveRows(operand)
    let place = step[Key.places]?.first
    if place == nil, step[bins] == nil, holdsLabels(variable) {
      let figure = try HistogramFigure(operand, in: stage.workspace)
      return (figure.counts, .histogram(figure), "How often each label stands in \(operand.text)")
    }
    let numbers = (place.map { variable.array.column($0) } ?? variable.array.values.doubles).filter { $0.isFinite }
    guard !numbers.isEmpty else {
      throw Diagnostic(id: .noSamples, at: operand.range, "\(operand.text) is empty, so there is nothing to count")
    }
    let name = place.map { TableColumns.names(of: variable)[$0] } ?? variable.columns?.first ?? operand.text
    let title = Int(name) == nil ? name : "column \(name)"
    let figure = Distribution(of: numbers, bins: step[bins], title: title, subject: operand.text)
    return (figure.counts, .distribution(figure), "How the numbers of \(title) are distributed in \(operand.text)")
  }

  /// Whether they are counted one by one: what else is no label is told of there.
  private static func holdsLabels(_ variable: Variable) -> Bool {
    guard variable.classNames == nil, variable.array.shape.count == 1 else { return true }
    let numbers = variable.array.values.doubles
    return !numbers.contains { $0 != $0.rounded() && $0.isFinite || $0 > Double(largestLabel) }
      || numbers.contains { !$0.isFinite }
  }
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
