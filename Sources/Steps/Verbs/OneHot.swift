import Arrays
import Engine
import Figures
import Networks
import Lesson
import Text

extension Verb {
  private static let classes = Key<Int?>.integer(
    "classes", aliases: ["num_classes"], in: 2...100_000, text: "those of the data set, else the largest label + 1",
    "how long a row is")
  private static let shown = Key<Shown>.choice(
    "show", [(.nothing, []), (.encoder, ["table"])], standard: .nothing,
    "encoder tables which class stands in which column")

  static let oneHot = Verb(
    VerbDoc(
      "one-hot", aliases: ["to-categorical", "onehot"], forms: ["one-hot y", "one-hot y as y_cat"],
      summary: "turns labels into rows of zeros with a single one; without 'as', in place", naming: .arrayOrInPlace,
      keys: [classes.spec, shown.spec], example: "one-hot y_train as y_train_cat"),
    memory: { step, stage in
      guard let labels = step.operands.first, let source = try? stage.workspace.resolveRows(labels) else {
        return .none
      }
      let largest = max(0, extremes(source.array.values).high)
      let width = step[classes] ?? max(largest < 1e9 ? Int(largest) + 1 : 1, source.classNames?.count ?? 0)
      return MemoryUse(
        bytes: [Int64(source.array.count), Int64(width), 4].product,
        advice: "leave this step out and train with 'loss: sparse_categorical_crossentropy', which takes the labels "
          + "themselves, or use fewer samples")
    },
    check: { checker, step, keys in
      let used = checker.scope.used
      let isInPlace = step.clauses[.as] == nil
      guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
      guard let labels = operands.first, operands.count == 1, !isInPlace || labels.selection == .all else {
        return checker.refuse(
          Diagnostic(
            id: .tooManyOperands, at: operands.count > 1 ? operands[1].range : operands[0].range,
            operands.count > 1
              ? "'one-hot' takes one array of labels" : "'one-hot' changes a whole array, not a part of one",
            hint: operands.count > 1
              ? "give each a step of its own" : "write '\(operands[0].text) as \(operands[0].name)_part'"))
      }
      let fact = checker.fact(of: labels)
      if isInPlace { checker.scope.used = used }
      guard let names = checker.newNames(step), let fact else { return nil }
      guard names.count <= 1 else {
        return checker.refuse(
          Diagnostic(id: .wrongNameCount, at: names[1].range, "'one-hot' makes one array, so it needs one name"))
      }
      if checker.areColumn(labels, fact) { return nil }
      if let problem = problem(with: fact, of: labels, checker.scope) { return checker.refuse(problem) }
      var known: Int?
      if case .labels(let classes) = fact.role { known = classes }
      let wanted = keys[classes]
      if let known, let wanted, wanted < known, let entry = keys.entry(classes) {
        return checker.refuse(
          Diagnostic(
            id: .outOfRange, at: entry.place,
            "'\(labels.name)' names \(known) classes, so 'classes' cannot be \(wanted)",
            hint: "write 'classes: \(known)'"))
      }
      var result = fact
      result.role = .oneHot
      result.elementType = .float32
      result.shape = [fact.shape[0], wanted ?? known]
      let name = names.first?.text ?? labels.name
      checker.scope.define(name, .array(result), at: names.first?.range ?? labels.range)
      return Checked(operands: operands, names: names.map { $0.text })
    },
    perform: { step, stage throws(Diagnostic) in
      let labels = step.operands[0]
      let source = try stage.workspace.resolveRows(labels)
      let indices = try classLabels(source.array, called: labels.text, at: nil)
      let width = step[classes] ?? max((indices.max() ?? 0) + 1, source.classNames?.count ?? 0)
      if let bad = indices.first(where: { $0 >= width }) {
        throw Diagnostic(
          id: .outOfRange, at: labels.range,
          "\(labels.text) holds the label \(bad), but 'classes' is \(width), for labels from 0 to \(width - 1)",
          notes: ["write 'classes: \((indices.max() ?? bad) + 1)', or leave it out"])
      }
      var rows = [Float](repeating: 0, count: indices.count * width)
      for (row, column) in indices.enumerated() { rows[row * width + column] = 1 }
      let name = step.names.first ?? labels.name
      stage.workspace.arrays[name] = Variable(
        array: NDArray(shape: [indices.count, width], values: .float32(rows)), classNames: source.classNames,
        pixels: nil)
      stage.show(.text("\(name): \(shapeText([indices.count, width]))"))
      if step[shown] == .encoder { stage.show(.table(encoder(classes: width, source.classNames))) }
    },
    keras: { step, script in
      guard let labels = step.operands.first else { return }
      script.use(.keras)
      let target = step.names.first ?? labels.name
      let width = step[classes] ?? script.classCounts[labels.name]
      script.write(
        "\(KerasScript.identifier(target)) = keras.utils.to_categorical(\(script.rows(labels))\(width.map { ", \($0)" } ?? ""))"
      )
      script.oneHot.insert(target)
      guard step[shown] == .encoder else { return }
      script.use(.numpy)
      script.write("print(np.eye(\(KerasScript.identifier(target)).shape[1], dtype=int))")
    })

  /// Each class with the column of its one, and its row: long rows in words, and of very many classes the first.
  private static func encoder(classes count: Int, _ names: [String]?) -> OutputTable {
    let most = 20
    var rows = (0..<min(count, 100)).map { label in
      let row =
        count <= most
        ? (0..<count).map { $0 == label ? "1" : "0" }.joined(separator: " ")
        : "a 1 behind \(Words.count(label, "zero"))"
      return [className(label, names), "\(label)", row]
    }
    if count > rows.count { rows.append(["…", "…", "and so on, up to class \(className(count - 1, names))"]) }
    return OutputTable(header: ["class", "column", "row"], alignments: [.right, .right, .left], rows: rows)
  }

  private static func problem(with fact: ArrayFact, of labels: Operand, _ scope: Scope) -> Diagnostic? {
    switch fact.role {
    case .labels: nil
    case .oneHot:
      Diagnostic(
        id: .alreadyOneHot, at: labels.range,
        "'\(labels.name)' is one-hot already: its shape is \(shapeText(fact.shape))", hint: "leave this step out")
    case .values, .probabilities:
      fact.shape.count == 1
        ? nil
        : Diagnostic(
          id: .notLabels, at: labels.range,
          "'one-hot' is for labels, but '\(labels.name)' has shape \(shapeText(fact.shape))",
          hint: scope.labels(near: labels.name).map { "did you mean '\($0)'?" })
    }
  }
}

/// What `show` can be.
private enum Shown: String, Sendable { case nothing, encoder }
