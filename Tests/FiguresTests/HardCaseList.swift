@testable import Figures

extension HardCases {
  static let all: [String: Figure] = images.merging(charts) { first, _ in first }.merging(bars) { first, _ in first }
    .merging(networks) { first, _ in first }.merging(scatters) { first, _ in first }
    .merging(trials) { first, _ in first }
    .merging(numbers) { first, _ in first }

  private static let images: [String: Figure] = [
    "one image": .images(ImageGrid(cells: [.init(picture: picture())], perRow: 6, palette: .greys, subject: "x[5]")),
    "blank images": .images(
      ImageGrid(
        cells: (0..<7).map { _ in .init(picture: Picture(height: 9, width: 5, values: [Float](repeating: 0, count: 45)))
        },
        perRow: 6, palette: .greys, subject: "zeros")),
    "no image": .images(ImageGrid(cells: [], perRow: 6, palette: .greys, subject: "x[0:0]")),
    "long labels": .images(
      ImageGrid(
        cells: (0..<12).map {
          .init(
            picture: picture(), label: fashion[$0 % 10] + ", a label longer than its image",
            remark: "taken for \(fashion[9 - $0 % 10]), 99.8 %", isWrong: $0 % 2 == 0)
        }, perRow: 10, palette: .viridis, subject: "x_test")),
    "100 images in a row": .images(
      ImageGrid(
        cells: (0..<100).map { .init(picture: picture(14), label: fashion[$0 % 10]) }, perRow: 100, palette: .greys,
        subject: "x_test")),
    "images with axes": .images(axes),
    "large image": .images(
      ImageGrid(
        cells: [.init(picture: picture(700), label: "a photo")], perRow: 1, palette: .gray, subject: "photo")),
    "weights": .weights(
      WeightPictures(
        cells: (0..<10).map {
          .init(height: 12, width: 12, values: noise(144).map { Float($0 - 0.5) }, label: "to \($0)")
        },
        perRow: 5, layer: "dense_1")),
    "weights of nothing": .weights(
      WeightPictures(
        cells: [0, .nan, .infinity].map {
          .init(height: 3, width: 3, values: [Float](repeating: $0, count: 9), label: "a long label of \($0)")
        }, perRow: 8, layer: "conv2d_1")),
  ]

  private static var axes: ImageGrid {
    var grid = ImageGrid(
      cells: [28, 6, 300, 5].map { .init(picture: picture($0), label: "a label", remark: "a remark") }, perRow: 3,
      palette: .gray, subject: "x_test")
    grid.hasAxes = true
    return grid
  }

  private static func curves(_ loss: [Double], _ validation: [Double], _ accuracies: [[Double]] = [[], []]) -> Figure {
    .curves(
      TrainingCurves(
        loss: loss, validationLoss: validation, accuracy: accuracies[0], validationAccuracy: accuracies[1]))
  }

  private static func falling(_ rates: [Double]) -> Figure {
    var curves = TrainingCurves(
      loss: curve(rates.count, from: 2.3, to: 0.1), validationLoss: [],
      accuracy: curve(rates.count, from: 0.2, to: 0.9),
      validationAccuracy: [])
    curves.learningRate = rates
    return .curves(curves)
  }

  private static let charts: [String: Figure] = [
    "falling rate": falling([0, 0.005, 0.01, 0.0093, 0.0075, 0.005, 0.0025, 0.0007]),
    "rate of nearly nothing": falling([1e-9, 1e-10, 1e-11]),
    "1 epoch": curves([0.4], [0.3], [[0.86], [0.93]]),
    "1 epoch, equal values": curves([0.4], [0.4], [[1], [1]]),
    "20 epochs": curves(
      curve(20, from: 2.3, to: 0.1), curve(20, from: 2, to: 0.1),
      [curve(20, from: 0.2, to: 0.97), curve(20, from: 0.3, to: 0.96)]),
    "steep start": curves(
      [2.2, 0.4, 0.3, 0.25, 0.2], [1.4, 0.3, 0.3, 0.27, 0.25],
      [[0.2, 0.93, 0.95, 0.96, 0.97], [0.55, 0.92, 0.93, 0.94, 0.96]]),
    "200 epochs": curves(curve(200, from: 2.3, to: 0.1), curve(200, from: 2, to: 0.1)),
    "100000 epochs": curves([Double](repeating: 1, count: 100_000), []),
    "no epoch": curves([], []),
    "not finite": curves([1, .nan, 0.5, .infinity, 0.2], [.nan, .nan, .nan, .nan, .nan], [[.nan], []]),
    "huge": curves([1e300, 1.7e308, 3], [-1e300, 1e20, 0], [[0.1, 0.1, 0.1], [1e9, -4, 0]]),
    "tiny": curves([.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300], [1e-12, 1e-13, 0]),
    "constant": curves([0, 0, 0], [0, 0, 0], [[1, 1, 1], [0, 0, 0]]),
    "2 classes": confusion(["cat", "dog"], each: 500),
    "10 classes": confusion(fashion, each: 10_000),
    "10 classes, shares": confusion(digits, each: 1000, isNormalised: true),
    "26 classes": confusion(letters, each: 1000),
    "90 classes": confusion((0..<90).map { "class \($0)" }, each: 80),
    "nothing counted": confusion(digits, each: 0, isNormalised: true),
    "1 class": confusion(["a very long name of the only class there is"], each: 5),
    "histogram": .histogram(
      HistogramFigure(names: fashion, counts: [Int](repeating: 6000, count: 10), subject: "y_train")),
    "histogram of 26": .histogram(
      HistogramFigure(names: letters, counts: noise(26).map { Int($0 * 1e6) }, subject: "y")),
    "histogram of 60 numbers": .histogram(
      HistogramFigure(names: (0..<60).map { String($0) }, counts: noise(60).map { Int($0 * 1e4) }, subject: "y")),
    "histogram of 1000 numbers": .histogram(
      HistogramFigure(names: (0..<1000).map { String($0) }, counts: noise(1000).map { Int($0 * 1e4) }, subject: "y")),
    "histogram of 300": .histogram(
      HistogramFigure(names: (0..<300).map { "class \($0)" }, counts: noise(300).map { Int($0 * 1e5) }, subject: "y")),
    "histogram of zeros": .histogram(HistogramFigure(names: ["no", "yes"], counts: [0, 0], subject: "y")),
    "histogram of nothing": .histogram(HistogramFigure(names: [], counts: [], subject: "y")),
    "histogram of the largest": .histogram(
      HistogramFigure(names: ["min", "max"], counts: [.min, .max], subject: "y")),
  ]

  private static let bars: [String: Figure] = [
    "right answer": .probabilities(
      ProbabilityBars(rows: [row(10, answer: 3, label: 3)], classNames: digits, palette: .greys)),
    "wrong answer": .probabilities(
      ProbabilityBars(
        rows: [row(10, answer: 3, label: 8, title: String(repeating: "a long title ", count: 20))],
        classNames: fashion.map { $0 + " and a longer name" }, palette: .greys)),
    "not a probability": .probabilities(
      ProbabilityBars(
        rows: [.init(picture: nil, probabilities: [.nan, 3, -1, .infinity], label: -4, title: "")], classNames: [],
        palette: .greys)),
    "100 bars": .probabilities(
      ProbabilityBars(rows: [row(100, answer: 3, label: 80)], classNames: [], palette: .greys)),
    "7 rows": .probabilities(
      ProbabilityBars(
        rows: (0..<7).map { row(10, answer: $0, label: $0 % 3 == 0 ? 9 : $0) }, classNames: fashion, palette: .greys)),
    "3 rows of 60": .probabilities(
      ProbabilityBars(rows: (0..<3).map { row(60, answer: $0, label: nil) }, classNames: [], palette: .greys)),
  ]

  private static var named: NetworkDiagram {
    var diagram = convolutions(8)
    diagram.outputNames = fashion.map { $0 + ", and a longer name" }
    return diagram
  }

  private static let networks: [String: Figure] = [
    "dense network": .network(
      NetworkDiagram(
        inputShape: [784],
        layers: [
          .init(name: "dense_1", text: "dense 16 relu", outputShape: [16], isDense: true, kernel: kernel(784, 16)),
          .init(name: "dense_2", text: "dense 1 sigmoid", outputShape: [1], isDense: true, kernel: kernel(16, 1)),
        ])),
    "empty network": .network(NetworkDiagram(inputShape: [], layers: [])),
    "5 stages": .network(convolutions(1)),
    "12 stages": .network(convolutions(8)),
    "12 stages with classes": .network(named),
    "long names": .network(
      NetworkDiagram(
        inputShape: [1_000_000, 1_000_000, 1_000_000],
        layers: [
          .init(
            name: "a_network_with_a_very_long_name", text: "a_layer_with_a_very_long_text and more of it and more",
            outputShape: [123_456_789_012], isDense: true, kernel: .init(rows: 2, columns: 2, values: [1]))
        ])),
  ]

  private static func scatter(_ count: Int, classes: Int, names: [String], size: Double = 1) -> Figure {
    let random = noise(3 * count)
    let labels = (0..<count).map { Int(random[3 * $0] * Double(max(classes, 1))) }
    func values(_ offset: Int) -> [Double] {
      labels.enumerated().map { size * (Double(($1 + offset) % 4) + random[3 * $0 + offset]) }
    }
    return .scatter(
      ScatterPlot(
        x: values(1), y: values(2), labels: classes == 0 ? [] : labels, classNames: names,
        xTitle: "petal length (cm)", yTitle: "petal width (cm)", subject: "x_train"))
  }

  private static let scatters: [String: Figure] = [
    "scatter of 3 classes": scatter(150, classes: 3, names: ["setosa", "versicolor", "virginica"], size: 1.6),
    "scatter without classes": scatter(40, classes: 0, names: []),
    "scatter of 10 classes": scatter(600, classes: 10, names: fashion),
    "scatter of 26 classes": scatter(2000, classes: 26, names: letters.map { "the letter \($0), a very long name" }),
    "scatter of 10000 points": scatter(10_000, classes: 4, names: []),
    "scatter of huge values": scatter(9, classes: 2, names: ["a", "b"], size: 4e307),
    "scatter of tiny values": scatter(9, classes: 2, names: ["a", "b"], size: 1e-300),
    "scatter of nothing": scatter(0, classes: 2, names: ["a", "b"]),
    "scatter with gaps": .scatter(
      ScatterPlot(
        x: [1, .nan, 3, 4], y: [7, 7, .infinity, 7], labels: [0, 1, 1, 1, 1], classNames: [],
        xTitle: String(repeating: "a long title ", count: 20), yTitle: "", subject: "x")),
  ]

  private static func regression(_ count: Int, size: Double = 1) -> Figure {
    let truth = noise(count).map { $0 * size }
    let answers = zip(truth, noise(2 * count).suffix(count)).map { $0 + ($1 - 0.5) * 0.3 * size }
    return .regression(
      RegressionPlot(truth: truth, answers: answers, title: "body_mass_kg", subject: "x_test"))
  }

  private static func distribution(_ numbers: [Double], bins: Int? = nil, title: String = "petal_length") -> Figure {
    .distribution(Distribution(of: numbers, bins: bins, title: title, subject: "x_train"))
  }

  private static let numbers: [String: Figure] = [
    "regression": regression(120), "regression of huge values": regression(40, size: 4e307),
    "regression of tiny values": regression(40, size: 1e-300), "regression of thousands": regression(3000, size: 5000),
    "regression of nothing": regression(0),
    "regression of one": .regression(RegressionPlot(truth: [3], answers: [3], title: "", subject: "x")),
    "regression with gaps": .regression(
      RegressionPlot(
        truth: [1, .nan, 3, 4], answers: [1, 2, .infinity, -1e9],
        title: String(repeating: "a long title ", count: 20), subject: "x")),
    "distribution": distribution(noise(300)), "distribution of 200 bins": distribution(noise(5000), bins: 200),
    "distribution of equal numbers": distribution([7, 7, 7]), "distribution of one": distribution([-3], bins: 1),
    "distribution of huge values": distribution([-1.7e308, 1.7e308, 0], bins: 4),
    "distribution of tiny values": distribution([1e-300, 3e-300, 2e-300]),
    "distribution of nothing": .distribution(
      Distribution(edges: [], counts: [], title: String(repeating: "a long title ", count: 20), subject: "x")),
  ]
}
