import Arrays
import Figures
import Lesson
import Text

extension Verb {
  private static let columns = Key<String?>.text(
    "columns", aliases: ["column"], text: "the first two",
    "the two columns that are drawn, by their names; with one, the second array's numbers stand over it")
  /// More different labels than these are no classes.
  private static let mostClasses = 30

  static let scatter = Verb(
    VerbDoc(
      "scatter", forms: ["scatter x, y", "scatter x"],
      summary:
        "two columns of a table against each other, a point a row, coloured by the labels y; or one column and the "
        + "numbers y",
      keys: [columns.spec, Key.caption.spec],
      values: [
        ValueDoc("count", .integer, "points"),
        ValueDoc("correlation", .number, "the correlation of what is drawn, from −1 to 1"),
      ],
      example: "scatter y_pred, y_test\n  columns: 1, 2"),
    keeping: Keeping(),
    check: { checker, step, keys in
      guard let operands = checker.operands(step) else { return nil }
      guard operands.count <= 2 else {
        return checker.refuse(
          Diagnostic(
            id: .tooManyOperands, at: operands[2].range,
            "'scatter' takes a table and its labels", hint: "write 'scatter \(operands[0].text), \(operands[1].text)'"))
      }
      let x = operands[0]
      guard let fact = checker.fact(of: x) else { return nil }
      let labels = operands.count == 2 ? checker.fact(of: operands[1]) : nil
      guard !x.isOneSample, fact.shape.count == 2, let width = fact.shape[1] else {
        return checker.refuse(
          Diagnostic(
            id: .noColumn, at: x.range,
            "'scatter' draws columns of a table, but \(x.text) has shape \(shapeText(fact.shape))"))
      }
      if let labels {
        guard checker.sameLengths([(x, fact), (operands[1], labels)], verb: "scatter") else { return nil }
      }
      let hasNumbers = labels.map { $0.role == .values && $0.shape.count == 1 } ?? false
      var places = Array(0..<min(width, hasNumbers ? 1 : 2))
      if let text = keys[columns], let entry = keys.entry(columns) {
        guard let found = TableColumns.places(text, of: x, fact, at: entry.place, &checker) else { return nil }
        places = found
      }
      let least = labels == nil ? 2 : 1
      guard (least...2).contains(places.count) else {
        return checker.refuse(
          Diagnostic(
            id: .noColumn, at: keys.entry(columns)?.place ?? x.place,
            "'scatter' draws two columns, not \(places.count)",
            hint: TableColumns.names(of: fact).flatMap { $0.count > 1 ? "write 'columns: \($0[0]), \($0[1])'" : nil }))
      }
      if places.count == 2, hasNumbers {
        return checker.refuse(
          Diagnostic(
            id: .notLabels, at: operands[1].range,
            "\(operands[1].text) holds numbers, which are no classes to colour points by",
            hint: "name one column, to draw the numbers over it"))
      }
      return Checked(operands: operands, settings: [Key.places.name: .shape(places)])
    },
    perform: { step, stage throws(Diagnostic) in try draw(step, &stage) },
    keras: { step, script in
      script.use(.numpy, .pyplot)
      let x = script.rows(step.operands[0])
      let places = step[Key.places] ?? [0, 1]
      let across = "\(x)[:, \(places[0])]"
      let second = step.operands.count == 2 ? step.operands[1] : nil
      let up = places.count == 2 ? "\(x)[:, \(places[1])]" : second.map { script.rows($0) } ?? across
      let colours = places.count == 2 ? second.map { ", c=\(script.classRows($0))" } ?? "" : ""
      script.write("plt.scatter(\(across), \(up)\(colours))")
      script.write("plt.title(\(KerasScript.quoted(step[Key.caption] ?? "Two columns")))\nplt.show()")
      script.note("count", of: step, "len(\(x))")
      script.note("correlation", of: step, "np.corrcoef(\(across), \(up))[0, 1]")
    })

  private static func draw(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let x = step.operands[0]
    let table = try stage.workspace.resolveRows(x)
    let names = TableColumns.names(of: table)
    let places = step[Key.places] ?? [0, 1]
    let across = table.array.column(places[0])
    var up: [Double] = []
    var labels: [Int] = []
    var classNames: [String] = []
    var upTitle = ""
    if step.operands.count == 2 {
      let y = step.operands[1]
      let other = try stage.workspace.resolveRows(y, alike: x)
      try sameCount(table.array, other.array, x, y)
      if places.count == 2 {
        labels = try classLabels(other.array, called: y.text, at: y.range)
        guard Set(labels).count <= mostClasses else {
          throw Diagnostic(
            id: .notLabels, at: y.range,
            "\(y.text) holds \(Set(labels).count) different numbers, which are no classes to colour points by",
            hint: "name one column, as in 'columns: \(names[places[0]])', to draw the numbers over it")
        }
        classNames = (0..<(labels.max() ?? 0) + 1).map { className($0, other.classNames) }
      } else {
        up = other.array.values.doubles
        upTitle = other.columns?.first ?? y.text
      }
    }
    if places.count == 2 {
      up = table.array.column(places[1])
      upTitle = title(names[places[1]])
    }
    stage.note(step, ["count": .integer(across.count), "correlation": .number(correlation(across, up))])
    let plot = ScatterPlot(
      x: across, y: up, labels: labels, classNames: classNames, xTitle: title(names[places[0]]), yTitle: upTitle,
      subject: x.text)
    let what = "\(plot.yTitle) over \(plot.xTitle)"
    stage.draw(.scatter(plot), step, caption: step[Key.caption] ?? "\(what) in \(x.text)")
  }

  private static func title(_ name: String) -> String { Int(name) == nil ? name : "column \(name)" }

  /// Pearson's.
  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let count = Double(max(x.count, 1))
    let means = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    var (both, across, up) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      both += (a - means.0) * (b - means.1)
      across += (a - means.0) * (a - means.0)
      up += (b - means.1) * (b - means.1)
    }
    return both / (across * up).squareRoot()
  }
}
