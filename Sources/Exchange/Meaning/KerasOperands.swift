extension KerasKnowledge {
  /// An array or its part as a step names it.
  func operand(_ expression: PythonExpression?) -> String? {
    switch expression {
    case .name(let name):
      switch names[name] {
      case .array(let array)?: return array
      case .part(let array, let from?, let to?)? where from >= 0 && to == from + 1: return "\(array)[\(from)]"
      case .part(let array, let from, let to)?:
        return "\(array)[\(from.map { "\($0)" } ?? ""):\(to.map { "\($0)" } ?? "")]"
      default: return nil
      }
    case .subscripted(let base, let places):
      // `small[3]`, where `small = x[10:20]`.
      if case .name(let name) = base, case .part(let array, let from, _)? = names[name], (from ?? 0) >= 0,
        let index = integer(places.first), index >= 0
      {
        return "\(array)[\((from ?? 0) + index)]"
      }
      guard let array = operand(base), !array.utf8.contains(UInt8(ascii: "[")), let first = places.first else {
        return nil
      }
      if case .binary(let labels, "==", let value) = first, let name = operand(labels), let value = integer(value) {
        return "\(array) where \(name) = \(value)"
      }
      guard
        places.dropFirst().allSatisfy({ $0 == .slice(nil, nil, step: nil) || $0 == .name("...") || integer($0) == 0 })
      else { return nil }
      if case .list(let one) = first, one.count == 1 { return integer(one[0]).map { "\(array)[\($0)]" } }
      if case .slice(let from, let to, step: nil) = first {
        let (low, high) = (integer(from), integer(to))
        guard from == nil || low != nil, to == nil || high != nil else { return nil }
        if let low, let high, high == low + 1 { return "\(array)[\(low)]" }
        return "\(array)[\(low.map { "\($0)" } ?? ""):\(high.map { "\($0)" } ?? "")]"
      }
      return integer(first).map { "\(array)[\($0)]" }
    case .call:
      guard let called = expression?.calledName else { return nil }
      if ["reshape", "squeeze", "astype", "argmax"].contains(called), let base = expression?.receiver,
        base.path != ["np"]
      {
        return operand(base)
      }
      if ["expand_dims", "array", "reshape", "squeeze", "asarray", "argmax"].contains(called),
        let base = expression?.arguments.first
      {
        if case .list(let one) = base, one.count == 1 { return operand(one[0]) }
        return operand(base)
      }
      return nil
    default: return nil
    }
  }

  /// Labels as whole numbers: the ones behind one-hot rows.
  func classes(_ expression: PythonExpression?) -> String? {
    guard let name = operand(expression) else { return nil }
    let array = String(name.prefix { $0 != "[" && $0 != " " })
    guard let original = labels[array] else { return name }
    return original + name.dropFirst(array.count)
  }

  /// The training whose history an expression looks into.
  func history(in expression: PythonExpression) -> String? {
    for part in expression.all {
      if case .name(let name) = part, case .history(let fit)? = names[name] { return fit }
    }
    return nil
  }

  /// Whether it counts samples or batches: numbers and the lengths of arrays alone.
  func isCount(_ value: PythonExpression) -> Bool {
    var hasLength = false
    let isPlain = value.all.allSatisfy { part in
      switch part {
      case .number, .unary, .binary: return true
      case .call:
        if part.calledName == "len" { hasLength = true }
        return ["len", "int", "round", "ceil", "floor"].contains(part.calledName ?? "")
      case .subscripted(.attribute(let base, "shape"), let places):
        if operand(base) != nil, integer(places.first) == 0 { hasLength = true }
        return hasLength
      case .attribute(_, let name): return ["shape", "ceil", "floor"].contains(name)
      case .name(let name):
        switch names[name] {
        case .array?, .value?, .counted?: return true
        default: return ["len", "int", "round", "np", "math"].contains(name)
        }
      default: return false
      }
    }
    return isPlain && hasLength
  }

  /// One sample of an array that a name stands for, within a call.
  func part(in call: PythonExpression) -> Meaning? {
    for case .name(let name) in call.all {
      if case .part(_, let from?, let to)? = names[name], to == from + 1 || to == nil && from == -1 {
        return names[name]
      }
    }
    return nil
  }

  /// Labels of a data set, which has ten classes.
  func digits(_ labels: String) -> [Int]? { [60_000, 10_000].contains(counts[labels] ?? 0) ? [10] : nil }

  /// A function of the notebook's own that is called.
  func function(_ call: PythonExpression) -> FunctionSketch? {
    guard case .call(.name(let name), _, _) = call, case .function(let sketch)? = names[name] else { return nil }
    return sketch
  }

  /// The network that a name stands for.
  func network(_ expression: PythonExpression?) -> String? {
    guard case .name(let name)? = expression, case .network(let network)? = names[name] else { return nil }
    return network
  }

  /// The network whose answers an array or a name is, and to what.
  func answered(_ expression: PythonExpression) -> (network: String, x: String)? {
    if case .name(let name) = expression, case .answers(let network, let x)? = names[name] { return (network, x) }
    return operand(expression).flatMap { predicted[$0] ?? chosen[$0] }
  }

  // MARK: Drawing

  private static let drawers: Set<String> = ["plt", "sns", "pyplot", "ax", "axes", "axis", "fig", "figure", "display"]

  /// Whether nothing is done but to show what is there.
  func isDrawing(_ statement: PythonStatement) -> Bool {
    switch statement.kind {
    case .expression(let expression): isDrawing(expression)
    case .assignment(_, let value): isDrawing(value)
    case .compound(_, _, let body): !body.isEmpty && body.allSatisfy { isDrawing($0) }
    case .imports: true
    case .augmented, .other: false
    }
  }

  func isDrawing(_ expression: PythonExpression) -> Bool {
    let root = expression.root
    if holdsStranger(expression) { return false }
    // Images at places that results give.
    if expression.calledName == "show_images", case .subscripted(_, let places)? = expression.arguments.first {
      return places.allSatisfy { isResult($0) }
    }
    if let root, Self.drawers.contains(root) { return !expression.all.contains { $0.calledName == "imshow" } }
    if let root, case .result? = names[root] { return true }
    if case .call(.name("print"), let arguments, _) = expression { return arguments.allSatisfy { isResult($0) } }
    return isResult(expression)
  }
}
