/// What a lesson draws: a plain value, whose drawing, alternative text and data table all come from it. A new figure is
/// a file under `Figures/`, a case here, and that case's line in `functions`.
package enum Figure: Sendable, Equatable {
  case images(ImageGrid)
  case curves(TrainingCurves)
  case confusion(ConfusionFigure)
  case histogram(HistogramFigure)
  case probabilities(ProbabilityBars)
  case weights(WeightPictures)
  case network(NetworkDiagram)
  case scatter(ScatterPlot)
  case trials(TrialFigure)
  case overlay(CurveOverlay)
  case distribution(Distribution)
  case regression(RegressionPlot)

  private var functions: FigureFunctions {
    switch self {
    case .images(let grid): FigureFunctions(grid)
    case .curves(let curves): FigureFunctions(curves)
    case .confusion(let matrix): FigureFunctions(matrix)
    case .histogram(let histogram): FigureFunctions(histogram)
    case .probabilities(let bars): FigureFunctions(bars)
    case .weights(let pictures): FigureFunctions(pictures)
    case .network(let diagram): FigureFunctions(diagram)
    case .scatter(let plot): FigureFunctions(plot)
    case .trials(let figure): FigureFunctions(figure)
    case .overlay(let overlay): FigureFunctions(overlay)
    case .distribution(let distribution): FigureFunctions(distribution)
    case .regression(let plot): FigureFunctions(plot)
    }
  }

  /// Draws the figure; fails only where it cannot be encoded (no memory).
  package func render() throws(FigureError) -> RenderedFigure {
    let canvas = drawn()
    let (png, darkPalette) = try PaletteReduction.png(of: canvas)
    return RenderedFigure(png: png, darkPalette: darkPalette, width: canvas.width, height: canvas.height)
  }

  /// What a person who cannot see it is told: the point of the figure in one or two sentences.
  package var alternativeText: String { functions.words() }

  /// The figure's numbers; nil where it has none (images without labels).
  package var table: FigureTable? { functions.table() }

  func drawn() -> Canvas { functions.draw() }
}

/// What every kind of figure brings.
protocol FigureKind: Sendable {
  func drawn() -> Canvas
  /// The alternative text.
  var words: String { get }
  var table: FigureTable? { get }
}

/// A kind's functions as values, so that all kinds pass through one switch and none needs an existential.
private struct FigureFunctions {
  let draw: () -> Canvas
  let words: () -> String
  let table: () -> FigureTable?

  init(_ figure: some FigureKind) {
    draw = { figure.drawn() }
    words = { figure.words }
    table = { figure.table }
  }
}

/// A rendered figure: PNG bytes at twice the logical size, without any varying chunk.
package struct RenderedFigure: Sendable {
  package var png: [UInt8]
  /// What its palette is on a dark page: red, green, blue, red, …
  package var darkPalette: [UInt8]
  /// Logical pixels: half the PNG's.
  package var width: Int
  package var height: Int
  package init(png: [UInt8], darkPalette: [UInt8], width: Int, height: Int) {
    self.png = png
    self.darkPalette = darkPalette
    self.width = width
    self.height = height
  }
}

package struct FigureTable: Sendable, Equatable {
  package var header: [String]
  package var rows: [[String]]
  package init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }
}

package enum FigureError: Error, Sendable { case cannotEncode }
