// Pictures and charts.

extension KerasAssignment {
  /// `classes, counts = np.unique(y, return_counts=True)`, `counts, edges, bars = plt.hist(x[:, 2].ravel(), bins=20)`
  static let countsClasses = KerasAssignment { target, value, reader in
    guard let names = target.elements?.compactMap({ $0.path?.first }), names.count > 1 else { return nil }
    switch value.calledName {
    case "unique":
      guard value.keyword("return_counts") != nil, KerasCall.counts(value, &reader) else { return nil }
    case "hist":
      guard let first = value.arguments.first, let (array, column) = column(first, reader.known) else { return nil }
      let bins = reader.known.integer(value.argument(1, "bins")).map { ["bins: \($0)"] } ?? []
      let name = column.map { columnName($0, of: array, reader.known) }
      // Without its name, a column of a table cannot be told.
      if case .some(nil) = name { break }
      reader.step("histogram", [array], lines: ((name ?? nil).map { ["column: \($0)"] } ?? []) + bins)
    default: return nil
    }
    for name in names { reader.known.names[name] = .result }
    return true
  }

  /// `x[:, 2].ravel()`: the array, and the column as `histogram` takes it, from 1.
  private static func column(_ expression: PythonExpression, _ known: KerasKnowledge) -> (array: String, column: Int?)?
  {
    if let base = expression.receiver, ["ravel", "flatten"].contains(expression.calledName) {
      return column(base, known)
    }
    if case .subscripted(let base, let places) = expression, places.count == 2,
      places[0] == .slice(nil, nil, step: nil), let place = known.integer(places[1]), place >= 0
    {
      return known.operand(base).map { ($0, place + 1) }
    }
    return known.operand(expression).map { ($0, nil) }
  }

  /// As steps name the column of an array, from 1 where it has no names; nil where it has some that are not known.
  private static func columnName(_ number: Int, of array: String, _ known: KerasKnowledge) -> String? {
    for meaning in known.names.values {
      guard case .table(let sketch) = meaning, sketch.features == array else { continue }
      return sketch.numbers.indices.contains(number - 1) ? sketch.numbers[number - 1] : nil
    }
    return "\(number)"
  }
}

extension KerasCall {
  static let showingCalls = [images, predictions, weights, countsLabels, countsValues]

  /// `plt.imshow(x[5], cmap="gray")`, `show_images(x[:12], titles=y[:12])`
  private static let images = KerasCall(["imshow", "matshow", "show_images"]) { call, reader in
    guard let first = call.arguments.first else { return false }
    let (shown, count) = head(of: first, reader.known)
    guard let images = reader.known.operand(shown) else { return reader.known.isResult(first) }
    var lines: [String] = []
    if let titles = call.keyword("titles"), let labels = reader.known.classes(head(of: titles, reader.known).shown) {
      lines.append("labels: \(whole(labels, beside: images))")
    }
    lines += colours(call, reader.known)
    if let count { lines.append("count: \(count)") }
    if let columns = reader.known.integer(call.keyword("columns")) { lines.append("per_row: \(columns)") }
    return reader.step("show", [images], lines: lines)
  }

  /// Labels without the slice that the samples have too.
  static func whole(_ labels: String, beside samples: String) -> String {
    let cut = samples.drop { $0 != "[" && $0 != " " }
    let isSlice = cut.utf8.contains(UInt8(ascii: ":"))
    return isSlice && labels.hasSuffix(cut) ? String(labels.dropLast(cut.count)) : labels
  }

  /// `x[y == 3][:12]`: what is shown, and how many of it.
  private static func head(of images: PythonExpression, _ known: KerasKnowledge) -> (
    shown: PythonExpression, count: Int?
  ) {
    guard case .subscripted(let base, let places) = images, places.count == 1,
      case .slice(nil, let end, step: nil) = places[0], case .subscripted = base, let count = known.integer(end),
      count > 0
    else { return (images, nil) }
    return (base, count)
  }

  private static func colours(_ call: PythonExpression, _ known: KerasKnowledge) -> [String] {
    let word = known.text(call.keyword("cmap")) ?? call.keyword("cmap")?.path?.last ?? ""
    switch word.lowercased() {
    case "gray", "grey": return ["cmap: gray"]
    case "viridis": return ["cmap: viridis"]
    default: return []
    }
  }

  /// A loop that draws images: `for i in range(9): plt.subplot(3, 3, i + 1); plt.imshow(x[i])`.
  static func draws(_ head: [PythonToken], _ body: [PythonStatement], _ reader: inout KerasReader) -> Bool {
    let expressions = body.flatMap { $0.expressions }
    // Of an exported lesson.
    if let layers = head.first(where: { token in reader.models[token.text] != nil }), reader.build(layers.text) {
      if expressions.contains(where: { $0.calledName == "show_weights" }) {
        return reader.step("weights", [layers.text])
      }
      if expressions.contains(where: { $0 == .attribute(.name("layer"), "output") }) {
        return reader.step("diagram", [layers.text])
      }
    }
    if expressions.contains(where: { ["fit", "compile", "predict", "add"].contains($0.calledName ?? "") }) {
      return false
    }
    guard let drawn = expressions.first(where: { $0.calledName == "imshow" }), let shown = drawn.arguments.first else {
      let known = reader.known
      if let fit = expressions.lazy.compactMap({ known.history(in: $0) }).first {
        return reader.plot(fit)
      }
      return !body.isEmpty && body.allSatisfy { known.isDrawing($0) }
    }
    guard let inner = shown.all.first(where: { if case .subscripted = $0 { true } else { false } }),
      case .subscripted(let base, let places) = inner, let array = reader.known.operand(base), let place = places.first
    else { return false }
    let range = range(head, reader.known)
    if case .name(let index) = place, head.contains(where: { $0.kind == .name && $0.text == index }) {
      var lines: [String] = []
      let labelled = expressions.first { part in
        guard case .subscripted(let other, let at) = part, at.first == place, let name = reader.known.operand(other)
        else { return false }
        return name != array
      }
      if case .subscripted(let other, _)? = labelled, let labels = reader.known.classes(other) {
        lines.append("labels: \(labels)[\(range.low):\(range.high)]")
      }
      return reader.step("show", ["\(array)[\(range.low):\(range.high)]"], lines: lines + colours(drawn, reader.known))
    }
    // By an index that results give, such as those of wrong answers; or at random.
    reader.step("show", ["\(array)[0:\(range.high - range.low)]"], lines: colours(drawn, reader.known))
    reader.remark("shows the first images instead of chosen ones; 'mistakes' shows those that are wrong")
    return true
  }

  /// `range(9)`, `range(10, 20)`; else twelve.
  private static func range(_ head: [PythonToken], _ known: KerasKnowledge) -> (low: Int, high: Int) {
    guard let place = head.firstIndex(where: { $0.kind == .name && $0.text == "range" }) else { return (0, 12) }
    let numbers = head[place...].prefix { $0.text != ")" }.compactMap { token -> Int? in
      token.kind == .number ? Int(token.text) : token.kind == .name ? known.integer(.name(token.text)) : nil
    }
    let (low, high) = numbers.count > 1 ? (numbers[0], numbers[1]) : (0, numbers.first ?? 12)
    return high > low ? (low, min(high, low + 100)) : (0, 12)
  }

  // MARK: Counts

  private static let countsLabels = KerasCall(["countplot", "hist", "unique"]) { call, reader in
    counts(call, &reader) ? true : nil
  }

  private static let countsValues = KerasCall(["value_counts"]) { call, reader in
    guard let labels = reader.known.classes(call.receiver) else { return nil }
    return reader.step("histogram", [labels])
  }

  /// `plt.hist(y)`, `sns.countplot(x=y)`, `np.unique(y, return_counts=True)`
  fileprivate static func counts(_ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard let labels = reader.known.classes(call.argument(0, "x", "data")) else { return false }
    return reader.step("histogram", [labels])
  }

  /// `surest = wrong[np.argsort(…)][:6]`, as an exported lesson has it: how many mistakes are shown.
  static func countsMistakes(_ value: PythonExpression, _ reader: inout KerasReader) {
    guard case .subscripted(.subscripted(_, let order), let places) = value, order.first?.calledName == "argsort",
      case .slice(nil, let end, step: nil)? = places.first, let count = reader.known.integer(end), count != 12
    else { return }
    reader.lesson.changeLast("mistakes") { $0.lines.append("count: \(count)") }
  }

  // MARK: Answers and weights

  /// The step before asked; what it is asked about is shown with the answer.
  private static let predictions = KerasCall(["show_predictions"]) { call, reader in
    guard let images = reader.known.operand(call.arguments.first) else { return false }
    let labels = reader.known.classes(call.argument(2, "labels"))
    return reader.lesson.changeLast("predict") { step in
      if step.names[0].hasPrefix(images + " as ") { step.names = [images] }
      if let labels { step.lines.append("label: \(whole(labels, beside: images))") }
    }
  }

  private static let weights = KerasCall(["show_weights"]) { call, reader in
    guard case .subscripted(.attribute(.name(let network), "layers"), let places)? = call.arguments.first,
      let place = places.first.flatMap({ reader.known.integer($0) }), let sketch = reader.models[network]
    else { return false }
    var counts: [String: Int] = [:]
    let layers = sketch.lines.filter { !$0.hasPrefix(" ") }.map { line -> String in
      let kind = String(line.prefix { $0 != " " })
      counts[kind, default: 0] += 1
      return "\(kind)_\(counts[kind] ?? 1)"
    }
    guard layers.indices.contains(place) else { return false }
    return reader.step("weights", [network], lines: ["layer: \(layers[place])"])
  }
}
