/// An expression of Python (<https://docs.python.org/3/reference/expressions.html>), as far as tutorials use them.
indirect enum PythonExpression: Equatable {
  case name(String)
  /// As written: `255.`, `1e-3`.
  case number(String)
  case string(String)
  case list([PythonExpression])
  case tuple([PythonExpression])
  case call(PythonExpression, [PythonExpression], keywords: [PythonKeyword])
  case attribute(PythonExpression, String)
  case subscripted(PythonExpression, [PythonExpression])
  case slice(PythonExpression?, PythonExpression?, step: PythonExpression?)
  case unary(String, PythonExpression)
  case binary(PythonExpression, String, PythonExpression)
  /// A comprehension, a lambda, a dictionary: as written.
  case other(String)
}

struct PythonKeyword: Equatable {
  /// nil for `*arguments` and `**options`.
  var name: String?
  var value: PythonExpression
}

/// A logical line, or a compound statement with all that is indented below it.
struct PythonStatement {
  indirect enum Kind {
    case imports
    /// `a = b = value` has two targets.
    case assignment([PythonExpression], PythonExpression)
    case augmented(PythonExpression, String, PythonExpression)
    case expression(PythonExpression)
    /// `for`, `with`, `def`, `if`, …: the words of its head and its body.
    case compound(keyword: String, head: String, body: [PythonStatement])
    case other
  }

  var kind: Kind
  /// As written, without the indentation that all its lines share.
  var text: String
  /// Its first line, from 1.
  var line: Int
}

extension PythonExpression {
  /// `keras.layers.Dense` as its parts; nil for anything but names joined by points.
  var path: [String]? {
    switch self {
    case .name(let name): [name]
    case .attribute(let base, let name): base.path.map { $0 + [name] }
    default: nil
    }
  }

  /// The name that all of it starts from: `plt` of `plt.figure().add_subplot()`.
  var root: String? {
    switch self {
    case .name(let name): name
    case .attribute(let base, _), .subscripted(let base, _), .call(let base, _, _): base.root
    default: nil
    }
  }

  /// The last part of what is called.
  var calledName: String? {
    guard case .call(let function, _, _) = self else { return nil }
    switch function {
    case .name(let name), .attribute(_, let name): return name
    default: return nil
    }
  }

  /// What a method is called on.
  var receiver: PythonExpression? {
    guard case .call(.attribute(let base, _), _, _) = self else { return nil }
    return base
  }

  var arguments: [PythonExpression] { if case .call(_, let arguments, _) = self { arguments } else { [] } }
  var keywords: [PythonKeyword] { if case .call(_, _, let keywords) = self { keywords } else { [] } }

  func keyword(_ names: String...) -> PythonExpression? {
    keywords.first { keyword in keyword.name.map { names.contains($0) } ?? false }?.value
  }

  /// The argument at a place, or of one of these names.
  func argument(_ place: Int, _ names: String...) -> PythonExpression? {
    if let found = keywords.first(where: { keyword in keyword.name.map { names.contains($0) } ?? false }) {
      return found.value
    }
    return arguments.indices.contains(place) ? arguments[place] : nil
  }

  var elements: [PythonExpression]? {
    switch self {
    case .list(let elements), .tuple(let elements): elements
    default: nil
    }
  }

  /// Itself and all within it.
  var all: [PythonExpression] {
    switch self {
    case .name, .number, .string, .other: [self]
    case .list(let parts), .tuple(let parts): [self] + parts.flatMap { $0.all }
    case .call(let function, let arguments, let keywords):
      [self] + function.all + arguments.flatMap { $0.all } + keywords.flatMap { $0.value.all }
    case .attribute(let base, _): [self] + base.all
    case .subscripted(let base, let places): [self] + base.all + places.flatMap { $0.all }
    case .slice(let from, let to, let step): [self] + [from, to, step].compactMap { $0 }.flatMap { $0.all }
    case .unary(_, let part): [self] + part.all
    case .binary(let left, _, let right): [self] + left.all + right.all
    }
  }
}

extension PythonExpression {
  /// With values in the places of names, and of calls of them without arguments.
  func substituting(_ given: [String: PythonExpression]) -> PythonExpression {
    func inner(_ part: PythonExpression) -> PythonExpression { part.substituting(given) }
    switch self {
    case .name(let name): return given[name] ?? self
    case .number, .string, .other: return self
    case .list(let parts): return .list(parts.map { inner($0) })
    case .tuple(let parts): return .tuple(parts.map { inner($0) })
    case .call(.name(let name), let arguments, let keywords) where arguments.isEmpty && keywords.isEmpty:
      return given[name] ?? self
    case .call(let function, let arguments, let keywords):
      return .call(
        inner(function), arguments.map { inner($0) },
        keywords: keywords.map { PythonKeyword(name: $0.name, value: inner($0.value)) })
    case .attribute(let base, let name): return .attribute(inner(base), name)
    case .subscripted(let base, let places): return .subscripted(inner(base), places.map { inner($0) })
    case .slice(let from, let to, let step):
      return .slice(from.map { inner($0) }, to.map { inner($0) }, step: step.map { inner($0) })
    case .unary(let sign, let part): return .unary(sign, inner(part))
    case .binary(let left, let sign, let right): return .binary(inner(left), sign, inner(right))
    }
  }
}

extension PythonStatement {
  func substituting(_ given: [String: PythonExpression]) -> PythonStatement {
    var statement = self
    switch kind {
    case .expression(let value): statement.kind = .expression(value.substituting(given))
    case .assignment(let targets, let value):
      statement.kind = .assignment(targets.map { $0.substituting(given) }, value.substituting(given))
    case .augmented(let target, let sign, let value):
      statement.kind = .augmented(target.substituting(given), sign, value.substituting(given))
    case .compound(let keyword, let head, let body):
      statement.kind = .compound(keyword: keyword, head: head, body: body.map { $0.substituting(given) })
    case .imports, .other: break
    }
    return statement
  }

  /// The expressions in it, those of its body included.
  var expressions: [PythonExpression] {
    switch kind {
    case .imports, .other: []
    case .assignment(let targets, let value): targets.flatMap { $0.all } + value.all
    case .augmented(let target, _, let value): target.all + value.all
    case .expression(let expression): expression.all
    case .compound(_, _, let body): body.flatMap { $0.expressions }
    }
  }
}
