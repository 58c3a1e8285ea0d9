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
  private var reached: [Int] { store.value(key, blank: []) { $0.code(&$1) } ?? [] }

  /// The furthest state on the way that a training of these options takes.
  package func start(_ options: FitOptions) -> FitState? {
    for epochs in reached.sorted(by: >) where epochs > 0 && epochs <= options.epochs {
      let key = key(of: epochs)
      guard let state = store.value(key, blank: FitState.blank, { $0.code(&$1) }) else { continue }
      guard state.epochs.map({ $0.epoch }) == Array(1...epochs) else {
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
      store.keep(state, under: key(of: state.epochs.count)) { $0.code(&$1) }
      all.insert(state.epochs.count)
    }
    let list = all.sorted()
    if list != known { store.keep(list, under: key) { $0.code(&$1) } }
  }
}

extension FitState {
  package static var blank: FitState {
    FitState(epochs: [], weights: [], first: [], second: [], steps: 0, firstPower: 1, secondPower: 1)
  }
}
