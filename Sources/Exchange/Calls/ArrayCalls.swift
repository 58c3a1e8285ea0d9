// What is done to arrays, and samples that are taken out of them.

extension KerasAssignment {
  /// A step of what a script does to an array.
  static let change = named { name, value, reader in
    if prepares(name, value, &reader) || augments(value, &reader) { return true }
    if value.calledName == "permutation" {
      return reader.name(name, .order)
    }
    // `digit = x_train[4]`
    if case .subscripted(let base, let places) = value, places.count == 1, let index = reader.known.integer(places[0]),
      case .name(let whole) = base, case .array(let array)? = reader.known.names[whole]
    {
      return reader.name(name, .part(array, from: index, to: index == -1 ? nil : index + 1))
    }
    // `image = np.expand_dims(image, 0)`, of one.
    if ["expand_dims", "reshape"].contains(value.calledName ?? ""), let meaning = reader.known.part(in: value) {
      return reader.name(name, meaning)
    }
    return ChangedArray.read(value, reader.known).map { changes(name, $0, &reader) } ?? false
  }

  /// Encoders, scalers, and what they are made of.
  private static func prepares(_ name: String, _ value: PythonExpression, _ reader: inout KerasReader) -> Bool {
    switch value.calledName {
    case "LabelBinarizer", "OneHotEncoder": reader.known.names[name] = .encoder
    case "LabelEncoder": reader.known.names[name] = .wordEncoder
    case "StandardScaler": reader.known.names[name] = .scaler
    case "fit":
      // `StandardScaler().fit(x_train)`
      guard let made = value.receiver, made.calledName != nil else { return false }
      return prepares(name, made, &reader)
    case "mean", "std":
      let base = value.receiver?.path == ["np"] ? value.arguments.first : value.receiver
      guard let found = base.flatMap({ ChangedArray.read($0, reader.known) }), found.changes.isEmpty else {
        return false
      }
      reader.known.names[name] = value.calledName == "mean" ? .mean(found.array) : .deviation(found.array)
    default: return false
    }
    return true
  }

  /// `x_train = augment(x_train, copies=3)`, and its labels behind it, as an exported lesson has them.
  private static func augments(_ value: PythonExpression, _ reader: inout KerasReader) -> Bool {
    switch value.calledName {
    case "augment":
      guard let found = value.arguments.first.flatMap({ ChangedArray.read($0, reader.known) }), found.changes.isEmpty
      else {
        return false
      }
      let lines = value.keywords.compactMap { keyword in
        keyword.name.flatMap { key in reader.known.numberText(keyword.value).map { "\(key): \($0)" } }
      }.filter { !["shift: 2", "rotate: 10", "zoom: 0.1"].contains($0) }
      return reader.step("augment", [found.array], lines: lines)
    case "concatenate":
      // The labels of an augmented array are repeated with it.
      guard case .binary(.list(let parts), "*", _)? = value.arguments.first, parts.count == 1,
        let labels = ChangedArray.read(parts[0], reader.known)?.array
      else { return false }
      return reader.lesson.changeLast("augment") { $0.operands.append(labels) }
    default: return false
    }
  }

  private static func changes(_ name: String, _ changed: ChangedArray, _ reader: inout KerasReader) -> Bool {
    var current = changed.array
    for (index, change) in changed.changes.enumerated() {
      let isLast = index == changed.changes.count - 1
      switch change {
      case .reshape(let shape):
        reader.step("reshape", [current], "to", ["(\(shape.map { "\($0)" }.joined(separator: ", ")))"], joins: true)
        reader.known.shapes[current] = Array(shape.dropFirst())
      case .flatten:
        reader.step("flatten", [current], joins: true)
        reader.known.shapes[current] = nil
      case .normalise: reader.step("normalise", [current], joins: true)
      case .invert: reader.step("invert", [current], joins: true)
      case .standardise: reader.step("standardise", [current], joins: true)
      case .oneHot(let count):
        let isOwn =
          reader.known.names[name].map { if case .array(let own) = $0 { own == current } else { false } } ?? false
        let lines = count.map { $0 == 10 ? [] : ["classes: \($0)"] } ?? []
        if isOwn, isLast {
          reader.step("one-hot", [current], lines: lines)
          reader.known.oneHot.insert(current)
          reader.known.shapes[current] = count.map { [$0] } ?? reader.known.digits(current)
        } else {
          reader.step("one-hot", [current], "as", [name], lines: lines)
          reader.known.labels[name] = current
          reader.known.oneHot.insert(name)
          reader.known.shapes[name] = count.map { [$0] } ?? reader.known.digits(current)
          current = name
        }
      case .shuffle: reader.step("shuffle", [current], joins: true)
      case .rotate(let turn): reader.step("rotate", [current], lines: ["by: \(turn)"], joins: true)
      case .slice(let from, let to):
        if !isLast { return false }
        return slices(name, current, from, to, &reader)
      case .argmax:
        guard isLast else { return false }
        if let original = reader.known.labels[current] {
          return reader.name(name, .array(original))
        }
        reader.step("argmax", [current], "as", [name])
        reader.known.chosen[name] = reader.known.predicted[current]
        current = name
      }
    }
    return reader.name(name, .array(current))
  }

  // MARK: Parts

  /// `x_val = x_train[:5000]`, and `x_train = x_train[5000:]` behind it.
  private static func slices(_ name: String, _ array: String, _ from: Int?, _ to: Int?, _ reader: inout KerasReader)
    -> Bool
  {
    for (other, meaning) in reader.known.names {
      guard case .part(array, let otherFrom, let otherTo) = meaning else { continue }
      var line: String?
      if otherFrom == nil || otherFrom == 0, let end = otherTo, end == from, to == nil { line = "first: \(end)" }
      if otherTo == nil, let start = otherFrom, start == to, from == nil || from == 0 {
        if start < 0 {
          line = "last: \(-start)"
        } else if let count = reader.known.counts[array] {
          line = "last: \(count - start)"
        }
      }
      guard let line else { continue }
      reader.step("split", [array], "as", [other], lines: [line], joins: true)
      took(other, from: array, leaving: name, &reader)
      return true
    }
    if case .array(array)? = reader.known.names[name] { return keeps(array, from, to, &reader) }
    return reader.name(name, .part(array, from: from, to: to))
  }

  /// `x_train = x_train[:10000]`, of a data set: fewer are loaded.
  private static func keeps(
    _ array: String, _ from: Int?, _ to: Int?, _ reader: inout KerasReader
  ) -> Bool {
    guard from == nil || from == 0, let to, to > 0 else { return false }
    let isFewer = reader.lesson.changeFirst(where: {
      $0.verb == "load" && $0.names.count == 4 && $0.names.contains(array)
    }) { step in
      let line = "\(step.names[..<2].contains(array) ? "train" : "test"): \(to)"
      if !step.lines.contains(line) { step.lines.append(line) }
    }
    if isFewer { reader.known.counts[array] = to }
    return isFewer
  }

  /// `X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)`
  static let tableSplit = KerasAssignment { target, value, reader in
    guard value.calledName == "train_test_split", let names = target.elements?.compactMap({ $0.path?.first }),
      names.count == 2 * value.arguments.count
    else { return nil }
    var arrays: [String] = []
    for argument in value.arguments {
      guard let found = ChangedArray.read(argument, reader.known), found.changes.isEmpty else { return nil }
      arrays.append(found.array)
    }
    // What `train_size` leaves.
    let left = reader.known.number(value.keyword("train_size")).flatMap { share in
      share > 0 && share < 1 ? PythonExpression.number("\(((1 - share) * 1e6).rounded() / 1e6)") : nil
    }
    guard value.keyword("train_size") == nil || value.keyword("test_size") != nil || left != nil else { return nil }
    let share = value.keyword("test_size") ?? left ?? .number("0.25")
    guard let amount = reader.known.amount(share) ?? reader.known.numberText(share) else { return nil }
    if value.keyword("shuffle") != .name("False") { reader.step("shuffle", arrays) }
    let taken = arrays.indices.map { names[2 * $0 + 1] }
    // A name for what is taken out that the whole has already would hide it.
    guard Set(taken).isDisjoint(with: arrays) else { return nil }
    reader.step("split", arrays, "as", taken, lines: ["last: \(amount)"])
    for (index, array) in arrays.enumerated() { took(taken[index], from: array, leaving: names[2 * index], &reader) }
    return true
  }

  /// `x_val, x_train = x_train[:count], x_train[count:]`
  static func splits(_ targets: [PythonExpression], _ values: [PythonExpression], _ reader: inout KerasReader) -> Bool {
    guard targets.count == 2, case .name(let first) = targets[0], case .name(let second) = targets[1],
      case .subscripted(let base, let one) = values[0], case .subscripted(base, let other) = values[1],
      one.count == 1, other.count == 1, case .slice(let from, let to, step: nil) = one[0],
      case .slice(let otherFrom, let otherTo, step: nil) = other[0], let array = reader.known.operand(base),
      !array.utf8.contains(UInt8(ascii: "["))
    else { return false }
    func line(_ from: PythonExpression?, _ to: PythonExpression?, _ low: PythonExpression?, _ high: PythonExpression?)
      -> String?
    {
      if from == nil, high == nil, to != nil, to == low { return reader.known.amount(to).map { "first: \($0)" } }
      if to == nil, low == nil, from == high, case .unary("-", let count)? = from {
        return reader.known.amount(count).map { "last: \($0)" }
      }
      return nil
    }
    let taken: String
    let left: String
    let setting: String
    if let found = line(from, to, otherFrom, otherTo), second == array || first != array {
      (taken, left, setting) = (first, second, found)
    } else if let found = line(otherFrom, otherTo, from, to) {
      (taken, left, setting) = (second, first, found)
    } else {
      return false
    }
    guard taken != array else { return false }
    reader.step("split", [array], "as", [taken], lines: [setting], joins: true)
    took(taken, from: array, leaving: left, &reader)
    return true
  }

  private static func took(_ taken: String, from array: String, leaving name: String, _ reader: inout KerasReader) {
    reader.known.names[taken] = .array(taken)
    reader.known.names[name] = .array(array)
    reader.known.counts[array] = nil
    if let shape = reader.known.shapes[array] { reader.known.shapes[taken] = shape }
    if reader.known.oneHot.contains(array) { reader.known.oneHot.insert(taken) }
    if let own = reader.known.labels[array] { reader.known.labels[taken] = own }
  }
}
