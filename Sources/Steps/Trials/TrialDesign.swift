import Engine
package import Lesson
import Networks

/// What a `try` step, or `lesson sweep`, is to run: a lesson's steps with every combination of some settings.
package struct TrialDesign: Sendable {
  /// A setting with its values.
  package struct Axis: Sendable, Equatable {
    /// `fit.epochs`, `build.dense_1`
    package var name: String
    /// As written; only those with more than one tell combinations apart.
    package var values: [String]

    /// `epochs`, `dense_1`
    package var key: String {
      name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
    }
    /// `fit`, `build`
    package var step: String { String(name.dropLast(key.utf8.count + 1)) }
    package var isVaried: Bool { values.count > 1 }
  }

  package struct Combination: Sendable {
    /// One for each axis.
    package var values: [String]
    /// The steps that the measure needs, in order; none where they cannot be run.
    package var steps: [PlannedStep] = []
    /// Why they cannot be run.
    package var problem: String?
    /// Of the network that is trained.
    package var parameters: Int?
  }

  /// What runs are ranked by.
  package struct Measure: Sendable, Equatable {
    package var name: ValueName
    /// Whether it lies between 0 and 1.
    package var isShare: Bool
    package var isBetterHigh: Bool

    /// `fit.val_accuracy`
    package var text: String { "\(name.step).\(name.key)" }
  }

  package var axes: [Axis]
  /// The first axis varies slowest.
  package var combinations: [Combination]
  package var seeds: [UInt64]
  /// nil where nothing is validated that runs could be ranked by.
  package var measure: Measure?
  /// What is shown beside it and not ranked by: the value of the last test; nil where there is none.
  package var test: Measure?
  /// The step that trains.
  package var fit: String?
  /// Seconds.
  package var timeLimit: Double?

  package var varied: [Int] { axes.indices.filter { axes[$0].isVaried } }
  /// How many runs there are to do.
  package var runs: Int { combinations.count { $0.problem == nil } * seeds.count }

  /// `dense_1 64, epochs 20`: those that differ.
  package func words(_ combination: Int) -> String {
    guard !varied.isEmpty else { return "as it is" }
    return varied.map { "\(shortName(ofAxis: $0)) \(combinations[combination].values[$0])" }.joined(separator: ", ")
  }

  /// `dense_1`; with its step where the settings of several steps are called so.
  func shortName(ofAxis place: Int) -> String {
    let axis = axes[place]
    return varied.count { axes[$0].key == axis.key } == 1 ? axis.key : axis.name
  }

  /// What its runs read of the machine, each once.
  package var outside: [Resource] {
    var seen: Set<Resource> = []
    return combinations.flatMap { $0.steps.flatMap { $0.effects.reads } }.filter { resource in
      switch resource {
      case .dataset, .file: seen.insert(resource).inserted
      case .array, .network, .example, .training, .value: false
      }
    }
  }
}

extension [PlannedStep] {
  /// Those that the steps of these ids need, and themselves.
  func needed(for ids: Set<String>) -> [PlannedStep] {
    var wanted: Set<Resource> = []
    var kept: [PlannedStep] = []
    for step in reversed() {
      let effects = step.effects
      // The page's example is nothing that a later step reads.
      let writes = effects.writes.filter { if case .example = $0 { false } else { true } }
      guard ids.contains(step.id) || !wanted.isDisjoint(with: writes) else { continue }
      kept.append(step)
      wanted.subtract(effects.makes)
      wanted.formUnion(effects.reads)
      wanted.formUnion(effects.changes.filter { if case .example = $0 { false } else { true } })
    }
    return kept.reversed()
  }

  /// The parameters of a network; nil where it is not built, or too large to count.
  func parameters(of network: String) -> Int? {
    guard let build = last(where: { $0.verb.doc.takesLayers && $0.network == network }),
      var shape = build[Verb.input]
    else { return nil }
    var total = 0
    for layer in build.layers {
      let count = layer.parameterCount(for: shape)
      for part in [count.trainable, count.other] {
        let (sum, overflow) = total.addingReportingOverflow(part)
        if overflow { return nil }
        total = sum
      }
      do throws(ShapeProblem) { shape = try layer.outputShape(for: shape) } catch { return nil }
    }
    return total
  }
}
