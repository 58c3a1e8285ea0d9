import Engine
import Lesson
package import Steps

/// Runs a plan's steps in order; the only place where things happen.
package enum Runner {
  /// - Parameter listener: hears every event; its `false` interrupts the run.
  package static func run(_ plan: Plan, in environment: RunEnvironment, listener: @escaping Stage.Listener) -> Outcome {
    var stage = Stage(seed: plan.frontMatter.seed, environment: environment, listener: listener)
    var outcomes: [StepOutcome] = []
    var failures: [Diagnostic] = []
    for (index, step) in plan.steps.enumerated() {
      stage.send(.stepStarted(index: index, of: plan.steps.count, step: step))
      if stage.isInterrupted { break }
      let clock = Stopwatch()
      var failure: Diagnostic?
      do { try stage.perform(step) } catch {
        failure = error
        failures.append(error)
      }
      if stage.isInterrupted { break }
      let outcome = StepOutcome(id: step.id, outputs: stage.outputs, seconds: clock.seconds, failure: failure)
      outcomes.append(outcome)
      stage.send(.stepFinished(step, outcome))
      if let failure, failure.endsRun { break }
    }
    return Outcome(
      plan: plan, steps: outcomes, values: stage.workspace.values, failures: failures,
      provenance: Provenance(
        version: environment.version, seed: plan.frontMatter.seed, settings: environment.settings,
        sources: stage.sources, sampleNotice: stage.sampleNotice),
      playground: failures.allSatisfy { !$0.endsRun }
        ? stage.workspace.playground(seed: plan.frontMatter.seed) : { nil },
      isInterrupted: stage.isInterrupted)
  }
}
