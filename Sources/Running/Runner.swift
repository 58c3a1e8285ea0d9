import Caching
import Engine
import Lesson
package import Steps

/// Runs a plan's steps in order; the only place where things happen.
package enum Runner {
  /// - Parameter listener: hears every event; its `false` interrupts the run.
  package static func run(_ plan: Plan, in environment: RunEnvironment, listener: @escaping Stage.Listener) -> Outcome {
    run(plan, in: environment, keeper: nil, listener: listener)
  }

  /// - Parameter keeper: nil where every step is performed, and nothing kept.
  static func run(
    _ plan: Plan, in environment: RunEnvironment, keeper: Keeper?, listener: @escaping Stage.Listener
  ) -> Outcome {
    var keeper = keeper
    var stage = Stage(seed: plan.frontMatter.seed, environment: environment, listener: listener)
    var outcomes: [StepOutcome] = []
    var failures: [Diagnostic] = []
    // What postponed steps would have made.
    var open: Set<Resource> = []
    for (index, step) in plan.steps.enumerated() {
      stage.send(.stepStarted(index: index, of: plan.steps.count, step: step))
      if stage.isInterrupted { break }
      let clock = Stopwatch()
      var performing = 0.0
      var failure: Diagnostic?
      let key = keeper?.key(of: step)
      keeper?.note(step, seed: plan.frontMatter.seed)
      let withheld = environment.withholds(step)
      let isKept = withheld == nil && keeper?.takeOver(step, key, &stage) ?? false
      let effects = step.effects
      let lacks = !open.isDisjoint(with: effects.reads + effects.changes)
      if !isKept, withheld != nil || lacks || environment.postpones(step) {
        open.formUnion(effects.writes)
        var outcome = StepOutcome(id: step.id, outputs: [], seconds: 0, failure: nil)
        outcome.waiting =
          withheld != nil
          ? withheld
          : lacks
            ? "a step above waits to be run" : keeper?.postpone(step) ?? "training may take long, and was not asked for"
        keeper?.fail(step)
        outcomes.append(outcome)
        continue
      }
      open.subtract(effects.makes)
      if !isKept {
        do throws(Diagnostic) {
          stage.result = StepResult()
          try keeper?.prepare(step, key, &stage)
          if stage.isInterrupted { break }
          performing = clock.seconds
          try stage.perform(step)
        } catch {
          failure = error
          failures.append(error)
        }
      }
      if stage.isInterrupted { break }
      let end = clock.seconds
      let outcome = StepOutcome(
        id: step.id, outputs: stage.outputs, seconds: end, failure: failure, isKept: isKept)
      outcomes.append(outcome)
      if failure != nil {
        keeper?.fail(step)
      } else if !isKept {
        keeper?.keep(step, key, stage, seconds: end - performing)
      }
      stage.send(.stepFinished(step, outcome))
      if let failure, failure.endsRun { break }
    }
    let isWhole = failures.allSatisfy { !$0.endsRun }
    return Outcome(
      plan: plan, steps: outcomes, values: stage.workspace.values, failures: failures,
      provenance: Provenance(
        version: environment.version, seed: plan.frontMatter.seed, settings: environment.settings,
        sources: stage.sources, sampleNotice: stage.sampleNotice),
      playground: isWhole ? playground(stage, keeper, seed: plan.frontMatter.seed) : { nil },
      pageMemory: isWhole ? keeper?.pageMemory(of: stage.workspace.lastTrained) : nil,
      figureMemory: keeper?.figureMemory,
      keeping: keeper?.finish(steps: plan.steps, isWhole: isWhole && !stage.isInterrupted),
      isInterrupted: stage.isInterrupted)
  }

  /// Keeps the networks alone where they are there: arrays may be large.
  private static func playground(_ stage: Stage, _ keeper: Keeper?, seed: UInt64) -> () -> PlaygroundNetwork? {
    guard let keeper, let network = stage.workspace.lastTrained, !keeper.isMade(network) else {
      let playground = Playground(stage.workspace, seed: seed)
      return { playground.network }
    }
    return {
      var (keeper, stage) = (keeper, stage)
      // Half a training is no network to show.
      stage.stopListening()
      do throws(Diagnostic) { try keeper.make(network, &stage) } catch { return nil }
      return Playground(stage.workspace, seed: seed).network
    }
  }
}
