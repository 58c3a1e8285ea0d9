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

  /// The columns with the numbers, where their names are known.
  var numbers: [String] { columns.filter { $0 != label } }

  /// Settings of `load`.
  var lines: [String] {
    (columns.isEmpty ? [] : ["columns: " + numbers.joined(separator: ", ")])
      + (labels == nil ? [] : label.map { ["labels: \($0)"] } ?? []) + (missing.map { ["missing: \($0)"] } ?? [])
  }
}

extension KerasReader {
  private enum TablePart {
    /// The columns with the numbers, by their names; all the others where there are none.
    case features([String])
    /// What `labels:` is to say.
    case label(String)
    /// The whole table with that done to missing values.
    case filled(String?)
  }

  /// `table = pd.read_csv("iris.csv")`, `X = table.drop(columns="species").values`, `y = table["species"]`
  mutating func readsTable(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    if case .name(let name) = target, value.calledName == "read_csv", let file = known.text(value.arguments.first) {
      known.names[name] = .table(TableSketch(file: file))
      return true
    }
    // `y, names = pd.factorize(table["species"])`
    if value.calledName == "factorize", let names = target.elements, names.count == 2,
      let column = value.arguments.first
    {
      if let name = names[1].path?.first { known.names[name] = .result }
      if case .array? = names[0].path?.first.flatMap({ known.names[$0] }), names[0] == column { return true }
      return readsTable(names[0], column)
    }
    guard case .name(let name) = target, let (table, part) = tablePart(value),
      case .table(var sketch)? = known.names[table]
    else { return false }
    switch part {
    case .filled(let missing):
      sketch.missing = missing ?? sketch.missing
      // Another name for the same table.
      known.names[name] = .table(sketch)
      return true
    case .features(let columns):
      if !columns.isEmpty { sketch.columns = columns }
      // `table = table[["a", "b", "species"]]` is a table still.
      if name == table {
        known.names[name] = .table(sketch)
        return !columns.isEmpty
      }
      sketch.features = name
    case .label(let label):
      sketch.label = label
      sketch.labels = name
    }
    known.names[name] = .array(name)
    known.names[table] = .table(sketch)
    load(sketch)
    return true
  }

  /// `table.dropna(inplace=True)`
  mutating func changesTable(_ call: PythonExpression) -> Bool {
    guard call.keyword("inplace") == .name("True"), let name = call.receiver.flatMap({ table($0) }),
      let (_, part) = tablePart(call), case .filled(let missing) = part, case .table(var sketch)? = known.names[name]
    else { return false }
    sketch.missing = missing ?? sketch.missing
    known.names[name] = .table(sketch)
    return true
  }

  /// Writes the step that reads both arrays; where it stands already, with the other array.
  private mutating func load(_ sketch: TableSketch) {
    let names = [sketch.features, sketch.labels].compactMap { $0 }
    for (index, block) in lesson.blocks.enumerated() {
      guard case .steps(var steps) = block,
        let place = steps.firstIndex(where: {
          $0.verb == "load" && $0.operands == ["\"\(sketch.file)\""] && $0.names.contains { names.contains($0) }
        })
      else { continue }
      (steps[place].names, steps[place].lines) = (names, sketch.lines)
      lesson.blocks[index] = .steps(steps)
      return
    }
    step("load", ["\"\(sketch.file)\""], "as", names, lines: sketch.lines)
  }

  private func table(_ expression: PythonExpression) -> String? {
    if case .name(let name) = expression, case .table? = known.names[name] { name } else { nil }
  }

  /// Which part of a table an expression is.
  private func tablePart(_ value: PythonExpression) -> (table: String, part: TablePart)? {
    switch value {
    case .attribute(let base, "values"): return tablePart(base) ?? table(base).map { ($0, .features([])) }
    case .attribute(let base, let column):
      guard let name = table(base), !["shape", "columns", "iloc", "loc", "T", "index", "dtypes"].contains(column) else {
        return nil
      }
      return (name, .label(column))
    case .subscripted(.attribute(let base, "iloc"), let places):
      guard let name = table(base), places.count == 2, places[0] == .slice(nil, nil, step: nil) else { return nil }
      if case .slice = places[1] { return (name, .features([])) }
      return known.integer(places[1]).map { (name, .label($0 == 0 ? "first" : "last")) }
    case .subscripted(let base, let places):
      guard let name = table(base), places.count == 1 else { return nil }
      if let columns = resolved(places[0])?.elements {
        let names = columns.compactMap { known.text($0) }
        guard names.count == columns.count else { return nil }
        // The label is chosen along with them, and taken out below.
        return (name, .features(names))
      }
      return label(places[0], of: name).map { (name, .label($0)) }
    case .call:
      guard let called = value.calledName else { return nil }
      if called == "fit_transform", case .wordEncoder? = value.receiver?.root.flatMap({ known.names[$0] }) {
        return value.arguments.first.flatMap { tablePart($0) }
      }
      guard let base = value.receiver else { return nil }
      let inner = table(base)
      switch called {
      case "dropna": return inner.map { ($0, .filled("drop")) }
      case "fillna": return inner.map { ($0, .filled("mean")) }
      case "copy", "reset_index", "sample": return inner.map { ($0, .filled(nil)) }
      case "drop": return inner.map { ($0, .features([])) }
      case "pop": return inner.flatMap { name in label(value.arguments.first, of: name).map { (name, .label($0)) } }
      case "to_numpy", "astype": return tablePart(base) ?? inner.map { ($0, .features([])) }
      default: return nil
      }
    default: return nil
    }
  }

  private func label(_ place: PythonExpression?, of table: String) -> String? {
    if let text = known.text(place) { return text }
    guard case .subscripted(.attribute(_, "columns"), let places)? = resolved(place) else { return nil }
    return known.integer(places.first).map { $0 == 0 ? "first" : "last" }
  }

  private func resolved(_ expression: PythonExpression?) -> PythonExpression? {
    if case .name(let name)? = expression, case .value(let value)? = known.names[name] { value } else { expression }
  }

  // MARK: Taking samples out

  /// `X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)`
  mutating func splits(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    guard value.calledName == "train_test_split", let names = target.elements?.compactMap({ $0.path?.first }),
      names.count == 2 * value.arguments.count
    else { return false }
    var arrays: [String] = []
    for argument in value.arguments {
      guard let found = known.peel(argument), found.changes.isEmpty else { return false }
      arrays.append(found.array)
    }
    let share = value.keyword("test_size") ?? .number("0.25")
    guard let amount = known.amount(share) ?? known.numberText(share) else { return false }
    if value.keyword("shuffle") != .name("False") { step("shuffle", arrays) }
    let taken = arrays.indices.map { names[2 * $0 + 1] }
    // A name for what is taken out that the whole has already would hide it.
    guard Set(taken).isDisjoint(with: arrays) else { return false }
    step("split", arrays, "as", taken, lines: ["last: \(amount)"])
    for (index, array) in arrays.enumerated() { took(taken[index], from: array, leaving: names[2 * index]) }
    return true
  }

  /// `x_val, x_train = x_train[:count], x_train[count:]`
  mutating func splits(_ targets: [PythonExpression], _ values: [PythonExpression]) -> Bool {
    guard targets.count == 2, case .name(let first) = targets[0], case .name(let second) = targets[1],
      case .subscripted(let base, let one) = values[0], case .subscripted(base, let other) = values[1],
      one.count == 1, other.count == 1, case .slice(let from, let to, step: nil) = one[0],
      case .slice(let otherFrom, let otherTo, step: nil) = other[0], let array = known.operand(base),
      !array.utf8.contains(UInt8(ascii: "["))
    else { return false }
    func line(_ from: PythonExpression?, _ to: PythonExpression?, _ low: PythonExpression?, _ high: PythonExpression?)
      -> String?
    {
      if from == nil, high == nil, to != nil, to == low { return known.amount(to).map { "first: \($0)" } }
      if to == nil, low == nil, from == high, case .unary("-", let count)? = from {
        return known.amount(count).map { "last: \($0)" }
      }
      return nil
    }
    let taken: String
    let left: String
    let setting: String
    if let found = line(from, to, otherFrom, otherTo), second == array || first != array {
      (taken, left, setting) = (first, second, found)
    } else if let found = line(otherFrom, otherTo, from, to) {
      (taken, left, setting) = (second, first, found)
    } else {
      return false
    }
    guard taken != array else { return false }
    step("split", [array], "as", [taken], lines: [setting], joins: true)
    took(taken, from: array, leaving: left)
    return true
  }

  private mutating func took(_ taken: String, from array: String, leaving name: String) {
    known.names[taken] = .array(taken)
    known.names[name] = .array(array)
    known.counts[array] = nil
    if let shape = known.shapes[array] { known.shapes[taken] = shape }
    if known.oneHot.contains(array) { known.oneHot.insert(taken) }
    if let own = known.labels[array] { known.labels[taken] = own }
  }
}
