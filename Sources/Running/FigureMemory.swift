import Caching
package import Figures

/// Draws figures for reports, and remembers the drawings from run to run, since drawing a lesson's figures takes longer
/// than all else after an edit of its prose.
package struct FigureMemory {
  let store: Store
  /// Another one may draw otherwise.
  let program: String

  package func draw(_ figure: Figure) throws(FigureError) -> RenderedFigure {
    let (key, blank) = (key(of: figure), RenderedFigure(png: [], darkPalette: [], width: 0, height: 0))
    if let kept = store.value(key, blank: blank, { $0.code(&$1) }) { return kept }
    let drawn = try figure.render()
    store.keep(drawn, under: key) { $0.code(&$1) }
    return drawn
  }

  private func key(of figure: Figure) -> Digest {
    Digest { coder in
      var (names, figure) = (["figure", program], figure)
      coder.code(&names)
      coder.code(&figure)
    }
  }
}

extension Coder {
  fileprivate mutating func code(_ drawn: inout RenderedFigure) {
    code(&drawn.png)
    code(&drawn.darkPalette)
    code(&drawn.width)
    code(&drawn.height)
  }
}
