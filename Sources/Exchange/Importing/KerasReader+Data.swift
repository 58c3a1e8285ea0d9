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
    // `label = table.columns[-1]`
    if case .subscripted(.attribute(let base, "columns"), _) = value, let table = base.root,
      case .table? = known.names[table]
    {
      known.names[name] = .value(value)
      return true
    }
    if value.root.map({ ["plt", "sns"].contains($0) }) ?? false || known.isResult(value) {
      known.names[name] = .result
      return true
    }
    return false
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
    guard value.calledName == "load_data", let path = value.receiver?.path, let set = path.last,
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
    guard let called = value.calledName else { return false }
    if called == "load_npz" { return false }
    if called == "concatenate", case .other(let text)? = value.arguments.first { return loadsPictures(name, text) }
    if writesLabels(name, value) { return true }
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
      step("load", ["\"\(file)\""], "as", [name], lines: isWhole ? ["format: bytes"] : [])
      known.names[name] = .array(name)
    }
    return !body.isEmpty
  }

  // MARK: Arrays

  private mutating func changes(_ name: String, _ value: PythonExpression) -> Bool {
    if let called = value.calledName {
      switch called {
      case "LabelBinarizer", "OneHotEncoder": known.names[name] = .encoder
      case "LabelEncoder": known.names[name] = .wordEncoder
      case "StandardScaler": known.names[name] = .scaler
      default: break
      }
      if ["LabelBinarizer", "OneHotEncoder", "LabelEncoder", "StandardScaler"].contains(called) { return true }
      // `StandardScaler().fit(x_train)`
      if called == "fit", let made = value.receiver, made.calledName != nil { return changes(name, made) }
      let base = value.receiver?.path == ["np"] ? value.arguments.first : value.receiver
      if ["mean", "std"].contains(called), let base, let found = known.peel(base), found.changes.isEmpty {
        known.names[name] = called == "mean" ? .mean(found.array) : .deviation(found.array)
        return true
      }
      if called == "augment", let found = value.arguments.first.flatMap({ known.peel($0) }), found.changes.isEmpty {
        let lines = value.keywords.compactMap { keyword in
          keyword.name.flatMap { key in known.numberText(keyword.value).map { "\(key): \($0)" } }
        }
        step("augment", [found.array], lines: lines)
        return true
      }
      // The labels of an augmented array are repeated with it.
      if called == "concatenate", case .binary(.list(let parts), "*", _)? = value.arguments.first, parts.count == 1,
        let labels = known.peel(parts[0])?.array, case .steps(var steps)? = lesson.blocks.last,
        steps.last?.verb == "augment"
      {
        steps[steps.count - 1].operands.append(labels)
        lesson.blocks[lesson.blocks.count - 1] = .steps(steps)
        return true
      }
    }
    if value.calledName == "permutation" {
      known.names[name] = .order
      return true
    }
    guard let (array, changes) = known.peel(value) else { return false }
    var current = array
    for (index, change) in changes.enumerated() {
      let isLast = index == changes.count - 1
      switch change {
      case .reshape(let shape):
        step("reshape", [current], "to", ["(\(shape.map { "\($0)" }.joined(separator: ", ")))"], joins: true)
        known.shapes[current] = Array(shape.dropFirst())
      case .flatten:
        step("flatten", [current], joins: true)
        known.shapes[current] = nil
      case .normalise: step("normalise", [current], joins: true)
      case .invert: step("invert", [current], joins: true)
      case .standardise: step("standardise", [current], joins: true)
      case .oneHot(let count):
        let isOwn = known.names[name].map { if case .array(let own) = $0 { own == current } else { false } } ?? false
        let lines = count.map { $0 == 10 ? [] : ["classes: \($0)"] } ?? []
        if isOwn, isLast {
          step("one-hot", [current], lines: lines)
          known.oneHot.insert(current)
        } else {
          step("one-hot", [current], "as", [name], lines: lines)
          known.labels[name] = current
          known.oneHot.insert(name)
          current = name
        }
      case .shuffle: step("shuffle", [current], joins: true)
      case .rotate(let turn): step("rotate", [current], lines: ["by: \(turn)"], joins: true)
      case .slice(let from, let to):
        if !isLast { return false }
        return slices(name, current, from, to)
      case .argmax:
        guard isLast else { return false }
        if let original = known.labels[current] {
          known.names[name] = .array(original)
          return true
        }
        step("argmax", [current], "as", [name])
        current = name
      }
    }
    known.names[name] = .array(current)
    return true
  }

  /// `x_val = x_train[:5000]`, and `x_train = x_train[5000:]` behind it.
  private mutating func slices(_ name: String, _ array: String, _ from: Int?, _ to: Int?) -> Bool {
    for (other, meaning) in known.names {
      guard case .part(array, let otherFrom, let otherTo) = meaning else { continue }
      var line: String?
      if otherFrom == nil || otherFrom == 0, let end = otherTo, end == from, to == nil { line = "first: \(end)" }
      if otherTo == nil, let start = otherFrom, start == to, from == nil || from == 0 {
        if start < 0 {
          line = "last: \(-start)"
        } else if let count = known.counts[array] {
          line = "last: \(count - start)"
        }
      }
      guard let line else { continue }
      step("split", [array], "as", [other], lines: [line], joins: true)
      known.names[other] = .array(other)
      if let shape = known.shapes[array] { known.shapes[other] = shape }
      if known.oneHot.contains(array) { known.oneHot.insert(other) }
      if let own = known.labels[array] { known.labels[other] = own }
      known.names[name] = .array(array)
      known.counts[array] = nil
      return true
    }
    if case .array(array)? = known.names[name] { return keeps(array, from, to) }
    known.names[name] = .part(array, from: from, to: to)
    return true
  }

  /// `x_train = x_train[:10000]`, of a data set: fewer are loaded.
  private mutating func keeps(_ array: String, _ from: Int?, _ to: Int?) -> Bool {
    guard from == nil || from == 0, let to, to > 0 else { return false }
    for (index, block) in lesson.blocks.enumerated() {
      guard case .steps(var steps) = block,
        let place = steps.firstIndex(where: { $0.verb == "load" && $0.names.contains(array) }),
        steps[place].names.count == 4, let own = steps[place].names.firstIndex(of: array)
      else { continue }
      let line = "\(own < 2 ? "train" : "test"): \(to)"
      if !steps[place].lines.contains(line) { steps[place].lines.append(line) }
      lesson.blocks[index] = .steps(steps)
      known.counts[array] = to
      return true
    }
    return false
  }
}
