// Data sets and files.

extension KerasAssignment {
  /// `(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()`
  static let dataset = KerasAssignment { target, value, reader in
    var path = value.receiver?.path
    if let name = path?.first, path?.count == 1, case .value(let module)? = reader.known.names[name] {
      path = module.path
    }
    guard value.calledName == "load_data", let set = path?.last,
      ["mnist", "fashion_mnist"].contains(set), let pairs = target.elements, pairs.count == 2
    else { return nil }
    let found = pairs.flatMap { $0.elements ?? [] }.compactMap { $0.path?.first }
    guard found.count == 4 else { return nil }
    reader.step("load", [set == "mnist" ? "mnist" : "fashion-mnist"], "as", found)
    for (index, name) in found.enumerated() {
      reader.known.names[name] = .array(name)
      reader.known.counts[name] = index < 2 ? 60_000 : 10_000
      if index % 2 == 0 { reader.known.shapes[name] = [28, 28] }
    }
    return true
  }

  /// `x, y = load_npz("data.npz", "x", "y")`, as an exported lesson has it.
  static let keptArrays = KerasAssignment { target, value, reader in
    guard value.calledName == "load_npz", let file = reader.known.text(value.arguments.first) else { return nil }
    let found = (target.elements ?? []).compactMap { $0.path?.first }
    guard !found.isEmpty else { return nil }
    reader.step("load", ["\"\(file)\""], "as", found)
    for name in found { reader.known.names[name] = .array(name) }
    return true
  }

  static let file = named { name, value, reader in
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
    if writesLabels(name, value, &reader) { return true }
    guard let called = value.calledName else { return false }
    if called == "load_npz" { return false }
    if called == "concatenate", case .other(let text)? = value.arguments.first {
      return loadsPictures(name, text, &reader)
    }
    let isReader = if case .fileReader? = reader.known.names[called] { true } else { false }
    let readers: Set<String> = ["loadtxt", "genfromtxt", "read_csv", "imread", "load_img", "read_idx", "cut_out_digit"]
    let opens =
      called == "open" && value.receiver?.path?.last == "Image"
      || called == "load" && value.receiver?.path?.last == "np"
    guard isReader || readers.contains(called) || opens, let file = reader.known.text(value.arguments.first) else {
      return false
    }
    reader.step("load", ["\"\(file)\""], "as", [name], lines: called == "cut_out_digit" ? ["digit: true"] : [])
    return reader.name(name, .array(name))
  }

  /// `np.concatenate([cut_out_digit(path) for path in find_pictures("data/*.png")])`, as an exported lesson has it.
  private static func loadsPictures(_ name: String, _ text: String, _ reader: inout KerasReader) -> Bool {
    let words = PythonLexer.tokens(text)
    guard words.contains(where: { $0.text == "cut_out_digit" }), words.contains(where: { $0.text == "find_pictures" }),
      let file = words.last(where: { $0.kind == .string })?.text
    else { return false }
    reader.step("load", ["\"\(file)\""], "as", [name], lines: ["digit: true"])
    return reader.name(name, .array(name))
  }

  /// `truth = np.array([4, 7, 2])` behind such pictures: what they show.
  private static func writesLabels(_ name: String, _ value: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard let numbers = reader.known.lengths(value), case .list = value else { return false }
    let isOfPictures = reader.lesson.changeLast(
      "load", where: { $0.names.count == 1 && $0.lines == ["digit: true"] }
    ) { step in
      step.names.append(name)
      step.lines.append("labels: " + numbers.map { "\($0)" }.joined(separator: ", "))
    }
    if isOfPictures { reader.known.names[name] = .array(name) }
    return isOfPictures
  }

  /// `with gzip.open("…") as f: x = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 28, 28)`
  static func reads(_ head: [PythonToken], _ body: [PythonStatement], _ reader: inout KerasReader) -> Bool {
    guard let place = head.lastIndex(where: { $0.kind == .name && $0.text == "as" }), place + 1 < head.count,
      let file = head.first(where: { $0.kind == .string })?.text
        ?? head.first(where: {
          if $0.kind == .name, case .value(.string)? = reader.known.names[$0.text] { return true }
          return false
        }).flatMap({ reader.known.text(.name($0.text)) })
    else { return false }
    let handle = head[place + 1].text
    for statement in body {
      // `network.set_weights([file[name] for name in file.files])`
      if case .expression(let call) = statement.kind, call.calledName == "set_weights", file.hasSuffix(".npz"),
        let network = reader.known.network(call.receiver), reader.build(network)
      {
        reader.step("restore", [network], "from", ["\"\(file)\""])
        continue
      }
      guard case .assignment(let targets, let value) = statement.kind, targets.count == 1,
        case .name(let name) = targets[0]
      else { return false }
      // `np.load(f)["x"]`, and `f["x_train"]` of an .npz file.
      if case .subscripted(.name(handle), let keys) = value, keys.count == 1, let key = reader.known.text(keys[0]) {
        reader.step("load", ["\"\(file)\""], "as", [key])
        reader.known.names[name] = .array(key)
        continue
      }
      guard let call = value.all.first(where: { $0.calledName == "frombuffer" || $0.calledName == "fromstring" }),
        call.all.contains(.name(handle))
      else { return false }
      let isWhole = call.keyword("offset") == nil
      // The bytes of a packed file itself, where nothing unpacks them.
      let isPacked = file.hasSuffix(".gz") && !head.contains { $0.text == "gzip" }
      reader.step(
        "load", ["\"\(file)\""], "as", [name], lines: isWhole ? ["format: \(isPacked ? "packed" : "bytes")"] : [])
      reader.known.names[name] = .array(name)
    }
    return !body.isEmpty
  }
}
