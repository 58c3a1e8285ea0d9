import Markdown

/// What people who know Python write, and how a lesson says it.
enum Foreign {
  struct Lesson {
    var summary: String
    var notes: [String]
    /// What the line was to do.
    var verb: Verb?
  }

  /// The lesson for a line that starts with no verb; nil where it looks like no Python.
  static func step(_ tokens: [Token], in source: SourceText) -> Lesson? {
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
    let names = tokens[..<(equals ?? 0)].filter { $0.kind == .word }.map(\.text)
    if let equals, let lesson = assignment(of: tokens[(equals + 1)...], to: names, in: source) { return lesson }
    for word in words.lazy.compactMap({ $0.split(separator: ".").last.map(String.init) }) {
      if let form = word == "reshape" ? reshape(tokens) : forms[word] {
        let verb = form.split { " '".contains($0) }.lazy.compactMap { Verb.named(String($0)) }.first
        return Lesson(
          summary: "this looks like Python; a lesson says it in its own way",
          notes: [form.contains("'") ? form : "write '\(Self.named(form, verb, names))'"], verb: verb)
      }
    }
    guard equals != nil else { return nil }
    if tokens.contains(where: { $0.isSymbol("/") }), tokens.last?.text.hasPrefix("255") == true {
      return Lesson(
        summary: "a lesson does no arithmetic on arrays",
        notes: ["write 'normalise \(names.joined(separator: ", "))' to divide by 255"], verb: .normalise)
    }
    return Lesson(
      summary: "a step starts with a verb; nothing is set with '='",
      notes: ["names stand at a step's end, as in 'one-hot y_train as y_train_cat'"])
  }

  /// `x = x.reshape(60000, 784)`, with the shape that it names; the count of samples becomes -1.
  private static func reshape(_ tokens: [Token]) -> String? {
    let start = tokens.firstIndex { $0.isSymbol("(") } ?? tokens.endIndex
    let lengths = tokens[start...].filter { $0.kind == .number }.map(\.text)
    let array = tokens.lazy.filter { $0.kind == .word }.compactMap { word in
      word.text.hasSuffix(".reshape") ? String(word.text.dropLast(8)) : nil
    }.first { !["np", "numpy"].contains($0) }
    guard lengths.count > 1 else { return forms["reshape"] }
    return "reshape \(array ?? "x_train") to (-1, \(lengths.dropFirst().joined(separator: ", ")))"
  }

  /// `y_pred = predict network on x_test`: a step after all, with its names at the wrong end.
  private static func assignment(
    of rest: ArraySlice<Token>, to names: [String], in source: SourceText
  ) -> Lesson? {
    guard let word = rest.first, word.kind == .word, let verb = Verb.named(word.text), let range = rest.range,
      rest.count == 1 || !rest[rest.startIndex + 1].isSymbol("("), !names.isEmpty
    else { return nil }
    let step = source.text(range)
    let list = names.joined(separator: ", ")
    let form =
      switch verb {
      case .build: "build \(list)"
      case .predict: "\(step) as \(list)"
      default: verb.doc.naming == .arrays ? "\(step) as \(list)" : step
      }
    return Lesson(
      summary: "a step starts with a verb; nothing is set with '='",
      notes: verb.doc.naming == .inPlace
        ? ["write '\(form)': it changes the array itself"]
        : [
          verb.doc.naming == .arrays || verb == .predict ? "write '\(form)': names stand at the end" : "write '\(form)'"
        ],
      verb: verb)
  }

  /// The form with the names that the line gives its results.
  private static func named(_ form: String, _ verb: Verb?, _ names: [String]) -> String {
    let list = names.joined(separator: ", ")
    return switch verb {
    case _ where names.isEmpty: form
    case .load: "load mnist as \(list)"
    case .predict: "predict network on x_test as \(list)"
    case .argmax: "argmax y_pred as \(list)"
    default: form
    }
  }

  private static let forms = [
    "fit": "fit network on x_train, y_train", "evaluate": "evaluate network on x_test, y_test",
    "predict": "predict network on x_test[0]",
    "compile": "set 'optimizer' and 'loss' on indented lines below 'fit network on x_train, y_train'",
    "summary": "summary network", "reshape": "reshape x_train to (-1, 28, 28, 1)",
    "load_data": "load mnist as x_train, y_train, x_test, y_test",
    "to_categorical": "one-hot y_train",
    "sequential": "write 'build network', and one layer on each indented line below", "imshow": "show x_train[0]",
    "astype": "normalise x_train", "argmax": "argmax y_pred as y_class",
    "add": "write one layer on each indented line below 'build network'",
    "figure": "plot fit", "print": "print x_train[0]", "confusion_matrix": "confusion-matrix network on x_test, y_test",
    "classification_report": "classification-report network on x_test, y_test", "hist": "histogram y_train",
    "flatten": "flatten x_train", "save": "save network to \"network.safetensors\"",
    "load_weights": "restore network from \"network.safetensors\"",
    "len": "shape x_train", "shape": "shape x_train",
    "train_test_split": "split x_train, y_train as x_val, y_val",
  ]
}
