import Figures
import Files
package import Lesson
package import Running
import Steps

/// A report's bytes from an outcome; the same outcome and options always give the same bytes.
package enum Report {
  /// A file for each format, then the figures, then the lesson's pictures that they link.
  ///
  /// - Throws: the problem of a figure that cannot be drawn.
  package static func files(
    _ outcome: Outcome, formats: [ReportFormat], options: ReportOptions
  ) throws(Diagnostic) -> [ReportFile] {
    let isDrawn = formats.contains { $0.drawsFigures }
    return try files(outcome, formats: formats, options: options) { figure throws(FigureError) in
      isDrawn ? try .drawn(figure) : .described(figure)
    }
  }

  /// The page alone, with its figures inside.
  package static func page(_ outcome: Outcome, options: ReportOptions) throws(Diagnostic) -> String {
    let draw: FigureDrawing = { figure throws(FigureError) in try .drawn(figure) }
    return ReportFormat.page.text(try Composer.composition(of: outcome, options: options, draw: draw))
  }

  static func files(
    _ outcome: Outcome, formats: [ReportFormat], options: ReportOptions, draw: FigureDrawing
  ) throws(Diagnostic) -> [ReportFile] {
    let composition = try Composer.composition(of: outcome, options: options, draw: draw)
    let figures = composition.figures.values.filter { !$0.png.isEmpty }.sorted { $0.number < $1.number }
    return formats.map { ReportFile(path: $0.fileName, bytes: Array($0.text(composition).utf8)) }
      + figures.map { ReportFile(path: $0.path, bytes: $0.png) }
      + (formats.contains { $0.linksPictures } ? composition.images.files : [])
  }
}
