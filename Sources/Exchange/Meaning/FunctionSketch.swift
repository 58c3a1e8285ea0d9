/// A function of the notebook's own, whose statements are read where it is called.
struct FunctionSketch {
  /// As the script has it.
  let text: String
  /// Where a line of it stands.
  let place: (Int) -> String
  private let parameters: [String]
  private let defaults: [PythonKeyword]
  private let body: [PythonStatement]
  private let returned: PythonExpression?

  private static let reasons: Set<String> = [
    "Sequential", "Model", "add", "compile", "fit", "evaluate", "load_data", "read_csv", "to_categorical",
  ]

  /// nil for one that neither reads data nor makes, trains or tests a network, or that returns from several places.
  init?(_ statement: PythonStatement, place: @escaping (Int) -> String) {
    guard case .compound("def", let head, var body) = statement.kind, let end = head.lastIndex(of: ":"),
      case .expression(.call(_, let arguments, let keywords))? =
        PythonParser.statements(String(head[..<end].dropFirst("def ".count))).first?.kind,
      statement.expressions.contains(where: { Self.reasons.contains($0.calledName ?? "") }),
      keywords.allSatisfy({ $0.name != nil })
    else { return nil }
    if case .expression(.string)? = body.first?.kind { body.removeFirst() }
    var returned: PythonExpression?
    if let last = body.last, last.isReturn, case .expression(let value) = last.kind {
      returned = value
      body.removeLast()
    }
    guard !body.contains(where: { $0.isReturn || $0.text.contains("\n") && $0.holdsReturn }) else { return nil }
    text = statement.text
    self.place = place
    parameters = arguments.compactMap { $0.root }
    (defaults, self.body, self.returned) = (keywords, body, returned)
  }

  /// Its statements for a call, and what they return; nil where the arguments do not fit.
  ///
  /// - Parameter target: what the result is assigned to, whose name what is returned has from the start.
  func statements(
    of call: PythonExpression, for target: PythonExpression?
  ) -> (body: [PythonStatement], returned: PythonExpression?)? {
    var given = defaults.reduce(into: [String: PythonExpression]()) { $0[$1.name ?? ""] = $1.value }
    let names = parameters + defaults.compactMap { $0.name }
    guard call.arguments.count <= names.count else { return nil }
    for (name, value) in zip(names, call.arguments) { given[name] = value }
    for keyword in call.keywords {
      guard let name = keyword.name, names.contains(name) else { return nil }
      given[name] = keyword.value
    }
    guard names.allSatisfy({ given[$0] != nil }) else { return nil }
    if case .name(let own)? = returned, given[own] == nil, case .name? = target { given[own] = target }
    return (body.map { $0.substituting(given) }, returned?.substituting(given))
  }
}

extension PythonStatement {
  fileprivate var isReturn: Bool { text.hasPrefix("return") }

  fileprivate var holdsReturn: Bool {
    if case .compound(_, _, let body) = kind { body.contains { $0.isReturn || $0.holdsReturn } } else { false }
  }
}
