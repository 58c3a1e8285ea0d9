extension PythonExpression {
  /// As Python writes it, on one line.
  var source: String {
    func list(_ parts: [PythonExpression]) -> String { parts.map { $0.source }.joined(separator: ", ") }
    switch self {
    case .name(let name), .number(let name): return name
    case .string(let text): return "'\(text)'"
    case .list(let parts): return "[\(list(parts))]"
    case .tuple(let parts): return "(\(list(parts))\(parts.count == 1 ? "," : ""))"
    case .call(let function, let arguments, let keywords):
      let named = keywords.map { ($0.name.map { $0 + "=" } ?? "*") + $0.value.source }
      return function.source + "(" + (arguments.map { $0.source } + named).joined(separator: ", ") + ")"
    case .attribute(let base, let name): return base.source + "." + name
    case .subscripted(let base, let places): return "\(base.source)[\(list(places))]"
    case .slice(let from, let to, let step):
      return (from?.source ?? "") + ":" + (to?.source ?? "") + (step.map { ":" + $0.source } ?? "")
    case .unary(let sign, let part): return sign + (sign == "not" ? " " : "") + part.source
    case .binary(let left, let sign, let right): return "\(left.source) \(sign) \(right.source)"
    case .other(let text): return text.split { $0 == "\n" }.map { String($0).trimmed }.joined(separator: " ")
    }
  }
}
