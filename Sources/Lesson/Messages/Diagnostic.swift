/// A problem with a place in the lesson and a fix; the only kind of message a lesson's author sees.
package struct Diagnostic: Error, Sendable, Equatable {
  package enum Severity: String, Sendable { case error, warning, note }
  /// Decides the exit code: a problem of the lesson is 1, of the machine (files, memory, disk) 3.
  package enum Cause: Sendable { case lesson, machine }

  package var severity: Severity
  package var cause: Cause
  package var id: ID
  /// Byte offsets into the lesson, or into `setting`; nil where the problem has no place in either.
  package var range: Range<Int>?
  /// The `STEP.KEY=VALUE` of the command line that the problem lies in; nil where it lies in the lesson.
  package var setting: String?
  /// One sentence without a full stop: what was found and what was wanted.
  package var summary: String
  /// Stands behind the carets: `did you mean 'epochs'?`
  package var hint: String?
  /// Each stands on a line of its own behind `=`: how to fix it.
  package var notes: [String]
  /// Whether the steps below cannot run any more; an expectation that does not hold leaves them be.
  package var endsRun = true

  package init(
    _ severity: Severity = .error, cause: Cause = .lesson, id: ID, at range: Range<Int>?, _ summary: String,
    hint: String? = nil, notes: [String] = []
  ) {
    self.severity = severity
    self.cause = cause
    self.id = id
    self.range = range
    self.summary = summary
    self.hint = hint
    self.notes = notes
  }

  package init(
    _ severity: Severity = .error, cause: Cause = .lesson, id: ID, at place: Place, _ summary: String,
    hint: String? = nil, notes: [String] = []
  ) {
    self.init(severity, cause: cause, id: id, at: place.range, summary, hint: hint, notes: notes)
    setting = place.setting
  }

  package init(_ problem: ValueProblem, at place: Place) {
    let place = Place(range: problem.range ?? place.range, setting: place.setting)
    self.init(id: problem.id, at: place, problem.summary, hint: problem.hint, notes: problem.notes)
  }

  package static func unfilledBlank(_ tokens: some Collection<Token>, _ what: String) -> Diagnostic {
    let blank = tokens.first { $0.kind == .blank }
    return Diagnostic(
      id: .unfilledBlank, at: blank?.range ?? tokens.range, "the blank \(what) is still empty",
      hint: "write your answer in its place")
  }
}
