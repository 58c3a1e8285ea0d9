extension KerasReader {
  /// What a print or the end of a cell shows.
  mutating func prints(_ expression: PythonExpression) -> Bool {
    switch expression {
    case .string, .number: return true
    case .other(let text) where printsInBase(text): return true
    case .attribute(let base, "shape"), .attribute(let base, "dtype"), .attribute(let base, "ndim"):
      return shape(base)
    case .subscripted(.attribute(let base, "shape"), _): return shape(base)
    case .call(.name("len"), let arguments, _): return arguments.first.map { shape($0) } ?? false
    case .call:
      if printsGroups(expression) || printsRows(expression) || describes(expression) { return true }
      if let called = expression.calledName, ["min", "max", "mean"].contains(called), let base = expression.receiver,
        let array = known.operand(base)
      {
        step("print", [array])
        return true
      }
      return performsSilently(expression)
    default: break
    }
    if let array = known.operand(expression) {
      step("print", [array])
      return true
    }
    return known.isResult(expression)
  }

  /// `with np.printoptions(precision=2): print(x)`
  mutating func prints(_ body: [PythonStatement], _ head: [PythonToken]) -> Bool {
    var lines: [String] = []
    for (place, token) in head.enumerated() where ["precision", "threshold"].contains(token.text) {
      if place + 2 < head.count, head[place + 2].kind == .number {
        lines.append("\(token.text): \(head[place + 2].text)")
      }
    }
    for statement in body {
      guard case .expression(let call) = statement.kind, call.calledName == "print" else { return false }
      for argument in call.arguments {
        guard let array = known.operand(argument) else { return false }
        step("print", [array], lines: lines)
      }
    }
    return !body.isEmpty
  }

  /// `print(*("{:02x}".format(value) for value in x))`, as an exported lesson has it.
  private mutating func printsInBase(_ text: String) -> Bool {
    let bases = ["{:02x}": 16, "{:08b}": 2, "{:03o}": 8]
    let words = PythonLexer.tokens(text)
    guard let format = words.first(where: { $0.kind == .string })?.text, let base = bases[format],
      let place = words.lastIndex(where: { $0.text == "in" })
    else { return false }
    let bytes = Array(text.utf8)
    var rest = String(decoding: bytes[words[place].range.upperBound...], as: UTF8.self).trimmed
    if rest.hasSuffix(")") { rest.removeLast() }
    guard case .expression(let array)? = PythonParser.statements(rest).first?.kind, let name = known.operand(array)
    else {
      return false
    }
    step("print", [name], lines: ["base: \(base)"])
    return true
  }

  /// `print(np.frombuffer(raw[4:16].tobytes(), ">u4"))`
  private mutating func printsGroups(_ call: PythonExpression) -> Bool {
    guard call.calledName == "frombuffer", let bytes = call.arguments.first, bytes.calledName == "tobytes",
      let array = bytes.receiver.flatMap({ known.operand($0) }), let type = known.text(call.argument(1, "dtype")),
      let size = [">u2": 2, ">u4": 4, ">u8": 8][type]
    else { return false }
    step("print", [array], lines: ["group: \(size)"])
    return true
  }

  /// `print(np.eye(y_train_cat.shape[1], dtype=int))`: the rows that one-hot makes.
  private mutating func printsRows(_ call: PythonExpression) -> Bool {
    guard ["eye", "identity"].contains(call.calledName ?? "") else { return false }
    if case .subscripted(.attribute(let base, "shape"), _)? = call.arguments.first, let array = known.operand(base),
      case .steps(var steps)? = lesson.blocks.last,
      let place = steps.lastIndex(where: { $0.verb == "one-hot" && ($0.names + $0.operands).contains(array) }),
      !steps[place].lines.contains("show: encoder")
    {
      steps[place].lines.append("show: encoder")
      lesson.blocks[lesson.blocks.count - 1] = .steps(steps)
    }
    return true
  }

  private mutating func performsSilently(_ expression: PythonExpression) -> Bool {
    let called = expression.calledName ?? ""
    let known: Set<String> = [
      "classification_report", "confusion_matrix", "predict", "evaluate", "unique", "accuracy_score",
      "mean_squared_error", "mean_absolute_error", "r2_score",
    ]
    guard known.contains(called) else {
      return self.known.isResult(expression)
    }
    return performs(expression, PythonStatement(kind: .other, text: "", line: 0))
  }

  /// Of one array after the other, one step.
  private mutating func shape(_ base: PythonExpression) -> Bool {
    guard let array = known.operand(base) else { return known.isResult(base) }
    if known.predicted[array] != nil { return true }
    if case .steps(let steps)? = lesson.blocks.last, let last = steps.last, last.verb == "shape",
      last.operands.contains(array)
    {
      return true
    }
    step("shape", [array], joins: true)
    return true
  }

  /// `print(pd.DataFrame(x).describe())`, `print(pd.DataFrame(x).head())`
  private mutating func describes(_ call: PythonExpression) -> Bool {
    guard let verb = ["describe": "describe", "head": "show"][call.calledName ?? ""], let frame = call.receiver,
      frame.calledName == "DataFrame", let array = known.operand(frame.arguments.first)
    else { return false }
    step(verb, [array], lines: known.integer(call.arguments.first).map { ["count: \($0)"] } ?? [])
    return true
  }
}
