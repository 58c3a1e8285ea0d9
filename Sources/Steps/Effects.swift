package import Lesson

/// What steps read, make and change.
package enum Resource: Sendable, Hashable {
  case array(String), network(String)
  /// The sample that the network of this name was last asked about; the page starts with it.
  case example(String)
  /// How the fit of this id went.
  case training(String)
  case value(ValueName)
  case dataset(String), file(String)

  package var array: String? { if case .array(let name) = self { name } else { nil } }
}

/// What a step reads, makes and changes: data that whoever asks for what depends on what can use.
package struct Effects: Sendable, Equatable {
  package var reads: [Resource] = []
  package var makes: [Resource] = []
  package var changes: [Resource] = []

  /// What is another thing after the step, each once.
  package var writes: [Resource] {
    var seen: Set<Resource> = []
    return (makes + changes).filter { seen.insert($0).inserted }
  }

  /// Whether what networks answer may be another thing after it.
  var touchesArraysOrNetworks: Bool {
    (makes + changes).contains { if case .array = $0 { true } else if case .network = $0 { true } else { false } }
  }

  static func + (left: Effects, right: Effects) -> Effects {
    Effects(
      reads: left.reads + right.reads, makes: left.makes + right.makes, changes: left.changes + right.changes)
  }
}

extension Verb {
  /// Those that its form tells, and its own.
  func effects(of step: PlannedStep) -> Effects {
    let isOfNetwork = isOfNetwork || doc.takesLayers || !step.data.isEmpty
    let operands = step.operands.map { isOfNetwork ? Resource.network($0.name) : .array($0.name) }
    var effects = ownEffects(step)
    if !doc.takesLayers { effects.reads += operands }
    for operand in step.operands + step.data + step.settings.values.flatMap({ $0.operands }) {
      if case .matching(let labels, _) = operand.selection { effects.reads.append(.array(labels)) }
    }
    effects.reads += (step.data + step.settings.keys.sorted().flatMap { step.settings[$0]?.operands ?? [] }).map {
      .array($0.name)
    }
    effects.makes += step.names.map { .array($0) } + (doc.takesLayers ? operands : [])
    effects.makes += step.values.map { .value(ValueName(step: step.id, key: $0.name)) }
    if doc.naming == .inPlace || (doc.naming == .arrayOrInPlace && step.names.isEmpty) { effects.changes += operands }
    return effects
  }
}
