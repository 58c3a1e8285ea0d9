package import Figures

extension Coder {
  static let blankFigure = Figure.histogram(HistogramFigure(names: [], counts: [], subject: ""))
  private static let blankPicture = Picture(height: 0, width: 0, values: [])

  package mutating func code(_ figure: inout Figure) {
    var kind: UInt8 =
      switch figure {
      case .images: 0
      case .curves: 1
      case .confusion: 2
      case .histogram: 3
      case .probabilities: 4
      case .weights: 5
      case .network: 6
      case .scatter: 7
      case .trials: 8
      case .overlay: 9
      case .distribution: 10
      case .regression: 11
      }
    code(&kind)
    switch kind {
    case 0:
      var grid = ImageGrid(cells: [], perRow: 1, palette: .greys, subject: "")
      if case .images(let own) = figure { grid = own }
      code(&grid)
      figure = .images(grid)
    case 1:
      var curves = TrainingCurves(loss: [], validationLoss: [], accuracy: [], validationAccuracy: [])
      if case .curves(let own) = figure { curves = own }
      code(&curves.loss)
      code(&curves.validationLoss)
      code(&curves.accuracy)
      code(&curves.validationAccuracy)
      code(&curves.others, blank: []) { $0.code(&$1) }
      code(&curves.learningRate)
      figure = .curves(curves)
    case 2:
      var matrix = ConfusionFigure(counts: [], classNames: [], isNormalised: false)
      if case .confusion(let own) = figure { matrix = own }
      var counts = matrix.counts
      code(&counts, blank: []) { $0.code(&$1) }
      code(&matrix.classNames)
      code(&matrix.isNormalised)
      figure = .confusion(
        ConfusionFigure(counts: counts, classNames: matrix.classNames, isNormalised: matrix.isNormalised))
    case 3:
      var histogram = HistogramFigure(names: [], counts: [], subject: "")
      if case .histogram(let own) = figure { histogram = own }
      code(&histogram.names)
      code(&histogram.counts)
      code(&histogram.subject)
      figure = .histogram(histogram)
    case 4:
      var bars = ProbabilityBars(rows: [], classNames: [], palette: .greys)
      if case .probabilities(let own) = figure { bars = own }
      code(&bars)
      figure = .probabilities(bars)
    case 5:
      var pictures = WeightPictures(cells: [], perRow: 1, layer: "")
      if case .weights(let own) = figure { pictures = own }
      code(&pictures)
      figure = .weights(pictures)
    case 6:
      var diagram = NetworkDiagram(inputShape: [], layers: [])
      if case .network(let own) = figure { diagram = own }
      code(&diagram)
      figure = .network(diagram)
    case 7:
      var plot = ScatterPlot(x: [], y: [], labels: [], classNames: [], xTitle: "", yTitle: "", subject: "")
      if case .scatter(let own) = figure { plot = own }
      code(&plot)
      figure = .scatter(plot)
    case 8:
      var own = TrialFigure(settings: [], entries: [], measure: "", isShare: false, seeds: 1)
      if case .trials(let trials) = figure { own = trials }
      code(&own)
      figure = .trials(own)
    case 9:
      var own = CurveOverlay(lines: [], measure: "", isShare: false)
      if case .overlay(let overlay) = figure { own = overlay }
      code(&own)
      figure = .overlay(own)
    case 10:
      var distribution = Distribution(edges: [], counts: [], title: "", subject: "")
      if case .distribution(let own) = figure { distribution = own }
      code(&distribution.edges)
      code(&distribution.counts)
      code(&distribution.title)
      code(&distribution.subject)
      figure = .distribution(distribution)
    case 11:
      var plot = RegressionPlot(truth: [], answers: [], title: "", subject: "")
      if case .regression(let own) = figure { plot = own }
      code(&plot.truth)
      code(&plot.answers)
      code(&plot.title)
      code(&plot.subject)
      figure = .regression(plot)
    default: fail()
    }
  }

  private mutating func code(_ palette: inout Palette) {
    var name = palette.rawValue
    code(&name)
    if let known = Palette(rawValue: name) { palette = known } else { fail() }
  }

  private mutating func code(_ picture: inout Picture) {
    code(&picture.height)
    code(&picture.width)
    code(&picture.values)
    code(&picture.channels)
  }

  private mutating func code(_ grid: inout ImageGrid) {
    code(&grid.cells, blank: ImageGrid.Cell(picture: Self.blankPicture)) { coder, cell in
      coder.code(&cell.picture)
      coder.code(&cell.label)
      coder.code(&cell.remark)
      coder.code(&cell.name)
      coder.code(&cell.isWrong)
      coder.code(&cell.scaleGroup, blank: 0) { $0.code(&$1) }
    }
    code(&grid.perRow)
    code(&grid.palette)
    code(&grid.subject)
    code(&grid.hasAxes)
  }

  private mutating func code(_ bars: inout ProbabilityBars) {
    let blank = ProbabilityBars.Row(picture: nil, probabilities: [], label: nil, title: "")
    code(&bars.rows, blank: blank) { coder, row in
      coder.code(&row.picture, blank: Self.blankPicture) { $0.code(&$1) }
      coder.code(&row.probabilities)
      coder.code(&row.label, blank: 0) { $0.code(&$1) }
      coder.code(&row.title)
    }
    code(&bars.classNames)
    code(&bars.palette)
  }

  private mutating func code(_ pictures: inout WeightPictures) {
    code(&pictures.cells, blank: WeightPictures.Cell(height: 0, width: 0, values: [], label: "")) { coder, cell in
      coder.code(&cell.height)
      coder.code(&cell.width)
      coder.code(&cell.values)
      coder.code(&cell.label)
    }
    code(&pictures.perRow)
    code(&pictures.layer)
  }

  private mutating func code(_ diagram: inout NetworkDiagram) {
    code(&diagram.inputShape)
    code(&diagram.outputNames)
    let blank = NetworkDiagram.Layer(name: "", text: "", outputShape: [], isDense: false)
    code(&diagram.layers, blank: blank) { coder, layer in
      coder.code(&layer.name)
      coder.code(&layer.text)
      coder.code(&layer.outputShape)
      coder.code(&layer.isDense)
      coder.code(&layer.isWord)
      coder.code(&layer.kernel, blank: NetworkDiagram.Kernel(rows: 0, columns: 0, values: [])) { coder, kernel in
        coder.code(&kernel.rows)
        coder.code(&kernel.columns)
        coder.code(&kernel.values)
      }
    }
  }

  private mutating func code(_ plot: inout ScatterPlot) {
    code(&plot.x)
    code(&plot.y)
    code(&plot.labels)
    code(&plot.classNames)
    code(&plot.xTitle)
    code(&plot.yTitle)
    code(&plot.subject)
  }

  private mutating func code(_ figure: inout TrialFigure) {
    code(&figure.settings)
    code(&figure.entries, blank: TrialFigure.Entry(values: [], mean: 0, spread: 0)) { coder, entry in
      coder.code(&entry.values)
      coder.code(&entry.mean)
      coder.code(&entry.spread)
    }
    code(&figure.measure)
    code(&figure.isShare)
    code(&figure.seeds)
    // Each has a value for every setting.
    let count = figure.settings.count
    if figure.entries.contains(where: { $0.values.count != count }) { fail() }
  }

  private mutating func code(_ overlay: inout CurveOverlay) {
    code(&overlay.lines, blank: CurveOverlay.Line(name: "", epochs: [], values: [])) { coder, line in
      coder.code(&line.name)
      coder.code(&line.epochs)
      coder.code(&line.values)
    }
    code(&overlay.measure)
    code(&overlay.isShare)
  }
}
