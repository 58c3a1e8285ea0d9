import Arrays
import Lesson
import Text

extension Verb {
  private static let isOne = Key<Bool>.flag("is_one", standard: false, "")
  /// More columns than these do not stand beside each other: their numbers do then.
  private static let mostBeside = 6
  private static let headings = ["count", "mean", "std", "min", "25 %", "50 %", "75 %", "max"]

  static let describe = Verb(
    VerbDoc(
      "describe", forms: ["describe x"],
      summary:
        "of each column of a table the count, mean, standard deviation, extremes and quartiles, as pandas has them; of "
        + "labels with names, how often each occurs",
      values: [
        ValueDoc("count", .integer, "numbers, without those that are none (of one column)"),
        ValueDoc("mean", .number, "their mean"), ValueDoc("deviation", .number, "their standard deviation"),
        ValueDoc("smallest", .number, "the smallest of them"), ValueDoc("median", .number, "the one in the middle"),
        ValueDoc("largest", .number, "the largest of them"),
      ],
      example: "describe y_train"),
    keeping: Keeping(showsNames: false),
    lacks: { _, step in step[isOne] ? nil : "it describes several columns, and this value is of one" },
    check: { checker, step, _ in
      guard let operands = checker.operands(step) else { return nil }
      guard operands.count == 1 else {
        return checker.refuse(
          Diagnostic(
            id: .tooManyOperands, at: operands[1].range, "'describe' takes one array",
            hint: "give \(operands[1].text) a 'describe' of its own"))
      }
      guard let fact = checker.fact(of: operands[0]) else { return nil }
      let columns = operands[0].isOneSample ? nil : TableColumns.names(of: fact)
      return Checked(operands: operands, settings: [isOne.name: .flag(columns.map { $0.count == 1 } ?? true)])
    },
    perform: { step, stage throws(Diagnostic) in
      let operand = step.operands[0]
      let variable = try stage.workspace.resolve(operand)
      let array = variable.array
      if let names = variable.classNames, array.shape.count == 1 {
        return countClasses(array, names, step, &stage)
      }
      let isTable = !operand.isOneSample && array.shape.count == 2
      let isNamed = isTable && variable.tableColumns != nil
      let hasColumns = isTable && (isNamed || array.shape[1] <= TableColumns.mostUnnamed)
      let names = hasColumns ? TableColumns.names(of: variable) : [variable.columns?.first ?? operand.text]
      let summaries =
        hasColumns ? names.indices.map { NumberSummary(array.column($0)) } : [NumberSummary(array.values.doubles)]
      if step[isOne], let only = summaries.first { note(only, step, &stage) }
      stage.show(.table(table(names, summaries)))
    },
    keras: { step, script in
      script.use(.pandas)
      let array = script.rows(step.operands[0])
      script.write("print(pd.DataFrame(\(array)).describe())")
      let codes = [
        "count": "len(\(array))", "mean": "\(array).mean()", "deviation": "\(array).std(ddof=1)",
        "smallest": "\(array).min()", "median": "float(pd.Series(\(array).ravel()).median())",
        "largest": "\(array).max()",
      ]
      for value in ["count", "mean", "deviation", "smallest", "median", "largest"] {
        script.note(value, of: step, codes[value] ?? "")
      }
    })

  private static func note(_ summary: NumberSummary, _ step: PlannedStep, _ stage: inout Stage) {
    stage.note(
      step,
      [
        "count": .integer(summary.count), "mean": .number(summary.mean), "deviation": .number(summary.deviation),
        "smallest": .number(summary.smallest), "median": .number(summary.median), "largest": .number(summary.largest),
      ])
  }

  private static func table(_ names: [String], _ summaries: [NumberSummary]) -> OutputTable {
    let columns = summaries.map { summary -> [String] in
      let numbers = [summary.mean, summary.deviation] + summary.quartiles
      let largest = numbers.filter { $0.isFinite }.map { abs($0) }.max() ?? 0
      let places = largest >= 1000 ? 1 : largest >= 10 ? 2 : largest >= 1 ? 3 : 5
      return [grouped(summary.count)] + numbers.map { $0.isNaN ? "nan" : decimal($0, places) }
    }
    guard names.count > mostBeside else {
      return OutputTable(
        header: [""] + names, alignments: [.left] + names.map { _ in .right },
        rows: headings.indices.map { row in [headings[row]] + columns.map { $0[row] } })
    }
    return OutputTable(
      header: [""] + headings, alignments: [.left] + headings.map { _ in .right },
      rows: names.indices.map { [names[$0]] + columns[$0] })
  }

  private static func countClasses(
    _ array: NDArray, _ names: [String], _ step: PlannedStep, _ stage: inout Stage
  ) {
    note(NumberSummary(array.values.doubles), step, &stage)
    var counts = [Int](repeating: 0, count: names.count)
    for label in classIndices(array) where counts.indices.contains(label) { counts[label] += 1 }
    let total = Double(max(array.count, 1))
    stage.show(
      .table(
        OutputTable(
          header: ["class", "count", "share"], alignments: [.left, .right, .right],
          rows: names.indices.map { [names[$0], grouped(counts[$0]), percent(Double(counts[$0]) / total, 1)] })))
  }
}
