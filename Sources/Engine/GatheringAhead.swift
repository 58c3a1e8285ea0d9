internal import Operations

extension Network {
  /// Whether a training step is so short (some 20 µs) that threads would lose more by waiting for each other, and for
  /// what lies in each other's caches, than they gain.
  func gathersAhead(batch: Int) -> Bool {
    guard device.threads > 1, case .dense = layers.first(where: { $0 != .flatten }) else { return false }
    let weights = zip(layers, [inputShape] + outputShapes).reduce(0) { $0 + $1.0.parameterCount(for: $1.1).trainable }
    return weights * batch < 2_000_000
  }
}

extension Operation {
  var isGather: Bool { if case .gather = self { true } else { false } }

  /// The same on another buffer, for what touches a network's inputs and targets if its first layer is dense.
  func reading(_ buffer: Floats, insteadOf old: Floats) -> Operation {
    switch self {
    case .gather(var op) where op.output == old:
      op.output = buffer
      return .gather(op)
    case .dense(var op) where op.input == old:
      op.input = buffer
      return .dense(op)
    case .denseWeights(var op) where op.input == old:
      op.input = buffer
      return .denseWeights(op)
    case .loss(var op) where op.targets == old:
      op.targets = buffer
      return .loss(op)
    default: return self
    }
  }
}
