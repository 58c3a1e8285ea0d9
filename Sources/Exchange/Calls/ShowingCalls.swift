// Pictures and charts.

extension KerasAssignment {
  /// `classes, counts = np.unique(y, return_counts=True)`, `counts, edges, bars = plt.hist(x[:, 2].ravel(), bins=20)`
  static let countsClasses = KerasAssignment { target, value, reader in
    guard let names = target.elements?.compactMap({ $0.path?.first }), names.count > 1 else { return nil }
    switch value.calledName {
    case "unique":
      guard value.keyword("return_counts") != nil, KerasCall.counts(value, &reader) else { return nil }
    case "hist":
      guard let first = value.arguments.first, let column = TableColumn.read(first, reader.known) else { return nil }
      let bins = reader.known.integer(value.argument(1, "bins")).map { ["bins: \($0)"] } ?? []
      // Without its name, a column of a table cannot be told.
      if !column.isWhole, column.name == nil { break }
      reader.step("histogram", [column.array], lines: (column.name.map { ["column: \($0)"] } ?? []) + bins)
    default: return nil
    }
    for name in names { reader.known.names[name] = .result }
    return true
  }
}

extension KerasCall {
  static let showingCalls = [images, predictions, weights, countsLabels, countsValues, scatter, saysTitle, endsFigure]

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
    // Images at places where a network is wrong, which that step shows.
    let isOfMistakes = head.contains { word in
      if case .result? = reader.known.names[word.text] { true } else { false }
    }
    if isOfMistakes, reader.lesson.steps.contains(where: { $0.verb == "mistakes" && $0.names.first == array }) {
      return true
    }
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

  /// `plt.scatter(x[:, 2], x[:, 3], c=y)`, `plt.scatter(x[:, 2], y)`
  private static let scatter = KerasCall(["scatter"]) { call, reader in
    guard call.arguments.count >= 2 else { return nil }
    if comparesNumbers(call, &reader) { return true }
    guard let across = TableColumn.read(call.arguments[0], reader.known), let name = across.name,
      let up = TableColumn.read(call.arguments[1], reader.known)
    else { return nil }
    if up.isWhole { return reader.step("scatter", [across.array, up.array], lines: ["column: \(name)"]) }
    guard across.array == up.array, let other = up.name else { return nil }
    let labels = reader.known.classes(call.argument(3, "c", "color")).map { [$0] } ?? []
    return reader.step("scatter", [across.array] + labels, lines: ["columns: \(name), \(other)"])
  }

  // MARK: Titles

  static let captioned: Set<String> = ["show", "histogram", "scatter", "residuals"]
  static let figures: Set<String> = captioned.union(["plot", "confusion-matrix", "weights", "mistakes", "predict"])

  /// `plt.title("Ten digits")`, before its figure or behind it.
  private static let saysTitle = KerasCall(["title", "suptitle", "set_title"]) { call, reader in
    guard let text = reader.known.text(call.arguments.first), !usual.contains(text), !text.isEmpty,
      text.allSatisfy({ !"{}[]#`\"\\\n".contains($0) })
    else { return nil }
    guard let last = reader.lesson.lastStep, figures.contains(last.verb) else {
      reader.title = text
      return true
    }
    if captioned.contains(last.verb), !last.lines.contains(where: { $0.hasPrefix("caption: ") }) {
      reader.lesson.changeLast(last.verb) { $0.lines.append("caption: \(text)") }
    }
    return true
  }

  /// What an exported lesson writes above figures that have no caption.
  private static let usual: Set<String> = ["Two columns", "Distribution", "Samples of each label"]

  private static let endsFigure = KerasCall(["show", "figure", "close"]) { _, reader in
    reader.title = nil
    return nil
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
