extension Figure {
  /// Draws the figure; fails only where libpng cannot encode (no memory).
  package func render() throws(FigureError) -> RenderedFigure {
    let canvas = drawn()
    return RenderedFigure(png: try canvas.png(), width: canvas.width, height: canvas.height)
  }

  func drawn() -> Canvas {
    switch self {
    case .images(let grid): grid.drawn()
    case .curves(let curves): curves.drawn()
    case .confusion(let matrix): matrix.drawn()
    case .histogram(let histogram): histogram.drawn()
    case .probabilities(let bars): bars.drawn()
    case .weights(let pictures): pictures.drawn()
    case .network(let diagram): diagram.drawn()
    }
  }
}

/// Measures all figures share, in logical pixels.
enum Measure {
  /// The room for a figure in the text column of a report: shown at this size, pixels of the PNG are not resampled.
  static let widest = 576.0
  /// Paper around every figure.
  static let margin = 6.0
  /// More pictures beside each other would leave none of them 20 logical pixels.
  static let mostPicturesInRow = 18
}
