import Arrays
import Lesson

extension Verb {
  static let argmax = Verb(
    VerbDoc(
      "argmax", forms: ["argmax y_pred as y_class"],
      summary: "the index of the largest number in each row: from probabilities to classes", naming: .arrays,
      example: "argmax y_pred as y_class"),
    check: { checker, step, _ in
      guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
      let fact = checker.fact(of: operands[0])
      guard let names = checker.newNames(step), let fact else { return nil }
      guard operands.count == 1, names.count == 1 else {
        return checker.refuse(
          Diagnostic(
            id: names.isEmpty ? .missingAs : .wrongNameCount, at: step.headline,
            "'argmax' makes one new array of one array", hint: "write 'argmax \(operands[0].text) as y_class'"))
      }
      guard fact.shape.count == 2 else {
        return checker.refuse(
          Diagnostic(
            id: .notRows, at: operands[0].range,
            "'argmax' looks for the largest number of each row, but \(operands[0].text) has shape \(shapeText(fact.shape))",
            notes: ["its rows are a network's answers, such as 'predict net on x_test as y_pred' makes them"]))
      }
      checker.scope.define(
        names[0].text,
        .array(
          ArrayFact(
            shape: [fact.shape[0]], elementType: .int64, role: .labels(classes: fact.shape[1].map { max($0, 2) }),
            scale: .unknown)),
        at: names[0].range)
      return Checked(operands: operands, names: [names[0].text])
    },
    perform: { step, stage throws(Diagnostic) in
      guard let name = step.names.first else { return }
      let source = try stage.workspace.resolveRows(step.operands[0])
      let classes = largestPlaces(source.array)
      stage.workspace.arrays[name] = Variable(
        array: NDArray(shape: [classes.count], values: .int64(classes.map { Int64($0) })),
        classNames: source.classNames, pixels: nil)
      stage.show(.text("\(name): \(shapeText([classes.count])) int64"))
    },
    keras: { step, script in
      guard let array = step.operands.first, let name = step.names.first else { return }
      script.write("\(KerasScript.identifier(name)) = \(script.code(array)).argmax(axis=1)")
    })
}
