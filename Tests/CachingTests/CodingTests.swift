import Arrays
import Engine
import Figures
import Lesson
import Networks
import Steps
import Testing

@testable import Caching

/// What is written is read again, all of it: a property that is added to something that is kept, and forgotten here or
/// where it is written, fails a test.
@Suite struct CodingTests {
  /// Paths of stored properties in which the two are the same: where they are not written, nobody would notice.
  static func alike(_ value: Any, _ blank: Any, _ path: String = "") -> [String] {
    let (own, other) = (Mirror(reflecting: value), Mirror(reflecting: blank))
    guard own.displayStyle == .struct || own.displayStyle == .tuple, !own.children.isEmpty else {
      return String(reflecting: value) == String(reflecting: blank) ? [path] : []
    }
    return zip(own.children, other.children).flatMap { child, blank in
      alike(child.value, blank.value, "\(path).\(child.label ?? "")")
    }
  }

  static func kind(_ figure: Figure) -> Int {
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
  }

  /// Each with one of its kind that has nothing in it.
  static var figures: [(figure: Figure, value: Any, blank: Any)] {
    var grid = ImageGrid(cells: [cell, ImageGrid.Cell(picture: picture)], perRow: 3, palette: .viridis, subject: "s")
    grid.hasAxes = true
    var curves = TrainingCurves(
      loss: [1, 0.5], validationLoss: [2], accuracy: [0.1], validationAccuracy: [.nan])
    curves.others = [[3, 4], []]
    curves.learningRate = [0.1, 0.05]
    let matrix = ConfusionFigure(counts: [[1, 2], [3, 4]], classNames: ["a", "b"], isNormalised: true)
    let histogram = HistogramFigure(names: ["n"], counts: [5], subject: "h")
    let bars = ProbabilityBars(
      rows: [row, ProbabilityBars.Row(picture: nil, probabilities: [], label: nil, title: "")],
      classNames: ["c"], palette: .gray)
    let pictures = WeightPictures(cells: [weightCell], perRow: 2, layer: "l")
    let diagram = NetworkDiagram(
      inputShape: [28, 28], layers: [layer, NetworkDiagram.Layer(name: "", text: "", outputShape: [], isDense: false)],
      outputNames: ["zero"])
    let plot = ScatterPlot(
      x: [1], y: [2], labels: [3], classNames: ["k"], xTitle: "x", yTitle: "y", subject: "p")
    let tried = TrialFigure(
      settings: ["s"], entries: [trialEntry], measure: "m", isShare: true, seeds: 3)
    let overlay = CurveOverlay(lines: [overlayLine], measure: "m", isShare: true)
    let distribution = Distribution(edges: [0, 1], counts: [7], title: "t", subject: "d")
    let regression = RegressionPlot(truth: [1], answers: [2], title: "t", subject: "r")
    return [
      (.trials(tried), tried, TrialFigure(settings: [], entries: [], measure: "", isShare: false, seeds: 1)),
      (.overlay(overlay), overlay, CurveOverlay(lines: [], measure: "", isShare: false)),
      (.distribution(distribution), distribution, Distribution(edges: [], counts: [], title: "", subject: "")),
      (.regression(regression), regression, RegressionPlot(truth: [], answers: [], title: "", subject: "")),
      (.images(grid), grid, ImageGrid(cells: [], perRow: 1, palette: .greys, subject: "")),
      (
        .curves(curves), curves,
        TrainingCurves(loss: [], validationLoss: [], accuracy: [], validationAccuracy: [])
      ),
      (.confusion(matrix), matrix, ConfusionFigure(counts: [], classNames: [], isNormalised: false)),
      (.histogram(histogram), histogram, HistogramFigure(names: [], counts: [], subject: "")),
      (.probabilities(bars), bars, ProbabilityBars(rows: [], classNames: [], palette: .greys)),
      (.weights(pictures), pictures, WeightPictures(cells: [], perRow: 1, layer: "")),
      (.network(diagram), diagram, NetworkDiagram(inputShape: [], layers: [])),
      (
        .scatter(plot), plot,
        ScatterPlot(x: [], y: [], labels: [], classNames: [], xTitle: "", yTitle: "", subject: "")
      ),
    ]
  }

  static let picture = Picture(height: 1, width: 2, values: [0.25, 1, 0, 1, 0.5, 0], channels: 3)
  static let cell = ImageGrid.Cell(
    picture: picture, label: "l", remark: "r", name: "n", isWrong: true, scaleGroup: 4)
  static let row = ProbabilityBars.Row(picture: picture, probabilities: [0.5, 0.5], label: 1, title: "t")
  static let weightCell = WeightPictures.Cell(height: 1, width: 1, values: [-2], label: "w")
  static let kernel = NetworkDiagram.Kernel(rows: 1, columns: 2, values: [3, 4])
  static let layer = NetworkDiagram.Layer(
    name: "dense_1", text: "dense", outputShape: [10], isDense: true, isWord: true, kernel: kernel)

  static let trialEntry = TrialFigure.Entry(values: ["v"], mean: 0.5, spread: 0.25)
  static let overlayLine = CurveOverlay.Line(name: "n", epochs: [1, 2], values: [0.5, 0.75])
  static let record = {
    var history = History(epochs: [epoch], ending: .earlyStopping(bestEpoch: 1))
    (history.keptEpoch, history.steps) = (1, 7)
    return FitRecord(history: history, hasClasses: true, doubt: "d")
  }()
  static let epoch = {
    var epoch = EpochResult(epoch: 1, loss: 0.5, accuracy: 0.25, validationLoss: 0.75, validationAccuracy: 0.125)
    epoch.learningRate = 0.0625
    return epoch
  }()
  static let variable = Variable(
    array: array, classNames: ["a"], pixels: PixelScale(paper: 255, ink: 1), hasCopies: true, columns: ["b"])
  static let array = NDArray(shape: [2], values: .float32([1, -0.0]))
  static let weight = Weight(name: "k", shape: [1], values: [2])
  static let state = {
    var state = FitState(
      epochs: [epoch], weights: [weight], first: [weight], second: [weight], steps: 7, firstPower: 0.9,
      secondPower: 0.999)
    state.best = [weight]
    return state
  }()
  static let table = OutputTable(
    header: ["h"], alignments: [.right, .left], rows: [["a", "b"], []], footerRows: 1)
  static let source = Provenance.Source(name: "n", origin: "o", checksum: "c")
  static let result = {
    var result = StepResult()
    result.outputs = [
      .text("t"), .folded(title: "f", text: "x"), .sentence("s"), .table(table), .remark("r"),
    ]
    for (figure, _, _) in figures {
      result.outputs.append(.figure(OutputFigure(name: "", figure: figure, caption: "c")))
    }
    result.values = [
      ("f", .fraction(0.5)), ("n", .number(.infinity)), ("i", .integer(-1)), ("t", .text("ä")), ("so", .truth(true)),
      ("not", .truth(false)),
    ]
    result.classNumbers = [("c", 3)]
    result.sources = [source]
    result.sampleNotice = "notice"
    return result
  }()

  /// Examples that differ from a blank in all that they have, so that reading them shows what was forgotten.
  @Test func examplesHaveNothingOfABlank() {
    var all: [(Any, Any)] = Self.figures.map { ($0.value, $0.blank) }
    #expect(Set(Self.figures.map { Self.kind($0.figure) }) == Set(0...11))
    let blankPicture = Picture(height: 0, width: 0, values: [])
    all += [
      (Self.picture, blankPicture), (Self.cell, ImageGrid.Cell(picture: blankPicture)),
      (Self.row, ProbabilityBars.Row(picture: nil, probabilities: [], label: nil, title: "")),
      (Self.weightCell, WeightPictures.Cell(height: 0, width: 0, values: [], label: "")),
      (Self.kernel, NetworkDiagram.Kernel(rows: 0, columns: 0, values: [])),
      (Self.layer, NetworkDiagram.Layer(name: "", text: "", outputShape: [], isDense: false)),
      (Self.trialEntry, TrialFigure.Entry(values: [], mean: 0, spread: 0)),
      (Self.overlayLine, CurveOverlay.Line(name: "", epochs: [], values: [])),
      (Self.epoch, EpochResult(epoch: 0, loss: 0, accuracy: 0)),
      (Self.record, FitRecord(history: History(epochs: [], ending: .allEpochs), hasClasses: false)),
      (Self.variable, Variable(array: Coder.blankArray, classNames: nil, pixels: nil)),
      (Self.weight, Weight(name: "", shape: [], values: [])), (Self.state, FitState.blank),
      (Self.table, OutputTable(header: [], alignments: [], rows: [])),
      (Self.source, Provenance.Source(name: "", origin: "", checksum: "")), (Self.result, StepResult()),
    ]
    for (value, blank) in all { #expect(Self.alike(value, blank) == [], "\(type(of: value))") }
  }

  /// All that it is, in words.
  private static func read<Value>(
    _ value: Value, into blank: Value, _ code: (inout Coder, inout Value) -> Void
  ) -> String {
    var (writer, own) = (Coder(), value)
    code(&writer, &own)
    #expect(String(reflecting: own) == String(reflecting: value), "writing changes nothing")
    var (reader, other) = (Coder(reading: writer.bytes), blank)
    code(&reader, &other)
    #expect(reader.isAtEnd)
    // Whatever is cut off is missed.
    for count in stride(from: 0, to: writer.bytes.count, by: max(1, writer.bytes.count / 50)) {
      var (cut, scrap) = (Coder(reading: Array(writer.bytes[..<count])), blank)
      code(&cut, &scrap)
      #expect(!cut.isAtEnd)
    }
    return String(reflecting: other)
  }

  @Test func whatIsWrittenIsRead() {
    for (figure, value, _) in Self.figures {
      var (writer, own) = (Coder(), figure)
      writer.code(&own)
      var (reader, other) = (Coder(reading: writer.bytes), Coder.blankFigure)
      reader.code(&other)
      #expect(reader.isAtEnd)
      let found: Any =
        switch other {
        case .images(let own): own
        case .curves(let own): own
        case .confusion(let own): own
        case .histogram(let own): own
        case .probabilities(let own): own
        case .weights(let own): own
        case .network(let own): own
        case .scatter(let own): own
        case .trials(let own): own
        case .overlay(let own): own
        case .distribution(let own): own
        case .regression(let own): own
        }
      #expect(String(reflecting: found) == String(reflecting: value))
    }
    #expect(
      Self.read(Self.result, into: StepResult()) { $0.code(&$1) } == String(reflecting: Self.result))
    let unwritten = FitRecord(history: History(epochs: [], ending: .allEpochs), hasClasses: false)
    #expect(Self.read(Self.record, into: unwritten) { $0.code(&$1) } == String(reflecting: Self.record))
    #expect(Self.read(Self.state, into: .blank) { $0.code(&$1) } == String(reflecting: Self.state))
    let variable = Variable(array: Coder.blankArray, classNames: nil, pixels: nil)
    #expect(Self.read(Self.variable, into: variable) { $0.code(&$1) } == String(reflecting: Self.variable))
  }

  @Test func arraysOfAllTypesAreRead() {
    let values: [NDArray.Values] = [
      .bool([true, false]), .uint8([1, 255]), .int8([-1, 2]), .uint16([1, 65535]), .int16([-3, 4]),
      .uint32([5, .max]), .int32([-6, 7]), .uint64([8, .max]), .int64([-9, 10]), .float16([1, -0.5]),
      .float32([.infinity, 2]), .float64([-0.0, .pi]), .indexed([0, 255], table: (0..<256).map { Float($0) / 2 }),
    ]
    for values in values {
      let array = NDArray(shape: [2, 1], values: values)
      #expect(Self.read(array, into: Coder.blankArray) { $0.code(&$1) } == String(reflecting: array))
    }
  }
}
