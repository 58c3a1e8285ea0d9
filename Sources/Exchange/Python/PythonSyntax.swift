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

extension PythonStatement {
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
