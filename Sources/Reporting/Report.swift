package import Running

/// A report's bytes from an outcome; the same outcome and options always give the same bytes.
package enum Report {
  package enum Format: String, Sendable, CaseIterable { case html, md }

  /// One file: style, figures and script inside.
  package static func html(_ outcome: Outcome, options: ReportOptions) -> [UInt8] {
    Array(HTMLPage.text(Composer.composition(of: outcome, options: options)).utf8)
  }

  /// `report.md`, which GitHub renders, then the figures and the lesson's pictures it links.
  package static func markdown(_ outcome: Outcome, options: ReportOptions) -> [ReportFile] {
    markdown(Composer.composition(of: outcome, options: options))
  }

  private static func markdown(_ composition: Composition) -> [ReportFile] {
    [ReportFile(path: "report.md", bytes: Array(MarkdownPage.text(composition).utf8))] + figures(of: composition.outcome)
      + composition.images.files
  }

  /// All files of a report in the formats asked for; the figures come with either.
  package static func files(_ outcome: Outcome, formats: Set<Format>, options: ReportOptions) -> [ReportFile] {
    let composition = Composer.composition(of: outcome, options: options)
    var files: [ReportFile] = []
    if formats.contains(.html) {
      files.append(ReportFile(path: "report.html", bytes: Array(HTMLPage.text(composition).utf8)))
    }
    files += formats.contains(.md) ? markdown(composition) : figures(of: outcome)
    return files
  }

  private static func figures(of outcome: Outcome) -> [ReportFile] {
    outcome.steps.flatMap { $0.outputs }.compactMap { output in
      guard case .figure(let figure) = output else { return nil }
      return ReportFile(path: "figures/\(figure.name).png", bytes: figure.png)
    }
  }
}
