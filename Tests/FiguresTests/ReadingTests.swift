import Testing

@testable import Figures

/// What a reader takes from a figure at a glance is so.
struct ReadingTests {
  private func curves(_ loss: [Double], _ accuracy: [Double] = [], validation: [Double] = []) -> TrainingCurves {
    TrainingCurves(loss: loss, validationLoss: [], accuracy: accuracy, validationAccuracy: validation)
  }

  @Test func firstEpochDoesNotSquashTheOthers() {
    let steep = curves([9, 0.4, 0.3, 0.25, 0.2])
    #expect(steep.panels[0].axis.high <= 0.5)
    #expect(Figure.curves(steep).drawn().textBoxes.map { $0.text }.contains("epoch 1: 9.000"))
    // A first epoch that leaves the others room is shown as all are, and so is each of a few.
    #expect(curves([1, 0.4, 0.3, 0.25, 0.2]).panels[0].axis.high == 1)
    #expect(curves([9, 0.4]).panels[0].axis.high > 8)
  }

  @Test func noPointLiesOnTheAccuracyAxis() {
    let axis = curves([], [0.92, 0.95, 0.98]).panels[0].axis
    #expect(axis.position(0.92) > 0.05 && axis.ticks.first == axis.low)
    #expect(curves([], [0, 0.5, 0.9]).panels[0].axis.low == 0)
  }

  @Test func accuracyAxesOfALessonAreOne() {
    let figures = [curves([1], [0.5, 0.7]), curves([1], [0.95, 0.96], validation: [0.9, 0.92])].map {
      Figure.curves($0)
    }
    let axes = TrainingCurves.sharingAxes(figures).compactMap { figure -> Axis? in
      if case .curves(let curves) = figure { curves.panels[1].axis } else { nil }
    }
    #expect(axes.count == 2 && axes[0] == axes[1] && axes[0].low < 0.5 && axes[0].high >= 0.96)
    #expect(TrainingCurves.sharingAxes([figures[0]])[0].table == figures[0].table)
  }

  @Test func markersThatCoincideAreBothSeen() throws {
    let figure = Figure.curves(
      TrainingCurves(loss: [0.5], validationLoss: [0.5], accuracy: [], validationAccuracy: []))
    let picture = try #require(try figure.decoded())
    let square = try #require((0..<picture.width).first { picture[$0, 64] == Colour.validation.rgb })
    #expect(picture[square + 9, 64] == Colour.training.rgb && picture[square + 16, 64] == Colour.validation.rgb)
    #expect(picture[square + 3, 57] == Colour.paper.rgb)
  }

  /// Three of a hundred are no reason for a colour as dark as the diagonal's, and black reads on every colour of errors.
  @Test(arguments: [false, true]) func confusionsStayPale(isNormalised: Bool) {
    let matrix = ConfusionFigure(counts: [[97, 3], [0, 100]], classNames: [], isNormalised: isNormalised)
    let few = matrix.colour(truth: 0, prediction: 1, matrix.fullColour)
    let right = matrix.colour(truth: 0, prediction: 0, matrix.fullColour)
    #expect(few.luminance > 0.4 && right.luminance < 0.1)
    for step in 0...20 { #expect(matrix.wrongColour(Double(step) / 20).textColour.rgb == 0) }
  }

  @Test func columnHeadsStayInTheirColumns() throws {
    let figure = HardCases.confusion(HardCases.fashion, each: 1000)
    let boxes = figure.drawn().textBoxes.filter { HardCases.fashion.contains($0.text) }
    let heads = boxes.filter { box in abs(box.corners[0].x - box.corners[1].x) < 1 }
    #expect(heads.count == 10)
    for (head, next) in zip(heads, heads.dropFirst()) {
      #expect((head.corners.map { $0.x }.max() ?? 0) < (next.corners.map { $0.x }.min() ?? 0))
    }
  }

  @Test func stagesKeepTheirScale() {
    let cells = [(512, 0), (300, 0), (20, 1), (28, 1)].map { side, group in
      ImageGrid.Cell(picture: HardCases.picture(side), scaleGroup: group)
    }
    let scales = ImageGrid(cells: cells, perRow: 4, palette: .greys, subject: "stages").enlargements(within: 112)
    #expect(scales[0] == scales[1] && scales[2] == scales[3])
    #expect(scales[2].length(20) < scales[3].length(28))
  }

  @Test func axesNumberThePixels() {
    var grid = ImageGrid(
      cells: [.init(picture: HardCases.picture())], perRow: 6, palette: .greys, subject: "x_train[5]")
    #expect(Figure.images(grid).drawn().textBoxes.isEmpty)
    grid.hasAxes = true
    let ticks = ["0", "5", "10", "15", "20", "25"]
    #expect(Figure.images(grid).drawn().textBoxes.map { $0.text } == ticks + ticks)
  }

  @Test func diagramTellsClassesAndOmissions() throws {
    var diagram = HardCases.convolutions(1)
    diagram.outputNames = HardCases.fashion
    let texts = Figure.network(diagram).drawn().textBoxes.map { $0.text }
    #expect(HardCases.fashion.allSatisfy { texts.contains($0) })
    #expect(texts.contains("6 of 128 drawn") && texts.contains("8 of 128 drawn"))
    // Without weights no line has a colour.
    let picture = try #require(try Figure.network(diagram).decoded())
    #expect(picture.count(Colour.training.rgb) == 0 && picture.count(Colour.validation.rgb) == 0)
  }

  @Test func sharesNearAllAreNotAll() {
    let row = ProbabilityBars.Row(picture: nil, probabilities: [0.99975, 0.0002, 0], label: nil, title: "x[0]")
    let figure = Figure.probabilities(ProbabilityBars(rows: [row], classNames: [], palette: .greys))
    #expect(figure.table?.rows == [["0", "> 99.9 %"], ["1", "< 0.1 %"], ["2", "0 %"]])
    let matrix = ConfusionFigure(counts: [[9999, 1], [0, 5]], classNames: [], isNormalised: true)
    #expect(matrix.text(truth: 0, prediction: 0) == ">99.9" && matrix.text(truth: 1, prediction: 1) == "100")
  }

  /// A chart's ground and ink change on a dark page, a picture does not; the palette is the one of the PNG.
  @Test func darkPagesGetAPalette() throws {
    let cell = ImageGrid.Cell(picture: HardCases.picture(), label: "5")
    let figure = Figure.images(ImageGrid(cells: [cell], perRow: 6, palette: .greys, subject: "x"))
    let canvas = figure.drawn()
    #expect(canvas.pixels[0] == Colour.paper.rgb && canvas.darkPixels[0] == Colour.paper.dark)
    let middle = canvas.deviceWidth * (canvas.deviceHeight / 2) + canvas.deviceWidth / 2
    #expect(canvas.pixels[middle] == 0xFFFFFF && canvas.darkPixels[middle] == 0xFFFFFF)
    let rendered = try figure.render()
    let light = try #require(DecodedPicture(rendered.png)).palette
    #expect(light.count == rendered.darkPalette.count && light != rendered.darkPalette)
    let dark = Set(stride(from: 0, to: light.count, by: 3).map { Array(rendered.darkPalette[$0..<$0 + 3]) })
    #expect(dark.contains([0x17, 0x19, 0x1D]) && dark.contains([0xFF, 0xFF, 0xFF]))
  }
}
