extension KerasReader {
  /// `plt.imshow(x[5], cmap="gray")`, `show_images(x[:12], titles=y[:12])`
  mutating func shows(_ call: PythonExpression) -> Bool {
    guard let first = call.arguments.first else { return false }
    let (shown, count) = head(of: first)
    guard let images = known.operand(shown) else { return known.isResult(first) }
    var lines: [String] = []
    if let titles = call.keyword("titles"), let labels = known.classes(head(of: titles).shown) {
      lines.append("labels: \(Self.whole(labels, beside: images))")
    }
    lines += colours(call)
    if let count { lines.append("count: \(count)") }
    if let columns = known.integer(call.keyword("columns")) { lines.append("per_row: \(columns)") }
    step("show", [images], lines: lines)
    return true
  }

  /// Labels without the slice that the samples have too.
  static func whole(_ labels: String, beside samples: String) -> String {
    let cut = samples.drop { $0 != "[" && $0 != " " }
    let isSlice = cut.utf8.contains(UInt8(ascii: ":"))
    return isSlice && labels.hasSuffix(cut) ? String(labels.dropLast(cut.count)) : labels
  }

  /// `x[y == 3][:12]`: what is shown, and how many of it.
  private func head(of images: PythonExpression) -> (shown: PythonExpression, count: Int?) {
    guard case .subscripted(let base, let places) = images, places.count == 1,
      case .slice(nil, let end, step: nil) = places[0], case .subscripted = base, let count = known.integer(end),
      count > 0
    else { return (images, nil) }
    return (base, count)
  }

  private func colours(_ call: PythonExpression) -> [String] {
    let word = known.text(call.keyword("cmap")) ?? call.keyword("cmap")?.path?.last ?? ""
    switch word.lowercased() {
    case "gray", "grey": return ["cmap: gray"]
    case "viridis": return ["cmap: viridis"]
    default: return []
    }
  }

  /// A loop that draws images: `for i in range(9): plt.subplot(3, 3, i + 1); plt.imshow(x[i])`.
  mutating func draws(_ head: [PythonToken], _ body: [PythonStatement], _ statement: PythonStatement) -> Bool {
    let expressions = body.flatMap { $0.expressions }
    // Of an exported lesson.
    if let layers = head.first(where: { token in models[token.text] != nil }), build(layers.text) {
      if expressions.contains(where: { $0.calledName == "show_weights" }) {
        step("weights", [layers.text])
        return true
      }
      if expressions.contains(where: { $0 == .attribute(.name("layer"), "output") }) {
        step("diagram", [layers.text])
        return true
      }
    }
    if expressions.contains(where: { ["fit", "compile", "predict", "add"].contains($0.calledName ?? "") }) {
      return false
    }
    guard let drawn = expressions.first(where: { $0.calledName == "imshow" }), let shown = drawn.arguments.first else {
      let knowledge = known
      if let fit = expressions.lazy.compactMap({ knowledge.history(in: $0) }).first {
        if plotted.insert(fit).inserted { step("plot", [fit]) }
        return true
      }
      return !body.isEmpty && body.allSatisfy { isDrawing($0) }
    }
    guard let inner = shown.all.first(where: { if case .subscripted = $0 { true } else { false } }),
      case .subscripted(let base, let places) = inner, let array = known.operand(base), let place = places.first
    else { return false }
    let range = range(head)
    if case .name(let index) = place, head.contains(where: { $0.kind == .name && $0.text == index }) {
      var lines: [String] = []
      let labelled = expressions.first { part in
        guard case .subscripted(let other, let at) = part, at.first == place, let name = known.operand(other) else {
          return false
        }
        return name != array
      }
      if case .subscripted(let other, _)? = labelled, let labels = known.classes(other) {
        lines.append("labels: \(labels)[\(range.low):\(range.high)]")
      }
      step("show", ["\(array)[\(range.low):\(range.high)]"], lines: lines + colours(drawn))
      return true
    }
    // By an index that results give, such as those of wrong answers; or at random.
    step("show", ["\(array)[0:\(range.high - range.low)]"], lines: colours(drawn))
    remark(statement, "shows the first images instead of chosen ones; 'mistakes' shows those that are wrong")
    return true
  }

  /// `range(9)`, `range(10, 20)`; else twelve.
  private func range(_ head: [PythonToken]) -> (low: Int, high: Int) {
    guard let place = head.firstIndex(where: { $0.kind == .name && $0.text == "range" }) else { return (0, 12) }
    let numbers = head[place...].prefix { $0.text != ")" }.compactMap { token -> Int? in
      token.kind == .number ? Int(token.text) : token.kind == .name ? known.integer(.name(token.text)) : nil
    }
    let (low, high) = numbers.count > 1 ? (numbers[0], numbers[1]) : (0, numbers.first ?? 12)
    return high > low ? (low, min(high, low + 100)) : (0, 12)
  }

  /// `plt.hist(y)`, `sns.countplot(x=y)`, `np.unique(y, return_counts=True)`
  mutating func counts(_ call: PythonExpression) -> Bool {
    guard let labels = known.classes(call.argument(0, "x", "data")) else { return false }
    step("histogram", [labels])
    return true
  }

  /// `classes, counts = np.unique(y, return_counts=True)`, `counts, edges, bars = plt.hist(x[:, 2].ravel(), bins=20)`
  mutating func countsClasses(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    guard let names = target.elements?.compactMap({ $0.path?.first }), names.count > 1 else { return false }
    switch value.calledName {
    case "unique":
      guard value.keyword("return_counts") != nil, counts(value) else { return false }
    case "hist":
      guard let first = value.arguments.first, let (array, column) = column(first) else { return false }
      let bins = known.integer(value.argument(1, "bins")).map { ["bins: \($0)"] } ?? []
      let name = column.map { columnName($0, of: array) }
      // Without its name, a column of a table cannot be told.
      if case .some(nil) = name { break }
      step("histogram", [array], lines: ((name ?? nil).map { ["column: \($0)"] } ?? []) + bins)
    default: return false
    }
    for name in names { known.names[name] = .result }
    return true
  }

  /// `x[:, 2].ravel()`: the array, and the column as `histogram` takes it, from 1.
  private func column(_ expression: PythonExpression) -> (array: String, column: Int?)? {
    if let base = expression.receiver, ["ravel", "flatten"].contains(expression.calledName) { return column(base) }
    if case .subscripted(let base, let places) = expression, places.count == 2,
      places[0] == .slice(nil, nil, step: nil), let place = known.integer(places[1]), place >= 0
    {
      return known.operand(base).map { ($0, place + 1) }
    }
    return known.operand(expression).map { ($0, nil) }
  }

  /// As steps name the column of an array, from 1 where it has no names; nil where it has some that are not known.
  private func columnName(_ number: Int, of array: String) -> String? {
    for meaning in known.names.values {
      guard case .table(let sketch) = meaning, sketch.features == array else { continue }
      return sketch.numbers.indices.contains(number - 1) ? sketch.numbers[number - 1] : nil
    }
    return "\(number)"
  }

  /// The step before asked; what it is asked about is shown with the answer.
  mutating func showsPredictions(_ call: PythonExpression) -> Bool {
    guard case .steps(var steps)? = lesson.blocks.last, let place = steps.lastIndex(where: { $0.verb == "predict" }),
      let first = steps[place].names.first, let images = known.operand(call.arguments.first)
    else { return false }
    if first.hasPrefix(images + " as ") { steps[place].names = [images] }
    if let labels = known.classes(call.argument(2, "labels")) {
      steps[place].lines.append("label: \(Self.whole(labels, beside: images))")
    }
    lesson.blocks[lesson.blocks.count - 1] = .steps(steps)
    return true
  }

  mutating func showsWeights(_ call: PythonExpression) -> Bool {
    guard case .subscripted(.attribute(.name(let network), "layers"), let places)? = call.arguments.first,
      let place = places.first.flatMap({ known.integer($0) }), let sketch = models[network]
    else { return false }
    var counts: [String: Int] = [:]
    let layers = sketch.lines.filter { !$0.hasPrefix(" ") }.map { line -> String in
      let kind = String(line.prefix { $0 != " " })
      counts[kind, default: 0] += 1
      return "\(kind)_\(counts[kind] ?? 1)"
    }
    guard layers.indices.contains(place) else { return false }
    step("weights", [network], lines: ["layer: \(layers[place])"])
    return true
  }
}
