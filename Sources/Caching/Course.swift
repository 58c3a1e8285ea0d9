package import Networks

/// Trainings that differ in nothing but how far they go: the states that they have come by, each an entry of its own, so
/// that a longer one goes on from where a shorter one ended.
package struct Course {
  private let key: Digest
  private let store: Store

  package init(_ key: Digest, in store: Store) {
    self.key = key
    self.store = store
  }

  private func key(of epochs: Int) -> Digest {
    Digest { coder in
      coder.write("trained")
      coder.write(key)
      coder.write(epochs)
    }
  }

  /// After how many epochs there is, or was, a state.
  private var reached: [Int] {
    guard let bytes = store.read(key) else { return [] }
    var (coder, epochs) = (Coder(reading: bytes), [Int]())
    coder.code(&epochs)
    return coder.isAtEnd ? epochs : []
  }

  /// The furthest state on the way that a training of these options takes.
  package func start(_ options: FitOptions) -> FitState? {
    for epochs in reached.sorted(by: >) where epochs > 0 && epochs <= options.epochs {
      let key = key(of: epochs)
      guard let bytes = store.read(key) else { continue }
      var (coder, state) = (Coder(reading: bytes), FitState.blank)
      coder.code(&state)
      guard coder.isAtEnd, state.epochs.map({ $0.epoch }) == Array(1...epochs) else {
        store.remove(key)
        continue
      }
      // It may have ended before.
      if let stop = options.earlyStopping?.stop(in: state.epochs), stop.epoch < epochs { continue }
      return state
    }
    return nil
  }

  package func keep(_ states: [FitState]) {
    let known = reached
    var all = Set(known)
    for state in states {
      var (coder, own) = (Coder(), state)
      coder.code(&own)
      store.write(key(of: state.epochs.count), coder.bytes)
      all.insert(state.epochs.count)
    }
    var list = all.sorted()
    guard list != known else { return }
    var coder = Coder()
    coder.code(&list)
    store.write(key, coder.bytes)
  }
}

extension FitState {
  package static var blank: FitState {
    FitState(epochs: [], weights: [], first: [], second: [], steps: 0, firstPower: 1, secondPower: 1)
  }
}

extension Coder {
  package mutating func code(_ state: inout FitState) {
    code(&state.epochs)
    code(&state.weights)
    code(&state.first)
    code(&state.second)
    code(&state.steps)
    code(&state.firstPower)
    code(&state.secondPower)
  }
}
