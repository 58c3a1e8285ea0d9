extension KerasReader {
  /// A step of what a script does to an array.
  mutating func changes(_ name: String, _ value: PythonExpression) -> Bool {
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
    // `digit = x_train[4]`
    if case .subscripted(let base, let places) = value, places.count == 1, let index = known.integer(places[0]),
      case .name(let whole) = base, case .array(let array)? = known.names[whole]
    {
      known.names[name] = .part(array, from: index, to: index == -1 ? nil : index + 1)
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
