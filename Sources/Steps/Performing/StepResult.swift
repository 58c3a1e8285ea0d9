package import Lesson

/// All that a step shows and tells, but for what it makes of arrays and networks: a later run can take it over.
package struct StepResult: Sendable {
  package var outputs: [Output] = []
  /// By the values' own names, without the step's.
  package var values: [(key: String, value: Value)] = []
  /// The numbers behind values that are class names.
  package var classNumbers: [(key: String, number: Int)] = []
  package var sources: [Provenance.Source] = []
  package var sampleNotice: String?

  package init() {}
}

extension Stage {
  /// Shows and tells what a step gave in an earlier run, as if it were performed; what it made is not there yet.
  package mutating func take(_ kept: StepResult, of step: PlannedStep) {
    result = StepResult()
    for output in kept.outputs {
      if case .figure(let figure) = output {
        draw(figure.figure, step, caption: figure.caption)
        announce(figure.figure, step)
      } else {
        show(output)
      }
    }
    for value in kept.values { note(step, value.key, value.value) }
    for number in kept.classNumbers { note(step, number.key, number: number.number) }
    for source in kept.sources { read(source) }
    if let notice = kept.sampleNotice { notify(notice) }
    countOutput()
    if step.verb.doc == Verb.fit.doc { workspace.lastTrained = step.network }
  }

  /// Shows and tells a step's results anew from what an earlier run left; false where that does not hold them all.
  package mutating func retell(_ step: PlannedStep) -> Bool {
    guard let retell = step.verb.keeping.retell else { return false }
    result = StepResult()
    guard retell(step, &self) else { return false }
    countOutput()
    if step.verb.doc == Verb.fit.doc { workspace.lastTrained = step.network }
    return true
  }

  /// Performs a step whose results are told already, for what it makes.
  package mutating func performSilently(_ step: PlannedStep) throws(Diagnostic) {
    // Without the arrays, so that they have one owner and change in place.
    var told = self
    told.workspace = Workspace()
    told.workspace.values = workspace.values
    told.workspace.classNumbers = workspace.classNumbers
    told.workspace.lastTrained = workspace.lastTrained
    isSilent = true
    states = nil
    defer {
      isSilent = false
      tell(as: told)
    }
    // It ran to its end once.
    var step = step
    step.settings["time_limit"] = nil
    try perform(step)
  }
}
