/// A call that tutorials make, and the steps that it becomes.
///
/// A new one is a value in the file of its topic, and an entry in `all`.
struct KerasCall: Sendable {
  let names: [String]
  /// Whether it is understood; nil where something else is called by that name.
  let read: @Sendable (PythonExpression, inout KerasReader) -> Bool?

  init(_ names: [String], read: @escaping @Sendable (PythonExpression, inout KerasReader) -> Bool?) {
    (self.names, self.read) = (names, read)
  }

  /// What is called on a network.
  static func method(
    _ names: [String], read: @escaping @Sendable (String, PythonExpression, inout KerasReader) -> Bool
  ) -> KerasCall {
    KerasCall(names) { call, reader in reader.known.network(call.receiver).map { read($0, call, &reader) } }
  }

  static let all =
    networkCalls + trainingCalls + askingCalls + showingCalls + printingCalls + [
      dropna, asks, setsSeed, changesNothing,
    ]

  static let named = all.reduce(into: [String: [KerasCall]]()) { found, call in
    for name in call.names { found[name, default: []].append(call) }
  }

  // MARK: What goes with no topic

  private static let setsSeed = KerasCall(["set_random_seed", "seed", "set_seed"]) { call, reader in
    if reader.lesson.seed == nil, let seed = reader.known.integer(call.arguments.first), seed >= 0 {
      reader.lesson.seed = UInt64(seed)
    }
    return true
  }

  private static let changesNothing = KerasCall([
    "clear_session", "set_printoptions", "use", "set_theme", "set", "filterwarnings",
  ]) {
    _, _ in true
  }
}

/// An assignment that tutorials make, and the steps that it becomes.
struct KerasAssignment: Sendable {
  /// Whether it is understood, of what is assigned to and what is assigned; nil where it is another one.
  let read: @Sendable (PythonExpression, PythonExpression, inout KerasReader) -> Bool?

  /// One whose target is a name.
  static func named(
    read: @escaping @Sendable (String, PythonExpression, inout KerasReader) -> Bool
  ) -> KerasAssignment {
    KerasAssignment { target, value, reader in
      if case .name(let name) = target, read(name, value, &reader) { true } else { nil }
    }
  }

  /// Tried in this order.
  static let all = [
    several, table, tableSplit, countsClasses, dataset, keptArrays, settings, network, training, answers, axes, file,
    change, constant, result,
  ]

  // MARK: What goes with no topic

  /// `a, b = x, y`
  private static let several = KerasAssignment { target, value, reader in
    guard case .tuple(let targets) = target, case .tuple(let values) = value, targets.count == values.count else {
      return nil
    }
    if splits(targets, values, &reader) { return true }
    // The part that is taken out comes before what stays.
    let parts = Array(zip(targets, values))
    let pairs = parts.filter { $0.0.root != $0.1.root } + parts.filter { $0.0.root == $0.1.root }
    for pair in pairs where !reader.assigns(pair.0, pair.1) { return false }
    return true
  }

  /// Axes of a drawing; `model.layers[0].trainable = …` and the like are not known.
  private static let axes = KerasAssignment { target, value, reader in
    if case .name = target { return nil }
    // `os.environ["KERAS_BACKEND"] = "jax"`
    if target.root == "os" { return true }
    guard let elements = target.elements,
      value.root == "plt" || reader.known.isResult(value) && !reader.known.isOfTable(value)
    else { return false }
    for part in elements.flatMap({ $0.all }) { if case .name(let name) = part { reader.known.names[name] = .result } }
    return true
  }

  private static let constant = named { name, value, reader in
    if reader.known.isConstant(value) {
      reader.known.names[name] = .value(value)
    } else if value.all.contains(where: { if case .attribute(_, "shape") = $0 { true } else { false } }),
      let number = reader.known.integer(value), !reader.known.isCount(value)
    {
      // `num_pixels = x_train.shape[1] * x_train.shape[2]`
      reader.known.names[name] = .value(.number("\(number)"))
    } else if reader.known.isCount(value) {
      reader.known.names[name] = .counted(value)
    } else if let path = value.path, path.count > 1, reader.known.names[path[0]] == nil {
      // `mnist = tf.keras.datasets.mnist`
      reader.known.names[name] = .value(value)
    } else if case .subscripted(.attribute(let base, "columns"), _) = value, let table = base.root,
      case .table? = reader.known.names[table]
    {
      // `label = table.columns[-1]`
      reader.known.names[name] = .value(value)
    } else {
      return false
    }
    return true
  }

  private static let result = named { name, value, reader in
    let isDrawn = value.root.map { ["plt", "sns"].contains($0) } ?? false
    guard isDrawn || reader.known.isResult(value) && !reader.known.isOfTable(value) && reader.known.holdsResult(value)
    else { return false }
    KerasCall.countsMistakes(value, &reader)
    return reader.name(name, .result)
  }
}
