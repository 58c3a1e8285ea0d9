/// A table as pandas holds it, before a step reads the columns that a script takes out of it.
struct TableSketch {
  var file: String
  var columns: [String] = []
  /// As `labels:` names the column: by its name, or `first`, `last`.
  var label: String?
  var missing: String?
  /// The arrays that were made of it.
  var features: String?
  var labels: String?

  /// The columns with the numbers, where their names are reader.known.
  var numbers: [String] { columns.filter { $0 != label } }

  /// Settings of `load`.
  var lines: [String] {
    (columns.isEmpty ? [] : ["columns: " + numbers.joined(separator: ", ")])
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
      if called == "fit_transform", case .wordEncoder? = value.receiver?.root.flatMap({ known.names[$0] }) {
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
