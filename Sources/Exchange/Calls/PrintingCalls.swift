// What prints and the ends of cells show.

extension KerasCall {
  static let printingCalls = [print, shows]

  private static let print = KerasCall(["print"]) { call, reader in
    if call.arguments.first == .string("input") { return true }
    if call.arguments.first == .string("answers") { return labelsPredictions(call.argument(3), &reader) }
    for argument in call.arguments + call.keywords.filter({ $0.name == nil }).map({ $0.value }) {
      guard prints(argument, &reader) else { return false }
    }
    return true
  }

  private static let shows = KerasCall(["len", "min", "max"]) { call, reader in prints(call, &reader) }

  /// What a print or the end of a cell shows.
  static func prints(_ expression: PythonExpression, _ reader: inout KerasReader) -> Bool {
    switch expression {
    case .string, .number, .attribute(_, "__version__"): return true
    // `"%d samples" % len(x)`, `"{} samples".format(len(x))`
    case .binary(.string, "%", let values):
      return (values.elements ?? [values]).allSatisfy { printsOrSkips($0, &reader) }
    case .call(.attribute(.string, "format"), let values, _): return values.allSatisfy { printsOrSkips($0, &reader) }
    // `model.evaluate(x, y)[1]`
    case .subscripted(let call, _) where reader.known.network(call.receiver) != nil: return reader.performs(call)
    case .other(let text) where printsInBase(text, &reader): return true
    case .attribute(let base, "shape"), .attribute(let base, "dtype"), .attribute(let base, "ndim"):
      return shape(base, &reader)
    case .subscripted(.attribute(let base, "shape"), _): return shape(base, &reader)
    case .call(.name("len"), let arguments, _): return arguments.first.map { shape($0, &reader) } ?? false
    case .call:
      if printsGroups(expression, &reader) || printsRows(expression, &reader) || describes(expression, &reader) {
        return true
      }
      if let called = expression.calledName, ["min", "max", "mean"].contains(called), let base = expression.receiver,
        let array = reader.known.operand(base)
      {
        return reader.step("print", [array])
      }
      return asking.contains(expression.calledName ?? "")
        ? reader.performs(expression) : reader.known.isResult(expression)
    default: break
    }
    if let array = reader.known.operand(expression) {
      return reader.step("print", [array])
    }
    return reader.known.isResult(expression)
  }

  /// Numbers that are worked out within a sentence are no step; what is not known at all is not understood.
  private static func printsOrSkips(_ value: PythonExpression, _ reader: inout KerasReader) -> Bool {
    if case .binary = value { return reader.known.isResult(value) || reader.known.isMeasure(value) }
    return prints(value, &reader)
  }

  /// `with np.printoptions(precision=2): print(x)`
  static func prints(_ body: [PythonStatement], _ head: [PythonToken], _ reader: inout KerasReader) -> Bool {
    var lines: [String] = []
    for (place, token) in head.enumerated() where ["precision", "threshold"].contains(token.text) {
      if place + 2 < head.count, head[place + 2].kind == .number, !["8", "1000"].contains(head[place + 2].text) {
        lines.append("\(token.text): \(head[place + 2].text)")
      }
    }
    for statement in body {
      guard case .expression(let call) = statement.kind, call.calledName == "print" else { return false }
      for argument in call.arguments {
        guard let array = reader.known.operand(argument) else { return false }
        reader.step("print", [array], lines: lines)
      }
    }
    return !body.isEmpty
  }

  /// `print(*("{:02x}".format(value) for value in x))`, as an exported lesson has it.
  private static func printsInBase(_ text: String, _ reader: inout KerasReader) -> Bool {
    let bases = ["{:02x}": 16, "{:08b}": 2, "{:03o}": 8]
    let words = PythonLexer.tokens(text)
    guard let format = words.first(where: { $0.kind == .string })?.text, let base = bases[format],
      let place = words.lastIndex(where: { $0.text == "in" })
    else { return false }
    let bytes = Array(text.utf8)
    var rest = String(decoding: bytes[words[place].range.upperBound...], as: UTF8.self).trimmed
    if rest.hasSuffix(")") { rest.removeLast() }
    guard case .expression(let array)? = PythonParser.statements(rest).first?.kind,
      let name = reader.known.operand(array)
    else { return false }
    return reader.step("print", [name], lines: ["base: \(base)"])
  }

  /// `print(np.frombuffer(raw[4:16].tobytes(), ">u4"))`
  private static func printsGroups(_ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard call.calledName == "frombuffer", let bytes = call.arguments.first, bytes.calledName == "tobytes",
      let array = bytes.receiver.flatMap({ reader.known.operand($0) }),
      let type = reader.known.text(call.argument(1, "dtype")),
      let size = [">u2": 2, ">u4": 4, ">u8": 8][type]
    else { return false }
    return reader.step("print", [array], lines: ["group: \(size)"])
  }

  /// `print(np.eye(y_train_cat.shape[1], dtype=int))`: the rows that one-hot makes.
  private static func printsRows(_ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard ["eye", "identity"].contains(call.calledName ?? "") else { return false }
    if case .subscripted(.attribute(let base, "shape"), _)? = call.arguments.first,
      let array = reader.known.operand(base)
    {
      reader.lesson.changeLast("one-hot", where: { ($0.names + $0.operands).contains(array) }) { step in
        if !step.lines.contains("show: encoder") { step.lines.append("show: encoder") }
      }
    }
    return true
  }

  private static let asking: Set<String> = [
    "classification_report", "confusion_matrix", "predict", "evaluate", "unique", "head", "describe", "accuracy_score",
    "mean_squared_error", "mean_absolute_error", "r2_score",
  ]

  /// Of one array after the other, one step.
  private static func shape(_ base: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard let array = reader.known.operand(base) else { return reader.known.isResult(base) }
    if reader.known.predicted[array] != nil { return true }
    if let last = reader.lesson.lastStep, last.verb == "shape", last.operands.contains(array) { return true }
    return reader.step("shape", [array], joins: true)
  }

  /// `print(pd.DataFrame(x).describe())`, `print(pd.DataFrame(x).head())`
  private static func describes(_ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard let verb = ["describe": "describe", "head": "show"][call.calledName ?? ""], let frame = call.receiver,
      frame.calledName == "DataFrame", let array = reader.known.operand(frame.arguments.first)
    else { return false }
    return reader.step(verb, [array], lines: reader.known.integer(call.arguments.first).map { ["count: \($0)"] } ?? [])
  }

  /// `print("answers", outputs[:, 0], "truth", y_test[0:6])`, as an exported lesson has it.
  private static func labelsPredictions(_ labels: PythonExpression?, _ reader: inout KerasReader) -> Bool {
    let labels = reader.known.operand(labels)
    return reader.lesson.changeLast("predict") { step in
      if let labels { step.lines.append("label: \(whole(labels, beside: step.names.first ?? ""))") }
    }
  }
}
