import Arrays
import Engine
import Networks
import Lesson

extension Verb {
  private static let classes = Key<Int?>.integer(
    "classes", aliases: ["num_classes"], in: 2...100_000, text: "those of the data set, else the largest label + 1",
    "how long a row is")

  static let oneHot = Verb(
    VerbDoc(
      "one-hot", aliases: ["to-categorical", "onehot"], forms: ["one-hot y", "one-hot y as y_cat"],
      summary: "turns labels into rows of zeros with a single one; without 'as', in place", naming: .arrayOrInPlace,
      keys: [classes.spec], example: "one-hot y_train as y_train_cat"),
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
      let indices = try stage.workspace.classes(source.array, called: labels.text, at: nil)
      let width = step[classes] ?? max((indices.max() ?? 0) + 1, source.classNames?.count ?? 0)
      if let bad = indices.first(where: { $0 >= width }) {
        throw Diagnostic(
          id: .labelOutside, at: nil, "\(labels.text) holds the label \(bad), but there are only \(width) classes",
          notes: ["labels must be whole numbers from 0 to \(width - 1)"])
      }
      var rows = [Float](repeating: 0, count: indices.count * width)
      for (row, column) in indices.enumerated() { rows[row * width + column] = 1 }
      let name = step.names.first ?? labels.name
      stage.workspace.arrays[name] = Variable(
        array: NDArray(shape: [indices.count, width], values: .float32(rows)), classNames: source.classNames,
        pixels: nil)
      stage.show(.text("\(name): \(shapeText([indices.count, width]))"))
    })

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
