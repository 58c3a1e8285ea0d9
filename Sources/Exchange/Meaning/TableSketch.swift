/// A table as pandas holds it, before a step reads the columns that a script takes out of it.
struct TableSketch {
  var file: String
  /// What was asked of it before it was read: `show`, `describe`.
  var asked: [String] = []
  /// The names of all its columns, where they are known.
  var header: [String] = []
  var columns: [String] = []
  /// Those that the table has left, where they are known.
  var held: [String] = []
  /// Columns that are taken out, the label's own among them.
  var dropped: [String] = []
  /// As `labels:` names the column: by its name, or `first`, `last`.
  var label: String?
  var missing: String?
  /// The arrays that were made of it.
  var features: String?
  var labels: String?

  /// The columns with the numbers, where their names are known.
  var numbers: [String] {
    let all = columns.isEmpty ? header : columns
    let place = label == "first" ? all.startIndex : label == "last" ? all.endIndex - 1 : all.firstIndex { $0 == label }
    return all.enumerated().filter { $0.0 != place && !dropped.contains($0.1) }.map { $0.1 }
  }

  /// The columns that are taken out besides that of the labels, which `labels:` takes out.
  private var others: [String] {
    guard labels != nil else { return dropped }
    let own = label == "first" ? header.first : label == "last" ? header.last : label
    return dropped.filter { $0 != own }
  }

  /// Columns that should be out and are still in, since those that stay are not known by their names.
  var unsaid: [String] { features == nil || !columns.isEmpty || !header.isEmpty ? [] : others }

  /// Settings of `load`.
  var lines: [String] {
    let isChosen = features != nil && (!columns.isEmpty || !header.isEmpty && !others.isEmpty)
    return (isChosen ? ["columns: " + numbers.joined(separator: ", ")] : [])
      + (labels == nil ? [] : label.map { ["labels: \($0)"] } ?? []) + (missing.map { ["missing: \($0)"] } ?? [])
  }
}

/// Which part of a table an expression is.
enum TablePart {
  /// The columns with the numbers, by their names; all the others where there are none.
  case features([String])
  /// All but these, and the label.
  case without([String])
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
    // `table["species"].astype("category").cat.codes`, `pd.Categorical(table["species"]).codes`: as `load` numbers words.
    case .attribute(.attribute(let base, "cat"), "codes"): return label(base, known)
    case .attribute(let base, "codes") where base.calledName == "Categorical":
      return base.arguments.first.flatMap { label($0, known) }
    case .attribute(let base, let column):
      guard let name = table(base, known), case .table(let sketch)? = known.names[name],
        !["shape", "columns", "iloc", "loc", "T", "index", "dtypes", "size", "ndim", "plot"].contains(column),
        sketch.header.isEmpty || sketch.header.contains(column)
      else { return nil }
      return (name, .label(column))
    case .subscripted(.attribute(let base, "iloc"), let places):
      guard let name = table(base, known), case .table(let sketch)? = known.names[name], places.count == 2,
        places[0] == .slice(nil, nil, step: nil)
      else { return nil }
      return cut(places[1], of: sketch, known).map { (name, $0) }
    // `pd.factorize(table["species"])[0]`
    case .subscripted(let base, let places) where base.calledName == "factorize":
      guard places.count == 1, known.integer(places[0]) == 0 else { return nil }
      return base.arguments.first.flatMap { label($0, known) }
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
      case "dropna":
        guard known.number(value.keyword("axis")) ?? 0 == 0, value.keyword("axis") != .string("columns") else {
          return nil
        }
        return inner.map { ($0, .filled("drop")) }
      case "fillna": return value.arguments.first?.calledName != "mean" ? nil : inner.map { ($0, .filled("mean")) }
      case "copy", "reset_index", "sample":
        // `table.dropna().reset_index(drop=True)`
        return inner.map { ($0, .filled(nil)) } ?? filled(base, known)
      case "drop":
        return inner.flatMap { name in taken(value, known).map { (name, .without($0)) } }
      case "pop":
        return inner.flatMap { name in label(value.arguments.first, of: name, known).map { (name, .label($0)) } }
      // `table["species"].map({"setosa": 0, "virginica": 1})`
      case "map", "replace":
        guard case .other(let text)? = value.arguments.first, value.arguments.count == 1 else { return nil }
        return numbersWords(text) ? label(base, known) : nil
      case "to_numpy", "astype": return read(base, known) ?? inner.map { ($0, .features([])) }
      default: return nil
      }
    default: return nil
    }
  }

  /// The column of labels, behind which nothing else is done.
  private static func label(_ value: PythonExpression, _ known: KerasKnowledge) -> (table: String, part: TablePart)? {
    guard let found = read(value, known), case .label = found.part else { return nil }
    return found
  }

  private static func filled(_ value: PythonExpression, _ known: KerasKnowledge) -> (table: String, part: TablePart)? {
    guard let found = read(value, known), case .filled = found.part else { return nil }
    return found
  }

  /// Whether a dictionary gives words the numbers that `load` gives them: in the order of the alphabet, from 0.
  private static func numbersWords(_ text: String) -> Bool {
    let parts = PythonLexer.tokens(text).filter { $0.kind != .end && !["{", "}", ":", ","].contains($0.text) }
    guard !parts.isEmpty, parts.count % 2 == 0 else { return false }
    let pairs = stride(from: 0, to: parts.count, by: 2).map { (parts[$0], parts[$0 + 1]) }
    guard pairs.allSatisfy({ $0.0.kind == .string && $0.1.kind == .number }) else { return false }
    let words = pairs.map { ($0.0.text, Int($0.1.text)) }.sorted {
      $0.0.unicodeScalars.lexicographicallyPrecedes($1.0.unicodeScalars)
    }
    return words.enumerated().allSatisfy { $0.element.1 == $0.offset }
  }

  /// `iloc[:, 0:4]`, `iloc[:, -1]`: by their places.
  private static func cut(_ place: PythonExpression, of sketch: TableSketch, _ known: KerasKnowledge) -> TablePart? {
    let all = sketch.held
    guard case .slice(let from, let to, let step) = place else {
      guard let place = known.integer(place) else { return nil }
      if all.isEmpty { return .label(place == 0 ? "first" : "last") }
      let index = place < 0 ? all.count + place : place
      guard all.indices.contains(index) else { return nil }
      let name = all[index]
      return .label(name == sketch.header.first ? "first" : name == sketch.header.last ? "last" : name)
    }
    let (low, high) = (from.map { known.integer($0) } ?? 0, to.map { known.integer($0) } ?? all.count)
    guard step == nil, let low, let high else { return nil }
    if all.isEmpty { return low == 0 || low == 1 ? .features([]) : nil }
    let start = min(max(low < 0 ? all.count + low : low, 0), all.count)
    let end = min(max(high < 0 ? all.count + high : high, 0), all.count)
    guard start < end else { return nil }
    return .without(Array(all[..<start] + all[end...]))
  }

  /// The columns that a call of `drop` takes out; nil where it is of rows.
  private static func taken(_ call: PythonExpression, _ known: KerasKnowledge) -> [String]? {
    let axis = call.argument(1, "axis")
    let isOfColumns = known.number(axis) == 1 || known.text(axis) == "columns"
    guard let given = call.keyword("columns") ?? (isOfColumns ? call.argument(0, "labels") : nil) else { return nil }
    let names = known.elements(given)
    if names.isEmpty { return known.text(given).map { [$0] } }
    let texts = names.compactMap { known.text($0) }
    return texts.count == names.count ? texts : nil
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
