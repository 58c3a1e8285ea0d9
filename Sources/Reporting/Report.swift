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
    try limited(outcome, formats: formats, options: options).files
  }

  /// As `files`; figures beyond the bytes that they may take are described in words.
  package static func limited(
    _ outcome: Outcome, formats: [ReportFormat], options: ReportOptions
  ) throws(Diagnostic) -> (files: [ReportFile], figuresLeftOut: Int) {
    let isDrawn = formats.contains { $0.drawsFigures }
    var bytes: Int64 = 0
    var leftOut = 0
    let files = try files(outcome, formats: formats, options: options) { figure throws(FigureError) in
      guard isDrawn else { return .described(figure) }
      if leftOut == 0 {
        let shown = try ShownFigure.drawn(figure, outcome.figureMemory)
        bytes += Int64(shown.png.count)
        if options.figureBytes.map({ bytes <= $0 }) ?? true { return shown }
      }
      leftOut += 1
      return .described(figure)
    }
    return (files, leftOut)
  }

  /// The page alone, with its figures inside.
  package static func page(_ outcome: Outcome, options: ReportOptions) throws(Diagnostic) -> String {
    let draw: FigureDrawing = { figure throws(FigureError) in try .drawn(figure, outcome.figureMemory) }
    return ReportFormat.page.text(try Composer.composition(of: outcome, options: options, draw: draw))
  }

  /// The lesson as Python, in one of the formats for it, and what no Python stands for.
  package static func exported(
    _ outcome: Outcome, as format: ReportFormat, options: ReportOptions
  ) throws(Diagnostic) -> (text: String, gaps: [Diagnostic]) {
    let draw: FigureDrawing = { figure throws(FigureError) in try .drawn(figure) }
    let composition = try Composer.composition(of: outcome, options: options, draw: draw)
    let gaps = PythonCells(composition).gaps.map { gap in
      Diagnostic(
        .warning, id: .noTranslation, at: gap.range, "\(gap.words) has no counterpart in Python here",
        notes: ["a comment stands in its place"])
    }
    return (format.text(composition), gaps)
  }

  static func files(
    _ outcome: Outcome, formats: [ReportFormat], options: ReportOptions, draw: FigureDrawing
  ) throws(Diagnostic) -> [ReportFile] {
    let composition = try Composer.composition(of: outcome, options: options, draw: draw)
    let figures = composition.figures.values.filter { !$0.png.isEmpty }.sorted { $0.number < $1.number }
    var whole = composition
    if options.edition == .whole, formats.contains(where: { $0.hidesRemarks }) {
      var options = options
      options.edition = .teacher
      whole = try Composer.composition(of: outcome, options: options, draw: draw)
    }
    return formats.map { format in
      ReportFile(path: format.fileName, bytes: Array(format.text(format.hidesRemarks ? whole : composition).utf8))
    } + figures.map { ReportFile(path: $0.path, bytes: $0.png) }
      + (formats.contains { $0.linksPictures } ? composition.images.files : [])
  }
}
