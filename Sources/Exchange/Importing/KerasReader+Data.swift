extension KerasReader {
  // MARK: Assignments

  mutating func assigns(_ target: PythonExpression, _ value: PythonExpression, _ statement: PythonStatement) -> Bool {
    if case .tuple(let targets) = target, case .tuple(let values) = value, targets.count == values.count {
      if splits(targets, values) { return true }
      // The part that is taken out comes before what stays.
      let parts = Array(zip(targets, values))
      let pairs = parts.filter { $0.0.root != $0.1.root } + parts.filter { $0.0.root == $0.1.root }
      for pair in pairs where !assigns(pair.0, pair.1, statement) { return false }
      return true
    }
    if readsTable(target, value) || splits(target, value) || countsClasses(target, value) { return true }
    if loadsDataset(target, value) || makesNetwork(target, value) || trains(target, value, statement) { return true }
    if asks(target, value) { return true }
    guard case .name(let name) = target else {
      // `model.layers[0].trainable = …` and the like are not known; axes of a drawing are.
      if let elements = target.elements, known.isResult(value) || value.root == "plt" {
        for element in elements { if let name = element.root { known.names[name] = .result } }
        return true
      }
      return false
    }
    if loads(name, value) { return true }
    if changes(name, value) { return true }
    if known.isConstant(value) {
      known.names[name] = .value(value)
      return true
    }
    if known.isCount(value) {
      known.names[name] = .counted(value)
      return true
    }
    // `mnist = tf.keras.datasets.mnist`
    if let path = value.path, path.count > 1, known.names[path[0]] == nil {
      known.names[name] = .value(value)
      return true
    }
    // `label = table.columns[-1]`
    if case .subscripted(.attribute(let base, "columns"), _) = value, let table = base.root,
      case .table? = known.names[table]
    {
      known.names[name] = .value(value)
      return true
    }
    if value.root.map({ ["plt", "sns"].contains($0) }) ?? false || known.isResult(value) {
      countsMistakes(value)
      known.names[name] = .result
      return true
    }
    return false
  }

  /// `surest = wrong[np.argsort(…)][:6]`, as an exported lesson has it: how many mistakes are shown.
  private mutating func countsMistakes(_ value: PythonExpression) {
    guard case .subscripted(.subscripted(_, let order), let places) = value, order.first?.calledName == "argsort",
      case .slice(nil, let end, step: nil)? = places.first, let count = known.integer(end), count != 12,
      case .steps(var steps)? = lesson.blocks.last, steps.last?.verb == "mistakes"
    else { return }
    steps[steps.count - 1].lines.append("count: \(count)")
    lesson.blocks[lesson.blocks.count - 1] = .steps(steps)
  }

  // MARK: Loading

  /// `(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()`
  private mutating func loadsDataset(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    if value.calledName == "load_npz", let file = known.text(value.arguments.first) {
      let found = (target.elements ?? []).compactMap { $0.path?.first }
      guard !found.isEmpty else { return false }
      step("load", ["\"\(file)\""], "as", found)
      for name in found { known.names[name] = .array(name) }
      return true
    }
    var path = value.receiver?.path
    if let name = path?.first, path?.count == 1, case .value(let module)? = known.names[name] { path = module.path }
    guard value.calledName == "load_data", let set = path?.last,
      ["mnist", "fashion_mnist"].contains(set), let pairs = target.elements, pairs.count == 2
    else { return false }
    let found = pairs.flatMap { $0.elements ?? [] }.compactMap { $0.path?.first }
    guard found.count == 4 else { return false }
    step("load", [set == "mnist" ? "mnist" : "fashion-mnist"], "as", found)
    for (index, name) in found.enumerated() {
      known.names[name] = .array(name)
      known.counts[name] = index < 2 ? 60_000 : 10_000
      if index % 2 == 0 { known.shapes[name] = [28, 28] }
    }
    return true
  }

  private mutating func loads(_ name: String, _ value: PythonExpression) -> Bool {
    var value = value
    // `Image.open(f).convert("L")`, `np.array(Image.open(f))`, `read_csv(f).values`
    while true {
      if let called = value.calledName, ["convert", "to_numpy", "copy"].contains(called), let base = value.receiver {
        value = base
      } else if let called = value.calledName, ["array", "asarray", "img_to_array"].contains(called),
        let inner = value.arguments.first
      {
        value = inner
      } else if case .attribute(let base, "values") = value {
        value = base
      } else {
        break
      }
    }
    if writesLabels(name, value) { return true }
    guard let called = value.calledName else { return false }
    if called == "load_npz" { return false }
    if called == "concatenate", case .other(let text)? = value.arguments.first { return loadsPictures(name, text) }
    let isReader = if case .fileReader? = known.names[called] { true } else { false }
    let readers: Set<String> = ["loadtxt", "genfromtxt", "read_csv", "imread", "load_img", "read_idx", "cut_out_digit"]
    let opens =
      called == "open" && value.receiver?.path?.last == "Image"
      || called == "load" && value.receiver?.path?.last == "np"
    guard isReader || readers.contains(called) || opens, let file = known.text(value.arguments.first) else {
      return false
    }
    step("load", ["\"\(file)\""], "as", [name], lines: called == "cut_out_digit" ? ["digit: true"] : [])
    known.names[name] = .array(name)
    return true
  }

  /// `np.concatenate([cut_out_digit(path) for path in find_pictures("data/*.png")])`, as an exported lesson has it.
  private mutating func loadsPictures(_ name: String, _ text: String) -> Bool {
    let words = PythonLexer.tokens(text)
    guard words.contains(where: { $0.text == "cut_out_digit" }), words.contains(where: { $0.text == "find_pictures" }),
      let file = words.last(where: { $0.kind == .string })?.text
    else { return false }
    step("load", ["\"\(file)\""], "as", [name], lines: ["digit: true"])
    known.names[name] = .array(name)
    return true
  }

  /// `truth = np.array([4, 7, 2])` behind such pictures: what they show.
  private mutating func writesLabels(_ name: String, _ value: PythonExpression) -> Bool {
    guard let numbers = known.lengths(value), case .list = value, case .steps(var steps)? = lesson.blocks.last,
      let last = steps.last, last.verb == "load", last.names.count == 1, last.lines == ["digit: true"]
    else { return false }
    steps[steps.count - 1].names.append(name)
    steps[steps.count - 1].lines.append("labels: " + numbers.map { "\($0)" }.joined(separator: ", "))
    lesson.blocks[lesson.blocks.count - 1] = .steps(steps)
    known.names[name] = .array(name)
    return true
  }

  /// `with gzip.open("…") as f: x = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 28, 28)`
  mutating func reads(_ head: [PythonToken], _ body: [PythonStatement]) -> Bool {
    if head.contains(where: { $0.text == "printoptions" }) { return prints(body, head) }
    guard let place = head.lastIndex(where: { $0.kind == .name && $0.text == "as" }), place + 1 < head.count,
      let file = head.first(where: { $0.kind == .string })?.text
        ?? head.first(where: {
          if $0.kind == .name, case .value(.string)? = known.names[$0.text] { return true }
          return false
        }).flatMap({ known.text(.name($0.text)) })
    else { return false }
    let handle = head[place + 1].text
    for statement in body {
      // `network.set_weights([file[name] for name in file.files])`
      if case .expression(let call) = statement.kind, call.calledName == "set_weights", file.hasSuffix(".npz"),
        let network = network(call.receiver), build(network)
      {
        step("restore", [network], "from", ["\"\(file)\""])
        continue
      }
      guard case .assignment(let targets, let value) = statement.kind, targets.count == 1,
        case .name(let name) = targets[0]
      else { return false }
      // `np.load(f)["x"]`, and `f["x_train"]` of an .npz file.
      if case .subscripted(.name(handle), let keys) = value, keys.count == 1, let key = known.text(keys[0]) {
        step("load", ["\"\(file)\""], "as", [key])
        known.names[name] = .array(key)
        continue
      }
      guard let call = value.all.first(where: { $0.calledName == "frombuffer" || $0.calledName == "fromstring" }),
        call.all.contains(.name(handle))
      else { return false }
      let isWhole = call.keyword("offset") == nil
      // The bytes of a packed file itself, where nothing unpacks them.
      let isPacked = file.hasSuffix(".gz") && !head.contains { $0.text == "gzip" }
      step("load", ["\"\(file)\""], "as", [name], lines: isWhole ? ["format: \(isPacked ? "packed" : "bytes")"] : [])
      known.names[name] = .array(name)
    }
    return !body.isEmpty
  }
}
