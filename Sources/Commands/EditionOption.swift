import Reporting

extension CommandOption<ReportOptions.Edition> {
  /// For whom a report is.
  static let edition = CommandOption(
    "--edition", "student|teacher",
    help: "student leaves out solutions and empties blanks; teacher shows notes for teachers", standard: .whole,
    shownStandard: "neither"
  ) { words throws(UsageError) in
    switch words[0] {
    case "student": return .student
    case "teacher": return .teacher
    default: throw UsageError(summary: "'--edition' takes student or teacher, not '\(words[0])'")
    }
  }
}
