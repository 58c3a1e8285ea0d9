import Lesson
import Markdown
import Running
package import Text

/// What pages are told without having asked.
package struct LiveEvent: Sendable, Equatable {
  /// `page`, `problems`, `progress`, `runs` or `state`.
  package var name: String
  package var data: JSON

  init(_ name: String, _ data: JSON) {
    self.name = name
    self.data = data
  }

  static func state(_ state: LiveState, canUndo: Bool) -> LiveEvent {
    LiveEvent(
      "state",
      .object([
        .init("state", .string(state.name)), .init("text", .string(state.text)), .init("canUndo", .bool(canUndo)),
        .init("waits", .bool(state.waits)),
      ]))
  }

  static func page(_ version: Int, text: Int) -> LiveEvent {
    LiveEvent("page", .object([.init("version", .integer(version)), .init("text", .integer(text))]))
  }

  /// Each with its place, in bytes, for the page to find the step.
  static func problems(_ problems: [Diagnostic], of session: Session) -> LiveEvent {
    let writer = DiagnosticText(file: session.path, source: session.source)
    let list = problems.map { problem -> JSON in
      let place = problem.setting == nil ? problem.range?.lowerBound : nil
      return .object([
        .init("severity", .string(problem.severity.rawValue)), .init("offset", place.map { .integer($0) } ?? .null),
        .init("line", place.map { .integer(session.source.line(of: $0)) } ?? .null),
        .init("summary", .string(problem.summary)),
        // Without the line that says it once more.
        .init("text", .string(writer.text(problem).split(separator: "\n").dropFirst().joined(separator: "\n"))),
      ])
    }
    return LiveEvent("problems", .array(list))
  }
}
