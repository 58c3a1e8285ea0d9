import Lesson
package import Steps

/// What a step's results are kept under.
package struct StepKey: Sendable, Equatable {
  /// Of what it does and reads.
  package var action: Digest
  /// Of what it leaves in the workspace.
  package var state: Digest
  /// Of what it shows: names too where they stand in it, and the very program, whose words these are.
  package var shown: Digest
  /// Of what it does and reads, but for how far it goes; nil where it cannot go on from where another one ended.
  package var course: Digest?
}

/// The keys of all that is in the workspace, step after step. What has no key is nothing that anyone can know again.
package struct StepKeys {
  /// What holds for all steps of a run.
  package struct Surroundings: Sendable {
    package var seed: UInt64
    /// Of the engine, `Arithmetic.number`.
    package var arithmetic: Int
    package var roundsProducts: Bool
    /// The program that makes the words and figures.
    package var program: String
    /// Of a data set's or a file's contents; nil where it cannot be known.
    package var digest: @Sendable (PlannedStep, Resource) -> Digest?

    package init(
      seed: UInt64, arithmetic: Int, roundsProducts: Bool, program: String,
      digest: @escaping @Sendable (PlannedStep, Resource) -> Digest?
    ) {
      self.seed = seed
      self.arithmetic = arithmetic
      self.roundsProducts = roundsProducts
      self.program = program
      self.digest = digest
    }
  }

  private let surroundings: Surroundings
  private var resources: [Resource: Digest] = [:]
  /// Files that the run itself has written; nil for contents that have no key.
  private var saved: [String: Digest?] = [:]

  package init(_ surroundings: Surroundings) { self.surroundings = surroundings }

  package subscript(resource: Resource) -> Digest? { resources[resource] }

  /// nil where something that the step reads has no key.
  package func key(of step: PlannedStep) -> StepKey? {
    let effects = step.effects
    var read: [(resource: Resource, digest: Digest)] = []
    for resource in effects.reads + effects.changes {
      switch resource {
      // Nothing but the page asks for it.
      case .example: continue
      case .value: return nil
      case .array, .network, .training:
        guard let digest = resources[resource] else { return nil }
        read.append((resource, digest))
      case .file(let name) where saved[name] != nil && !step.verb.readsLessonFiles:
        guard let digest = saved[name] ?? nil else { return nil }
        read.append((resource, digest))
      case .dataset, .file:
        guard let digest = surroundings.digest(step, resource) else { return nil }
        read.append((resource, digest))
      }
    }
    let keeping = step.verb.keeping
    let action = digest("step", of: step, reading: read)
    var course: Digest?
    if let own = keeping.course, own.isOpen(step) {
      var step = step
      for setting in own.ends(step) { step.settings[setting] = nil }
      course = digest("course", of: step, reading: read)
    }
    let state = Digest { coder in
      coder.write("state")
      coder.write(action)
      for case .example(let network) in effects.changes { coder.write(resources[.example(network)]) }
    }
    let shown = Digest { coder in
      coder.write("shown")
      coder.write(surroundings.program)
      coder.write(action)
      if keeping.showsNames(step) { for name in Self.names(in: step) { coder.write(name) } }
    }
    return StepKey(action: action, state: state, shown: shown, course: course)
  }

  private func digest(
    _ kind: String, of step: PlannedStep, reading read: [(resource: Resource, digest: Digest)]
  ) -> Digest {
    Digest { coder in
      coder.write(kind)
      coder.write(surroundings.arithmetic)
      coder.write(surroundings.roundsProducts ? "rounded" : "fused")
      var form = CanonicalForm()
      form.write(step, to: &coder)
      if step.verb.keeping.drawsNumbers {
        coder.write(surroundings.seed)
        coder.write(step.stream)
      }
      for (resource, digest) in read {
        form.write(resource, to: &coder)
        coder.write(digest)
      }
    }
  }

  /// Gives what the step made and changed keys of its own.
  /// - Parameter key: nil where nothing about it can be known again.
  package mutating func perform(_ step: PlannedStep, _ key: StepKey?) {
    for (index, resource) in step.effects.writes.enumerated() {
      let digest = key.map { key in
        Digest { coder in
          coder.write("made")
          if case .example = resource { coder.write(key.state) } else { coder.write(key.action) }
          coder.write(index)
        }
      }
      if case .file(let name) = resource { saved[name] = .some(digest) } else { resources[resource] = digest }
    }
  }

  private static func names(in step: PlannedStep) -> [String] {
    let operands = step.operands + step.data + step.settings.keys.sorted().flatMap { step.settings[$0]?.operands ?? [] }
    let names = operands.flatMap { operand -> [String] in
      if case .matching(let labels, _) = operand.selection { [operand.name, labels] } else { [operand.name] }
    }
    return names + step.names
  }
}
