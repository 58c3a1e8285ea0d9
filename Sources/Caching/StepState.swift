import Arrays
import Engine
import Networks
package import Steps

/// What a step leaves in the workspace, as it is kept.
package struct StepState {
  private struct NetworkState {
    var weights: [Weight]
    var classNames: [String]?
    var pixels: PixelScale?
    var trainingSamples: NDArray?
    var isTrained: Bool
  }

  private var network: NetworkState?
  private var example: NDArray?
  private var record: FitRecord?
  /// In the order in which the step names them.
  private var arrays: [Variable] = []

  private init() {}

  /// nil where some of it is not there.
  package init?(of step: PlannedStep, in workspace: Workspace) {
    for resource in step.effects.writes {
      switch resource {
      case .array(let name):
        guard let variable = workspace.arrays[name] else { return nil }
        arrays.append(variable)
      case .network(let name):
        guard let built = workspace.networks[name] else { return nil }
        network = NetworkState(
          weights: built.network.weights, classNames: built.classNames, pixels: built.pixels,
          trainingSamples: built.trainingSamples, isTrained: built.isTrained)
      case .example(let name):
        guard let built = workspace.networks[name] else { return nil }
        example = built.sample
      case .training(let id):
        guard let found = workspace.histories[id] else { return nil }
        record = found
      case .value, .dataset, .file: break
      }
    }
  }

  package init?(_ bytes: [UInt8]) {
    var coder = Coder(reading: bytes)
    code(&coder)
    guard coder.isAtEnd else { return nil }
  }

  package var bytes: [UInt8] {
    var coder = Coder()
    var state = self
    state.code(&coder)
    return coder.bytes
  }

  /// Puts some of what the step left into the workspace; a network must have been built there.
  /// - Returns: false where something does not fit, which is then as it was.
  package func restore(_ resources: Set<Resource>, of step: PlannedStep, into workspace: inout Workspace) -> Bool {
    let names = step.effects.writes.compactMap { $0.array }
    workspace.answers = [:]
    for resource in resources {
      switch resource {
      case .array(let name):
        guard let place = names.firstIndex(of: name), place < arrays.count else { return false }
        workspace.arrays[name] = arrays[place]
      case .network(let name):
        guard let network, let built = workspace.networks[name] else { return false }
        do throws(EngineError) { try built.network.setWeights(network.weights) } catch { return false }
        workspace.networks[name]?.classNames = network.classNames
        workspace.networks[name]?.pixels = network.pixels
        workspace.networks[name]?.trainingSamples = network.trainingSamples
        workspace.networks[name]?.isTrained = network.isTrained
      case .example(let name):
        guard workspace.networks[name] != nil else { return false }
        workspace.networks[name]?.sample = example
      case .training(let id):
        guard let record else { return false }
        workspace.histories[id] = record
      case .value, .dataset, .file: break
      }
    }
    return true
  }
}

extension StepState {
  fileprivate mutating func code(_ coder: inout Coder) {
    let blank = NetworkState(weights: [], classNames: nil, pixels: nil, trainingSamples: nil, isTrained: false)
    coder.code(&network, blank: blank) { coder, network in
      coder.code(&network.weights)
      coder.code(&network.classNames)
      coder.code(&network.pixels)
      coder.code(&network.trainingSamples, blank: Coder.blankArray) { $0.code(&$1) }
      coder.code(&network.isTrained)
    }
    coder.code(&example, blank: Coder.blankArray) { $0.code(&$1) }
    let unwritten = FitRecord(history: History(epochs: [], ending: .allEpochs), hasClasses: false)
    coder.code(&record, blank: unwritten) { $0.code(&$1) }
    coder.code(&arrays, blank: Variable(array: Coder.blankArray, classNames: nil, pixels: nil)) { $0.code(&$1) }
  }
}
