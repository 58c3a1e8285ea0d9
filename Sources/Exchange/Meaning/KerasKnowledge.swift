/// What is known of a script's names, and what expressions mean by it.
struct KerasKnowledge {
  /// What a name of the script stands for.
  enum Meaning {
    /// A lesson's array.
    case array(String)
    /// A part of one, that a slice gave.
    case part(String, from: Int?, to: Int?)
    case value(PythonExpression)
    case network(String)
    /// What layers give that are called one after the other, from an `Input` on.
    case tensor(ModelSketch)
    /// Settings of `fit`.
    case optimizer([String], isWhole: Bool)
    case callback([String])
    case rate(KerasRate)
    /// A count of samples or batches, that the lengths of arrays give.
    case counted(PythonExpression)
    /// A training, by its step.
    case history(String)
    /// The file behind `with gzip.open(…) as f`.
    case file(String)
    /// A function that reads an IDX file.
    case fileReader
    /// The true classes of an array that is one-hot, or the answers of a network to one.
    case answers(network: String, x: String)
    case encoder
    /// Gives words whole numbers, as `load` does by itself.
    case wordEncoder
    case scaler
    case table(TableSketch)
    case function(FunctionSketch)
    /// A function that an exported lesson tries settings with.
    case trial(TrialSketch)
    /// A random order of samples.
    case order
    case mean(String)
    case deviation(String)
    /// Numbers, pictures and tables that only prints and drawings use.
    case result
  }

  var names: [String: Meaning] = [:]
  /// Names that statements gave a meaning to that were not understood.
  var strangers: Set<String> = []
  /// How long one sample is in each direction, and how many there are, where that is known.
  var shapes: [String: [Int]] = [:]
  var counts: [String: Int] = [:]
  /// The labels behind one-hot rows.
  var labels: [String: String] = [:]
  var oneHot: Set<String> = []
  /// What a network's outputs were asked about, by the name that they have.
  var predicted: [String: (network: String, x: String)] = [:]
  /// The same of the classes that are likeliest by them.
  var chosen: [String: (network: String, x: String)] = [:]

  /// Whether it is made of results and words alone.
  func isResult(_ expression: PythonExpression) -> Bool {
    expression.all.allSatisfy { part in
      switch part {
      case .name(let name):
        switch names[name] {
        case .result?, .history?, .value?, .counted?, .table?: return true
        default: break
        }
        if case .array(let array)? = names[name], predicted[array] != nil { return true }
        return [
          "np", "len", "round", "str", "int", "float", "range", "format", "zip", "tf", "True", "False", "None", "dict",
          "list", "max", "min", "sum", "sorted", "enumerate", "type",
        ].contains(name)
      case .call(let function, _, _):
        // Nothing that trains or asks a network.
        return !["fit", "predict", "evaluate", "compile"].contains(part.calledName ?? "") || function.path == nil
      default: return true
      }
    }
  }

  /// Whether results are part of it, or how large a table is.
  func holdsResult(_ expression: PythonExpression) -> Bool {
    expression.all.contains { part in
      guard case .name(let name) = part else { return false }
      switch names[name] {
      case .result?, .history?, .answers?, .table?: return true
      case .array(let array)?: return predicted[array] != nil
      default: return false
      }
    }
  }

  /// Whether a name is part of it whose meaning was not understood.
  func holdsStranger(_ expression: PythonExpression) -> Bool {
    !strangers.isEmpty
      && expression.all.contains { part in
        if case .name(let name) = part { names[name] == nil && strangers.contains(name) } else { false }
      }
  }

  /// Whether it is made of a table that pandas holds, not only of how large that is.
  func isOfTable(_ expression: PythonExpression) -> Bool {
    func isTable(_ part: PythonExpression) -> Bool {
      if case .name(let name) = part, case .table? = names[name] { true } else { false }
    }
    let all = expression.all
    return all.count { isTable($0) }
      > all.count { part in
        switch part {
        case .call(.name("len"), let arguments, _): arguments.count == 1 && isTable(arguments[0])
        case .attribute(let base, "shape"), .attribute(let base, "columns"): isTable(base)
        default: false
        }
      }
  }

  /// Whether it is arithmetic with arrays and a network's outputs that ends in single numbers, which `evaluate` gives.
  func isMeasure(_ value: PythonExpression) -> Bool {
    let calls: Set<String> = [
      "predict", "ravel", "flatten", "mean", "var", "std", "sum", "abs", "sqrt", "float", "int", "round", "errors",
      "min", "max", "len", "in_top_k", "argmax", "count_params", "wilson", "square",
    ]
    let ends: Set<String> = ["mean", "var", "std", "sum", "min", "max", "len", "count_params", "wilson"]
    let isOfAnswers = value.all.contains { part in
      switch part {
      case .name(let name):
        switch names[name] {
        case .answers?: return true
        case .array(let array)?: return predicted[array] != nil
        default: return false
        }
      case .binary(_, "==", _), .binary(_, "!=", _): return true
      default: return ["predict", "errors", "count_params", "wilson"].contains(part.calledName ?? "")
      }
    }
    return isOfAnswers && value.all.contains { ends.contains($0.calledName ?? "") }
      && value.all.allSatisfy { part in
        switch part {
        case .name(let name):
          return names[name] != nil || ["np", "keras", "math", "tf"].contains(name) || calls.contains(name)
        case .call(.name(let function), _, _): return calls.contains(function)
        case .call(.attribute(_, let function), _, _): return calls.contains(function)
        case .other, .string, .list: return false
        default: return true
        }
      }
  }

  func isConstant(_ value: PythonExpression) -> Bool {
    value.all.allSatisfy { part in
      switch part {
      case .number, .string, .list, .tuple, .unary, .binary: return true
      case .name(let name):
        if case .value? = names[name] { return true }
        return ["None", "True", "False"].contains(name)
      case .other(let text): return text.hasPrefix("lambda: ") || text == "{}"
      default: return false
      }
    }
  }

  // MARK: Values

  /// A number, of names that hold one too.
  func number(_ expression: PythonExpression?) -> Double? {
    switch expression {
    case .number(let text):
      return Double(text.filter { $0 != "_" }.hasSuffix(".") ? text + "0" : text.filter { $0 != "_" })
    case .name(let name):
      switch names[name] {
      case .value(let value)?, .counted(let value)?: return number(value)
      default: return nil
      }
    case .unary("-", let part): return number(part).map { -$0 }
    case .subscripted(.attribute(let base, "shape"), let places):
      guard let array = operand(base), let shape = shapes[array], let place = integer(places.first) else { return nil }
      return shape.indices.contains(place - 1)
        ? Double(shape[place - 1]) : place == 0 ? counts[array].map { Double($0) } : nil
    case .call(.name("len"), let arguments, _):
      guard case .name(let name)? = arguments.first, case .array(let array)? = names[name] else { return nil }
      return counts[array].map { Double($0) }
    case .call(.name("round"), let arguments, _):
      return number(arguments.first).map { $0.rounded(.toNearestOrEven) }
    case .call(.name("int"), let arguments, _), .call(.name("float"), let arguments, _): return number(arguments.first)
    case .binary(let left, let sign, let right):
      if sign == "//" || sign == "*" || sign == "/" || sign == "+" || sign == "-", let a = number(left),
        let b = number(right)
      {
        switch sign {
        case "+": return a + b
        case "-": return a - b
        case "*": return a * b
        default: return b == 0 ? nil : sign == "//" ? (a / b).rounded(.down) : a / b
        }
      }
      return nil
    default: return nil
    }
  }

  /// What a name stands for that was given a value.
  func resolved(_ expression: PythonExpression) -> PythonExpression {
    if case .name(let name) = expression, case .value(let value)? = names[name] { value } else { expression }
  }

  func elements(_ list: PythonExpression?) -> [PythonExpression] { list.flatMap { resolved($0).elements } ?? [] }

  func integer(_ expression: PythonExpression?) -> Int? { number(expression).flatMap { Int(exactly: $0) } }

  /// What `split` takes, of a number or of `round(0.1 * len(x))`: `5000`, `0.1`.
  func amount(_ expression: PythonExpression?) -> String? {
    switch expression {
    case .name(let name):
      switch names[name] {
      case .value(let value)?, .counted(let value)?: return amount(value)
      default: return nil
      }
    case .call(.name("round"), let arguments, _), .call(.name("int"), let arguments, _):
      return arguments.first.flatMap { amount($0) }
    case .binary(let left, "*", let right):
      for (share, count) in [(left, right), (right, left)] where count.calledName == "len" {
        if let share = number(share), share > 0, share < 1 {
          let parts = (1 / share).rounded()
          return "\(share)".utf8.count > 8 && abs(1 / parts - share) < 1e-9 ? "1/\(Int(parts))" : "\(share)"
        }
      }
    case .binary(let count, "//", let parts) where count.calledName == "len":
      if let parts = integer(parts), parts > 1 { return "1/\(parts)" }
    default: break
    }
    return integer(expression).flatMap { $0 > 0 ? "\($0)" : nil }
  }

  /// What a setting may be: `0.01`, `5`.
  func numberText(_ expression: PythonExpression?) -> String? { number(expression).map { Self.text(of: $0) } }

  static func text(of number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }

  func text(_ expression: PythonExpression?) -> String? {
    switch expression {
    case .string(let text): return text
    case .name(let name):
      if case .value(let value)? = names[name] { return text(value) }
      return nil
    default: return nil
    }
  }

  /// `(28, 28, 1)`, of names too.
  func lengths(_ expression: PythonExpression?) -> [Int]? {
    if case .name(let name)? = expression, case .value(let value)? = names[name] { return lengths(value) }
    guard let elements = expression?.elements else { return integer(expression).map { [$0] } }
    let numbers = elements.compactMap { integer($0) }
    return numbers.count == elements.count ? numbers : nil
  }
}
