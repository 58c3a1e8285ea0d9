import Files
import Lesson
import Steps
import Running

/// A problem's words, for both formats.
enum FailureText {
  static func kind(_ diagnostic: Diagnostic) -> String {
    switch diagnostic.severity {
    case .error: "Error"
    case .warning: "Warning"
    case .note: "Note"
    }
  }

  /// With its line in the lesson, behind which it goes on in small letters: it may begin with an array's name.
  static func sentence(_ failure: Failure) -> String {
    let summary = failure.diagnostic.summary
    let start = failure.line.map { "Line \($0): \(summary)" } ?? capitalised(summary)
    return ended(start) + (failure.diagnostic.hint.map { " " + ended(capitalised($0)) } ?? "")
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func ended(_ text: String) -> String {
    text.last.map { ".?!".contains($0) } == true ? text : text + "."
  }
}

/// What stands where a question has no answer.
enum AnswerText {
  static let none = "No answer yet."

  /// Between which an answer is written.
  static func marks(_ name: String?) -> [String] {
    let name = name.map { " \($0)" } ?? ""
    return ["<!-- answer\(name) -->", "<!-- /answer -->"]
  }

  static func place(_ marks: [String]) -> String {
    "Write yours into the lesson’s file, between \(marks.joined(separator: " and ")), and run it again."
  }
}

/// What the folded block at the end tells.
enum ProvenanceText {
  static let title = "How this was made"

  static func tables(_ outcome: Outcome, timings: Bool) -> [OutputTable] {
    let provenance = outcome.provenance
    var tables = [
      OutputTable(
        header: ["What", "Value"], alignments: [.left, .left],
        rows: [["Program", "lesson \(provenance.version)"], ["Seed", String(provenance.seed)]]
          + provenance.settings.map { ["Setting", $0] })
    ]
    if !provenance.sources.isEmpty {
      tables.append(
        OutputTable(
          header: ["Data", "Origin", "Checksum"], alignments: [.left, .left, .left],
          rows: provenance.sources.map { [$0.name, $0.origin, $0.checksum] }))
    }
    if timings {
      tables.append(
        OutputTable(
          header: ["Step", "Seconds"], alignments: [.left, .right],
          rows: outcome.steps.map { [$0.id, ValueText.plain($0.seconds, decimals: 2)] }))
    }
    return tables
  }
}
