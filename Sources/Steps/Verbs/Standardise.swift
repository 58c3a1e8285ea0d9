import Text
import Arrays
import Lesson

/// Of what a mean and a deviation are taken.
private enum Extent: String, Sendable { case all, column }

extension Verb {
  private static let extent = Key<Extent?>.choice(
    "per", [(.all, ["array"]), (.column, ["columns", "feature"])], text: "column of a table, else all",
    "whether each column gets a mean and a deviation of its own, or all numbers together have one")

  static let standardise = Verb(
    VerbDoc(
      "standardise", forms: ["standardise x, …"],
      summary: "shifts and scales to mean 0 and deviation 1, with the first array's mean and deviation for all",
      naming: .inPlace, keys: [extent.spec], example: "standardise x_train, x_test"),
    check: { checker, step, keys in
      var areTables = true
      let checked = ChangedArrays.change(step, &checker) { checker, operand, fact in
        guard checker.arePixels(operand, fact, "standardise") else { return false }
        if fact.scale == .standardised {
          checker.report(
            Diagnostic(
              .warning, id: .alreadyNormalised, at: operand.range, "'\(operand.name)' is standardised already",
              hint: "leave one of the two steps out"))
        }
        areTables = areTables && fact.shape.count == 2 && TableColumns.areOfTable(fact)
        if keys[extent] == .column, fact.shape.count != 2 {
          checker.report(
            Diagnostic(
              id: .noColumn, at: operand.place, "\(operand.text) has no columns: its shape is \(shapeText(fact.shape))",
              hint: "leave 'per: column' out"))
          return false
        }
        fact.scale = .standardised
        fact.elementType = .float32
        return true
      }
      guard var checked else { return nil }
      checked.settings[extent.name] = .word((keys[extent] ?? (areTables ? .column : .all)).rawValue)
      return checked
    },
    perform: { step, stage throws(Diagnostic) in
      if step[extent] == .column { return try standardiseColumns(step, &stage) }
      guard let operand = step.operands.first else { return }
      let (first, place) = (operand.name, operand.range)
      let (mean, deviation) = meanAndDeviation(try stage.workspace.variable(first, at: place).array.values)
      guard deviation.isFinite else {
        throw Diagnostic(
          id: .notANumber, at: place, "'\(first)' holds a value that is no finite number, so it has no mean",
          notes: ["mend the data, or leave those samples out"])
      }
      guard deviation > 0 else {
        throw Diagnostic(
          id: .noDeviation, at: place, "all numbers of '\(first)' are equal, so they cannot be scaled to deviation 1",
          notes: ["leave this step out, or look at the data: 'print \(first)'"])
      }
      for operand in step.operands {
        try stage.workspace.change(operand.name) { variable in
          let change = { ($0 - mean) / deviation }
          transform(&variable.array.values, by: change)
          variable.pixels = (variable.pixels ?? .bytes).mapped(change)
        }
      }
      stage.show(.text("mean \(decimal(mean, 4)), deviation \(decimal(deviation, 4)) (of \(first))"))
      stage.show(lines: try stage.workspace.rangeLines(step.operands))
    },
    keras: { step, script in
      guard let first = step.operands.first.map({ script.code($0) }) else { return }
      let (mean, deviation) = (script.variable("mean", of: step), script.variable("deviation", of: step))
      let axis = step[extent] == .column ? "axis=0" : ""
      script.write("\(mean), \(deviation) = \(first).mean(\(axis)), \(first).std(\(axis))")
      for operand in step.operands {
        let array = script.code(operand)
        script.write("\(array) = ((\(array) - \(mean)) / \(deviation)).astype(\"float32\")")
      }
    })

  /// Each column with its own mean and deviation, those of the first array for all.
  private static func standardiseColumns(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    guard let operand = step.operands.first else { return }
    let first = try stage.workspace.variable(operand.name, at: operand.range)
    let names = TableColumns.names(of: first)
    var moments: [(mean: Double, deviation: Double)] = []
    for (index, name) in names.enumerated() {
      let found = meanAndDeviation(.float64(first.array.column(index)))
      guard found.deviation.isFinite else {
        throw Diagnostic(
          id: .notANumber, at: operand.range,
          "the column '\(name)' of '\(operand.name)' holds a value that is no finite number, so it has no mean",
          notes: ["mend the data, or leave those rows out: 'missing: drop' below 'load'"])
      }
      guard found.deviation > 0 else {
        throw Diagnostic(
          id: .noDeviation, at: operand.range,
          "all numbers in the column '\(name)' of '\(operand.name)' are equal, so they cannot be scaled to deviation 1",
          notes: [
            "leave the column out: 'columns: …' below 'load' chooses the others",
            "or write 'per: all' below this step, which has one mean and one deviation for all columns",
          ])
      }
      moments.append(found)
    }
    for operand in step.operands {
      try stage.workspace.change(operand.name) { variable throws(Diagnostic) in
        guard variable.array.elementsPerRow == moments.count else {
          throw Diagnostic(
            id: .differentLengths, at: operand.range,
            "\(operand.name) has \(Words.count(variable.array.elementsPerRow, "column")), but '\(names.count)' are expected"
          )
        }
        let numbers = variable.array.values.doubles
        variable.array.values = .float32(
          numbers.indices.map { index in
            let (mean, deviation) = moments[index % moments.count]
            return Float((numbers[index] - mean) / deviation)
          })
        variable.pixels = nil
      }
    }
    stage.show(
      .table(
        OutputTable(
          header: ["column of \(operand.name)", "mean", "deviation"], alignments: [.left, .right, .right],
          rows: names.indices.map { [names[$0], decimal(moments[$0].mean, 4), decimal(moments[$0].deviation, 4)] })))
  }
}
