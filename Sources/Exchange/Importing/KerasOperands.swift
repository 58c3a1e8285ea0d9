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
      else {
        return nil
      }
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
}
