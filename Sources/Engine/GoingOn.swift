package import Arrays
package import Networks
internal import Operations

extension Network {
  /// As the other, from the weights as they are; nothing is known of it afterwards but its history.
  package func fit(
    x: NDArray, y: NDArray, validation: (x: NDArray, y: NDArray)?, options: FitOptions,
    onEvent: (FitEvent) -> Bool
  ) throws(EngineError) -> History {
    var states: FitStates?
    return try fit(x: x, y: y, validation: validation, options: options, states: &states, onEvent: onEvent)
  }

  /// Whether they are those of the trainable weights, or none where there is no block for them.
  fileprivate func fits(_ moments: [Weight], _ block: Floats?) -> Bool {
    let tensors = block == nil ? [] : parameters.trainable
    do throws(EngineError) {
      try WeightShape.check(moments.map { ($0.name, $0.shape) }, fit: tensors.map { $0.weight })
    } catch { return false }
    return moments.allSatisfy { $0.values.count == $0.shape.product }
  }

  fileprivate func take(_ moments: [Weight], into block: Floats?) {
    guard let block else { return }
    for tensor in parameters.trainable {
      guard let moment = moments.first(where: { $0.name == tensor.weight.name }) else { continue }
      parameters.write(tensor, moment.values, to: block)
    }
  }

  fileprivate func moments(in block: Floats?) -> [Weight] {
    guard let block else { return [] }
    return parameters.trainable.map {
      Weight(name: $0.weight.name, shape: $0.weight.shape, values: parameters.read($0, from: block))
    }
  }
}

extension Parameters {
  fileprivate var trainable: [Tensor] { tensors.filter { $0.weight.isTrainable } }
}

extension Fitting {
  /// - Returns: whether the state is one of this network and optimizer; else nothing has changed.
  mutating func goOn(from state: FitState) -> Bool {
    let moments = program.moments
    guard network.fits(state.first, moments.first), network.fits(state.second, moments.second) else { return false }
    do throws(EngineError) { try network.setWeights(state.weights) } catch { return false }
    network.take(state.first, into: moments.first)
    network.take(state.second, into: moments.second)
    steps = state.steps
    powers = (state.firstPower, state.secondPower)
    return true
  }

  func note(_ states: inout FitStates?, _ epochs: [EpochResult], isLast: Bool) {
    let blocks = 1 + (program.moments.first == nil ? 0 : 1) + (program.moments.second == nil ? 0 : 1)
    let bytes = 4 * network.parameters.size * blocks
    guard let wanting = states, wanting.wants(epoch: epochs.count, bytes: bytes, isLast: isLast) else { return }
    states?.add(
      FitState(
        epochs: epochs, weights: network.weights, first: network.moments(in: program.moments.first),
        second: network.moments(in: program.moments.second), steps: steps, firstPower: powers.0,
        secondPower: powers.1))
  }
}
