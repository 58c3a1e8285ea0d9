import Planning
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

  static func sentence(_ diagnostic: Diagnostic) -> String {
    let summary =
      startsWithName(diagnostic.summary)
      ? diagnostic.summary : diagnostic.summary.prefix(1).uppercased() + diagnostic.summary.dropFirst()
    guard let hint = diagnostic.hint else { return ended(summary) }
    return ended(summary) + " " + ended(hint.prefix(1).uppercased() + hint.dropFirst())
  }

  /// `x_test has 500 samples`: names of arrays keep their small letters.
  private static func startsWithName(_ summary: String) -> Bool {
    let words = summary.split(separator: " ", maxSplits: 2)
    return words.count > 1 && ["has", "holds", "names", "does", "is"].contains(words[1])
      && !["there", "it", "this"].contains(words[0])
  }

  private static func ended(_ text: String) -> String {
    text.last.map { ".?!".contains($0) } == true ? text : text + "."
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
