import Engine
import Lesson

/// What can be said only when all steps are known: of networks and arrays that are made for nothing.
struct Unused {
  let scope: Scope
  let steps: [StepSyntax]
  let planned: [PlannedStep]

  /// Networks that are never used on data, so that their shapes stay unknown.
  var networks: [Diagnostic] {
    var found: [Diagnostic] = []
    let tried = tried
    for name in scope.networks {
      guard case .network(let network)? = scope.entries[name], network.inputShape == nil, !tried.contains(name) else {
        continue
      }
      let step = planned[network.index]
      let isAsked = planned.contains { $0.verb.isOfNetwork && $0.network == name }
      let samples = scope.arrays.compactMap { array -> [Int]? in
        guard case .array(let fact)? = scope.entries[array], fact.role == .values, fact.shape.count > 1 else {
          return nil
        }
        return fact.shape.dropFirst().compactMap { $0 }
      }
      let input = (samples.first ?? [28, 28, 1]).map { String($0) }.joined(separator: "x")
      found.append(
        Diagnostic(
          isAsked ? .error : .warning, id: .unknownInput, at: step.headline,
          "the shapes of '\(name)' are not known, because it is never used on data",
          notes: ["use it, with 'fit \(name) on x_train, y_train', or add 'input: \(input)' below"]))
    }
    return found
  }

  /// The networks that steps, with a problem of their own perhaps, were to use on data.
  private var tried: Set<String> {
    if steps.contains(where: { $0.meant?.usesData == true }) { return Set(scope.networks) }
    return Set(steps.filter { $0.verb?.usesData == true }.flatMap { $0.operands.map { $0.text } })
  }

  /// Arrays that a step made and none uses. A data set's four names are there whether they are needed or not.
  var arrays: [Diagnostic] {
    var wanted: Set<String> = []
    for step in planned {
      let effects = step.effects
      let isDataset = effects.reads.contains { if case .dataset = $0 { true } else { false } }
      if !isDataset { wanted.formUnion(effects.makes.compactMap { $0.array }) }
    }
    return scope.names.filter { wanted.contains($0) && !scope.used.contains($0) }.compactMap { name in
      scope.places[name].map {
        Diagnostic(.note, id: .unusedArray, at: $0, "'\(name)' is made, but no step uses it")
      }
    }
  }
}
