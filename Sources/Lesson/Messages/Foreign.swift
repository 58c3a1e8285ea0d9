import Markdown

/// What people who know Python write, and how a lesson says it.
package struct Foreign {
  let source: SourceText
  let vocabulary: Vocabulary

  package struct Lesson {
    var summary: String
    var notes: [String]
    /// What the line was to do.
    var verb: VerbDoc?
  }

  /// The lesson for a line that starts with no verb; nil where it looks like no Python.
  package func step(_ tokens: [Token]) -> Lesson? {
    let words = tokens.filter { $0.kind == .word }.map { $0.text.lowercased() }
    guard let first = words.first, tokens[0].kind == .word || tokens[0].isSymbol("(") else { return nil }
    let second = tokens.count > 1 ? tokens[1] : nil
    if first == "import" || (first == "from" && words.contains("import")) {
      return Lesson(
        summary: "a lesson needs no 'import'", notes: ["delete this line: every verb is there from the start"])
    }
    let isCall = second?.isSymbol("(") == true || tokens.contains { $0.isSymbol("=") }
    guard isCall || first.contains(".") || first == "compile" else { return nil }
    let equals = tokens.firstIndex { $0.isSymbol("=") }
    let names = tokens[..<(equals ?? 0)].filter { $0.kind == .word }.map { $0.text }
    if let equals, let lesson = assignment(of: tokens[(equals + 1)...], to: names) { return lesson }
    for word in words.lazy.compactMap({ $0.split(separator: ".").last.map(String.init) }) {
      guard let form = Self.forms[word] else { continue }
      let text = word == "reshape" ? Self.reshape(tokens) ?? form.text : form.text
      let verb = text.split { " '".contains($0) }.lazy.compactMap { vocabulary.verb(named: String($0)) }.first
      let named = names.isEmpty ? nil : form.named.map { "\($0) as \(names.joined(separator: ", "))" }
      return Lesson(
        summary: "this looks like Python; a lesson says it in its own way",
        notes: [text.contains("'") ? text : "write '\(named ?? text)'"], verb: verb)
    }
    guard equals != nil else { return nil }
    if tokens.contains(where: { $0.isSymbol("/") }), tokens.last?.text.hasPrefix("255") == true {
      return Lesson(
        summary: "a lesson does no arithmetic on arrays",
        notes: ["write 'normalise \(names.joined(separator: ", "))' to divide by 255"],
        verb: vocabulary.verb(named: "normalise"))
    }
    return Lesson(
      summary: "a step starts with a verb; nothing is set with '='",
      notes: ["names stand at a step's end, as in 'one-hot y_train as y_train_cat'"])
  }

  /// `x = x.reshape(60000, 784)`, with the shape that it names; the count of samples becomes -1.
  private static func reshape(_ tokens: [Token]) -> String? {
    let start = tokens.firstIndex { $0.isSymbol("(") } ?? tokens.endIndex
    let lengths = tokens[start...].filter { $0.kind == .number }.map { $0.text }
    let array = tokens.lazy.filter { $0.kind == .word }.compactMap { word in
      word.text.hasSuffix(".reshape") ? String(word.text.dropLast(8)) : nil
    }.first { !["np", "numpy"].contains($0) }
    guard lengths.count > 1 else { return nil }
    return "reshape \(array ?? "x_train") to (-1, \(lengths.dropFirst().joined(separator: ", ")))"
  }

  /// `y_pred = predict network on x_test`: a step after all, with its names at the wrong end.
  private func assignment(of rest: ArraySlice<Token>, to names: [String]) -> Lesson? {
    guard let word = rest.first, word.kind == .word, let verb = vocabulary.verb(named: word.text),
      let range = rest.range, rest.count == 1 || !rest[rest.startIndex + 1].isSymbol("("), !names.isEmpty
    else { return nil }
    let step = source.text(range)
    let list = names.joined(separator: ", ")
    let makesArrays = verb.naming.makesArrays
    let form = verb.takesLayers ? "\(verb.name) \(list)" : makesArrays ? "\(step) as \(list)" : step
    let note =
      verb.naming == .inPlace ? ": it changes the array itself" : makesArrays ? ": names stand at the end" : ""
    return Lesson(
      summary: "a step starts with a verb; nothing is set with '='", notes: ["write '\(form)'\(note)"], verb: verb)
  }

  /// How a lesson says what a Python function does; `named` where the names that its result is given go along.
  private struct Form {
    var text: String
    var named: String?
    init(_ text: String, named: String? = nil) {
      self.text = text
      self.named = named
    }
  }

  private static let forms: [String: Form] = [
    "fit": Form("fit network on x_train, y_train"), "evaluate": Form("evaluate network on x_test, y_test"),
    "predict": Form("predict network on x_test[0]", named: "predict network on x_test"),
    "compile": Form("set 'optimizer' and 'loss' on indented lines below 'fit network on x_train, y_train'"),
    "summary": Form("summary network"), "reshape": Form("reshape x_train to (-1, 28, 28, 1)"),
    "load_data": Form("load mnist as x_train, y_train, x_test, y_test", named: "load mnist"),
    "to_categorical": Form("one-hot y_train"),
    "sequential": Form("write 'build network', and one layer on each indented line below"),
    "imshow": Form("show x_train[0]"), "astype": Form("normalise x_train"),
    "argmax": Form("argmax y_pred as y_class", named: "argmax y_pred"),
    "add": Form("write one layer on each indented line below 'build network'"),
    "figure": Form("plot fit"), "print": Form("print x_train[0]"),
    "confusion_matrix": Form("confusion-matrix network on x_test, y_test"),
    "classification_report": Form("classification-report network on x_test, y_test"),
    "hist": Form("histogram y_train"), "flatten": Form("flatten x_train"),
    "save": Form("save network to \"network.safetensors\""),
    "load_weights": Form("restore network from \"network.safetensors\""),
    "len": Form("shape x_train"), "shape": Form("shape x_train"),
    "train_test_split": Form("split x_train, y_train as x_val, y_val"),
  ]
}
