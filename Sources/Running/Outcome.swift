package import Lesson
package import Steps

/// What a run gave: each step's outputs in order, the values that prose may name, and how it ended.
package struct Outcome {
  package var plan: Plan
  /// In the plan's order; shorter than the plan where a step failed or the run was interrupted.
  package var steps: [StepOutcome]
  package var values: [ValueName: Value]
  /// The failed steps' problems (an `expect` that does not hold does not stop the run); empty where all went well.
  package var failures: [Diagnostic]
  package var provenance: Provenance
  /// Gives the last trained network on 28×28 images, for the page's playground; it takes some time.
  package var playground: () -> PlaygroundNetwork?
  /// nil where nothing may be kept of the page.
  package var pageMemory: PageMemory?
  /// nil where drawings are not kept.
  package var figureMemory: FigureMemory?
  /// nil where every step was performed.
  package var keeping: RunKeeping?
  /// Ctrl-C or the like ended the run; its report is not written.
  package var isInterrupted: Bool

  package init(
    plan: Plan, steps: [StepOutcome], values: [ValueName: Value], failures: [Diagnostic], provenance: Provenance,
    playground: @escaping () -> PlaygroundNetwork? = { nil }, pageMemory: PageMemory? = nil,
    figureMemory: FigureMemory? = nil,
    keeping: RunKeeping? = nil,
    isInterrupted: Bool = false
  ) {
    self.plan = plan
    self.steps = steps
    self.values = values
    self.failures = failures
    self.provenance = provenance
    self.playground = playground
    self.pageMemory = pageMemory
    self.figureMemory = figureMemory
    self.keeping = keeping
    self.isInterrupted = isInterrupted
  }

  /// Of a lesson that has not been run.
  package init(notRun plan: Plan, version: String) {
    self.init(
      plan: plan, steps: [], values: [:], failures: [],
      provenance: Provenance(
        version: version, seed: plan.frontMatter.seed, settings: [], sources: [], sampleNotice: nil))
  }
}
