/// A table as pandas holds it, before a step reads the columns that a script takes out of it.
struct TableSketch {
  var file: String
  /// What was asked of it before it was read: `show`, `describe`.
  var asked: [String] = []
  /// The names of all its columns, where they are known.
  var header: [String] = []
  var columns: [String] = []
  /// As `labels:` names the column: by its name, or `first`, `last`.
  var label: String?
  var missing: String?
  /// The arrays that were made of it.
  var features: String?
  var labels: String?

  /// The columns with the numbers, where their names are reader.known.
  var numbers: [String] {
    let all = columns.isEmpty ? header : columns
    let place = label == "first" ? all.startIndex : label == "last" ? all.endIndex - 1 : all.firstIndex { $0 == label }
    return all.enumerated().filter { $0.0 != place }.map { $0.1 }
  }

  /// Settings of `load`.
  var lines: [String] {
    (columns.isEmpty ? [] : ["columns: " + columns.filter { $0 != label }.joined(separator: ", ")])
      + (labels == nil ? [] : label.map { ["labels: \($0)"] } ?? []) + (missing.map { ["missing: \($0)"] } ?? [])
  }
}

/// Which part of a table an expression is.
enum TablePart {
  /// The columns with the numbers, by their names; all the others where there are none.
  case features([String])
  /// What `labels:` is to say.
  case label(String)
  /// The whole table with that done to missing values.
  case filled(String?)

  static func table(_ expression: PythonExpression, _ known: KerasKnowledge) -> String? {
    if case .name(let name) = expression, case .table? = known.names[name] { name } else { nil }
  }

  /// Which part of a table an expression is.
  static func read(_ value: PythonExpression, _ known: KerasKnowledge) -> (table: String, part: TablePart)? {
    switch value {
    case .attribute(let base, "values"): return read(base, known) ?? table(base, known).map { ($0, .features([])) }
    case .attribute(let base, let column):
      guard let name = table(base, known),
        !["shape", "columns", "iloc", "loc", "T", "index", "dtypes"].contains(column)
      else { return nil }
      return (name, .label(column))
    case .subscripted(.attribute(let base, "iloc"), let places):
      guard let name = table(base, known), places.count == 2, places[0] == .slice(nil, nil, step: nil) else {
        return nil
      }
      if case .slice = places[1] { return (name, .features([])) }
      return known.integer(places[1]).map { (name, .label($0 == 0 ? "first" : "last")) }
    case .subscripted(let base, let places) where places.count == 2:
      return table(base, known) == nil ? nil : read(.subscripted(.attribute(base, "iloc"), places), known)
    case .subscripted(let base, let places):
      guard let name = table(base, known), places.count == 1 else { return nil }
      if let columns = resolved(places[0], known)?.elements {
        let names = columns.compactMap { known.text($0) }
        guard names.count == columns.count else { return nil }
        // The label is chosen along with them, and taken out below.
        return (name, .features(names))
      }
      return label(places[0], of: name, known).map { (name, .label($0)) }
    case .call:
      guard let called = value.calledName else { return nil }
      let encoder = value.receiver?.root.flatMap { known.names[$0] }
      let isEncoder = if case .wordEncoder? = encoder { true } else { value.receiver?.calledName == "LabelEncoder" }
      if called == "fit_transform", isEncoder {
        return value.arguments.first.flatMap { read($0, known) }
      }
      guard let base = value.receiver else { return nil }
      let inner = table(base, known)
      switch called {
      case "dropna": return inner.map { ($0, .filled("drop")) }
      case "fillna": return inner.map { ($0, .filled("mean")) }
      case "copy", "reset_index", "sample": return inner.map { ($0, .filled(nil)) }
      case "drop": return inner.map { ($0, .features([])) }
      case "pop":
        return inner.flatMap { name in label(value.arguments.first, of: name, known).map { (name, .label($0)) } }
      case "to_numpy", "astype": return read(base, known) ?? inner.map { ($0, .features([])) }
      default: return nil
      }
    default: return nil
    }
  }

  private static func label(_ place: PythonExpression?, of table: String, _ known: KerasKnowledge) -> String? {
    if let text = known.text(place) { return text }
    guard case .subscripted(.attribute(_, "columns"), let places)? = resolved(place, known) else { return nil }
    return known.integer(places.first).map { $0 == 0 ? "first" : "last" }
  }

  private static func resolved(_ expression: PythonExpression?, _ known: KerasKnowledge) -> PythonExpression? {
    if case .name(let name)? = expression, case .value(let value)? = known.names[name] { value } else { expression }
  }
}

/// A column of an array, or the whole of one.
struct TableColumn {
  var array: String
  /// As steps name it, from 1 where it has no name; nil where it has one that is not known.
  var name: String?
  var isWhole = false

  /// `x[:, 2].ravel()`, `table["age"]`, `y`
  static func read(_ expression: PythonExpression, _ known: KerasKnowledge) -> TableColumn? {
    if let base = expression.receiver, ["ravel", "flatten"].contains(expression.calledName) {
      return read(base, known)
    }
    if case .subscripted(let base, let places) = expression, places.count == 2,
      places[0] == .slice(nil, nil, step: nil), let place = known.integer(places[1]), place >= 0
    {
      return known.operand(base).map { TableColumn(array: $0, name: name(place, of: $0, known)) }
    }
    if case (let table, .label(let name))? = TablePart.read(expression, known),
      case .table(let sketch)? = known.names[table]
    {
      if sketch.label == name { return sketch.labels.map { TableColumn(array: $0, isWhole: true) } }
      return sketch.features.map { TableColumn(array: $0, name: name) }
    }
    return known.operand(expression).map { TableColumn(array: $0, isWhole: true) }
  }

  private static func name(_ place: Int, of array: String, _ known: KerasKnowledge) -> String? {
    for case .table(let sketch) in known.names.values where sketch.features == array {
      return sketch.numbers.indices.contains(place) ? sketch.numbers[place] : nil
    }
    return "\(place + 1)"
  }
}
