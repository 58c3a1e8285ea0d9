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

extension KerasKnowledge {

  /// What is done to an array, the first first.
  func peel(_ value: PythonExpression) -> (array: String, changes: [ArrayChange])? {
    func behind(_ base: PythonExpression?, _ change: ArrayChange?) -> (array: String, changes: [ArrayChange])? {
      guard let base, let inner = peel(base) else { return nil }
      return (inner.array, inner.changes + (change.map { [$0] } ?? []))
    }
    switch value {
    case .name(let name):
      switch names[name] {
      case .array(let array)?: return (array, [])
      case .part(let array, let from, let to)?: return (array, [.slice(from: from, to: to)])
      default: return nil
      }
    case .binary(let base, "/", let by) where number(by) == 255: return behind(base, .normalise)
    case .binary(let base, "*", .binary(let one, "/", let by)) where number(one) == 1 && number(by) == 255:
      return behind(base, .normalise)
    case .binary(let whole, "-", let base) where number(whole) == 255 || number(whole) == 1:
      return behind(base, .invert)
    case .binary(.binary(let base, "-", .name(let mean)), "/", .name(let deviation)):
      if case .mean? = names[mean], case .deviation? = names[deviation] { return behind(base, .standardise) }
      return nil
    case .attribute(let base, "values"): return behind(base, nil)
    case .subscripted(let base, let places):
      if places.count == 1, case .name(let name) = places[0], case .order? = names[name] {
        return behind(base, .shuffle)
      }
      // `four[~np.isnan(four).any(axis=-1)]`: lines of names, which `load` leaves out by itself.
      if places.count == 1, case .unary("~", let test) = places[0],
        test.all.contains(where: { $0.calledName == "isnan" })
      {
        return behind(base, nil)
      }
      if places.contains(where: { $0 == .attribute(.name("np"), "newaxis") || $0 == .name("None") }) {
        return behind(base, peel(base).flatMap { shapes[$0.array] }.map { .reshape([-1] + $0 + [1]) })
      }
      guard case .slice(let from, let to, step: nil)? = places.first,
        places.dropFirst().allSatisfy({ $0 == .slice(nil, nil, step: nil) || $0 == .name("...") })
      else { return nil }
      let bounds = (from.map { integer($0) }, to.map { integer($0) })
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
        return behind(value.arguments.first, .oneHot(integer(value.argument(1, "num_classes", "nb_classes"))))
      case "fit_transform", "transform":
        guard let root = value.receiver?.root else { return nil }
        switch names[root] {
        case .encoder?: return behind(value.arguments.first, .oneHot(nil))
        case .scaler?: return behind(value.arguments.first, .standardise)
        case .wordEncoder?: return behind(value.arguments.first, nil)
        default: return nil
        }
      case "ravel", "squeeze", "to_numpy": return behind(base, nil)
      case "expand_dims":
        guard let array = value.arguments.first.flatMap({ peel($0)?.array }), let shape = shapes[array] else {
          return nil
        }
        return behind(value.arguments.first, .reshape([-1] + shape + [1]))
      case "swapaxes": return behind(base, .rotate("transpose"))
      case "rot90":
        let turns = integer(value.argument(1, "k")) ?? 1
        return (1...3).contains(turns) ? behind(base, .rotate("\(90 * turns)")) : nil
      case "argmax": return behind(base, .argmax)
      case "reshape":
        let arguments = Array(isFree ? value.arguments.dropFirst() : value.arguments[...])
        let parts = arguments.count == 1 ? arguments[0].elements ?? arguments : arguments
        guard !parts.isEmpty, let base else { return nil }
        let rest = parts.dropFirst().compactMap { product($0) }
        guard rest.count == parts.count - 1 else { return nil }
        return behind(base, rest == [-1] ? .flatten : .reshape([-1] + rest))
      default: return nil
      }
    default: return nil
    }
  }

  /// A length, also `28 * 28` and `x.shape[1] * x.shape[2]`.
  private func product(_ expression: PythonExpression) -> Int? {
    if let number = integer(expression) { return number }
    switch expression {
    case .unary("-", _): return integer(expression)
    case .subscripted(.attribute(.name(let name), "shape"), let places):
      guard case .array(let array)? = names[name], places.count == 1, let place = integer(places[0]), place > 0,
        let shape = shapes[array], shape.indices.contains(place - 1)
      else { return nil }
      return shape[place - 1]
    case .binary(let left, "*", let right): return product(left).flatMap { a in product(right).map { a * $0 } }
    default: return nil
    }
  }
}
