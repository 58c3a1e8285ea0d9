/// What another program calls the weights of a layer: `dense_3`, which holds a `kernel` and a `bias`.
private struct NamedLayer {
  /// The kind as lessons call it; nil where the name tells none.
  var kind: String?
  /// The number behind the kind's name.
  var number: Int
  /// What its tensors are called within it, with their shapes and their whole names.
  var tensors: [(own: String, shape: [Int], name: String)]

  func hasShapes(of other: NamedLayer) -> Bool {
    tensors.count == other.tensors.count
      && tensors.allSatisfy { tensor in other.tensors.contains { $0.own == tensor.own && $0.shape == tensor.shape } }
  }

  /// Of tensors such as `sequential/dense_3/kernel`, in the order in which the layers come up.
  static func layers(of tensors: [(name: String, shape: [Int])]) -> [NamedLayer] {
    var layers: [(path: String, layer: NamedLayer)] = []
    for tensor in tensors {
      // TensorFlow's names end with `:0`.
      let plain = tensor.name.hasSuffix(":0") ? tensor.name.dropLast(2) : tensor.name[...]
      let parts = plain.split { $0 == "/" || $0 == "." }.map { String($0) }
      let own = parts.last ?? ""
      let path = parts.dropLast().joined(separator: "/")
      let entry = (own: own, shape: tensor.shape, name: tensor.name)
      if let place = layers.firstIndex(where: { $0.path == path }) {
        layers[place].layer.tensors.append(entry)
      } else {
        let (kind, number) = kind(of: parts.dropLast().last ?? "")
        layers.append((path, NamedLayer(kind: kind, number: number, tensors: [entry])))
      }
    }
    return layers.map { $0.layer }
  }

  /// `batchnorm` and 2 of Keras' `batch_normalization_2`.
  private static func kind(of name: String) -> (kind: String?, number: Int) {
    var stem = name[...]
    var digits = ""
    while let last = stem.utf8.last, last >= 0x30, last <= 0x39, stem.utf8.count > 1 {
      digits = String(stem.removeLast()) + digits
    }
    // `conv2d` ends with a letter, so that only a number behind `_` is one.
    let isNumbered = !digits.isEmpty && stem.utf8.last == UInt8(ascii: "_")
    let word = isNumbered ? String(stem.dropLast()) : name
    let kinds = [
      "dense": "dense", "conv2d": "conv2d", "batch_normalization": "batchnorm", "batchnorm": "batchnorm",
      "layer_normalization": "layernorm", "layernorm": "layernorm",
    ]
    return (kinds[word], isNumbered ? Int(digits) ?? 0 : 0)
  }
}

extension WeightShape {
  /// A network's own names for tensors that another program has named, by those names; what is not certain is left out.
  ///
  /// Keras numbers the layers of each kind, from any number on; NumPy numbers the tensors, in the order of `get_weights`;
  /// layers with names of their own are told by their shapes, where no two are alike.
  package static func names(
    of found: [(name: String, shape: [Int])], as wanted: [WeightShape]
  ) -> [String: String] {
    if found.contains(where: { tensor in wanted.contains { $0.name == tensor.name } }) { return [:] }
    guard found.count == wanted.count, !found.isEmpty else { return [:] }
    let numbers = found.compactMap { tensor -> (number: Int, name: String)? in
      let digits = tensor.name.hasPrefix("arr_") ? tensor.name.dropFirst(4) : tensor.name[...]
      return Int(digits).map { ($0, tensor.name) }
    }
    if numbers.count == found.count {
      let sorted = numbers.sorted { $0.number < $1.number }
      return pairs(zip(sorted, wanted).map { ($0.name, $1.name) })
    }
    let (theirs, ours) = (
      NamedLayer.layers(of: found), NamedLayer.layers(of: wanted.map { (name: $0.name, shape: $0.shape) })
    )
    guard theirs.count == ours.count else { return [:] }
    return byNumber(theirs, ours) ?? byShape(theirs, ours) ?? [:]
  }

  private static func byNumber(_ theirs: [NamedLayer], _ ours: [NamedLayer]) -> [String: String]? {
    var result: [(String, String)] = []
    for kind in ["dense", "conv2d", "batchnorm", "layernorm"] {
      let own = ours.filter { $0.kind == kind }.sorted { $0.number < $1.number }
      let other = theirs.filter { $0.kind == kind }.sorted { $0.number < $1.number }
      guard own.count == other.count else { return nil }
      for (layer, found) in zip(own, other) {
        guard layer.hasShapes(of: found) else { return nil }
        result += named(found, as: layer)
      }
    }
    return result.count == ours.reduce(0) { $0 + $1.tensors.count } ? pairs(result) : nil
  }

  private static func byShape(_ theirs: [NamedLayer], _ ours: [NamedLayer]) -> [String: String]? {
    var result: [(String, String)] = []
    for layer in ours {
      let fitting = theirs.filter { $0.hasShapes(of: layer) }
      guard fitting.count == 1 else { return nil }
      result += named(fitting[0], as: layer)
    }
    return pairs(result)
  }

  private static func named(_ found: NamedLayer, as layer: NamedLayer) -> [(String, String)] {
    found.tensors.compactMap { tensor in
      layer.tensors.first { $0.own == tensor.own }.map { (tensor.name, $0.name) }
    }
  }

  private static func pairs(_ list: [(String, String)]) -> [String: String] {
    var names: [String: String] = [:]
    for (found, own) in list { names[found] = own }
    return names
  }
}
