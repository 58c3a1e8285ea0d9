import Figures
import Running
import Steps

/// Draws a figure, or only describes it.
typealias FigureDrawing = (OutputFigure) throws(FigureError) -> ShownFigure

/// A figure as reports show it, drawn once for all of them.
struct ShownFigure {
  var name: String
  /// Counted from 1 through the report.
  var number = 0
  var words: String?
  var alternativeText: String
  var table: OutputTable?
  /// Empty where no report shows it.
  var png: [UInt8] = []
  /// The PNG's palette on a dark page.
  var darkPalette: [UInt8] = []
  /// Logical size; the PNG has twice as many pixels.
  var width = 0
  var height = 0

  var path: String { "figures/\(name).png" }
  /// `Figure 2. The first twelve digits`
  var caption: String { "Figure \(number)" + (words.map { ". " + $0 } ?? "") }
  var tableTitle: String { "Figure \(number): the numbers" }

  static func described(_ figure: OutputFigure) -> ShownFigure {
    ShownFigure(
      name: figure.name, words: figure.caption, alternativeText: figure.alternativeText, table: figure.table)
  }

  /// - Parameter memory: where it may have been drawn before.
  static func drawn(_ figure: OutputFigure, _ memory: FigureMemory? = nil) throws(FigureError) -> ShownFigure {
    var shown = described(figure)
    let drawing: RenderedFigure
    if let memory { drawing = try memory.draw(figure.figure) } else { drawing = try figure.figure.render() }
    (shown.png, shown.darkPalette) = (drawing.png, drawing.darkPalette)
    (shown.width, shown.height) = (drawing.width, drawing.height)
    return shown
  }
}
