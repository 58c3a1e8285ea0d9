import Lesson
import Running
import Steps

extension Outcome {
  /// With what waiting steps gave when they were last performed.
  func withEarlier(_ earlier: Outcome?) -> Outcome {
    guard let earlier, steps.contains(where: { $0.waiting != nil }) else { return self }
    var outcome = self
    for index in steps.indices where steps[index].waiting != nil {
      let id = steps[index].id
      guard let before = earlier.steps.first(where: { $0.id == id }) else { continue }
      outcome.steps[index].outputs = before.outputs.map { output in
        guard case .figure(var figure) = output, !figure.name.hasPrefix("before-") else { return output }
        // Numbers count through the run.
        figure.name = "before-" + figure.name
        return .figure(figure)
      }
      for (name, value) in earlier.values where name.step == id && outcome.values[name] == nil {
        outcome.values[name] = value
      }
    }
    (outcome.playground, outcome.pageMemory) = (earlier.playground, earlier.pageMemory)
    return outcome
  }
}

extension Outcome? {
  /// A lesson as it is now, with what the steps gave when they last ran.
  func showing(_ plan: Plan, version: String) -> Outcome {
    guard var outcome = self else { return Outcome(notRun: plan, version: version) }
    outcome.plan = plan
    outcome.failures = []
    return outcome
  }
}
