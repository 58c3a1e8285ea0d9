// Tables that pandas reads.

extension KerasAssignment {
  static let table = KerasAssignment { target, value, reader in readsTable(target, value, &reader) ? true : nil }

  /// `table = pd.read_csv("iris.csv")`, `X = table.drop(columns="species").values`, `y = table["species"]`
  private static func readsTable(
    _ target: PythonExpression, _ value: PythonExpression, _ reader: inout KerasReader
  ) -> Bool {
    if case .name(let name) = target, value.calledName == "read_csv",
      let file = reader.known.text(value.arguments.first)
    {
      let header = reader.header(file) ?? []
      return reader.name(name, .table(TableSketch(file: file, header: header, held: header)))
    }
    // `table = pd.read_csv("iris.csv").dropna()`
    if case .name = target, case .call(.attribute(let base, let method), let arguments, let keywords) = value,
      ["dropna", "fillna", "drop", "reset_index", "copy", "sample"].contains(method),
      base.all.contains(where: { $0.calledName == "read_csv" })
    {
      return readsTable(target, base, &reader)
        && readsTable(target, .call(.attribute(target, method), arguments, keywords: keywords), &reader)
    }
    if encodes(target, value, &reader) { return true }
    // `y, names = pd.factorize(table["species"])`
    if value.calledName == "factorize", let names = target.elements, names.count == 2,
      let column = value.arguments.first
    {
      if let name = names[1].path?.first { reader.known.names[name] = .result }
      if case .array? = names[0].path?.first.flatMap({ reader.known.names[$0] }), names[0] == column { return true }
      return readsTable(names[0], column, &reader)
    }
    // `X = data[:, :8]` of an array of numbers.
    if case .subscripted(.name(let whole), let places) = value, places.count == 2,
      places[0] == .slice(nil, nil, step: nil), case .array(whole)? = reader.known.names[whole],
      case .name(let name) = target, let file = reader.lesson.file(of: whole), reader.known.shapes[whole] == nil
    {
      reader.known.names[whole] = .table(TableSketch(file: file))
      reader.lesson.rename(whole, to: name)
    }
    guard let (table, part) = TablePart.read(value, reader.known), case .table(var sketch)? = reader.known.names[table]
    else { return false }
    // `table["species"] = table["species"].astype("category").cat.codes`, as `load` numbers words by itself.
    if case (_, .label(let own))? = TablePart.read(target, reader.known), case .label(own) = part { return true }
    guard case .name(let name) = target else { return false }
    switch part {
    case .filled(let missing):
      sketch.missing = missing ?? sketch.missing
      // Another name for the same table.
      return reader.name(name, .table(sketch))
    case .features, .without:
      if case .features(let columns) = part, !columns.isEmpty { sketch.columns = columns }
      if case .without(let columns) = part { sketch.dropped += columns }
      // `table = table[["a", "b", "species"]]` is a table still.
      if name == table {
        if case .features([]) = part { return false }
        sketch.held = (sketch.columns.isEmpty ? sketch.held : sketch.columns).filter { !sketch.dropped.contains($0) }
        return reader.name(name, .table(sketch))
      }
      guard sketch.features == nil || sketch.features == name else { return false }
      sketch.features = name
    case .label(let label):
      // One column of the table is the label.
      guard sketch.labels == nil || sketch.labels == name || sketch.label == label else { return false }
      sketch.label = label
      sketch.labels = name
    }
    reader.known.names[name] = .array(name)
    reader.known.names[table] = .table(sketch)
    load(sketch, &reader)
    return true
  }

  /// `y = pd.get_dummies(table["species"]).values`, `y = to_categorical(table["species"])`
  private static func encodes(
    _ target: PythonExpression, _ value: PythonExpression, _ reader: inout KerasReader
  ) -> Bool {
    var value = value
    while true {
      if case .attribute(let base, "values") = value {
        value = base
      } else if ["to_numpy", "astype"].contains(value.calledName ?? ""), let base = value.receiver {
        value = base
      } else {
        break
      }
    }
    guard case .name = target, ["get_dummies", "to_categorical"].contains(value.calledName ?? ""),
      let column = value.arguments.first, case .label? = TablePart.read(column, reader.known)?.part,
      readsTable(target, column, &reader)
    else { return false }
    let isKeras = value.calledName == "to_categorical"
    return reader.assigns(
      target,
      .call(
        .name("to_categorical"), [target] + (isKeras ? value.arguments.dropFirst() : []),
        keywords: isKeras ? value.keywords : []))
  }

  /// Writes the step that reads both arrays; where it stands already, with the other array.
  private static func load(_ sketch: TableSketch, _ reader: inout KerasReader) {
    let names = [sketch.features, sketch.labels].compactMap { $0 }
    let isThere = reader.lesson.changeFirst(where: {
      $0.verb == "load" && $0.operands == ["\"\(sketch.file)\""] && $0.names.contains { names.contains($0) }
    }) { ($0.names, $0.lines) = (names, sketch.lines) }
    guard !isThere else { return }
    reader.step("load", ["\"\(sketch.file)\""], "as", names, lines: sketch.lines)
    if let x = sketch.features { for verb in sketch.asked { reader.step(verb, [x]) } }
  }
}

extension KerasCall {
  /// `table.head()`, `table.describe()`: of the columns that the lesson reads.
  static let asks = KerasCall(["head", "describe"]) { call, reader in
    let verb = call.calledName == "head" ? "show" : "describe"
    guard case .name(let name)? = call.receiver, case .table(var sketch)? = reader.known.names[name] else { return nil }
    if let x = sketch.features { return reader.step(verb, [x]) }
    if !sketch.asked.contains(verb) { sketch.asked.append(verb) }
    return reader.name(name, .table(sketch))
  }

  /// `table.dropna(inplace=True)`
  static let dropna = KerasCall(["dropna", "fillna", "drop"]) { call, reader in
    guard call.keyword("inplace") == .name("True"), let (name, part) = TablePart.read(call, reader.known),
      case .table(var sketch)? = reader.known.names[name]
    else { return nil }
    switch part {
    case .filled(let missing): sketch.missing = missing ?? sketch.missing
    case .without(let columns):
      sketch.dropped += columns
      sketch.held.removeAll { columns.contains($0) }
    case .features, .label: return nil
    }
    return reader.name(name, .table(sketch))
  }
}
