import Testing

@testable import Figures

struct ChartPixelTests {
  private func curves(_ loss: [Double], _ validation: [Double] = []) throws -> DecodedPicture {
    let figure = Figure.curves(
      TrainingCurves(loss: loss, validationLoss: validation, accuracy: [], validationAccuracy: []))
    return try #require(try figure.decoded())
  }

  /// The plot's height in device pixels, for values from 0 to the axis' end.
  private let plot = (top: 64, bottom: 416)

  @Test func pointsLieAtTheirValues() throws {
    // The axis ends at 1: the first marker's centre at the top, the last one's at the bottom.
    let picture = try curves([1, 0.5, 0])
    let column = (0..<picture.width).first { picture[$0, plot.top] == Colour.training.rgb }
    let first = try #require(column) + 6
    #expect(picture[first, plot.top - 5] == Colour.training.rgb && picture[first, plot.top + 5] == Colour.training.rgb)
    #expect(picture[first, plot.top - 9] == Colour.paper.rgb)
    let all = try #require(picture.extent(of: Colour.training.rgb))
    #expect(all.y.lowerBound < plot.top && all.y.upperBound > plot.bottom)
  }

  @Test func seriesDifferInShapeAndColour() throws {
    let both = try curves([1, 0.5, 0.2], [0.9, 0.6, 0.4])
    #expect(both.count(Colour.training.rgb) > 500 && both.count(Colour.validation.rgb) > 500)
    // Dashes leave gaps: less ink than a solid line of the same values.
    let solid = try curves([1, 0.5, 0.2]).count(Colour.training.rgb)
    let dashed = try curves([], [1, 0.5, 0.2]).count(Colour.validation.rgb)
    #expect(Double(dashed) < Double(solid) * 0.9)
  }

  @Test func notFiniteValuesLeaveAGap() throws {
    let picture = try curves([1, 1, .nan, .infinity, 1, 1])
    let line = (0..<picture.width).map { picture[$0, plot.top] == Colour.training.rgb }
    // Runs of line colour on the line's row; the series' name further right does not lie on it.
    var runs: [Int] = []
    for (isInk, before) in zip(line, [false] + line) where isInk {
      before ? (runs[runs.count - 1] += 1) : runs.append(1)
    }
    #expect(runs.filter { $0 > 60 }.count == 2)
  }

  @Test func namesAtTheEndsKeepApart() {
    for (first, second) in [(100.0, 100.0), (100, 103), (32, 33), (232, 232), (40, 200)] {
      let heights = TrainingCurves.spread([first, second], apart: 16, top: 32, bottom: 232)
      #expect(abs(heights[0] - heights[1]) >= 15.999)
      #expect(heights.allSatisfy { (31.9...232.1).contains($0) })
      #expect((first <= second) == (heights[0] <= heights[1]))
    }
  }

  /// Truth down, prediction across: an error lies right of the diagonal's first cell, not below it.
  @Test func confusionHasTruthDown() throws {
    let figure = Figure.confusion(
      ConfusionFigure(counts: [[7, 4], [0, 7]], classNames: ["a", "b"], isNormalised: false))
    let picture = try #require(try figure.decoded())
    let right = try #require(picture.extent(of: ColourScale.right.colour(1).rgb))
    let cell = 128
    let (left, top) = (right.x.lowerBound, right.y.lowerBound)
    #expect(picture[left + cell + 8, top + 8] == ColourScale.wrong.colour(1).rgb)
    #expect(picture[left + 8, top + cell + 8] == Colour.paper.rgb)
    #expect(picture[left + cell + 8, top + cell + 8] == ColourScale.right.colour(1).rgb)
    #expect(figure.drawn().textBoxes.map(\.text).prefix(2) == ["Prediction", "Truth"])
  }

  /// One mistake in a thousand is told from none.
  @Test(arguments: [false, true])
  func fewErrorsAreSeen(isNormalised: Bool) {
    let matrix = ConfusionFigure(counts: [[999, 1], [0, 400]], classNames: [], isNormalised: isNormalised)
    let colour = matrix.colour(truth: 0, prediction: 1, matrix.fullColour)
    #expect(255 - colour.blue > 25)
    #expect(matrix.colour(truth: 1, prediction: 0, matrix.fullColour) == .paper)
    #expect(matrix.text(truth: 0, prediction: 1) == (isNormalised ? "0.1" : "1"))
  }

  @Test func normalisedScaleIsFixed() {
    let half = ConfusionFigure(counts: [[1, 1], [0, 2]], classNames: [], isNormalised: true)
    #expect(half.colour(truth: 0, prediction: 0, half.fullColour) == ColourScale.right.colour(0.5))
    #expect(half.colour(truth: 1, prediction: 1, half.fullColour) == ColourScale.right.colour(1))
  }

  @Test func histogramBarsHaveTheirHeights() throws {
    let figure = Figure.histogram(HistogramFigure(names: ["a", "b", "c"], counts: [100, 50, 0], subject: "y"))
    let picture = try #require(try figure.decoded())
    let bars = try #require(picture.extent(of: Colour.training.rgb))
    let full = (0..<picture.height).filter { picture[bars.x.lowerBound + 10, $0] == Colour.training.rgb }.count
    let half = (0..<picture.height).filter { picture[bars.x.upperBound - 10, $0] == Colour.training.rgb }.count
    // The base line covers one device pixel of each.
    #expect(full == 359 && half == 179)
    #expect(figure.drawn().textBoxes.map(\.text) == ["100", "a", "50", "b", "0", "c", "Label", "Samples"])
  }

  @Test func probabilityBarsHaveTheirLengths() throws {
    func picture(label: Int?) throws -> DecodedPicture {
      let row = ProbabilityBars.Row(picture: nil, probabilities: [0.25, 0.75], label: label, title: "x[0]")
      let figure = Figure.probabilities(ProbabilityBars(rows: [row], classNames: [], palette: .greys))
      return try #require(try figure.decoded())
    }
    let right = try picture(label: 1)
    #expect(right.count(Colour.training.rgb) == 28 * 330 && right.count(Colour.quietBar.rgb) == 28 * 110)
    let wrong = try picture(label: 0)
    #expect(wrong.count(Colour.training.rgb) == 0 && wrong.count(Colour.error.rgb) > 28 * 330)
  }

  /// Orange for positive, blue for negative weights, and more ink for a stronger one.
  @Test func linesShowTheWeights() throws {
    func picture(_ values: [Float]) throws -> DecodedPicture {
      let layer = NetworkDiagram.Layer(
        name: "d", text: "dense 1", outputShape: [1], isDense: true, kernel: .init(rows: 2, columns: 1, values: values))
      return try #require(try Figure.network(NetworkDiagram(inputShape: [2], layers: [layer])).decoded())
    }
    let mixed = try picture([1, -1])
    let positive = try picture([1, 0.2])
    let legend = 100
    #expect(mixed.count(Colour.training.rgb) > positive.count(Colour.training.rgb) + legend)
    #expect(positive.count(Colour.validation.rgb) > 500)
  }

  @Test func neuronsAreSampledFromTheWholeColumn() {
    #expect(NeuronColumn(3).indices == [0, 1, 2])
    let many = NeuronColumn(784).indices
    #expect(many.count == 8 && (many.first ?? 0) < 98 && (many.last ?? 0) > 686)
    #expect(zip(many, many.dropFirst()).allSatisfy { $0 < $1 })
  }
}
