import Testing

@testable import Figures

struct WordsTests {
  private func curves(_ loss: [Double], _ accuracy: [Double] = [], validation: [Double] = []) -> Figure {
    .curves(TrainingCurves(loss: loss, validationLoss: [], accuracy: accuracy, validationAccuracy: validation))
  }

  @Test func curvesTellTheirCourse() {
    #expect(
      curves([0.5, 0.3, 0.2], [0.8, 0.9, 0.95], validation: [0.85, 0.94, 0.96]).alternativeText
        == "Training accuracy rises from 0.800 to 0.950 over 3 epochs; best at epoch 3. "
        + "Validation accuracy rises from 0.850 to 0.960 over 3 epochs; best at epoch 3. "
        + "Training loss falls from 0.500 to 0.200 over 3 epochs; best at epoch 3.")
    #expect(curves([0.5]).alternativeText == "Training loss is 0.500 after 1 epoch.")
    #expect(curves([2, 2]).alternativeText == "Training loss stays at 2.000 over 2 epochs.")
    #expect(
      curves([1, 0.1, 1, .nan]).alternativeText
        == "Training loss goes from 1.000 to 1.000 over 4 epochs; best at epoch 2; 1 not finite.")
    #expect(curves([.nan, .infinity]).alternativeText == "Training loss is never a finite number.")
    #expect(curves([]).alternativeText == "No epoch was trained.")
  }

  @Test func curvesAreTabled() {
    #expect(
      curves([0.5, .nan], [0.8], validation: [0.85, 0.94]).table
        == FigureTable(
          header: ["epoch", "loss", "accuracy", "validation accuracy"],
          rows: [["1", "0.5000", "0.8000", "0.8500"], ["2", "nan", "", "0.9400"]]))
    #expect(curves([]).table == nil)
  }

  @Test func confusionNamesTheWorstMistake() {
    let matrix = ConfusionFigure(counts: [[8, 2], [1, 9]], classNames: ["cat", "dog"], isNormalised: false)
    #expect(
      Figure.confusion(matrix).alternativeText
        == "Confusion matrix of 2 classes: 17 of 20 right (85.0 %). The most frequent mistake: cat taken for dog, 2 times."
    )
    #expect(
      Figure.confusion(matrix).table
        == FigureTable(header: ["truth", "cat", "dog"], rows: [["cat", "8", "2"], ["dog", "1", "9"]]))
    let shares = ConfusionFigure(counts: matrix.counts, classNames: ["cat", "dog"], isNormalised: true)
    #expect(Figure.confusion(shares).table?.rows == [["cat", "80.0 %", "20.0 %"], ["dog", "10.0 %", "90.0 %"]])
  }

  @Test func histogramNamesItsEnds() {
    let figure = Figure.histogram(HistogramFigure(names: [], counts: [5, 9, 7], subject: "y_train"))
    #expect(figure.alternativeText == "Histogram of y_train: 21 in 3 classes, most of 1 (9), fewest of 0 (5).")
    #expect(figure.table?.rows == [["0", "5"], ["1", "9"], ["2", "7"]])
    let even = Figure.histogram(HistogramFigure(names: [], counts: [5, 5], subject: "y"))
    #expect(even.alternativeText == "Histogram of y: 10 in 2 classes, 5 in each.")
  }

  @Test func probabilitiesTellTheAnswer() {
    func words(_ label: Int?) -> String {
      let row = ProbabilityBars.Row(picture: nil, probabilities: [0.1, 0.9], label: label, title: "x[3]")
      return Figure.probabilities(ProbabilityBars(rows: [row], classNames: [], palette: .greys)).alternativeText
    }
    #expect(words(nil) == "x[3]: the answer is 1 with 90.0 %.")
    #expect(words(1) == "x[3]: the answer is 1 with 90.0 %, which is right.")
    #expect(words(0) == "x[3]: the answer is 1 with 90.0 %; the truth is 0.")
  }

  @Test func imagesTellLabelsAndErrors() {
    let picture = Picture(height: 1, width: 1, values: [0])
    func grid(_ cells: [ImageGrid.Cell]) -> Figure {
      .images(ImageGrid(cells: cells, perRow: 6, palette: .greys, subject: "x_train[0:2]"))
    }
    #expect(grid([.init(picture: picture)]).table == nil)
    #expect(grid([.init(picture: picture)]).alternativeText == "An image, x_train[0:2].")
    let wrong = grid([
      .init(picture: picture, label: "5"), .init(picture: picture, label: "7", remark: "taken for 1", isWrong: true),
    ])
    #expect(wrong.alternativeText == "2 images of x_train[0:2], answered 5; 7 (taken for 1); 1 of them wrong.")
    #expect(wrong.table?.rows == [["0", "5", ""], ["1", "✗ 7", "taken for 1"]])
  }

  @Test func networkTellsItsLayers() {
    let figure = Figure.network(
      NetworkDiagram(
        inputShape: [28, 28, 1],
        layers: [.init(name: "flatten_1", text: "flatten", outputShape: [784], isDense: false)]))
    #expect(figure.alternativeText == "Network of 1 layer. Input 28×28×1; flatten gives 784.")
    #expect(figure.table?.rows == [["input", "", "28×28×1"], ["flatten_1", "flatten", "784"]])
  }

  @Test func weightsTellTheirRange() {
    let cell = WeightPictures.Cell(height: 1, width: 2, values: [-0.5, 0.25], label: "to 3")
    let figure = Figure.weights(WeightPictures(cells: [cell], perRow: 1, layer: "dense_1"))
    #expect(
      figure.alternativeText
        == "Weights of dense_1 as 1 picture, from −0.500 (blue) through 0 (white) to 0.500 (orange).")
    #expect(figure.table?.rows == [["to 3", "−0.5000", "−0.1250", "0.2500"]])
  }
}
