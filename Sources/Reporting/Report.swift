import Files
package import Running

/// A report's bytes from an outcome; the same outcome and options always give the same bytes.
package enum Report {
  package enum Format: String, Sendable, CaseIterable { case html, md }

  /// One file: style, figures and script inside.
  package static func html(_ outcome: Outcome, options: ReportOptions) -> [UInt8] {
    let composition = Composer.composition(of: outcome, options: options)
    let images = LessonImages(in: composition.parts, read: options.image)
    return Array(HTMLPage.text(composition, outcome: outcome, options: options, images: images).utf8)
  }

  /// `report.md`, which GitHub renders, then the figures and the lesson's pictures it links.
  package static func markdown(_ outcome: Outcome, options: ReportOptions) -> [ReportFile] {
    let composition = Composer.composition(of: outcome, options: options)
    let images = LessonImages(in: composition.parts, read: options.image)
    let text = MarkdownPage.text(composition, outcome: outcome, options: options, images: images)
    return [ReportFile(path: "report.md", bytes: Array(text.utf8))] + figures(of: outcome) + images.files
  }

  /// All files of a report in the formats asked for; the figures come with either.
  package static func files(_ outcome: Outcome, formats: Set<Format>, options: ReportOptions) -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.html) { files.append(ReportFile(path: "report.html", bytes: html(outcome, options: options))) }
    files += formats.contains(.md) ? markdown(outcome, options: options) : figures(of: outcome)
    return files
  }

  private static func figures(of outcome: Outcome) -> [ReportFile] {
    outcome.steps.flatMap(\.outputs).compactMap { output in
      guard case .figure(let figure) = output else { return nil }
      return ReportFile(path: "figures/\(figure.name).png", bytes: figure.png)
    }
  }
}
