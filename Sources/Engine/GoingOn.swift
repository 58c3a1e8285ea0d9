internal import Arrays
internal import Networks
internal import Operations

extension Parameters {
  fileprivate var trainable: [Tensor] { tensors.filter { $0.weight.isTrainable } }
}

extension Fitting {
  /// - Returns: whether the state is one of this network and optimizer; else nothing has changed.
  mutating func goOn(from state: FitState) -> Bool {
    let moments = program.moments
    guard fits(state.first, moments.first), fits(state.second, moments.second),
      !options.keepsBest || fitsNetwork(state.best)
    else { return false }
    do throws(EngineError) { try network.setWeights(state.weights) } catch { return false }
    take(state.first, into: moments.first)
    take(state.second, into: moments.second)
    best = state.best
    steps = state.steps
    powers = (state.firstPower, state.secondPower)
    return true
  }

  func note(_ states: inout FitStates?, _ epochs: [EpochResult], isLast: Bool) {
    let blocks =
      (options.keepsBest ? 2 : 1) + (program.moments.first == nil ? 0 : 1) + (program.moments.second == nil ? 0 : 1)
    let bytes = 4 * network.parameters.size * blocks
    guard let wanting = states, wanting.wants(epoch: epochs.count, bytes: bytes, isLast: isLast) else { return }
    var state = FitState(
      epochs: epochs, weights: network.weights, first: moments(in: program.moments.first),
      second: moments(in: program.moments.second), steps: steps, firstPower: powers.0, secondPower: powers.1)
    state.best = best
    states?.add(state)
  }

  /// Whether they are all of its weights.
  private func fitsNetwork(_ weights: [Weight]) -> Bool {
    do throws(EngineError) {
      try WeightShape.check(
        weights.map { ($0.name, $0.shape) }, fit: network.parameters.tensors.map { $0.weight })
    } catch { return false }
    return weights.allSatisfy { $0.values.count == $0.shape.product && $0.values.allSatisfy { $0.isFinite } }
  }

  /// Whether they are those of the trainable weights, or none where there is no block for them.
  private func fits(_ moments: [Weight], _ block: Floats?) -> Bool {
    let tensors = block == nil ? [] : network.parameters.trainable
    do throws(EngineError) {
      try WeightShape.check(moments.map { ($0.name, $0.shape) }, fit: tensors.map { $0.weight })
    } catch { return false }
    return moments.allSatisfy { $0.values.count == $0.shape.product }
  }

  private func take(_ moments: [Weight], into block: Floats?) {
    guard let block else { return }
    for tensor in network.parameters.trainable {
      guard let moment = moments.first(where: { $0.name == tensor.weight.name }) else { continue }
      network.parameters.write(tensor, moment.values, to: block)
    }
  }

  private func moments(in block: Floats?) -> [Weight] {
    guard let block else { return [] }
    return network.parameters.trainable.map {
      Weight(name: $0.weight.name, shape: $0.weight.shape, values: network.parameters.read($0, from: block))
    }
  }
}
