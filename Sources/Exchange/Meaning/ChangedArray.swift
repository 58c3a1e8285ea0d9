/// What a script does to an array, as steps do it.
enum ArrayChange {
  case reshape([Int])
  case flatten, normalise, invert, standardise
  case oneHot(Int?)
  case slice(from: Int?, to: Int?)
  case argmax
  case shuffle
  case rotate(String)
}

/// An array, and what an expression does to it.
struct ChangedArray {
  var array: String
  /// The first first.
  var changes: [ArrayChange] = []

  /// nil where the expression is no array, or does what no step does.
  static func read(_ value: PythonExpression, _ known: KerasKnowledge) -> ChangedArray? {
    func behind(_ base: PythonExpression?, _ change: ArrayChange?) -> ChangedArray? {
      base.flatMap { read($0, known) }.map {
        ChangedArray(array: $0.array, changes: $0.changes + (change.map { [$0] } ?? []))
      }
    }
    func lengths(of base: PythonExpression?) -> [Int]? {
      base.flatMap { read($0, known) }.flatMap { known.shapes[$0.array] }
    }
    switch value {
    case .name(let name):
      switch known.names[name] {
      case .array(let array)?: return ChangedArray(array: array)
      case .part(let array, let from, let to)?: return ChangedArray(array: array, changes: [.slice(from: from, to: to)])
      default: return nil
      }
    case .binary(let base, "/", let by) where known.number(by) == 255: return behind(base, .normalise)
    case .binary(let base, "*", .binary(let one, "/", let by)) where known.number(one) == 1 && known.number(by) == 255:
      return behind(base, .normalise)
    case .binary(let whole, "-", let base) where known.number(whole) == 255 || known.number(whole) == 1:
      return behind(base, .invert)
    case .binary(.binary(let base, "-", .name(let mean)), "/", .name(let deviation)):
      if case .mean? = known.names[mean], case .deviation? = known.names[deviation] {
        return behind(base, .standardise)
      }
      return nil
    case .attribute(let base, "values"): return behind(base, nil)
    case .subscripted(let base, let places):
      if places.count == 1, case .name(let name) = places[0], case .order? = known.names[name] {
        return behind(base, .shuffle)
      }
      // `four[~np.isnan(four).any(axis=-1)]`: lines of names, which `load` leaves out by itself.
      if places.count == 1, case .unary("~", let test) = places[0],
        test.all.contains(where: { $0.calledName == "isnan" })
      {
        return behind(base, nil)
      }
      if places.contains(where: { $0 == .attribute(.name("np"), "newaxis") || $0 == .name("None") }) {
        guard places.count > 1,
          places.dropLast().allSatisfy({ $0 == .slice(nil, nil, step: nil) || $0 == .name("...") })
        else { return nil }
        return behind(base, lengths(of: base).map { .reshape([-1] + $0 + [1]) })
      }
      guard case .slice(let from, let to, step: nil)? = places.first,
        places.dropFirst().allSatisfy({ $0 == .slice(nil, nil, step: nil) || $0 == .name("...") })
      else { return nil }
      let bounds = (from.map { known.integer($0) }, to.map { known.integer($0) })
      if case .some(nil) = bounds.0 { return nil }
      if case .some(nil) = bounds.1 { return nil }
      return behind(base, .slice(from: bounds.0 ?? nil, to: bounds.1 ?? nil))
    case .call:
      let called = value.calledName ?? ""
      let owner = value.receiver?.path
      let isFree =
        value.receiver == nil
        || owner.map { ["np", "numpy", "tf"].contains($0[0]) || ["utils", "np_utils"].contains($0[$0.count - 1]) }
          ?? false
      let base = isFree ? value.arguments.first : value.receiver
      switch called {
      case "astype", "copy", "array", "asarray", "float32", "cast": return behind(base, nil)
      case "to_categorical":
        return behind(value.arguments.first, .oneHot(known.integer(value.argument(1, "num_classes", "nb_classes"))))
      case "fit_transform", "transform":
        guard let root = value.receiver?.root else { return nil }
        switch known.names[root] {
        case .encoder?: return behind(value.arguments.first, .oneHot(nil))
        case .scaler?: return behind(value.arguments.first, .standardise)
        case .wordEncoder?: return behind(value.arguments.first, nil)
        default: return nil
        }
      case "ravel", "squeeze", "to_numpy": return behind(base, nil)
      case "expand_dims":
        guard let shape = lengths(of: value.arguments.first), let axis = known.integer(value.argument(1, "axis")),
          [-1, shape.count + 1].contains(axis)
        else { return nil }
        return behind(value.arguments.first, .reshape([-1] + shape + [1]))
      case "swapaxes": return behind(base, .rotate("transpose"))
      case "rot90":
        let turns = known.integer(value.argument(1, "k")) ?? 1
        return (1...3).contains(turns) ? behind(base, .rotate("\(90 * turns)")) : nil
      case "argmax": return behind(base, .argmax)
      case "reshape":
        let arguments = Array(isFree ? value.arguments.dropFirst() : value.arguments[...])
        let parts = arguments.count == 1 ? arguments[0].elements ?? arguments : arguments
        guard !parts.isEmpty, let base else { return nil }
        let rest = parts.dropFirst().compactMap { product($0, known) }
        guard rest.count == parts.count - 1 else { return nil }
        return behind(base, rest == [-1] ? .flatten : .reshape([-1] + rest))
      default: return nil
      }
    default: return nil
    }
  }

  /// A length, also `28 * 28` and `x.shape[1] * x.shape[2]`.
  private static func product(_ expression: PythonExpression, _ known: KerasKnowledge) -> Int? {
    if let number = known.integer(expression) { return number }
    switch expression {
    case .unary("-", _): return known.integer(expression)
    case .subscripted(.attribute(.name(let name), "shape"), let places):
      guard case .array(let array)? = known.names[name], places.count == 1, let place = known.integer(places[0]),
        place > 0,
        let shape = known.shapes[array], shape.indices.contains(place - 1)
      else { return nil }
      return shape[place - 1]
    case .binary(let left, "*", let right):
      return product(left, known).flatMap { a in product(right, known).map { a * $0 } }
    default: return nil
    }
  }
}
